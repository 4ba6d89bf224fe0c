public import Glibc

/// Writes files so that a reader, also one after a crash, sees the old content or the new, never a part.
public enum AtomicFile {
    /// Writes a temporary file in the same folder, syncs it, and renames it over the target. A link is followed: the
    /// file that it names is replaced.
    ///
    /// - Parameters:
    ///   - path: of the target; its folder must exist.
    ///   - mode: for a new file; an existing one keeps its own.
    /// - Throws: `SystemError` naming the path; the target is then as before and no temporary file is left.
    public static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o666) throws {
        try write(bytes, to: path, mode: mode, synced: true)
    }

    /// As `write`, for files that can be made again: not synced, so a power failure may lose them.
    public static func writeWithoutSync(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws {
        try write(bytes, to: path, mode: mode, synced: false)
    }

    private static func write(_ bytes: [UInt8], to path: String, mode: mode_t, synced: Bool) throws {
        var info = stat()
        // Before links are resolved: what /dev/stdout leads to may have no name.
        if stat(path, &info) == 0, ![S_IFREG, S_IFDIR].contains(info.st_mode & S_IFMT) {
            return try writeInPlace(bytes, to: path)
        }
        let target = resolved(path)
        let exists = stat(target, &info) == 0
        if exists, info.st_mode & S_IFMT == S_IFDIR {
            throw SystemError(operation: "write", path: path, errno: EISDIR)
        }
        // Not made from the target's name, which may be as long as the file system allows.
        let name = ".swiftlet-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).tmp"
        let temporary = folder(of: target) + name
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw SystemError(operation: "write", path: path, errno: errno) }
        do {
            defer { close(descriptor) }
            if exists { fchmod(descriptor, info.st_mode & 0o7777) }
            try writeAll(descriptor, bytes, path)
            if synced, fsync(descriptor) != 0 { throw SystemError(operation: "write", path: path, errno: errno) }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, target) == 0 else {
            let reason = errno
            unlink(temporary)
            throw SystemError(operation: "write", path: path, errno: reason)
        }
        if synced { syncFolder(of: target) }
    }

    private static func resolved(_ path: String) -> String {
        if let real = realpath(path, nil) {
            defer { free(real) }
            return String(cString: real)
        }
        // A link to a file that does not exist yet: that file is the target. More steps than these are a circle.
        var target = path
        for _ in 0..<40 {
            guard let next = linkDestination(target) else { return target }
            target = next.hasPrefix("/") ? next : folder(of: target) + next
        }
        return path
    }

    private static func linkDestination(_ path: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let length = buffer.withUnsafeMutableBytes { readlink(path, $0.baseAddress!, $0.count) }
        return length > 0 ? String(decoding: buffer[..<length], as: UTF8.self) : nil
    }

    /// The path's folder with its slash, empty for a file of the current folder.
    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    private static func writeInPlace(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError(operation: "write", path: path, errno: errno) }
        defer { close(descriptor) }
        try writeAll(descriptor, bytes, path)
    }

    private static func writeAll(_ descriptor: Int32, _ bytes: [UInt8], _ path: String) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + done, bytes.count - done) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw SystemError(operation: "write", path: path, errno: errno) }
            done += count
        }
    }

    private static func syncFolder(of path: String) {
        let folder = folder(of: path)
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        // Some file systems cannot sync a folder; the rename itself has happened.
        fsync(descriptor)
        close(descriptor)
    }
}
