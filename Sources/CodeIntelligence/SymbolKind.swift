/// What a name stands for. The raw value is the word that front ends show beside it.
public enum SymbolKind: String, Sendable, CaseIterable {
    case function, method, initializer, `subscript`, `operator`
    case property, variable, parameter
    case `struct`, `class`, actor, `enum`, enumCase = "case", `protocol`, `typealias`, `associatedtype`
    case typeParameter = "type parameter"
    case macro, module, keyword, literal
    case other
}

extension SymbolKind {
    /// - Parameter sourceKitName: such as `source.lang.swift.decl.function.method.instance`.
    init(sourceKitName: String) {
        var parts = sourceKitName.split(separator: ".").dropFirst(3)
        if parts.first == "decl" || parts.first == "ref" { parts = parts.dropFirst() }
        switch (parts.first, parts.dropFirst().first) {
        case ("function", "method"): self = .method
        case ("function", "constructor"): self = .initializer
        case ("function", "subscript"): self = .subscript
        case ("function", "operator"): self = .operator
        case ("function", _): self = .function
        case ("var", "instance"), ("var", "static"), ("var", "class"): self = .property
        case ("var", "parameter"): self = .parameter
        case ("var", _): self = .variable
        case ("struct", _): self = .struct
        case ("class", _): self = .class
        case ("actor", _): self = .actor
        case ("enum", _): self = .enum
        case ("enumelement", _): self = .enumCase
        case ("protocol", _): self = .protocol
        case ("typealias", _): self = .typealias
        case ("associatedtype", _): self = .associatedtype
        case ("generic_type_param", _): self = .typeParameter
        case ("macro", _): self = .macro
        case ("module", _): self = .module
        case ("keyword", _): self = .keyword
        case ("literal", _): self = .literal
        default: self = .other
        }
    }
}
