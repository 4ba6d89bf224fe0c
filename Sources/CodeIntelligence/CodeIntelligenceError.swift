public import Essentials

/// Why a question about code has no answer.
public struct CodeIntelligenceError: UserFacingError, Equatable {
    public var code: String
    public var message: String
    public var place: String?
    public var hint: String?

    public init(code: String, message: String, place: String? = nil, hint: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.hint = hint
    }
}

extension CodeIntelligenceError {
    /// The toolchain's library cannot be opened.
    public static let noLibrary = "codeIntelligence.noLibrary"
    /// The helper process cannot be started.
    public static let notStarted = "codeIntelligence.notStarted"
    /// The helper process ended twice over one request.
    public static let serverDied = "codeIntelligence.serverDied"
    /// There was no answer within the time limit.
    public static let timeLimit = "codeIntelligence.timeLimit"
    /// The library refused the request.
    public static let refused = "codeIntelligence.refused"
    /// An offset is outside of the source text.
    public static let badOffset = "codeIntelligence.badOffset"
    /// A message between the processes cannot be read.
    public static let badMessage = "codeIntelligence.badMessage"
    /// `shutdown()` was called before.
    public static let isShutDown = "codeIntelligence.isShutDown"

    static let shutDown = CodeIntelligenceError(code: isShutDown, message: "code intelligence has been shut down")

    init(_ json: JSONValue) {
        self.init(
            code: json["code"]?.stringValue ?? Self.badMessage,
            message: json["message"]?.stringValue ?? "the helper gave an error without a message",
            place: json["place"]?.stringValue, hint: json["hint"]?.stringValue)
    }

    var json: JSONValue {
        var result: JSONValue = ["code": .string(code), "message": .string(message)]
        result["place"] = place.map(JSONValue.string)
        result["hint"] = hint.map(JSONValue.string)
        return result
    }
}
