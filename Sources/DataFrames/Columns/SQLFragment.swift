/// Looks into SQL text as far as quotes, comments and words go.
enum SQLFragment {
    /// `distance / 2 AS half` as its expression and its name; only an `AS` outside of parentheses counts.
    static func splitAlias(_ sql: String) -> (expression: String, alias: String?) {
        let bytes = Array(sql.utf8)
        var depth = 0
        var found: Int?
        for token in tokens(bytes) {
            switch token.kind {
            case .symbol:
                if "([{".utf8.contains(bytes[token.range.lowerBound]) { depth += 1 }
                if ")]}".utf8.contains(bytes[token.range.lowerBound]) { depth -= 1 }
            case .word where depth == 0 && text(bytes, token).lowercased() == "as": found = token.range.lowerBound
            default: break
            }
        }
        guard let found else { return (sql, nil) }
        let name = trimmed(String(decoding: bytes[(found + 2)...], as: UTF8.self))
        let unquoted =
            name.count > 2 && (name.hasPrefix("`") || name.hasPrefix("\"")) ? String(name.dropFirst().dropLast()) : name
        guard !unquoted.isEmpty, !unquoted.contains(where: { " ()+".contains($0) }) || unquoted != name else {
            return (sql, nil)
        }
        return (trimmed(String(decoding: bytes[..<found], as: UTF8.self)), unquoted)
    }

    static func trimmed(_ text: String) -> String {
        var slice = Substring(text)
        while let first = slice.first, first.isWhitespace { slice.removeFirst() }
        while let last = slice.last, last.isWhitespace { slice.removeLast() }
        return String(slice)
    }

    struct Token {
        enum Kind { case word, text, comment, symbol }
        var kind: Kind
        var range: Range<Int>
    }

    static func text(_ bytes: [UInt8], _ token: Token) -> String { String(decoding: bytes[token.range], as: UTF8.self) }

    /// Words and numbers, quoted texts and names, comments, and all other characters one by one; no spaces.
    static func tokens(_ bytes: [UInt8]) -> [Token] {
        var tokens: [Token] = []
        var place = 0
        func at(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
        while place < bytes.count {
            let start = place
            let byte = bytes[place]
            switch byte {
            case UInt8(ascii: " "), 9, 10, 11, 12, 13:
                place += 1
                continue
            case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
                place += 1
                // A doubled quote stands for one: it ends this text and begins the next, which comes to the same.
                while place < bytes.count, bytes[place] != byte { place += 1 }
                place = min(place + 1, bytes.count)
                tokens.append(Token(kind: .text, range: start..<place))
            case UInt8(ascii: "-") where at(place + 1) == byte:
                while place < bytes.count, bytes[place] != 10 { place += 1 }
                tokens.append(Token(kind: .comment, range: start..<place))
            case UInt8(ascii: "/") where at(place + 1) == UInt8(ascii: "*"):
                place += 2
                while place < bytes.count, !(bytes[place] == UInt8(ascii: "*") && at(place + 1) == UInt8(ascii: "/")) {
                    place += 1
                }
                place = min(place + 2, bytes.count)
                tokens.append(Token(kind: .comment, range: start..<place))
            case _ where isWord(byte):
                while place < bytes.count, isWord(bytes[place]) { place += 1 }
                tokens.append(Token(kind: .word, range: start..<place))
            default:
                place += 1
                tokens.append(Token(kind: .symbol, range: start..<place))
            }
        }
        return tokens
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
            true
        default: false
        }
    }
}
