/// Writes a DataFrame to files or a table. Names, options and defaults are Spark's.
///
///     try late.write.mode("overwrite").partitionBy("origin").parquet("late")
public struct DataFrameWriter: Sendable {
    let frame: DataFrame
    private var format = FileSource.Format.parquet.rawValue
    private var mode = "errorifexists"
    private var options: [String: String] = [:]
    private var partitionColumns: [String] = []

    init(_ frame: DataFrame) { self.frame = frame }

    /// The format that `save` writes: `parquet` (if nothing else is said), `csv` or `json`.
    public func format(_ name: String) -> DataFrameWriter { changed { $0.format = name } }

    /// What happens when something is there already: `errorifexists`, `overwrite`, `append` or `ignore`.
    public func mode(_ name: String) -> DataFrameWriter { changed { $0.mode = name.lowercased() } }

    /// What happens when something is there already.
    public func mode(_ mode: FileTarget.Mode) -> DataFrameWriter { self.mode(mode.rawValue) }

    /// An option of the format: `option("header", true)`, `option("compression", "zstd")`.
    public func option(_ name: String, _ value: any CustomStringConvertible) -> DataFrameWriter {
        let text = value.description
        return changed { $0.options[name.lowercased()] = text }
    }

    /// Columns whose values become folders: `origin=JFK/`.
    public func partitionBy(_ columns: String...) -> DataFrameWriter { changed { $0.partitionColumns = columns } }

    /// Writes a folder of Parquet files.
    ///
    /// - Throws: `QueryError`; then what was there before is still there.
    public func parquet(_ path: String) throws { try write(.parquet, path) }

    /// Writes a folder of CSV files, with a header if the option is set.
    ///
    /// - Throws: `QueryError`; then what was there before is still there.
    public func csv(_ path: String, header: Bool? = nil) throws {
        try (header.map { option("header", $0) } ?? self).write(.csv, path)
    }

    /// Writes a folder of files with a JSON object a line.
    ///
    /// - Throws: `QueryError`; then what was there before is still there.
    public func json(_ path: String) throws { try write(.json, path) }

    /// Writes a folder of files in the format that was set.
    ///
    /// - Throws: `QueryError`; then what was there before is still there.
    public func save(_ path: String) throws { try write(FileSource.Format(named: format), path) }

    /// Writes a table of the session; it is gone with it. A column that is appended goes by its name.
    ///
    /// - Throws: `QueryError`; then the table is as it was.
    public func saveAsTable(_ name: String) throws {
        try frame.session.engine().save(frame.plan, toTable: name, mode: try writeMode(), byName: true)
    }

    /// Adds the rows to a table, columns by position.
    ///
    /// - Parameter overwrite: whether the table's rows go first.
    /// - Throws: `QueryError`; then the table is as it was.
    public func insertInto(_ name: String, overwrite: Bool? = nil) throws {
        let replaces = try overwrite ?? (writeMode() == .overwrite)
        try frame.session.engine().save(
            frame.plan, toTable: name, mode: replaces ? .overwrite : .append, byName: false)
    }

    private func writeMode() throws -> FileTarget.Mode {
        let known = ["error": FileTarget.Mode.errorIfExists]
        guard let mode = known[mode] ?? FileTarget.Mode(rawValue: mode) else {
            throw QueryError(
                .invalidOption, "there is no write mode '\(mode)'",
                hint: "Known are errorifexists, overwrite, append and ignore.")
        }
        return mode
    }

    private func write(_ format: FileSource.Format, _ path: String) throws {
        let target = FileTarget(
            format: format, path: path, mode: try writeMode(), options: options, partitionColumns: partitionColumns)
        try frame.session.engine().write(frame.plan, to: target)
    }

    private func changed(_ change: (inout DataFrameWriter) -> Void) -> DataFrameWriter {
        var copy = self
        change(&copy)
        return copy
    }
}

extension DataFrame {
    /// Writes the rows to files: `df.write.parquet("flights")`.
    public var write: DataFrameWriter { DataFrameWriter(self) }
}
