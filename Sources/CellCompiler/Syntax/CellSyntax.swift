import SwiftParser
import SwiftSyntax

/// What a cell declares and mentions, read from its syntax alone.
public struct CellSyntax: Sendable, Equatable, Codable {
    /// Everything the cell declares at its top level, and the members of its extensions.
    public var declarations: [Declaration] = []
    /// Every identifier and operator that occurs in the cell, string interpolations included.
    public var mentions: Set<String> = []
    /// The import declarations as written, without those of Swiftlet itself.
    public var imports: [String] = []
    /// How many top-level statements run, in order.
    public var statementCount = 0
    /// Whether the cell does work that gains from the optimiser: loops, functions, closures.
    public var wantsOptimizer = false

    /// Something a cell declares.
    public struct Declaration: Sendable, Equatable, Hashable, Codable {
        public enum Kind: String, Sendable, Codable {
            case constant = "let"
            case variable = "var"
            case function = "func"
            case structure = "struct"
            case `class` = "class"
            case enumeration = "enum"
            case `protocol` = "protocol"
            case alias = "typealias"
            /// A member that an extension adds; `owner` is the extended type.
            case member
            /// A conformance that an extension adds: `name` is the extended type.
            case conformance
            case operatorDeclaration = "operator"
            case precedenceGroup = "precedencegroup"
            case macro
        }
        public var kind: Kind
        public var name: String
        /// Tells overloads apart: a redeclaration replaces the earlier one only when the signature is the same.
        public var signature: String
        /// The extended type, for members.
        public var owner: String = ""
        /// Index of the statement that gives a variable its value; nil for what exists as soon as the cell is loaded.
        public var statement: Int?

        public var isType: Bool {
            switch kind {
            case .structure, .class, .enumeration, .protocol, .alias: true
            default: false
            }
        }

        public var isStored: Bool { kind == .constant || kind == .variable }
    }
}

extension CellSyntax {
    /// - Parameter skipsGuards: leaves out the names that `guard` binds.
    init(_ file: SourceFileSyntax, skipsGuards: Bool = false) {
        var reader = TopLevelReader(skipsGuards: skipsGuards)
        reader.read(file.statements)
        declarations = reader.declarations
        imports = reader.imports
        statementCount = reader.statementCount
        for token in file.tokens(viewMode: .sourceAccurate) {
            switch token.tokenKind {
            case .identifier(let text):
                mentions.insert(text.first == "`" ? String(text.dropFirst().dropLast()) : text)
            case .binaryOperator(let text), .prefixOperator(let text), .postfixOperator(let text):
                mentions.insert(text)
            default: break
            }
        }
        wantsOptimizer = WorkFinder.findsWork(in: file)
    }
}

/// Whether an item of a cell runs, as opposed to being there once the cell is loaded.
func runsAsStatement(_ item: CodeBlockItemSyntax) -> Bool {
    switch item.item {
    case .stmt, .expr: return true
    case .decl(let decl):
        guard let variable = decl.as(VariableDeclSyntax.self) else { return false }
        // A computed variable has no statement; a stored one, also with observers, runs its initialiser.
        return variable.bindings.contains { binding in
            guard let block = binding.accessorBlock else { return true }
            return block.isObserverBlock || binding.initializer != nil
        }
    }
}

extension AccessorBlockSyntax {
    fileprivate var isObserverBlock: Bool {
        guard case .accessors(let list) = accessors else { return false }
        return list.contains { ["willSet", "didSet"].contains($0.accessorSpecifier.text) }
    }
}

/// Walks the top level of a cell, and into `#if`.
private struct TopLevelReader {
    var skipsGuards: Bool
    var declarations: [CellSyntax.Declaration] = []
    var imports: [String] = []
    var statementCount = 0

    mutating func read(_ items: CodeBlockItemListSyntax) {
        for item in items {
            let statement: Int? = runsAsStatement(item) ? statementCount : nil
            if statement != nil { statementCount += 1 }
            switch item.item {
            case .decl(let decl): read(decl, statement: statement)
            case .stmt(let stmt):
                if !skipsGuards, let guardStatement = stmt.as(GuardStmtSyntax.self) {
                    read(guardStatement, statement: statement)
                }
            case .expr: break
            }
        }
    }

