import SwiftParser
import SwiftSyntax

/// A variable of a notebook's parameters cell: its name, its type and its default.
public struct ParameterDeclaration: Sendable, Equatable {
    /// The types that a parameter may have from outside.
    public indirect enum Kind: Sendable, Equatable, CustomStringConvertible {
        case integer
        case number
        case text
        case flag
        case list(Kind)
        case optional(Kind)
        /// Some other type; its values are taken as Swift source.
        case other(String)

        public var description: String {
            switch self {
            case .integer: "Int"
            case .number: "Double"
            case .text: "String"
            case .flag: "Bool"
            case .list(let element): "[\(element)]"
            case .optional(let wrapped): "\(wrapped)?"
            case .other(let name): name
            }
        }
    }

    public var name: String
    public var kind: Kind
    /// The type as the cell writes it, nil when it follows from the default.
    public var annotation: String?
    /// The default as the cell writes it.
    public var defaultSource: String

    /// Reads the variables that a cell declares with a default at its top level.
    public static func read(_ source: String) -> [ParameterDeclaration] {
        var found: [ParameterDeclaration] = []
        for item in Parser.parse(source: source).statements {
            guard case .decl(let decl) = item.item, let variable = decl.as(VariableDeclSyntax.self) else { continue }
            for binding in variable.bindings {
                guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.plainText,
                    let value = binding.initializer?.value
                else { continue }
                let annotation = binding.typeAnnotation?.type
                found.append(
                    ParameterDeclaration(
                        name: name, kind: annotation.map(kind(of:)) ?? kind(of: value),
                        annotation: annotation?.trimmedDescription, defaultSource: value.trimmedDescription))
            }
        }
        return found
    }

    private static func kind(of type: TypeSyntax) -> Kind {
        if let optional = type.as(OptionalTypeSyntax.self) { return .optional(kind(of: optional.wrappedType)) }
        if let array = type.as(ArrayTypeSyntax.self) { return .list(kind(of: array.element)) }
        switch type.trimmedDescription {
        case "Int", "Int64", "Int32": return .integer
        case "Double", "Float": return .number
        case "String": return .text
        case "Bool": return .flag
        case let name: return .other(name)
        }
    }

    private static func kind(of value: ExprSyntax) -> Kind {
        if value.is(IntegerLiteralExprSyntax.self) { return .integer }
        if value.is(FloatLiteralExprSyntax.self) { return .number }
        if value.is(StringLiteralExprSyntax.self) { return .text }
        if value.is(BooleanLiteralExprSyntax.self) { return .flag }
        if let prefix = value.as(PrefixOperatorExprSyntax.self), prefix.operator.text == "-" {
            return kind(of: prefix.expression)
        }
        if let array = value.as(ArrayExprSyntax.self), let first = array.elements.first {
            return .list(kind(of: first.expression))
        }
        return .other("the type of \(value.trimmedDescription)")
    }
}
