public import DataFrames
import Synchronization

/// DuckDB in this process: the engine that notebooks use unless they ask for another.
///
/// One connection, one query at a time: views and temporary tables belong to a connection, and DuckDB uses all cores
/// for each query.
public final class LocalEngine: Engine {
    private let connection: DuckDBConnection
    // A lock and no actor: notebooks call from plain, synchronous code.
    private let lock = Mutex(())
    private let state: State
    // Apart from the state, as data can be released while the state is locked.
    private let released = Mutex<[String]>([])

    /// A view that a DataFrame was given as.
    private struct View {
        var sql: String
        /// Kept, as its rows may be those of the program.
        var plan: LogicalPlan
    }

    // Sendable although it changes: only `working` hands it out, under the lock.
    private final class State: @unchecked Sendable {
        var relations: [PlanID: Relation] = [:]
        /// Tables that hold rows of the program.
        var localTables: [ObjectIdentifier: String] = [:]
        var views: [String: View] = [:]
        var tableCount = 0
        let files: FileTables

        init(_ connection: DuckDBConnection) { files = FileTables(connection) }
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
            try refreshFiles(sql, state)
            let batch = try connection.run(sql)
            return ColumnBatch(schema: schema, columns: batch.columns, count: batch.count)
        }
    }

    public func runCommands(_ sql: SQLText) throws -> ColumnBatch? {
        try working(sql) { state in
            let text = SQLDialect.translated(sql.text)
            if !Self.isQuery(sql.text) || sql.lastStatement != sql { try refreshFiles(text, state) }
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

    public func write(_ plan: LogicalPlan, to target: FileTarget) throws {
        try working { state in
            let sql = try planner(state).finalSQL(plan)
            try refreshFiles(sql, state)
            try FileOutput(target).write { path, options in
                try connection.run("COPY (\(sql)\n) TO \(quotedText(path)) (\(options))")
            }
        }
    }

    public func createView(_ name: String, of plan: LogicalPlan, replace: Bool) throws {
        try working { state in
            let sql = try planner(state).finalSQL(plan)
            do {
                try connection.run("CREATE \(replace ? "OR REPLACE " : "")TEMP VIEW \(quoted(name)) AS \(sql)")
            } catch let failure as DuckDBFailure where failure.message.contains("already exists") {
                throw QueryError(
                    .alreadyExists, "there is a view '\(name)' already",
                    hint: "createOrReplaceTempView(\"\(name)\") takes its place.")
            }
            state.views[name.lowercased()] = View(sql: sql, plan: plan)
            state.relations = [:]
        }
    }

    public func dropView(_ name: String) throws -> Bool {
        try working { state in
            let found = try connection.run(
                "SELECT 1 FROM duckdb_views() WHERE lower(view_name) = lower(\(quotedText(name)))")
            guard found.count > 0 else { return false }
            try connection.run("DROP VIEW \(quoted(name))")
            state.views[name.lowercased()] = nil
            state.relations = [:]
            return true
        }
    }

    public func tables() throws -> [CatalogTable] {
        try working { _ in
            let found = try connection.run(
                """
                SELECT table_name, table_type LIKE 'LOCAL%' OR table_catalog = 'temp', \
                CASE WHEN table_type LIKE '%VIEW' THEN 'VIEW' ELSE 'TABLE' END \
                FROM information_schema.tables \
                WHERE NOT starts_with(table_name, '__swiftlet_') ORDER BY 1
                """)
            return found.rows.map { row in
                CatalogTable(
                    name: row[0].string ?? "", isTemporary: row[1].bool ?? false, kind: row[2].string ?? "TABLE")
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

    // MARK: - Parts

    private static let tablePrefix = "__swiftlet_local_"

    /// Runs something under the lock, with faults in the project's own terms.
    private func working<T>(_ sql: SQLText? = nil, _ body: (State) throws -> T) throws -> T {
        try lock.withLock { _ in
            for table in released.withLock({ tables in
                defer { tables = [] }
                return tables
            }) {
                _ = try? connection.run("DROP TABLE IF EXISTS \(quoted(table))")
                state.localTables = state.localTables.filter { $0.value != table }
            }
            do {
                return try body(state)
            } catch let failure as DuckDBFailure {
                throw FailureTranslation(failure, sql: sql).error
            }
        }
    }

    private func planner(_ state: State) -> Planner {
        // A view may be one of many; what was found out about long chains is not worth the memory.
        if state.relations.count > 5000 { state.relations = [:] }
        return Planner(
            describe: { [connection] in try connection.columns(of: $0) },
            localTable: { [self] in try localTable($0, state) },
            fileTable: { try state.files.name(for: $0) }, known: { state.relations[$0] },
            remember: { state.relations[$0] = $1 })
    }

    /// Sees to it that a query finds files as they are now, also those behind the views it mentions.
    private func refreshFiles(_ sql: String, _ state: State) throws {
        var open = [sql]
        var seen: Set<String> = []
        while let text = open.popLast() {
            try state.files.refresh(mentionedIn: text)
            let lowercased = text.lowercased()
            for (name, view) in state.views where lowercased.contains(name) && seen.insert(name).inserted {
                open.append(view.sql)
            }
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
