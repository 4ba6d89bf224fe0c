extension JSONValue {
    /// Reads JSON (RFC 8259) from a text.
    ///
    /// Of members with the same key the last one counts; a lone surrogate escape becomes U+FFFD; integers beyond 64
    /// bits become doubles; arrays and objects may be nested 512 deep.
    /// - Throws: `JSONError` with the place of the first fault.
    public init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads JSON from UTF-8 bytes, whatever they are. A byte order mark at the start is passed over.
    /// - Throws: `JSONError` with the place of the first fault.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        self = try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in try JSONValue(parsing: buffer) }
    }

    /// Reads JSON from UTF-8 bytes in memory, which must not change meanwhile.
    /// - Throws: `JSONError` with the place of the first fault.
    public init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        var parser = JSONParser(bytes: bytes)
        self = try parser.parseDocument()
    }
}

/// A recursive descent over bytes.
struct JSONParser {
    static let depthLimit = 512

    let bytes: UnsafeBufferPointer<UInt8>
    var index = 0
    private var depth = 0
    /// Strings with escapes are put together here; kept between strings for its capacity.
    private var scratch: [UInt8] = []

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func parseDocument() throws(JSONError) -> JSONValue {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { index = 3 }
        skipSpace()
        let value = try parseValue()
        skipSpace()
        guard index == bytes.count else { throw unexpected("the end of the text") }
        return value
    }

    private mutating func parseValue() throws(JSONError) -> JSONValue {
        guard index < bytes.count else { throw unexpected("a value") }
        switch bytes[index] {
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "{"): return .object(try parseObject())
        case UInt8(ascii: "["): return .array(try parseArray())
        case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): return try parseWord("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
        default: throw unexpected("a value")
        }
    }

    private mutating func parseWord(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let length = word.utf8CodeUnitCount
        guard bytes.count - index >= length else { throw unexpected("a value") }
        for offset in 0..<length where bytes[index + offset] != word.utf8Start[offset] { throw unexpected("a value") }
        index += length
        return value
    }

    private mutating func parseArray() throws(JSONError) -> [JSONValue] {
        try enter()
        var elements: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) {
            depth -= 1
            return elements
        }
        while true {
            skipSpace()
            elements.append(try parseValue())
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw unexpected("`,` or `]`") }
            depth -= 1
            return elements
        }
    }

    private mutating func parseObject() throws(JSONError) -> JSONObject {
        try enter()
        var members = JSONObject()
        skipSpace()
        if take(UInt8(ascii: "}")) {
            depth -= 1
            return members
        }
        // Most objects have a few members; growing from one on would allocate several times for each.
        members.reserveCapacity(4)
        while true {
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw unexpected("a key in quotes") }
            let key = try parseString()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw unexpected("`:` after the key") }
            skipSpace()
            members[key] = try parseValue()
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw unexpected("`,` or `}`") }
            depth -= 1
            return members
        }
    }

    private mutating func enter() throws(JSONError) {
        guard depth < Self.depthLimit else {
            throw fault(JSONError.tooDeep, "arrays and objects are nested more than \(Self.depthLimit) deep", at: index)
        }
        depth += 1
        index += 1
    }

    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }
}

// MARK: Strings

extension JSONParser {
    /// Reads a string from its opening quote on.
    private mutating func parseString() throws(JSONError) -> String {
        let start = index + 1
        var cursor = start
        var allBits: UInt8 = 0
        while cursor < bytes.count {
            let byte = bytes[cursor]
            if byte == UInt8(ascii: "\"") {
                index = cursor + 1
                let run = UnsafeBufferPointer(rebasing: bytes[start..<cursor])
                // ASCII needs no validation, and this way to a String is the quicker one.
                if allBits < 0x80 { return String(decoding: run, as: UTF8.self) }
                guard let text = String(validating: run, as: UTF8.self) else { throw invalidUTF8(in: start..<cursor) }
                return text
            }
            if byte == UInt8(ascii: "\\") { return try parseEscapedString(from: start, firstEscape: cursor) }
            if byte < 0x20 { throw controlCharacter(at: cursor) }
            allBits |= byte
            cursor += 1
        }
        throw fault(JSONError.endOfText, "the text ends inside a string", at: start - 1)
    }

