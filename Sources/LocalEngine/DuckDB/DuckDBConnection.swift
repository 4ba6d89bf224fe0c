import CDuckDB
import DataFrames

/// What DuckDB says when something fails, in its own words.
struct DuckDBFailure: Error {
    var message: String
}

/// A database in memory and one connection to it.
///
/// Sendable although the handles are pointers: the owner calls everything but `interrupt` under a lock, and DuckDB
/// allows `interrupt` from any thread at any time.
final class DuckDBConnection: @unchecked Sendable {
    let library: DuckDBLibrary
    private var database: CDuckDBDatabase?
    private var connection: CDuckDBConnection?

    private var duckdb: CDuckDBFunctions { library.functions }

    /// - Throws: `QueryError` (`engine`) when the library is missing or the database cannot be opened.
    init(settings: [(name: String, value: String)]) throws {
        library = try DuckDBLibrary.shared()
        let duckdb = library.functions
        var config: CDuckDBConfig?
        _ = duckdb.create_config(&config)
        defer { duckdb.destroy_config(&config) }
        for (name, value) in settings where duckdb.set_config(config, name, value) != 0 {
            throw QueryError(.engine, "DuckDB does not take the setting \(name) = \(value)")
        }
        var words: UnsafeMutablePointer<CChar>?
        guard duckdb.open_ext(":memory:", &database, config, &words) == 0,
            duckdb.connect(database, &connection) == 0
        else {
            let reason = words.map { String(cString: $0) } ?? "no reason given"
            duckdb.free(words)
            throw QueryError(.engine, "DuckDB's database cannot be opened: \(reason)")
        }
    }

    deinit {
        duckdb.disconnect(&connection)
        duckdb.close(&database)
    }

    /// Ends the running query with a failure. Does nothing when none runs.
    func interrupt() { duckdb.interrupt(connection) }

    /// A result's column: its name, and its type both as DuckDB has it and as Spark names it.
    struct Column {
        var name: String
        var type: SparkType
    }

    /// The columns of a query, which is not run.
    ///
    /// - Throws: `DuckDBFailure` when the query has no meaning.
    func columns(of sql: String) throws -> [Column] {
        try withPrepared(sql) { prepared in
            (0..<duckdb.prepared_statement_column_count(prepared)).map { index in
                let name = duckdb.prepared_statement_column_name(prepared, index)
                defer { duckdb.free(UnsafeMutableRawPointer(mutating: name)) }
                var type = duckdb.prepared_statement_column_logical_type(prepared, index)
                defer { duckdb.destroy_logical_type(&type) }
                return Column(name: name.map { String(cString: $0) } ?? "", type: SparkType(type, duckdb))
            }
        }
    }

    /// Runs one statement and brings what it gives.
    ///
    /// - Throws: `DuckDBFailure`.
    ///
    /// - Parameter largest: how many bytes the rows may take.
    @discardableResult
    func run(_ sql: String, largest: Int = .max) throws -> ColumnBatch {
        try withPrepared(sql) { try largest == .max ? execute($0) : stream($0, largest: largest) }
    }

    /// Runs several statements. Of the last, a query is only checked.
    ///
    /// - Returns: what the last statement gave, nil when it is a query.
    /// - Throws: `DuckDBFailure`.
    func runCommands(_ sql: String, isQuery: (_ statementType: Int32) -> Bool) throws -> ColumnBatch? {
        var statements: CDuckDBStatements?
        let count = duckdb.extract_statements(connection, sql, &statements)
        defer { duckdb.destroy_extracted(&statements) }
        guard count > 0 else {
            let words = duckdb.extract_statements_error(statements).map { String(cString: $0) }
            throw DuckDBFailure(message: words ?? "Parser Error: there is no statement in the text")
        }
        var last: ColumnBatch?
        for index in 0..<count {
            last = try withPrepared(statements, index) { prepared in
                if index == count - 1, isQuery(duckdb.prepared_statement_type(prepared)) { return nil }
                return try execute(prepared)
            }
        }
        return last
    }

    // MARK: - Appending

    /// Adds rows to a table.
    ///
    /// - Throws: `DuckDBFailure`.
    func append(_ batch: ColumnBatch, to table: String) throws {
        var appender: CDuckDBAppender?
        guard duckdb.appender_create(connection, nil, table, &appender) == 0 else {
            defer { _ = duckdb.appender_destroy(&appender) }
            throw failure(of: appender)
        }
        defer { _ = duckdb.appender_destroy(&appender) }
        var chunk = ChunkWriter(appender, columns: batch.columns.count, duckdb)
        defer { chunk.close() }
        for start in stride(from: 0, to: batch.count, by: chunk.capacity) {
            chunk.fill(batch.columns, rows: start..<min(batch.count, start + chunk.capacity))
            if duckdb.append_data_chunk(appender, chunk.handle) != 0 { throw failure(of: appender) }
        }
        if duckdb.appender_close(appender) != 0 { throw failure(of: appender) }
    }

    private func failure(of appender: CDuckDBAppender?) -> DuckDBFailure {
        DuckDBFailure(message: duckdb.appender_error(appender).map { String(cString: $0) } ?? "rows cannot be added")
    }

    // MARK: - Statements

    private func withPrepared<T>(_ sql: String, _ body: (CDuckDBPrepared?) throws -> T) throws -> T {
        var statements: CDuckDBStatements?
        let count = duckdb.extract_statements(connection, sql, &statements)
        defer { duckdb.destroy_extracted(&statements) }
        guard count == 1 else {
            let words = duckdb.extract_statements_error(statements).map { String(cString: $0) }
            throw DuckDBFailure(message: words ?? "Parser Error: one statement is expected, not \(count)")
        }
        return try withPrepared(statements, 0, body)
    }

    private func withPrepared<T>(
        _ statements: CDuckDBStatements?, _ index: UInt64, _ body: (CDuckDBPrepared?) throws -> T
    ) throws -> T {
        var prepared: CDuckDBPrepared?
        defer { duckdb.destroy_prepare(&prepared) }
        guard duckdb.prepare_extracted_statement(connection, statements, index, &prepared) == 0 else {
            let words = duckdb.prepare_error(prepared).map { String(cString: $0) }
            throw DuckDBFailure(message: words ?? "the statement cannot be prepared")
        }
        return try body(prepared)
    }

    private func execute(_ prepared: CDuckDBPrepared?) throws -> ColumnBatch {
        var result = CDuckDBResult()
        defer { duckdb.destroy_result(&result) }
        guard duckdb.execute_prepared(prepared, &result) == 0 else {
            let words = duckdb.result_error(&result).map { String(cString: $0) }
            throw DuckDBFailure(message: words ?? "the statement failed")
        }
        return try ResultReader(duckdb).read(&result)
    }

    /// Runs a query whose rows are taken as they come, so that too many are noticed before they fill the memory.
    private func stream(_ prepared: CDuckDBPrepared?, largest: Int) throws -> ColumnBatch {
        var pending: CDuckDBPending?
        defer { duckdb.destroy_pending(&pending) }
        guard duckdb.pending_prepared_streaming(prepared, &pending) == 0 else {
            let words = duckdb.pending_error(pending).map { String(cString: $0) }
            throw DuckDBFailure(message: words ?? "the statement failed")
        }
        var result = CDuckDBResult()
        defer { duckdb.destroy_result(&result) }
        guard duckdb.execute_pending(pending, &result) == 0 else {
            let words = duckdb.result_error(&result).map { String(cString: $0) }
            throw DuckDBFailure(message: words ?? "the statement failed")
        }
        return try ResultReader(duckdb).read(&result, largest: largest)
    }
}
