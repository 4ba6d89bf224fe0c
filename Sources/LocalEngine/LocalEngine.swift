public import DataFrames
import Synchronization

/// DuckDB in this process: the engine that notebooks use unless they ask for another.
///
/// One connection, one query at a time: views and temporary tables belong to a connection, and DuckDB uses all cores
/// for each query.
public final class LocalEngine: Engine {
    let connection: DuckDBConnection
    // A lock and no actor: notebooks call from plain, synchronous code.
    private let lock = Mutex(())
    private let state: State
    // Apart from the state, as data can be released while the state is locked.
    private let released = Mutex<[String]>([])
    private let releasedPlans = Mutex<[PlanID]>([])
    private let largestResult = Atomic<Int>(1 << 30)

    /// A view that a DataFrame was given as.
    struct View {
        var sql: String
        /// Kept, as its rows may be those of the program.
        var plan: LogicalPlan
        /// As CREATE names it.
        var target: String
    }

    // Sendable although it changes: only `working` hands it out, under the lock.
    final class State: @unchecked Sendable {
        var relations: [PlanID: Relation] = [:]
        /// Tables that hold rows of the program.
        var localTables: [ObjectIdentifier: String] = [:]
        var views: [String: View] = [:]
        var tableCount = 0
        let files: FileTables
        let kept: KeptPlans

        init(_ connection: DuckDBConnection) {
            files = FileTables(connection)
            kept = KeptPlans(connection)
        }
    }

    /// - Throws: `QueryError` (`engine`) when DuckDB's library is missing or does not start.
    public init() throws {
        connection = try DuckDBConnection(settings: [
            // Not the user's folder: extensions and secrets of a DuckDB of theirs have no part in this.
            ("autoinstall_known_extensions", "false")
        ])
        state = State(connection)
        do {
            // Instants are shown as in a Spark session of that zone.
            try connection.run("SET TimeZone = 'UTC'")
            // Spark's, also for SQL.
            try connection.run("SET default_null_order = 'nulls_first_on_asc_last_on_desc'")
        } catch let failure as DuckDBFailure {
            throw FailureTranslation(failure, sql: nil).error
        }
    }

    public var name: String { "DuckDB \(connection.library.version)" }

    /// Makes this the engine of the process's sessions.
    public static func register() {
        EngineRegistry.register { try LocalEngine() }
    }

    public func interrupt() { connection.interrupt() }

    public func schema(of plan: LogicalPlan) throws -> StructType {
        try working { state in
            let planner = planner(state)
            let relation = try planner.relation(plan)
            // Steps that keep the columns are not looked at before.
            _ = try connection.columns(of: relation.sql)
            return StructType(relation.columns.map { StructField($0.name, $0.type) })
        }
    }

    public func collect(_ plan: LogicalPlan) throws -> ColumnBatch {
        try working { state in
            let planner = planner(state)
            let schema = StructType(try planner.relation(plan).columns.map { StructField($0.name, $0.type) })
            let sql = try planner.finalSQL(plan)
            try prepare(sql, state)
            let batch = try connection.run(sql, largest: largestResult.load(ordering: .relaxed))
            return ColumnBatch(schema: schema, columns: batch.columns, count: batch.count)
        }
    }

    public func runCommands(_ sql: SQLText) throws -> ColumnBatch? {
        try working(sql) { state in
            if Self.isShowTables(sql.text) { return try connection.run(Self.showTables) }
            let text = SQLDialect.translated(sql.text)
            if !Self.isQuery(sql.text) || sql.lastStatement != sql { try prepare(text, state) }
            let batch = try connection.runCommands(text) { $0 == 1 && Self.isQuery(sql.lastStatement.text) }
            // Tables and views may be others now.
            if batch != nil { state.relations = [:] }
            return batch
        }
    }

    /// Whether a statement can stand in a FROM: DuckDB counts `SHOW` and `DESCRIBE` as queries too.
    private static func isQuery(_ statement: String) -> Bool {
        let start = statement.drop { $0.isWhitespace || $0 == "(" }
        let word = start.prefix { $0.isLetter }.lowercased()
        return !["show", "describe", "desc", "pragma", "explain", "summarize", "call"].contains(word)
    }

    private static func isShowTables(_ text: String) -> Bool {
        let words = text.split { $0.isWhitespace || $0 == ";" }.map { $0.lowercased() }
        return words == ["show", "tables"]
    }

