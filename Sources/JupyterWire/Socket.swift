internal import CZeroMQ
internal import Essentials
import Glibc

/// libzmq's context: the owner of sockets and of the threads that move their bytes.
final class SocketContext {
    let handle: UnsafeMutableRawPointer

    init() throws(WireError) {
        guard let handle = zmq_ctx_new() else { throw WireError.libzmq("make a context") }
        self.handle = handle
    }

    /// Waits until all sockets are closed and what they may still send within their linger time is sent.
    func end() {
        while zmq_ctx_term(handle) != 0 && zmq_errno() == EINTR {}
    }
}

/// One socket of libzmq. It belongs to one thread at a time.
final class Socket {
    enum Kind {
        case router, publisher

        var number: Int32 {
            switch self {
            case .router: ZMQ_ROUTER
            case .publisher: ZMQ_XPUB
            }
        }
    }

    /// What became of a message that was to be sent.
    enum Sent: Equatable {
        case done
        /// A peer's queue is full: try again later.
        case full
        /// Nobody has the identity that the message is for.
        case peerGone
        case failed(errno: Int32)
    }

    let handle: UnsafeMutableRawPointer
    private var isOpen = true
    /// The file of an ipc address, which libzmq leaves behind.
    private var path: String?

    init(_ kind: Kind, in context: SocketContext) throws(WireError) {
        guard let handle = zmq_socket(context.handle, kind.number) else { throw WireError.libzmq("make a socket") }
        self.handle = handle
    }

    deinit { close() }

    /// Closes the socket. Its context sends the rest, within the linger time.
    func close() {
        guard isOpen else { return }
        isOpen = false
        if let path { unlink(path) }
        zmq_close(handle)
    }

    func set(_ option: Int32, _ value: Int32) throws(WireError) {
        var value = value
        guard zmq_setsockopt(handle, option, &value, MemoryLayout<Int32>.size) == 0 else {
            throw WireError.libzmq("set option \(option) of a socket")
        }
    }

    func set(_ option: Int32, _ value: Int64) throws(WireError) {
        var value = value
        guard zmq_setsockopt(handle, option, &value, MemoryLayout<Int64>.size) == 0 else {
            throw WireError.libzmq("set option \(option) of a socket")
        }
    }

    func set(_ option: Int32, _ text: [UInt8]) throws(WireError) {
        guard zmq_setsockopt(handle, option, text, text.count) == 0 else {
            throw WireError.libzmq("set option \(option) of a socket")
        }
    }

    /// Listens; returns the errno of a failure.
    func bind(_ endpoint: String) -> Int32? {
        zmq_bind(handle, endpoint) == 0 ? nil : zmq_errno()
    }

    /// Where the socket listens, with the port that the system chose.
    var lastEndpoint: String {
        var text = [CChar](repeating: 0, count: 512)
        var count = text.count
        guard zmq_getsockopt(handle, ZMQ_LAST_ENDPOINT, &text, &count) == 0 else { return "" }
        return String(terminated: text)
    }

    /// The next message, nil when there is none.
    ///
    /// - Parameter limit: frames beyond it are taken off the socket and dropped.
    func receive(limit: Int) -> [[UInt8]]? {
        var parts: [[UInt8]] = []
        var frame = zmq_msg_t()
        while true {
            zmq_msg_init(&frame)
            let count = zmq_msg_recv(&frame, handle, ZMQ_DONTWAIT)
            guard count >= 0 else {
                let reason = zmq_errno()
                zmq_msg_close(&frame)
                // Frames of one message arrive together, so only the first can be missing.
                if reason == EINTR { continue }
                return nil
            }
            if parts.count < limit {
                parts.append(Array(UnsafeRawBufferPointer(start: zmq_msg_data(&frame), count: zmq_msg_size(&frame))))
            }
            let more = zmq_msg_more(&frame)
            zmq_msg_close(&frame)
            if more == 0 { return parts }
        }
    }

    /// Sends the frames of a message from number `next` on, and counts up `next` as they go.
    func send(_ parts: [[UInt8]], next: inout Int) -> Sent {
        while next < parts.count {
            let part = parts[next]
            let flags = next + 1 < parts.count ? ZMQ_DONTWAIT | ZMQ_SNDMORE : ZMQ_DONTWAIT
            if zmq_send(handle, part, part.count, flags) < 0 {
                switch zmq_errno() {
                case EINTR: continue
                case EAGAIN: return .full
                case EHOSTUNREACH: return .peerGone
                case let reason: return .failed(errno: reason)
                }
            }
            next += 1
        }
        return .done
    }
}

