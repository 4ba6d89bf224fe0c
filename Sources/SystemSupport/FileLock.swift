import Glibc
import Synchronization

/// A lock among processes, held by an open file: it ends with this object, and with the process at the latest.
public final class FileLock: Sendable {
    /// -1 once the lock is given back; whoever swaps it out closes it, so that it is closed once.
    private let descriptor: Atomic<Int32>

    /// Takes the lock.
    ///
    /// - Parameters:
    ///   - path: of the lock file, made if missing.
    ///   - shared: whether others may hold it too, if they also share it.
    ///   - blocking: whether to wait while another process holds it.
    /// - Throws: `SystemError`, with `EWOULDBLOCK` when it is held and `blocking` is false.
    public init(path: String, shared: Bool = false, blocking: Bool = true) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError(operation: "lock", path: path, errno: errno) }
        let kind = shared ? LOCK_SH : LOCK_EX
        while flock(descriptor, blocking ? kind : kind | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            let reason = errno
            close(descriptor)
            throw SystemError(operation: "lock", path: path, errno: reason)
        }
        self.descriptor = Atomic(descriptor)
    }

    /// Gives the lock back; calling it again does nothing.
    public func unlock() {
        let open = descriptor.exchange(-1, ordering: .acquiringAndReleasing)
        if open >= 0 { close(open) }
    }

    deinit { unlock() }
}
