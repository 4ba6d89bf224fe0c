import CellCompiler
import Essentials
import Glibc
import HostProtocol
import SystemSupport

/// Tells people why a cell failed: what, where in the cell, the line with a caret, and how it got there. Paths of
/// temporary files never appear.
struct FailureRenderer: Sendable {
    let request: CellRequest
    let toolchain: Toolchain

    func magic(_ problem: Magics.Problem) -> CellFailure {
        let diagnostic = Diagnostic(
            severity: .error, message: problem.message, line: problem.line, column: problem.column)
        return compile([diagnostic])
    }

    func compile(_ diagnostics: [Diagnostic]) -> CellFailure {
        let first = diagnostics.first { $0.severity == .error } ?? diagnostics[0]
        let place = first.line.map { line in first.column.map { " (line \(line), column \($0))" } ?? " (line \(line))" }
        return CellFailure(
            kind: .compile, name: "CompileError", message: first.message + (place ?? ""),
            traceback: DiagnosticRenderer.render(diagnostics, source: request.source, label: request.label),
            line: first.line, column: first.column)
    }

    func system(_ error: any Error) -> CellFailure {
        let text = String(describing: error)
        return CellFailure(kind: .system, name: "SystemError", message: text, traceback: [text])
    }

    func interrupted(_ places: [CodePlace]?) -> CellFailure {
        located(
            CellFailure(
                kind: .interrupted, name: "Interrupted", message: "the cell was interrupted", traceback: []),
            places ?? [])
    }

    func timedOut(_ failure: CellFailure, limit: Duration?) -> CellFailure {
        var failure = failure
        let seconds = limit.map { " of \(Double($0.components.seconds) + Double($0.components.attoseconds) / 1e18) s" }
        failure.kind = .timeout
        failure.name = "CellTimeout"
        failure.message = "the cell ran longer than its limit\(seconds ?? "")"
        if failure.traceback.isEmpty {
            failure.traceback = ["CellTimeout: \(failure.message)"]
        } else {
            failure.traceback[0] = "CellTimeout: \(failure.message)"
        }
        return failure
    }

    /// A cell that ended badly in the host. Starts the symbolizer: blocks.
    func failure(_ report: FinishedReport, of cell: CompiledCell) -> CellFailure {
        var places = Symbolizer(toolchain: toolchain).places(report.places).map { place in
            var place = place
            place.column = cell.map.column(place.column, line: place.line)
            return place
        }
        // Inside system calls and the runtime the way back to the cell may not be found: the statement is known.
        let running = report.statementsBegun - 1
        if !places.contains(where: { $0.line > 0 }), cell.statements.indices.contains(running) {
            let statement = cell.statements[running]
            places.append(
                CodePlace(
                    function: "", line: statement.line, column: statement.column, runtimeFailure: nil,
                    library: cell.library))
        }
        switch report.outcome {
        case .threw:
            var message = CellNames.withoutModules(report.message)
            if let hint = report.details["hint"]?.stringValue { message += ". \(hint)" }
            if let place = placeInQuery(report, cell) {
                places = [place]
            } else if let place = report.details["place"]?.stringValue {
                message = "\(place): \(message)"
            }
            return located(
                CellFailure(
                    kind: .thrown, name: CellNames.withoutModules(report.name), message: message, traceback: []),
                places)
        case .interrupted: return interrupted(places)
        case .exited:
            return located(
                CellFailure(
                    kind: .exit, name: "Exit", message: "the cell called exit(\(report.exitCode)); the session goes on",
                    traceback: []),
                places)
        case .notLoaded:
            return CellFailure(
                kind: .system, name: "LoadError",
                message: "the compiled cell could not be loaded: " + withoutPaths(report.message),
                traceback: ["LoadError: " + withoutPaths(report.message)])
        case .trapped, .succeeded: return trap(report, places)
        }
    }

    /// In an SQL cell, the place of the fault in its query.
    private func placeInQuery(_ report: FinishedReport, _ cell: CompiledCell) -> CodePlace? {
        guard let start = (try? Magics(request.source))?.queryStart, let line = report.details["line"]?.intValue,
            let column = report.details["column"]?.intValue
        else { return nil }
        return CodePlace(
            function: "", line: start.line + line - 1, column: line == 1 ? start.column + column - 1 : column,
            runtimeFailure: nil, library: cell.library)
    }

