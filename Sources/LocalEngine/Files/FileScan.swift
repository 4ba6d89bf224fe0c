import DataFrames
import Glibc
import SystemSupport

/// Files to read as a table function of DuckDB.
struct FileScan {
    private let source: FileSource
    private let describe: (String) throws -> [DuckDBConnection.Column]

    init(_ source: FileSource, describe: @escaping (String) throws -> [DuckDBConnection.Column]) {
        self.source = source
        self.describe = describe
    }

    /// Files as DuckDB reads them.
    struct Source {
        /// What stands in a FROM.
        var sql: String
        var files: [String]
        /// Whether reading means parsing text.
        var isText: Bool
    }

    /// Finds the files and how they are read.
    ///
    /// - Throws: `QueryError` when there is no such file or an option is wrong; `DuckDBFailure` when a file cannot be
    ///   read.
    func read() throws -> Source {
        let files = try source.paths.flatMap { try Self.files($0, format: source.format) }
        return Source(sql: try sql(files), files: files, isText: source.format != .parquet)
    }

    private func sql(_ files: [String]) throws -> String {
        let list = "[" + files.map(quotedText).joined(separator: ", ") + "]"
        // `year=2013` in a path is a column.
        let isPartitioned = files.contains { $0.contains("=") }
        switch source.format {
        case .csv: return try csv(list, isPartitioned)
        case .json: return try json(list, isPartitioned)
        case .text:
            return "read_csv(\(list), columns = {'value': 'VARCHAR'}, auto_detect = false, header = false, "
                + "delim = '', quote = '', escape = '')"
        case .parquet:
            let merge = source.options["mergeschema"] == "true" ? ", union_by_name = true" : ""
            return "read_parquet(\(list)\(merge)\(isPartitioned ? ", hive_partitioning = true" : ""))"
        }
    }

    // MARK: - CSV

    private func csv(_ list: String, _ isPartitioned: Bool) throws -> String {
        let known: Set<String> = [
            "header", "inferschema", "sep", "delimiter", "quote", "escape", "nullvalue", "comment", "encoding",
            "dateformat", "timestampformat", "multiline", "ignoreleadingwhitespace", "ignoretrailingwhitespace", "mode",
        ]
        try checkOptions(known)
        var settings = [
            "delim = \(quotedText(source.options["sep"] ?? source.options["delimiter"] ?? ","))",
            "quote = \(quotedText(source.options["quote"] ?? "\""))",
            // Spark escapes by a backslash unless told otherwise; a doubled quote is read as one by both.
            "escape = \(quotedText(source.options["escape"] ?? "\""))",
            "header = \(try flag("header"))",
            "nullstr = ['', \(quotedText(source.options["nullvalue"] ?? ""))]",
        ]
        if let comment = source.options["comment"] { settings.append("comment = \(quotedText(comment))") }
        if let pattern = source.options["dateformat"] {
            settings.append("dateformat = \(quotedText(try DatePattern.strftime(pattern)))")
        }
        if let pattern = source.options["timestampformat"] {
            settings.append("timestampformat = \(quotedText(try DatePattern.strftime(pattern)))")
        }
        switch source.options["mode"]?.lowercased() {
        case nil, "permissive": settings.append("null_padding = true")
        case "dropmalformed": settings.append("ignore_errors = true")
        case "failfast": break
        case let mode?:
            throw QueryError(
                .invalidOption, "the option mode is '\(mode)'",
                hint: "Known are PERMISSIVE, DROPMALFORMED and FAILFAST.")
        }
        if isPartitioned { settings.append("hive_partitioning = true") }
        let common = settings.joined(separator: ", ")
        let columns = try csvSchema(list, common).fields.map {
            "\(quotedText($0.name)): \(quotedText($0.type.duckDBName))"
        }
        return "read_csv(\(list), columns = {\(columns.joined(separator: ", "))}, auto_detect = false, \(common))"
    }

    /// The columns of the files, found once: by the header, and by all values when types are asked for.
    private func csvSchema(_ list: String, _ settings: String) throws -> StructType {
        if let schema = source.schema ?? source.inferredSchema { return schema }
        let infers = try flag("inferschema")
        let detection =
            infers
            ? "sample_size = -1, auto_type_candidates = \(Self.candidates)" : "all_varchar = true, sample_size = 1000"
        let found = try describe("SELECT * FROM read_csv(\(list), auto_detect = true, \(detection), \(settings))")
        let hasHeader = try flag("header")
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

    // MARK: - JSON

    private func json(_ list: String, _ isPartitioned: Bool) throws -> String {
        try checkOptions(["multiline", "dateformat", "timestampformat", "mode", "encoding"])
        var settings = ["format = \(try flag("multiline") ? "'auto'" : "'newline_delimited'")"]
        if isPartitioned { settings.append("hive_partitioning = true") }
        if source.options["mode"]?.lowercased() == "dropmalformed" { settings.append("ignore_errors = true") }
        if let schema = source.schema ?? source.inferredSchema {
            let columns = schema.fields.map { "\(quotedText($0.name)): \(quotedText($0.type.duckDBName))" }
            settings.append("columns = {\(columns.joined(separator: ", "))}")
        } else {
            settings.append("sample_size = -1")
        }
        return "read_json(\(list), \(settings.joined(separator: ", ")))"
    }

    // MARK: - Options

    private func flag(_ name: String) throws -> Bool {
        switch source.options[name]?.lowercased() {
        case nil, "false": return false
        case "true": return true
        case let value?:
            throw QueryError(.invalidOption, "the option \(name) is '\(value)'", hint: "It is either true or false.")
        }
    }

    private func checkOptions(_ known: Set<String>) throws {
        if let unknown = source.options.keys.sorted().first(where: { !known.contains($0) }) {
            throw QueryError(
                .invalidOption, "reading \(source.format.rawValue) has no option '\(unknown)'",
                hint: "Known are \(known.sorted().joined(separator: ", ")).")
        }
    }

    // MARK: - Files

    /// The files that a path means: itself, those that fit its pattern, or all in a folder, hidden ones left out.
    static func files(_ path: String, format: FileSource.Format) throws -> [String] {
        let local = path.hasPrefix("file://") ? String(path.dropFirst(7)) : path
        var info = stat()
        if stat(local, &info) == 0 {
            guard info.st_mode & S_IFMT == S_IFDIR else {
                guard access(local, R_OK) == 0 else {
                    throw QueryError(.file, "the file may not be read", place: path)
                }
                return [local]
            }
            let found = contents(local).sorted()
            if found.isEmpty { throw QueryError(.file, "there is no file in the folder", place: path) }
            return found
        }
        if local.contains(where: { "*?[".contains($0) }) {
            let found = try matches(local).flatMap { try files($0, format: format) }
            if found.isEmpty { throw QueryError(.file, "no file fits the pattern", place: path) }
            return found
        }
        throw QueryError(
            .file, "there is no such file or folder", place: path,
            hint: local.hasPrefix("/") ? "" : "Relative paths start in \(Paths.currentFolder).")
    }

    private static func contents(_ folder: String) -> [String] {
        directoryContents(folder).filter { !$0.hasPrefix(".") && !$0.hasPrefix("_") }.flatMap { name in
            let path = "\(folder)/\(name)"
            var info = stat()
            guard stat(path, &info) == 0 else { return [String]() }
            return info.st_mode & S_IFMT == S_IFDIR ? contents(path) : [path]
        }
    }

    private static func matches(_ pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, GLOB_BRACE, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { index in found.gl_pathv[index].map { String(cString: $0) } }
    }
}
