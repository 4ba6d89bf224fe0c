import DataFrames
import Essentials

/// DuckDB's words for a fault in the project's terms: what is wrong, where in the user's SQL, what may help.
struct FailureTranslation {
    private let message: String
    private let sql: SQLText?

    /// - Parameter sql: the user's text, when the fault is in it and not in generated SQL.
    init(_ failure: DuckDBFailure, sql: SQLText?) {
        message = failure.message
        self.sql = sql
    }

    var error: QueryError {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let (kind, words) = Self.split(lines.first ?? "")
        let first = words.hasSuffix("!") ? String(words.dropLast()) : words
        var explanation: [String] = []
        var pointer: (line: Int, column: Int)?
        for (index, line) in lines.enumerated().dropFirst() {
            if let found = Self.pointer(line, caret: lines.dropFirst(index + 1).first) {
                pointer = found
                break
            }
            let text = trimmed(line)
            if !text.isEmpty { explanation.append(text) }
        }
        let position = pointer.flatMap { place in sql.flatMap { Self.position(place, in: $0) } }
        let code = Self.code(kind, first)
        return QueryError(
            code, code == .interrupted ? "the query was interrupted" : Self.lowercasedStart(first),
            place: position.map { "SQL line \($0.line), column \($0.column)" },
            hint: explanation.isEmpty ? nil : explanation.prefix(6).joined(separator: " "), position: position)
    }

    /// `Binder Error: words` as its two parts.
    private static func split(_ line: String) -> (kind: String, words: String) {
        guard let colon = line.firstIndex(of: ":"), line[..<colon].hasSuffix("Error") else { return ("", line) }
        return (String(line[..<colon]), trimmed(String(line[line.index(after: colon)...])))
    }

    private static func lowercasedStart(_ text: String) -> String {
        // Names in capitals stay.
        guard let first = text.first, first.isUppercase, text.dropFirst().first?.isLowercase == true else {
            return text
        }
        return first.lowercased() + text.dropFirst()
    }

    private static func code(_ kind: String, _ words: String) -> QueryError.Code {
        switch kind {
        case "Parser Error": .syntax
        case "Interrupt Error", "INTERRUPT Error": .interrupted
        case "Conversion Error": .conversion
        case "Out of Range Error": .arithmetic
        case "Out of Memory Error": .outOfMemory
        case "IO Error": .file
        case "Catalog Error":
            words.contains("Function")
                ? .unknownFunction : words.contains("already exists") ? .alreadyExists : .unknownTable
        case "Binder Error":
            words.contains("not found in FROM")
                ? .unknownColumn : words.contains("Ambiguous") ? .ambiguousColumn : .analysis
        case "Invalid Input Error":
            // The words of the casts and divisions that ExpressionWriter guards.
            words.contains("nterrupt")
                ? .interrupted
                : words.contains("cannot be cast")
                    ? .conversion : words == "division by zero" ? .arithmetic : .execution
        case "Not implemented Error": .unsupported
        default: words.contains("Interrupted") ? .interrupted : .execution
        }
    }

    /// `LINE 2: SELECT x` with a line of spaces and a caret below.
    private static func pointer(_ line: String, caret: String?) -> (line: Int, column: Int)? {
        guard line.hasPrefix("LINE "), let colon = line.firstIndex(of: ":"),
            let number = Int(line[line.index(line.startIndex, offsetBy: 5)..<colon]),
            let caret, let place = caret.firstIndex(of: "^")
        else { return nil }
        let prefix = line.distance(from: line.startIndex, to: colon) + 2
        let column = caret.distance(from: caret.startIndex, to: place) - prefix
        // Long lines are shown in part, and then their place is not known.
        let shown = line.dropFirst(prefix)
        return (number, shown.hasPrefix("...") ? 0 : column + 1)
    }

    private static func position(_ place: (line: Int, column: Int), in sql: SQLText) -> TextPosition? {
        guard place.column > 0 else { return TextPosition(line: place.line, column: 1) }
        let lines = sql.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard place.line <= lines.count else { return nil }
        let before = lines[..<(place.line - 1)].reduce(0) { $0 + $1.utf8.count + 1 }
        let within = String(lines[place.line - 1].prefix(place.column - 1)).utf8.count
        return sql.position(ofByte: before + within)
    }
}

private func trimmed(_ text: String) -> String {
    var slice = Substring(text)
    while slice.first?.isWhitespace == true { slice.removeFirst() }
    while slice.last?.isWhitespace == true { slice.removeLast() }
    return String(slice)
}
