/// A source text to ask about, with the place that is asked for.
struct SourceDocument {
    /// The name by which sourcekitd knows the text. No file of this name exists.
    let path: String
    let text: String
    let bytes: [UInt8]
    /// UTF-8 offset, at the start of a character.
    let offset: Int
    /// The compiler's arguments with `path` as the file.
    let arguments: [String]

    /// - Throws: `CodeIntelligenceError` with code `badOffset`.
    init(text: String, utf8Offset: Int, arguments: [String]) throws(CodeIntelligenceError) {
        let bytes = Array(text.utf8)
        guard (0...bytes.count).contains(utf8Offset) else {
            throw CodeIntelligenceError(
                code: CodeIntelligenceError.badOffset,
                message: "the offset \(utf8Offset) is outside of the source text, which has \(bytes.count) bytes")
        }
        var offset = utf8Offset
        while offset > 0, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
        self.text = text
        self.bytes = bytes
        self.offset = offset
        // An absolute name, so that the library does not look for the text in a folder of the user's.
        let file = arguments.last.flatMap { $0.hasSuffix(".swift") ? $0 : nil }
        path = "/swiftlet-source/" + (file?.split(separator: "/").last.map(String.init) ?? "cell.swift")
        self.arguments = (file == nil ? arguments : arguments.dropLast()) + [path]
    }
}

extension SourceDocument {
    /// The same document with everything from a place on replaced.
    func replacingEnd(from place: Int, with text: String) -> SourceDocument {
        SourceDocument(
            path: path, text: String(decoding: bytes[..<place], as: UTF8.self) + text, offset: place,
            arguments: arguments)
    }

    private init(path: String, text: String, offset: Int, arguments: [String]) {
        self.path = path
        self.text = text
        self.bytes = Array(text.utf8)
        self.offset = offset
        self.arguments = arguments
    }

    /// The identifier that begins at a place, empty where none does.
    func identifier(at place: Int) -> String {
        String(decoding: bytes[place...].prefix(while: Self.isIdentifierByte), as: UTF8.self)
    }

    /// Where the identifier begins that ends at `end`; `end` itself where none does.
    func identifierStart(before end: Int) -> Int {
        var start = end
        while start > 0, Self.isIdentifierByte(bytes[start - 1]) { start -= 1 }
        return start
    }

    /// Places whose names may be meant by the offset, the likeliest first: the identifier or operator that the offset
    /// touches, then the function in whose arguments it lies.
    var namedPlaces: [Int] {
        var places: [Int] = []
        if let place = touchedName(where: Self.isIdentifierByte), !Self.isDigit(bytes[place]) { places.append(place) }
        if places.isEmpty, let place = touchedName(where: Self.isOperatorByte) { places.append(place) }
        if let place = enclosingCall { places.append(place) }
        return places
    }

    private func touchedName(where belongs: (UInt8) -> Bool) -> Int? {
        let isBefore = offset > 0 && belongs(bytes[offset - 1])
        let isAfter = offset < bytes.count && belongs(bytes[offset])
        guard isBefore || isAfter else { return nil }
        var start = offset
        while start > 0, belongs(bytes[start - 1]) { start -= 1 }
        return start
    }

    /// Parentheses in comments and string literals are counted like all others: a wrong answer here is harmless.
    private var enclosingCall: Int? {
        var depth = 0
        for index in stride(from: offset - 1, through: 0, by: -1) {
            switch bytes[index] {
            case UInt8(ascii: ")"):
                depth += 1
            case UInt8(ascii: "(") where depth > 0:
                depth -= 1
            case UInt8(ascii: "("):
                let start = identifierStart(before: index)
                return start < index && !Self.isDigit(bytes[start]) ? start : nil
            default:
                break
            }
        }
        return nil
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// All characters beyond ASCII count as parts of identifiers.
    static func isIdentifierByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
            true
        default: false
        }
    }

    private static func isOperatorByte(_ byte: UInt8) -> Bool {
        "+-*/%<>=!&|^~?".utf8.contains(byte)
    }
}
