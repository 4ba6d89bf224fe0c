import CodeIntelligence
import Glibc
import SystemSupport

/// A source text with a mark `|` at the place that is asked for.
struct MarkedSource {
    var text: String
    var offset: Int

    init(_ marked: String) {
        let bytes = Array(marked.utf8)
        offset = bytes.lastIndex(of: UInt8(ascii: "|")) ?? bytes.count
        text = String(decoding: bytes[..<offset] + bytes[offset...].dropFirst(), as: UTF8.self)
    }
}

enum TestServer {
    static let arguments = ["-module-name", "cell", "-swift-version", "5", "cell.swift"]

    /// The server program, which is built beside the tests.
    static let executable: String = {
        let folder = (try? Paths.executable()).map { $0.split(separator: "/").dropLast().map(String.init) } ?? []
        // The tests run in the program itself, or in a helper of the package manager that is given its path.
        var candidates = ["/" + folder.joined(separator: "/")]
        candidates += CommandLine.arguments.compactMap { argument in
            argument.contains(".xctest") ? argument.split(separator: "/").dropLast().joined(separator: "/") : nil
        }.map { "/" + $0 }
        let paths = candidates.map { $0 + "/IntelligenceServer" }
        return paths.first { access($0, X_OK) == 0 } ?? paths[0]
    }()

    /// `lib` of the toolchain whose `swift` is first on the PATH.
    static let libraryDirectory: String = {
        let folders = (Paths.environment["PATH"] ?? "").split(separator: ":")
        for folder in folders where access("\(folder)/swift", X_OK) == 0 {
            guard let real = realpath("\(folder)/swift", nil) else { continue }
            defer { free(real) }
            let parts = String(cString: real).split(separator: "/").dropLast(2)
            return "/" + parts.joined(separator: "/") + "/lib"
        }
        return "/usr/lib"
    }()

    /// The first answers of a machine that is busy with other tests may take their time.
    static func start(
        executable: String = executable, arguments: [String] = [], timeLimit: Duration = .seconds(60),
        idleLimit: Duration = .seconds(600)
    ) -> CodeIntelligence {
        CodeIntelligence(
            serverExecutable: executable, serverArguments: arguments, toolchainLibraryDirectory: libraryDirectory,
            timeLimit: timeLimit, idleLimit: idleLimit)
    }

    /// Hands a running server to `body`, and ends it.
    static func with<Result>(
        _ intelligence: CodeIntelligence = start(), _ body: (CodeIntelligence) async throws -> Result
    ) async throws -> Result {
        do {
            let result = try await body(intelligence)
            await intelligence.shutdown()
            return result
        } catch {
            await intelligence.shutdown()
            throw error
        }
    }
}

extension CodeIntelligence {
    func completions(_ marked: String, arguments: [String] = TestServer.arguments) async throws -> [Completion] {
        let source = MarkedSource(marked)
        return try await completions(
            source: source.text, utf8Offset: source.offset, compilerArguments: arguments)
    }

    func symbol(_ marked: String, arguments: [String] = TestServer.arguments) async throws -> SymbolInfo? {
        let source = MarkedSource(marked)
        return try await cursorInfo(
            source: source.text, utf8Offset: source.offset, compilerArguments: arguments)
    }
}

/// Whether a process is there; one that has ended but is not reaped counts.
func exists(_ processID: Int32) -> Bool {
    kill(processID, 0) == 0
}
