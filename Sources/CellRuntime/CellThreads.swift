import CCellGuard
import Essentials
import Glibc
import HostProtocol
import Synchronization
import SystemSupport

/// Runs cells one after the other on a thread of their own, and starts another thread when that one had to be parked.
final class CellThreads: Sendable {
    private struct State {
        /// Whether a thread waits for work.
        var hasThread = false
        var request: RunRequest?
        /// The cell that runs, 0 between cells.
        var generation: UInt64 = 0
        /// Set when the cell was reported, so that it is reported once.
        var isReported = true
    }
    private let state = Mutex(State())
    private let wake = Semaphore()

    /// The stack of the thread that runs cells: recursion in notebooks may go deep. Only touched pages cost memory.
    private static let stackSize = 256 << 20

    /// Hands a cell to the thread. The session sends the next one only after the last was reported.
    func run(_ request: RunRequest) {
        let needsThread = state.withLock { state in
            state.request = request
            state.generation = request.generation
            state.isReported = false
            defer { state.hasThread = true }
            return !state.hasThread
        }
        RunningCell.begin(request)
        if needsThread {
            SystemThread.start(stackSize: Self.stackSize) { [self] in
                cellguard_mark_cell_thread()
                while true {
                    wake.wait()
                    guard let request = state.withLock({ $0.request.take() }) else { continue }
                    runHere(request)
                }
            }
        }
        wake.signal()
    }

    /// Whether this cell has not been reported yet.
    func isRunning(_ generation: UInt64) -> Bool {
        state.withLock { $0.generation == generation && !$0.isReported }
    }

    var runningGeneration: UInt64? {
        state.withLock { $0.isReported ? nil : $0.generation }
    }

    private func runHere(_ request: RunRequest) {
        if let failure = MainThread.open(request.libraries + [request.library]) {
            report(notLoaded(request, failure))
            return
        }
        guard let handle = dlopen(request.library, RTLD_NOW | RTLD_NOLOAD), let symbol = dlsym(handle, request.entry)
        else {
            report(notLoaded(request, dlerror().map { String(cString: $0) } ?? "unknown reason"))
            return
        }
        cellguard_add_cell_library(symbol)
        typealias Entry = @convention(c) (Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32
        let entry = unsafeBitCast(symbol, to: Entry.self)
        cellguard_set_generation(request.generation)
        _ = cellguard_call(entry)
        cellguard_release_held()
        var finished = FinishedReport(generation: request.generation, outcome: .succeeded)
        if let thrown = RunningCell.takeThrown() {
            finished.outcome =
                RunningHost.current.withLock { $0 }?.interrupter.wasInterrupted(request.generation) == true
                ? .interrupted : .threw
            finished.name = thrown.name
            finished.message = thrown.message
            finished.places = thrown.places
            finished.details = thrown.details
        }
        report(finished)
    }

    private func notLoaded(_ request: RunRequest, _ reason: String) -> FinishedReport {
        var finished = FinishedReport(generation: request.generation, outcome: .notLoaded)
        finished.message = reason
        return finished
    }

    /// Tells the session that a cell ended, once.
    private func report(_ finished: FinishedReport) {
        let isFirst = state.withLock { state -> Bool in
            guard state.generation == finished.generation, !state.isReported else { return false }
            state.isReported = true
            return true
        }
        guard isFirst else { return }
        cellguard_set_generation(0)
        var finished = finished
        finished.statementsBegun = RunningCell.statementsBegun
        RunningCell.end()
        FrameSender.push(.finished, json: finished.json)
    }

    /// A thread was parked: by a fault, by `exit`, or because the user interrupted.
    func threadWasParked(_ report: cellguard_report, interrupter: Interrupter) {
        let finished = FinishedReport(report, wasInterrupted: interrupter.wasInterrupted(report.generation))
        if report.on_cell_thread {
            state.withLock { $0.hasThread = false }
        }
        guard isRunning(report.generation) else {
            // The cell that started this thread is over; say what happened where output goes now.
            let text = "A task that an earlier cell started was stopped: \(finished.message)\n"
            cellguard_push(FrameKind.stderr.rawValue, text, text.utf8.count)
            return
        }
        if !report.on_cell_thread {
            // Another thread of the cell failed; the cell's own waits for it or goes on, and must not.
            RunningCell.abandon()
            interrupter.parkCellThread(of: report.generation)
            state.withLock { $0.hasThread = false }
        }
        self.report(finished)
    }
}
