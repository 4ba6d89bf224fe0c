public import Essentials

extension SQLText {
    /// SQL with `:name` replaced by constants.
    ///
    /// - Throws: `QueryError` (`invalidParameter`) for a parameter without value, or a value without parameter.
    init(_ sql: String, named values: [(String, Value)]) throws {
        guard !values.isEmpty else {
            self.init(text: sql, original: sql)
            return
        }
        let bytes = Array(sql.utf8)
        let tokens = SQLFragment.tokens(bytes)
        var places: [(range: Range<Int>, value: Value)] = []
        var used: Set<String> = []
        for (index, token) in tokens.enumerated().dropLast() where SQLFragment.text(bytes, token) == ":" {
            let next = tokens[index + 1]
            // `a::int` is a cast, and `x[1:2]` a part of an array.
            guard next.kind == .word, next.range.lowerBound == token.range.upperBound,
                index == 0 || tokens[index - 1].range.upperBound < token.range.lowerBound
                    || tokens[index - 1].kind == .symbol && SQLFragment.text(bytes, tokens[index - 1]) != ":"
            else { continue }
            let name = SQLFragment.text(bytes, next)
            guard let value = values.last(where: { $0.0 == name })?.1 else {
                throw QueryError(
                    .invalidParameter, "the SQL asks for the parameter :\(name), which has no value",
                    place: Self.place(of: token.range.lowerBound, in: bytes),
                    hint: "The values given are for \(QueryError.list(values.map(\.0))).",
                    position: Self.position(of: token.range.lowerBound, in: bytes))
            }
            used.insert(name)
            places.append((token.range.lowerBound..<next.range.upperBound, value))
        }
        if let extra = values.first(where: { !used.contains($0.0) })?.0 {
            throw QueryError(
                .invalidParameter, "the SQL has no parameter :\(extra)",
                hint: used.isEmpty
                    ? "Write :\(extra) where the value belongs."
                    : "Its parameters are \(QueryError.list(used.sorted())).")
        }
        self.init(bytes, places)
    }

    /// SQL with each `?` replaced by a constant.
    ///
    /// - Throws: `QueryError` (`invalidParameter`) when there are more or fewer values than question marks.
    init(_ sql: String, positional values: [Value]) throws {
        let bytes = Array(sql.utf8)
        let marks = SQLFragment.tokens(bytes).filter { SQLFragment.text(bytes, $0) == "?" }
        guard marks.count == values.count else {
            throw QueryError(
                .invalidParameter, "the SQL has \(marks.count) parameters, and \(values.count) values are given",
                hint: "Give one value for each question mark.")
        }
        self.init(bytes, zip(marks, values).map { ($0.range, $1) })
    }

    private init(_ bytes: [UInt8], _ places: [(range: Range<Int>, value: Value)]) {
        var text: [UInt8] = []
        var substitutions: [Substitution] = []
        var end = 0
        for (range, value) in places {
            text += bytes[end..<range.lowerBound]
            let literal = Array(value.sqlLiteral.utf8)
            substitutions.append(
                Substitution(
                    place: text.count, length: literal.count, originalPlace: range.lowerBound,
                    originalLength: range.count))
            text += literal
            end = range.upperBound
        }
        text += bytes[end...]
        self.init(
            text: String(decoding: text, as: UTF8.self), original: String(decoding: bytes, as: UTF8.self),
            substitutions: substitutions)
    }

    /// Where a byte of `text` comes from.
    ///
    /// - Returns: the line and column in what the user wrote.
    public func position(ofByte byte: Int) -> TextPosition {
        var shift = 0
        for substitution in substitutions where substitution.place <= byte {
            if byte < substitution.place + substitution.length {
                return Self.position(of: substitution.originalPlace, in: Array(original.utf8))
            }
            shift = substitution.originalPlace + substitution.originalLength - substitution.place - substitution.length
        }
        return Self.position(of: byte + shift, in: Array(original.utf8))
    }

    private static func position(of byte: Int, in bytes: [UInt8]) -> TextPosition {
        let before = bytes.prefix(Swift.max(0, byte))
        let start = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
        return TextPosition(
            line: before.count { $0 == 10 } + 1,
            column: String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1)
    }

    private static func place(of byte: Int, in bytes: [UInt8]) -> String {
        let position = position(of: byte, in: bytes)
        return "SQL line \(position.line), column \(position.column)"
    }

    /// The last of the statements, without what ends it.
    public var lastStatement: SQLText {
        let bytes = Array(text.utf8)
        let tokens = SQLFragment.tokens(bytes).filter { $0.kind != .comment }
        let ends = tokens.filter { SQLFragment.text(bytes, $0) == ";" }.map(\.range)
        guard let last = tokens.last else { return self }
        let contentEnd = tokens.last { SQLFragment.text(bytes, $0) != ";" }?.range.upperBound ?? last.range.upperBound
        let start = ends.last { $0.upperBound <= contentEnd }?.upperBound ?? 0
        guard start > 0 || contentEnd < bytes.count else { return self }
        // Earlier text becomes spaces, so that places stay what they were.
        var kept = bytes[..<contentEnd]
        for index in 0..<start where kept[index] != 10 { kept[index] = UInt8(ascii: " ") }
        var copy = self
        copy.text = String(decoding: kept, as: UTF8.self)
        return copy
    }
}

extension Value {
    /// The value as a constant in SQL.
    public var sqlLiteral: String {
        switch self {
        case .null: "NULL"
        case .boolean(let flag): flag ? "TRUE" : "FALSE"
        case .integer(let number): String(number)
        case .float(let number): "CAST(\(Self.sqlNumber(number.description)) AS FLOAT)"
        case .double(let number): "CAST(\(Self.sqlNumber(number.description)) AS DOUBLE)"
        case .decimal(let number): number.description
        case .string(let text): Self.quoted(text)
        case .binary(let bytes):
            "'" + bytes.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'::BLOB"
        case .date(let date): "DATE '\(date)'"
        case .timestamp(let instant): "TIMESTAMPTZ '\(instant)+00'"
        case .timestampNTZ(let time): "TIMESTAMP '\(time)'"
        case .time(let time): "TIME '\(time)'"
        case .interval(let interval):
            "to_months(\(interval.months)) + to_days(\(interval.days)) + to_microseconds(\(interval.microseconds))"
        case .array(let elements): "[" + elements.map(\.sqlLiteral).joined(separator: ", ") + "]"
        case .map(let entries):
            "MAP {" + entries.map { "\($0.key.sqlLiteral): \($0.value.sqlLiteral)" }.joined(separator: ", ") + "}"
        case .struct(let fields):
            "{" + fields.map { "\(Self.quoted($0.name)): \($0.value.sqlLiteral)" }.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    private static func sqlNumber(_ text: String) -> String {
        text.first.map { $0.isNumber || $0 == "-" && text != "-inf" } == true ? text : "'\(text)'"
    }
}
