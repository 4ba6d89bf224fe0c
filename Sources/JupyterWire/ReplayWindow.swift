/// Remembers which messages were received, so that one that comes again is not obeyed again.
///
/// Only messages with a good signature may be asked about, so that noise, however much, pushes nothing out. Memory is
/// bounded by count and by date:
/// - a message dated more than `tolerance` away from now is refused, so what is older need not be remembered;
/// - beyond `capacity` the message that came first is forgotten, and from then on its session's messages up to that
///   date are refused. Dates of one session come from one clock; those of different sessions are not compared.
public struct ReplayWindow: Sendable {
    /// What the window says about a message.
    public enum Verdict: Sendable, Equatable {
        /// Seen for the first time, and now remembered.
        case new
        /// Received before.
        case replayed
        /// Dated so far back that it may have been received before.
        case tooOld
        /// Dated too far ahead of now.
        case fromTheFuture
    }

    private struct Entry {
        var signature: [UInt8]
        var session: String
        var date: Timestamp
    }

    /// How far the clocks of clients may be off, and how long a message may be under way. A day is more than any
    /// confusion of time zones.
    public static let defaultTolerance: Duration = .seconds(86400)

    private let capacity: Int
    private let tolerance: Int64
    private var seen: Set<[UInt8]> = []
    /// In the order of arrival; a ring, so that forgetting the first does not move the others.
    private var entries: [Entry] = []
    private var first = 0
    /// Up to which date messages of a session may have been forgotten.
    private var floors: [String: Timestamp] = [:]
    /// The same for sessions whose own floor was given up, and so for all.
    private var commonFloor = Timestamp(microseconds: .min)

    private static let floorLimit = 1024
    /// Messages without a date that can be read count as older than all others.
    private static let undated = Timestamp(microseconds: .min + 1)

    public init(capacity: Int = 1 << 16, tolerance: Duration = defaultTolerance) {
        self.capacity = max(1, capacity)
        let (seconds, attoseconds) = tolerance.components
        self.tolerance = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }

    /// How many messages are remembered.
    public var count: Int { entries.count - first }

    /// Says whether a message with a verified signature is new, and if so remembers it.
    public mutating func receive(
        signature: [UInt8], session: String, date: Timestamp?, now: Timestamp = .now
    ) -> Verdict {
        if seen.contains(signature) { return .replayed }
        if let date {
            if date.microseconds > now.microseconds + tolerance { return .fromTheFuture }
            if date.microseconds < now.microseconds - tolerance { return .tooOld }
        }
        let date = date ?? Self.undated
        if date <= max(floors[session] ?? commonFloor, commonFloor) { return .tooOld }
        forgetExpired(now)
        if count >= capacity { forgetFirst() }
        seen.insert(signature)
        entries.append(Entry(signature: signature, session: session, date: date))
        return .new
    }

    /// Forgets what would be refused by its date anyway.
    private mutating func forgetExpired(_ now: Timestamp) {
        while first < entries.count, entries[first].date != Self.undated,
            entries[first].date.microseconds < now.microseconds - tolerance
        {
            removeFirst()
        }
    }

    private mutating func forgetFirst() {
        let entry = removeFirst()
        floors[entry.session] = max(floors[entry.session] ?? entry.date, entry.date)
        // Sessions are made by whoever has the key, so this many are no everyday thing: give up the oldest floor.
        if floors.count > Self.floorLimit, let lowest = floors.min(by: { $0.value < $1.value }) {
            floors[lowest.key] = nil
            commonFloor = max(commonFloor, lowest.value)
        }
    }

    @discardableResult
    private mutating func removeFirst() -> Entry {
        let entry = entries[first]
        seen.remove(entry.signature)
        first += 1
        if first > 1024, first * 2 > entries.count {
            entries.removeFirst(first)
            first = 0
        }
        return entry
    }
}
