public import Essentials

/// Why the content of a request cannot be understood.
public struct MessageError: UserFacingError, Equatable {
    public var code: String
    public var message: String
    /// The message type and the field, such as `execute_request.code`.
    public var place: String?
    public var hint: String?

    public init(code: String, message: String, place: String? = nil, hint: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.hint = hint
    }
}

extension MessageError {
    /// A field that has no default is missing.
    public static let missingField = "message.missingField"
    /// A field has a value of the wrong kind.
    public static let wrongKind = "message.wrongKind"
    /// A field has a value that the protocol does not know.
    public static let badValue = "message.badValue"
}
