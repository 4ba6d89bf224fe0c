import Essentials

/// The line that starts a cell of a percent script: `// %% title [markdown] key=value`.
struct PercentMarker: Equatable {
    var kind: NotebookCell.Kind
    /// The cell's metadata; `title` and `cell_depth` stand for the title and for marks with more than two `%`.
    var metadata: JSONObject

    init(kind: NotebookCell.Kind, metadata: JSONObject) {
        self.kind = kind
        self.metadata = metadata
    }

    /// Whether a line is a mark: nothing may follow `%%` directly, so that `// %%name` is a magic.
    static func isMarker(_ line: String) -> Bool { options(of: line) != nil }

    /// - Parameter line: one that `isMarker`.
    init(line: String) {
        self.init(options: Self.options(of: line) ?? "")
    }

    /// What follows `// %%`, nil when the line is no mark.
    private static func options(of line: String) -> Substring? {
        var rest = line[...].drop { $0 == " " || $0 == "\t" }
        guard rest.hasPrefix("//") else { return nil }
        rest = rest.dropFirst(2).drop { $0 == " " || $0 == "\t" }
        guard rest.hasPrefix("%%") else { return nil }
        rest = rest.dropFirst(2)
        let afterSigns = rest.drop { $0 == "%" }
        guard afterSigns.first.map({ $0 == " " || $0 == "\t" }) ?? true else { return nil }
        return rest
    }

    // MARK: Reading

    private init(options: Substring) {
        var title: String
        (title, metadata) = Self.split(options)
        kind = .code
        for (name, kind) in [("markdown", NotebookCell.Kind.markdown), ("raw", .raw), ("md", .markdown)] {
            guard let place = Self.place(of: "[\(name)]", in: title) else { continue }
            title.removeSubrange(place)
            self.kind = kind
            if name == "md" { metadata["region_name"] = "md" }
            break
        }
        let named = title.drop { $0 == "%" }
        if named.count < title.count { metadata["cell_depth"] = .integer(Int64(title.count - named.count)) }
        title = Self.trimmed(named)
        if !title.isEmpty { metadata["title"] = .string(title) }
    }

    /// The title, with the kind in brackets, and the metadata after it. What is no metadata is all title.
    private static func split(_ options: Substring) -> (title: String, metadata: JSONObject) {
        let text = trimmed(options)
        guard let sign = text.firstIndex(where: { $0 == "=" || $0 == "{" }) else { return (text, [:]) }
        if text[sign] == "{" {
            let value = try? JSONValue(parsing: String(text[sign...]))
            return value?.objectValue.map { (trimmed(text[..<sign]), $0) } ?? (text, [:])
        }
        let beforeKey = text[..<sign].dropTrailing(" ")
        let keyStart = beforeKey.lastIndex(of: " ").map { text.index(after: $0) } ?? text.startIndex
        var values = MetadataScanner(text[keyStart...])
        guard let metadata = values.readAll() else { return (text, [:]) }
        return (trimmed(text[..<keyStart]), metadata)
    }

    private static func place(of part: String, in text: String) -> Range<String.Index>? {
        var start = text.startIndex
        while start < text.endIndex {
            if text[start...].hasPrefix(part) { return start..<text.index(start, offsetBy: part.count) }
            start = text.index(after: start)
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.dropTrailing(" ").dropTrailing("\t"))
    }

    // MARK: Writing

    /// Metadata that changes while one works with a notebook, which jupytext keeps out of scripts as well.
    private static let unwritten: Set<String> = [
        "autoscroll", "collapsed", "scrolled", "trusted", "execution", "ExecuteTime", "cell_marker", "skipline",
        "noskipline", "lines_to_next_cell", "lines_to_end_of_cell_marker",
    ]

