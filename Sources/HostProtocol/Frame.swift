public import Essentials

/// What a frame between a session and its cell host says. On the wire a frame is its length (4 bytes, little endian,
/// counting kind and payload), the kind (one byte) and the payload: plain bytes for streams, JSON for all others.
public enum FrameKind: UInt8, Sendable {
    // Session to host.
    case run = 0x52  // R: RunRequest
    case interrupt = 0x49  // I: stop the running cell
    case input = 0x4E  // N: the answer to an input request, plain UTF-8
    case commIn = 0x43  // C: CommFrame
    case quit = 0x51  // Q

    // Host to session.
    case hello = 0x68  // h: the host is ready
    case stdout = 0x6F  // o: plain bytes
    case stderr = 0x65  // e: plain bytes
    case display = 0x64  // d: DisplayFrame
    case result = 0x72  // r: DisplayFrame
    case clearOutput = 0x63  // c: {"wait": Bool}
    case inputRequest = 0x69  // i: {"prompt": String, "password": Bool}
    case commOut = 0x6D  // m: CommFrame
    case finished = 0x66  // f: FinishedReport
}

/// One frame as received.
public struct Frame: Sendable {
    public var kind: FrameKind
    public var payload: [UInt8]

    public init(kind: FrameKind, payload: [UInt8]) {
        self.kind = kind
        self.payload = payload
    }

    public init(kind: FrameKind, json: JSONObject) {
        self.init(kind: kind, payload: JSONValue.object(json).serializedBytes())
    }

    /// The bytes as they go over the socket.
    public var encoded: [UInt8] {
        let length = UInt32(payload.count + 1)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.count + 5)
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
        bytes.append(kind.rawValue)
        bytes.append(contentsOf: payload)
        return bytes
    }
}

/// Takes bytes as they arrive and gives frames. A frame of unknown kind or impossible length ends the stream.
public struct FrameDecoder: Sendable {
    /// No frame is longer: a display of this size is refused by the host before it is sent.
    public static let maximumLength = 512 << 20

    private var buffer: [UInt8] = []
    private var start = 0
    /// Set when the bytes cannot be frames; nothing is decoded afterwards.
    public private(set) var failure: String?

    public init() {}

    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        if start > 0 && start == buffer.count {
            buffer.removeAll(keepingCapacity: true)
            start = 0
        } else if start > 1 << 20 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next complete frame, nil when more bytes are needed.
    public mutating func next() -> Frame? {
        guard failure == nil, buffer.count - start >= 5 else { return nil }
        var length = 0
        for index in (0..<4).reversed() { length = length << 8 | Int(buffer[start + index]) }
        guard length >= 1, length <= Self.maximumLength else {
            failure = "a frame of \(length) bytes"
            return nil
        }
        guard buffer.count - start >= 4 + length else { return nil }
        guard let kind = FrameKind(rawValue: buffer[start + 4]) else {
            failure = "a frame of unknown kind \(buffer[start + 4])"
            return nil
        }
        let payload = Array(buffer[(start + 5)..<(start + 4 + length)])
        start += 4 + length
        return Frame(kind: kind, payload: payload)
    }
}
