public import Essentials
import SystemSupport

/// A notebook in nbformat 4: what an `.ipynb` file holds.
///
/// Older minor versions are read and become 4.5. Newer ones keep their number and everything this version does not
/// know. Nothing in a file is lost between reading and writing, except what nbformat itself never stores (signatures
/// and marks of trust).
public struct NotebookDocument: Sendable {
    public var cells: [NotebookCell]
    public var metadata: JSONObject
    /// The format's minor version, 5 or more.
    public var nbformatMinor: Int
    /// Members of the whole that the format does not know.
    public var otherMembers: JSONObject
    /// What was put right on reading; empty for a valid file.
    public internal(set) var repairs: [NotebookRepair] = []

    public init(cells: [NotebookCell] = [], metadata: JSONObject = [:]) {
        self.cells = cells
        self.metadata = metadata
        nbformatMinor = Self.currentMinor
        otherMembers = [:]
    }

    /// The minor version of nbformat 4 that is written.
    public static let currentMinor = 5

    /// Reads a notebook from the bytes of its file.
    ///
    /// - Parameter name: what errors call the file.
    /// - Throws: `NotebookError` saying what is wrong and where.
    public init(reading bytes: [UInt8], name: String) throws(NotebookError) {
        var reader = NotebookReader(name: name)
        self = try reader.read(bytes)
    }

    /// Reads a notebook file.
    ///
    /// - Throws: `SystemError` when the file cannot be read, `NotebookError` when it is no notebook.
    public init(contentsOf path: String) throws {
        try self.init(reading: readFile(path), name: path)
    }

    /// Writes the notebook so that the file is never half written.
    ///
    /// - Throws: `SystemError`; the file is then as it was.
    public func write(to path: String) throws {
        try AtomicFile.write(serialized(), to: path)
    }
}

extension NotebookDocument: Equatable {
    /// Whether two documents have the same content; how they were repaired does not count.
    public static func == (left: NotebookDocument, right: NotebookDocument) -> Bool {
        left.cells == right.cells && left.metadata == right.metadata && left.nbformatMinor == right.nbformatMinor
            && left.otherMembers == right.otherMembers
    }
}
