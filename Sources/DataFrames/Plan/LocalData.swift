import Synchronization

/// Rows that the program made, kept as long as some plan refers to them.
public final class LocalData: Sendable {
    public let batch: ColumnBatch
    // A lock and no actor: it is taken once in the life of the data.
    private let releases = Mutex<[@Sendable () -> Void]>([])

    public init(_ batch: ColumnBatch) { self.batch = batch }

    /// Calls back when the data are no longer used, so that an engine can free its copy.
    public func whenReleased(_ action: @escaping @Sendable () -> Void) {
        releases.withLock { $0.append(action) }
    }

    deinit {
        for action in releases.withLock({ $0 }) { action() }
    }
}
