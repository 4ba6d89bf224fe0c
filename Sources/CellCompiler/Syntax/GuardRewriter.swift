import SwiftSyntax

/// Makes globals of the names that a `guard` at the top level binds: the compiler keeps such names to the file.
/// `guard let x = f() else { … }` becomes `guard let __swiftlet_guard_x = f() else { … }; let x = __swiftlet_guard_x`.
struct GuardRewriter {
    /// Names that other declarations of the cell have, or that are bound from themselves, stay as they are.
    private let otherNames: Set<String>

    init(_ file: SourceFileSyntax) {
        otherNames = Set(CellSyntax(file, skipsGuards: true).declarations.map(\.name))
    }

    func rewrite(_ statement: GuardStmtSyntax, in editor: inout SourceEditor) {
        var globals: [String] = []
        var names: Set<String> = []
        for element in statement.conditions {
            let visitor = ReferenceVisitor(names: names) { RewrittenName.guardPrefix + $0 }
            if let binding = element.condition.as(OptionalBindingConditionSyntax.self) {
                if let value = binding.initializer { visitor.walk(value) }
                if let name = Self.name(binding), !otherNames.contains(name), let token = Self.token(binding) {
                    editor.replace(token.utf8Range, with: RewrittenName.guardPrefix + name)
                    globals.append("\(binding.bindingSpecifier.text) \(name) = \(RewrittenName.guardPrefix)\(name)")
                    names.insert(name)
                }
            } else {
                visitor.walk(element.condition)
            }
            for (range, text) in visitor.replacements { editor.replace(range, with: text) }
        }
        for declaration in globals {
            editor.insert("; \(declaration)", at: statement.endPositionBeforeTrailingTrivia.utf8Offset)
        }
    }

    private static func token(_ binding: OptionalBindingConditionSyntax) -> TokenSyntax? {
        binding.pattern.as(IdentifierPatternSyntax.self)?.identifier
    }

    /// The bound name; nil for `guard let x`, whose value is an `x` from elsewhere.
    private static func name(_ binding: OptionalBindingConditionSyntax) -> String? {
        guard let name = token(binding)?.plainText, let value = binding.initializer else { return nil }
        let usesItself = value.tokens(viewMode: .sourceAccurate).contains { $0.plainText == name }
        return usesItself ? nil : name
    }
}