extension Socket {
    /// Makes a socket for a channel of a kernel, and listens.
    ///
    /// - Throws: `WireError`: `portInUse` and `cannotBind` name the address and the channel.
    static func listening(
        _ channel: Channel, of file: inout ConnectionFile, in context: SocketContext
    ) throws(WireError) -> Socket {
        let socket = try Socket(channel == .iopub ? .publisher : .router, in: context)
        try socket.configure(for: channel, file)
        let endpoint = file.endpoint(for: channel)
        if let path = file.socketPath(for: channel), answers(path) {
            // libzmq would take the path away from the program that listens there.
            throw cannotListen(channel, endpoint, EADDRINUSE)
        }
        if let reason = socket.bind(endpoint) { throw cannotListen(channel, endpoint, reason) }
        if let path = file.socketPath(for: channel) {
            socket.path = path
            chmod(path, 0o600)
        } else if file.ports[channel] == 0 {
            guard let port = socket.lastEndpoint.split(separator: ":").last.flatMap({ Int($0) }) else {
                throw cannotListen(channel, endpoint, EADDRNOTAVAIL)
            }
            file.ports[channel] = port
        }
        return socket
    }

    private func configure(for channel: Channel, _ file: ConnectionFile) throws(WireError) {
        try set(ZMQ_LINGER, Int32(0))
        if file.usesIPv6 { try set(ZMQ_IPV6, Int32(1)) }
        if let curve = file.curve {
            try set(ZMQ_CURVE_SERVER, Int32(1))
            try set(ZMQ_CURVE_SECRETKEY, Array(curve.secretKey.value.utf8))
        }
        switch channel {
        case .iopub:
            // Every subscription is told, also the second one to the same topic, so that each client is welcomed.
            try set(ZMQ_XPUB_VERBOSE, Int32(1))
            try set(ZMQ_XPUB_NODROP, Int32(1))
            try set(ZMQ_MAXMSGSIZE, Int64(1 << 20))
        case .heartbeat:
            try set(ZMQ_MAXMSGSIZE, Int64(1 << 16))
        case .shell, .control, .stdin:
            // A client that comes back under its old identity gets its replies even if the system has not yet
            // noticed that the old connection is dead.
            try set(ZMQ_ROUTER_HANDOVER, Int32(1))
            // Without it, a reply that cannot be sent would vanish silently.
            try set(ZMQ_ROUTER_MANDATORY, Int32(1))
            // Replies wait for a client that is busy; only one that has stopped reading reaches this.
            try set(ZMQ_SNDHWM, Int32(100_000))
            try set(ZMQ_MAXMSGSIZE, Int64(1 << 30))
        }
    }

    /// Whether a program listens on a Unix domain socket.
    private static func answers(_ path: String) -> Bool {
        var address = sockaddr_un()
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { Glibc.close(descriptor) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }

    private static func cannotListen(_ channel: Channel, _ endpoint: String, _ reason: Int32) -> WireError {
        if reason == EADDRINUSE {
            return WireError(
                code: WireError.portInUse, message: "another program listens on \(endpoint)",
                place: "\(channel.portKey)", hint: "Start the kernel again: Jupyter then chooses other ports.")
        }
        return WireError(
            code: WireError.cannotBind,
            message: "cannot listen on \(endpoint): \(String(cString: zmq_strerror(reason)))",
            place: "\(channel.portKey)", hint: "Check the address in the connection file.")
    }
}

extension String {
    /// The text before the first zero in a buffer that C has filled.
    init(terminated buffer: [CChar]) {
        self.init(decoding: buffer.prefix { $0 != 0 }.map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
    }
}

extension WireError {
    /// What libzmq says about the call that just failed.
    static func libzmq(_ operation: String) -> WireError {
        let reason = zmq_errno()
        return WireError(
            code: WireError.system, message: "cannot \(operation): \(String(cString: zmq_strerror(reason)))",
            hint: reason == EMFILE ? "Allow the process more open files (ulimit -n)." : nil)
    }
}
