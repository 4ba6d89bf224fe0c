import CCellGuard
import Glibc
import Synchronization
import SystemSupport

/// The main thread: it serves the main dispatch queue, and with it the main actor, as a run loop does, and opens
/// libraries for the cell thread. When a cell's code stops it for good, another thread takes its place.
///
/// Libraries are opened here because Foundation takes the thread on which it is opened for the main one: it binds the
/// main queue to that thread, and code of the main actor would trap on any other.
enum MainThread {
    private struct State {
        var work: [@Sendable () -> Void] = []
        /// Set when the thread did not answer in time: code of a cell keeps it, or has stopped it for good.
        var isLost = false
    }
    private static let state = Mutex(State())
    /// nil when the process has no descriptors left; then libraries are opened where they are needed.
    private static let wakeUp = try? WakeUp()
    /// Milliseconds that the thread has to begin with other work.
    private static let patience = 1000

    /// Takes over asynchronous work from the runtime. Called once, before there is any.
    static func ownTasks() {
        MainQueue.prepare()
        _ = cellguard_own_tasks { HostThread.start { MainThread.serve(isReplacement: true) } }
    }

    static func serve(isReplacement: Bool = false) -> Never {
        let queue = MainQueue.shared
        if isReplacement {
            queue?.takeOver()
            state.withLock { $0.isLost = false }
            // For what the thread before did not come to.
            wakeUp?.signal()
        }
        cellguard_mark_main_thread()
        var polls = [wakeUp?.descriptor ?? -1, queue?.descriptor ?? -1].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        while true {
            guard poll(&polls, nfds_t(polls.count), -1) > 0 else { continue }
            if polls[0].revents != 0 {
                wakeUp?.clear()
                for work in takeWork() { work() }
            }
            if polls[1].revents != 0 { queue?.drain() }
        }
    }

    private static func takeWork() -> [@Sendable () -> Void] {
        state.withLock { state in
            defer { state.work = [] }
            return state.work
        }
    }

    /// Opens libraries for cells.
    ///
    /// - Returns: what the loader says when one cannot be opened, nil when all are open.
    static func open(_ libraries: [String]) -> String? {
        guard let wakeUp, !state.withLock({ $0.isLost }) else { return load(libraries) }
        let loading = Loading()
        state.withLock { $0.work.append { loading.finish(load(libraries)) } }
        wakeUp.signal()
        if loading.done.wait(milliseconds: patience) { return loading.failure.withLock { $0 } }
        state.withLock { $0.isLost = true }
        return load(libraries)
    }

    private static func load(_ libraries: [String]) -> String? {
        for library in libraries where dlopen(library, RTLD_NOW | RTLD_GLOBAL) == nil {
            return dlerror().map { String(cString: $0) } ?? "unknown reason"
        }
        return nil
    }

    private final class Loading: Sendable {
        let done = Semaphore()
        let failure = Mutex<String?>(nil)

        func finish(_ failure: String?) {
            self.failure.withLock { $0 = failure }
            done.signal()
        }
    }
}
