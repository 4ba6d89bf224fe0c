import Essentials
import Glibc
import Logging
import Notebook
import NotebookSession
import Synchronization
import SystemSupport

/// Runs a notebook from its first cell to its last, and keeps the executed notebook on disk after every cell.
public actor NotebookRunner {
    private let options: RunOptions
    private var session: NotebookSession?
    private var isInterrupted = false

    public init(_ options: RunOptions) { self.options = options }

    /// Runs the notebook.
    ///
    /// - Returns: how it ended; a cell's failure is a result.
    /// - Throws: an error for people when the run cannot begin or its output cannot be written.
    public func run() async throws -> RunResult {
        var document = try read()
        try checkDocument(document)
        try checkLanguage(document)
        try checkTargets()
        try Parameters(options).inject(into: &document, name: name)
        let start = ContinuousClock.now
        let logger = Logger(label: "NotebookRun")
        let session = try NotebookSession(.installed(workingFolder: try workingFolder), logger: logger)
        self.session = session
        do {
            let result =
                options.checksOnly
                ? await check(document, session) : try await execute(document, session, start: start)
            await session.shutdown()
            return result
        } catch {
            await session.shutdown()
            throw error
        }
    }

    /// Stops the running cell and the run; what was shown so far is kept.
    public func interrupt() async {
        isInterrupted = true
        await session?.interrupt()
    }

    /// Where cells run: the notebook's own folder, as in Jupyter, so that its relative paths mean the same.
    private var workingFolder: String {
        get throws {
            if let folder = options.workingFolder {
                var info = stat()
                guard stat(folder, &info) == 0, info.st_mode & S_IFMT == S_IFDIR else {
                    throw RunError(
                        code: "workingFolder", message: "there is no such folder to run in", place: folder,
                        hint: "Correct --cwd.")
                }
                return Paths.absolute(folder)
            }
            guard options.notebook != "-", let slash = options.notebook.lastIndex(of: "/") else {
                return Paths.currentFolder
            }
            let folder = options.notebook[..<slash]
            return folder.isEmpty ? "/" : Paths.absolute(String(folder))
        }
    }

    private var name: String { options.notebook == "-" ? "standard input" : options.notebook }

    // MARK: - Reading

    private func read() throws -> NotebookDocument {
        let bytes =
            options.notebook == "-" ? try readDescriptor(0, name: name) : try readFile(options.notebook)
        let looksLikeJSON = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
        if options.notebook.hasSuffix(".swift") || (options.notebook == "-" && !looksLikeJSON && !bytes.isEmpty) {
            var document = try PercentScript(reading: bytes, name: name).document
            // So that front ends know which kernel opens the output.
            if document.metadata["kernelspec"] == nil {
                document.metadata["kernelspec"] = [
                    "display_name": "Swift (Swiftlet)", "language": "swift", "name": "swiftlet",
                ]
            }
            return document
        }
        return try NotebookDocument(reading: bytes, name: name)
    }

    private func checkDocument(_ document: NotebookDocument) throws {
        if let problem = document.problems(name: name).first { throw problem }
    }

    /// Finds out before hours of work that its report could not be written.
    private func checkTargets() throws {
        for path in [options.output, options.html].compactMap({ $0 }) {
            let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
            var info = stat()
            guard stat(folder, &info) == 0, info.st_mode & S_IFMT == S_IFDIR else {
                throw RunError(
                    code: "noFolder", message: "there is no folder to write this file into", place: path,
                    hint: "Make it with: mkdir -p \(folder)")
            }
            if stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR {
                throw SystemError(operation: "write a file", path: path, errno: EISDIR)
            }
            guard access(folder, W_OK) == 0 || access(path, W_OK) == 0 else {
                throw SystemError(operation: "write into the folder", path: folder, errno: errno)
            }
        }
    }

    private func checkLanguage(_ document: NotebookDocument) throws {
        let spec = document.metadata["kernelspec"]
        let language =
            spec?["language"]?.stringValue ?? document.metadata["language_info"]?["name"]?.stringValue ?? "swift"
        guard language.lowercased() == "swift" else {
            throw RunError(
                code: "wrongLanguage", message: "the notebook's language is \(language), not Swift", place: name,
                hint: "Run it with that language's kernel.")
        }
    }

    /// The code cells to run: index in the document and number from 1.
    private func codeCells(_ document: NotebookDocument) -> [(index: Int, number: Int)] {
        document.cells.indices.filter { index in
            let cell = document.cells[index]
            return cell.kind == .code && !cell.tags.contains("skip-execution")
                && !cell.source.allSatisfy(\.isWhitespace)
        }.enumerated().map { ($1, $0 + 1) }
    }

    private func request(_ document: NotebookDocument, _ cell: (index: Int, number: Int)) -> CellRequest {
        CellRequest(
            source: document.cells[cell.index].source, label: "In[\(cell.number)]", number: cell.number)
    }

    // MARK: - Checking

    private func check(_ document: NotebookDocument, _ session: NotebookSession) async -> RunResult {
        let cells = codeCells(document)
        let report = ProgressReport(options.report, cells: cells.count)
        var result = RunResult.succeeded
        for cell in cells {
            report.begin(cell.number)
            let failure = await session.check(request(document, cell))
            if isInterrupted { return .interrupted }
            report.end(cell.number, failure)
            if let failure {
                report.explain(failure)
                result = .cellFailed
            }
        }
        report.finish(result, output: nil, html: nil)
        return result
    }

    // MARK: - Running

    private func execute(
        _ document: NotebookDocument, _ session: NotebookSession, start: ContinuousClock.Instant
    ) async throws -> RunResult {
        let collector = OutputCollector(document, echo: options.output == nil)
        let cells = codeCells(document)
        collector.change { document in
            for index in document.cells.indices where document.cells[index].kind == .code {
                document.cells[index].clearOutputs()
            }
        }
        try save(collector)
        await session.prepare(cells.map { request(document, $0) })
        let report = ProgressReport(options.report, cells: cells.count)
        var result = RunResult.succeeded
        for cell in cells {
            var request = request(document, cell)
            var isRunLimit = false
            if let limit = options.timeout {
                let left = limit - (ContinuousClock.now - start)
                guard left > .zero else {
                    result = .timedOut
                    break
                }
                request.timeout = min(left, options.cellTimeout ?? left)
                isRunLimit = options.cellTimeout.map { left < $0 } ?? true
            } else {
                request.timeout = options.cellTimeout
            }
            report.begin(cell.number)
            collector.begin(cell: cell.index, number: cell.number)
            let outcome = await session.execute(request) { collector.take($0) }
            var failure: CellFailure?
            if case .failed(var reason) = outcome {
                if reason.kind == .timeout, isRunLimit, let limit = options.timeout { reason.becomeRunTimeout(limit) }
                failure = reason
                collector.fail(reason)
            }
            report.end(cell.number, failure)
            try save(collector)
            if isInterrupted {
                result = .interrupted
                break
            }
            guard let failure else { continue }
            if options.output != nil { report.explain(failure) }
            let isExpected = document.cells[cell.index].tags.contains("raises-exception")
            if failure.kind == .timeout {
                result = .timedOut
                break
            }
            if isExpected { continue }
            result = .cellFailed
            if !options.allowsErrors { break }
        }
        if let html = options.html {
            let bytes = collector.document.serialized()
            try await SystemThread.run { Result { try HTMLReport.write(bytes, to: html) } }.get()
        }
        try save(collector, isLast: true)
        report.finish(result, output: options.output, html: options.html)
        return result
    }

    private func save(_ collector: OutputCollector, isLast: Bool = false) throws {
        guard let output = options.output else { return }
        // A file is written after every cell, a pipe once.
        var info = stat()
        let isStream = stat(output, &info) == 0 && info.st_mode & S_IFMT != S_IFREG
        guard isStream == isLast else { return }
        try collector.document.write(to: output)
    }
}
