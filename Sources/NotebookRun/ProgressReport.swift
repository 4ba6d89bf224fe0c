import Essentials
import Glibc
import NotebookSession
import Synchronization
import SystemSupport

/// Tells on standard error how far a run is.
final class ProgressReport: Sendable {
    private enum Style { case terminal, lines, json, quiet }
    private let style: Style
    private let total: Int
    private let start = ContinuousClock.now
    // The ticking thread and the run both write.
    private let current = Mutex<(number: Int, start: ContinuousClock.Instant)?>(nil)

    init(_ style: RunOptions.ReportStyle, cells total: Int) {
        self.total = total
        switch style {
        case .quiet: self.style = .quiet
        case .json: self.style = .json
        case .automatic: self.style = isatty(2) == 1 ? .terminal : .lines
        }
        if self.style == .terminal { tick() }
    }

    private func tick() {
        SystemThread.start(stackSize: 1 << 20) { [weak self] in
            while let self {
                self.drawLine()
                usleep(100_000)
            }
        }
    }

    private func drawLine() {
        current.withLock { current in
            guard let current else { return }
            let time = Self.seconds(ContinuousClock.now - current.start)
            Echo.write("\r\u{1b}[Kcell \(current.number) of \(total)  \(time)", to: 2)
        }
    }

    func begin(_ number: Int) {
        current.withLock { $0 = (number, ContinuousClock.now) }
        if style == .json { write(["event": "cell_started", "cell": .integer(Int64(number))]) }
    }

    func end(_ number: Int, _ failure: CellFailure?) {
        let time = current.withLock { current -> Duration in
            defer { current = nil }
            return current.map { ContinuousClock.now - $0.start } ?? .zero
        }
        switch style {
        case .quiet: break
        case .terminal, .lines:
            let line = "cell \(number) of \(total)  \(failure.map { "\($0.name)" } ?? "ok")  \(Self.seconds(time))\n"
            Echo.write(style == .terminal ? "\r\u{1b}[K" + line : line, to: 2)
        case .json:
            var object: JSONObject = [
                "event": "cell_finished", "cell": .integer(Int64(number)), "ok": .bool(failure == nil),
                "seconds": .number(Self.number(time)),
            ]
            if let failure {
                object["error"] = .string(failure.name)
                object["message"] = .string(failure.message)
            }
            write(object)
        }
    }

    /// The error of a cell, for those who do not look into the notebook.
    func explain(_ failure: CellFailure) {
        guard style != .json else { return }
        Echo.write(failure.traceback.joined(separator: "\n") + "\n", to: 2)
    }

    func finish(_ result: RunResult, output: String?, html: String?) {
        let time = ContinuousClock.now - start
        switch style {
        case .quiet: break
        case .terminal, .lines:
            let what =
                switch result {
                case .succeeded: "done"
                case .cellFailed: "a cell failed"
                case .badInput: "not run"
                case .timedOut: "timed out"
                case .interrupted: "interrupted"
                }
            var text = "\(what) in \(Self.seconds(time))"
            if let output { text += "  notebook: \(output)" }
            if let html { text += "  report: \(html)" }
            Echo.write(text + "\n", to: 2)
        case .json:
            write([
                "event": "finished", "exit_code": .integer(Int64(result.rawValue)),
                "seconds": .number(Self.number(time)), "output": output.map { .string($0) } ?? .null,
                "html": html.map { .string($0) } ?? .null,
            ])
        }
    }

    private func write(_ object: JSONObject) { Echo.write(JSONValue.object(object).serialized() + "\n", to: 2) }

    private static func number(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    private static func seconds(_ duration: Duration) -> String {
        let hundredths = Int((number(duration) * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) s"
    }
}
