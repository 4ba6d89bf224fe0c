import Essentials
import Glibc
import Synchronization
import SystemSupport

/// One helper process and the socket to it. A thread reads what it answers and reaps it when it has ended.
final class ServerConnection: Sendable {
    /// A helper that takes nothing in for so long is lost.
    private static let sendLimitSeconds = 2

    private struct State {
        /// Whether the process may still be signalled: once it may have been reaped, its id may be another's.
        var mayBeSignalled = true
        var hasEnded = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let process: ChildProcess
    private let socket: Int32

    var processID: Int32 { process.processID }

    /// Starts a helper.
    ///
    /// - Parameters:
    ///   - onReply: called with each message, on a thread of its own.
    ///   - onEnd: called once, after the last message, when the process is gone.
    /// - Throws: `SystemError` when the process cannot be started.
    init(
        executable: String, arguments: [String], onReply: @escaping @Sendable (JSONValue) -> Void,
        onEnd: @escaping @Sendable (ChildProcess.Ending) -> Void
    ) throws {
        let pair = try SocketPair()
        defer { close(pair.theirs) }
        var limit = timeval(tv_sec: Self.sendLimitSeconds, tv_usec: 0)
        setsockopt(pair.ours, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var environment = Paths.environment
        // A crash of the library is expected, and its report would only take time.
        environment["SWIFT_BACKTRACE"] = "enable=off"
        do {
            process = try ChildProcess(
                executable: executable, arguments: [executable] + arguments, environment: environment,
                descriptors: [codeIntelligenceDescriptor: pair.theirs])
        } catch {
            close(pair.ours)
            throw error
        }
        socket = pair.ours
        SystemThread.start { [self] in
            while let message = MessageFrames.read(from: socket) { onReply(message) }
            onEnd(reap())
        }
    }

    /// Sends a message; false when the process is gone.
    func send(_ message: JSONValue) -> Bool {
        MessageFrames.write(message, to: socket)
    }

    /// Whether the process is gone and reaped.
    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    /// Ends the process at once, with everything it started.
    func kill() {
        state.withLock { if $0.mayBeSignalled { process.signalGroup(SIGKILL) } }
    }

    /// Returns when the process is gone and reaped.
    func waitUntilEnded() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.waiting.append(continuation) }
                return state.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }

    private func reap() -> ChildProcess.Ending {
        state.withLock {
            if $0.mayBeSignalled { process.signalGroup(SIGKILL) }
            $0.mayBeSignalled = false
        }
        let ending = process.waitUntilEnded()
        let waiting = state.withLock { state in
            state.hasEnded = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
        return ending
    }

    deinit {
        // The reading thread holds the connection, so nobody reads or writes any more.
        close(socket)
    }
}
