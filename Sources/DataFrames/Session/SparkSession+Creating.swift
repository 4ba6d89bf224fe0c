// DataFrames of values that the program has.
extension SparkSession {
    /// A row for each value of a `Codable` struct, a column for each of its properties.
    ///
    ///     struct Flight: Codable { var carrier: String, delay: Double? }
    ///     let frame = try spark.createDataFrame([Flight(carrier: "UA", delay: nil)])
    ///
    /// - Throws: `QueryError` when a value cannot be a row.
    public func createDataFrame<T: Encodable>(_ rows: [T]) throws -> DataFrame {
        frame(try RowEncoding.batch(rows))
    }

    /// A row for each dictionary, columns in the order of their names; keys that a row lacks are null there.
    ///
    /// - Throws: `QueryError` when the values of a column have different types.
    public func createDataFrame(_ rows: [[String: (any LiteralValue)?]]) throws -> DataFrame {
        let names = Set(rows.flatMap(\.keys)).sorted()
        let columns = names.map { name in (name, rows.map { ($0[name] ?? nil)?.literalValue ?? .null }) }
        return frame(try Self.batch(columns, count: rows.count))
    }

    /// Columns by name: `createDataFrame(["id": [1, 2, 3], "name": ["x", "y", nil]])`.
    ///
    /// - Throws: `QueryError` when the columns have different lengths.
    public func createDataFrame(_ columns: KeyValuePairs<String, any ColumnData>) throws -> DataFrame {
        let vectors = columns.map { ($0.key, $0.value.columnVector) }
        return frame(try Self.batch(vectors))
    }

    /// A row for each tuple, with the names of the columns: `createDataFrame([(1, "x"), (2, "y")], ["id", "name"])`.
    ///
    /// - Throws: `QueryError` when there are more or fewer names than columns.
    public func createDataFrame<each T: ColumnDatum>(_ rows: [(repeat each T)], _ names: [String]) throws -> DataFrame {
        let vectors = Self.vectors(rows)
        guard names.count == vectors.count else {
            throw QueryError(
                .invalidSchema, "\(names.count) names are given for \(vectors.count) columns",
                hint: "Give one for each value of a tuple.")
        }
        return frame(try Self.batch(Array(zip(names, vectors))))
    }

    /// A row for each tuple, with a schema as in SQL: `createDataFrame([(1, "x")], schema: "id INT, name STRING")`.
    ///
    /// - Throws: `QueryError` when the values do not fit the schema.
    public func createDataFrame<each T: ColumnDatum>(
        _ rows: [(repeat each T)], schema ddl: String
    ) throws -> DataFrame {
        let vectors = Self.vectors(rows)
        return try fitted(vectors.map { vector in rows.indices.map { vector[$0] } }, StructType(ddl), rows.count)
    }

    /// Rows as lists of values, with a schema.
    ///
    /// - Throws: `QueryError` when the values do not fit the schema.
    public func createDataFrame(_ rows: [[(any LiteralValue)?]], schema: StructType) throws -> DataFrame {
        for (row, values) in rows.enumerated() where values.count != schema.fields.count {
            throw QueryError(
                .invalidSchema,
                "row \(row + 1) has \(values.count) values, and the schema \(schema.fields.count) columns")
        }
        let columns = schema.fields.indices.map { index in rows.map { $0[index]?.literalValue ?? .null } }
        return try fitted(columns, schema, rows.count)
    }

    /// Rows as lists of values, with a schema as in SQL.
    ///
    /// - Throws: `QueryError` when the schema is not understood, or the values do not fit it.
    public func createDataFrame(_ rows: [[(any LiteralValue)?]], schema ddl: String) throws -> DataFrame {
        try createDataFrame(rows, schema: try StructType(ddl))
    }

    /// Rows that were collected before.
    ///
    /// - Parameter schema: nil for that of the rows.
    /// - Throws: `QueryError` when the values do not fit the schema, or there are neither rows nor a schema.
    @_disfavoredOverload
    public func createDataFrame(_ rows: [Row], schema: StructType? = nil) throws -> DataFrame {
        guard let schema = schema ?? rows.first?.batch.schema else {
            throw QueryError(.invalidSchema, "no row tells the columns", hint: "Give a schema.")
        }
        guard let wrong = rows.firstIndex(where: { $0.count != schema.fields.count }) else {
            return try fitted(schema.fields.indices.map { index in rows.map { $0[index] } }, schema, rows.count)
        }
        throw QueryError(
            .invalidSchema,
            "row \(wrong + 1) has \(rows[wrong].count) values, and the schema \(schema.fields.count) columns")
    }

    /// No rows, with columns.
    public func emptyDataFrame(schema: StructType) -> DataFrame {
        let columns = schema.fields.map { ColumnVector(type: $0.type, count: 0, storage: .null) }
        return frame(ColumnBatch(schema: schema, columns: columns, count: 0))
    }

    /// No rows, with columns as in SQL.
    ///
    /// - Throws: `QueryError` when the schema is not understood.
    public func emptyDataFrame(schema ddl: String) throws -> DataFrame { emptyDataFrame(schema: try StructType(ddl)) }

    // MARK: - Parts

    private func frame(_ batch: ColumnBatch) -> DataFrame { DataFrame(.local(LocalData(batch)), self) }

    private func fitted(_ columns: [[Value]], _ schema: StructType, _ count: Int) throws -> DataFrame {
        guard columns.count == schema.fields.count else {
            throw QueryError(
                .invalidSchema, "the rows have \(columns.count) values, and the schema \(schema.fields.count) columns")
        }
        let vectors = try zip(schema.fields, columns).map { field, values in
            try ColumnVector(values, type: field.type, place: "column '\(field.name)'")
        }
        return frame(ColumnBatch(schema: schema, columns: vectors, count: count))
    }

    private static func vectors<each T: ColumnDatum>(_ rows: [(repeat each T)]) -> [ColumnVector] {
        let columns = (repeat Collected<each T>())
        for row in rows { repeat (each columns).values.append(each row) }
        var vectors: [ColumnVector] = []
        repeat vectors.append((each columns).values.columnVector)
        return vectors
    }

    /// A list that grows in its place, which the members of a tuple do not.
    private final class Collected<T> {
        var values: [T] = []
    }

    /// Columns whose types are found in their values.
    static func batch(_ columns: [(name: String, values: [Value])], count: Int) throws -> ColumnBatch {
        try batch(
            columns.map { name, values in
                let type = try DataType(holding: values, place: "column '\(name)'").settled
                return (name, try ColumnVector(values, type: type, place: "column '\(name)'"))
            })
    }

    static func batch(_ columns: [(name: String, vector: ColumnVector)]) throws -> ColumnBatch {
        let count = columns.first?.vector.count ?? 0
        guard !columns.isEmpty else {
            throw QueryError(.invalidSchema, "a DataFrame needs at least one column", hint: "Give a schema.")
        }
        if let other = columns.first(where: { $0.vector.count != count }) {
            throw QueryError(
                .invalidSchema,
                "column '\(columns[0].name)' has \(count) values, and '\(other.name)' has \(other.vector.count)")
        }
        return ColumnBatch(
            schema: StructType(columns.map { StructField($0.name, $0.vector.type) }), columns: columns.map(\.vector),
            count: count)
    }
}
