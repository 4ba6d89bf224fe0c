extension JSONValue {
    /// The value as JSON text.
    ///
    /// Text beyond ASCII is written as it is, doubles with the digits that read back as the same double, and doubles
    /// that are not finite as `null`.
    /// - Parameters:
    ///   - indent: spaces per level with every member on its own line; nil for one line without any space.
    ///   - sortedKeys: members in the order of their keys' code points instead of their own.
    public func serialized(indent: Int? = nil, sortedKeys: Bool = false) -> String {
        String(decoding: serializedBytes(indent: indent, sortedKeys: sortedKeys), as: UTF8.self)
    }

    /// The value as JSON in UTF-8; see `serialized(indent:sortedKeys:)`.
    public func serializedBytes(indent: Int? = nil, sortedKeys: Bool = false) -> [UInt8] {
        var writer = JSONWriter(indent: indent, sortedKeys: sortedKeys)
        writer.write(self)
        return writer.bytes
    }
}

struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private let indent: Int?
    private let sortedKeys: Bool
    private var depth = 0

    init(indent: Int?, sortedKeys: Bool) {
        self.indent = indent.map { max(0, $0) }
        self.sortedKeys = sortedKeys
    }

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: append("null")
        case .bool(let flag): append(flag ? "true" : "false")
        case .integer(let number): bytes.append(contentsOf: String(number).utf8)
        case .largeInteger(let digits): bytes.append(contentsOf: digits.utf8)
        case .number(let number): write(number)
        case .string(let text): write(text)
        case .array(let elements): write(elements)
        case .object(let members): write(members)
        }
    }

    private mutating func write(_ number: Double) {
        guard number.isFinite else { return append("null") }
        // As Python and JavaScript do, without an exponent up to 1e16; Swift changes over at 2^53.
        if number.magnitude < 1e16, number.magnitude >= 0x1p53 {
            bytes.append(contentsOf: String(Int64(number)).utf8)
            append(".0")
        } else {
            bytes.append(contentsOf: number.description.utf8)
        }
    }

    private mutating func write(_ elements: [JSONValue]) {
        if elements.isEmpty { return append("[]") }
        bytes.append(UInt8(ascii: "["))
        depth += 1
        var isFirst = true
        for element in elements {
            separate(&isFirst)
            write(element)
        }
        depth -= 1
        breakLine()
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ members: JSONObject) {
        if members.isEmpty { return append("{}") }
        bytes.append(UInt8(ascii: "{"))
        depth += 1
        var isFirst = true
        if sortedKeys {
            for (key, value) in members.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                separate(&isFirst)
                write(key: key, value)
            }
        } else {
            for (key, value) in members {
                separate(&isFirst)
                write(key: key, value)
            }
        }
        depth -= 1
        breakLine()
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func write(key: String, _ value: JSONValue) {
        write(key)
        bytes.append(UInt8(ascii: ":"))
        if indent != nil { bytes.append(UInt8(ascii: " ")) }
        write(value)
    }

    private mutating func separate(_ isFirst: inout Bool) {
        if isFirst { isFirst = false } else { bytes.append(UInt8(ascii: ",")) }
        breakLine()
    }

    private mutating func breakLine() {
        guard let indent else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * depth))
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        let done: Void? = text.utf8.withContiguousStorageIfAvailable { appendEscaped($0) }
        if done == nil {
            Array(text.utf8).withUnsafeBufferPointer { appendEscaped($0) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var runStart = 0
        for place in 0..<text.count {
            let byte = text[place]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            bytes.append(contentsOf: text[runStart..<place])
            runStart = place + 1
            bytes.append(UInt8(ascii: "\\"))
            switch byte {
            case 0x08: bytes.append(UInt8(ascii: "b"))
            case 0x09: bytes.append(UInt8(ascii: "t"))
            case 0x0A: bytes.append(UInt8(ascii: "n"))
            case 0x0C: bytes.append(UInt8(ascii: "f"))
            case 0x0D: bytes.append(UInt8(ascii: "r"))
            case 0x00...0x1F:
                append(byte < 0x10 ? "u000" : "u001")
                bytes.append(Self.hexDigit(byte & 0xF))
            default: bytes.append(byte)
            }
        }
        bytes.append(contentsOf: text[runStart...])
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    private mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
