import DataFrames

/// JSON values as a part of a FROM.
struct JSONScan {
    private let source: FileSource
    private let options: ScanOptions
    private let list: String
    private let describe: (String) throws -> [DuckDBConnection.Column]
    private let settings: String

    init(
        _ source: FileSource, _ files: FilesToRead, describe: @escaping (String) throws -> [DuckDBConnection.Column]
    ) throws {
        self.source = source
        self.describe = describe
        list = files.list
        options = try ScanOptions(
            source, known: ["multiline", "dateformat", "timestampformat", "mode", "encoding"])
        var settings = ["format = \(try options.flag("multiline") ? "'auto'" : "'newline_delimited'")"]
        if files.isPartitioned { settings.append("hive_partitioning = true") }
        // A line that is no JSON becomes a row of nulls.
        if try options.mode != .failFast { settings.append("ignore_errors = true") }
        self.settings = settings.joined(separator: ", ")
    }

    /// - Throws: `QueryError` for a wrong option, `DuckDBFailure` for files that cannot be read.
    func sql() throws -> String {
        let columns = try (source.schema ?? inferredSchema()).fields.map {
            "\(quotedText($0.name)): \(quotedText($0.type.duckDBName))"
        }
        var settings = settings
        if let pattern = try options.pattern("dateformat") { settings += ", dateformat = \(pattern)" }
        if let pattern = try options.pattern("timestampformat") { settings += ", timestampformat = \(pattern)" }
        return "read_json(\(list), columns = {\(columns.joined(separator: ", "))}, \(settings))"
    }

    /// The fields of all values, found once, in the order of their names as Spark has them.
    private func inferredSchema() throws -> StructType {
        if let schema = source.inferredSchema { return schema }
        let found = try describe("SELECT * FROM read_json(\(list), sample_size = -1, \(settings))")
        let schema = StructType(Self.sorted(found.map { StructField($0.name, $0.type.type) }))
        source.inferredSchema = schema
        return schema
    }

    private static func sorted(_ fields: [StructField]) -> [StructField] {
        fields.map { StructField($0.name, inferred($0.type)) }.sorted { $0.name < $1.name }
    }

    /// Dates and times in JSON are texts until a schema says otherwise.
    private static func inferred(_ type: DataType) -> DataType {
        switch type {
        case .date, .time, .timestamp, .timestampNTZ, .null: .string
        case .array(let element): .array(inferred(element))
        case .struct(let type): .struct(StructType(sorted(type.fields)))
        // Objects of many different keys look like a map to DuckDB.
        case .map(let key, let value): .map(key: key, value: inferred(value))
        default: type
        }
    }
}