    private mutating func read(_ decl: DeclSyntax, statement: Int?) {
        func add(_ kind: CellSyntax.Declaration.Kind, _ name: TokenSyntax, _ signature: String = "") {
            declarations.append(.init(kind: kind, name: name.plainText, signature: signature, statement: nil))
        }
        if let node = decl.as(VariableDeclSyntax.self) {
            let kind: CellSyntax.Declaration.Kind = node.bindingSpecifier.text == "let" ? .constant : .variable
            for binding in node.bindings {
                for name in boundNames(binding.pattern) {
                    declarations.append(.init(kind: kind, name: name, signature: "", statement: statement))
                }
            }
        } else if let node = decl.as(FunctionDeclSyntax.self) {
            add(.function, node.name, node.signatureKey)
        } else if let node = decl.as(StructDeclSyntax.self) {
            add(.structure, node.name)
        } else if let node = decl.as(ClassDeclSyntax.self) {
            add(.class, node.name)
        } else if let node = decl.as(ActorDeclSyntax.self) {
            add(.class, node.name)
        } else if let node = decl.as(EnumDeclSyntax.self) {
            add(.enumeration, node.name)
        } else if let node = decl.as(ProtocolDeclSyntax.self) {
            add(.protocol, node.name)
        } else if let node = decl.as(TypeAliasDeclSyntax.self) {
            add(.alias, node.name)
        } else if let node = decl.as(ImportDeclSyntax.self) {
            imports.append(node.trimmedDescription)
        } else if let node = decl.as(OperatorDeclSyntax.self) {
            add(.operatorDeclaration, node.name, node.fixitySpecifier.text)
        } else if let node = decl.as(PrecedenceGroupDeclSyntax.self) {
            add(.precedenceGroup, node.name)
        } else if let node = decl.as(MacroDeclSyntax.self) {
            add(.macro, node.name)
        } else if let node = decl.as(ExtensionDeclSyntax.self) {
            readExtension(node)
        } else if let node = decl.as(IfConfigDeclSyntax.self) {
            for clause in node.clauses {
                if case .statements(let items) = clause.elements { read(items) }
            }
        }
    }

    private mutating func readExtension(_ node: ExtensionDeclSyntax) {
        let owner = node.extendedType.trimmedDescription
        if node.inheritanceClause != nil {
            let protocols = node.inheritanceClause?.inheritedTypes.trimmedDescription ?? ""
            declarations.append(
                .init(kind: .conformance, name: owner, signature: protocols, owner: owner, statement: nil))
        }
        for member in node.memberBlock.members {
            let decl = member.decl
            func add(_ name: String, _ signature: String) {
                declarations.append(
                    .init(kind: .member, name: name, signature: signature, owner: owner, statement: nil))
            }
            if let variable = decl.as(VariableDeclSyntax.self) {
                for binding in variable.bindings { for name in boundNames(binding.pattern) { add(name, "") } }
            } else if let function = decl.as(FunctionDeclSyntax.self) {
                add(function.name.plainText, function.signatureKey)
            } else if let initializer = decl.as(InitializerDeclSyntax.self) {
                // An initialiser is used by the type's name.
                add(owner, initializer.signatureKey)
            } else if let subscriptDecl = decl.as(SubscriptDeclSyntax.self) {
                add(owner, subscriptDecl.signatureKey)
            } else if let named = decl.asProtocol((any NamedDeclSyntax).self) {
                add(named.name.plainText, "type")
            }
        }
    }

    private mutating func read(_ node: GuardStmtSyntax, statement: Int?) {
        for condition in node.conditions {
            guard case .optionalBinding(let binding) = condition.condition else { continue }
            for name in boundNames(binding.pattern) {
                declarations.append(.init(kind: .constant, name: name, signature: "", statement: statement))
            }
        }
    }
}

private func boundNames(_ pattern: PatternSyntax) -> [String] {
    if let identifier = pattern.as(IdentifierPatternSyntax.self) { return [identifier.identifier.plainText] }
    if let tuple = pattern.as(TuplePatternSyntax.self) { return tuple.elements.flatMap { boundNames($0.pattern) } }
    return []
}

extension TokenSyntax {
    /// The name without backticks.
    var plainText: String { text.first == "`" ? String(text.dropFirst().dropLast()) : text }
}

extension FunctionDeclSyntax {
    var signatureKey: String {
        var key = signature.parameterClause.key
        if let generics = genericParameterClause { key += generics.trimmedDescription }
        if let modifier = modifiers.first(where: { ["prefix", "postfix"].contains($0.name.text) }) {
            key += modifier.name.text
        }
        return key
    }
}

extension InitializerDeclSyntax {
    var signatureKey: String { "init" + signature.parameterClause.key }
}

extension SubscriptDeclSyntax {
    var signatureKey: String { "subscript" + parameterClause.key }
}

extension FunctionParameterClauseSyntax {
    fileprivate var key: String {
        "(" + parameters.map { "\($0.firstName.text):\($0.type.trimmedDescription)" }.joined(separator: ",") + ")"
    }
}
