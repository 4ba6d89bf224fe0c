import DataFrames
import Glibc
import SystemSupport

/// What paths of a reader mean.
enum FilePaths {
    /// The files that a path means: itself, those that fit its pattern, or all in a folder, hidden ones left out.
    static func files(_ path: String) throws -> [String] {
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
        if local.contains(where: { "*?[{".contains($0) }) {
            let found = try matches(local).flatMap { try files($0) }
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
