import Essentials

/// Turns a file's bytes into a document.
///
/// What the format requires and anyone can supply (metadata, outputs, execution counts, ids) is supplied and noted
/// among the repairs. Anything else that is missing or of the wrong kind is an error with its JSON path.
struct NotebookReader {
    let name: String
    private var repairs: [NotebookRepair] = []

    init(name: String) {
        self.name = name
    }

    mutating func read(_ bytes: [UInt8]) throws(NotebookError) -> NotebookDocument {
        let root = try parse(bytes)
        guard case .object(var members) = root else {
            throw notANotebook("the file holds \(root.kindName), not a notebook")
        }
        try checkVersion(members)
        members.removeValue(forKey: "nbformat")
        let minor = try minorVersion(members.removeValue(forKey: "nbformat_minor"))
        let cells = try readCells(members.removeValue(forKey: "cells"))
        var document = NotebookDocument(cells: cells)
        document.metadata = try metadata(members.removeValue(forKey: "metadata"), at: "metadata")
        document.nbformatMinor = minor
        document.otherMembers = members
        document.repairs = repairs
        document.migrate()
        return document
    }

    // MARK: The whole

    private func parse(_ bytes: [UInt8]) throws(NotebookError) -> JSONValue {
        if bytes.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) { throw notANotebook("the file is empty") }
        if bytes.prefix(4096).contains(0) { throw notANotebook("the file is not text") }
        do {
            return try JSONValue(parsing: bytes)
        } catch {
            let text = String(decoding: bytes.prefix(1 << 20), as: UTF8.self)
            let isConflict = text.hasPrefix("<<<<<<< ") || text.contains("\n<<<<<<< ")
            throw NotebookError(
                code: NotebookError.badJSON, message: "not a notebook: \(error.message)", file: name, path: error.place,
                hint: isConflict ? "The file holds the marks of a merge conflict; resolve it first." : nil)
        }
    }

    private func checkVersion(_ members: JSONObject) throws(NotebookError) {
        guard let format = members["nbformat"] else {
            throw notANotebook("the JSON in this file is not a notebook: it has no `nbformat`")
        }
        guard let major = format.intValue else { throw mistyped(format, "a whole number", at: "nbformat") }
        if major < 4 {
            throw NotebookError(
                code: NotebookError.unsupportedFormat, message: "this is a notebook of the old format \(major)",
                file: name, path: "nbformat",
                hint: "Convert it to format 4 with `jupyter nbconvert --to notebook` and use the result.")
        }
        if major > 4 {
            throw NotebookError(
                code: NotebookError.unsupportedFormat,
                message: "this is a notebook of format \(major), which is newer than format 4", file: name,
                path: "nbformat", hint: "Save it as format 4 with the program that made it.")
        }
    }

    private mutating func minorVersion(_ value: JSONValue?) throws(NotebookError) -> Int {
        guard let value else {
            repairs.append(NotebookRepair(path: "nbformat_minor", message: "was missing; taken for 0"))
            return 0
        }
        guard let minor = value.intValue, minor >= 0 else {
            throw mistyped(value, "a whole number", at: "nbformat_minor")
        }
        return minor
    }

    private mutating func readCells(_ value: JSONValue?) throws(NotebookError) -> [NotebookCell] {
        guard let value else { throw missing("cells") }
        guard case .array(let values) = value else { throw mistyped(value, "an array", at: "cells") }
        var cells: [NotebookCell] = []
        cells.reserveCapacity(values.count)
        for (index, value) in values.enumerated() { cells.append(try readCell(value, at: "cells[\(index)]")) }
        return cells
    }

    // MARK: Cells

    private mutating func readCell(_ value: JSONValue, at path: String) throws(NotebookError) -> NotebookCell {
        var members = try object(value, at: path)
        let kind = NotebookCell.Kind(name: try text(members.removeValue(forKey: "cell_type"), at: path + ".cell_type"))
        // An id of the wrong kind, as a missing one, is replaced by the migration.
        var cell = NotebookCell(id: members.removeValue(forKey: "id")?.stringValue ?? "", kind: kind, source: "")
        cell.metadata = try metadata(members.removeValue(forKey: "metadata"), at: path + ".metadata")
        switch kind {
        case .code:
            cell.source = try multilineText(members.removeValue(forKey: "source"), at: path + ".source")
            cell.executionCount = try count(members.removeValue(forKey: "execution_count"), at: path)
            cell.outputs = try readOutputs(members.removeValue(forKey: "outputs"), at: path + ".outputs")
        case .markdown, .raw:
            cell.source = try multilineText(members.removeValue(forKey: "source"), at: path + ".source")
        case .other:
            let source = members["source"].flatMap(MultilineText.joined)
            cell.hasSource = source != nil
            if let source {
                cell.source = source
                members.removeValue(forKey: "source")
            }
            cell.otherMembers = members
            return cell
        }
        if let attachments = members.removeValue(forKey: "attachments") {
            cell.attachments = try readAttachments(attachments, at: path + ".attachments")
        }
        cell.otherMembers = members
        return cell
    }

    private func readAttachments(_ value: JSONValue, at path: String) throws(NotebookError) -> JSONObject {
        var attachments = JSONObject()
        for (file, bundle) in try object(value, at: path) {
            attachments[file] = .object(OutputBundle.joined(try object(bundle, at: memberPath(path, file))))
        }
        return attachments
    }

    // MARK: Outputs

    private mutating func readOutputs(_ value: JSONValue?, at path: String) throws(NotebookError) -> [NotebookOutput] {
        guard let value else {
            repairs.append(NotebookRepair(path: path, message: "was missing; taken for no outputs"))
            return []
        }
        guard case .array(let values) = value else { throw mistyped(value, "an array", at: path) }
        var outputs: [NotebookOutput] = []
        outputs.reserveCapacity(values.count)
        for (index, value) in values.enumerated() { outputs.append(try readOutput(value, at: "\(path)[\(index)]")) }
        return outputs
    }

    private mutating func readOutput(_ value: JSONValue, at path: String) throws(NotebookError) -> NotebookOutput {
        let all = try object(value, at: path)
        let type = try text(all["output_type"], at: path + ".output_type")
        var members = all
        members.removeValue(forKey: "output_type")
        switch type {
        case "stream":
            let stream = try text(members.removeValue(forKey: "name"), at: path + ".name")
            let text = try multilineText(members.removeValue(forKey: "text"), at: path + ".text")
            return .stream(NotebookOutput.Stream(name: stream, text: text, otherMembers: members))
        case "display_data":
            let bundle = try readBundle(&members, at: path)
            return .displayData(NotebookOutput.Display(bundle, otherMembers: members))
        case "execute_result":
            let bundle = try readBundle(&members, at: path)
            let number = try count(members.removeValue(forKey: "execution_count"), at: path)
            return .executeResult(NotebookOutput.Result(bundle, executionCount: number, otherMembers: members))
        case "error":
            let error = try text(members.removeValue(forKey: "ename"), at: path + ".ename")
            let message = try text(members.removeValue(forKey: "evalue"), at: path + ".evalue")
            let lines = try readTraceback(members.removeValue(forKey: "traceback"), at: path + ".traceback")
            return .error(
                NotebookOutput.Failure(name: error, message: message, traceback: lines, otherMembers: members))
        default:
            return .unknown(all)
        }
    }

    private mutating func readBundle(
        _ members: inout JSONObject, at path: String
    ) throws(NotebookError) -> OutputBundle {
        guard let data = members.removeValue(forKey: "data") else { throw missing(path + ".data") }
        let joined = OutputBundle.joined(try object(data, at: path + ".data"))
        let hints = try metadata(members.removeValue(forKey: "metadata"), at: path + ".metadata")
        return OutputBundle(data: joined, metadata: hints)
    }

    private func readTraceback(_ value: JSONValue?, at path: String) throws(NotebookError) -> [String] {
        guard let value else { throw missing(path) }
        guard case .array(let values) = value else { throw mistyped(value, "an array of strings", at: path) }
        var lines: [String] = []
        for (index, value) in values.enumerated() { lines.append(try text(value, at: "\(path)[\(index)]")) }
        return lines
    }

    // MARK: Fields

    private mutating func metadata(_ value: JSONValue?, at path: String) throws(NotebookError) -> JSONObject {
        guard let value else {
            repairs.append(NotebookRepair(path: path, message: "was missing; taken for empty"))
            return [:]
        }
        return try object(value, at: path)
    }

    private mutating func count(_ value: JSONValue?, at parent: String) throws(NotebookError) -> Int? {
        let path = parent + ".execution_count"
        guard let value else {
            repairs.append(NotebookRepair(path: path, message: "was missing; taken for null"))
            return nil
        }
        if value.isNull { return nil }
        guard let number = value.intValue else { throw mistyped(value, "a whole number or null", at: path) }
        return number
    }

    private func object(_ value: JSONValue, at path: String) throws(NotebookError) -> JSONObject {
        guard case .object(let members) = value else { throw mistyped(value, "an object", at: path) }
        return members
    }

    private func text(_ value: JSONValue?, at path: @autoclosure () -> String) throws(NotebookError) -> String {
        guard let value else { throw missing(path()) }
        guard case .string(let text) = value else { throw mistyped(value, "a string", at: path()) }
        return text
    }

    private func multilineText(
        _ value: JSONValue?, at path: @autoclosure () -> String
    ) throws(NotebookError) -> String {
        guard let value else { throw missing(path()) }
        guard let text = MultilineText.joined(value) else {
            throw mistyped(value, "a string or an array of strings", at: path())
        }
        return text
    }

    // MARK: Errors

    private func missing(_ path: String) -> NotebookError {
        NotebookError(code: NotebookError.missingField, message: "this field is missing", file: name, path: path)
    }

    private func mistyped(_ value: JSONValue, _ wanted: String, at path: String) -> NotebookError {
        NotebookError(
            code: NotebookError.badField, message: "must be \(wanted), but is \(describe(value))", file: name,
            path: path)
    }

    private func describe(_ value: JSONValue) -> String {
        switch value {
        case .integer(let number): "\(number)"
        case .largeInteger(let digits): digits
        case .number(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        case .array(let parts) where parts.contains { $0.stringValue == nil }: "an array of something else"
        default: value.kindName
        }
    }

    private func notANotebook(_ message: String) -> NotebookError {
        NotebookError(
            code: NotebookError.notANotebook, message: message, file: name,
            hint: "A notebook is an .ipynb file in Jupyter's format 4.")
    }
}
