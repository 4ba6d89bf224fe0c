/// What runs plans: DuckDB in this process, or a cluster. The DSL knows engines only by this.
///
/// An engine may be called from any thread; it sees to order itself.
public protocol Engine: AnyObject, Sendable {
    /// For messages and logs, such as `DuckDB 1.5.5`.
    var name: String { get }

    /// Names and types of a plan's columns. Reads no data beyond what is needed to know them.
    ///
    /// - Throws: `QueryError` when the plan has no meaning.
    func schema(of plan: LogicalPlan) throws -> StructType

    /// Runs a plan and brings all rows.
    ///
    /// - Throws: `QueryError` when the plan has no meaning, fails, or is interrupted.
    func collect(_ plan: LogicalPlan) throws -> ColumnBatch

    /// Runs SQL that changes something (`CREATE TABLE`, `INSERT`), or asks; several statements one after the other.
    ///
    /// - Returns: what the last statement brings when it is such a one (`SHOW TABLES`), or nil when it is a query:
    ///   that one is checked but not run.
    /// - Throws: `QueryError`.
    func runCommands(_ sql: SQLText) throws -> ColumnBatch?

    /// Writes the rows of a plan to files.
    ///
    /// - Throws: `QueryError`; then what was there before is still there.
    func write(_ plan: LogicalPlan, to target: FileTarget) throws

    /// Gives a plan a name that SQL knows.
    ///
    /// - Throws: `QueryError` when the plan has no meaning, or `alreadyExists` when the name is taken and may not be
    ///   replaced.
    func createView(_ name: String, of plan: LogicalPlan, replace: Bool) throws

    /// - Returns: whether there was a view of that name.
    /// - Throws: `QueryError`.
    func dropView(_ name: String) throws -> Bool

    /// The tables and views of the session.
    ///
    /// - Throws: `QueryError`.
    func tables() throws -> [CatalogTable]

    /// How the engine runs a plan, in its own words.
    ///
    /// - Throws: `QueryError`.
    func explain(_ plan: LogicalPlan, extended: Bool) throws -> String

    /// Ends what the engine is running now with `QueryError` (`interrupted`). Does nothing when it is idle.
    func interrupt()
}

/// A table or view as the catalog lists it.
public struct CatalogTable: Sendable, Hashable {
    public var name: String
    public var isTemporary: Bool
    /// `VIEW` or `TABLE`.
    public var kind: String

    public init(name: String, isTemporary: Bool, kind: String) {
        self.name = name
        self.isTemporary = isTemporary
        self.kind = kind
    }
}
