public import DataFrames

// Rows that are computed once: caches and checkpoints.
extension LocalEngine {
    public func keep(_ plan: LogicalPlan) throws {
        try working { state in
            guard state.kept.want(plan.id) else { return }
            // What was translated before does not know it yet.
            state.relations = [:]
            for (name, view) in state.views where view.plan.contains(plan.id) {
                let sql = try planner(state).finalSQL(view.plan)
                try connection.run("CREATE OR REPLACE \(view.target) AS \(sql)")
                state.views[name]?.sql = sql
            }
            state.relations = [:]
        }
    }

    public func letGo(_ plan: LogicalPlan) throws { try working { try $0.kept.empty(plan.id) } }

    public func isKept(_ plan: LogicalPlan) throws -> Bool { try working { $0.kept.isWanted(plan.id) } }

    public func isKept(named name: String) throws -> Bool { try viewPlan(name).map { try isKept($0) } ?? true }

    public func keepTable(_ name: String, _ isKept: Bool) throws {
        if let plan = try viewPlan(name) { try isKept ? keep(plan) : letGo(plan) }
    }

    /// The plan behind a view; nil for tables, whose rows are kept anyway.
    private func viewPlan(_ name: String) throws -> LogicalPlan? {
        try working { state in
            if let view = state.views[name.lowercased()] { return view.plan }
            // Says when there is none.
            _ = try connection.columns(of: "SELECT * FROM \(Planner.tableName(name))")
            return nil
        }
    }

    public func compute(_ plan: LogicalPlan) throws {
        try working { state in try prepare(try planner(state).finalSQL(plan), state) }
    }

    public func collect(_ plan: LogicalPlan, rows: Range<Int>) throws -> ColumnBatch {
        try working { state in
            let planner = planner(state)
            let relation = try planner.relation(plan)
            let sql = try planner.finalSQL(plan)
            try prepare(sql, state)
            guard let table = state.kept.content(of: plan.id) else {
                throw QueryError(.execution, "the rows of the plan are not kept")
            }
            let batch = try connection.run(
                "SELECT * FROM \(quoted(table)) WHERE rowid >= \(rows.lowerBound) AND rowid < \(rows.upperBound)")
            return ColumnBatch(
                schema: StructType(relation.columns.map { StructField($0.name, $0.type) }), columns: batch.columns,
                count: batch.count)
        }
    }
}

extension LogicalPlan {
    /// Whether a plan is this one or below it.
    fileprivate func contains(_ id: PlanID) -> Bool { self.id == id || children.contains { $0.contains(id) } }
}

/// Rows of plans that are computed once and kept as tables.
///
/// Queries know them by the name of a view. It stands for the plan's query until one is to run; then for a table with
/// the rows. So it can be emptied and filled again while other views mention it.
final class KeptPlans {
    struct Entry {
        var id: PlanID
        var name: String
        var sql: String
        var isFilled = false
    }

    private let connection: DuckDBConnection
    private var wanted: Set<PlanID> = []
    private var entries: [PlanID: Entry] = [:]
    private var count = 0

    init(_ connection: DuckDBConnection) { self.connection = connection }

    /// - Returns: false when the plan's rows are kept already.
    func want(_ id: PlanID) -> Bool { wanted.insert(id).inserted }

    func isWanted(_ id: PlanID) -> Bool { wanted.contains(id) }

    /// What stands in a FROM for a plan whose rows are to be kept; nil for others.
    ///
    /// - Parameter released: called when nothing refers to the plan any more.
    /// - Throws: `DuckDBFailure`.
    func table(
        for plan: LogicalPlan, _ sql: String, released: @escaping @Sendable (PlanID) -> Void
    ) throws -> String? {
        if let entry = entries[plan.id] { return quoted(entry.name) }
        if case .checkpoint = plan.node { wanted.insert(plan.id) }
        guard wanted.contains(plan.id) else { return nil }
        count += 1
        let name = "__swiftlet_kept_\(count)"
        try connection.run("CREATE TEMP VIEW \(quoted(name)) AS \(sql)")
        entries[plan.id] = Entry(id: plan.id, name: name, sql: sql)
        let id = plan.id
        plan.whenReleased { released(id) }
        return quoted(name)
    }

    /// Those that a query mentions and whose rows are not there.
    func empty(mentionedIn sql: String) -> [Entry] {
        entries.values.filter { !$0.isFilled && sql.contains(quoted($0.name)) }
    }

    /// Computes the rows, unless they are no longer wanted.
    ///
    /// - Throws: `DuckDBFailure`; then nothing has changed.
    func fill(_ entry: Entry) throws {
        guard wanted.contains(entry.id) else { return }
        let content = quoted(contentName(entry))
        try connection.run("CREATE OR REPLACE TEMP TABLE \(content) AS \(entry.sql)")
        try connection.run("CREATE OR REPLACE TEMP VIEW \(quoted(entry.name)) AS SELECT * FROM \(content)")
        entries[entry.id]?.isFilled = true
    }

    /// The table with a plan's rows, once they are computed.
    func content(of id: PlanID) -> String? { entries[id].flatMap { $0.isFilled ? contentName($0) : nil } }

    /// Gives the rows back; the name stands for the query again.
    ///
    /// - Throws: `DuckDBFailure`.
    func empty(_ id: PlanID) throws {
        wanted.remove(id)
        guard let entry = entries[id], entry.isFilled else { return }
        try connection.run("CREATE OR REPLACE TEMP VIEW \(quoted(entry.name)) AS \(entry.sql)")
        try connection.run("DROP TABLE IF EXISTS \(quoted(contentName(entry)))")
        entries[id]?.isFilled = false
    }

    /// Nothing refers to the plan any more.
    func forget(_ id: PlanID) {
        wanted.remove(id)
        guard let entry = entries.removeValue(forKey: id) else { return }
        _ = try? connection.run("DROP VIEW IF EXISTS \(quoted(entry.name))")
        _ = try? connection.run("DROP TABLE IF EXISTS \(quoted(contentName(entry)))")
    }

    private func contentName(_ entry: Entry) -> String { entry.name + "_content" }
}
