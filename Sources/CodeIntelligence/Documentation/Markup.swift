/// A piece of XML as sourcekitd writes it: elements and text. Attributes, comments and instructions are passed over,
/// and what is not well-formed becomes text, for nothing here is worth an error.
indirect enum Markup: Equatable {
    case text(String)
    case element(name: String, children: [Markup])

    /// Reads a document; the result is an element without name around all there is.
    init(parsing source: String) {
        var parser = MarkupParser(Array(source.utf8))
        self = .element(name: "", children: parser.children(until: nil))
    }

    var name: String {
        if case .element(let name, _) = self { name } else { "" }
    }

    var children: [Markup] {
        if case .element(_, let children) = self { children } else { [] }
    }

    /// All text within, in order.
    var plainText: String {
        switch self {
        case .text(let text): text
        case .element(_, let children): children.map(\.plainText).joined()
        }
    }

    /// The first child of that name.
    subscript(_ name: String) -> Markup? {
        children.first { $0.name == name }
    }

    /// The first element of that name at any depth.
    func descendant(_ name: String) -> Markup? {
        for child in children {
            if child.name == name { return child }
            if let found = child.descendant(name) { return found }
        }
        return nil
    }
}

private struct MarkupParser {
    /// Deeper elements are read as children of the deepest ones.
    private static let depthLimit = 200

    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads up to the end tag of `name`, or to the end.
    mutating func children(until name: String?) -> [Markup] {
        var result: [Markup] = []
        var text: [UInt8] = []
        func flushed() -> [Markup] { text.isEmpty ? [] : [.text(String(decoding: text, as: UTF8.self))] }
        while index < bytes.count {
            if skip("</") {
                let ended = tagName()
                skipPast(">")
                // An end tag of another element is a fault that is passed over.
                if ended == name { return result + flushed() }
            } else if skip("<![CDATA[") {
                text += take(until: "]]>")
            } else if skip("<!--") {
                _ = take(until: "-->")
            } else if skip("<?") || skip("<!") {
                skipPast(">")
            } else if index + 1 < bytes.count, bytes[index] == UInt8(ascii: "<"),
                SourceDocument.isIdentifierByte(bytes[index + 1])
            {
                result += flushed()
                text = []
                index += 1
                appendElement(to: &result)
            } else if bytes[index] == UInt8(ascii: "&") {
                text += entity()
            } else {
                text.append(bytes[index])
                index += 1
            }
        }
        return result + flushed()
    }

    private mutating func appendElement(to result: inout [Markup]) {
        let name = tagName()
        let isEmpty = skipAttributes()
        if isEmpty {
            result.append(.element(name: name, children: []))
        } else if depth < Self.depthLimit {
            depth += 1
            result.append(.element(name: name, children: children(until: name)))
            depth -= 1
        }
    }

    private mutating func tagName() -> String {
        let start = index
        while index < bytes.count,
            SourceDocument.isIdentifierByte(bytes[index]) || ".-:".utf8.contains(bytes[index])
        {
            index += 1
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// Gives true where the element ends at once.
    private mutating func skipAttributes() -> Bool {
        var quote: UInt8?
        var last: UInt8 = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return last == UInt8(ascii: "/")
            }
            last = byte
        }
        return true
    }

    private mutating func entity() -> [UInt8] {
        let start = index
        let limit = min(bytes.count, index + 12)
        guard let end = bytes[index..<limit].firstIndex(of: UInt8(ascii: ";")) else {
            index += 1
            return [UInt8(ascii: "&")]
        }
        index = end + 1
        let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
        switch name {
        case "lt": return [UInt8(ascii: "<")]
        case "gt": return [UInt8(ascii: ">")]
        case "amp": return [UInt8(ascii: "&")]
        case "quot": return [UInt8(ascii: "\"")]
        case "apos": return [UInt8(ascii: "'")]
        default:
            let code =
                name.hasPrefix("#x")
                ? UInt32(name.dropFirst(2), radix: 16)
                : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
            guard let scalar = code.flatMap(Unicode.Scalar.init) else { return Array(bytes[start...end]) }
            return Array(String(Character(scalar)).utf8)
        }
    }

    private mutating func skip(_ token: StaticString) -> Bool {
        let length = token.utf8CodeUnitCount
        guard bytes.count - index >= length else { return false }
        for place in 0..<length where bytes[index + place] != token.utf8Start[place] { return false }
        index += length
        return true
    }

    private mutating func skipPast(_ token: StaticString) {
        _ = take(until: token)
    }

    private mutating func take(until token: StaticString) -> ArraySlice<UInt8> {
        let start = index
        while index < bytes.count {
            let end = index
            if skip(token) { return bytes[start..<end] }
            index += 1
        }
        return bytes[start...]
    }
}
