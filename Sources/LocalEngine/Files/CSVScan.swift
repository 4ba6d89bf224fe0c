import DataFrames

/// Comma-separated values as a part of a FROM.
struct CSVScan {
    private let source: FileSource
    private let options: ScanOptions
    private let list: String
    private let describe: (String) throws -> [DuckDBConnection.Column]
    /// How the text is cut into values, for every way of reading it.
    private let dialect: String

    private static let known: Set<String> = [
        "header", "inferschema", "sep", "delimiter", "quote", "escape", "nullvalue", "comment", "encoding",
        "dateformat", "timestampformat", "multiline", "ignoreleadingwhitespace", "ignoretrailingwhitespace", "mode",
    ]

    /// Up to this many bytes one thread reads as fast as several, and may find line breaks inside of quotes.
    private static let smallSize = 16 << 20

    init(
        _ source: FileSource, _ files: FilesToRead, describe: @escaping (String) throws -> [DuckDBConnection.Column]
    ) throws {
        self.source = source
        self.describe = describe
        list = files.list
        options = try ScanOptions(source, known: Self.known)
        var settings = [
            "delim = \(quotedText(options["sep"] ?? options["delimiter"] ?? ","))",
            "quote = \(quotedText(options["quote"] ?? "\""))", "escape = \(quotedText(options["escape"] ?? "\""))",
            "header = \(try options.flag("header"))",
        ]
        if let null = options["nullvalue"], !null.isEmpty {
            settings.append("nullstr = ['', \(quotedText(null))]")
        } else {
            // A quoted empty text is one, and not a missing value.
            settings.append("nullstr = '', allow_quoted_nulls = false")
        }
        if let comment = options["comment"] { settings.append("comment = \(quotedText(comment))") }
        switch try options.mode {
        case .permissive: settings.append("null_padding = true")
        case .dropMalformed: settings.append("ignore_errors = true")
        case .failFast: break
        }
        if try options.flag("multiline") || files.size <= Self.smallSize { settings.append("parallel = false") }
        if files.isPartitioned { settings.append("hive_partitioning = true") }
        dialect = settings.joined(separator: ", ")
    }

    /// - Throws: `QueryError` for a wrong option, `DuckDBFailure` for files that cannot be read.
    func sql() throws -> String {
        if let schema = source.schema, try options.mode == .permissive { return try lenient(schema) }
        let columns = try (source.schema ?? inferredSchema()).fields.map {
            "\(quotedText($0.name)): \(quotedText($0.type.duckDBName))"
        }
        var settings = dialect
        if let pattern = try options.pattern("dateformat") { settings += ", dateformat = \(pattern)" }
        if let pattern = try options.pattern("timestampformat") { settings += ", timestampformat = \(pattern)" }
        return "read_csv(\(list), columns = {\(columns.joined(separator: ", "))}, auto_detect = false, \(settings))"
    }

    /// With a given schema a value that does not fit is null, and columns too many or too few do no harm.
    private func lenient(_ schema: StructType) throws -> String {
        let reading = "read_csv(\(list), auto_detect = true, all_varchar = true, sample_size = 1000, \(dialect))"
        let found = try describe("SELECT * FROM \(reading)")
        let values = try schema.fields.enumerated().map { index, field in
            let value =
                index < found.count
                ? try cast(quoted(found[index].name), field.type) : "CAST(NULL AS \(field.type.duckDBName))"
            return "\(value) AS \(quoted(field.name))"
        }
        return "(SELECT \(values.joined(separator: ", ")) FROM \(reading)) AS lines"
    }

    private func cast(_ column: String, _ type: DataType) throws -> String {
        switch type {
        case .string: return column
        case .date:
            if let pattern = try options.pattern("dateformat") {
                return "CAST(try_strptime(\(column), \(pattern)) AS DATE)"
            }
        case .timestamp, .timestampNTZ:
            if let pattern = try options.pattern("timestampformat") {
                return "CAST(try_strptime(\(column), \(pattern)) AS \(type.duckDBName))"
            }
        default: break
        }
        // DuckDB would round 1.5 to a whole number, which for Spark is none.
        if type.isWholeNumber {
            return
                "CASE WHEN regexp_full_match(trim(\(column)), '[+-]?\\d+') THEN TRY_CAST(\(column) AS \(type.duckDBName)) END"
        }
        return "TRY_CAST(\(column) AS \(type.duckDBName))"
    }

    /// The columns of the files, found once: by the header, and by all values when types are asked for.
    private func inferredSchema() throws -> StructType {
        if let schema = source.inferredSchema { return schema }
        var detection = "all_varchar = true, sample_size = 1000"
        if try options.flag("inferschema") {
            detection = "sample_size = -1, auto_type_candidates = \(Self.candidates)"
            if let pattern = try options.pattern("dateformat") { detection += ", dateformat = \(pattern)" }
            if let pattern = try options.pattern("timestampformat") { detection += ", timestampformat = \(pattern)" }
        }
        let found = try describe("SELECT * FROM read_csv(\(list), auto_detect = true, \(detection), \(dialect))")
        let hasHeader = try options.flag("header")
        let schema = StructType(
            found.enumerated().map { index, column in
                // Without a header Spark counts from 0: _c0, _c1.
                StructField(hasHeader ? column.name : "_c\(index)", Self.inferred(column.type.type))
            })
        source.inferredSchema = schema
        return schema
    }

    /// The types that Spark finds in text.
    private static let candidates =
        "['NULL', 'BOOLEAN', 'INTEGER', 'BIGINT', 'DOUBLE', 'DATE', 'TIMESTAMP', 'TIMESTAMPTZ', 'VARCHAR']"

    /// Times in text are instants for Spark.
    private static func inferred(_ type: DataType) -> DataType {
        switch type {
        case .timestampNTZ: .timestamp
        case .null, .time: .string
        default: type
        }
    }
}
