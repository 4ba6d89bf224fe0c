public import Essentials

/// A request to run a cell.
public struct ExecuteRequest: IncomingContent, Equatable {
    public static let type = "execute_request"

    /// The cell's source.
    public var code: String
    /// Nothing is to be published, counted or remembered.
    public var silent: Bool
    /// Whether the cell is counted and goes into the history; never when `silent`.
    public var storesHistory: Bool
    /// Expressions to evaluate after the cell, by name.
    public var userExpressions: [(name: String, expression: String)]
    /// Whether the client answers questions on the stdin channel.
    public var allowsInput: Bool
    /// Whether requests that wait behind this one are aborted when it fails.
    public var stopsOnError: Bool

    public init(decoding content: JSONObject) throws(MessageError) {
        let fields = Fields(content, of: Self.type)
        code = try fields.text("code")
        silent = try fields.flag("silent", default: false)
        storesHistory = try fields.flag("store_history", default: true) && !silent
        // The protocol names no default; ipykernel and clients before 5.0, which omit the field, mean false.
        allowsInput = try fields.flag("allow_stdin", default: false)
        stopsOnError = try fields.flag("stop_on_error", default: true)
        userExpressions = []
        for (name, value) in try fields.object("user_expressions") {
            guard let expression = value.stringValue else {
                throw MessageError(
                    code: MessageError.wrongKind, message: "\(name) is \(value.kindName), not a string",
                    place: "\(Self.type).user_expressions")
            }
            userExpressions.append((name, expression))
        }
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.silent == right.silent && left.storesHistory == right.storesHistory
            && left.allowsInput == right.allowsInput && left.stopsOnError == right.stopsOnError
            && left.userExpressions.elementsEqual(right.userExpressions, by: ==)
    }
}

/// How a cell ended.
public struct ExecuteReply: OutgoingContent, Equatable {
    public static let type = "execute_reply"

    /// The three ends.
    public enum Outcome: Sendable, Equatable {
        /// - payload: for the front end: pager pages and such.
        /// - userExpressions: results of the request's expressions, by name.
        case ok(payload: [Payload], userExpressions: [ExpressionResult])
        case error(ErrorReply)
        /// It never ran, because a cell before it failed.
        case aborted
    }

    public var outcome: Outcome
    /// The kernel's counter of cells that are counted.
    public var executionCount: Int

    public init(_ outcome: Outcome, executionCount: Int) {
        self.outcome = outcome
        self.executionCount = executionCount
    }

    public func encoded() -> JSONObject {
        var content: JSONObject
        switch outcome {
        case .ok(let payload, let userExpressions):
            content = [
                "status": "ok", "payload": .array(payload.map { .object($0.encoded()) }),
                "user_expressions": .object(JSONObject(userExpressions.map { ($0.name, .object($0.encoded())) })),
            ]
        case .error(let error):
            content = error.encoded()
        case .aborted:
            content = ["status": "aborted"]
        }
        content["execution_count"] = .integer(Int64(executionCount))
        return content
    }
}

/// What the front end is to do besides showing output.
public enum Payload: Sendable, Equatable {
    /// Show a MIME bundle in the pager, from a line (0-based) on.
    case page(data: JSONObject, start: Int = 0)
    /// Offer a text as the next cell, or in place of this one.
    case nextInput(text: String, replace: Bool)

    func encoded() -> JSONObject {
        switch self {
        case .page(let data, let start):
            ["source": "page", "data": .object(data), "start": .integer(Int64(start))]
        case .nextInput(let text, let replace):
            ["source": "set_next_input", "text": .string(text), "replace": .bool(replace)]
        }
    }
}

/// What became of one user expression.
public struct ExpressionResult: Sendable, Equatable {
    /// The value, or why there is none.
    public enum Outcome: Sendable, Equatable {
        case value(data: JSONObject, metadata: JSONObject)
        case error(ErrorReply)
    }

    /// The name that the request gave it.
    public var name: String
    public var outcome: Outcome

    public init(name: String, _ outcome: Outcome) {
        self.name = name
        self.outcome = outcome
    }

    func encoded() -> JSONObject {
        switch outcome {
        case .value(let data, let metadata):
            ["status": "ok", "data": .object(data), "metadata": .object(metadata)]
        case .error(let error):
            error.encoded()
        }
    }
}