    public func write(_ plan: LogicalPlan, to target: FileTarget) throws {
        try working { state in
            let sql = try planner(state).finalSQL(plan)
            try prepare(sql, state)
            try FileOutput(target).write { path, options in
                try connection.run("COPY (\(sql)\n) TO \(quotedText(path)) (\(options))")
            }
        }
    }

    public func explain(_ plan: LogicalPlan, extended: Bool) throws -> String {
        try working { state in
            let sql = try planner(state).finalSQL(plan)
            let found = try connection.run("EXPLAIN \(sql)")
            let text = found.rows.map { $0[found.columns.count - 1].text }.joined(separator: "\n")
            return "== Physical Plan ==\n\(text)" + (extended ? "\n== SQL ==\n\(sql)\n" : "")
        }
    }

    public func analyze(_ plan: LogicalPlan) throws -> String {
        try working { state in
            let sql = try planner(state).finalSQL(plan)
            try prepare(sql, state)
            let found = try connection.run("EXPLAIN ANALYZE \(sql)")
            let text = found.rows.map { $0[found.columns.count - 1].text }.joined(separator: "\n")
            // The engine repeats the query in front of the numbers.
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let start = lines.firstIndex { $0.contains("Total Time") } ?? 0
            return "== Physical Plan, with timings ==\n" + lines[start...].joined(separator: "\n")
        }
    }

    // MARK: - Parts

    /// How many bytes of rows may be brought into the program at once.
    func setLargestResult(_ bytes: Int) { largestResult.store(bytes, ordering: .relaxed) }

    private static let tablePrefix = "__swiftlet_local_"

    /// Runs something under the lock, with faults in the project's own terms.
    func working<T>(_ sql: SQLText? = nil, _ body: (State) throws -> T) throws -> T {
        try lock.withLock { _ in
            for table in released.withLock({ tables in
                defer { tables = [] }
                return tables
            }) {
                _ = try? connection.run("DROP TABLE IF EXISTS \(quoted(table))")
                state.localTables = state.localTables.filter { $0.value != table }
            }
            for plan in releasedPlans.withLock({ plans in
                defer { plans = [] }
                return plans
            }) { state.kept.forget(plan) }
            do {
                return try body(state)
            } catch let failure as DuckDBFailure {
                throw FailureTranslation(failure, sql: sql).error
            }
        }
    }

    func planner(_ state: State) -> Planner {
        // A view may be one of many; what was found out about long chains is not worth the memory.
        if state.relations.count > 5000 { state.relations = [:] }
        return Planner(
            describe: { [connection] in try connection.columns(of: $0) },
            localTable: { [self] in try localTable($0, state) },
            fileTable: { try state.files.name(for: $0) },
            ask: { [self] sql in
                try prepare(sql, state)
                return try connection.run(sql)
            },
            keptTable: { [self] plan, sql in
                try state.kept.table(for: plan, sql) { [weak self] id in self?.releasedPlans.withLock { $0.append(id) }
                }
            },
            known: { state.relations[$0] },
            remember: { state.relations[$0] = $1 })
    }

    /// Sees to it that a query finds files as they are now, and kept rows in their place, also those behind the views
    /// it mentions.
    func prepare(_ sql: String, _ state: State) throws {
        var seen: Set<String> = []
        try prepare(sql, state, &seen)
    }

    private func prepare(_ sql: String, _ state: State, _ seen: inout Set<String>) throws {
        try state.files.refresh(mentionedIn: sql)
        let lowercased = sql.lowercased()
        for (name, view) in state.views where lowercased.contains(name) && seen.insert(name).inserted {
            try prepare(view.sql, state, &seen)
        }
        for entry in state.kept.empty(mentionedIn: sql) where seen.insert(entry.name).inserted {
            try prepare(entry.sql, state, &seen)
            try state.kept.fill(entry)
        }
    }

    /// The table with rows of the program, filled on first use and dropped when no plan needs it.
    private func localTable(_ data: LocalData, _ state: State) throws -> String {
        let id = ObjectIdentifier(data)
        if let name = state.localTables[id] { return quoted(name) }
        state.tableCount += 1
        let name = "\(Self.tablePrefix)\(state.tableCount)"
        var unique = UniqueNames()
        let columns = data.batch.schema.fields.map { "\(quoted(unique.next($0.name))) \($0.type.duckDBName)" }
        try connection.run("CREATE TEMP TABLE \(quoted(name)) (\(columns.joined(separator: ", ")))")
        try connection.append(data.batch, to: name)
        state.localTables[id] = name
        data.whenReleased { [weak self] in self?.released.withLock { $0.append(name) } }
        return quoted(name)
    }
}
