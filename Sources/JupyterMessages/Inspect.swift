public import Essentials

/// A request for documentation at a place in a cell.
public struct InspectRequest: IncomingContent, Equatable {
    public static let type = "inspect_request"

    public var code: String
    /// Counted in Unicode code points; the end of the code when the request does not say.
    public var cursor: Int
    /// 0, or 1 for more, such as the source.
    public var detailLevel: Int

    public init(decoding content: JSONObject) throws(MessageError) {
        let fields = Fields(content, of: Self.type)
        code = try fields.text("code")
        cursor = try fields.cursor(in: code)
        detailLevel = try fields.optionalInteger("detail_level") ?? 0
    }
}

/// Documentation as a MIME bundle.
public struct InspectReply: OutgoingContent, Equatable {
    public static let type = "inspect_reply"

    /// nil when nothing is known about the place.
    public var data: JSONObject?
    public var metadata: JSONObject

    public init(data: JSONObject?, metadata: JSONObject = [:]) {
        self.data = data
        self.metadata = metadata
    }

    public func encoded() -> JSONObject {
        [
            "status": "ok", "found": .bool(data != nil), "data": .object(data ?? [:]), "metadata": .object(metadata),
        ]
    }
}
