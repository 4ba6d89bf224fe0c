/// Reads files into DataFrames. Names, options and defaults are Spark's.
///
///     try spark.read.option("header", true).schema("id INT, name STRING").csv("people.csv")
///     try spark.read.parquet("events/")
///
/// A path is a file, a folder with everything below it, or a pattern (`data/2013-*.csv`). Folders named `year=2013`
/// become columns.
public struct DataFrameReader: Sendable {
    let session: SparkSession
    private var format: String?
    private var givenSchema: StructType?
    private var options: [String: String] = [:]

    init(session: SparkSession) { self.session = session }

    /// The format that `load` reads: `csv`, `json`, `parquet` or `text`.
    public func format(_ name: String) -> DataFrameReader { changed { $0.format = name } }

    /// Names and types of the columns, so that they need not be found in the files.
    public func schema(_ schema: StructType) -> DataFrameReader { changed { $0.givenSchema = schema } }

    /// Names and types of the columns as SQL writes them: `"id INT, name STRING"`.
    ///
    /// - Throws: `QueryError` (`invalidSchema`) that says which part is not understood.
    public func schema(_ ddl: String) throws -> DataFrameReader {
        let schema = try StructType(ddl)
        return changed { $0.givenSchema = schema }
    }

    /// An option of the format: `option("header", true)`, `option("sep", ";")`.
    public func option(_ name: String, _ value: any CustomStringConvertible) -> DataFrameReader {
        let text = value.description
        return changed { $0.options[name.lowercased()] = text }
    }

    /// Several options of the format.
    public func options(_ options: KeyValuePairs<String, any CustomStringConvertible>) -> DataFrameReader {
        options.reduce(self) { $0.option($1.key, $1.value) }
    }

    /// Comma-separated values. All columns are strings unless a schema is given or inferred.
    ///
    /// - Parameters:
    ///   - header: whether the first line holds the columns' names.
    ///   - inferSchema: whether the types are found by reading the files once.
    ///   - sep: what stands between the values, a comma if not given.
    ///   - nullValue: the text of a missing value, beside the empty one.
    /// - Throws: `QueryError` when nothing is at the path, or it cannot be read.
    public func csv(
        _ paths: String..., header: Bool? = nil, inferSchema: Bool? = nil, sep: String? = nil, nullValue: String? = nil
    ) throws -> DataFrame {
        let given: [(String, (any CustomStringConvertible)?)] = [
            ("header", header), ("inferSchema", inferSchema), ("sep", sep), ("nullValue", nullValue),
        ]
        let reader = given.reduce(self) { reader, entry in entry.1.map { reader.option(entry.0, $0) } ?? reader }
        return try reader.read(.csv, paths)
    }

    /// A JSON value a line, or whole documents with the option `multiLine`.
    ///
    /// - Throws: `QueryError` when nothing is at the path, or it cannot be read.
    public func json(_ paths: String..., multiLine: Bool? = nil) throws -> DataFrame {
        try (multiLine.map { option("multiLine", $0) } ?? self).read(.json, paths)
    }

    /// Parquet files.
    ///
    /// - Throws: `QueryError` when nothing is at the path, or it cannot be read.
    public func parquet(_ paths: String...) throws -> DataFrame { try read(.parquet, paths) }

    /// Lines of text, in a column `value`.
    ///
    /// - Throws: `QueryError` when nothing is at the path, or it cannot be read.
    public func text(_ paths: String...) throws -> DataFrame { try read(.text, paths) }

    /// Files of the format that was set; Parquet when none was.
    ///
    /// - Throws: `QueryError` when the format is not known, nothing is at the path, or it cannot be read.
    public func load(_ paths: String...) throws -> DataFrame {
        try read(FileSource.Format(named: format ?? FileSource.Format.parquet.rawValue), paths)
    }

    /// The rows of a table or view.
    public func table(_ name: String) -> DataFrame { session.table(name) }

    private func read(_ format: FileSource.Format, _ paths: [String]) throws -> DataFrame {
        let source = FileSource(format: format, paths: paths, options: options, schema: givenSchema)
        let frame = DataFrame(.files(source), session)
        // Here, and not at the first action, so that a missing file is reported where it is named.
        _ = try frame.schema
        return frame
    }

    private func changed(_ change: (inout DataFrameReader) -> Void) -> DataFrameReader {
        var copy = self
        change(&copy)
        return copy
    }
}

extension FileSource.Format {
    /// - Throws: `QueryError` (`unsupported`) that lists the known ones.
    init(named name: String) throws {
        guard let format = Self(rawValue: name.lowercased()) else {
            let known = Self.allCases.map(\.rawValue)
            throw QueryError(
                .unsupported, "there is no file format '\(name)'",
                hint: "Known are \(QueryError.list(known)).")
        }
        self = format
    }
}
