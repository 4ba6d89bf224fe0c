// What makes a DataFrame compute.
extension DataFrame {
    /// All rows.
    ///
    /// - Throws: `QueryError` when the query has no meaning, fails or is interrupted. So do all actions.
    public func collect() throws -> [Row] { try batch().rows }

    /// All rows, column by column.
    ///
    /// - Throws: `QueryError`.
    public func batch() throws -> ColumnBatch { try session.engine().collect(plan) }

    /// The first rows.
    ///
    /// - Throws: `QueryError`.
    public func take(_ count: Int) throws -> [Row] { try limit(count).collect() }

    /// The first rows.
    ///
    /// - Throws: `QueryError`.
    public func head(_ count: Int) throws -> [Row] { try take(count) }

    /// The first row, nil when there is none.
    ///
    /// - Throws: `QueryError`.
    public func first() throws -> Row? { try take(1).first }

    /// The first row, nil when there is none.
    ///
    /// - Throws: `QueryError`.
    public func head() throws -> Row? { try first() }

    /// The number of rows.
    ///
    /// - Throws: `QueryError`.
    public func count() throws -> Int {
        let counted = try agg(DataFrames.count("*")).batch()
        return counted.columns.first?[0].int ?? 0
    }

    /// Whether there is no row.
    ///
    /// - Throws: `QueryError`.
    public func isEmpty() throws -> Bool { try first() == nil }

    /// One column as a Swift array: `let delays: [Double?] = try flights.values("dep_delay")`.
    ///
    /// - Throws: `QueryError`; also when a value is null and the array's elements are not optional.
    public func values<T: ColumnElement>(_ column: any ColumnOrName, as type: T.Type = T.self) throws -> [T] {
        let batch = try select(column).batch()
        guard let vector = batch.columns.first else { return [] }
        return try vector.array(of: T.self)
    }

    /// Calls a function with every row.
    ///
    /// - Throws: `QueryError`, and what the function throws.
    public func foreach(_ body: (Row) throws -> Void) throws {
        for row in try collect() { try body(row) }
    }

    /// Prints the first rows as Spark does.
    ///
    /// - Parameters:
    ///   - count: how many rows at most.
    ///   - truncate: whether values longer than 20 characters are shortened.
    ///   - vertical: a line for each value instead of each row.
    /// - Throws: `QueryError`.
    public func show(_ count: Int = 20, truncate: Bool = true, vertical: Bool = false) throws {
        print(try showString(count, truncate: truncate ? 20 : 0, vertical: vertical))
    }

    /// Prints the first rows, values shortened to a number of characters.
    ///
    /// - Throws: `QueryError`.
    public func show(_ count: Int = 20, truncate: Int, vertical: Bool = false) throws {
        print(try showString(count, truncate: truncate, vertical: vertical))
    }

    /// What `show` prints.
    ///
    /// - Parameter truncate: how many characters of a value are shown; 0 for all.
    /// - Throws: `QueryError`.
    public func showString(_ count: Int = 20, truncate: Int = 20, vertical: Bool = false) throws -> String {
        let count = Swift.max(0, count)
        let batch = try limit(count == .max ? count : count + 1).batch()
        return TextTable(batch, count: count, truncate: truncate).text(vertical: vertical)
    }

    // MARK: - Views

    /// Gives the DataFrame a name that `spark.sql` and `spark.table` know, in place of an earlier view.
    ///
    /// - Throws: `QueryError` when the query has no meaning.
    public func createOrReplaceTempView(_ name: String) throws {
        try session.engine().createView(name, of: plan, replace: true)
    }

    /// Gives the DataFrame a name that `spark.sql` and `spark.table` know.
    ///
    /// - Throws: `QueryError` when the query has no meaning, or the name is taken.
    public func createTempView(_ name: String) throws {
        try session.engine().createView(name, of: plan, replace: false)
    }
}
