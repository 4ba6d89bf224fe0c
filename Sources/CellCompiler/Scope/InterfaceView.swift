import SwiftParser
import SwiftSyntax

/// The source of an earlier cell with some declarations made private, so that the module compiled from it offers all
/// but those. Members and operators cannot be chosen by an import as types and functions can: this is how an earlier
/// one steps back for a later one.
enum InterfaceView {
    /// - Parameters:
    ///   - text: the cell as the compiler saw it.
    ///   - hidden: members of extensions, and operator functions.
    static func text(_ text: String, hiding hidden: [CellSyntax.Declaration]) -> String {
        var editor = SourceEditor(text)
        for item in Parser.parse(source: text).statements {
            guard case .decl(let declaration) = item.item else { continue }
            if let function = declaration.as(FunctionDeclSyntax.self) {
                let isHidden = hidden.contains { entry in
                    entry.kind == .function && entry.name == function.name.plainText
                        && entry.signature == function.signatureKey
                }
                if isHidden { makePrivate(function.modifiers, before: function.funcKeyword, &editor) }
            } else if let node = declaration.as(ExtensionDeclSyntax.self) {
                let owner = node.extendedType.trimmedDescription
                hide(
                    node.memberBlock.members, hidden.filter { $0.kind == .member && $0.owner == owner }, owner, &editor)
            }
        }
        return editor.apply().text
    }

    private static func hide(
        _ members: MemberBlockItemListSyntax, _ hidden: [CellSyntax.Declaration], _ owner: String,
        _ editor: inout SourceEditor
    ) {
        func isHidden(_ name: String, _ signature: String) -> Bool {
            hidden.contains { $0.name == name && $0.signature == signature }
        }
        for member in members {
            if let variable = member.decl.as(VariableDeclSyntax.self) {
                let names = variable.bindings.compactMap { binding in
                    binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.plainText
                }
                if names.contains(where: { isHidden($0, "") }) {
                    makePrivate(variable.modifiers, before: variable.bindingSpecifier, &editor)
                }
            } else if let function = member.decl.as(FunctionDeclSyntax.self) {
                if isHidden(function.name.plainText, function.signatureKey) {
                    makePrivate(function.modifiers, before: function.funcKeyword, &editor)
                }
            } else if let initializer = member.decl.as(InitializerDeclSyntax.self) {
                if isHidden(owner, initializer.signatureKey) {
                    makePrivate(initializer.modifiers, before: initializer.initKeyword, &editor)
                }
            } else if let node = member.decl.as(SubscriptDeclSyntax.self) {
                if isHidden(owner, node.signatureKey) {
                    makePrivate(node.modifiers, before: node.subscriptKeyword, &editor)
                }
            }
        }
    }

    private static func makePrivate(
        _ modifiers: DeclModifierListSyntax, before keyword: TokenSyntax, _ editor: inout SourceEditor
    ) {
        let levels: Set<String> = ["open", "public", "package", "internal"]
        if let level = modifiers.first(where: { levels.contains($0.name.text) && $0.detail == nil }) {
            editor.replace(level.utf8Range, with: "fileprivate")
        } else {
            let start =
                modifiers.first?.positionAfterSkippingLeadingTrivia ?? keyword.positionAfterSkippingLeadingTrivia
            editor.insert("fileprivate ", at: start.utf8Offset)
        }
    }
}
