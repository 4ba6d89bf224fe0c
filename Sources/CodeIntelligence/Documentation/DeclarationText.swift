/// Makes text of the library's annotated declarations.
enum DeclarationText {
    /// Attributes that say how a declaration is compiled, not how it is used.
    private static let hidden: Set<String> = [
        "@inlinable", "@frozen", "@usableFromInline", "@inline", "@backDeployed", "@export",
    ]

    /// - Parameter declaration: the value of `key.fully_annotated_decl`.
    static func plain(_ declaration: Markup) -> String {
        var text = ""
        append(declaration, to: &text)
        while text.last == " " { text.removeLast() }
        return text
    }

    private static func append(_ markup: Markup, to text: inout String) {
        switch markup {
        case .text(let piece):
            // The space that followed a hidden attribute.
            let isDouble = (text.isEmpty || text.last == " ") && piece.first == " "
            text += isDouble ? piece.drop { $0 == " " } : piece[...]
        case .element(let name, let children):
            if name.hasPrefix("syntaxtype.attribute"), isHidden(markup.plainText) { return }
            for child in children { append(child, to: &text) }
        }
    }

    private static func isHidden(_ attribute: String) -> Bool {
        attribute.hasPrefix("@_") || hidden.contains(String(attribute.prefix { $0 != "(" && $0 != " " }))
    }
}
