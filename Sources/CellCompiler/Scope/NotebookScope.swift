/// What the cells that ran so far have declared, and which of it is current: a value, so that a cell can be compiled
/// ahead against the scope that will be.
public struct NotebookScope: Sendable {
    /// A cell whose library is loaded.
    struct Cell: Sendable {
        var module: String
        /// The source as the compiler saw it.
        var text: String
        var syntax: CellSyntax
        /// Modules of earlier cells that this one imports.
        var imports: [String]
        /// Top-level statements that began; variables of later statements have no value.
        var statementsBegun: Int
    }

    /// In the order in which they last ran.
    private(set) var cells: [Cell] = []
    /// For each name, the cells with a current declaration of it, newest last.
    private var current: [String: [Entry]] = [:]
    /// Import declarations of all cells, in order, each once.
    private(set) var importDeclarations: [String] = []

    private struct Entry: Sendable {
        var module: String
        var declaration: CellSyntax.Declaration
    }

    public init() {}

    /// What a new cell must import, and which of the names it mentions have no value.
    struct Imports: Sendable, Equatable {
        /// Earlier cells, oldest first.
        var modules: [String] = []
        /// `struct Cell_x.Point` and the like: the current one of several declarations of a name.
        var scoped: [String] = []
        /// Imports that the user wrote in earlier cells.
        var declarations: [String] = []
        /// Members and operators of those cells that later cells have defined anew, by module.
        var hidden: [String: [CellSyntax.Declaration]] = [:]
        /// Names whose only declaration stands after the statement at which its cell stopped.
        var unset: [String] = []
    }

    /// Takes a cell into the scope as the newest.
    ///
    /// - Parameter statementsBegun: how far it came; nil when it ran to its end.
    mutating func add(
        module: String, text: String, syntax: CellSyntax, imports: [String], statementsBegun: Int? = nil
    ) {
        let begun = statementsBegun ?? Int.max
        cells.removeAll { $0.module == module }
        cells.append(Cell(module: module, text: text, syntax: syntax, imports: imports, statementsBegun: begun))
        for declaration in syntax.declarations {
            current[declaration.name]?.removeAll { $0.module == module }
        }
        for declaration in syntax.declarations where Self.isSet(declaration, statementsBegun: begun) {
            current[declaration.name, default: []].removeAll { entry in
                Self.replaces(declaration, entry.declaration)
            }
            current[declaration.name, default: []].append(Entry(module: module, declaration: declaration))
        }
        for line in syntax.imports where !importDeclarations.contains(line) { importDeclarations.append(line) }
    }

    /// Names of the current variables, with the kind each has.
    public var variables: [String] {
        current.compactMap { name, entries in entries.contains { $0.declaration.isStored } ? name : nil }.sorted()
    }

    /// Everything that a cell could name.
    var currentNames: [String] { current.compactMap { $1.isEmpty ? nil : $0 } }

    // A statement that began and did not end has not given its variable a value.
    private static func isSet(_ declaration: CellSyntax.Declaration, statementsBegun: Int) -> Bool {
        guard let statement = declaration.statement, statementsBegun != Int.max else { return true }
        return statement < statementsBegun - 1
    }

    private static func replaces(_ new: CellSyntax.Declaration, _ old: CellSyntax.Declaration) -> Bool {
        switch (new.kind, old.kind) {
        case (.member, .member): return new.owner == old.owner && new.signature == old.signature
        case (.conformance, .conformance): return new.owner == old.owner && new.signature == old.signature
        case (.member, _), (_, .member), (.conformance, _), (_, .conformance): return false
        case (.operatorDeclaration, .operatorDeclaration): return new.signature == old.signature
        case (.operatorDeclaration, _), (_, .operatorDeclaration): return false
        case (.function, .function): return new.signature == old.signature
        default: return true
        }
    }

    /// Finds what a cell with this syntax needs.
    func imports(for syntax: CellSyntax) -> Imports {
        var needed: Set<String> = []
        let declaredHere = Set(syntax.declarations.filter { $0.kind != .member && $0.kind != .conformance }.map(\.name))
        for name in syntax.mentions {
            for entry in current[name] ?? [] { needed.insert(entry.module) }
        }
        // A conformance of a type that no cell declares (`extension Int: P`) works without being mentioned.
        for (name, entries) in current {
            for entry in entries where entry.declaration.kind == .conformance {
                let ownerIsDeclared = (current[name] ?? []).contains { $0.declaration.isType }
                if !ownerIsDeclared { needed.insert(entry.module) }
            }
        }
        let byModule = Dictionary(uniqueKeysWithValues: cells.map { ($0.module, $0) })
        addTypesOfDependencies(to: &needed, byModule)

        var result = Imports()
        result.modules = cells.map(\.module).filter(needed.contains)
        result.declarations = importDeclarations.filter { !syntax.imports.contains($0) }
        for module in result.modules {
            let hidden = superseded(in: byModule[module], mentions: syntax.mentions)
            if !hidden.isEmpty { result.hidden[module] = hidden }
        }

        for name in syntax.mentions.sorted() {
            let entries = (current[name] ?? []).filter {
                $0.declaration.kind != .member && $0.declaration.kind != .conformance
                    && $0.declaration.kind != .operatorDeclaration && $0.declaration.kind != .precedenceGroup
            }
            let declaring = result.modules.filter { module in
                byModule[module]?.syntax.declarations.contains {
                    $0.name == name && $0.kind != .member && $0.kind != .conformance
                } ?? false
            }
            if entries.isEmpty {
                let isUnset = cells.contains { cell in
                    cell.syntax.declarations.contains {
                        $0.name == name && !Self.isSet($0, statementsBegun: cell.statementsBegun)
                    }
                }
                if isUnset && !declaredHere.contains(name) { result.unset.append(name) }
                continue
            }
            let currentModules = Set(entries.map(\.module))
            guard declaring.contains(where: { !currentModules.contains($0) }) || Set(entries.map(\.module)).count > 1,
                CellNames.isIdentifier(name)
            else { continue }
            for entry in entries {
                let line = "\(entry.declaration.kind.rawValue) \(entry.module).\(name)"
                if !result.scoped.contains(line) { result.scoped.append(line) }
            }
        }
        return result
    }

    // Members of a type are usable only where its module is imported, also when only a variable of the type is
    // mentioned; so the types that imported cells were compiled against come along.
    private func addTypesOfDependencies(to needed: inout Set<String>, _ byModule: [String: Cell]) {
        var open = Array(needed)
        var seen = needed
        while let module = open.popLast() {
            guard let cell = byModule[module] else { continue }
            for dependency in cell.imports where !seen.contains(dependency) {
                seen.insert(dependency)
                open.append(dependency)
                let declares = byModule[dependency]?.syntax.declarations.contains { declaration in
                    declaration.isType || (declaration.kind == .member && isCurrent(declaration, in: dependency))
                }
                if declares == true { needed.insert(dependency) }
            }
        }
    }

    /// Members and operator functions of a cell that are mentioned and were defined anew since.
    private func superseded(in cell: Cell?, mentions: Set<String>) -> [CellSyntax.Declaration] {
        guard let cell else { return [] }
        return cell.syntax.declarations.filter { declaration in
            let isOperator = declaration.kind == .function && !CellNames.isIdentifier(declaration.name)
            return (declaration.kind == .member || isOperator) && mentions.contains(declaration.name)
                && !isCurrent(declaration, in: cell.module)
        }
    }

    private func isCurrent(_ declaration: CellSyntax.Declaration, in module: String) -> Bool {
        (current[declaration.name] ?? []).contains { $0.module == module && $0.declaration == declaration }
    }
}
