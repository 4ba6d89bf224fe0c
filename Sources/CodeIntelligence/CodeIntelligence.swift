import Essentials
import SystemSupport

/// Completion and inspection of Swift source by the toolchain's own compiler.
///
/// The compiler's library may crash, hang or use much memory, so it works in a helper process: started by the first
/// question, started again when it has ended, ended when nobody asks for a while. Questions are answered one after the
/// other; one that is cancelled or too late before its turn is never put.
///
/// ```swift
/// let intelligence = CodeIntelligence(
///     serverExecutable: "/proc/self/exe", serverArguments: ["code-intelligence"],
///     toolchainLibraryDirectory: toolchain + "/usr/lib")
/// let found = try await intelligence.completions(
///     source: "[1, 2].ma", utf8Offset: 9, compilerArguments: ["-module-name", "cell", "cell.swift"])
/// ```
public actor CodeIntelligence {
    /// A helper that holds more memory than this after an answer is replaced.
    private static let memoryLimit = 1536 << 20

    private struct Question {
        let id: Int
        let message: JSONValue
        var answer: CheckedContinuation<JSONValue, any Error>
        var hasBeenPutBefore = false
    }

    private let executable: String
    private let arguments: [String]
    private let libraryDirectory: String
    private let timeLimit: Duration
    private let idleLimit: Duration

    private var server: ServerConnection?
    /// Helpers that were killed and may not be gone yet.
    private var leaving: [ServerConnection] = []
    /// Tells the messages of the current helper from late ones of those before it.
    private var generation = 0
    /// Questions that have not been put yet.
    private var queue: [Question] = []
    /// The question that the helper works at; its asker may have given up.
    private var current: Question?
    private var isCurrentAbandoned = false
    private var nextID = 0
    private var idleTimer: Task<Void, Never>?
    private var hangTimer: Task<Void, Never>?
    private var isShutDown = false

    /// Nothing is started yet.
    ///
    /// - Parameters:
    ///   - serverExecutable: a program that calls `runCodeIntelligenceServer` on `codeIntelligenceDescriptor`.
    ///   - serverArguments: its arguments, without its name.
    ///   - toolchainLibraryDirectory: the folder of `libsourcekitdInProc.so`.
    ///   - timeLimit: for each question.
    ///   - idleLimit: after this time without a question the helper is ended.
    public init(
        serverExecutable: String, serverArguments: [String], toolchainLibraryDirectory: String,
        timeLimit: Duration = .seconds(2), idleLimit: Duration = .seconds(600)
    ) {
        executable = serverExecutable
        arguments = serverArguments
        libraryDirectory = toolchainLibraryDirectory
        self.timeLimit = timeLimit
        self.idleLimit = idleLimit
    }

    deinit {
        idleTimer?.cancel()
        hangTimer?.cancel()
        server?.kill()
    }

    /// The process id of the helper, nil while there is none.
    public var helperProcessID: Int32? { server?.processID }

    /// The ways to go on at a place: those that begin with the identifier before it, whatever the case of its letters;
    /// the nearest declarations first, then modules, keywords and names with an underscore; at most 500.
    ///
    /// - Parameters:
    ///   - source: a whole file, with top-level statements.
    ///   - utf8Offset: 0 up to the length of `source` in bytes.
    ///   - compilerArguments: what the compiler would be given; a file name at the end is only a name.
    /// - Throws: `CodeIntelligenceError`, and `CancellationError` when the task is cancelled.
    public func completions(
        source: String, utf8Offset: Int, compilerArguments: [String]
    ) async throws -> [Completion] {
        let value = try await ask("complete", source, utf8Offset, compilerArguments)
        guard let start = value["start"]?.intValue, let completions = value["completions"]?.arrayValue else {
            throw CodeIntelligenceError(
                code: CodeIntelligenceError.badMessage, message: "the helper's answer has no completions")
        }
        return completions.compactMap { Completion($0, replacementStart: start) }
    }

    /// What the name at a place stands for: the one that the place touches, or else the function in whose arguments it
    /// lies. Nil where there is none, or where it cannot be resolved.
    ///
    /// - Parameters: as in `completions`.
    /// - Throws: `CodeIntelligenceError`, and `CancellationError` when the task is cancelled.
    public func cursorInfo(
        source: String, utf8Offset: Int, compilerArguments: [String]
    ) async throws -> SymbolInfo? {
        SymbolInfo(try await ask("inspect", source, utf8Offset, compilerArguments))
    }

    /// Ends the helper and waits until it is gone. Questions that are open, and all later ones, fail.
    public func shutdown() async {
        isShutDown = true
        let open = queue + (isCurrentAbandoned ? [] : [current].compactMap { $0 })
        queue = []
        dropServer()
        for question in open { question.answer.resume(throwing: CodeIntelligenceError.shutDown) }
        for server in leaving { await server.waitUntilEnded() }
        leaving = []
    }

    // MARK: - Questions

    private func ask(_ verb: String, _ source: String, _ offset: Int, _ arguments: [String]) async throws -> JSONValue {
        guard !isShutDown else { throw CodeIntelligenceError.shutDown }
        try Task.checkCancellation()
        let id = nextID
        nextID += 1
        let message: JSONValue = [
            "id": .integer(Int64(id)), "do": .string(verb), "library": .string(libraryDirectory),
            "source": .string(source), "offset": .integer(Int64(offset)),
            "arguments": .array(arguments.map(JSONValue.string)),
        ]
        let timer = Task { [weak self, timeLimit] in
            guard (try? await Task.sleep(for: timeLimit)) != nil else { return }
            await self?.abandon(id, Self.tooLate(timeLimit))
        }
        defer { timer.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                queue.append(Question(id: id, message: message, answer: continuation))
                putNext()
            }
        } onCancel: {
            Task { await self.abandon(id, CancellationError()) }
        }
    }

    /// Lets the asker go. The helper is left at its work, whose result will make the next answer quick, for as long as
    /// it does not seem to hang.
    private func abandon(_ id: Int, _ error: any Error) {
        if let place = queue.firstIndex(where: { $0.id == id }) {
            queue.remove(at: place).answer.resume(throwing: error)
        } else if let current, current.id == id, !isCurrentAbandoned {
            isCurrentAbandoned = true
            current.answer.resume(throwing: error)
        }
    }

    private func putNext() {
        idleTimer?.cancel()
        while current == nil, !queue.isEmpty {
            let question = queue.removeFirst()
            do {
                let server = try runningServer()
                current = question
                isCurrentAbandoned = false
                watchForHang(question.id)
                // Where this fails the helper has ended, and the thread that reads its answers says so.
                if !server.send(question.message) { server.kill() }
            } catch {
                question.answer.resume(throwing: error)
            }
        }
        if current == nil { watchIdleness() }
    }

    private func received(_ reply: JSONValue, generation: Int) {
        guard generation == self.generation, let question = current, reply["id"]?.intValue == question.id else {
            return
        }
        current = nil
        hangTimer?.cancel()
        if !isCurrentAbandoned {
            if let error = reply["error"] {
                question.answer.resume(throwing: CodeIntelligenceError(error))
            } else {
                question.answer.resume(returning: reply["value"] ?? .null)
            }
        }
        if let memory = reply["memory"]?.intValue, memory > Self.memoryLimit { dropServer() }
        putNext()
    }

    private func ended(_ ending: ChildProcess.Ending, generation: Int) {
        guard generation == self.generation, server != nil else { return }
        let question = current
        dropServer()
        if var question, !isCurrentAbandoned {
            if question.hasBeenPutBefore {
                question.answer.resume(throwing: Self.died(ending))
            } else {
                question.hasBeenPutBefore = true
                queue.insert(question, at: 0)
            }
        }
        putNext()
    }

    // MARK: - The helper

    private func runningServer() throws -> ServerConnection {
        if let server { return server }
        generation += 1
        let generation = generation
        do {
            let started = try ServerConnection(
                executable: executable, arguments: arguments,
                onReply: { [weak self] reply in
                    Task { [weak self] in await self?.received(reply, generation: generation) }
                },
                onEnd: { [weak self] ending in
                    Task { [weak self] in await self?.ended(ending, generation: generation) }
                })
            server = started
            return started
        } catch {
            throw CodeIntelligenceError(
                code: CodeIntelligenceError.notStarted,
                message: "the helper for code intelligence cannot be started: \(error)", place: executable,
                hint: "Reinstall Swiftlet; its programs belong together.")
        }
    }

    /// Lets go of the helper and of what it works at.
    private func dropServer() {
        current = nil
        generation += 1
        idleTimer?.cancel()
        hangTimer?.cancel()
        leaving.removeAll(where: \.hasEnded)
        guard let dropped = server else { return }
        server = nil
        dropped.kill()
        leaving.append(dropped)
    }

    /// A helper is allowed more time than its askers: the first question of a session reads a large library and many
    /// modules, and on a slow disk that must not start over again and again.
    private func watchForHang(_ id: Int) {
        hangTimer?.cancel()
        hangTimer = Task { [weak self, timeLimit] in
            guard (try? await Task.sleep(for: timeLimit * 8)) != nil else { return }
            await self?.endHang(id)
        }
    }

    private func endHang(_ id: Int) {
        guard let current, current.id == id else { return }
        abandon(id, Self.tooLate(timeLimit))
        dropServer()
        putNext()
    }

    private func watchIdleness() {
        idleTimer?.cancel()
        guard server != nil else { return }
        idleTimer = Task { [weak self, idleLimit] in
            guard (try? await Task.sleep(for: idleLimit)) != nil else { return }
            await self?.endIdleServer()
        }
    }

    private func endIdleServer() {
        // A question may have come between the timer's end and this call.
        guard current == nil, queue.isEmpty, !Task.isCancelled else { return }
        dropServer()
    }
}

extension CodeIntelligence {
    private static func tooLate(_ limit: Duration) -> CodeIntelligenceError {
        CodeIntelligenceError(
            code: CodeIntelligenceError.timeLimit, message: "there was no answer about the code within \(limit)")
    }

    private static func died(_ ending: ChildProcess.Ending) -> CodeIntelligenceError {
        let how =
            switch ending {
            case .exited(let status): "ended with status \(status)"
            case .signalled(let signal): "was ended by signal \(signal)"
            }
        return CodeIntelligenceError(
            code: CodeIntelligenceError.serverDied, message: "the helper for code intelligence \(how), twice")
    }
}
