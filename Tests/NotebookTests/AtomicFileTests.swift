import Essentials
import Glibc
import Notebook
import SystemSupport
import Testing

@Suite("Writing notebook files")
final class AtomicFileTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory(prefix: "swiftlet-test-") }

    deinit { folder.remove() }

    private func mode(_ path: String) -> mode_t {
        var info = stat()
        return stat(path, &info) == 0 ? info.st_mode & 0o777 : 0
    }

    @Test("a notebook is written, read and replaced, and no temporary file stays")
    func replaces() throws {
        let path = folder.path + "/a.ipynb"
        var document = try NotebookDocument(Fixtures.current)
        try document.write(to: path)
        #expect(try readFile(path) == Array(Fixtures.current.utf8))
        document.cells.removeLast()
        try document.write(to: path)
        #expect(try NotebookDocument(contentsOf: path) == document)
        #expect(directoryContents(folder.path) == ["a.ipynb"])
    }

    @Test("a file keeps its mode when it is replaced")
    func keepsMode() throws {
        let path = folder.path + "/secret"
        try AtomicFile.write([1], to: path, mode: 0o600)
        #expect(mode(path) == 0o600)
        chmod(path, 0o640)
        try AtomicFile.write([2], to: path)
        #expect(mode(path) == 0o640)
        #expect(try readFile(path) == [2])
    }

    @Test("a link stays a link, also one to a file that does not exist yet", arguments: [true, false])
    func followsLinks(exists: Bool) throws {
        let target = folder.path + "/target"
        let link = folder.path + "/link"
        if exists { try AtomicFile.write([1], to: target) }
        #expect(symlink("target", link) == 0)
        try AtomicFile.write([7], to: link)
        #expect(try readFile(target) == [7])
        var info = stat()
        #expect(lstat(link, &info) == 0)
        #expect(info.st_mode & S_IFMT == S_IFLNK)
        #expect(Set(directoryContents(folder.path)) == ["target", "link"])
    }

    @Test("a failed write leaves the old content and no temporary file")
    func fails() throws {
        let path = folder.path + "/dir"
        try makeDirectories(path + "/deep/er", mode: 0o700)
        let error = #expect(throws: SystemError.self) { try AtomicFile.write([1], to: path) }
        #expect(error?.path == path)
        #expect(error?.errno == EISDIR)
        #expect(throws: SystemError.self) { try AtomicFile.write([1], to: folder.path + "/none/file") }
        #expect(directoryContents(folder.path) == ["dir"])
    }

    @Test("a name as long as the file system allows can be written")
    func longName() throws {
        let path = folder.path + "/" + String(repeating: "n", count: 255)
        try AtomicFile.write([1], to: path)
        #expect(try readFile(path) == [1])
    }

    @Test("a lock is exclusive until it is given back, and shared if asked for")
    func locks() throws {
        let path = folder.path + "/lock"
        let lock = try FileLock(path: path)
        let error = #expect(throws: SystemError.self) { try FileLock(path: path, blocking: false) }
        #expect(error?.errno == EWOULDBLOCK)
        lock.unlock()
        lock.unlock()
        let first = try FileLock(path: path, shared: true, blocking: false)
        let second = try FileLock(path: path, shared: true, blocking: false)
        #expect(throws: SystemError.self) { try FileLock(path: path, blocking: false) }
        first.unlock()
        second.unlock()
        #expect(mode(path) == 0o600)
    }

    @Test("a temporary folder is its owner's alone and goes with its content, but not with what links in it name")
    func temporary() throws {
        let inner = try TemporaryDirectory(in: folder.path, prefix: "t-")
        #expect(mode(inner.path) == 0o700)
        try makeDirectories(inner.path + "/a/b")
        try AtomicFile.write([1], to: inner.path + "/a/b/c")
        let other = try TemporaryDirectory(in: folder.path, prefix: "other-")
        try AtomicFile.write([1], to: other.path + "/kept")
        #expect(symlink(other.path, inner.path + "/link") == 0)
        inner.remove()
        #expect(access(inner.path, F_OK) != 0)
        #expect(directoryContents(other.path) == ["kept"])
    }
}
