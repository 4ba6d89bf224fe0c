import CellCompiler
import Essentials
import Glibc
import HostProtocol
public import Logging
import SystemSupport

/// One running notebook: compiles its cells, runs them in a host process, and keeps what they declared.
///
/// The session survives everything a cell does. When the host process is lost, the next cell starts a new one.
public actor NotebookSession: CellExecutor {
    let configuration: SessionConfiguration
    let toolchain: Toolchain
    let compiler: CellCompiler
    private let cache: CellCache
    private let folder: TemporaryDirectory
    let assistant: CodeAssistant
    private let logger: Logger

    private var host: HostConnection?
    var scope = NotebookScope()
    private var generation: UInt64 = 0
    var optimization = CompileOptions.Optimization.automatic
    /// Sources of cells that ran in the present host, and in the one that was lost.
    var history: [CellRequest] = []
    var lostHistory: [CellRequest] = []

    private var preparation: Preparation?
    private var isBusy = false
    private var queue: [CheckedContinuation<Void, Never>] = []
    private var isCompiling = false
    private var isInterrupted = false
    private var isShutDown = false
    private var version: String?

    /// Makes a session and starts its processes, so that they are ready when the first cell comes.
    ///
    /// - Throws: `CompilerError` when there is no toolchain or the installation is incomplete, `SystemError` when
    ///   folders or processes cannot be made.
    public init(_ configuration: SessionConfiguration, logger: Logger) throws {
        self.configuration = configuration
        self.logger = logger
        toolchain = try Toolchain.find(environment: Paths.environment)
        cache = try CellCache(folder: configuration.cacheFolder, limit: configuration.cacheLimit)
        let sessions = configuration.cacheFolder + "/sessions"
        try makeDirectories(sessions, mode: 0o700)
        SessionFolders.removeAbandoned(in: sessions)
        folder = try TemporaryDirectory(in: sessions, prefix: "\(getpid())-")
        compiler = try CellCompiler(
            toolchain: toolchain, moduleFolder: configuration.moduleFolder, zygote: configuration.zygote,
            clangModules: configuration.compilerCacheFolder,
            cache: cache, folder: folder.path)
        assistant = CodeAssistant(command: configuration.assistantCommand, libraries: toolchain.libraries)
        host = try HostConnection(configuration, sessionFolder: folder.path)
        let compiler = compiler
        let cache = cache
        SystemThread.start {
            compiler.warmUp()
            cache.evict()
        }
    }

    // MARK: - Running

    public func execute(
        _ request: CellRequest, onEvent: @escaping @Sendable (CellEvent) -> Void
    ) async -> CellOutcome {
        await takeTurn()
        defer { giveTurn() }
        isInterrupted = false
        let outcome = await run(request, onEvent: onEvent)
        if outcome == .succeeded { history.append(request) }
        return outcome
    }

    func run(_ request: CellRequest, onEvent: @escaping @Sendable (CellEvent) -> Void) async -> CellOutcome {
        let renderer = FailureRenderer(request: request, toolchain: toolchain)
        let magics: Magics
        do throws(Magics.Problem) {
            magics = try Magics(request.source)
        } catch {
            return .failed(renderer.magic(error))
        }
        if let command = magics.command {
            return await perform(command, request, onEvent: onEvent)
        }
        let start = ContinuousClock.now
        let compiled: CompiledCell
        switch await compile(magics, of: request) {
        case .success(.compiled(let cell)): compiled = cell
        case .success(.refused(let diagnostics)):
            return .failed(isInterrupted ? renderer.interrupted(nil) : renderer.compile(diagnostics))
        case .failure(let error):
            return .failed(isInterrupted ? renderer.interrupted(nil) : renderer.system(error))
        }
        if isInterrupted { return .failed(renderer.interrupted(nil)) }
        if !compiled.warnings.isEmpty, !request.silent {
            let lines = DiagnosticRenderer.render(compiled.warnings, source: request.source, label: request.label)
            onEvent(.stream(.stderr, lines.joined(separator: "\n") + "\n"))
        }

        let connection: HostConnection
        do {
            connection = try liveHost()
        } catch {
            return .failed(renderer.system(error))
        }
        generation += 1
        let runStart = ContinuousClock.now
        let runRequest = RunRequest(
            generation: generation, library: compiled.library, libraries: compiler.neededLibraries(of: compiled),
            entry: compiled.entry, silent: request.silent, allowsInput: request.allowsInput)
        let (answer, timedOut) = await run(runRequest, on: connection, timeout: request.timeout) { event in
            if request.silent, case .stream = event { return }
            onEvent(event)
        }
        logger.debug(
            "cell ran",
            metadata: [
                "cell": "\(request.label)", "compile": "\(runStart - start)",
                "run": "\(ContinuousClock.now - runStart)", "cached": "\(compiled.wasCached)",
            ])
        if magics.timesCell {
            onEvent(.stream(.stdout, "Wall time: \(Self.describe(ContinuousClock.now - runStart))\n"))
        }
        switch answer {
        case .finished(let report) where report.outcome == .succeeded:
            scope = compiler.scope(scope, after: compiled)
            return .succeeded
        case .finished(let report):
            scope = compiler.scope(scope, after: compiled, statementsBegun: report.statementsBegun)
            let failure = await SystemThread.run { renderer.failure(report, of: compiled) }
            return .failed(timedOut ? renderer.timedOut(failure, limit: request.timeout) : failure)
        case .lost(let ending):
            loseHost()
            let interrupted = isInterrupted || timedOut
            let failure = renderer.hostLost(ending, lostCells: lostHistory.count, wasInterrupted: interrupted)
            return .failed(timedOut ? renderer.timedOut(failure, limit: request.timeout) : failure)
        }
    }

    /// Compiles cells ahead, each against the scope that will be if those before it succeed, while others run. What
    /// comes out of it is found in the cache when a cell's turn comes.
    public func prepare(_ requests: [CellRequest]) {
        let preparation = Preparation(requests)
        self.preparation = preparation
        let compiler = compiler
        let start = scope
        let options = requests.map { (try? Magics($0.source)).map { self.options($0, silent: false) } }
        SystemThread.start {
            var scope = start
            for (request, options) in zip(requests, options) {
                defer { preparation.finish(request) }
                guard let magics = try? Magics(request.source), magics.command == nil, let options,
                    !preparation.isCancelled,
                    case .compiled(let cell) = try? compiler.compile(magics.swift, scope: scope, options: options)
                else { break }
                scope = compiler.scope(scope, after: cell)
            }
            preparation.cancel()
        }
    }

    public func check(_ request: CellRequest) async -> CellFailure? {
        await takeTurn()
        defer { giveTurn() }
        let renderer = FailureRenderer(request: request, toolchain: toolchain)
        let magics: Magics
        do throws(Magics.Problem) {
            magics = try Magics(request.source)
        } catch {
            return renderer.magic(error)
        }
        if magics.command != nil { return nil }
        switch await compile(magics, of: request, checksOnly: true) {
        case .success(.compiled(let cell)):
            scope = compiler.scope(scope, after: cell)
            return nil
        case .success(.refused(let diagnostics)): return renderer.compile(diagnostics)
        case .failure(let error): return renderer.system(error)
        }
    }

    private func options(_ magics: Magics, silent: Bool) -> CompileOptions {
        let level = magics.optimization.flatMap(CompileOptions.Optimization.init(rawValue:)) ?? optimization
        return CompileOptions(optimization: level, hidesResult: silent)
    }

    private func compile(
        _ magics: Magics, of request: CellRequest, checksOnly: Bool = false
    ) async -> Result<CompileResult, any Error> {
        isCompiling = true
        defer { isCompiling = false }
        await preparation?.wait(for: request)
        let compiler = compiler
        let scope = scope
        var options = options(magics, silent: request.silent)
        options.checksOnly = checksOnly
        let settled = options
        return await SystemThread.run {
            Result { try compiler.compile(magics.swift, scope: scope, options: settled) }
        }
    }

    private func run(
        _ request: RunRequest, on connection: HostConnection, timeout: Duration?,
        onEvent: @escaping @Sendable (CellEvent) -> Void
    ) async -> (HostAnswer, timedOut: Bool) {
        guard let timeout else { return (await connection.run(request, onEvent: onEvent), false) }
        let watchdog = Task {
            do { try await Task.sleep(for: timeout) } catch { return false }
            connection.send(Frame(kind: .interrupt, payload: []))
            return true
        }
        let answer = await connection.run(request, onEvent: onEvent)
        watchdog.cancel()
        return (answer, await watchdog.value)
    }

    // MARK: - The host

    private func liveHost() throws -> HostConnection {
        if isShutDown { throw SessionError.shutDown }
        if let host, host.isAlive { return host }
        if host != nil { loseHost() }
        let fresh = try HostConnection(configuration, sessionFolder: folder.path)
        host = fresh
        return fresh
    }

    /// Takes note that the host and all state are gone.
    func loseHost() {
        host?.kill()
        host = nil
        scope = NotebookScope()
        if !history.isEmpty { lostHistory = history }
        history = []
    }

    public func interrupt() async {
        guard isBusy else { return }
        isInterrupted = true
        preparation?.cancel()
        if isCompiling { compiler.stop() }
        host?.send(Frame(kind: .interrupt, payload: []))
    }

    public func provideInput(_ text: String) async {
        host?.send(Frame(kind: .input, payload: Array(text.utf8)))
    }

    public func deliver(_ comm: CommMessage) async {
        var json: JSONObject = [
            "kind": .string(comm.kind.rawValue), "comm_id": .string(comm.id), "data": comm.data,
            "metadata": .object(comm.metadata),
        ]
        if let target = comm.target { json["target_name"] = .string(target) }
        host?.send(Frame(kind: .commIn, json: json))
    }

    /// Ends the processes and removes the session's files. Harmless when called again.
    public func shutdown() async {
        guard !isShutDown else { return }
        isShutDown = true
        preparation?.cancel()
        compiler.stop()
        host?.kill()
        host = nil
        await assistant.stop()
        folder.remove()
    }

    // MARK: - One cell at a time

    private func takeTurn() async {
        if !isBusy {
            isBusy = true
            return
        }
        await withCheckedContinuation { queue.append($0) }
    }

    private func giveTurn() {
        if queue.isEmpty {
            isBusy = false
        } else {
            queue.removeFirst().resume()
        }
    }

    /// The version of the compiler, such as `6.3.1`.
    public func languageVersion() async -> String {
        if let version { return version }
        let compiler = compiler
        let found = await SystemThread.run { compiler.languageVersion() } ?? "unknown"
        version = found
        return found
    }

    private static func describe(_ duration: Duration) -> String {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        return seconds < 1 ? "\(Int((seconds * 1000).rounded())) ms" : "\((seconds * 100).rounded() / 100) s"
    }
}
