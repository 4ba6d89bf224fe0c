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
}
