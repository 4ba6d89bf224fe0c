import CDuckDB
import DataFrames

/// Reads a query's result, which DuckDB hands out in chunks of some thousand rows, into columns.
struct ResultReader {
    private let duckdb: CDuckDBFunctions

    init(_ duckdb: CDuckDBFunctions) { self.duckdb = duckdb }

    func read(_ result: inout CDuckDBResult) -> ColumnBatch {
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
        }
        return ColumnBatch(schema: StructType(fields), columns: columns.map { $0.vector() }, count: rows)
    }
}
