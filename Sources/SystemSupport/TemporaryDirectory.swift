import Glibc

/// A folder of this process's own, readable by its owner only.
public struct TemporaryDirectory: Sendable {
    public let path: String

    /// Makes a new folder.
    ///
    /// - Parameters:
    ///   - parent: where, by default the system's folder for temporary files.
    ///   - prefix: how its name begins.
    /// - Throws: `SystemError` when it cannot be made.
    public init(in parent: String = Paths.temporaryFolder, prefix: String) throws {
        var template = Array("\(parent)/\(prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw SystemError(operation: "make a folder", path: parent, errno: errno)
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Removes the folder and everything in it.
    public func remove() { removeTree(path) }
}
