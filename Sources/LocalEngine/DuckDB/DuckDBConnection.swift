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
    @discardableResult
    func run(_ sql: String) throws -> ColumnBatch {
        try withPrepared(sql) { try execute($0) }
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
        for row in 0..<batch.count {
            for column in batch.columns where append(column[row], to: appender) != 0 { throw failure(of: appender) }
            if duckdb.appender_end_row(appender) != 0 { throw failure(of: appender) }
        }
        if duckdb.appender_close(appender) != 0 { throw failure(of: appender) }
    }

    private func append(_ value: Value, to appender: CDuckDBAppender?) -> CDuckDBState {
        switch value {
        case .null: return duckdb.append_null(appender)
        case .boolean(let flag): return duckdb.append_bool(appender, flag)
        case .integer(let number): return duckdb.append_int64(appender, number)
        case .double(let number): return duckdb.append_double(appender, number)
        case .float(let number): return duckdb.append_double(appender, Double(number))
        case .binary(let bytes): return duckdb.append_blob(appender, bytes, UInt64(bytes.count))
        default:
            // The appender reads the text as the column's type.
            var text = value.textForCast
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    duckdb.append_varchar_length(appender, characters.baseAddress, UInt64(characters.count))
                }
            }
        }
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
        return ResultReader(duckdb).read(&result)
    }
}
