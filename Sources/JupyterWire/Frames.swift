/// The frames of one message on the wire: routing prefix, delimiter, signature, four JSON texts, buffers.
///
/// See "The Wire Protocol" in Jupyter's messaging specification. The signature covers the four JSON texts only, so
/// buffers are as trustworthy as the connection.
public struct Frames: Sendable, Equatable {
    /// What separates the routing prefix from the message.
    public static let delimiter = Array("<IDS|MSG>".utf8)
    /// No more than this many frames before the delimiter; real messages have one or two.
    public static let identityLimit = 32
    /// No more than this many buffers.
    public static let bufferLimit = 1024

    /// The routing prefix: who sent the message, who is to get it, or what its topic is.
    public var identities: [[UInt8]]
    /// Hexadecimal digits, or nothing.
    public var signature: [UInt8]
    /// The header as JSON.
    public var header: [UInt8]
    /// The header of the request that this message belongs to, as JSON; `{}` for none.
    public var parentHeader: [UInt8]
    /// The metadata as JSON.
    public var metadata: [UInt8]
    /// The content as JSON.
    public var content: [UInt8]
    /// Binary data after the message proper.
    public var buffers: [[UInt8]]

    public init(
        identities: [[UInt8]], signature: [UInt8] = [], header: [UInt8], parentHeader: [UInt8], metadata: [UInt8],
        content: [UInt8], buffers: [[UInt8]] = []
    ) {
        self.identities = identities
        self.signature = signature
        self.header = header
        self.parentHeader = parentHeader
        self.metadata = metadata
        self.content = content
        self.buffers = buffers
    }

    /// Takes a received message apart. Nothing about its content is checked here.
    ///
    /// - Throws: `WireError` (`noDelimiter`, `frameCount`) for any frames that are not a message.
    public init(parsing parts: [[UInt8]]) throws(WireError) {
        guard let delimiter = parts.prefix(Self.identityLimit + 1).firstIndex(of: Self.delimiter) else {
            throw WireError(code: WireError.noDelimiter, message: "the message has no delimiter")
        }
        let body = parts[(delimiter + 1)...]
        guard body.count >= 5, body.count <= 5 + Self.bufferLimit else {
            throw WireError(
                code: WireError.frameCount,
                message: "the message has \(body.count) frames after its delimiter, not 5 to \(5 + Self.bufferLimit)")
        }
        let first = body.startIndex
        identities = Array(parts[..<delimiter])
        signature = body[first]
        header = body[first + 1]
        parentHeader = body[first + 2]
        metadata = body[first + 3]
        content = body[first + 4]
        buffers = Array(body[(first + 5)...])
    }

    /// What the signature covers.
    public var signed: [[UInt8]] { [header, parentHeader, metadata, content] }

    /// The message as it is sent.
    public var parts: [[UInt8]] {
        identities + [Self.delimiter, signature, header, parentHeader, metadata, content] + buffers
    }
}
