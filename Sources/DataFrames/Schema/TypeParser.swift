/// Reads types and schemas as SQL writes them: `array<struct<a: int, b: string>>`, `id INT NOT NULL, name STRING`.
struct TypeParser {
    private let source: String
    private let characters: [Character]
    private var position = 0

    init(_ source: String) {
        self.source = source
        characters = Array(source)
    }

    static func type(_ text: String) throws -> DataType {
        var parser = TypeParser(text)
        let type = try parser.type()
        try parser.expectEnd()
        return type
    }

    mutating func schema() throws -> StructType {
        var fields: [StructField] = []
        skipSpace()
        while position < characters.count {
            fields.append(try field())
            if !take(",") { break }
        }
        try expectEnd()
        return StructType(fields)
    }

    private mutating func field() throws -> StructField {
        let name = try word("a column name")
        _ = take(":")
        let type = try type()
        var isNullable = true
        let start = position
        if let next = optionalWord(), next.lowercased() == "not" {
            guard optionalWord()?.lowercased() == "null" else { throw problem("NULL is missing after NOT") }
            isNullable = false
        } else {
            position = start
        }
        return StructField(name, type, nullable: isNullable)
    }

    private mutating func type() throws -> DataType {
        let name = try word("a type")
        switch name.lowercased() {
        case "array":
            try expect("<")
            let element = try type()
            try expect(">")
            return .array(element)
        case "map":
            try expect("<")
            let key = try type()
            try expect(",")
            let value = try type()
            try expect(">")
            return .map(key: key, value: value)
        case "struct":
            try expect("<")
            var fields: [StructField] = []
            while !take(">") {
                fields.append(try field())
                if !take(",") {
                    try expect(">")
                    break
                }
            }
            return .struct(StructType(fields))
        case "decimal", "dec", "numeric":
            guard take("(") else { return .decimal(precision: 10, scale: 0) }
            let precision = try number()
            let scale = take(",") ? try number() : 0
            try expect(")")
            guard (1...38).contains(precision), (0...precision).contains(scale) else {
                throw problem("a decimal has 1 to 38 digits, and no more behind the point than in all")
            }
            return .decimal(precision: precision, scale: scale)
        case "varchar", "char":
            if take("(") {
                _ = try number()
                try expect(")")
            }
            return .string
        case let name:
            guard let type = Self.simple[name] else { throw problem("'\(name)' is not a type", near: name) }
            return type
        }
    }

    private static let simple: [String: DataType] = [
        "void": .null, "boolean": .boolean, "bool": .boolean, "byte": .byte, "tinyint": .byte, "short": .short,
        "smallint": .short, "int": .integer, "integer": .integer, "long": .long, "bigint": .long, "float": .float,
        "real": .float, "double": .double, "string": .string, "text": .string, "binary": .binary, "date": .date,
        "timestamp": .timestamp, "timestamp_ltz": .timestamp, "timestamp_ntz": .timestampNTZ, "time": .time,
        "interval": .interval,
    ]

    private mutating func skipSpace() {
        while position < characters.count, characters[position].isWhitespace { position += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        skipSpace()
        guard position < characters.count, characters[position] == character else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ character: Character) throws {
        guard take(character) else { throw problem("'\(character)' is missing at character \(position + 1)") }
    }

    private mutating func expectEnd() throws {
        skipSpace()
        guard position == characters.count else {
            throw problem("'\(String(characters[position...].prefix(20)))' is not understood")
        }
    }

    private mutating func optionalWord() -> String? {
        skipSpace()
        var text = ""
        if position < characters.count, characters[position] == "`" {
            position += 1
            while position < characters.count, characters[position] != "`" {
                text.append(characters[position])
                position += 1
            }
            position = min(position + 1, characters.count)
        } else {
            while position < characters.count,
                characters[position].isLetter || characters[position].isNumber || characters[position] == "_"
            {
                text.append(characters[position])
                position += 1
            }
        }
        return text.isEmpty ? nil : text
    }

    private mutating func word(_ what: String) throws -> String {
        guard let word = optionalWord() else { throw problem("\(what) is missing at character \(position + 1)") }
        return word
    }

    private mutating func number() throws -> Int {
        guard let word = optionalWord(), let number = Int(word) else { throw problem("a number is missing") }
        return number
    }

    private func problem(_ text: String, near name: String? = nil) -> QueryError {
        let nearest = name.map { QueryError.nearest(to: $0, in: Array(Self.simple.keys)) } ?? []
        return QueryError(
            .invalidSchema, "the type or schema \"\(source)\" cannot be read: \(text)",
            hint: nearest.isEmpty
                ? "Write it as in SQL, such as id INT, name STRING, tags ARRAY<STRING>."
                : "Did you mean \(QueryError.list(nearest, or: true))?")
    }
}
