internal import CZeroMQ
internal import Essentials

/// The iopub socket: what is published waits here while a subscriber is slow.
///
/// A slow subscriber slows publishing down, and nothing is lost. One that has read nothing for `patience`, or lets more
/// than `backlogLimit` pile up, is taken for dead: from then on it alone misses what does not fit its queue, until
/// everything fits again.
///
/// Belongs to the socket thread.
final class Publisher {
    enum Item {
        case message(parts: [[UInt8]], bytes: Int)
        case flush(CheckedContinuation<Void, Never>)
    }

    private enum Mode {
        /// Whoever is slow is waited for.
        case waiting
        /// Somebody misses messages, until this moment.
        case dropping(until: ContinuousClock.Instant)
        /// It is being tried whether all keep up again: this many more messages must go out at once.
        case trying(left: Int)
    }

    static let patience = Duration.seconds(5)
    static let backlogLimit = 64 << 20
    private static let droppingTime = Duration.seconds(1)
    /// While somebody misses messages, so many are sent in so much time: more would overrun those that do read.
    private static let droppingTurn = 10
    private static let droppingTurnTime = Duration.milliseconds(5)
    /// A message that is not for the dead subscriber proves nothing, so it takes many.
    private static let trialLength = 100

    let socket: Socket
    private var waiting: [Item] = []
    private var first = 0
    private var nextPart = 0
    private var backlog = 0
    private var blockedSince: ContinuousClock.Instant?
    private var mode = Mode.waiting
    private var turnStart = ContinuousClock.now
    private var sentInTurn = 0

    init(socket: Socket) {
        self.socket = socket
    }

    /// Whether there is something that could not yet be sent.
    var isBlocked: Bool { first < waiting.count }

    func append(_ item: Item) {
        if case .message(_, let bytes) = item { backlog += bytes }
        waiting.append(item)
    }

    /// Puts a message before all that wait.
    func insertFirst(_ item: Item) {
        if case .message(_, let bytes) = item { backlog += bytes }
        // A message that is half sent must be ended first.
        waiting.insert(item, at: nextPart == 0 ? first : first + 1)
    }

    /// Sends as much as can be sent now.
    ///
    /// - Parameters:
    ///   - welcome: called before each message: who has just subscribed is welcomed before anything else is sent.
    ///   - released: told the bytes that need no longer be kept.
    ///   - dropped: told why a message was not sent to all subscribers.
    func pump(welcome: () -> Void, released: (Int) -> Void, dropped: (WireError) -> Void) {
        if case .dropping(let end) = mode, end <= .now { stopDropping() }
        while first < waiting.count {
            if case .dropping = mode, isTurnOver() { return }
            welcome()
            switch waiting[first] {
            case .flush(let continuation):
                continuation.resume()
            case .message(let parts, let bytes):
                switch socket.send(parts, next: &nextPart) {
                case .done:
                    blockedSince = nil
                    if case .trying(let left) = mode { mode = left > 1 ? .trying(left: left - 1) : .waiting }
                case .full:
                    guard isPatienceOver() else { return }
                    startDropping(dropped)
                    continue
                case .peerGone, .failed:
                    dropped(WireError(code: WireError.system, message: "the message could not be published"))
                }
                nextPart = 0
                sentInTurn += 1
                backlog -= bytes
                released(bytes)
            }
            first += 1
        }
        waiting.removeAll(keepingCapacity: waiting.count <= 1024)
        first = 0
    }

    /// Gives up what is still waiting; returns the number of messages.
    func giveUp(released: (Int) -> Void) -> Int {
        var count = 0
        for item in waiting[first...] {
            switch item {
            case .flush(let continuation): continuation.resume()
            case .message(_, let bytes):
                released(bytes)
                count += 1
            }
        }
        waiting = []
        first = 0
        return count
    }

    private func isTurnOver() -> Bool {
        if turnStart.duration(to: .now) >= Self.droppingTurnTime {
            turnStart = .now
            sentInTurn = 0
        }
        return sentInTurn >= Self.droppingTurn
    }

    private func isPatienceOver() -> Bool {
        // In a trial there is none: the subscriber was given its time before.
        if case .trying = mode { return true }
        if backlog > Self.backlogLimit { return true }
        let now = ContinuousClock.now
        let since = blockedSince ?? now
        blockedSince = since
        return since.duration(to: now) >= Self.patience
    }

    private func startDropping(_ dropped: (WireError) -> Void) {
        mode = .dropping(until: .now + Self.droppingTime)
        try? socket.set(ZMQ_XPUB_NODROP, Int32(0))
        blockedSince = nil
        dropped(
            WireError(
                code: WireError.peerNotReading, message: "a client does not read what is published and misses messages",
                hint: "Restart or close the client that hangs."))
    }

    private func stopDropping() {
        mode = .trying(left: Self.trialLength)
        try? socket.set(ZMQ_XPUB_NODROP, Int32(1))
    }
}
