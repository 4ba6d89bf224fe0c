import CCellGuard
import Essentials
import Glibc
import HostProtocol
import Synchronization
import SystemSupport

/// Standard input of cells: every read that finds nothing buffered asks the front end for a line.
final class InputRequests: Sendable {
    static let shared = InputRequests()

    private struct State {
        var pending: [UInt8] = []
        var isWaiting = false
        var isCancelled = false
    }
    private let state = Mutex(State())
    private let answered = Semaphore()

    /// Called on the thread of the cell that reads. Returns the number of bytes, 0 for the end of input.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        if state.withLock({ $0.pending.isEmpty }) {
            guard RunningCell.allowsInput else {
                let text = "This front end does not allow input: reading standard input gives its end.\n"
                cellguard_push(FrameKind.stderr.rawValue, text, text.utf8.count)
                return 0
            }
            state.withLock {
                $0.isWaiting = true
                $0.isCancelled = false
            }
            FrameSender.push(.inputRequest, json: ["prompt": "", "password": false])
            while !answered.wait(milliseconds: 100) {
                if RunningCell.isAbandoned { cellguard_park_forever() }
            }
        }
        return state.withLock { state in
            state.isWaiting = false
            guard !state.isCancelled else { return 0 }
            let count = min(buffer.count, state.pending.count)
            buffer.copyBytes(from: state.pending.prefix(count))
            state.pending.removeFirst(count)
            return count
        }
    }

    /// The front end's answer, a line without its end.
    func answer(_ text: [UInt8]) {
        let wasWaiting = state.withLock { state -> Bool in
            guard state.isWaiting else { return false }
            state.pending += text + [0x0A]
            return true
        }
        if wasWaiting { answered.signal() }
    }

    /// Ends an open read: the cell sees the end of input.
    func cancel() {
        let wasWaiting = state.withLock { state -> Bool in
            guard state.isWaiting else { return false }
            state.isCancelled = true
            return true
        }
        if wasWaiting { answered.signal() }
    }
}
