import Synchronization

/// Cells that are compiled ahead of their turn, in order.
final class Preparation: Sendable {
    private struct State {
        /// Numbers of the cells that are not done yet.
        var open: Set<Int>
        var waiting: [(number: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var isCancelled = false
    }
    // The compiling thread and the session both come here.
    private let state: Mutex<State>

    init(_ requests: [CellRequest]) { state = Mutex(State(open: Set(requests.map(\.number)))) }

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Returns when the cell has been tried, or will not be.
    func wait(for request: CellRequest) async {
        await withCheckedContinuation { continuation in
            let waits = state.withLock { state in
                guard state.open.contains(request.number) else { return false }
                state.waiting.append((request.number, continuation))
                return true
            }
            if !waits { continuation.resume() }
        }
    }

    func finish(_ request: CellRequest) {
        let ready = state.withLock { state in
            state.open.remove(request.number)
            let ready = state.waiting.filter { $0.number == request.number }
            state.waiting.removeAll { $0.number == request.number }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
    }

    /// Compiles no more cells; nobody waits for them.
    func cancel() {
        let waiting = state.withLock { state in
            state.isCancelled = true
            state.open = []
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.continuation.resume() }
    }
}
