public import Essentials

/// A message that was received, its signature verified and its JSON read.
public struct WireMessage: Sendable {
    /// The routing prefix: a reply goes back to it.
    public var identities: [[UInt8]]
    public var header: JSONObject
    public var parentHeader: JSONObject
    public var metadata: JSONObject
    public var content: JSONObject
    /// Binary data. Without encryption nothing vouches for it.
    public var buffers: [[UInt8]]
    /// The header's own bytes, so that replies carry exactly what the client sent.
    public var rawHeader: [UInt8]
    /// `msg_id` of the header.
    public var id: String
    /// `msg_type` of the header.
    public var type: String

    /// The client's session; empty when the header names none.
    public var session: String { header["session"]?.stringValue ?? "" }

    /// Reads the JSON of a message whose signature was verified, or is not wanted.
    ///
    /// - Throws: `WireError` (`badJSON`, `badHeader`).
    public init(_ frames: Frames) throws(WireError) {
        header = try Self.object(frames.header, "header")
        parentHeader = try Self.object(frames.parentHeader, "parent header")
        metadata = try Self.object(frames.metadata, "metadata")
        content = try Self.object(frames.content, "content")
        guard let id = header["msg_id"]?.stringValue, let type = header["msg_type"]?.stringValue, !type.isEmpty else {
            throw WireError(code: WireError.badHeader, message: "the header has no msg_id or no msg_type")
        }
        self.id = id
        self.type = type
        identities = frames.identities
        buffers = frames.buffers
        rawHeader = frames.header
    }

    private static func object(_ bytes: [UInt8], _ name: String) throws(WireError) -> JSONObject {
        do {
            if let members = try JSONValue(parsing: bytes).objectValue { return members }
        } catch {
            throw WireError(code: WireError.badJSON, message: "the \(name) is not JSON: \(error.message)")
        }
        throw WireError(code: WireError.badJSON, message: "the \(name) is not an object")
    }
}

/// A message to send. Its header is made when it is sent.
public struct OutgoingMessage: Sendable {
    /// `msg_type` of the header.
    public var type: String
    public var content: JSONObject
    public var metadata: JSONObject
    public var buffers: [[UInt8]]
    /// On iopub the topic; elsewhere the client it goes to.
    public var identities: [[UInt8]]
    /// The header of the request that this message belongs to, in the request's own bytes; nil for none.
    public var parentHeader: [UInt8]?

    public init(
        type: String, content: JSONObject, metadata: JSONObject = [:], buffers: [[UInt8]] = [],
        identities: [[UInt8]], parentHeader: [UInt8]?
    ) {
        self.type = type
        self.content = content
        self.metadata = metadata
        self.buffers = buffers
        self.identities = identities
        self.parentHeader = parentHeader
    }

    /// A message to the client that sent `request`: a reply on the request's channel, or a question on stdin.
    public static func reply(
        to request: WireMessage, type: String, content: JSONObject, metadata: JSONObject = [:]
    ) -> OutgoingMessage {
        OutgoingMessage(
            type: type, content: content, metadata: metadata, identities: request.identities,
            parentHeader: request.rawHeader)
    }

    /// A message to all clients, for the iopub channel. Its topic is its type.
    ///
    /// - Parameter parent: the header's bytes (`rawHeader`) of the request that it belongs to, if any.
    public static func publication(
        type: String, content: JSONObject, parent: [UInt8]?, metadata: JSONObject = [:], buffers: [[UInt8]] = []
    ) -> OutgoingMessage {
        OutgoingMessage(
            type: type, content: content, metadata: metadata, buffers: buffers, identities: [Array(type.utf8)],
            parentHeader: parent)
    }
}
