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

    /// All rows as values of a `Codable` struct, whose properties have the names of columns; columns that it lacks are
    /// left out. Types that a single column can be read as (`Int`, `String`) take a DataFrame of one column.
    ///
    ///     struct Flight: Codable { var carrier: String, delay: Double? }
    ///     let late = try flights.filter("delay > 60").as(Flight.self)
    ///
    /// - Throws: `QueryError`; also when a value does not fit, naming column, row and type.
    public func `as`<T: Decodable>(_ type: T.Type) throws -> [T] { try RowDecoder.all(try batch(), as: type) }

    /// The last rows.
    ///
    /// - Throws: `QueryError`.
    public func tail(_ count: Int) throws -> [Row] {
        let all = try self.count()
        return try offset(Swift.max(0, all - Swift.max(0, count))).collect()
    }

    /// All rows, fetched piece by piece, so that they need not be in the program's memory at once.
    ///
    ///     for row in try flights.toLocalIterator() { print(row["carrier"]) }
    ///
    /// - Throws: `QueryError`. A fault while a later piece is fetched is a fault of the program; they are computed
    ///   before the first row comes.
    public func toLocalIterator() throws -> RowSequence {
        let kept = try checkpoint()
        return RowSequence(frame: kept, count: try kept.count())
    }

    /// Calls a function with every row; they are fetched piece by piece.
    ///
    ///
    /// - Throws: `QueryError`, and what the function throws.
    public func foreach(_ body: (Row) throws -> Void) throws {
        let rows = try toLocalIterator()
        for start in stride(from: 0, to: rows.count, by: RowSequence.pieceSize) {
            for row in try rows.piece(from: start).rows { try body(row) }
        }
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
}
