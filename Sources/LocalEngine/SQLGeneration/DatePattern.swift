import DataFrames

/// Spark's patterns for dates and times (those of Java's DateTimeFormatter) in terms of strftime.
enum DatePattern {
    /// The argument at a place, a constant pattern, as a constant of SQL.
    ///
    /// - Throws: `QueryError` when it is not constant, or has a letter that strftime cannot say.
    static func strftime(_ arguments: FunctionArguments, _ index: Int) throws -> String {
        guard let pattern = arguments.text(index) else {
            throw QueryError(.unsupported, "the pattern of a date must be a constant text")
        }
        return quotedText(try strftime(pattern))
    }

    static func strftime(_ pattern: String) throws -> String {
        var result = ""
        var rest = Substring(pattern)
        while let first = rest.first {
            if first == "'" {
                rest.removeFirst()
                let literal = rest.prefix { $0 != "'" }
                result += literal.isEmpty ? "'" : escaped(String(literal))
                rest = rest.dropFirst(literal.count + 1)
            } else if first.isLetter {
                let run = rest.prefix { $0 == first }
                guard let code = code(first, run.count) else {
                    throw QueryError(
                        .unsupported, "the date pattern '\(pattern)' has '\(run)', which is not known here",
                        hint: "Known are y, M, d, D, E, a, H, h, m, s, S, and Q is not.")
                }
                result += code
                rest = rest.dropFirst(run.count)
            } else {
                result += escaped(String(first))
                rest.removeFirst()
            }
        }
        return result
    }

    private static func escaped(_ text: String) -> String {
        text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
    }

    private static func code(_ letter: Character, _ count: Int) -> String? {
        switch (letter, count) {
        case ("y", 2), ("u", 2): "%y"
        case ("y", _), ("u", _): "%Y"
        case ("M", 1), ("L", 1): "%-m"
        case ("M", 2), ("L", 2): "%m"
        case ("M", 3), ("L", 3): "%b"
        case ("M", 4), ("L", 4): "%B"
        case ("d", 1): "%-d"
        case ("d", 2): "%d"
        case ("D", 1): "%-j"
        case ("D", 3): "%j"
        case ("E", 1...3): "%a"
        case ("E", 4): "%A"
        case ("a", 1): "%p"
        case ("H", 1): "%-H"
        case ("H", 2): "%H"
        case ("h", 1): "%-I"
        case ("h", 2): "%I"
        case ("m", 1): "%-M"
        case ("m", 2): "%M"
        case ("s", 1): "%-S"
        case ("s", 2): "%S"
        case ("S", 3): "%g"
        case ("S", 6): "%f"
        default: nil
        }
    }
}
