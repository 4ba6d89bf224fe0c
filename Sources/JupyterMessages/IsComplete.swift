public import Essentials

/// A console's question whether a text is a whole cell.
public struct IsCompleteRequest: IncomingContent, Equatable {
    public static let type = "is_complete_request"

    public var code: String

    public init(decoding content: JSONObject) throws(MessageError) {
        code = try Fields(content, of: Self.type).text("code")
    }
}

/// Whether a text is a whole cell.
public enum IsCompleteReply: OutgoingContent, Equatable {
    public static let type = "is_complete_reply"

    case complete
    /// More lines are needed; the next one may begin with `indent`.
    case incomplete(indent: String)
    /// No further line can make it right.
    case invalid
    case unknown

    public func encoded() -> JSONObject {
        switch self {
        case .complete: ["status": "complete"]
        case .incomplete(let indent): ["status": "incomplete", "indent": .string(indent)]
        case .invalid: ["status": "invalid"]
        case .unknown: ["status": "unknown"]
        }
    }
}