    private func trap(_ report: FinishedReport, _ places: [CodePlace]) -> CellFailure {
        var message = TrapReason.fromLastWords(report.message) ?? places.lazy.compactMap(\.runtimeFailure).first
        if report.isStackOverflow { message = "stack overflow: a function calls itself without end" }
        var text = message ?? TrapReason.ofSignal(report.signal)
        if report.mayBeDamaged, message == nil {
            text += ". Memory may be damaged: restart the kernel if results look wrong"
        }
        return located(
            CellFailure(
                kind: .trap, name: report.isStackOverflow ? "StackOverflow" : "FatalError", message: text, traceback: []
            ),
            places)
    }

    func hostLost(_ ending: ChildProcess.Ending, lostCells: Int, wasInterrupted: Bool) -> CellFailure {
        let cause =
            switch ending {
            case .exited(75) where wasInterrupted: "it could not be stopped in any other way"
            case .exited(let code): "it ended with code \(code)"
            case .signalled(SIGKILL): "it was killed (SIGKILL), by hand or because memory ran out"
            case .signalled(let signal): "it was stopped by signal \(signal)"
            }
        let replay =
            lostCells > 0
            ? " %replay runs \(lostCells == 1 ? "the cell" : "the \(lostCells) cells") again that had run well." : ""
        let message = "the cell host is gone: \(cause). All variables are lost.\(replay)"
        return CellFailure(
            kind: .hostLost, name: "HostLost", message: message, traceback: ["HostLost: \(message)"])
    }

    /// Adds heading, excerpt and calls.
    private func located(_ failure: CellFailure, _ places: [CodePlace]) -> CellFailure {
        var failure = failure
        var lines = ["\(failure.name): \(failure.message)"]
        let own = places.filter { $0.line > 0 }
        if let place = own.first {
            failure.line = place.line
            failure.column = place.column
            lines.append("\(request.label):\(place.line):\(place.column)")
            lines += DiagnosticRenderer.excerpt(
                source: request.source, line: place.line, column: place.column)
        }
        let calls = own.dropFirst().prefix(20)
        if !calls.isEmpty {
            lines.append("called from")
            for place in calls { lines.append("  \(place.function) \(request.label):\(place.line):\(place.column)") }
        }
        failure.traceback = lines
        return failure
    }

    private func withoutPaths(_ text: String) -> String {
        text.split(separator: " ").filter { !$0.contains("/libCell_") }.joined(separator: " ")
    }
}

/// Why the processor or the runtime stopped a cell.
enum TrapReason {
    /// The runtime's message without its place: `Swift/ContiguousArrayBuffer.swift:692: Fatal error: Index out of
    /// range` becomes `Index out of range`.
    static func fromLastWords(_ words: String) -> String? {
        // A stack trace of the runtime may follow; the places are found in another way.
        let text = words.firstRange(of: "\nCurrent stack trace").map { String(words[..<$0.lowerBound]) } ?? words
        for marker in ["Fatal error: ", "Precondition failed: ", "Assertion failed: "] {
            guard let range = text.firstRange(of: marker) else { continue }
            let reason = text[range.upperBound...].trimmed
            if !reason.isEmpty { return CellNames.withoutModules(reason) }
        }
        // `Could not cast value of type 'Swift.Int' (0x7f…) to 'Swift.String' (0x7f…).`
        if let range = text.firstRange(of: "Could not cast value") {
            let line = text[range.lowerBound...].prefix { $0 != "\n" }
            return CellNames.withoutModules(withoutAddresses(line))
        }
        for word in ["Fatal error", "Precondition failed", "Assertion failed"] where text.contains(word) {
            return word.lowercased()
        }
        return nil
    }

    private static func withoutAddresses(_ text: Substring) -> String {
        var result = ""
        var rest = text
        while let start = rest.firstRange(of: " (0x") {
            result += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstIndex(of: ")") else {
                return result + rest[start.lowerBound...]
            }
            rest = rest[rest.index(after: end)...]
        }
        result += rest
        return result.hasSuffix(".") ? String(result.dropLast()) : result
    }

    static func ofSignal(_ signal: Int) -> String {
        switch Int32(signal) {
        case SIGILL, SIGTRAP: "the cell was stopped by a failed check (trap)"
        case SIGSEGV: "bad memory access (SIGSEGV)"
        case SIGBUS: "bad memory access (SIGBUS)"
        case SIGFPE: "arithmetic fault (SIGFPE)"
        case SIGABRT: "abort() was called"
        default: "stopped by signal \(signal)"
        }
    }
}
