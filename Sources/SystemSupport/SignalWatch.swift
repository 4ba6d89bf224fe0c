import Glibc

/// SIGINT interrupts, SIGTERM and SIGHUP end. A thread waits for them, so no handler runs.
public enum SignalWatch {
    private static let watched = [SIGINT, SIGTERM, SIGHUP]

    /// Keeps the signals for `watch`. Must be called before any thread is started: threads inherit what is blocked.
    public static func block() {
        var set = signalSet()
        pthread_sigmask(SIG_BLOCK, &set, nil)
        signal(SIGPIPE, SIG_IGN)
    }

    /// Takes `block` back, before any thread is started.
    public static func unblock() {
        var set = signalSet()
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }

    /// Calls one of the two for every signal, on a thread of its own.
    public static func watch(interrupt: @escaping @Sendable () -> Void, end: @escaping @Sendable () -> Void) {
        SystemThread.start(stackSize: 1 << 20) {
            var set = signalSet()
            while true {
                var signal: Int32 = 0
                guard sigwait(&set, &signal) == 0 else { continue }
                if signal == SIGINT { interrupt() } else { end() }
            }
        }
    }

    private static func signalSet() -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in watched { sigaddset(&set, signal) }
        return set
    }
}
