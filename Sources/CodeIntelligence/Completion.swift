import Essentials

/// One way to go on at a place in a source text.
public struct Completion: Sendable, Hashable {
    /// What stands between `replacementStart` and the asked place once this completion is chosen.
    public var name: String
    /// The declaration as a reader wants it, such as `prefix(maxLength: Int)`; of several overloads, the shortest.
    public var signature: String
    public var kind: SymbolKind
    /// The type of a value or the result of a function, empty where there is none.
    public var typeName: String
    /// How many declarations of this name there are, at least 1.
    public var overloadCount: Int
    /// UTF-8 offset of the first byte that is replaced; the same for all completions of an answer.
    public var replacementStart: Int

    public init(
        name: String, signature: String, kind: SymbolKind, typeName: String, overloadCount: Int = 1,
        replacementStart: Int
    ) {
        self.name = name
        self.signature = signature
        self.kind = kind
        self.typeName = typeName
        self.overloadCount = overloadCount
        self.replacementStart = replacementStart
    }
}

extension Completion {
    init?(_ json: JSONValue, replacementStart: Int) {
        guard let name = json["name"]?.stringValue, let signature = json["signature"]?.stringValue,
            let kind = json["kind"]?.stringValue.flatMap(SymbolKind.init(rawValue:)),
            let typeName = json["type"]?.stringValue, let overloads = json["overloads"]?.intValue
        else { return nil }
        self.init(
            name: name, signature: signature, kind: kind, typeName: typeName, overloadCount: overloads,
            replacementStart: replacementStart)
    }

    var json: JSONValue {
        [
            "name": .string(name), "signature": .string(signature), "kind": .string(kind.rawValue),
            "type": .string(typeName), "overloads": .integer(Int64(overloadCount)),
        ]
    }
}
