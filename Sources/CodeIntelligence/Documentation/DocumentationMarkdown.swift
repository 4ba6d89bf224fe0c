/// Makes Markdown of documentation comments.
enum DocumentationMarkdown {
    /// Rewrites the fields of a Swift comment, such as `- Parameter x:` and `- Returns:`, as headed paragraphs. All
    /// else is Markdown as it is.
    static func fromComment(_ comment: String) -> String {
        var result: [String] = []
        var isFenced = false
        var isInParameters = false
        for line in comment.split(separator: "\n", omittingEmptySubsequences: false) {
            let trimmed = line.drop { $0 == " " || $0 == "\t" }
            let indent = line.count - trimmed.count
            if trimmed.hasPrefix("```") { isFenced.toggle() }
            if !isFenced, let item = listItem(trimmed) {
                if indent < 2 {
                    let wasInParameters = isInParameters
                    isInParameters = false
                    if let field = field(item) {
                        appendField(field, to: &result, isInParameters: &isInParameters, wasBefore: wasInParameters)
                        continue
                    }
                } else if isInParameters, let (name, text) = split(item) {
                    result.append("- `\(name)`: \(text)")
                    continue
                }
            } else if !trimmed.isEmpty, indent == 0, !isFenced {
                isInParameters = false
            }
            result.append(String(line))
        }
        return trim(result.joined(separator: "\n"))
    }

    /// Reads the XML of a comment that has no Markdown: comments of C and Objective-C headers.
    static func fromXML(_ document: Markup) -> String {
        guard let parts = document.descendant("CommentParts") else { return "" }
        var blocks: [String] = []
        if let abstract = parts["Abstract"] { blocks += self.blocks(abstract) }
        if let discussion = parts["Discussion"] { blocks += self.blocks(discussion) }
        let parameters = (parts["Parameters"]?.children ?? []).compactMap { parameter -> String? in
            guard let name = parameter["Name"]?.plainText else { return nil }
            return "- `\(name)`: \(parameter["Discussion"].map { self.blocks($0).joined(separator: " ") } ?? "")"
        }
        if !parameters.isEmpty { blocks.append("**Parameters**\n\n" + parameters.joined(separator: "\n")) }
        if let result = parts["ResultDiscussion"] {
            blocks.append("**Returns** " + self.blocks(result).joined(separator: "\n\n"))
        }
        if let thrown = parts["ThrowsDiscussion"] {
            blocks.append("**Throws** " + self.blocks(thrown).joined(separator: "\n\n"))
        }
        return trim(blocks.joined(separator: "\n\n"))
    }

    // MARK: - Comments

    /// What the field lists of Swift's comments begin with, in lower case, and the heading it becomes.
    private static let headings: [String: String] = [
        "returns": "Returns", "throws": "Throws", "complexity": "Complexity", "note": "Note", "warning": "Warning",
        "important": "Important", "precondition": "Precondition", "postcondition": "Postcondition",
        "requires": "Requires", "invariant": "Invariant", "attention": "Attention", "bug": "Bug", "since": "Since",
        "version": "Version", "author": "Author", "authors": "Authors", "copyright": "Copyright", "date": "Date",
        "experiment": "Experiment", "remark": "Remark", "tip": "Tip", "seealso": "See also", "see also": "See also",
    ]

    private enum Field {
        case parameters
        case parameter(name: Substring, text: Substring)
        case other(heading: String, text: Substring)
    }

    private static func appendField(
        _ field: Field, to result: inout [String], isInParameters: inout Bool, wasBefore: Bool
    ) {
        switch field {
        case .parameters:
            isInParameters = true
            result += ["", "**Parameters**", ""]
        case .parameter(let name, let text):
            isInParameters = true
            if !wasBefore { result += ["", "**Parameters**", ""] }
            result.append("- `\(name)`: \(text)")
        case .other(let heading, let text):
            result += ["", "**\(heading)** \(text)"]
        }
    }

    private static func listItem(_ line: Substring) -> Substring? {
        guard let first = line.first, "-*+".contains(first), line.dropFirst().first == " " else { return nil }
        return line.dropFirst(2).drop { $0 == " " }
    }

    private static func field(_ item: Substring) -> Field? {
        guard let (name, text) = split(item) else { return nil }
        let lowered = name.lowercased()
        if lowered == "parameters" { return .parameters }
        if lowered.hasPrefix("parameter ") {
            return .parameter(name: name.dropFirst("parameter ".count).drop { $0 == " " }, text: text)
        }
        return headings[lowered].map { .other(heading: $0, text: text) }
    }

    /// Parts a text at its first colon.
    private static func split(_ item: Substring) -> (name: Substring, text: Substring)? {
        guard let colon = item.firstIndex(of: ":") else { return nil }
        return (item[..<colon], item[item.index(after: colon)...].drop { $0 == " " })
    }

    // MARK: - XML

    private static func blocks(_ parent: Markup) -> [String] {
        parent.children.compactMap { child -> String? in
            switch child.name {
            case "Para": inline(child)
            case "CodeListing", "Verbatim": fence(child)
            case "List-Bullet": items(child) { _ in "- " }
            case "List-Number": items(child) { "\($0 + 1). " }
            case "": child.plainText.allSatisfy(\.isWhitespace) ? nil : child.plainText
            case "Name", "Declaration", "USR": nil
            default: "**\(child.name)** " + blocks(child).joined(separator: "\n\n")
            }
        }
    }

    private static func items(_ list: Markup, mark: (Int) -> String) -> String {
        list.children.filter { $0.name == "Item" }.enumerated()
            .map { mark($0.offset) + blocks($0.element).joined(separator: " ") }
            .joined(separator: "\n")
    }

    private static func fence(_ listing: Markup) -> String {
        let lines = listing.children.map(\.plainText)
        let isNumbered = listing["zCodeLineNumbered"] != nil
        return "```\n" + trimLines(lines.joined(separator: isNumbered ? "\n" : "")) + "\n```"
    }

    private static func inline(_ markup: Markup) -> String {
        markup.children.map { child in
            switch child.name {
            case "codeVoice": "`\(child.plainText)`"
            case "emphasis": "*\(inline(child))*"
            case "bold", "strong": "**\(inline(child))**"
            case "": child.plainText
            default: inline(child)
            }
        }.joined()
    }

    private static func trimLines(_ text: String) -> String {
        var text = text[...]
        while text.last == "\n" { text.removeLast() }
        while text.first == "\n" { text.removeFirst() }
        return String(text)
    }

    private static func trim(_ text: String) -> String {
        var text = text[...]
        while let last = text.last, last.isWhitespace { text.removeLast() }
        while let first = text.first, first == "\n" { text.removeFirst() }
        return String(text)
    }
}
