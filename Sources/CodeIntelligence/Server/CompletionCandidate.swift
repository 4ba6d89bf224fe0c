/// One result of sourcekitd, made ready to be inserted and to be put in order.
struct CompletionCandidate {
    /// Groups, in the order in which they are shown.
    enum Tier: Int {
        case names, modules, discouraged, keywords, underscored
    }

    let text: String
    let signature: String
    let kind: SymbolKind
    let typeName: String
    let bytesToErase: Int
    let tier: Tier
    /// How far from the place it is declared; smaller is nearer.
    let distance: Int
    /// 0 where the name begins with the prefix as it was typed, 1 where the case of letters differs.
    let caseDifference: Int
    private let sortName: String

    init(
        text: String, signature: String, kind: SymbolKind, typeName: String = "", bytesToErase: Int = 0,
        context: String = "", isSystem: Bool = false, isDiscouraged: Bool = false, prefix: String = ""
    ) {
        self.text = text
        self.signature = signature
        self.kind = kind
        self.typeName = typeName
        self.bytesToErase = bytesToErase
        let name = text.drop { $0 == "?" || $0 == "!" || $0 == "." || $0 == "`" }
        tier =
            if name.utf8.first == UInt8(ascii: "_") {
                .underscored
            } else if kind == .keyword || kind == .literal {
                .keywords
            } else if isDiscouraged {
                .discouraged
            } else if kind == .module {
                .modules
            } else {
                .names
            }
        distance = Self.distance(context: context, isSystem: isSystem)
        caseDifference = name.hasPrefix(prefix) ? 0 : 1
        sortName = name.lowercased()
    }

    /// Nil for results that are not names: literals such as `[values]`, operators, empty argument lists.
    ///
    /// - Parameter prefix: what is typed of the name.
    init?(_ result: Answer, prefix: String) {
        let kind = SymbolKind(sourceKitName: result.name(.kind) ?? "")
        let source = result.string(.sourceText) ?? ""
        guard let text = Self.insertedText(source, kind: kind) else { return nil }
        self.init(
            text: text, signature: result.string(.description) ?? text, kind: kind,
            typeName: result.string(.typeName) ?? "", bytesToErase: result.integer(.bytesToErase),
            context: result.name(.context) ?? "", isSystem: result.integer(.isSystem) != 0,
            isDiscouraged: result.integer(.notRecommended) != 0, prefix: prefix)
    }

    private static func distance(context: String, isSystem: Bool) -> Int {
        switch context.split(separator: ".").last {
        case "exprspecific": 0
        case "local": 1
        // Inherited members stand among the others: readers look for names, not for where they come from.
        case "thisclass", "superclass": 2
        case "otherclass": 3
        case "thismodule": 4
        case "othermodule": isSystem ? 6 : 5
        default: 7
        }
    }

    /// What a completion inserts: a function's name without its arguments, an argument's label with its colon, a whole
    /// method where a declaration is completed.
    ///
    /// - Parameter source: the library's text, with placeholders such as `<#T##Int#>`.
    static func insertedText(_ source: String, kind: SymbolKind) -> String? {
        let body = "<#code#>"
        var text = Substring(source)
        if let place = Placeholders.firstRange(of: body, in: text) {
            text = text[..<place.lowerBound] + text[place.upperBound...]
        } else {
            if let place = Placeholders.firstRange(of: "<#", in: text) { text = text[..<place.lowerBound] }
            if kind != .keyword, let parenthesis = text.firstIndex(of: "(") { text = text[..<parenthesis] }
        }
        let name = text.drop { $0 == "?" || $0 == "!" || $0 == "." }
        guard let first = name.utf8.first,
            SourceDocument.isIdentifierByte(first) || first == UInt8(ascii: "`"), !SourceDocument.isDigit(first)
        else { return nil }
        return String(text)
    }
}

extension CompletionCandidate: Comparable {
    private var key: (Int, Int, Int) { (tier.rawValue, distance, caseDifference) }

    static func < (left: CompletionCandidate, right: CompletionCandidate) -> Bool {
        if left.key != right.key { return left.key < right.key }
        if left.sortName != right.sortName { return left.sortName < right.sortName }
        return left.text < right.text
    }

    static func == (left: CompletionCandidate, right: CompletionCandidate) -> Bool {
        left.key == right.key && left.sortName == right.sortName && left.text == right.text
    }
}
