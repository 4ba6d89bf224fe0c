extension SymbolQuery {
    /// One meaning of a name that completion found.
    private struct Meaning {
        /// The name with arguments of several sorts; the first that compiles will do.
        var calls: [String]
        var info: SymbolInfo
    }

    /// The symbol of a name in code that does not compile yet, such as `xs.map` without its closure: completion tells
    /// what may stand there, and once one of that does, the name can be resolved.
    func completedSymbol(at place: Int) throws -> SymbolInfo? {
        let name = document.identifier(at: place)
        guard !name.isEmpty else { return nil }
        let meanings = try CompletionQuery(library: library, document: document).ask(prefix: name, at: place) {
            $0.compactMap { Self.meaning(of: name, $0) }
        }
        .sorted { $0.info.declaration.utf8.count < $1.info.declaration.utf8.count }
        guard let first = meanings.first else { return nil }
        var symbol = first.info
        for call in first.calls {
            let completed = document.replacingEnd(from: place, with: call + "\n")
            guard let resolved = try self.symbol(at: place, in: completed) else { continue }
            symbol = resolved
            break
        }
        for other in meanings.dropFirst() where !symbol.declaration.contains(other.info.declaration) {
            symbol.declaration += "\n" + other.info.declaration
        }
        return symbol
    }

    private static func meaning(of name: String, _ result: Answer) -> Meaning? {
        let kind = SymbolKind(sourceKitName: result.name(.kind) ?? "")
        guard kind != .keyword, kind != .literal, result.integer(.notRecommended) == 0,
            let source = result.string(.sourceText),
            CompletionCandidate.insertedText(source, kind: kind) == name
        else { return nil }
        let type = result.string(.typeName) ?? ""
        let signature = result.string(.description) ?? name
        // A type by itself is no expression.
        let isType = [.struct, .class, .actor, .enum, .protocol, .typealias].contains(kind)
        return Meaning(
            calls: isType ? [source + ".self"] : [source, Placeholders.filled(source)],
            info: SymbolInfo(
                name: labelled(result.string(.name) ?? name), kind: kind,
                declaration: isType || type.isEmpty
                    ? signature : signature + (signature.last == ")" ? " -> " : ": ") + type,
                typeName: type, documentation: result.string(.documentationAbstract) ?? "",
                module: result.string(.moduleName) ?? ""))
    }

    /// `max(::)`, as completion names it, with the `_` of labels that are not there.
    private static func labelled(_ name: String) -> String {
        var result = ""
        for character in name {
            if character == ":", result.last == "(" || result.last == ":" { result.append("_") }
            result.append(character)
        }
        return result
    }
}
