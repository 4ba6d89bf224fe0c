import Essentials
import Glibc
import SystemSupport

/// Compiled cells, kept under the digest of everything that went into them: source, imports (whose names are digests
/// themselves), flags, compiler and library. Shared by all kernels and runs of a user.
///
/// An entry is a folder that appears by rename, whole or not at all, and is never changed. A session does not use an
/// entry in place: it takes hard links (or copies) into its own folder, checked against the entry's digests, so that
/// eviction and damage never reach a running session.
public struct CellCache: Sendable {
    /// What is known about a compiled cell beside its files.
    public struct Entry: Sendable, Equatable {
        public var warnings: [Diagnostic]
        /// Libraries that the cell needs, as after `-l`.
        public var libraries: [String]
    }

    private let folder: String
    private let limit: Int

    /// Where the compiler keeps its own cache of C modules.
    var clangModules: String { folder + "/clang-modules" }
    private var cells: String { folder + "/cells" }

    /// - Parameters:
    ///   - folder: made if it does not exist, readable by its owner only.
    ///   - limit: the size in bytes beyond which the entries used longest ago go.
    /// - Throws: `SystemError` when the folder cannot be made.
    public init(folder: String, limit: Int = 1 << 30) throws {
        self.folder = folder
        self.limit = limit
        try makeDirectories(folder + "/cells", mode: 0o700)
    }

    /// Puts the entry's files into a session's folder; nil when there is no entry or it is damaged (then it is removed).
    func lookUp(_ key: String, module: String, into session: String) -> Entry? {
        let path = "\(cells)/\(key.prefix(2))/\(key)"
        guard let manifestBytes = try? readFile(path + "/manifest.json") else { return nil }
        guard let manifest = Manifest(manifestBytes), manifest.belongs(to: module) else {
            remove(path)
            return nil
        }
        for file in manifest.files {
            let target = "\(session)/\(file.name)"
            if access(target, F_OK) == 0 { continue }
            guard let bytes = try? readFile("\(path)/\(file.name)"), sha256(bytes) == file.digest else {
                remove(path)
                return nil
            }
            // A link keeps the content that was just checked, and outlives eviction.
            if link("\(path)/\(file.name)", target) != 0 {
                guard (try? AtomicFile.writeWithoutSync(bytes, to: target)) != nil else { return nil }
            }
        }
        // Last use decides what is evicted.
        _ = utimes(path, nil)
        try? AtomicFile.writeWithoutSync(manifestBytes, to: "\(session)/\(module).json")
        return manifest.entry
    }

    /// Adds an entry, and puts its files into the session's folder.
    func store(
        _ entry: Entry, key: String, module: String, files paths: [String], into session: String
    ) throws {
        var files: [Manifest.File] = []
        for path in paths {
            let name = String(path[path.index(after: path.lastIndex(of: "/")!)...])
            files.append(.init(name: name, digest: String(sha256(try readFile(path)))))
        }
        let manifest = Manifest(entry: entry, files: files).bytes
        try AtomicFile.writeWithoutSync(manifest, to: "\(session)/\(module).json")
        for (path, file) in zip(paths, files) {
            guard rename(path, "\(session)/\(file.name)") == 0 else {
                throw SystemError(operation: "move", path: path, errno: errno)
            }
        }
        // The cache is a convenience: when it cannot be written (a full disk, say), the session goes on.
        try? publish(manifest, files: files, key: key, from: session)
    }

    /// What is known about a cell of a session.
    func entry(module: String, in session: String) -> Entry? {
        (try? readFile("\(session)/\(module).json")).flatMap { Manifest($0) }?.entry
    }

    private func publish(_ manifest: [UInt8], files: [Manifest.File], key: String, from session: String) throws {
        let parent = "\(cells)/\(key.prefix(2))"
        let target = "\(parent)/\(key)"
        guard access(target, F_OK) != 0 else { return }
        try makeDirectories(parent, mode: 0o700)
        let temporary = try TemporaryDirectory(in: parent, prefix: ".new-")
        for file in files where link("\(session)/\(file.name)", "\(temporary.path)/\(file.name)") != 0 {
            try AtomicFile.writeWithoutSync(
                try readFile("\(session)/\(file.name)"), to: "\(temporary.path)/\(file.name)")
        }
        try AtomicFile.writeWithoutSync(manifest, to: temporary.path + "/manifest.json")
        // Another process may have been faster; its entry is the same.
        if rename(temporary.path, target) != 0 { temporary.remove() }
    }

