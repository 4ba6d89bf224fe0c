public import Essentials

/// A request for cells that ran before.
public struct HistoryRequest: IncomingContent, Equatable {
    public static let type = "history_request"

    /// Which cells are wanted.
    public enum Access: Sendable, Equatable {
        /// Cells of a session from number `start` up to but not including `stop`; nil for no end. Session 0 is the
        /// current one, negative ones count back from it.
        case range(session: Int, start: Int, stop: Int?)
        /// The last ones.
        case tail(count: Int)
        /// The last `count` of those that match a pattern with `*` and `?`; nil for all.
        case search(pattern: String, count: Int?, unique: Bool)
    }

    public var access: Access
    /// Whether outputs are wanted too.
    public var output: Bool
    /// Whether inputs are wanted as they were typed.
    public var raw: Bool

    public init(decoding content: JSONObject) throws(MessageError) {
        let fields = Fields(content, of: Self.type)
        output = try fields.flag("output", default: false)
        raw = try fields.flag("raw", default: true)
        let kind = try fields.optionalText("hist_access_type") ?? "range"
        switch kind {
        case "range":
            access = .range(
                session: try fields.optionalInteger("session") ?? 0, start: try fields.optionalInteger("start") ?? 0,
                stop: try fields.optionalInteger("stop"))
        case "tail":
            access = .tail(count: max(0, try fields.integer("n")))
        case "search":
            access = .search(
                pattern: try fields.optionalText("pattern") ?? "*",
                count: try fields.optionalInteger("n").map { max(0, $0) },
                unique: try fields.flag("unique", default: false))
        default:
            throw fields.badValue("hist_access_type", "\"\(kind)\" is not range, tail or search")
        }
    }
}

/// Cells that ran before.
public struct HistoryReply: OutgoingContent, Equatable {
    public static let type = "history_reply"

    /// One cell.
    public struct Entry: Sendable, Equatable {
        public var session: Int
        /// The execution count that it had.
        public var number: Int
        public var input: String
        /// The text of its result, if it had one.
        public var output: String?

        public init(session: Int, number: Int, input: String, output: String? = nil) {
            self.session = session
            self.number = number
            self.input = input
            self.output = output
        }
    }

    public var entries: [Entry]
    /// Whether each entry is written as a pair of input and output.
    public var withOutput: Bool

    public init(entries: [Entry], withOutput: Bool) {
        self.entries = entries
        self.withOutput = withOutput
    }

    public func encoded() -> JSONObject {
        let history = entries.map { entry -> JSONValue in
            let input = JSONValue.string(entry.input)
            let output = entry.output.map { JSONValue.string($0) } ?? .null
            return [
                .integer(Int64(entry.session)), .integer(Int64(entry.number)), withOutput ? [input, output] : input,
            ]
        }
        return ["status": "ok", "history": .array(history)]
    }
}
