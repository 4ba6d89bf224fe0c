/// Why a text is not JSON, and where.
public struct JSONError: UserFacingError, Equatable {
    public var code: String
    public var message: String
    /// 1-based line.
    public var line: Int
    /// 1-based column, counted in Unicode code points.
    public var column: Int

    public init(code: String, message: String, line: Int, column: Int) {
        self.code = code
        self.message = message
        self.line = line
        self.column = column
    }

    public var place: String? { "line \(line), column \(column)" }
}

extension JSONError {
    /// The text ends too early.
    public static let endOfText = "json.endOfText"
    /// Something else stands where a value, a comma or a bracket is due.
    public static let syntax = "json.syntax"
    /// A string holds bytes that are not UTF-8, or a raw control character.
    public static let badString = "json.badString"
    /// A number is malformed, not finite, or too large.
    public static let badNumber = "json.badNumber"
    /// Arrays and objects are nested too deeply.
    public static let tooDeep = "json.tooDeep"
}
