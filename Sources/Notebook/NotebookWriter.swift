import Essentials

extension NotebookDocument {
    /// The bytes of the notebook's file, exactly as nbformat writes them: an indent of one space, sorted keys, texts
    /// as arrays of lines, and a line break at the end.
    public func serialized() -> [UInt8] {
        var root = otherMembers
        root["cells"] = .array(cells.map(\.fileForm))
        root["metadata"] = .object(metadata)
        root["nbformat"] = 4
        root["nbformat_minor"] = .integer(Int64(nbformatMinor))
        var bytes = JSONValue.object(root).serializedBytes(indent: 1, sortedKeys: true)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }
}

extension NotebookCell {
    /// The cell as it stands in a file.
    fileprivate var fileForm: JSONValue {
        var members = otherMembers
        members["id"] = .string(id)
        members["cell_type"] = .string(kind.name)
        members["metadata"] = .object(metadata)
        if hasSource { members["source"] = MultilineText.lines(source) }
        if kind == .code {
            members["execution_count"] = executionCount.fileForm
            members["outputs"] = .array(outputs.map(\.fileForm))
        }
        if let attachments {
            var files = JSONObject()
            for (file, bundle) in attachments {
                files[file] = bundle.objectValue.map { .object(OutputBundle.split($0)) } ?? bundle
            }
            members["attachments"] = .object(files)
        }
        return .object(members)
    }
}

extension NotebookOutput {
    /// The output as it stands in a file.
    fileprivate var fileForm: JSONValue {
        var members: JSONObject
        switch self {
        case .stream(let stream):
            members = stream.otherMembers
            members["output_type"] = "stream"
            members["name"] = .string(stream.name)
            members["text"] = MultilineText.lines(stream.text)
        case .displayData(let display):
            members = display.otherMembers
            members["output_type"] = "display_data"
            members.setBundle(display.bundle)
        case .executeResult(let result):
            members = result.otherMembers
            members["output_type"] = "execute_result"
            members["execution_count"] = result.executionCount.fileForm
            members.setBundle(result.bundle)
        case .error(let failure):
            members = failure.otherMembers
            members["output_type"] = "error"
            members["ename"] = .string(failure.name)
            members["evalue"] = .string(failure.message)
            members["traceback"] = .array(failure.traceback.map(JSONValue.string))
        case .unknown(let all):
            members = all
        }
        return .object(members)
    }
}

extension JSONObject {
    fileprivate mutating func setBundle(_ bundle: OutputBundle) {
        self["data"] = .object(OutputBundle.split(bundle.data))
        self["metadata"] = .object(bundle.metadata)
    }
}

extension Int? {
    fileprivate var fileForm: JSONValue { map { .integer(Int64($0)) } ?? .null }
}
