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

    /// The plan's steps with the time that each took, in the engine's own words; the plan is run.
    ///
    /// - Throws: `QueryError`.
    func analyze(_ plan: LogicalPlan) throws -> String

    /// Gives a plan a name that SQL knows as `global_temp.NAME`.
    ///
    /// - Throws: as `createView`.
    func createGlobalView(_ name: String, of plan: LogicalPlan, replace: Bool) throws

    /// - Returns: whether there was a global view of that name.
    /// - Throws: `QueryError`.
    func dropGlobalView(_ name: String) throws -> Bool

    /// The names of the functions that SQL knows.
    ///
    /// - Throws: `QueryError`.
    func functions() throws -> [String]

    /// Writes the rows of a plan into a table of the session.
    ///
    /// - Parameter byName: whether columns go by their names and a missing table is made; else they go by position.
    /// - Throws: `QueryError`; then the table is as it was.
    func save(_ plan: LogicalPlan, toTable name: String, mode: FileTarget.Mode, byName: Bool) throws

    /// From the next query on keeps the plan's rows once they are computed.
    ///
    /// - Throws: `QueryError`.
    func keep(_ plan: LogicalPlan) throws

    /// Gives back the rows of a plan that were kept.
    ///
    /// - Throws: `QueryError`.
    func letGo(_ plan: LogicalPlan) throws

    /// Whether the plan's rows are to be kept.
    ///
    /// - Throws: `QueryError`.
    func isKept(_ plan: LogicalPlan) throws -> Bool

    /// Keeps the rows of a view, or gives them back.
    ///
    /// - Throws: `QueryError` when there is no table or view of that name.
    func keepTable(_ name: String, _ isKept: Bool) throws

    /// Whether the rows of a view are to be kept.
    ///
    /// - Throws: `QueryError` when there is no table or view of that name.
    func isKept(named name: String) throws -> Bool

    /// Computes the rows of a plan that are to be kept.
    ///
    /// - Throws: `QueryError`.
    func compute(_ plan: LogicalPlan) throws

    /// Some rows of a checkpoint, by their places.
    ///
    /// - Throws: `QueryError`.
    func collect(_ plan: LogicalPlan, rows: Range<Int>) throws -> ColumnBatch

    /// Takes a setting of the session, by Spark's name; nil for the engine's own value. Names that mean nothing to the
    /// engine are accepted.
    ///
    /// - Throws: `QueryError` (`invalidOption`) when the value has no meaning.
    func configure(_ name: String, _ value: String?) throws

    /// Ends what the engine is running now with `QueryError` (`interrupted`). Does nothing when it is idle.
    func interrupt()
}

// What an engine may leave out.
extension Engine {
    public func analyze(_ plan: LogicalPlan) throws -> String { try explain(plan, extended: false) }

    public func createGlobalView(_ name: String, of plan: LogicalPlan, replace: Bool) throws {
        throw lacking("global views")
    }

    public func dropGlobalView(_ name: String) throws -> Bool { false }
    public func functions() throws -> [String] { [] }

    public func save(_ plan: LogicalPlan, toTable name: String, mode: FileTarget.Mode, byName: Bool) throws {
        throw lacking("tables that can be written")
    }

    public func keep(_ plan: LogicalPlan) throws {}
    public func letGo(_ plan: LogicalPlan) throws {}
    public func isKept(_ plan: LogicalPlan) throws -> Bool { false }
    public func keepTable(_ name: String, _ isKept: Bool) throws {}
    public func isKept(named name: String) throws -> Bool { false }
    public func compute(_ plan: LogicalPlan) throws {}

    public func collect(_ plan: LogicalPlan, rows: Range<Int>) throws -> ColumnBatch {
        try collect(LogicalPlan(.limit(plan, count: rows.count, offset: rows.lowerBound)))
    }

    public func configure(_ name: String, _ value: String?) throws {}

    private func lacking(_ what: String) -> QueryError { QueryError(.unsupported, "the engine \(name) has no \(what)") }
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
