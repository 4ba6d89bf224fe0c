import CellCompiler
import Essentials
import Notebook
import SystemSupport
import Yams

/// Puts parameters into a notebook as papermill does: a cell after the one that is tagged `parameters`.
struct Parameters {
    /// A value as it was given.
    enum Given {
        /// From the command line: read according to the parameter's type.
        case text(String)
        /// From a file: it has a type of its own.
        case value(JSONValue)
    }

    private var given: [(name: String, value: Given)] = []

    /// - Throws: `RunError` for a file that is no mapping of names to values, `SystemError` when it cannot be read.
    init(_ options: RunOptions) throws {
        for file in options.parameterFiles {
            let text = String(decoding: try readFile(file), as: UTF8.self)
            for (name, value) in try Self.mapping(text, file: file) { set(name, .value(value)) }
        }
        for (name, value) in options.parameters { set(name, .text(value)) }
    }

    private mutating func set(_ name: String, _ value: Given) {
        given.removeAll { $0.name == name }
        given.append((name, value))
    }

    /// Adds the cell with the values; without parameters the notebook stays as it is.
    ///
    /// - Throws: `RunError` for an unknown name or a value of the wrong type; it lists the known parameters.
    func inject(into document: inout NotebookDocument, name: String) throws {
        guard !given.isEmpty else { return }
        document.cells.removeAll { $0.tags.contains("injected-parameters") }
        guard let index = document.cells.firstIndex(where: { $0.kind == .code && $0.tags.contains("parameters") })
        else {
            throw RunError(
                code: "noParameters", message: "the notebook takes no parameters", place: name,
                hint: "Tag the cell that declares their defaults with `parameters`.")
        }
        let known = ParameterDeclaration.read(document.cells[index].source)
        let lines = try given.map { name, value -> String in
            guard let declaration = known.first(where: { $0.name == name }) else { throw unknown(name, known) }
            let literal = try Self.literal(value, declaration, known)
            let type = declaration.annotation.map { ": \($0)" } ?? ""
            return "let \(name)\(type) = \(literal)"
        }
        var cell = NotebookCell(kind: .code, source: "// Parameters\n" + lines.joined(separator: "\n"))
        cell.metadata["tags"] = ["injected-parameters"]
        document.cells.insert(cell, at: index + 1)
    }

    private func unknown(_ name: String, _ known: [ParameterDeclaration]) -> RunError {
        let near = nearestNames(to: name, in: known.map(\.name), limit: 1).first.map { "Did you mean \($0)? " } ?? ""
        return RunError(
            code: "unknownParameter", message: "there is no parameter \(name)", hint: near + Self.list(known))
    }

    private static func list(_ known: [ParameterDeclaration]) -> String {
        if known.isEmpty { return "The notebook's cell of parameters declares none." }
        let list = known.map { "\($0.name): \($0.kind) = \($0.defaultSource)" }.joined(separator: ", ")
        return "The notebook's parameters are \(list)."
    }

    // MARK: - Literals

    private static func literal(
        _ given: Given, _ declaration: ParameterDeclaration, _ known: [ParameterDeclaration]
    ) throws -> String {
        let text: String?
        let shown: String
        switch given {
        case .text(let value):
            shown = value
            text = literal(fromText: value, declaration.kind)
        case .value(let value):
            shown = value.serialized()
            text = literal(from: value, declaration.kind)
        }
        guard let text else {
            throw RunError(
                code: "badParameter", message: "'\(shown)' is no \(declaration.kind)",
                place: "parameter \(declaration.name)",
                hint: list(known))
        }
        return text
    }

    private static func literal(fromText text: String, _ kind: ParameterDeclaration.Kind) -> String? {
        switch kind {
        case .text: return quoted(text)
        case .integer: return Int(text).map(String.init)
        case .number: return Double(text).flatMap { $0.isFinite ? "\($0)" : nil }
        case .flag:
            switch text.lowercased() {
            case "true", "yes", "1": return "true"
            case "false", "no", "0": return "false"
            default: return nil
            }
        case .optional(let wrapped):
            return ["nil", "null", ""].contains(text) ? "nil" : literal(fromText: text, wrapped)
        case .list:
            // A list is written as in YAML and JSON: [1, 2, 3].
            return (try? JSONValue(yaml: text)).flatMap { literal(from: $0, kind) }
        case .other: return text
        }
    }

    private static func literal(from value: JSONValue, _ kind: ParameterDeclaration.Kind) -> String? {
        switch kind {
        case .text: return value.stringValue.map(quoted)
        case .integer:
            if case .integer(let number) = value { return String(number) }
            return nil
        case .number: return value.doubleValue.map { "\($0)" }
        case .flag: return value.boolValue.map { "\($0)" }
        case .optional(let wrapped): return value.isNull ? "nil" : literal(from: value, wrapped)
        case .list(let element):
            guard let elements = value.arrayValue else { return nil }
            let literals = elements.compactMap { literal(from: $0, element) }
            return literals.count == elements.count ? "[\(literals.joined(separator: ", "))]" : nil
        case .other: return value.stringValue ?? value.serialized()
        }
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\0": out += "\\0"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    // MARK: - Files

    private static func mapping(_ text: String, file: String) throws -> [(String, JSONValue)] {
        let value: JSONValue
        do {
            value = try JSONValue(yaml: text)
        } catch {
            throw RunError(
                code: "badParameterFile", message: "this is no YAML: \(error)", place: file,
                hint: "Write one `name: value` a line.")
        }
        // A file of nothing but comments sets nothing.
        if value.isNull { return [] }
        guard let object = value.objectValue else {
            throw RunError(
                code: "badParameterFile", message: "this is no mapping of names to values", place: file,
                hint: "Write one `name: value` a line.")
        }
        return object.map { ($0.key, $0.value) }
    }
}

extension JSONValue {
    /// Reads YAML (and JSON, which is YAML).
    ///
    /// - Throws: `YamlError` naming line and column.
    init(yaml text: String) throws {
        guard let node = try Yams.compose(yaml: text) else {
            self = .null
            return
        }
        self.init(node)
    }

    private init(_ node: Node) {
        switch node {
        case .mapping(let mapping):
            var object = JSONObject()
            for (key, value) in mapping { object[key.string ?? ""] = JSONValue(value) }
            self = .object(object)
        case .sequence(let sequence): self = .array(sequence.map { JSONValue($0) })
        case .scalar, .alias:
            if node.tag == Tag(.null) || node.null != nil {
                self = .null
            } else if node.tag == Tag(.str) {
                self = .string(node.string ?? "")
            } else if let flag = node.bool {
                self = .bool(flag)
            } else if let number = node.int {
                self = .integer(Int64(number))
            } else if let number = node.float {
                self = .number(number)
            } else {
                self = .string(node.string ?? "")
            }
        }
    }
}
