public import Essentials

/// A request for completions at a place in a cell.
public struct CompleteRequest: IncomingContent, Equatable {
    public static let type = "complete_request"

    public var code: String
    /// Counted in Unicode code points; the end of the code when the request does not say.
    public var cursor: Int

    public init(decoding content: JSONObject) throws(MessageError) {
        let fields = Fields(content, of: Self.type)
        code = try fields.text("code")
        cursor = try fields.cursor(in: code)
    }
}

/// Completions for a range of a cell.
public struct CompleteReply: OutgoingContent, Equatable {
    public static let type = "complete_reply"

    /// The texts that may stand in place of the range.
    public var matches: [String]
    /// The range, in Unicode code points.
    public var start: Int
    public var end: Int
    /// Among others `_jupyter_types_experimental`, from which front ends take the kinds of the matches.
    public var metadata: JSONObject

    public init(matches: [String], start: Int, end: Int, metadata: JSONObject = [:]) {
        self.matches = matches
        self.start = start
        self.end = end
        self.metadata = metadata
    }

    public func encoded() -> JSONObject {
        [
            "status": "ok", "matches": matches.json, "cursor_start": .integer(Int64(start)),
            "cursor_end": .integer(Int64(end)), "metadata": .object(metadata),
        ]
    }
}

extension Fields {
    /// `cursor_pos`, held within the code.
    func cursor(in code: String) throws(MessageError) -> Int {
        let end = code.unicodeScalars.count
        return min(max(try optionalInteger("cursor_pos") ?? end, 0), end)
    }
}
