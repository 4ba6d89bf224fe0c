/// The tables and views of a session.
public struct Catalog: Sendable {
    let session: SparkSession

    /// - Throws: `QueryError`.
    public func listTables() throws -> [CatalogTable] { try session.engine().tables() }

    /// - Throws: `QueryError`.
    public func tableExists(_ name: String) throws -> Bool {
        let wanted = name.lowercased()
        return try listTables().contains { $0.name.lowercased() == wanted }
    }

    /// Names and types of a table's columns.
    ///
    /// - Throws: `QueryError` when there is no such table.
    public func listColumns(_ table: String) throws -> [StructField] { try session.table(table).schema.fields }

    /// Takes a view's name away.
    ///
    /// - Returns: whether there was one.
    /// - Throws: `QueryError`.
    @discardableResult
    public func dropTempView(_ name: String) throws -> Bool { try session.engine().dropView(name) }

    /// Takes the name of a global view away, given without `global_temp`.
    ///
    /// - Returns: whether there was one.
    /// - Throws: `QueryError`.
    @discardableResult
    public func dropGlobalTempView(_ name: String) throws -> Bool { try session.engine().dropGlobalView(name) }

    /// The database of names without one in front.
    public var currentDatabase: String { "default" }

    /// The names of the functions that SQL knows.
    ///
    /// - Throws: `QueryError`.
    public func listFunctions() throws -> [String] { try session.engine().functions() }

    /// Whether SQL knows a function.
    ///
    /// - Throws: `QueryError`.
    public func functionExists(_ name: String) throws -> Bool { try listFunctions().contains(name.lowercased()) }

    // MARK: - Caches

    /// Keeps the rows of a view once they are computed.
    ///
    /// - Throws: `QueryError` when there is no such table or view.
    public func cacheTable(_ name: String) throws { try session.engine().keepTable(name, true) }

    /// Gives the rows of a view back.
    ///
    /// - Throws: `QueryError` when there is no such table or view.
    public func uncacheTable(_ name: String) throws { try session.engine().keepTable(name, false) }

    /// Computes the rows of a view anew when they are next asked for. Changed files are noticed without this.
    ///
    /// - Throws: `QueryError` when there is no such table or view.
    public func refreshTable(_ name: String) throws {
        let isKept = try session.engine().isKept(named: name)
        try uncacheTable(name)
        if isKept { try cacheTable(name) }
    }

    /// Whether the rows of a view are kept.
    ///
    /// - Throws: `QueryError` when there is no such table or view.
    public func isCached(_ name: String) throws -> Bool { try session.engine().isKept(named: name) }
}
