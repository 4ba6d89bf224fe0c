import CDuckDB
import DataFrames
import Essentials

/// Reads a query's result, which DuckDB hands out in chunks of some thousand rows, into columns.
struct ResultReader {
    private let duckdb: CDuckDBFunctions

    init(_ duckdb: CDuckDBFunctions) { self.duckdb = duckdb }

    /// - Parameter largest: how many bytes the rows may take.
    /// - Throws: `DuckDBFailure` when the query fails on the way, `QueryError` (`resultTooLarge`).
    func read(_ result: inout CDuckDBResult, largest: Int = .max) throws -> ColumnBatch {
        let count = duckdb.column_count(&result)
        var fields: [StructField] = []
        var columns: [ColumnBuilder] = []
        for index in 0..<count {
            var type = duckdb.column_logical_type(&result, index)
            defer { duckdb.destroy_logical_type(&type) }
            let name = duckdb.column_name(&result, index).map { String(cString: $0) } ?? ""
            let builder = ColumnBuilder(type, duckdb)
            fields.append(StructField(name, builder.type))
            columns.append(builder)
        }
        var rows = 0
        while let chunk = duckdb.fetch_chunk(result) {
            defer {
                var handle: CDuckDBChunk? = chunk
                duckdb.destroy_data_chunk(&handle)
            }
            let size = Int(duckdb.data_chunk_get_size(chunk))
            if size == 0 { break }
            for index in columns.indices {
                columns[index].append(duckdb.data_chunk_get_vector(chunk, UInt64(index)), from: 0, count: size)
            }
            rows += size
            if largest != .max, columns.reduce(0, { $0 + $1.bytes }) > largest {
                throw QueryError(
                    .resultTooLarge, "the result is larger than \(ByteCount(largest)), after \(rows) rows of it",
                    hint:
                        "Take a part with limit or filter, aggregate first, write it with df.write, go through it with "
                        + "toLocalIterator(), or allow more: spark.conf.set(\"spark.driver.maxResultSize\", \"4g\").")
            }
        }
        if let words = duckdb.result_error(&result).map({ String(cString: $0) }), !words.isEmpty {
            throw DuckDBFailure(message: words)
        }
        return ColumnBatch(schema: StructType(fields), columns: columns.map { $0.vector() }, count: rows)
    }
}
