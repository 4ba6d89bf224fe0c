import DataFrames

/// Spark's patterns for dates and times (those of Java's DateTimeFormatter) in terms of strftime.
enum DatePattern {
    /// A template that reads the first argument by the pattern in the second.
    ///
    /// - Throws: `QueryError` when the pattern is not constant, or has a letter that strptime cannot say.
    static func parsed(_ arguments: FunctionArguments, try isTry: Bool = false) throws -> String {
        let pattern = try strftime(try arguments.constant(1, "the pattern of a date"))
        return "\(isTry ? "try_" : "")strptime($1::VARCHAR, \(quotedText(pattern).dollarsKept))"
    }

    /// SQL that writes a timestamp by a pattern, the letters that strftime lacks by other means.
    ///
    /// - Throws: `QueryError` for letters that are not known.
    static func written(_ timestamp: String, _ pattern: String) throws -> String {
        var parts: [String] = []
        for piece in pieces(pattern) {
            if let special = special(piece, timestamp) {
                parts.append(special)
            } else {
                parts.append("strftime(\(timestamp), \(quotedText(try strftime(piece)).dollarsKept))")
            }
        }
        return parts.isEmpty ? "''" : parts.count == 1 ? parts[0] : "(" + parts.joined(separator: " || ") + ")"
    }

    /// The pattern cut where a letter needs more than strftime.
    private static func pieces(_ pattern: String) -> [String] {
        var pieces: [String] = [""]
        var isQuoted = false
        var rest = Substring(pattern)
        while let first = rest.first {
            if first == "'" { isQuoted.toggle() }
            let run = first == "'" || isQuoted ? rest.prefix(1) : rest.prefix { $0 == first }
            if !isQuoted, special(String(run), "") != nil {
                pieces += [String(run), ""]
            } else {
                pieces[pieces.count - 1] += run
            }
            rest = rest.dropFirst(run.count)
        }
        return pieces.filter { !$0.isEmpty }
    }

    private static func special(_ run: String, _ timestamp: String) -> String? {
        switch run {
        case "Q", "q": "quarter(\(timestamp))::VARCHAR"
        case "QQ", "qq": "'0' || quarter(\(timestamp))"
        case "QQQ", "qqq": "'Q' || quarter(\(timestamp))"
        case "S", "SS", "SSSS", "SSSSS": "left(strftime(\(timestamp), '%f'), \(run.count))"
        default: nil
        }
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
                        hint: "Known are y, M, d, D, E, a, H, h, m, s, S, and Q and SS when a date is written.")
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
        case ("y", 2): "%y"
        case ("y", _): "%Y"
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
