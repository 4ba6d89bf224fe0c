public import Essentials

/// The content of a message that a kernel receives.
public protocol IncomingContent: Sendable {
    /// `msg_type`, such as `execute_request`.
    static var type: String { get }

    /// Reads the content. Fields that are missing have the protocol's defaults; unknown ones are ignored.
    ///
    /// - Throws: `MessageError` naming the field.
    init(decoding content: JSONObject) throws(MessageError)
}

/// The content of a message that a kernel sends.
public protocol OutgoingContent: Sendable {
    /// `msg_type`, such as `execute_reply`.
    static var type: String { get }

    /// The content as the protocol writes it.
    func encoded() -> JSONObject
}

/// The header of a message: who made it, when, and of which type it is.
public struct Header: Sendable, Equatable {
    public var id: String
    public var type: String
    /// The client's or the kernel's session, empty when none is named.
    public var session: String
    public var username: String
    /// ISO 8601, empty when there is none.
    public var date: String
    /// The version of the protocol, such as `5.4`.
    public var version: String

    /// - Throws: `MessageError` when `msg_id` or `msg_type` is missing, or a field is not a string.
    public init(decoding header: JSONObject) throws(MessageError) {
        let fields = Fields(header, of: "header")
        id = try fields.text("msg_id")
        type = try fields.text("msg_type")
        session = try fields.optionalText("session") ?? ""
        username = try fields.optionalText("username") ?? ""
        date = try fields.optionalText("date") ?? ""
        version = try fields.optionalText("version") ?? ""
    }
}

/// The reply to any request that failed; its type is that of the good reply.
public struct ErrorReply: Sendable, Equatable {
    /// The kind of error, such as `CompileError`.
    public var name: String
    /// What is wrong.
    public var value: String
    /// Lines for the user, possibly with ANSI colours.
    public var traceback: [String]

    public init(name: String, value: String, traceback: [String] = []) {
        self.name = name
        self.value = value
        self.traceback = traceback
    }

    /// The content as the protocol writes it.
    public func encoded() -> JSONObject {
        ["status": "error", "ename": .string(name), "evalue": .string(value), "traceback": traceback.json]
    }
}
