public import DataFrames

// Views and tables.
extension LocalEngine {
    /// The schema of views that Spark shares between sessions.
    private static let globalSchema = "global_temp"

    public func createView(_ name: String, of plan: LogicalPlan, replace: Bool) throws {
        try create(name, named: "TEMP VIEW \(quoted(name))", of: plan, replace: replace)
    }

    public func createGlobalView(_ name: String, of plan: LogicalPlan, replace: Bool) throws {
        _ = try working { _ in try connection.run("CREATE SCHEMA IF NOT EXISTS \(quoted(Self.globalSchema))") }
        try create(
            "\(Self.globalSchema).\(name)", named: "VIEW \(quoted(Self.globalSchema)).\(quoted(name))", of: plan,
            replace: replace)
    }

    private func create(_ key: String, named target: String, of plan: LogicalPlan, replace: Bool) throws {
        try working { state in
            var sql = try planner(state).finalSQL(plan)
            // A view may be replaced by one that reads it: the new one carries the old one's query within itself.
            if let old = state.views[key.lowercased()], sql.lowercased().contains(key.lowercased()) {
                sql = "WITH \(quoted(key)) AS (\(old.sql)\n) \(sql)"
            }
            do {
                try connection.run("CREATE \(replace ? "OR REPLACE " : "")\(target) AS \(sql)")
            } catch let failure as DuckDBFailure where failure.message.contains("already exists") {
                let isGlobal = key.contains(".")
                let name = isGlobal ? String(key.dropFirst(Self.globalSchema.count + 1)) : key
                throw QueryError(
                    .alreadyExists, "there is a view '\(name)' already",
                    hint: "createOrReplace\(isGlobal ? "Global" : "")TempView(\"\(name)\") takes its place.")
            }
            state.views[key.lowercased()] = View(sql: sql, plan: plan, target: target)
            state.relations = [:]
        }
    }

    public func dropView(_ name: String) throws -> Bool {
        try drop(
            name.lowercased(), "\(quoted(name))", "schema_name <> \(quotedText(Self.globalSchema))", name)
    }

    public func dropGlobalView(_ name: String) throws -> Bool {
        try drop(
            "\(Self.globalSchema).\(name.lowercased())", "\(quoted(Self.globalSchema)).\(quoted(name))",
            "schema_name = \(quotedText(Self.globalSchema))", name)
    }

    private func drop(_ key: String, _ target: String, _ condition: String, _ name: String) throws -> Bool {
        try working { state in
            let found = try connection.run(
                "SELECT 1 FROM duckdb_views() WHERE lower(view_name) = lower(\(quotedText(name))) AND \(condition)")
            guard found.count > 0 else { return false }
            try connection.run("DROP VIEW \(target)")
            state.views[key] = nil
            state.relations = [:]
            return true
        }
    }

    public func tables() throws -> [CatalogTable] {
        try working { _ in
            let found = try connection.run(
                """
                SELECT table_name, \(Self.isTemporary), CASE WHEN table_type LIKE '%VIEW' THEN 'VIEW' ELSE 'TABLE' END \
                \(Self.fromTables)
                """)
            return found.rows.map { row in
                CatalogTable(
                    name: row[0].string ?? "", isTemporary: row[1].bool ?? false, kind: row[2].string ?? "TABLE")
            }
        }
    }

    private static let isTemporary = "(table_type LIKE 'LOCAL%' OR table_catalog = 'temp')"
    private static let fromTables = """
        FROM information_schema.tables WHERE NOT starts_with(table_name, '__swiftlet_') \
        AND table_schema <> \(quotedText(globalSchema)) ORDER BY 1
        """

    /// What `SHOW TABLES` gives in Spark; the engine's own would list the tables that it keeps for itself.
    static let showTables = """
        SELECT table_name AS "tableName", '' AS namespace, \(isTemporary) AS "isTemporary" \(fromTables)
        """

    public func functions() throws -> [String] {
        try working { _ in
            let found = try connection.run(
                "SELECT DISTINCT function_name FROM duckdb_functions() WHERE regexp_matches(function_name, '^[a-z]') ORDER BY 1"
            )
            return found.rows.compactMap(\.[0].string)
        }
    }

    // MARK: - Tables

    public func save(_ plan: LogicalPlan, toTable name: String, mode: FileTarget.Mode, byName: Bool) throws {
        try working { state in
            let planner = planner(state)
            let sql = try planner.finalSQL(plan)
            try prepare(sql, state)
            let target = Planner.tableName(name)
            let columns = try? connection.columns(of: "SELECT * FROM \(target)").map(\.name)
            state.relations = [:]
            guard let columns else {
                if !byName {
                    throw QueryError(
                        .unknownTable, "there is no table '\(name)' to insert into",
                        hint: "write.saveAsTable(\"\(name)\") makes one.")
                }
                try connection.run("CREATE TABLE \(target) AS \(sql)")
                return
            }
            switch mode {
            case .ignore: return
            case .errorIfExists:
                throw QueryError(
                    .alreadyExists, "there is a table '\(name)' already",
                    hint: "mode(\"overwrite\") replaces it, mode(\"append\") adds to it.")
            case .overwrite where byName: try connection.run("CREATE OR REPLACE TABLE \(target) AS \(sql)")
            case .overwrite, .append:
                let own = try planner.relation(plan).columns.map(\.name)
                try check(own, against: columns, byName: byName, table: name)
                try connection.run("BEGIN TRANSACTION")
                do {
                    if mode == .overwrite { try connection.run("DELETE FROM \(target)") }
                    try connection.run("INSERT INTO \(target) \(byName ? "BY NAME " : "")\(sql)")
                    try connection.run("COMMIT")
                } catch {
                    _ = try? connection.run("ROLLBACK")
                    throw error
                }
            }
        }
    }

    private func check(_ own: [String], against columns: [String], byName: Bool, table: String) throws {
        if own.count != columns.count {
            throw QueryError(
                .analysis, "table '\(table)' has \(columns.count) columns, and \(own.count) are given",
                hint: "Its columns are \(columns.joined(separator: ", ")).")
        }
        let known = Set(columns.map { $0.lowercased() })
        if byName, let unknown = own.first(where: { !known.contains($0.lowercased()) }) {
            var error = QueryError.unknownColumn(unknown, in: columns)
            error.message = "table '\(table)' has no column '\(unknown)'"
            throw error
        }
    }
}
