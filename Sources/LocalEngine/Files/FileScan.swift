import DataFrames
import Glibc

/// Files to read as a part of a FROM.
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
        let files = FilesToRead(try source.paths.flatMap { try FilePaths.files($0) })
        return Source(sql: try sql(files), files: files.paths, isText: source.format != .parquet)
    }

    private func sql(_ files: FilesToRead) throws -> String {
        switch source.format {
        case .csv: return try CSVScan(source, files, describe: describe).sql()
        case .json: return try JSONScan(source, files, describe: describe).sql()
        case .text:
            _ = try ScanOptions(source, known: ["encoding"])
            // An empty line is a text too.
            return "(SELECT coalesce(value, '') AS value FROM read_csv(\(files.list), columns = {'value': 'VARCHAR'}, "
                + "auto_detect = false, header = false, delim = '', quote = '', escape = '')) AS lines"
        case .parquet:
            let merges = try ScanOptions(source, known: ["mergeschema"]).flag("mergeschema")
            return "read_parquet(\(files.list)\(merges ? ", union_by_name = true" : "")"
                + "\(files.isPartitioned ? ", hive_partitioning = true" : ""))"
        }
    }
}

/// The files of a scan.
struct FilesToRead {
    let paths: [String]

    init(_ paths: [String]) { self.paths = paths }

    /// As an argument of DuckDB's table functions.
    var list: String { "[" + paths.map(quotedText).joined(separator: ", ") + "]" }

    /// Whether paths hold columns, as `year=2013/` does.
    var isPartitioned: Bool { paths.contains { $0.contains("=") } }

    /// In bytes.
    var size: Int {
        paths.reduce(0) { total, path in
            var info = stat()
            return total + (stat(path, &info) == 0 ? Int(info.st_size) : 0)
        }
    }
}
