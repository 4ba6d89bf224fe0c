import Synchronization

/// Files to read: where, of what format, how.
public final class FileSource: Sendable {
    public enum Format: String, Sendable, CaseIterable {
        case csv, json, parquet, text
    }

    public let format: Format
    /// Files, folders or patterns (`data/*.parquet`).
    public let paths: [String]
    /// By lower-case names, Spark's.
    public let options: [String: String]
    /// The schema that the user gave, nil to find it in the files.
    public let schema: StructType?

    // What an engine found out about the files; a lock and no actor, as it only guards this field.
    private let found = Mutex<StructType?>(nil)

    public init(format: Format, paths: [String], options: [String: String] = [:], schema: StructType? = nil) {
        self.format = format
        self.paths = paths
        self.options = options
        self.schema = schema
    }

    /// The schema that an engine has found in the files, nil before. It is kept, as a DataFrame's columns must not
    /// change while it is used.
    public var inferredSchema: StructType? {
        get { found.withLock { $0 } }
        set { found.withLock { $0 = newValue } }
    }
}
