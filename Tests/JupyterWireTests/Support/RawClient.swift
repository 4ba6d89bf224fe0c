import CZeroMQ
import Essentials
import Glibc
import JupyterWire
import Testing

/// One socket of a client, straight on libzmq, for one thread.
final class RawClient {
    enum Role { case dealer, subscriber, request }

    let context: UnsafeMutableRawPointer
    let handle: UnsafeMutableRawPointer

    /// - Parameters:
    ///   - serverKey: the kernel's public key, for an encrypted connection.
    ///   - receiveLimit: how many messages may wait on the client's side.
    init(
        _ role: Role, to endpoint: String, identity: String? = nil, topic: String = "", serverKey: String? = nil,
        receiveLimit: Int32 = 1000
    ) throws {
        context = try #require(zmq_ctx_new())
        let kind =
            switch role {
            case .dealer: ZMQ_DEALER
            case .subscriber: ZMQ_SUB
            case .request: ZMQ_REQ
            }
        handle = try #require(zmq_socket(context, kind))
        set(ZMQ_LINGER, 0)
        set(ZMQ_RCVTIMEO, 10_000)
        set(ZMQ_SNDTIMEO, 10_000)
        set(ZMQ_RCVHWM, receiveLimit)
        if let identity { zmq_setsockopt(handle, ZMQ_ROUTING_ID, identity, identity.utf8.count) }
        if let serverKey {
            var publicKey = [CChar](repeating: 0, count: 41)
            var secretKey = publicKey
            try #require(zmq_curve_keypair(&publicKey, &secretKey) == 0)
            zmq_setsockopt(handle, ZMQ_CURVE_SERVERKEY, serverKey, 40)
            zmq_setsockopt(handle, ZMQ_CURVE_PUBLICKEY, publicKey, 40)
            zmq_setsockopt(handle, ZMQ_CURVE_SECRETKEY, secretKey, 40)
        }
        if role == .subscriber { zmq_setsockopt(handle, ZMQ_SUBSCRIBE, topic, topic.utf8.count) }
        try #require(zmq_connect(handle, endpoint) == 0)
    }

    deinit {
        zmq_close(handle)
        zmq_ctx_term(context)
    }

    func set(_ option: Int32, _ value: Int32) {
        var value = value
        zmq_setsockopt(handle, option, &value, MemoryLayout<Int32>.size)
    }

    /// Whether all went out within the time limit.
    @discardableResult
    func send(_ parts: [[UInt8]]) -> Bool {
        for (place, part) in parts.enumerated() {
            let flags = place + 1 < parts.count ? ZMQ_SNDMORE : 0
            if zmq_send(handle, part, part.count, flags) < 0 { return false }
        }
        return true
    }

    /// The next message; nil when none comes in time.
    func receive(within milliseconds: Int32 = 10_000) -> [[UInt8]]? {
        set(ZMQ_RCVTIMEO, milliseconds)
        var parts: [[UInt8]] = []
        var frame = zmq_msg_t()
        while true {
            zmq_msg_init(&frame)
            defer { zmq_msg_close(&frame) }
            if zmq_msg_recv(&frame, handle, 0) < 0 { return nil }
            parts.append(Array(UnsafeRawBufferPointer(start: zmq_msg_data(&frame), count: zmq_msg_size(&frame))))
            if zmq_msg_more(&frame) == 0 { return parts }
        }
    }

    /// The next Jupyter message, its signature checked; nil when none comes in time.
    func message(within milliseconds: Int32 = 10_000, key: [UInt8] = testKey) throws -> WireMessage? {
        guard let parts = receive(within: milliseconds) else { return nil }
        let frames = try Frames(parsing: parts)
        try #require(try Signature(key: key).matches(frames.signature, frames.signed))
        return try WireMessage(frames)
    }

    /// Skips to the next message of a type; nil when none comes in time.
    func message(_ type: String, key: [UInt8] = testKey) throws -> WireMessage? {
        while let message = try message(key: key) {
            if message.type == type { return message }
        }
        return nil
    }
}
