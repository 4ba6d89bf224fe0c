public import Essentials

/// A fault of a query: in what it says, in what it reads, or while it runs.
public struct QueryError: UserFacingError, Hashable {
    /// Names of faults. They are stable: programs may compare them.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String
        init(_ name: String) { description = name }

        public static let unknownColumn = Code("unknownColumn")
        public static let ambiguousColumn = Code("ambiguousColumn")
        public static let unknownTable = Code("unknownTable")
        public static let unknownFunction = Code("unknownFunction")
        /// SQL that is not well formed.
        public static let syntax = Code("syntax")
        /// Well formed, but without meaning: types that do not fit, an aggregate in the wrong place.
        public static let analysis = Code("analysis")
        public static let invalidSchema = Code("invalidSchema")
        public static let invalidOption = Code("invalidOption")
        public static let invalidParameter = Code("invalidParameter")
        /// A file or folder is missing or may not be read or written.
        public static let file = Code("file")
        /// A value cannot be converted to the type that is asked for.
        public static let conversion = Code("conversion")
        public static let arithmetic = Code("arithmetic")
        public static let alreadyExists = Code("alreadyExists")
        public static let outOfMemory = Code("outOfMemory")
        /// More rows than may come into the program at once.
        public static let resultTooLarge = Code("resultTooLarge")
        /// The user stopped the query.
        public static let interrupted = Code("interrupted")
        public static let unsupported = Code("unsupported")
        /// No engine is there, or it cannot be started.
        public static let engine = Code("engine")
        /// Any other fault while a query runs.
        public static let execution = Code("execution")
    }

    public let kind: Code
    public var message: String
    public var place: String?
    public var hint: String?
    /// Where in the SQL text, when the fault is in one.
    public var position: TextPosition?

    public var code: String { kind.description }

    public init(
        _ kind: Code, _ message: String, place: String? = nil, hint: String? = nil, position: TextPosition? = nil
    ) {
        self.kind = kind
        self.message = message
        self.place = place
        self.hint = hint
        self.position = position
    }
}

extension QueryError {
    /// A column that is not there.
    ///
    /// - Parameters:
    ///   - names: the columns that are.
    ///   - mayBeText: whether the name came as a plain string, which somebody may have meant as a value.
    public static func unknownColumn(_ name: String, in names: [String], mayBeText: Bool = false) -> QueryError {
        let nearest = nearest(to: name, in: names)
        var hint = nearest.isEmpty ? "" : "Did you mean \(list(nearest, or: true))? "
        let shown = names.prefix(40)
        hint += names.isEmpty ? "There are no columns." : "The columns are \(list(Array(shown)))"
        if !names.isEmpty {
            hint += names.count > shown.count ? " and \(names.count - shown.count) more." : "."
        }
        if mayBeText, nearest.isEmpty { hint += " For the text itself write lit(\"\(name)\")." }
        return QueryError(.unknownColumn, "there is no column '\(name)'", hint: hint)
    }

    static func nearest(to name: String, in names: [String]) -> [String] { nearestNames(to: name, in: names, limit: 3) }

    static func list(_ names: [String], or: Bool = false) -> String {
        guard or, names.count > 1 else { return names.joined(separator: ", ") }
        return names.dropLast().joined(separator: ", ") + " or " + names[names.count - 1]
    }
}