    private mutating func parseEscapedString(from start: Int, firstEscape: Int) throws(JSONError) -> String {
        scratch.removeAll(keepingCapacity: true)
        var runStart = start
        var cursor = firstEscape
        while cursor < bytes.count {
            let byte = bytes[cursor]
            if byte == UInt8(ascii: "\"") {
                scratch.append(contentsOf: bytes[runStart..<cursor])
                index = cursor + 1
                let decoded = scratch.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) }
                // Escapes only add valid text, so a fault is in the source's own bytes.
                guard let decoded else { throw invalidUTF8(in: start..<cursor) }
                return decoded
            }
            if byte < 0x20 { throw controlCharacter(at: cursor) }
            guard byte == UInt8(ascii: "\\") else {
                cursor += 1
                continue
            }
            scratch.append(contentsOf: bytes[runStart..<cursor])
            cursor = try appendEscape(at: cursor)
            runStart = cursor
        }
        throw fault(JSONError.endOfText, "the text ends inside a string", at: start - 1)
    }

    /// Appends what the escape stands for and returns the place after it.
    private mutating func appendEscape(at place: Int) throws(JSONError) -> Int {
        guard place + 1 < bytes.count else {
            throw fault(JSONError.endOfText, "the text ends inside a string", at: place)
        }
        switch bytes[place + 1] {
        case UInt8(ascii: "\""): scratch.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): scratch.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): scratch.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "n"): scratch.append(0x0A)
        case UInt8(ascii: "r"): scratch.append(0x0D)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "u"): return try appendUnicodeEscape(at: place)
        default: throw fault(JSONError.badString, "`\\` is followed by something that is no escape", at: place)
        }
        return place + 2
    }

    private mutating func appendUnicodeEscape(at place: Int) throws(JSONError) -> Int {
        guard let first = codeUnit(at: place) else {
            throw fault(JSONError.badString, "`\\u` needs four hexadecimal digits", at: place)
        }
        var value = UInt32(first)
        var end = place + 6
        if UTF16.isLeadSurrogate(first), let second = codeUnit(at: end), UTF16.isTrailSurrogate(second) {
            value = 0x10000 + ((UInt32(first) & 0x3FF) << 10 | (UInt32(second) & 0x3FF))
            end += 6
        }
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        scratch.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
        return end
    }

    /// The value of `\uXXXX` at a place, nil if that is not what stands there.
    private func codeUnit(at place: Int) -> UInt16? {
        guard place + 6 <= bytes.count, bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var value: UInt16 = 0
        for digit in bytes[(place + 2)..<(place + 6)] {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt16(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt16(digit - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt16(digit - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        return value
    }

    private func controlCharacter(at place: Int) -> JSONError {
        let name = bytes[place] == 0x0A ? "a line break" : "the control character \(Self.hex(bytes[place]))"
        return fault(JSONError.badString, "a string holds \(name); it must be written as an escape", at: place)
    }

    private func invalidUTF8(in range: Range<Int>) -> JSONError {
        var decoder = UTF8()
        var iterator = bytes[range].makeIterator()
        var place = range.lowerBound
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { place += UTF8.width(scalar) }
        return fault(JSONError.badString, "a string holds bytes that are not UTF-8", at: place)
    }
}

// MARK: Numbers

extension JSONParser {
    private mutating func parseNumber() throws(JSONError) -> JSONValue {
        let start = index
        let isNegative = take(UInt8(ascii: "-"))
        var digits: UInt64 = 0
        var digitsFit = true
        let wholeStart = index
        index = scanDigits(from: index, into: &digits, fits: &digitsFit)
        guard index > wholeStart else {
            throw fault(JSONError.badNumber, "`-` is not followed by a number", at: start)
        }
        guard index - wholeStart == 1 || bytes[wholeStart] != UInt8(ascii: "0") else {
            throw fault(JSONError.badNumber, "a number starts with 0", at: start)
        }
        var isWhole = true
        var exponent = 0
        if take(UInt8(ascii: ".")) {
            isWhole = false
            let fractionStart = index
            index = scanDigits(from: index, into: &digits, fits: &digitsFit)
            guard index > fractionStart else {
                throw fault(JSONError.badNumber, "a number has no digits after its point", at: start)
            }
            exponent = fractionStart - index
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            index += 1
            let isDown = take(UInt8(ascii: "-"))
            if !isDown { _ = take(UInt8(ascii: "+")) }
            var power: UInt64 = 0
            var powerFits = true
            let powerStart = index
            index = scanDigits(from: index, into: &power, fits: &powerFits)
            guard index > powerStart else {
                throw fault(JSONError.badNumber, "a number has no digits in its exponent", at: start)
            }
            // Beyond the table below the digits are read again, so the value need only stay outside of it.
            let bounded = powerFits ? Int(min(power, 1_000_000)) : 1_000_000
            exponent += isDown ? -bounded : bounded
        }
        if isWhole, digitsFit {
            if isNegative, digits <= UInt64(Int64.max) + 1 { return .integer(Int64(truncatingIfNeeded: 0 &- digits)) }
            if !isNegative, digits <= UInt64(Int64.max) { return .integer(Int64(digits)) }
        }
        if isWhole {
            return .largeInteger(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self))
        }
        // Exact when both factors are: at most 53 bits of digits, and a power of ten that a double holds.
        if digitsFit, digits <= 1 << 53, abs(exponent) < Self.powersOfTen.count {
            let power = Self.powersOfTen[abs(exponent)]
            let magnitude = exponent < 0 ? Double(digits) / power : Double(digits) * power
            return .number(isNegative ? -magnitude : magnitude)
        }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw fault(JSONError.badNumber, "a number is too large for a double", at: start)
        }
        return .number(value)
    }

    private func scanDigits(from start: Int, into value: inout UInt64, fits: inout Bool) -> Int {
        var cursor = start
        while cursor < bytes.count {
            let digit = bytes[cursor] &- UInt8(ascii: "0")
            if digit > 9 { break }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
            if overflow || carry { fits = false }
            value = sum
            cursor += 1
        }
        return cursor
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}

// MARK: Faults

extension JSONParser {
    private func unexpected(_ wanted: String) -> JSONError {
        guard index < bytes.count else {
            return fault(JSONError.endOfText, "the text ends where \(wanted) is expected", at: index)
        }
        if wanted == "a value" {
            for word in ["NaN", "Infinity", "-Infinity"] where bytes[index...].starts(with: word.utf8) {
                return fault(JSONError.badNumber, "\(word) is not allowed in JSON", at: index)
            }
        }
        return fault(JSONError.syntax, "expected \(wanted), found \(describeByte(at: index))", at: index)
    }

    private func describeByte(at place: Int) -> String {
        var decoder = UTF8()
        var iterator = bytes[place...].makeIterator()
        if case .scalarValue(let scalar) = decoder.decode(&iterator), scalar.value >= 0x20, scalar.value != 0x7F {
            return "`\(scalar)`"
        }
        return "the byte \(Self.hex(bytes[place]))"
    }

    private static func hex(_ byte: UInt8) -> String {
        "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }

    private func fault(_ code: String, _ message: String, at place: Int) -> JSONError {
        var line = 1
        var column = 1
        for byte in bytes[..<min(place, bytes.count)] {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return JSONError(code: code, message: message, line: line, column: column)
    }
}
