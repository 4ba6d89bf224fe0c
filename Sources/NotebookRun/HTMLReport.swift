import Glibc
import SystemSupport

/// Makes an HTML page of a notebook with nbconvert, from the project's Python environment or the PATH.
enum HTMLReport {
    /// - Throws: `RunError` when nbconvert is missing or fails, `SystemError` when the page cannot be written.
    static func write(_ notebook: [UInt8], to path: String) throws {
        guard let program = find() else {
            throw RunError(
                code: "noNbconvert", message: "an HTML report needs nbconvert, which is not there", place: path,
                hint: "Run `make setup` in Swiftlet's folder, or put jupyter-nbconvert on the PATH.")
        }
        let work = try TemporaryDirectory(prefix: "swiftlet-report-")
        defer { work.remove() }
        try AtomicFile.writeWithoutSync(notebook, to: work.path + "/report.ipynb")
        let log = open(work.path + "/log", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        defer { close(log) }
        let child = try ChildProcess(
            executable: program,
            arguments: [program, "--to", "html", "--embed-images", "--output", "report", work.path + "/report.ipynb"],
            descriptors: [1: log, 2: log])
        guard child.waitUntilEnded() == .exited(0) else {
            let text = (try? readFile(work.path + "/log")).map { String(decoding: $0, as: UTF8.self) } ?? ""
            let last = text.split(separator: "\n").last.map(String.init) ?? "it said nothing"
            throw RunError(code: "nbconvertFailed", message: "nbconvert failed: \(last)", place: path)
        }
        let title = (path.split(separator: "/").last.map(String.init) ?? "report")
        let page = String(decoding: try readFile(work.path + "/report.html"), as: UTF8.self)
        let named = page.replacing("<title>report</title>", with: "<title>\(title)</title>", maxReplacements: 1)
        try AtomicFile.write(Array(named.utf8), to: path)
    }

    private static func find() -> String? {
        var candidates: [String] = []
        if let given = Paths.environment["SWIFTLET_NBCONVERT"] { candidates.append(given) }
        // The program lies somewhere below the project's folder.
        if var folder = try? Paths.executable() {
            while let slash = folder.lastIndex(of: "/"), slash != folder.startIndex {
                folder = String(folder[..<slash])
                candidates.append(folder + "/.venv/bin/jupyter-nbconvert")
            }
        }
        for folder in (Paths.environment["PATH"] ?? "").split(separator: ":") {
            candidates.append("\(folder)/jupyter-nbconvert")
        }
        return candidates.first { access($0, X_OK) == 0 }
    }
}
