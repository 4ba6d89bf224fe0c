internal import Essentials
import Glibc

/// Wakes the thread that polls sockets. Any thread may signal.
///
/// A pipe rather than a pair of inproc sockets: those must not be used by several threads, a pipe may.
final class WakeUp: Sendable {
    /// To be polled for reading.
    let descriptor: Int32
    private let writer: Int32

    init() throws(WireError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw WireError(code: WireError.system, message: "cannot make a pipe: \(String(cString: strerror(errno)))")
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

    func signal() {
        // A full pipe wakes the reader just as well.
        var byte: UInt8 = 1
        while write(writer, &byte, 1) < 0 && errno == EINTR {}
    }

    /// Takes back all signals.
    func clear() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(descriptor, &bytes, bytes.count) == bytes.count {}
    }
}