    private func remove(_ path: String) {
        // Out of the way in one step first, so that nobody sees half an entry.
        let grave = path + ".removed-\(getpid())"
        if rename(path, grave) == 0 { removeTree(grave) }
    }

    /// Size of the cache in bytes, and the number of entries.
    public func usage() -> (bytes: Int, entries: Int) {
        let all = entriesByAge()
        return (all.reduce(0) { $0 + $1.size }, all.count)
    }

    /// Removes every entry.
    public func clear() {
        for entry in entriesByAge() { remove(entry.path) }
        removeTree(clangModules)
    }

    /// Removes what was used longest ago until the cache is below nine tenths of its limit. Of several processes that
    /// want to, one does.
    public func evict() {
        guard let lock = try? FileLock(path: folder + "/evict.lock", blocking: false) else { return }
        defer { lock.unlock() }
        let all = entriesByAge()
        var total = all.reduce(0) { $0 + $1.size }
        guard total > limit else { return }
        for entry in all where total > limit / 10 * 9 {
            remove(entry.path)
            total -= entry.size
        }
    }

    private struct Aged {
        var path: String
        var size: Int
        var lastUse: Int
    }

    private func entriesByAge() -> [Aged] {
        var result: [Aged] = []
        for group in directoryContents(cells) {
            for name in directoryContents("\(cells)/\(group)") {
                let path = "\(cells)/\(group)/\(name)"
                var info = stat()
                guard stat(path, &info) == 0 else { continue }
                var size = 0
                for file in directoryContents(path) {
                    var fileInfo = stat()
                    if stat("\(path)/\(file)", &fileInfo) == 0 { size += Int(fileInfo.st_blocks) * 512 }
                }
                result.append(Aged(path: path, size: size, lastUse: info.st_mtim.tv_sec))
            }
        }
        return result.sorted { $0.lastUse < $1.lastUse }
    }
}

/// The file that makes an entry checkable.
private struct Manifest {
    struct File {
        var name: String
        var digest: String
    }
    static let version: Int64 = 2

    var entry: CellCache.Entry
    var files: [File]

    init(entry: CellCache.Entry, files: [File]) {
        self.entry = entry
        self.files = files
    }

    /// An entry may have been put under another's key.
    func belongs(to module: String) -> Bool {
        Set(files.map(\.name)) == ["lib\(module).so", "\(module).swiftmodule", "\(module).swiftdoc"]
    }

    init?(_ bytes: [UInt8]) {
        guard let json = try? JSONValue(parsing: bytes), json["version"]?.intValue == Int(Self.version),
            let listed = json["files"]?.arrayValue, let libraries = json["libraries"]?.arrayValue,
            let warnings = json["warnings"]?.arrayValue
        else { return nil }
        files = listed.compactMap { file in
            guard let name = file["name"]?.stringValue, let digest = file["sha256"]?.stringValue, !name.contains("/")
            else { return nil }
            return File(name: name, digest: digest)
        }
        guard files.count == listed.count else { return nil }
        entry = .init(
            warnings: warnings.compactMap { Diagnostic($0) }, libraries: libraries.compactMap(\.stringValue))
    }

    var bytes: [UInt8] {
        let json: JSONValue = [
            "version": .integer(Self.version),
            "files": .array(files.map { ["name": .string($0.name), "sha256": .string($0.digest)] }),
            "libraries": .array(entry.libraries.map { .string($0) }),
            "warnings": .array(entry.warnings.map(\.json)),
        ]
        return json.serializedBytes()
    }
}

extension Diagnostic {
    fileprivate init?(_ json: JSONValue) {
        guard let severity = json["severity"]?.stringValue.flatMap(Severity.init(rawValue:)),
            let message = json["message"]?.stringValue
        else { return nil }
        self.init(
            severity: severity, message: message, line: json["line"]?.intValue, column: json["column"]?.intValue,
            length: json["length"]?.intValue ?? 1)
    }

    fileprivate var json: JSONValue {
        var object: JSONObject = [
            "severity": .string(severity.rawValue), "message": .string(message), "length": .integer(Int64(length)),
        ]
        if let line { object["line"] = .integer(Int64(line)) }
        if let column { object["column"] = .integer(Int64(column)) }
        return .object(object)
    }
}
