import Essentials

/// What stands before the first cell of a percent script: a `#!` line, jupytext's metadata, comments.
enum PercentHeader {
    /// The first line after the header.
    ///
    /// - Parameters:
    ///   - lines: the file up to the first mark.
    ///   - isBeforeCell: whether there is a mark. Without one, comments belong to the code they stand over.
    static func end(in lines: ArraySlice<String>, isBeforeCell: Bool) -> Int {
        var end = lines.startIndex
        if end < lines.endIndex, lines[end].hasPrefix("#!") { end += 1 }
        if let block = metadataBlock(in: lines[end...]) { end = block.upperBound + 1 }
        return isBeforeCell && isComment(lines[end...]) ? lines.endIndex : end
    }

    /// The lines between the two `// ---`, which may only follow blank lines.
    private static func metadataBlock(in lines: ArraySlice<String>) -> Range<Int>? {
        guard let first = lines.firstIndex(where: { !PercentScript.isBlank($0) }), isFence(lines[first]) else {
            return nil
        }
        let inner = lines[(first + 1)...]
        guard let last = inner.firstIndex(where: { isFence($0) || !$0.hasPrefix("//") }), isFence(lines[last]) else {
            return nil
        }
        return (first + 1)..<last
    }

    private static func isFence(_ line: String) -> Bool {
        line.hasPrefix("//") && line.dropFirst(2).drop { $0 == " " }.dropTrailing(" ") == "---"
    }

    /// Whether there are only comments and blank lines.
    private static func isComment(_ lines: ArraySlice<String>) -> Bool {
        var isInBlock = false
        for line in lines {
            let text = line.drop { $0 == " " || $0 == "\t" }.dropTrailing(" ")
            if isInBlock {
                isInBlock = !text.hasSuffix("*/")
            } else if text.hasPrefix("/*") {
                isInBlock = !text.hasSuffix("*/")
            } else if !text.isEmpty, !text.hasPrefix("//") {
                return false
            }
        }
        return !isInBlock
    }

    // MARK: Metadata

    /// The notebook's metadata that a header states under `jupyter:`, empty if there is none that we can read.
    static func metadata(in header: [String]) -> JSONObject {
        let start = header.first?.hasPrefix("#!") == true ? 1 : 0
        guard let block = metadataBlock(in: header[start...]) else { return [:] }
        let lines = header[block].map { line in
            String(line.hasPrefix("// ") ? line.dropFirst(3) : line.dropFirst(2))
        }
        var reader = HeaderYAML(lines)
        return reader.read()?["jupyter"]?.objectValue ?? [:]
    }

    /// The header that states a notebook's kernel; nothing when the notebook names none.
    static func lines(for metadata: JSONObject) -> [String] {
        guard let kernel = metadata["kernelspec"]?.objectValue else { return [] }
        var jupytext = metadata["jupytext"]?.objectValue ?? [:]
        jupytext["text_representation"] = [
            "extension": ".swift", "format_name": "percent", "format_version": "1.3",
        ]
        let stated: JSONObject = ["jupyter": ["jupytext": .object(jupytext), "kernelspec": .object(kernel)]]
        let lines = ["---"] + HeaderYAML.lines(stated, indent: "") + ["---"]
        return lines.map { "// " + $0 }
    }
}

/// The part of YAML that such headers use: mappings by indentation, lists of scalars, and scalars on one line.
private struct HeaderYAML {
    private let lines: [(indent: Int, text: Substring)]
    private var index = 0

    init(_ lines: [String]) {
        self.lines = lines.compactMap { line in
            let text = line.drop { $0 == " " }.dropTrailing(" ")
            if text.isEmpty || text.hasPrefix("#") { return nil }
            return (line.count - line.drop { $0 == " " }.count, text)
        }
    }

    /// The whole as a mapping, nil when it is anything else.
    mutating func read() -> JSONObject? {
        guard let members = readMapping(indent: 0), index == lines.count else { return nil }
        return members
    }

    private mutating func readMapping(indent: Int) -> JSONObject? {
        var members = JSONObject()
        while index < lines.count, lines[index].indent == indent {
            let text = lines[index].text
            guard let colon = text.firstIndex(of: ":"),
                let key = Self.scalar(text[..<colon])?.description(plain: text[..<colon])
            else { return nil }
            let rest = text[text.index(after: colon)...]
            guard rest.isEmpty || rest.hasPrefix(" ") else { return nil }
            index += 1
            let value = rest.drop { $0 == " " }
            guard let read = value.isEmpty ? readNested(under: indent) : Self.scalar(value) else { return nil }
            members[key] = read
        }
        return members
    }

    private mutating func readNested(under indent: Int) -> JSONValue? {
        guard index < lines.count else { return .null }
        let next = lines[index]
        // A list may stand at its key's own indentation.
        if next.text.hasPrefix("- "), next.indent >= indent {
            return readList(indent: next.indent).map(JSONValue.array)
        }
        guard next.indent > indent else { return .null }
        return readMapping(indent: next.indent).map(JSONValue.object)
    }

    private mutating func readList(indent: Int) -> [JSONValue]? {
        var elements: [JSONValue] = []
        while index < lines.count, lines[index].indent == indent, lines[index].text.hasPrefix("- ") {
            guard let element = Self.scalar(lines[index].text.dropFirst(2).drop { $0 == " " }) else { return nil }
            elements.append(element)
            index += 1
        }
        return elements
    }

    private static func scalar(_ text: Substring) -> JSONValue? {
        switch text.first {
        case "'":
            guard text.count >= 2, text.last == "'" else { return nil }
            // In single quotes, two of them stand for one.
            let inner = text.dropFirst().dropLast().split(separator: "''", omittingEmptySubsequences: false)
            return inner.contains { $0.contains("'") } ? nil : .string(inner.joined(separator: "'"))
        case "\"":
            return try? JSONValue(parsing: String(text))
        case "{", "[":
            return try? JSONValue(parsing: String(text))
        case "&", "*", "!", "|", ">", "%", "@", "`":
            return nil
        default:
            break
        }
        switch text {
        case "null", "~", "": return .null
        case "true": return true
        case "false": return false
        default:
            // Numbers in JSON's form are the same in YAML.
            if let number = try? JSONValue(parsing: String(text)), number.doubleValue != nil { return number }
            return .string(String(text))
        }
    }

    // MARK: Writing

    static func lines(_ members: JSONObject, indent: String) -> [String] {
        members.sorted { $0.key < $1.key }.flatMap { key, value -> [String] in
            let start = "\(indent)\(plainOrQuoted(key)):"
            switch value {
            case .object(let inner) where !inner.isEmpty: return [start] + lines(inner, indent: indent + "  ")
            case .string(let text): return ["\(start) \(plainOrQuoted(text))"]
            // JSON is YAML as well.
            default: return ["\(start) \(value.serialized())"]
            }
        }
    }

    private static func plainOrQuoted(_ text: String) -> String {
        let isPlain =
            text.first.map { $0 == "." || $0.isLetter } ?? false
            && text.last != " "
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || " ._/+-()".contains($0)) }
            && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
            && Double(text) == nil
        if isPlain { return text }
        if text.utf8.contains(where: { $0 < 0x20 }) { return JSONValue.string(text).serialized() }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}

extension JSONValue {
    /// A scalar as a mapping's key: texts are themselves, everything else as it was written.
    fileprivate func description(plain: Substring) -> String { stringValue ?? String(plain) }
}
