import Glibc

/// Wakes a thread that polls descriptors. Any thread may signal.
public final class WakeUp: Sendable {
    /// To be polled for reading.
    public let descriptor: Int32
    private let writer: Int32

    /// - Throws: `SystemError` when the process has no descriptors left.
    public init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw SystemError(operation: "make a pipe", path: nil, errno: errno)
        }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        descriptor = ends[0]
        writer = ends[1]
    }

    deinit {
        close(descriptor)
        close(writer)
    }

    public func signal() {
        // A full pipe wakes the reader just as well.
        var byte: UInt8 = 1
        while write(writer, &byte, 1) < 0 && errno == EINTR {}
    }

    /// Takes back all signals.
    public func clear() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(descriptor, &bytes, bytes.count) == bytes.count {}
    }
}
