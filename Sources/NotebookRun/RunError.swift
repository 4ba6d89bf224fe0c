public import Essentials

/// Why a run could not begin, or could not keep what it made.
public struct RunError: UserFacingError {
    public var code: String
    public var message: String
    public var place: String?
    public var hint: String?

    init(code: String, message: String, place: String? = nil, hint: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.hint = hint
    }
}
