internal import Essentials
internal import Synchronization
import SystemSupport

/// What other threads want the socket thread to do, in order.
///
/// A lock, not an actor: messages are handed over from synchronous code, and their order is the order of the calls.
final class Outbox: Sendable {
    enum Item: Sendable {
        case message(Channel, Frames)
        /// Resume when all that came before has been handed to the sockets.
        case flush(CheckedContinuation<Void, Never>)
        /// Send what came before, by the deadline, close everything, and resume.
        case stop(Deadline, CheckedContinuation<Void, Never>)
    }

    private struct State {
        var items: [Item] = []
        /// Bytes of messages that were put in and are not yet handed to the sockets.
        var bytes = 0
        var isSignalled = false
        var isClosed = false
        var waiters: [CheckedContinuation<Void, Never>] = []

        /// Whether the thread has to be woken: once until it takes the items out.
        mutating func signal() -> Bool {
            defer { isSignalled = true }
            return !isSignalled
        }
    }

    /// From this many bytes on the box is full; half of it, and there is room again.
    static let limit = 16 << 20

    let wakeUp: WakeUp
    private let state = Mutex(State())

    init() throws(WireError) {
        do {
            wakeUp = try WakeUp()
        } catch {
            throw WireError(code: WireError.system, message: "\(error)")
        }
    }

    /// Puts a message in; false, and nothing happens, once the box is closed.
    func put(_ channel: Channel, _ frames: Frames) -> Bool {
        let mustSignal = state.withLock { state -> Bool? in
            if state.isClosed { return nil }
            state.items.append(.message(channel, frames))
            state.bytes += frames.byteCount
            return state.signal()
        }
        if mustSignal == true { wakeUp.signal() }
        return mustSignal != nil
    }

    /// Puts a request of the caller in, and waits until it has been carried out.
    ///
    /// - Parameter close: nothing more can be put in afterwards.
    func request(close: Bool = false, _ item: (CheckedContinuation<Void, Never>) -> Item) async {
        await withCheckedContinuation { continuation in
            let mustSignal = state.withLock { state -> Bool? in
                if state.isClosed { return nil }
                state.items.append(item(continuation))
                state.isClosed = close
                return state.signal()
            }
            switch mustSignal {
            case nil: continuation.resume()
            case true?: wakeUp.signal()
            case false?: break
            }
        }
    }

    /// Closes the box without a thread that would empty it; nobody waits for it any longer.
    func abandon() {
        let (items, waiters) = state.withLock { state in
            state.isClosed = true
            state.bytes = 0
            defer { (state.items, state.waiters) = ([], []) }
            return (state.items, state.waiters)
        }
        for item in items {
            switch item {
            case .message: break
            case .flush(let continuation), .stop(_, let continuation): continuation.resume()
            }
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Waits while the box is full.
    func waitForRoom() async {
        await withCheckedContinuation { continuation in
            let isFull = state.withLock { state in
                guard state.bytes >= Self.limit else { return false }
                state.waiters.append(continuation)
                return true
            }
            if !isFull { continuation.resume() }
        }
    }

    /// Takes all items out. Only the socket thread calls this, after `wakeUp` was signalled and cleared.
    func takeAll() -> [Item] {
        state.withLock { state in
            state.isSignalled = false
            let items = state.items
            state.items = []
            return items
        }
    }

    /// Counts bytes as handed over.
    func release(_ bytes: Int) {
        let waiters: [CheckedContinuation<Void, Never>] = state.withLock { state in
            state.bytes -= bytes
            guard state.bytes <= Self.limit / 2, !state.waiters.isEmpty else { return [] }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}

extension Frames {
    /// What the message takes in memory, roughly.
    var byteCount: Int {
        256 + header.count + parentHeader.count + metadata.count + content.count
            + buffers.reduce(0) { $0 + $1.count } + identities.reduce(0) { $0 + $1.count }
    }
}
