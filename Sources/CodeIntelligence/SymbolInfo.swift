import Essentials

/// What is known of the name at a place in a source text.
public struct SymbolInfo: Sendable, Hashable {
    /// With argument labels, such as `map(_:)`.
    public var name: String
    public var kind: SymbolKind
    /// The declaration as plain text on one line; further lines where the place names more than one declaration, such
    /// as a type and the initializer that is called.
    public var declaration: String
    /// The type of the value, empty where there is none.
    public var typeName: String
    /// The documentation comment as Markdown, empty where there is none.
    public var documentation: String
    /// The module that declares it, empty where that is not known.
    public var module: String

    public init(
        name: String, kind: SymbolKind, declaration: String, typeName: String, documentation: String, module: String
    ) {
        self.name = name
        self.kind = kind
        self.declaration = declaration
        self.typeName = typeName
        self.documentation = documentation
        self.module = module
    }
}

extension SymbolInfo {
    init?(_ json: JSONValue) {
        guard let name = json["name"]?.stringValue,
            let kind = json["kind"]?.stringValue.flatMap(SymbolKind.init(rawValue:))
        else { return nil }
        self.init(
            name: name, kind: kind, declaration: json["declaration"]?.stringValue ?? "",
            typeName: json["type"]?.stringValue ?? "", documentation: json["documentation"]?.stringValue ?? "",
            module: json["module"]?.stringValue ?? "")
    }

    var json: JSONValue {
        [
            "name": .string(name), "kind": .string(kind.rawValue), "declaration": .string(declaration),
            "type": .string(typeName), "documentation": .string(documentation), "module": .string(module),
        ]
    }
}
