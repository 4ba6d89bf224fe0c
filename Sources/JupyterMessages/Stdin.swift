public import Essentials

/// The kernel's question to the client whose cell runs.
public struct InputRequest: OutgoingContent, Equatable {
    public static let type = "input_request"

    public var prompt: String
    /// Whether what is typed must not be shown.
    public var password: Bool

    public init(prompt: String, password: Bool = false) {
        self.prompt = prompt
        self.password = password
    }

    public func encoded() -> JSONObject { ["prompt": .string(prompt), "password": .bool(password)] }
}

/// The client's answer.
public struct InputReply: IncomingContent, Equatable {
    public static let type = "input_reply"

    /// A line without its end.
    public var value: String

    public init(decoding content: JSONObject) throws(MessageError) {
        value = try Fields(content, of: Self.type).text("value")
    }
}
