import DataFrames
import Glibc
import SystemSupport

/// Puts files in their place: first written beside it, then moved, so that a reader sees all of them or none.
struct FileOutput {
    private let target: FileTarget
    private let path: String

    init(_ target: FileTarget) {
        self.target = target
        let local = target.path.hasPrefix("file://") ? String(target.path.dropFirst(7)) : target.path
        path = local.count > 1 && local.hasSuffix("/") ? String(local.dropLast()) : local
    }

    /// - Parameter copy: writes rows to a path, with options of DuckDB's COPY.
    /// - Throws: `QueryError` when something is there that must not be, or what `copy` throws.
    func write(_ copy: (_ path: String, _ options: String) throws -> Void) throws {
        let exists = access(path, F_OK) == 0
        if exists, target.mode == .ignore { return }
        if exists, target.mode == .errorIfExists {
            throw QueryError(
                .alreadyExists, "something is there already", place: target.path,
                hint: "mode(\"overwrite\") replaces it, mode(\"append\") adds to it.")
        }
        let options = try self.options()
        let mark = "\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let temporary = "\(path).writing-\(mark)"
        defer { removeTree(temporary) }
        do {
            try makeDirectories(temporary)
            try copy(
                target.partitionColumns.isEmpty ? "\(temporary)/part-\(mark).\(fileExtension)" : temporary,
                options)
            try place(temporary, exists: exists, mark: mark)
        } catch let error as SystemError {
            throw QueryError(.file, error.message, place: error.place)
        }
    }

    private func place(_ temporary: String, exists: Bool, mark: String) throws {
        if exists, target.mode == .append {
            try move(contentsOf: temporary, into: path)
            return
        }
        let old = "\(path).replaced-\(mark)"
        if exists { try move(path, to: old) }
        do {
            try move(temporary, to: path)
        } catch {
            if exists { rename(old, path) }
            throw error
        }
        if exists { removeTree(old) }
    }

    private func move(contentsOf folder: String, into target: String) throws {
        try makeDirectories(target)
        for name in directoryContents(folder) {
            var info = stat()
            let isFolder = stat("\(folder)/\(name)", &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
            if isFolder {
                try move(contentsOf: "\(folder)/\(name)", into: "\(target)/\(name)")
            } else {
                try move("\(folder)/\(name)", to: "\(target)/\(name)")
            }
        }
    }

    private func move(_ old: String, to new: String) throws {
        guard rename(old, new) == 0 else { throw SystemError(operation: "move a file", path: new, errno: errno) }
    }

    /// Of the files, by which readers tell how they are compressed.
    private var fileExtension: String {
        guard target.format != .parquet else { return "parquet" }
        switch target.options["compression"]?.lowercased() {
        case "gzip"?: return target.format.rawValue + ".gz"
        case "zstd"?: return target.format.rawValue + ".zst"
        default: return target.format.rawValue
        }
    }

    private func options() throws -> String {
        var parts: [String] = []
        var known: Set<String> = ["compression"]
        switch target.format {
        case .parquet:
            parts.append("FORMAT parquet")
            parts.append("COMPRESSION \(quotedText(target.options["compression"] ?? "snappy"))")
        case .csv:
            known.formUnion([
                "header", "sep", "delimiter", "quote", "escape", "nullvalue", "dateformat", "timestampformat",
            ])
            parts.append("FORMAT csv")
            parts.append("HEADER \(target.options["header"] == "true")")
            parts.append("DELIMITER \(quotedText(target.options["sep"] ?? target.options["delimiter"] ?? ","))")
            if let quote = target.options["quote"] { parts.append("QUOTE \(quotedText(quote))") }
            if let escape = target.options["escape"] { parts.append("ESCAPE \(quotedText(escape))") }
            if let null = target.options["nullvalue"] { parts.append("NULL \(quotedText(null))") }
            if let pattern = target.options["dateformat"] {
                parts.append("DATEFORMAT \(quotedText(try DatePattern.strftime(pattern)))")
            }
            if let pattern = target.options["timestampformat"] {
                parts.append("TIMESTAMPFORMAT \(quotedText(try DatePattern.strftime(pattern)))")
            }
            if let compression = target.options["compression"] {
                parts.append("COMPRESSION \(quotedText(compression))")
            }
        case .json:
            parts.append("FORMAT json")
            if let compression = target.options["compression"] {
                parts.append("COMPRESSION \(quotedText(compression))")
            }
        case .text:
            throw QueryError(.unsupported, "text files cannot be written yet", hint: "Known are parquet, csv and json.")
        }
        if let unknown = target.options.keys.sorted().first(where: { !known.contains($0) }) {
            throw QueryError(
                .invalidOption, "writing \(target.format.rawValue) has no option '\(unknown)'",
                hint: "Known are \(known.sorted().joined(separator: ", ")).")
        }
        if !target.partitionColumns.isEmpty {
            parts.append("PARTITION_BY (\(target.partitionColumns.map(quoted).joined(separator: ", ")))")
        }
        return parts.joined(separator: ", ")
    }
}
