public import Essentials

/// One cell of a notebook.
public struct NotebookCell: Sendable, Equatable {
    public enum Kind: Sendable, Hashable {
        case code
        case markdown
        case raw
        /// A kind that this version of the format does not know; its cells are kept and never run.
        case other(String)
    }

    /// Unique in its document: 1 to 64 letters, digits, hyphens or underscores.
    public var id: String
    public var kind: Kind
    public var source: String
    public var metadata: JSONObject
    /// The number shown beside a code cell, nil while it has not run.
    public var executionCount: Int?
    /// Outputs of a code cell.
    public var outputs: [NotebookOutput]
    /// Files that the text refers to: name to MIME type to value.
    public var attachments: JSONObject?
    /// Members that the format does not know.
    public var otherMembers: JSONObject
    /// Cells of unknown kind may have no source; then none is written.
    var hasSource = true

    /// - Parameter id: nil for a new one.
    public init(
        id: String? = nil, kind: Kind, source: String, metadata: JSONObject = [:], executionCount: Int? = nil,
        outputs: [NotebookOutput] = [], attachments: JSONObject? = nil, otherMembers: JSONObject = [:]
    ) {
        self.id = id ?? Self.newID()
        self.kind = kind
        self.source = source
        self.metadata = metadata
        self.executionCount = executionCount
        self.outputs = outputs
        self.attachments = attachments
        self.otherMembers = otherMembers
    }

    /// The cell's tags; texts in `metadata.tags`.
    public var tags: [String] {
        metadata["tags"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }

    /// Adds an output at the end. Text continues the last output if that is text of the same stream.
    public mutating func append(_ output: NotebookOutput) {
        guard case .stream(let added) = output, added.otherMembers.isEmpty, case .stream(var last) = outputs.last,
            last.name == added.name
        else {
            outputs.append(output)
            return
        }
        // Off the array first, so that the text has one owner and grows in place.
        outputs.removeLast()
        last.text += added.text
        outputs.append(.stream(last))
    }

    /// Removes all outputs and the execution count.
    public mutating func clearOutputs() {
        outputs.removeAll()
        executionCount = nil
    }

    /// A random id in nbformat's form: eight hexadecimal digits.
    static func newID() -> String {
        let digits = String(UInt32.random(in: 0...UInt32.max), radix: 16)
        return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }

    /// Whether a text may be a cell's id.
    static func isValidID(_ id: String) -> Bool {
        (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy {
                switch $0 {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
                default: false
                }
            }
    }
}

extension NotebookCell.Kind {
    /// The kind's name in a notebook file.
    public var name: String {
        switch self {
        case .code: "code"
        case .markdown: "markdown"
        case .raw: "raw"
        case .other(let name): name
        }
    }

    /// - Parameter name: as in a notebook file.
    public init(name: String) {
        switch name {
        case "code": self = .code
        case "markdown": self = .markdown
        case "raw": self = .raw
        default: self = .other(name)
        }
    }
}
