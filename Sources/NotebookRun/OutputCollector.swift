import Essentials
import Notebook
import NotebookSession
import Synchronization

/// Keeps what cells show, as Jupyter clients do: text of one stream is one output, an update changes what was shown
/// under its id in any cell, and a clear that waits happens with the next output.
final class OutputCollector: Sendable {
    private struct State {
        var document: NotebookDocument
        var cell = 0
        var clearsNext = false
        /// Where each display id is shown.
        var places: [String: [(cell: Int, output: Int)]] = [:]
    }
    // Events come from the thread that reads the cell host, hence a lock and no actor.
    private let state: Mutex<State>
    private let echo: Bool

    /// - Parameter echo: whether text also goes to the terminal.
    init(_ document: NotebookDocument, echo: Bool) {
        state = Mutex(State(document: document))
        self.echo = echo
    }

    var document: NotebookDocument { state.withLock { $0.document } }

    func begin(cell: Int, number: Int) {
        state.withLock { state in
            state.cell = cell
            state.clearsNext = false
            state.document.cells[cell].clearOutputs()
            state.document.cells[cell].executionCount = number
        }
    }

    func change(_ body: (inout NotebookDocument) -> Void) {
        state.withLock { body(&$0.document) }
    }

    func take(_ event: CellEvent) {
        if echo { Echo.show(event) }
        switch event {
        case .stream(let name, let text): append(.stream(.init(name: name.rawValue, text: text)))
        case .display(let bundle, let id, let update):
            let content = OutputBundle(data: bundle.data, metadata: bundle.metadata)
            if let id, update {
                replace(id, content)
            } else {
                append(.displayData(.init(content)), id: id)
            }
        case .result(let bundle):
            state.withLock { state in
                let count = state.document.cells[state.cell].executionCount
                let content = OutputBundle(data: bundle.data, metadata: bundle.metadata)
                Self.append(.executeResult(.init(content, executionCount: count)), &state)
            }
        case .clearOutput(let wait):
            state.withLock { state in
                if wait {
                    state.clearsNext = true
                } else {
                    Self.clear(&state)
                }
            }
        case .inputRequest, .comm, .page: break
        }
    }

    func fail(_ failure: CellFailure) {
        if echo { Echo.show(failure) }
        append(
            .error(.init(name: failure.name, message: failure.message, traceback: failure.traceback)))
    }

    private func append(_ output: NotebookOutput, id: String? = nil) {
        state.withLock { state in
            Self.append(output, &state)
            if let id {
                let cell = state.cell
                state.places[id, default: []].append((cell, state.document.cells[cell].outputs.count - 1))
            }
        }
    }

    private static func append(_ output: NotebookOutput, _ state: inout State) {
        if state.clearsNext { clear(&state) }
        state.document.cells[state.cell].append(output)
    }

    private static func clear(_ state: inout State) {
        state.clearsNext = false
        let cell = state.cell
        state.document.cells[cell].outputs = []
        for id in state.places.keys { state.places[id]?.removeAll { $0.cell == cell } }
    }

    private func replace(_ id: String, _ bundle: OutputBundle) {
        state.withLock { state in
            for place in state.places[id] ?? [] {
                guard case .displayData(var display) = state.document.cells[place.cell].outputs[place.output] else {
                    continue
                }
                display.bundle = bundle
                state.document.cells[place.cell].outputs[place.output] = .displayData(display)
            }
        }
    }
}
