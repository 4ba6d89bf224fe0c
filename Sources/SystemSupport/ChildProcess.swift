import Glibc

/// A process that this one started, and must reap.
///
/// The child gets its own session (so that a signal to the terminal's group does not reach it), no blocked signals,
/// and only the descriptors that are named: all others are closed.
public struct ChildProcess: Sendable {
    public let processID: Int32

    /// How a process ended.
    public enum Ending: Sendable, Equatable {
        case exited(Int32)
        case signalled(Int32)
    }

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - executable: path of the program.
    ///   - arguments: argv, the program's name included.
    ///   - environment: the whole environment of the child, nil for this process's own.
    ///   - descriptors: descriptor in the child to descriptor here; 0, 1 and 2 are `/dev/null` unless named.
    /// - Throws: `SystemError` when the program cannot be started.
    public init(
        executable: String, arguments: [String], environment: [String: String]? = nil,
        descriptors: [Int32: Int32] = [:]
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // A descriptor may be another one's target: park all of them high first, then put each in its place.
        let parkingPlace: Int32 = 200
        for (index, pair) in descriptors.sorted(by: { $0.key < $1.key }).enumerated() {
            posix_spawn_file_actions_adddup2(&actions, pair.value, parkingPlace + Int32(index))
        }
        for standard: Int32 in 0...2 where descriptors[standard] == nil {
            posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", standard == 0 ? O_RDONLY : O_WRONLY, 0)
        }
        for (index, pair) in descriptors.sorted(by: { $0.key < $1.key }).enumerated() {
            posix_spawn_file_actions_adddup2(&actions, parkingPlace + Int32(index), pair.key)
        }
        let firstUnused = max(2, descriptors.keys.max() ?? 2) + 1
        Self.closeAll(from: firstUnused, &actions)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        var allSignals = sigset_t()
        sigfillset(&allSignals)
        posix_spawnattr_setsigdefault(&attributes, &allSignals)
        let setSession: Int32 = 0x80  // POSIX_SPAWN_SETSID
        posix_spawnattr_setflags(
            &attributes, Int16(setSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let argv = arguments.map { strdup($0) } + [nil]
        defer { for pointer in argv { free(pointer) } }
        let variables = environment.map { $0.map { strdup("\($0.key)=\($0.value)") } + [nil] }
        defer { for pointer in variables ?? [] { free(pointer) } }

        var pid: pid_t = 0
        let status =
            if let variables {
                posix_spawn(&pid, executable, &actions, &attributes, argv, variables)
            } else {
                posix_spawn(&pid, executable, &actions, &attributes, argv, environ)
            }
        guard status == 0 else { throw SystemError(operation: "start", path: executable, errno: status) }
        processID = pid
    }

    // glibc 2.34 has this function, but its headers show it to C alone.
    private static func closeAll(from first: Int32, _ actions: inout posix_spawn_file_actions_t) {
        typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
        guard let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else { return }
        _ = unsafeBitCast(symbol, to: CloseFrom.self)(&actions, first)
    }

    /// Sends a signal to the child and everything it started in its session.
    public func signalGroup(_ signal: Int32) {
        _ = kill(-processID, signal)
    }

    /// Sends a signal to the child alone.
    public func signal(_ signal: Int32) {
        _ = kill(processID, signal)
    }

    /// Reaps the child if it has ended; nil while it runs.
    public func endingIfEnded() -> Ending? {
        var status: Int32 = 0
        let result = waitpid(processID, &status, WNOHANG)
        return result == processID ? Self.ending(of: status) : nil
    }

    /// Blocks the calling thread until the child has ended, and reaps it.
    public func waitUntilEnded() -> Ending {
        var status: Int32 = 0
        while waitpid(processID, &status, 0) < 0 {
            if errno != EINTR { return .exited(-1) }
        }
        return Self.ending(of: status)
    }

    /// Reads a wait status.
    public static func ending(of status: Int32) -> Ending {
        let signal = status & 0x7f
        return signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
    }
}

/// Two connected descriptors for framed messages between a process and its child.
public struct SocketPair: Sendable {
    public let ours: Int32
    public let theirs: Int32

    /// - Throws: `SystemError` when the system has no descriptors left.
    public init() throws {
        var pair: [Int32] = [0, 0]
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &pair) == 0 else {
            throw SystemError(operation: "open a socket pair", path: nil, errno: errno)
        }
        ours = pair[0]
        theirs = pair[1]
    }
}

/// Blocking reads and writes of whole buffers, for descriptors that a thread of their own serves.
public enum DescriptorIO {
    /// Writes everything, or returns false when the other side is gone.
    public static func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Bool {
        var done = 0
        while done < bytes.count {
            let written = send(descriptor, bytes.baseAddress! + done, bytes.count - done, Int32(MSG_NOSIGNAL))
            if written < 0 && errno == EINTR { continue }
            if written <= 0 { return false }
            done += written
        }
        return true
    }

    /// Reads exactly `count` bytes, or returns nil at the end of input.
    public static func readExactly(_ descriptor: Int32, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + done, count - done) }
            if got < 0 && errno == EINTR { continue }
            if got <= 0 { return nil }
            done += got
        }
        return bytes
    }
}
