public import Glibc

/// Reads a whole file.
///
/// - Throws: `SystemError` naming the path.
public func readFile(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(operation: "open", path: path, errno: errno) }
    defer { close(descriptor) }
    return try readDescriptor(descriptor, name: path)
}

/// Reads a descriptor, such as standard input, to its end.
///
/// - Throws: `SystemError` naming `name`.
public func readDescriptor(_ descriptor: Int32, name: String) throws -> [UInt8] {
    var info = stat()
    var bytes: [UInt8] = []
    if fstat(descriptor, &info) == 0, info.st_size > 0 { bytes.reserveCapacity(Int(info.st_size) + 1) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else { throw SystemError(operation: "read", path: name, errno: errno) }
        if count == 0 { return bytes }
        bytes.append(contentsOf: buffer[..<count])
    }
}

/// Makes a folder and those above it that are missing.
///
/// - Parameter mode: for the folders that are made.
/// - Throws: `SystemError` naming the path.
public func makeDirectories(_ path: String, mode: mode_t = 0o777) throws {
    if mkdir(path, mode) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
        throw SystemError(operation: "make the folder", path: path, errno: errno)
    }
    try makeDirectories(String(path[..<slash]), mode: mode)
    if mkdir(path, mode) != 0 && errno != EEXIST {
        throw SystemError(operation: "make the folder", path: path, errno: errno)
    }
}

/// Names in a folder, without `.` and `..`; nothing when it cannot be read.
public func directoryContents(_ path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != "." && name != ".." { names.append(name) }
    }
    return names
}

/// Removes a file, or a folder with everything in it. Links are removed, not followed. What cannot be removed stays.
public func removeTree(_ path: String) {
    var info = stat()
    guard lstat(path, &info) == 0 else { return }
    if info.st_mode & S_IFMT == S_IFDIR {
        for name in directoryContents(path) { removeTree("\(path)/\(name)") }
        rmdir(path)
    } else {
        unlink(path)
    }
}
