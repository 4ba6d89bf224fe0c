import CDuckDB
import DataFrames
import Essentials
import Glibc
import SystemSupport

/// DuckDB's library, opened once in the life of a process.
struct DuckDBLibrary: Sendable {
    let functions: CDuckDBFunctions
    /// Such as `1.5.5`.
    let version: String

    static let fileName = "libduckdb.so"
    static let variable = "SWIFTLET_DUCKDB_LIBRARY"

    private static let opened = Result { try open() }

    /// - Throws: `QueryError` (`engine`) that says where the library was looked for.
    static func shared() throws -> DuckDBLibrary { try opened.get() }

    private static func open() throws -> DuckDBLibrary {
        let path = try find()
        var functions = CDuckDBFunctions()
        var words = [CChar](repeating: 0, count: 512)
        guard cduckdb_open_library(path, &functions, &words, words.count) else {
            let reason = words.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
            throw QueryError(
                .engine, "DuckDB's library cannot be opened: \(reason)", place: path,
                hint: "Fetch it anew with: make setup")
        }
        let version = functions.library_version().map { String(cString: $0) } ?? "?"
        guard version.hasPrefix("v1.") else {
            throw QueryError(.engine, "DuckDB's library has version \(version); 1.x is needed", place: path)
        }
        return DuckDBLibrary(functions: functions, version: String(version.dropFirst()))
    }

    /// Where the library is: what the environment says, or beside the program.
    private static func find() throws -> String {
        if let given = Paths.environment[variable], !given.isEmpty {
            guard access(given, R_OK) == 0 else {
                throw QueryError(
                    .engine, "\(variable) names a library that cannot be read", place: given,
                    hint: "Correct the variable, or unset it to use the library beside the program.")
            }
            return given
        }
        guard let program = try? Paths.executable(), let slash = program.lastIndex(of: "/") else {
            throw QueryError(.engine, "DuckDB's library cannot be found, as the program's folder is not known")
        }
        let path = String(program[...slash]) + fileName
        guard access(path, R_OK) == 0 else {
            throw QueryError(
                .engine, "DuckDB's library is missing", place: path,
                hint: "Set it up with: make setup build. Or name a copy by \(variable).")
        }
        return path
    }
}
