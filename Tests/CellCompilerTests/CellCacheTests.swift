import Foundation
import SystemSupport
import Testing

@testable import CellCompiler

@Suite("The compile cache")
struct CellCacheTests {
    /// A cache and the folders of sessions, gone when the test is.
    private final class Surroundings {
        let root: TemporaryDirectory
        let cache: CellCache

        init(limit: Int = 1 << 30) throws {
            root = try TemporaryDirectory(prefix: "swiftlet-cache-")
            cache = try CellCache(folder: root.path + "/cache", limit: limit)
        }

        deinit { root.remove() }

        func session(_ name: String) throws -> String {
            try makeDirectories("\(root.path)/\(name)")
            return "\(root.path)/\(name)"
        }

        /// Stores a cell whose files hold its name.
        func store(_ module: String, key: String, session: String, size: Int = 10) throws {
            let work = try self.session("work")
            let paths = ["lib\(module).so", "\(module).swiftmodule", "\(module).swiftdoc"].map { "\(work)/\($0)" }
            for path in paths {
                try Data((module + String(repeating: "x", count: size)).utf8).write(to: URL(fileURLWithPath: path))
            }
            try cache.store(CellCacheTests.entry, key: key, module: module, files: paths, into: session)
        }

        func entry(_ key: String) -> String { "\(root.path)/cache/cells/\(key.prefix(2))/\(key)" }
        func overwrite(_ path: String, _ text: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        }
        func age(_ key: String, seconds: Double) throws {
            let date = Date(timeIntervalSinceNow: -seconds)
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: entry(key))
        }
    }

    private static let entry = CellCache.Entry(
        warnings: [
            Diagnostic(severity: .warning, message: "unused \"é\"", line: 2, column: 3, length: 4),
            Diagnostic(severity: .note, message: "no place"),
        ], libraries: ["Foundation", "m"])

    @Test("what is stored is found with its warnings and files, in other sessions too")
    func storeAndLookUp() throws {
        let here = try Surroundings()
        let first = try here.session("one")
        try here.store("Cell_a", key: "abcd", session: first)
        #expect(
            directoryContents(first).sorted() == [
                "Cell_a.json", "Cell_a.swiftdoc", "Cell_a.swiftmodule", "libCell_a.so",
            ])
        #expect(here.cache.entry(module: "Cell_a", in: first) == Self.entry)
        let second = try here.session("two")
        #expect(here.cache.lookUp("abcd", module: "Cell_a", into: second) == Self.entry)
        #expect(directoryContents(second).sorted() == directoryContents(first).sorted())
        #expect(try readFile(second + "/libCell_a.so") == readFile(first + "/libCell_a.so"))
        #expect(here.cache.entry(module: "Cell_a", in: second) == Self.entry)
        // Again, where the files are already.
        #expect(here.cache.lookUp("abcd", module: "Cell_a", into: second) == Self.entry)
    }

    @Test("what was never stored is not found")
    func miss() throws {
        let here = try Surroundings()
        let session = try here.session("one")
        #expect(here.cache.lookUp("abcd", module: "Cell_a", into: session) == nil)
        #expect(here.cache.entry(module: "Cell_a", in: session) == nil)
        #expect(directoryContents(session).isEmpty)
        #expect(here.cache.usage() == (0, 0))
    }

    @Test(
        "a damaged entry is not used, and removed",
        arguments: ["libCell_a.so", "Cell_a.swiftmodule", "Cell_a.swiftdoc", "manifest.json"])
    func damage(name: String) throws {
        let here = try Surroundings()
        try here.store("Cell_a", key: "abcd", session: here.session("one"))
        // Not in place: a session's file is a link to the same content.
        #expect(unlink("\(here.entry("abcd"))/\(name)") == 0)
        try here.overwrite("\(here.entry("abcd"))/\(name)", "{\"version\": 2}")
        #expect(here.cache.lookUp("abcd", module: "Cell_a", into: try here.session("two")) == nil)
        #expect(access(here.entry("abcd"), F_OK) != 0)
        #expect(here.cache.usage().entries == 0)
        // The session that had it goes on, and it can be stored anew.
        #expect(try readFile(here.session("one") + "/libCell_a.so").starts(with: Array("Cell_a".utf8)))
        try here.store("Cell_a", key: "abcd", session: here.session("three"))
        #expect(here.cache.lookUp("abcd", module: "Cell_a", into: try here.session("four")) == Self.entry)
    }

    @Test("an entry without one of its files, or of another cell, is not used")
    func incomplete() throws {
        let here = try Surroundings()
        try here.store("Cell_a", key: "abcd", session: here.session("one"))
        #expect(here.cache.lookUp("abcd", module: "Cell_b", into: try here.session("two")) == nil)
        try here.store("Cell_a", key: "abcd", session: here.session("three"))
        #expect(unlink(here.entry("abcd") + "/libCell_a.so") == 0)
        #expect(here.cache.lookUp("abcd", module: "Cell_a", into: try here.session("four")) == nil)
        #expect(here.cache.usage().entries == 0)
    }

    @Test("beyond the limit the entries used longest ago go")
    func eviction() throws {
        let here = try Surroundings(limit: 200_000)
        let session = try here.session("one")
        for (number, key) in ["aa1", "bb2", "cc3", "dd4"].enumerated() {
            try here.store("Cell_\(number)", key: key, session: session, size: 20_000)
            try here.age(key, seconds: Double(1000 - number * 100))
        }
        #expect(here.cache.usage().entries == 4)
        // Used again: now the second is the oldest.
        #expect(here.cache.lookUp("aa1", module: "Cell_0", into: try here.session("two")) != nil)
        here.cache.evict()
        #expect(here.cache.usage().bytes <= 180_000)
        #expect(access(here.entry("bb2"), F_OK) != 0)
        for key in ["aa1", "dd4"] { #expect(access(here.entry(key), F_OK) == 0, "\(key)") }
        // A running session keeps its files.
        #expect(access(session + "/libCell_1.so", R_OK) == 0)
    }

    @Test("below the limit nothing goes, and clear takes all")
    func clear() throws {
        let here = try Surroundings()
        let session = try here.session("one")
        try here.store("Cell_a", key: "abcd", session: session)
        try here.store("Cell_b", key: "abff", session: session)
        here.cache.evict()
        #expect(here.cache.usage().entries == 2)
        #expect(here.cache.usage().bytes > 0)
        here.cache.clear()
        #expect(here.cache.usage() == (0, 0))
        #expect(access(session + "/libCell_a.so", R_OK) == 0)
    }

    @Test("when the cache cannot be written, the session has its files all the same")
    func readOnly() throws {
        let here = try Surroundings()
        try here.overwrite(here.root.path + "/cache/cells/ab", "in the way")
        let session = try here.session("one")
        try here.store("Cell_a", key: "abcd", session: session)
        #expect(access(session + "/libCell_a.so", R_OK) == 0)
        #expect(here.cache.lookUp("abcd", module: "Cell_a", into: session) == nil)
    }
}
