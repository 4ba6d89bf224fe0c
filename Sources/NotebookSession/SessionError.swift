public import Essentials

/// A fault of a session itself.
public struct SessionError: UserFacingError {
    public var code: String
    public var message: String
    public var hint: String?

    static let shutDown = SessionError(
        code: "shutDown", message: "the session has ended", hint: "Restart the kernel to go on.")
}
