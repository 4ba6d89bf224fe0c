import Glibc

/// Where things are.
public enum Paths {
    /// The environment of this process.
    public static var environment: [String: String] {
        var result: [String: String] = [:]
        var entry = environ
        while let pointer = entry.pointee {
            let text = String(cString: pointer)
            if let equals = text.firstIndex(of: "=") {
                result[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            entry += 1
        }
        return result
    }

    /// The running program, links resolved.
    ///
    /// - Throws: `SystemError` when the system does not tell.
    public static func executable() throws -> String {
        guard let real = realpath("/proc/self/exe", nil) else {
            throw SystemError(operation: "find the program", path: "/proc/self/exe", errno: errno)
        }
        defer { free(real) }
        return String(cString: real)
    }

    /// The folder for what can be made again: `SWIFTLET_CACHE_DIR`, or `swiftlet` in `XDG_CACHE_HOME` or `~/.cache`.
    public static var cacheFolder: String {
        if let own = getenv("SWIFTLET_CACHE_DIR"), own.pointee != 0 { return String(cString: own) }
        if let cache = getenv("XDG_CACHE_HOME"), cache.pointee != 0 { return String(cString: cache) + "/swiftlet" }
        return home + "/.cache/swiftlet"
    }

    /// The user's own folder.
    public static var home: String {
        if let home = getenv("HOME"), home.pointee != 0 { return String(cString: home) }
        if let entry = getpwuid(getuid()), let folder = entry.pointee.pw_dir { return String(cString: folder) }
        return "/tmp"
    }

    /// The folder for temporary files.
    public static var temporaryFolder: String {
        if let folder = getenv("TMPDIR"), folder.pointee != 0 { return String(cString: folder) }
        return "/tmp"
    }

    /// The current folder.
    public static var currentFolder: String {
        guard let path = getcwd(nil, 0) else { return "." }
        defer { free(path) }
        return String(cString: path)
    }

    /// A path as it is seen from a folder: absolute paths stay, others are below it.
    public static func absolute(_ path: String, from folder: String = currentFolder) -> String {
        path.hasPrefix("/") ? path : "\(folder)/\(path)"
    }
}
