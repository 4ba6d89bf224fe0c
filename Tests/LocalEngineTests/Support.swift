import DataFrames
import Foundation
import LocalEngine
import SystemSupport

/// A session with a DuckDB of its own. `scripts/test` says by SWIFTLET_DUCKDB_LIBRARY where its library lies.
func newSession() throws -> SparkSession { SparkSession(engine: try LocalEngine()) }

/// A folder for the files of one test, gone when the test is.
final class TestFolder: Sendable {
    private let folder: TemporaryDirectory
    var path: String { folder.path }

    init() throws { folder = try TemporaryDirectory(prefix: "swiftlet-engine-") }

    deinit { folder.remove() }

    /// Writes a file, and the folders above it.
    ///
    /// - Returns: its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let path = "\(path)/\(name)"
        try makeDirectories((path as NSString).deletingLastPathComponent)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    func remove(_ name: String) { removeTree("\(path)/\(name)") }

    /// The names of what lies in a folder.
    func list(_ name: String = "") -> [String] { directoryContents("\(path)/\(name)").sorted() }
}

extension DataFrame {
    /// Each row as its values with strokes between them, in the order in which they come.
    func lines() throws -> [String] {
        try collect().map { row in row.values.map(\.text).joined(separator: "|") }
    }

    /// The rows in the order of their text, for queries that promise none.
    func sortedLines() throws -> [String] { try lines().sorted() }

    /// `id: int, name: string`
    func types() throws -> String { try dtypes.map { "\($0.0): \($0.1)" }.joined(separator: ", ") }
}

/// Four people; one has no name, another no height.
func people(_ spark: SparkSession) throws -> DataFrame {
    try spark.sql(
        """
        SELECT * FROM (VALUES (1, 'ann', 1.5::DOUBLE), (2, 'bob', NULL), (3, NULL, 2.5), (3, 'ann', 0.5)) \
        t(id, Name, height)
        """)
}

/// Labels of three numbers.
func labels(_ spark: SparkSession) throws -> DataFrame {
    try spark.sql("SELECT * FROM (VALUES (1, 'one'), (3, 'three'), (4, 'four')) t(id, label)")
}
