import Essentials
import Glibc
import HostProtocol
import Synchronization
import SystemSupport

/// How a cell ended, seen from the session.
enum HostAnswer: Sendable {
    case finished(FinishedReport)
    /// The host ended while the cell ran.
    case lost(ChildProcess.Ending)
}

/// One cell host process and the socket to it. A thread reads what it sends; events go to whoever runs a cell.
final class HostConnection: Sendable {
    typealias EventHandler = @Sendable (CellEvent) -> Void

    private struct State {
        var onEvent: EventHandler?
        var waiting: CheckedContinuation<HostAnswer, Never>?
        var generation: UInt64 = 0
        var ending: ChildProcess.Ending?
        var stdout = TextDecoder()
        var stderr = TextDecoder()
        var printed = 0
    }
    private let state = Mutex(State())
    private let process: ChildProcess
    private let socket: Int32
    private let outputLimit: Int

    var processID: Int32 { process.processID }

    /// Starts a host.
    ///
    /// - Parameter sessionFolder: removed by the host when the session is killed and cannot do so itself.
    /// - Throws: `SystemError` when the process cannot be started.
    init(_ configuration: SessionConfiguration, sessionFolder: String) throws {
        let pair = try SocketPair()
        defer { close(pair.theirs) }
        var environment = Paths.environment
        for (name, value) in configuration.environment { environment[name] = value }
        environment["SWIFTLET_WORKING_FOLDER"] = configuration.workingFolder
        environment["SWIFTLET_SESSION_FOLDER"] = sessionFolder
        // The runtime's own crash handler would take the signals that the host survives.
        environment["SWIFT_BACKTRACE"] = "enable=off"
        do {
            process = try ChildProcess(
                executable: configuration.hostExecutable,
                arguments: [configuration.hostExecutable, "--socket", "3"], environment: environment,
                descriptors: [3: pair.theirs])
        } catch {
            close(pair.ours)
            throw error
        }
        socket = pair.ours
        outputLimit = configuration.outputLimit
        SystemThread.start { [self] in readFrames() }
    }

    /// Whether the host still runs.
    var isAlive: Bool { state.withLock { $0.ending == nil } }

    /// Runs a loaded cell and waits for its end.
    func run(_ request: RunRequest, onEvent: @escaping EventHandler) async -> HostAnswer {
        await withCheckedContinuation { continuation in
            let ending = state.withLock { state -> ChildProcess.Ending? in
                if let ending = state.ending { return ending }
                state.waiting = continuation
                state.onEvent = onEvent
                state.generation = request.generation
                state.printed = 0
                return nil
            }
            if let ending {
                continuation.resume(returning: .lost(ending))
            } else {
                send(Frame(kind: .run, json: request.json))
            }
        }
    }

    /// Where output goes that comes between cells, from tasks that go on.
    func setIdleHandler(_ handler: @escaping EventHandler) {
        state.withLock { $0.onEvent = handler }
    }

    func send(_ frame: Frame) {
        _ = frame.encoded.withUnsafeBytes { DescriptorIO.writeAll(socket, $0) }
    }

    /// Ends the host and everything that cells started in its session, and reaps it.
    func kill() {
        process.signalGroup(SIGKILL)
    }

    // MARK: - Reading

    private func readFrames() {
        var decoder = FrameDecoder()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        reading: while decoder.failure == nil {
            let count = read(socket, buffer.baseAddress!, buffer.count)
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { break }
            decoder.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            while let frame = decoder.next() { handle(frame) }
        }
        process.signalGroup(SIGKILL)
        let ending = process.waitUntilEnded()
        close(socket)
        let waiting = state.withLock { state in
            state.ending = ending
            return state.waiting.take()
        }
        waiting?.resume(returning: .lost(ending))
    }

    private func handle(_ frame: Frame) {
        switch frame.kind {
        case .stdout: stream(.stdout, frame.payload)
        case .stderr: stream(.stderr, frame.payload)
        case .finished:
            guard let json = try? JSONValue(parsing: frame.payload), let report = FinishedReport(json) else { return }
            finish(report)
        default:
            guard let json = try? JSONValue(parsing: frame.payload), let event = CellEvent(frame.kind, json) else {
                return
            }
            state.withLock { $0.onEvent }?(event)
        }
    }

    private func stream(_ name: StreamName, _ bytes: [UInt8]) {
        let limit = outputLimit
        let (text, handler) = state.withLock { state -> (String, EventHandler?) in
            let before = state.printed
            state.printed += bytes.count
            if before >= limit { return ("", nil) }
            var text = name == .stdout ? state.stdout.decode(bytes) : state.stderr.decode(bytes)
            if state.printed >= limit {
                text += "\n[Swiftlet: this cell printed more than \(ByteCount(limit)); the rest is dropped]\n"
            }
            return (text, state.onEvent)
        }
        if !text.isEmpty { handler?(.stream(name, text)) }
    }

    private func finish(_ report: FinishedReport) {
        let (waiting, rest, handler) = state.withLock {
            state -> (CheckedContinuation<HostAnswer, Never>?, [(StreamName, String)], EventHandler?) in
            guard report.generation == state.generation else { return (nil, [], nil) }
            let rest = [(StreamName.stdout, state.stdout.finish()), (.stderr, state.stderr.finish())]
            return (state.waiting.take(), rest, state.onEvent)
        }
        for (name, text) in rest where !text.isEmpty { handler?(.stream(name, text)) }
        waiting?.resume(returning: .finished(report))
    }
}

extension CellEvent {
    fileprivate init?(_ kind: FrameKind, _ json: JSONValue) {
        let bundle = MIMEBundle(
            data: json["data"]?.objectValue ?? [:], metadata: json["metadata"]?.objectValue ?? [:])
        switch kind {
        case .display:
            self = .display(bundle, displayID: json["id"]?.stringValue, update: json["update"]?.boolValue ?? false)
        case .result: self = .result(bundle)
        case .clearOutput: self = .clearOutput(wait: json["wait"]?.boolValue ?? false)
        case .inputRequest:
            self = .inputRequest(
                prompt: json["prompt"]?.stringValue ?? "", password: json["password"]?.boolValue ?? false)
        case .commOut:
            guard let kind = json["kind"]?.stringValue.flatMap(CommMessage.Kind.init(rawValue:)),
                let id = json["comm_id"]?.stringValue
            else { return nil }
            self = .comm(
                CommMessage(
                    kind: kind, id: id, target: json["target_name"]?.stringValue, data: json["data"] ?? [:],
                    metadata: json["metadata"]?.objectValue ?? [:]))
        default: return nil
        }
    }
}

/// Turns bytes into text where a character may be cut between two pieces; what is not UTF-8 becomes U+FFFD.
struct TextDecoder: Sendable {
    private var tail: [UInt8] = []

    mutating func decode(_ bytes: [UInt8]) -> String {
        var all = tail + bytes
        let cut = Self.incompleteSuffix(all)
        tail = Array(all.suffix(cut))
        all.removeLast(cut)
        return String(decoding: all, as: UTF8.self)
    }

    mutating func finish() -> String {
        defer { tail = [] }
        return String(decoding: tail, as: UTF8.self)
    }

    /// How many bytes at the end begin a character that is not complete.
    private static func incompleteSuffix(_ bytes: [UInt8]) -> Int {
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return length > back ? back : 0
        }
        return 0
    }
}
