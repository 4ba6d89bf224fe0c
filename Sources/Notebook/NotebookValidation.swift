import Essentials

extension NotebookDocument {
    /// Everything in the document that nbformat's schema of its version does not allow, in the order of the document.
    ///
    /// Such a document can be read and written all the same; other programs may refuse it.
    /// - Parameter name: what the errors call the file.
    public func problems(name: String) -> [NotebookError] {
        var validator = NotebookValidator(name: name, isStrict: nbformatMinor <= Self.currentMinor)
        validator.check(self)
        return validator.problems
    }
}

private struct NotebookValidator {
    let name: String
    /// Members and types beyond the schema are allowed only in documents of a newer version.
    let isStrict: Bool
    private(set) var problems: [NotebookError] = []

    init(name: String, isStrict: Bool) {
        self.name = name
        self.isStrict = isStrict
    }

    mutating func check(_ document: NotebookDocument) {
        refuse(document.otherMembers, at: "")
        checkDocumentMetadata(document.metadata)
        var ids: Set<String> = []
        for (index, cell) in document.cells.enumerated() {
            let path = "cells[\(index)]"
            if !NotebookCell.isValidID(cell.id) {
                broken(path + ".id", "an id has 1 to 64 letters, digits, hyphens or underscores")
            } else if !ids.insert(cell.id).inserted {
                broken(path + ".id", "the id \(cell.id) occurs twice")
            }
            check(cell, at: path)
        }
    }

    // MARK: Metadata

    private mutating func checkDocumentMetadata(_ metadata: JSONObject) {
        let text = { (value: JSONValue) in value.stringValue != nil }
        if let kernel = object("kernelspec", of: metadata, at: "metadata") {
            for key in ["name", "display_name"] {
                require(key, of: kernel, at: "metadata.kernelspec", "a string", text)
            }
        }
        if let language = object("language_info", of: metadata, at: "metadata") {
            let path = "metadata.language_info"
            require("name", of: language, at: path, "a string", text)
            for key in ["file_extension", "mimetype", "pygments_lexer"] {
                allow(key, of: language, at: path, "a string", text)
            }
            allow("codemirror_mode", of: language, at: path, "a string or an object") {
                $0.stringValue != nil || $0.objectValue != nil
            }
        }
        allow("title", of: metadata, at: "metadata", "a string", text)
        allow("authors", of: metadata, at: "metadata", "an array") { $0.arrayValue != nil }
    }

    private mutating func checkMetadata(of cell: NotebookCell, at path: String) {
        let metadata = cell.metadata
        allow("name", of: metadata, at: path, "a string that is not empty") {
            $0.stringValue?.contains { !$0.isNewline } ?? false
        }
        allow("tags", of: metadata, at: path, "an array of different strings without commas") {
            guard let tags = $0.arrayValue, Set(tags).count == tags.count else { return false }
            return tags.allSatisfy { $0.stringValue.map { !$0.isEmpty && !$0.contains(",") } ?? false }
        }
        if case .other = cell.kind { return }
        allow("jupyter", of: metadata, at: path, "an object") { $0.objectValue != nil }
        if cell.kind == .raw { allow("format", of: metadata, at: path, "a string") { $0.stringValue != nil } }
        guard cell.kind == .code else { return }
        allow("collapsed", of: metadata, at: path, "true or false") { $0.boolValue != nil }
        allow("scrolled", of: metadata, at: path, "true, false or \"auto\"") {
            $0.boolValue != nil || $0.stringValue == "auto"
        }
        allow("execution", of: metadata, at: path, "an object of strings") {
            $0.objectValue?.allSatisfy { $0.value.stringValue != nil } ?? false
        }
    }

    // MARK: Cells

    private mutating func check(_ cell: NotebookCell, at path: String) {
        checkMetadata(of: cell, at: path + ".metadata")
        if case .other(let kind) = cell.kind {
            if isStrict { broken(path + ".cell_type", "\(kind) is not a kind of cell") }
            return
        }
        refuse(cell.otherMembers, at: path)
        if let attachments = cell.attachments {
            if cell.kind == .code { refuse(["attachments": .null], at: path) }
            for (file, bundle) in attachments {
                let place = memberPath(path + ".attachments", file)
                if let data = bundle.objectValue { checkBundle(data, at: place) } else { mistyped(place, "an object") }
            }
        }
        if let count = cell.executionCount, count < 0 { mistyped(path + ".execution_count", "0 or more") }
        for (index, output) in cell.outputs.enumerated() { check(output, at: "\(path).outputs[\(index)]") }
    }

    private mutating func check(_ output: NotebookOutput, at path: String) {
        switch output {
        case .stream(let stream):
            refuse(stream.otherMembers, at: path)
        case .displayData(let display):
            refuse(display.otherMembers, at: path)
            checkBundle(display.bundle.data, at: path + ".data")
        case .executeResult(let result):
            refuse(result.otherMembers, at: path)
            checkBundle(result.bundle.data, at: path + ".data")
            if let count = result.executionCount, count < 0 { mistyped(path + ".execution_count", "0 or more") }
        case .error(let failure):
            refuse(failure.otherMembers, at: path)
        case .unknown(let members):
            let type = members["output_type"]?.stringValue
            if isStrict || type == nil { broken(path + ".output_type", "\(type ?? "nothing") is not a type of output") }
        }
    }

    private mutating func checkBundle(_ data: JSONObject, at path: String) {
        for (type, value) in data where !OutputBundle.isJSON(type) && MultilineText.joined(value) == nil {
            mistyped(memberPath(path, type), "a string or an array of strings")
        }
    }

    // MARK: Fields

    private mutating func object(_ key: String, of parent: JSONObject, at path: String) -> JSONObject? {
        guard let value = parent[key] else { return nil }
        if let members = value.objectValue { return members }
        mistyped(memberPath(path, key), "an object")
        return nil
    }

    private mutating func require(
        _ key: String, of parent: JSONObject, at path: String, _ wanted: String, _ isValid: (JSONValue) -> Bool
    ) {
        guard parent[key] == nil else { return allow(key, of: parent, at: path, wanted, isValid) }
        problems.append(
            NotebookError(
                code: NotebookError.missingField, message: "this field is missing", file: name,
                path: memberPath(path, key)))
    }

    private mutating func allow(
        _ key: String, of parent: JSONObject, at path: String, _ wanted: String, _ isValid: (JSONValue) -> Bool
    ) {
        if let value = parent[key], !isValid(value) { mistyped(memberPath(path, key), wanted) }
    }

    private mutating func refuse(_ others: JSONObject, at path: String) {
        guard isStrict else { return }
        for key in others.keys { broken(memberPath(path, key), "the format has no such field here") }
    }

    private mutating func mistyped(_ path: String, _ wanted: String) {
        problems.append(
            NotebookError(code: NotebookError.badField, message: "must be \(wanted)", file: name, path: path))
    }

    private mutating func broken(_ path: String, _ message: String) {
        problems.append(NotebookError(code: NotebookError.brokenRule, message: message, file: name, path: path))
    }
}
