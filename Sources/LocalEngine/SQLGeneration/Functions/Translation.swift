import DataFrames

/// How one of Spark's functions is said in DuckDB's SQL.
enum Translation: ExpressibleByStringLiteral {
    /// SQL in which `$1` is the first argument, `$*` all of them and `$*2` those from the second on, `$d` the DISTINCT
    /// of the call and `$w` its OVER.
    case template(String)
    /// A template for each number of arguments.
    case counted([Int: String])
    /// A template that depends on the arguments.
    case chosen(ClosedRange<Int>, @Sendable (FunctionArguments) throws -> String)

    init(stringLiteral value: String) { self = .template(value) }

    /// The template for a call.
    ///
    /// - Throws: `QueryError` when the number of arguments is wrong, or the template cannot be chosen.
    func template(_ name: String, _ arguments: FunctionArguments) throws -> String {
        switch self {
        case .template(let text):
            try Self.check(name, arguments.count, Self.counts(text))
            return text
        case .counted(let texts):
            if let text = texts[arguments.count] { return text }
            let numbers = texts.keys.sorted()
            try Self.check(name, arguments.count, (numbers.first ?? 0)...(numbers.last ?? 0))
            throw QueryError(.analysis, "\(name) does not take \(arguments.count) arguments")
        case .chosen(let counts, let choose):
            try Self.check(name, arguments.count, counts)
            return try choose(arguments)
        }
    }

    private static func check(_ name: String, _ count: Int, _ allowed: ClosedRange<Int>) throws {
        guard !allowed.contains(count) else { return }
        throw QueryError(.analysis, "\(name) takes \(describe(allowed)), and \(count) are given")
    }

    /// How many arguments a template has places for.
    private static func counts(_ template: String) -> ClosedRange<Int> {
        var greatest = 0
        var isOpen = false
        for part in template.split(separator: "$", omittingEmptySubsequences: false).dropFirst() {
            if part.first == "*" { isOpen = true }
            let digits = part.drop { $0 == "*" }.prefix { $0.isASCII && $0.isNumber }
            greatest = max(greatest, Int(digits) ?? 0)
        }
        return greatest...(isOpen ? .max : greatest)
    }

    private static func describe(_ counts: ClosedRange<Int>) -> String {
        if counts.lowerBound == counts.upperBound {
            return counts.lowerBound == 1 ? "1 argument" : "\(counts.lowerBound) arguments"
        }
        return counts.upperBound == .max
            ? "\(counts.lowerBound) or more arguments" : "\(counts.lowerBound) to \(counts.upperBound) arguments"
    }

    /// A template with its places filled, `$$` being a dollar sign. What is filled in is not looked into again.
    static func filled(_ template: String, _ arguments: [String], distinct: String, over: String) -> String {
        var result = ""
        var rest = Substring(template)
        func number() -> Int? {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            return Int(digits)
        }
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            switch rest.first {
            case "$": result += "$"
            case "d": result += distinct
            case "w": result += over
            case "*":
                rest.removeFirst()
                result += arguments.dropFirst((number() ?? 1) - 1).joined(separator: ", ")
                continue
            default:
                if let place = number(), place >= 1, place <= arguments.count { result += arguments[place - 1] }
                continue
            }
            rest.removeFirst()
        }
        return result + rest
    }

    /// A template that is null when one of its first arguments is.
    static func strict(_ count: Int, _ template: String) -> String {
        let there = (1...count).map { "$\($0) IS NOT NULL" }.joined(separator: " AND ")
        return "CASE WHEN \(there) THEN \(template) END"
    }
}

/// The arguments of a call: in SQL, as the user wrote them, and their types.
struct FunctionArguments {
    let sql: [String]
    let expressions: [Expression]
    /// Whether the call has an OVER.
    var isWindow = false
    let typeAt: (Int) -> DataType?

    var count: Int { sql.count }
    subscript(_ index: Int) -> String { sql[index] }

    /// The type of an argument; nil when nothing tells it.
    func type(_ index: Int) -> DataType? { index < count ? typeAt(index) : nil }

    /// An argument that must be a constant text.
    func text(_ index: Int) -> String? {
        if index < count, case .literal(.string(let text)) = expressions[index] { text } else { nil }
    }

    /// An argument that must be a constant whole number.
    func integer(_ index: Int) -> Int? {
        if index < count, case .literal(.integer(let number)) = expressions[index] { Int(number) } else { nil }
    }

    /// A constant text.
    ///
    /// - Throws: `QueryError` that names what it is.
    func constant(_ index: Int, _ what: String) throws -> String {
        guard let text = text(index) else { throw QueryError(.unsupported, "\(what) must be a constant text") }
        return text
    }

    func isArray(_ index: Int) -> Bool { if case .array? = type(index) { true } else { false } }
    func isMap(_ index: Int) -> Bool { if case .map? = type(index) { true } else { false } }
    func isBinary(_ index: Int) -> Bool { type(index) == .binary }
}
