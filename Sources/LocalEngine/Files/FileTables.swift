import DataFrames
import Glibc

/// Text files that were read, kept in memory as tables for as long as the files stay what they were: exploring data
/// means asking the same file many times, and reading text is most of a query's time.
///
/// Queries know a file by the name of a view. When a query is to run, the view gives way to a table with the file's
/// rows; when the file has changed since, the rows are read again.
final class FileTables {
    private struct Entry {
        var name: String
        var scan: FileScan.Source
        /// What the files were when the table was filled; nil while the name is that of a view.
        var state: [FileState]?
        var bytes = 0
        var lastUse = 0
        /// The rows cannot be kept: some value of the files does not fit its column.
        var staysView = false
    }

    private let connection: DuckDBConnection
    private var entries: [String: Entry] = [:]
    private var uses = 0
    /// Bytes of text: one file above it is always read anew, and all kept ones together stay below it.
    private let limit: Int

    static let prefix = "__swiftlet_file_"

    init(_ connection: DuckDBConnection) {
        self.connection = connection
        limit = min(256 << 20, sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) / 32)
    }

    /// What stands in a FROM for the files.
    ///
    /// - Throws: `DuckDBFailure` when they cannot be read.
    func name(for scan: FileScan.Source) throws -> String {
        guard scan.isText else { return scan.sql }
        if let entry = entries[scan.sql] { return quoted(entry.name) }
        let name = "\(Self.prefix)\(entries.count + 1)"
        try connection.run("CREATE TEMP VIEW \(quoted(name)) AS SELECT * FROM \(scan.sql)")
        entries[scan.sql] = Entry(name: name, scan: scan)
        return quoted(name)
    }

    /// Sees to it that queries over these names find the files as they are now.
    ///
    /// - Throws: `DuckDBFailure` when a file has become unreadable.
    func refresh(mentionedIn sql: String) throws {
        for (key, entry) in entries where sql.contains(quoted(entry.name)) { try refresh(key) }
    }

    private func refresh(_ key: String) throws {
        guard var entry = entries[key], !entry.staysView else { return }
        uses += 1
        entry.lastUse = uses
        defer { entries[key] = entry }
        let state = entry.scan.files.map(FileState.init)
        if entry.state == state { return }
        let bytes = state.reduce(0) { $0 + $1.size }
        if entry.state != nil { try becomeView(&entry) }
        guard bytes <= limit else { return }
        let content = quoted(entry.name + "_content")
        do {
            try connection.run("CREATE TEMP TABLE \(content) AS SELECT * FROM \(entry.scan.sql)")
        } catch let failure as DuckDBFailure where !failure.message.contains("nterrupt") {
            entry.staysView = true
            return
        }
        try connection.run("CREATE OR REPLACE TEMP VIEW \(quoted(entry.name)) AS SELECT * FROM \(content)")
        entry.state = state
        entry.bytes = bytes
        try makeRoom(for: key, bytes)
    }

    private func becomeView(_ entry: inout Entry) throws {
        try connection.run("CREATE OR REPLACE TEMP VIEW \(quoted(entry.name)) AS SELECT * FROM \(entry.scan.sql)")
        try connection.run("DROP TABLE IF EXISTS \(quoted(entry.name + "_content"))")
        entry.state = nil
        entry.bytes = 0
    }

    private func makeRoom(for key: String, _ bytes: Int) throws {
        let others = entries.filter { $0.key != key && $0.value.state != nil }.sorted {
            $0.value.lastUse < $1.value.lastUse
        }
        var total = bytes + others.reduce(0) { $0 + $1.value.bytes }
        for (other, entry) in others where total > limit {
            var entry = entry
            total -= entry.bytes
            try becomeView(&entry)
            entries[other] = entry
        }
    }
}

/// What tells whether a file has changed.
private struct FileState: Equatable {
    var size = -1
    private var seconds = 0
    private var nanoseconds = 0
    private var inode: UInt = 0

    init(_ path: String) {
        var info = stat()
        guard stat(path, &info) == 0 else { return }
        size = Int(info.st_size)
        seconds = info.st_mtim.tv_sec
        nanoseconds = info.st_mtim.tv_nsec
        inode = UInt(info.st_ino)
    }
}
