// Names for DataFrames, and rows that are computed once.
extension DataFrame {
    /// Gives the DataFrame a name that `spark.sql` and `spark.table` know, in place of an earlier view.
    ///
    /// - Throws: `QueryError` when the query has no meaning.
    public func createOrReplaceTempView(_ name: String) throws {
        try session.engine().createView(name, of: plan, replace: true)
    }

    /// Gives the DataFrame a name that `spark.sql` and `spark.table` know.
    ///
    /// - Throws: `QueryError` when the query has no meaning, or the name is taken.
    public func createTempView(_ name: String) throws {
        try session.engine().createView(name, of: plan, replace: false)
    }

    /// Gives the DataFrame a name that SQL knows as `global_temp.NAME`, in place of an earlier view.
    ///
    /// - Throws: `QueryError` when the query has no meaning.
    public func createOrReplaceGlobalTempView(_ name: String) throws {
        try session.engine().createGlobalView(name, of: plan, replace: true)
    }

    /// Gives the DataFrame a name that SQL knows as `global_temp.NAME`.
    ///
    /// - Throws: `QueryError` when the query has no meaning, or the name is taken.
    public func createGlobalTempView(_ name: String) throws {
        try session.engine().createGlobalView(name, of: plan, replace: false)
    }

    // MARK: - Caches

    /// Keeps the rows: they are computed when they are first needed, and only then, until `unpersist`, or until
    /// nothing uses the DataFrame any more. Rows beyond the memory's limit are put on disk.
    ///
    /// - Returns: the same DataFrame.
    @discardableResult
    public func cache() -> DataFrame {
        // An engine that does not start says so at the next action.
        try? session.engine().keep(plan)
        return self
    }

    /// As `cache`: there is one level of storage, memory first and then disk.
    @discardableResult
    public func persist(_ level: StorageLevel = .memoryAndDisk) -> DataFrame { cache() }

    /// Gives the kept rows back.
    ///
    /// - Returns: the same DataFrame.
    @discardableResult
    public func unpersist(blocking: Bool = false) -> DataFrame {
        try? session.engine().letGo(plan)
        return self
    }

    /// Whether the rows are kept once they are computed.
    public var isCached: Bool { (try? session.engine().isKept(plan)) ?? false }

    /// How the rows are kept.
    public var storageLevel: StorageLevel { isCached ? .memoryAndDisk : .none }

    /// The rows as they are now: computed once, and kept as long as something uses the result.
    ///
    /// - Parameter eager: whether they are computed at once, or when first needed.
    /// - Throws: `QueryError`.
    public func checkpoint(_ eager: Bool = true) throws -> DataFrame {
        let kept = with(.checkpoint(plan))
        if eager { try session.engine().compute(kept.plan) }
        return kept
    }

    /// As `checkpoint`.
    ///
    /// - Throws: `QueryError`.
    public func localCheckpoint(_ eager: Bool = true) throws -> DataFrame { try checkpoint(eager) }

    /// False: all rows are there when a query begins.
    public var isStreaming: Bool { false }

    /// The session that the DataFrame belongs to.
    public var sparkSession: SparkSession { session }
}

/// Where kept rows are. There is one way; the others are accepted.
public enum StorageLevel: String, Sendable {
    case none = "NONE"
    case memoryOnly = "MEMORY_ONLY"
    case memoryAndDisk = "MEMORY_AND_DISK"
    case diskOnly = "DISK_ONLY"

    public static let MEMORY_ONLY = StorageLevel.memoryOnly
    public static let MEMORY_AND_DISK = StorageLevel.memoryAndDisk
    public static let DISK_ONLY = StorageLevel.diskOnly
}
