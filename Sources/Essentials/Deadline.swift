/// A moment by which something must be done, on the clock that also runs while the machine sleeps.
public struct Deadline: Sendable, Hashable, Comparable {
    /// The moment; nil for a deadline that never passes.
    public var instant: ContinuousClock.Instant?

    public init(at instant: ContinuousClock.Instant?) {
        self.instant = instant
    }

    /// A deadline that never passes.
    public static let never = Deadline(at: nil)

    /// A deadline that lies this far ahead of now; nil gives `never`.
    public static func after(_ duration: Duration?) -> Deadline {
        guard let duration else { return .never }
        return Deadline(at: ContinuousClock.now.advanced(by: duration))
    }

    /// What is left: zero once the deadline has passed, nil for `never`.
    public var remaining: Duration? {
        instant.map { max(.zero, ContinuousClock.now.duration(to: $0)) }
    }

    /// Whether the deadline has passed.
    public var hasPassed: Bool {
        instant.map { $0 <= ContinuousClock.now } ?? false
    }

    /// The earlier of the two; `never` comes last.
    public static func < (left: Deadline, right: Deadline) -> Bool {
        switch (left.instant, right.instant) {
        case (nil, _): false
        case (_?, nil): true
        case (let left?, let right?): left < right
        }
    }
}