    /// The line. Kinds that the format does not know are written as raw.
    var line: String {
        var others = metadata
        for key in Self.unwritten { others.removeValue(forKey: key) }
        var signs = "%%"
        if let depth = others["cell_depth"]?.intValue, (1...32).contains(depth) {
            signs += String(repeating: "%", count: depth)
            others.removeValue(forKey: "cell_depth")
        }
        var words = ["// " + signs]
        if let title = others["title"]?.stringValue, isPlain(title) {
            words.append(title)
            others.removeValue(forKey: "title")
        }
        switch kind {
        case .code: break
        case .markdown:
            let isShort = others["region_name"] == "md"
            if isShort { others.removeValue(forKey: "region_name") }
            words.append(isShort ? "[md]" : "[markdown]")
        case .raw, .other: words.append("[raw]")
        }
        if others.keys.allSatisfy(MetadataScanner.isKey) {
            for (key, value) in others { words.append("\(key)=\(Self.spaced(value))") }
        } else {
            words.append(Self.spaced(.object(others)))
        }
        return words.joined(separator: " ")
    }

    /// Whether a title reads back as itself when it is written as it is.
    private func isPlain(_ title: String) -> Bool {
        if title.utf8.contains(where: { $0 < 0x20 }) { return false }
        let alone = PercentMarker(kind: .code, metadata: ["title": .string(title)])
        return PercentMarker(options: " \(title)"[...]) == alone
    }

    /// JSON with a space after commas and colons, as Python writes it.
    private static func spaced(_ value: JSONValue) -> String {
        switch value {
        case .array(let elements):
            "[" + elements.map(spaced).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { "\(JSONValue.string($0.key)): \(spaced($0.value))" }.joined(separator: ", ") + "}"
        default:
            value.serialized()
        }
    }
}

/// Reads `key=value key=value`, where the values are JSON or Python literals.
private struct MetadataScanner {
    private var rest: Substring

    init(_ text: Substring) { rest = text }

    static func isKey(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.@/-".contains($0)) }
    }

    /// All pairs to the end; nil if there is anything else.
    mutating func readAll() -> JSONObject? {
        var members = JSONObject()
        while true {
            rest = rest.drop { $0 == " " }
            if rest.isEmpty { return members }
            let key = rest.prefix { $0 != "=" && $0 != " " }
            guard Self.isKey(String(key)) else { return nil }
            rest = rest[key.endIndex...].drop { $0 == " " }
            guard rest.first == "=" else {
                members[String(key)] = .null
                continue
            }
            rest = rest.dropFirst().drop { $0 == " " }
            guard let value = readValue() else { return nil }
            members[String(key)] = value
        }
    }

    private mutating func readValue() -> JSONValue? {
        let text = rest.prefix(upTo: endOfValue())
        rest = rest[text.endIndex...]
        if let value = try? JSONValue(parsing: String(text)) { return value }
        return try? JSONValue(parsing: Self.fromPython(text))
    }

    private func endOfValue() -> String.Index {
        var depth = 0
        var quote: Character?
        var place = rest.startIndex
        while place < rest.endIndex {
            let character = rest[place]
            let next = rest.index(after: place)
            if let open = quote {
                if character == "\\", next < rest.endIndex {
                    place = rest.index(after: next)
                    continue
                }
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if "[{(".contains(character) {
                depth += 1
            } else if "]})".contains(character) {
                depth -= 1
            } else if character == " ", depth <= 0 {
                return place
            }
            place = next
        }
        return rest.endIndex
    }

    /// Rewrites a Python literal as JSON: quotes, tuples, and the three constants.
    private static func fromPython(_ text: Substring) -> String {
        var json = ""
        var quote: Character?
        var word = ""
        let endWord = {
            json += ["True": "true", "False": "false", "None": "null"][word] ?? word
            word = ""
        }
        for character in text {
            if let open = quote {
                if character == open {
                    json += "\""
                    quote = nil
                } else {
                    json += character == "\"" ? "\\\"" : String(character)
                }
            } else if character.isLetter {
                word.append(character)
            } else {
                endWord()
                switch character {
                case "\"", "'":
                    quote = character
                    json += "\""
                case "(": json += "["
                case ")": json += "]"
                default: json.append(character)
                }
            }
        }
        endWord()
        return json
    }
}

extension Substring {
    func dropTrailing(_ character: Character) -> Substring {
        var rest = self
        while rest.last == character { rest.removeLast() }
        return rest
    }
}
