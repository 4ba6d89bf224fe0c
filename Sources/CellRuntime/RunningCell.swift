import CCellGuard
import Essentials
import Glibc
import HostProtocol
import Synchronization

/// What is known of the cell that runs: written by its thread and by hooks that the compiled cell calls.
enum RunningCell {
    struct Thrown: Sendable {
        var name: String
        var message: String
        var places: [FinishedReport.Place]
        var details: JSONObject
    }

    private struct State {
        var request: RunRequest?
        var thrown: Thrown?
        var isAbandoned = false
        /// Cancels what the cell waits for.
        var cancel: (@Sendable () -> Void)?
    }
    private static let state = Mutex(State())
    private static let begun = Atomic<Int>(0)

    static func begin(_ request: RunRequest) {
        begun.store(0, ordering: .relaxed)
        state.withLock { $0 = State(request: request) }
    }

    static func end() {
        state.withLock { $0.cancel = nil }
    }

    static var isSilent: Bool { state.withLock { $0.request?.silent ?? false } }
    static var allowsInput: Bool { state.withLock { $0.request?.allowsInput ?? false } }
    static var isAbandoned: Bool { state.withLock { $0.isAbandoned } }
    static var statementsBegun: Int { begun.load(ordering: .relaxed) }

    static func beginStatement(_ index: Int) { begun.store(index + 1, ordering: .relaxed) }

    static func takeThrown() -> Thrown? { state.withLock { $0.thrown.take() } }
    static func setThrown(_ thrown: Thrown) { state.withLock { $0.thrown = thrown } }

    /// The cell has failed elsewhere: its thread must not go on.
    static func abandon() { state.withLock { $0.isAbandoned = true } }

    static func setCancel(_ cancel: (@Sendable () -> Void)?) { state.withLock { $0.cancel = cancel } }
    static func cancelAwaited() { state.withLock { $0.cancel }?() }
}
