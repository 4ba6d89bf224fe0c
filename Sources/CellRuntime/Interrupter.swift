import CCellGuard
import Glibc
import HostProtocol
import Synchronization

/// Stops the running cell. First kindly: the awaited task is cancelled, the engine's query interrupted, a read from
/// the front end ended. If the cell does not come back soon its thread is parked, where that can be done without
/// leaving a lock held.
final class Interrupter: Sendable {
    private let onInterrupt: @Sendable () -> Void
    private let interrupted = Mutex<UInt64>(0)

    init(onInterrupt: @escaping @Sendable () -> Void) { self.onInterrupt = onInterrupt }

    func wasInterrupted(_ generation: UInt64) -> Bool { interrupted.withLock { $0 == generation && generation != 0 } }

    func interrupt(_ cells: CellThreads) {
        guard let generation = cells.runningGeneration else { return }
        interrupted.withLock { $0 = generation }
        let onInterrupt = onInterrupt
        // On threads of their own: the control thread must go on reading.
        HostThread.start {
            RunningCell.cancelAwaited()
            InputRequests.shared.cancel()
            onInterrupt()
        }
        HostThread.start { [self] in
            park(generation, patience: 25) { !cells.isRunning(generation) }
        }
    }

    /// Parks the thread of a cell that has failed on another thread. Returns when it is parked, or cannot be.
    func parkCellThread(of generation: UInt64) {
        park(generation, patience: 0) { cellguard_cell_is_parked() }
    }

    /// - Parameter patience: milliseconds that the cell has to end by itself.
    private func park(_ generation: UInt64, patience: Int, until isOver: () -> Bool) {
        let start = ContinuousClock.now
        func elapsed() -> Duration { ContinuousClock.now - start }
        usleep(UInt32(patience) * 1000)
        var waits = 0
        while !isOver() {
            let time = elapsed()
            if time > .seconds(8) { HostProcess.endUnresponsive() }
            // Between cells the thread waits for work, or loads the cell, and must not be parked there.
            guard cellguard_generation() == generation else {
                usleep(1000)
                continue
            }
            if cellguard_cell_is_parked() { return }
            let mode =
                time < .milliseconds(150)
                ? CELLGUARD_PARK_IN_CELL_CODE
                : time < .seconds(4) ? CELLGUARD_PARK_IN_RUNTIME : CELLGUARD_PARK_ANYWHERE
            // A short wait (a lock, a write) ends by itself; one that lasts is the cell's own. The signal would wake
            // the cell from it, so it comes only when the cell is to be parked there.
            if cellguard_cell_is_waiting(), mode != CELLGUARD_PARK_ANYWHERE {
                waits += 1
                if waits >= 15 { _ = cellguard_try_park(CELLGUARD_PARK_IN_WAIT, generation) }
                usleep(2000)
                continue
            }
            waits = 0
            guard cellguard_try_park(mode, generation) else { return }
            usleep(2000)
        }
    }
}

extension HostProcess {
    /// The cell can be neither stopped nor parked; the session sees the exit code and starts a new host.
    static func endUnresponsive() -> Never {
        _exit(75)
    }
}

extension FinishedReport {
    /// Tells what the guard recorded about a parked thread.
    init(_ report: cellguard_report, wasInterrupted: Bool) {
        var report = report
        let outcome: Outcome =
            switch report.reason {
            case CELLGUARD_EXIT: .exited
            case CELLGUARD_INTERRUPTED: .interrupted
            default: .trapped
            }
        self.init(generation: report.generation, outcome: outcome)
        signal = Int(report.signal)
        exitCode = Int(report.exit_code)
        isStackOverflow = report.stack_overflow
        mayBeDamaged =
            outcome == .trapped && !isStackOverflow && [SIGSEGV, SIGBUS, SIGABRT].contains(report.signal)
        let count = Int(report.frame_count)
        let exact = outcome != .exited
        places = withUnsafeBytes(of: &report.frames) { raw in
            Symbols.places(raw.bindMemory(to: UInt.self).prefix(count), firstIsExact: exact)
        }
        message = withUnsafeBytes(of: &report.message) { raw in
            String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
        }
        name = Self.signalName(report.signal)
    }

    private static func signalName(_ signal: Int32) -> String {
        switch signal {
        case SIGILL: "SIGILL"
        case SIGTRAP: "SIGTRAP"
        case SIGSEGV: "SIGSEGV"
        case SIGBUS: "SIGBUS"
        case SIGFPE: "SIGFPE"
        case SIGABRT: "SIGABRT"
        case SIGSYS: "SIGSYS"
        default: "signal \(signal)"
        }
    }
}
