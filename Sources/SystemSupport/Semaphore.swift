import Glibc

/// A counting semaphore that may be signalled from any thread.
public final class Semaphore: @unchecked Sendable {
    // sem_t must not move, and is made for use from several threads.
    private let raw = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    public init() { sem_init(raw, 0, 0) }

    public func signal() { sem_post(raw) }

    public func wait() {
        while sem_wait(raw) != 0 {}
    }

    /// False when the time ran out.
    public func wait(milliseconds: Int) -> Bool {
        var until = timespec()
        clock_gettime(CLOCK_REALTIME, &until)
        until.tv_nsec += (milliseconds % 1000) * 1_000_000
        until.tv_sec += milliseconds / 1000 + until.tv_nsec / 1_000_000_000
        until.tv_nsec %= 1_000_000_000
        while sem_timedwait(raw, &until) != 0 {
            if errno != EINTR { return false }
        }
        return true
    }

    deinit {
        sem_destroy(raw)
        raw.deallocate()
    }
}

extension Semaphore {
    /// Waits on a thread of our own for asynchronous work. Never call it from a task: it blocks.
    public static func wait(for work: @escaping @Sendable () async -> Void) {
        let done = Semaphore()
        Task {
            await work()
            done.signal()
        }
        done.wait()
    }
}
