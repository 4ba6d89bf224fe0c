import Glibc
import Synchronization
import SystemSupport

/// Runs a compiler or linker many times without starting it each time: a process that is loaded once and forked for
/// every request (see CZygote). Where that does not work the tool is started in the ordinary way.
///
/// Requests are served one after the other by a thread that may block; an actor would hold a thread of the
/// concurrency pool for as long.
final class ToolServer: Sendable {
    private struct State {
        var child: ChildProcess?
        var channel: Int32 = -1
        /// Set when preloading has failed once: then tools are started directly.
        var isPreloadBroken = false
    }

    private let executable: String
    private let preload: String?
    private let state = Mutex(State())
    /// Serialises requests; held for as long as a tool runs.
    private let turn = Mutex(())

    /// - Parameters:
    ///   - executable: path of the tool.
    ///   - preload: path of the zygote library; nil starts the tool anew for each request.
    init(executable: String, preload: String?) {
        self.executable = executable
        self.preload = preload
    }

    /// Starts the server process ahead of the first request.
    func warmUp() {
        turn.withLock { _ in _ = openChannel() }
    }

    /// Runs the tool and blocks until it has ended.
    ///
    /// - Parameters:
    ///   - arguments: without the program's name.
    ///   - output: a file for everything it prints.
    /// - Returns: how it ended.
    /// - Throws: `SystemError` when it cannot be started at all.
    func run(_ arguments: [String], output: String) throws -> ChildProcess.Ending {
        try turn.withLock { _ in
            for _ in 0..<2 {
                guard let channel = openChannel() else { break }
                if let status = request(channel, arguments, output) { return ChildProcess.ending(of: status) }
                // The server is gone: it was killed, or cannot be preloaded here.
                close(killing: true)
            }
            state.withLock { $0.isPreloadBroken = true }
            return try runDirectly(arguments, output: output)
        }
    }

    /// Ends the running request, if any, and the server.
    func stop() {
        close(killing: true)
    }

    deinit { close(killing: true) }

    private func openChannel() -> Int32? {
        state.withLock { state -> Int32? in
            if state.channel >= 0 { return state.channel }
            guard let preload, !state.isPreloadBroken, access(preload, R_OK) == 0, let pair = try? SocketPair() else {
                return nil
            }
            var environment = Paths.environment
            environment["LD_PRELOAD"] = preload
            environment["SWIFTLET_ZYGOTE"] = "3"
            let child = try? ChildProcess(
                executable: executable, arguments: [executable], environment: environment,
                descriptors: [3: pair.theirs])
            Glibc.close(pair.theirs)
            guard let child else {
                Glibc.close(pair.ours)
                state.isPreloadBroken = true
                return nil
            }
            state.child = child
            state.channel = pair.ours
            return pair.ours
        }
    }

    private func request(_ channel: Int32, _ arguments: [String], _ output: String) -> Int32? {
        var payload: [UInt8] = []
        for string in [output, executable] + arguments {
            payload.append(contentsOf: string.utf8)
            payload.append(0)
        }
        var message = littleEndian(UInt32(payload.count))
        message.append(contentsOf: payload)
        guard message.withUnsafeBytes({ DescriptorIO.writeAll(channel, $0) }),
            let reply = DescriptorIO.readExactly(channel, 4)
        else { return nil }
        return Int32(
            bitPattern: UInt32(reply[0]) | UInt32(reply[1]) << 8 | UInt32(reply[2]) << 16 | UInt32(reply[3]) << 24)
    }

    private func littleEndian(_ value: UInt32) -> [UInt8] {
        stride(from: 0, to: 32, by: 8).map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
    }

    private func runDirectly(_ arguments: [String], output: String) throws -> ChildProcess.Ending {
        let descriptor = open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError(operation: "create", path: output, errno: errno) }
        defer { Glibc.close(descriptor) }
        let child = try ChildProcess(
            executable: executable, arguments: [executable] + arguments, descriptors: [1: descriptor, 2: descriptor])
        return child.waitUntilEnded()
    }

    private func close(killing: Bool) {
        let (child, channel) = state.withLock { state in
            let old = (state.child, state.channel)
            state.child = nil
            state.channel = -1
            return old
        }
        if let child {
            if killing { child.signalGroup(SIGKILL) }
            _ = child.waitUntilEnded()
        }
        if channel >= 0 { Glibc.close(channel) }
    }
}
