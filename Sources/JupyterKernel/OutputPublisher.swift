import Essentials
import JupyterMessages
import JupyterWire
import NotebookSession
import Synchronization
import SystemSupport

/// Publishes what a cell shows, under the request that runs it. Called from the thread that reads the cell host, so
/// it has a lock and is no actor.
final class OutputPublisher: Sendable {
    private struct State {
        /// The request that runs, or ran last: output of tasks that go on belongs to it.
        var parent: WireMessage?
        var isSilent = false
        var count = 0
        var pages: [MIMEBundle] = []
        var openedComms: [(String, String)] = []
    }
    private let state = Mutex(State())
    private let sockets: KernelSockets

    init(sockets: KernelSockets) { self.sockets = sockets }

    func begin(_ message: WireMessage, silent: Bool, count: Int) {
        state.withLock { $0 = State(parent: message, isSilent: silent, count: count) }
    }

    func takePages() -> [MIMEBundle] {
        state.withLock { state in
            defer { state.pages = [] }
            return state.pages
        }
    }

    func takeOpenedComms() -> [(String, String)] {
        state.withLock { state in
            defer { state.openedComms = [] }
            return state.openedComms
        }
    }

    func publish(_ content: some OutgoingContent, parent: [UInt8]?) {
        sockets.send(
            .publication(type: type(of: content).type, content: content.encoded(), parent: parent), on: .iopub)
    }

    func take(_ event: CellEvent) {
        let (parent, isSilent, count) = state.withLock { ($0.parent, $0.isSilent, $0.count) }
        let header = parent?.rawHeader
        switch event {
        case .stream(let name, let text):
            guard !isSilent else { return }
            publish(Stream(name == .stdout ? .standardOutput : .standardError, text), parent: header)
            waitForRoom()
        case .display(let bundle, let id, let update):
            if update, let id {
                publish(
                    UpdateDisplayData(data: bundle.data, metadata: bundle.metadata, displayID: id), parent: header)
            } else {
                publish(DisplayData(data: bundle.data, metadata: bundle.metadata, displayID: id), parent: header)
            }
            waitForRoom()
        case .result(let bundle):
            guard !isSilent else { return }
            publish(
                ExecuteResult(data: bundle.data, metadata: bundle.metadata, executionCount: count), parent: header)
        case .clearOutput(let wait): publish(ClearOutput(wait: wait), parent: header)
        case .inputRequest(let prompt, let password):
            guard let parent else { return }
            sockets.send(
                .reply(
                    to: parent, type: InputRequest.type,
                    content: InputRequest(prompt: prompt, password: password).encoded()), on: .stdin)
        case .comm(let comm): publish(comm, parent: header)
        case .page(let bundle): state.withLock { $0.pages.append(bundle) }
        }
    }

    private func publish(_ comm: CommMessage, parent: [UInt8]?) {
        let data = comm.data.objectValue ?? [:]
        let content: JSONObject
        switch comm.kind {
        case .open:
            let target = comm.target ?? ""
            state.withLock { $0.openedComms.append((comm.id, target)) }
            content = CommOpen(id: comm.id, target: target, data: data).encoded()
        case .message: content = CommMessageContent(id: comm.id, data: data).encoded()
        case .close: content = CommClose(id: comm.id, data: data).encoded()
        }
        sockets.send(
            .publication(type: comm.kind.rawValue, content: content, parent: parent, metadata: comm.metadata),
            on: .iopub)
    }

    // The thread that reads the cell host waits while clients read slowly; then the socket to the host fills, and the
    // cell's own writes wait.
    private func waitForRoom() {
        let sockets = sockets
        Semaphore.wait { await sockets.waitForRoom() }
    }
}

/// Takes the value of an expression.
final class ResultCollector: Sendable {
    private let bundle = Mutex<MIMEBundle?>(nil)

    var result: MIMEBundle? { bundle.withLock { $0 } }

    func take(_ event: CellEvent) {
        if case .result(let value) = event { bundle.withLock { $0 = value } }
    }
}

/// Counts the messages that arrive on the shell channel.
final class ArrivalCounter: Sendable {
    private let value = Atomic<Int>(0)

    var count: Int { value.load(ordering: .relaxed) }

    func next() -> Int { value.add(1, ordering: .relaxed).newValue }
}
