/// Asks sourcekitd what a name stands for.
struct SymbolQuery {
    let library: SourceKit
    let document: SourceDocument

    /// The symbol at the document's offset; nil where there is none, or where it cannot be resolved.
    ///
    /// - Throws: `CodeIntelligenceError` with code `refused`.
    func run() throws -> SymbolInfo? {
        for place in document.namedPlaces {
            if let symbol = try symbol(at: place, in: document) ?? completedSymbol(at: place) { return symbol }
        }
        return nil
    }

    func symbol(at place: Int, in document: SourceDocument) throws -> SymbolInfo? {
        // The request takes its text from a document that is open.
        try library.ask([
            (.request, .name("source.request.editor.open")),
            (.name, .string(document.path)),
            (.sourceText, .string(document.text)),
            (.compilerArguments, .strings(document.arguments)),
            (.enableSyntaxMap, .integer(0)),
            (.enableStructure, .integer(0)),
            (.syntacticOnly, .integer(1)),
        ]) { _ in }
        defer {
            try? library.ask([
                (.request, .name("source.request.editor.close")),
                (.name, .string(document.path)),
            ]) { _ in }
        }
        return try resolvedSymbol(at: place, in: document)
    }

    private func resolvedSymbol(at place: Int, in document: SourceDocument) throws -> SymbolInfo? {
        try library.ask([
            (.request, .name("source.request.cursorinfo")),
            (.sourceFile, .string(document.path)),
            (.offset, .integer(place)),
            (.compilerArguments, .strings(document.arguments)),
        ]) { answer in
            guard let name = answer.string(.name), let kind = answer.name(.kind) else { return nil }
            let declarations = ([answer] + answer.elements(.secondarySymbols)).compactMap(Self.declaration)
            return SymbolInfo(
                name: name, kind: SymbolKind(sourceKitName: kind),
                declaration: declarations.joined(separator: "\n"),
                typeName: answer.string(.typeName) ?? "", documentation: Self.documentation(answer),
                module: answer.string(.moduleName) ?? "")
        }
    }

    private static func declaration(_ answer: Answer) -> String? {
        answer.string(.annotatedDeclaration).map { DeclarationText.plain(Markup(parsing: $0)) }
    }

    /// Comments of Swift are Markdown as they are; those of C come as XML only.
    private static func documentation(_ answer: Answer) -> String {
        if let comment = answer.string(.documentComment) { return DocumentationMarkdown.fromComment(comment) }
        if let xml = answer.string(.documentationXML) { return DocumentationMarkdown.fromXML(Markup(parsing: xml)) }
        return ""
    }
}
