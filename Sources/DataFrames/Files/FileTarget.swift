/// Where and how rows are written.
public struct FileTarget: Sendable {
    public enum Mode: String, Sendable {
        /// Fails when something is there.
        case errorIfExists = "errorifexists"
        case append, overwrite
        /// Does nothing when something is there.
        case ignore
    }

    public var format: FileSource.Format
    public var path: String
    public var mode: Mode
    /// By lower-case names, Spark's.
    public var options: [String: String]
    /// Columns whose values become folders (`year=2013`).
    public var partitionColumns: [String]
}
