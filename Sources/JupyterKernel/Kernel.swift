import Essentials
public import JupyterWire
import JupyterMessages
public import Logging
public import NotebookSession
import SystemSupport

/// The message loop: answers the requests of Jupyter clients with the help of a session.
///
/// Requests on the shell channel are answered one after the other. The control channel is answered at any time, also
/// while a cell runs.
public actor Kernel {
    private let sockets: KernelSockets
    private let executor: any CellExecutor
    private let logger: Logger
    private let languageVersion: @Sendable () async -> String

    /// Since when a cell runs, nil between cells.
    private var executingSince: ContinuousClock.Instant?
    private var executionCount = 0
    private var history = CellHistory()
    private var comms: [String: String] = [:]
    /// Execute requests that arrived up to this number are aborted, because a cell before them failed.
    private var abortedUpTo = 0
    private var isEnding = false
    private var waitingForEnd: [CheckedContinuation<Void, Never>] = []
    private let publisher: OutputPublisher

    /// - Parameters:
    ///   - languageVersion: tells the version of Swift, for clients to show.
    public init(
        sockets: KernelSockets, executor: any CellExecutor, languageVersion: @escaping @Sendable () async -> String,
        logger: Logger
    ) {
        self.sockets = sockets
        self.executor = executor
        self.languageVersion = languageVersion
        self.logger = logger
        publisher = OutputPublisher(sockets: sockets)
    }

    /// A message, its number in the order of arrival, and when it came.
    private struct Arrival: Sendable {
        var number = 0
        var message: WireMessage
        var moment = ContinuousClock.now
    }

    /// Serves clients until one of them asks the kernel to shut down, or `end` is called.
    ///
    /// - Throws: `WireError` when the sockets cannot be served.
    public func serve() async throws {
        let (shell, shellInput) = AsyncStream.makeStream(of: Arrival.self)
        let (control, controlInput) = AsyncStream.makeStream(of: Arrival.self)
        let executor = executor
        let counter = ArrivalCounter()
        arrivals = counter
        try sockets.start { channel, message in
            switch channel {
            case .shell: shellInput.yield(Arrival(number: counter.next(), message: message))
            case .control: controlInput.yield(Arrival(message: message))
            case .stdin:
                guard message.type == InputReply.type, let reply = try? InputReply(decoding: message.content) else {
                    return
                }
                Task { await executor.provideInput(reply.value) }
            case .iopub, .heartbeat: break
            }
        }
        publisher.publish(Status.starting, parent: nil)
        let shellLoop = Task { for await arrival in shell { await self.handleShell(arrival) } }
        let controlLoop = Task { for await arrival in control { await self.handleControl(arrival) } }
        if !isEnding { await withCheckedContinuation { waitingForEnd.append($0) } }
        shellInput.finish()
        controlInput.finish()
        shellLoop.cancel()
        controlLoop.cancel()
        await executor.shutdown()
        await sockets.stop(deadline: .after(.seconds(2)))
    }

    /// Ends `serve`.
    public func end() {
        isEnding = true
        for continuation in waitingForEnd { continuation.resume() }
        waitingForEnd = []
    }

    /// Interrupts the running cell, as the interrupt signal does.
    ///
    /// - Parameter moment: when the user asked; a cell that began later is not meant.
    public func interrupt(askedAt moment: ContinuousClock.Instant = .now) async {
        guard let executingSince, executingSince <= moment else { return }
        abortedUpTo = arrivals?.count ?? 0
        await executor.interrupt()
    }

    private var arrivals: ArrivalCounter?

    // MARK: - Shell

    private func handleShell(_ arrival: Arrival) async {
        let message = arrival.message
        publisher.publish(Status.busy, parent: message.rawHeader)
        await answerShell(message, number: arrival.number)
        publisher.publish(Status.idle, parent: message.rawHeader)
    }

    private func answerShell(_ message: WireMessage, number: Int) async {
        do {
            switch message.type {
            case ExecuteRequest.type:
                await execute(try ExecuteRequest(decoding: message.content), message, number: number)
            case KernelInfoRequest.type: reply(await kernelInfo(), to: message)
            case CompleteRequest.type: await complete(try CompleteRequest(decoding: message.content), message)
            case InspectRequest.type: await inspect(try InspectRequest(decoding: message.content), message)
            case IsCompleteRequest.type:
                let request = try IsCompleteRequest(decoding: message.content)
                reply(IsCompleteReply(await executor.completeness(of: request.code)), to: message)
            case HistoryRequest.type:
                let request = try HistoryRequest(decoding: message.content)
                reply(
                    HistoryReply(entries: history.entries(for: request), withOutput: request.output), to: message)
            case CommInfoRequest.type:
                let request = try CommInfoRequest(decoding: message.content)
                let targets = comms.filter { request.target == nil || $0.value == request.target }
                reply(CommInfoReply(targets: targets), to: message)
            case CommOpen.type:
                let content = try CommOpen(decoding: message.content)
                comms[content.id] = content.target
                await executor.deliver(
                    CommMessage(
                        kind: .open, id: content.id, target: content.target, data: .object(content.data),
                        metadata: message.metadata))
            case CommMessageContent.type:
                let content = try CommMessageContent(decoding: message.content)
                await executor.deliver(
                    CommMessage(
                        kind: .message, id: content.id, data: .object(content.data), metadata: message.metadata))
            case CommClose.type:
                let content = try CommClose(decoding: message.content)
                comms[content.id] = nil
                await executor.deliver(CommMessage(kind: .close, id: content.id, data: .object(content.data)))
            case ShutdownRequest.type, InterruptRequest.type: await answerControl(Arrival(message: message))
            default: refuse(message)
            }
        } catch {
            refuse(message, error)
        }
    }

    private func complete(_ request: CompleteRequest, _ message: WireMessage) async {
        let result = await executor.completions(in: request.code, cursor: request.cursor)
        let types = result.items.map { item -> JSONValue in
            [
                "start": .integer(Int64(result.start)), "end": .integer(Int64(result.end)), "text": .string(item.text),
                "type": .string(item.kind), "signature": .string(item.signature),
            ]
        }
        reply(
            CompleteReply(
                matches: result.items.map(\.text), start: result.start, end: result.end,
                metadata: ["_jupyter_types_experimental": .array(types)]), to: message)
    }

    private func inspect(_ request: InspectRequest, _ message: WireMessage) async {
        let bundle = await executor.documentation(
            in: request.code, cursor: request.cursor, detail: request.detailLevel)
        reply(InspectReply(data: bundle?.data, metadata: bundle?.metadata ?? [:]), to: message)
    }

    // MARK: - Control

    private func handleControl(_ arrival: Arrival) async {
        let message = arrival.message
        publisher.publish(Status.busy, parent: message.rawHeader)
        await answerControl(arrival)
        publisher.publish(Status.idle, parent: message.rawHeader)
    }

    private func answerControl(_ arrival: Arrival) async {
        let message = arrival.message
        do {
            switch message.type {
            case InterruptRequest.type:
                await interrupt(askedAt: arrival.moment)
                reply(InterruptReply(), to: message, on: .control)
            case ShutdownRequest.type:
                let request = try ShutdownRequest(decoding: message.content)
                let content = ShutdownReply(restart: request.restart)
                reply(content, to: message, on: .control)
                publisher.publish(content, parent: message.rawHeader)
                publisher.publish(Status.idle, parent: message.rawHeader)
                await sockets.flush()
                end()
            case KernelInfoRequest.type: reply(await kernelInfo(), to: message, on: .control)
            case DebugRequest.type:
                reply(DebugReply(refusing: try DebugRequest(decoding: message.content)), to: message, on: .control)
            default: refuse(message, on: .control)
            }
        } catch {
            refuse(message, error, on: .control)
        }
    }

    private func kernelInfo() async -> KernelInfoReply {
        let swift = await languageVersion()
        return KernelInfoReply(
            implementation: "swiftlet", implementationVersion: SwiftletVersion.current, languageVersion: swift,
            banner: "Swiftlet \(SwiftletVersion.current): notebooks in Swift \(swift), with DataFrames and SQL. "
                + "%help lists what cells understand beyond Swift.",
            helpLinks: [.init(text: "The Swift language", url: "https://docs.swift.org/swift-book/")])
    }

    // MARK: - Execution

    private func execute(_ request: ExecuteRequest, _ message: WireMessage, number: Int) async {
        if number <= abortedUpTo {
            reply(ExecuteReply(.aborted, executionCount: executionCount), to: message)
            return
        }
        if request.storesHistory {
            executionCount += 1
            history.add(request.code, number: executionCount)
        }
        let count = max(executionCount, 1)
        publisher.begin(message, silent: request.silent, count: count)
        if !request.silent {
            publisher.publish(ExecuteInput(code: request.code, executionCount: count), parent: message.rawHeader)
        }
        let cell = CellRequest(
            source: request.code, label: "In[\(count)]", number: count, silent: request.silent,
            allowsInput: request.allowsInput)
        let publisher = publisher
        executingSince = .now
        defer { executingSince = nil }
        let outcome = await executor.execute(cell) { publisher.take($0) }
        for (id, target) in publisher.takeOpenedComms() { comms[id] = target }
        switch outcome {
        case .succeeded:
            let expressions = await evaluate(request.userExpressions)
            let pages = publisher.takePages().map { Payload.page(data: $0.data) }
            reply(
                ExecuteReply(.ok(payload: pages, userExpressions: expressions), executionCount: executionCount),
                to: message)
        case .failed(let failure):
            let error = ErrorReply(name: failure.name, value: failure.message, traceback: failure.traceback)
            if !request.silent { publisher.publish(ErrorOutput(error), parent: message.rawHeader) }
            if request.stopsOnError { abortedUpTo = arrivals?.count ?? 0 }
            reply(ExecuteReply(.error(error), executionCount: executionCount), to: message)
        }
    }

    private func evaluate(_ expressions: [(name: String, expression: String)]) async -> [ExpressionResult] {
        var results: [ExpressionResult] = []
        for (name, expression) in expressions {
            let collector = ResultCollector()
            let cell = CellRequest(source: expression, label: name, number: max(executionCount, 1))
            switch await executor.execute(cell, onEvent: { collector.take($0) }) {
            case .succeeded:
                let bundle = collector.result ?? MIMEBundle(data: ["text/plain": "()"])
                results.append(.init(name: name, .value(data: bundle.data, metadata: bundle.metadata)))
            case .failed(let failure):
                results.append(
                    .init(
                        name: name,
                        .error(
                            ErrorReply(name: failure.name, value: failure.message, traceback: failure.traceback))))
            }
        }
        return results
    }

    // MARK: - Replies

    private func reply(_ content: some OutgoingContent, to message: WireMessage, on channel: Channel = .shell) {
        sockets.send(
            .reply(to: message, type: Swift.type(of: content).type, content: content.encoded()), on: channel)
    }

    private func refuse(_ message: WireMessage, _ error: (any Error)? = nil, on channel: Channel = .shell) {
        let reason = error.map { String(describing: $0) } ?? "there is no request \(message.type)"
        logger.warning("a request was refused", metadata: ["msg_type": "\(message.type)", "reason": "\(reason)"])
        guard message.type.hasSuffix("_request") else { return }
        let type = message.type.dropLast("request".count) + "reply"
        let content = ErrorReply(name: "BadRequest", value: reason).encoded()
        sockets.send(.reply(to: message, type: String(type), content: content), on: channel)
    }
}

extension IsCompleteReply {
    fileprivate init(_ completeness: SourceCompleteness) {
        switch completeness {
        case .complete: self = .complete
        case .incomplete(let indent): self = .incomplete(indent: indent)
        case .invalid: self = .invalid
        }
    }
}
