internal import CZeroMQ
import Glibc

/// Echoes the bytes of the heartbeat channel.
///
/// It has a thread and a context of its own, so that neither a burst of output nor the kernel's own work delays it.
final class Heartbeat {
    private let context: SocketContext
    private let socket: Socket

    /// Listens; `run` answers.
    ///
    /// - Throws: `WireError` when the port cannot be had.
    init(_ file: inout ConnectionFile) throws(WireError) {
        let context = try SocketContext()
        do {
            socket = try Socket.listening(.heartbeat, of: &file, in: context)
        } catch {
            context.end()
            throw error
        }
        self.context = context
    }

    /// What another thread needs to end `run`.
    struct Stop: @unchecked Sendable {
        // Unchecked: a context may be shut down from any thread (zmq_ctx_shutdown), and is there until it has been.
        fileprivate let context: UnsafeMutableRawPointer

        /// To be called exactly once.
        func callAsFunction() { zmq_ctx_shutdown(context) }
    }

    var stop: Stop { Stop(context: context.handle) }

    /// Echoes until stopped.
    func run() {
        while zmq_proxy(socket.handle, socket.handle, nil) != 0 && zmq_errno() == EINTR {}
    }

    func close() {
        socket.close()
        context.end()
    }
}
