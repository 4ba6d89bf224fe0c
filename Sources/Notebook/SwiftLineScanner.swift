/// Knows which lines of Swift code begin inside a multi-line string or a block comment, where `// %%` and `%name` are
/// text and not marks.
struct SwiftLineScanner {
    private enum State: Equatable {
        case code
        case blockComment(depth: Int)
        case multilineString(pounds: Int)
    }

    private var state = State.code

    /// For each line, whether it begins inside a literal or comment. What is never closed is not taken for one: a
    /// stray quote must not swallow the cells that follow.
    static func linesInsideLiterals(_ lines: [String]) -> [Bool] {
        var scanner = SwiftLineScanner()
        var inside: [Bool] = []
        inside.reserveCapacity(lines.count)
        for line in lines {
            inside.append(scanner.state != .code)
            scanner.read(line)
        }
        if scanner.state != .code {
            var index = inside.count - 1
            while index >= 0, inside[index] {
                inside[index] = false
                index -= 1
            }
        }
        return inside
    }

    private mutating func read(_ line: String) {
        var line = line
        line.withUTF8 { bytes in
            var place = 0
            while place < bytes.count {
                switch state {
                case .code: place = readCode(bytes, place)
                case .blockComment(let depth): place = readComment(bytes, place, depth)
                case .multilineString(let pounds): place = readString(bytes, place, pounds)
                }
            }
        }
    }

    private mutating func readCode(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
        if Self.has("//", bytes, place) { return bytes.count }
        if Self.has("/*", bytes, place) {
            state = .blockComment(depth: 1)
            return place + 2
        }
        var quote = place
        while quote < bytes.count, bytes[quote] == UInt8(ascii: "#") { quote += 1 }
        let pounds = quote - place
        guard quote < bytes.count, bytes[quote] == UInt8(ascii: "\"") else { return max(quote, place + 1) }
        // `#"""#` is a string of one quote: a raw string that closes in its own line.
        let isMultiline =
            Self.has("\"\"\"", bytes, quote)
            && (pounds == 0 || Self.end(ofString: bytes, from: quote + 1, pounds) == nil)
        if isMultiline {
            state = .multilineString(pounds: pounds)
            return quote + 3
        }
        return Self.end(ofString: bytes, from: quote + 1, pounds) ?? bytes.count
    }

    private mutating func readComment(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ depth: Int) -> Int {
        if Self.has("/*", bytes, place) {
            state = .blockComment(depth: depth + 1)
            return place + 2
        }
        if Self.has("*/", bytes, place) {
            state = depth == 1 ? .code : .blockComment(depth: depth - 1)
            return place + 2
        }
        return place + 1
    }

    private mutating func readString(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, _ pounds: Int) -> Int {
        if bytes[place] == UInt8(ascii: "\\"), Self.hasPounds(pounds, bytes, place + 1) { return place + pounds + 2 }
        if Self.has("\"\"\"", bytes, place), Self.hasPounds(pounds, bytes, place + 3) {
            state = .code
            return place + 3 + pounds
        }
        return place + 1
    }

    /// The place after the quote that closes a string of one line, nil when none does.
    private static func end(ofString bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ pounds: Int) -> Int? {
        var place = start
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "\\"), hasPounds(pounds, bytes, place + 1) {
                place += pounds + 2
            } else if bytes[place] == UInt8(ascii: "\""), hasPounds(pounds, bytes, place + 1) {
                return place + 1 + pounds
            } else {
                place += 1
            }
        }
        return nil
    }

    private static func hasPounds(_ count: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        place + count <= bytes.count && bytes[place..<(place + count)].allSatisfy { $0 == UInt8(ascii: "#") }
    }

    private static func has(_ text: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        return place + count <= bytes.count && (0..<count).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
    }
}
