import CCellGuard
import Display
public import Essentials
import Glibc
import HostProtocol
import Synchronization
import SystemSupport

/// The process in which cells run. It owns its threads:
/// - the main thread serves the main queue, for code of the main actor, and opens libraries;
/// - one thread runs cells, and is replaced when a cell had to be parked;
/// - the control thread reads the session's socket, the sender writes it, the reporter tells of parked threads, and
///   one more reads what child processes print.
public enum CellHost {
    /// Serves a session until it goes away. Does not return.
    ///
    /// - Parameters:
    ///   - socket: the descriptor that leads to the session.
    ///   - sessionFolder: the session's files, removed when the session is gone without having done so.
    ///   - interrupts: called when the user interrupts, so that long work of libraries (a query) ends by itself.
    public static func run(
        socket: Int32, sessionFolder: String?, onInterrupt interrupts: @escaping @Sendable () -> Void
    ) -> Never {
        let host = RunningHost(socket: socket, sessionFolder: sessionFolder, onInterrupt: interrupts)
        RunningHost.current.withLock { $0 = host }
        host.serve()
    }

    /// Takes comm messages of the front end. Set before `run`.
    nonisolated(unsafe) public static var onComm: (@Sendable (JSONObject) -> Void)?

    /// Sends a comm message to the front end; `message` has the members of Jupyter's comm messages and `kind`.
    public static func sendComm(_ message: JSONObject) {
        FrameSender.push(.commOut, json: message)
    }
}

/// The parts of the host, made once.
final class RunningHost: Sendable {
    static let current = Mutex<RunningHost?>(nil)

    let socket: Int32
    let cells: CellThreads
    let interrupter: Interrupter
    private let sessionFolder: String?
    private let childOutput: [Int32]

    init(socket: Int32, sessionFolder: String?, onInterrupt: @escaping @Sendable () -> Void) {
        self.socket = socket
        self.sessionFolder = sessionFolder
        _ = cellguard_install()
        var pipes: [Int32] = [-1, -1]
        _ = cellguard_capture_output(&pipes)
        _ = cellguard_capture_input { buffer, capacity in
            InputRequests.shared.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: capacity))
        }
        cellguard_watch_throws()
        cellguard_on_top_level_error { box in
            guard let box else { return }
            errorReachedTopLevel(unsafeBitCast(box, to: (any Error).self), box: UInt(bitPattern: box))
        }
        childOutput = pipes
        cells = CellThreads()
        interrupter = Interrupter(onInterrupt: onInterrupt)
        installDisplaySink(FrameDisplaySink())
        // Cells that are not optimised need the runtime's unspecialised generics; the host itself does not.
        for library in ["libswiftSwiftOnoneSupport.so", "libswift_StringProcessing.so", "libswift_Concurrency.so"] {
            _ = dlopen(library, RTLD_NOW | RTLD_GLOBAL)
        }
        MainThread.ownTasks()
    }

    func serve() -> Never {
        let socket = socket
        HostThread.start { FrameSender.run(socket: socket) }
        HostThread.start { [self] in reportParkedThreads() }
        HostThread.start { [self] in forwardChildOutput() }
        HostThread.start { [self] in readFrames() }
        FrameSender.push(.hello, json: ["pid": .integer(Int64(getpid()))])
        MainThread.serve()
    }

    private func readFrames() {
        var decoder = FrameDecoder()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        while true {
            let count = Glibc.read(socket, buffer.baseAddress!, buffer.count)
            if count < 0 && errno == EINTR { continue }
            // The session is gone, and with it the reason to be.
            if count <= 0 {
                if let sessionFolder { removeTree(sessionFolder) }
                HostProcess.end()
            }
            decoder.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            while let frame = decoder.next() { handle(frame) }
            if decoder.failure != nil { HostProcess.end() }
        }
    }

    private func handle(_ frame: Frame) {
        switch frame.kind {
        case .run:
            guard let json = try? JSONValue(parsing: frame.payload), let request = RunRequest(json) else {
                HostProcess.end()
            }
            cells.run(request)
        case .interrupt: interrupter.interrupt(cells)
        case .input: InputRequests.shared.answer(frame.payload)
        case .commIn:
            if let message = (try? JSONValue(parsing: frame.payload))?.objectValue { CellHost.onComm?(message) }
        case .quit: HostProcess.end()
        case .hello, .stdout, .stderr, .display, .result, .clearOutput, .inputRequest, .commOut, .finished: break
        }
    }

    private func reportParkedThreads() {
        var report = cellguard_report()
        while true {
            cellguard_wait_report(&report)
            cells.threadWasParked(report, interrupter: interrupter)
        }
    }

    private func forwardChildOutput() {
        var polls = childOutput.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        while true {
            guard poll(&polls, nfds_t(polls.count), -1) > 0 else { continue }
            for (index, entry) in polls.enumerated() where entry.revents != 0 {
                let count = Glibc.read(entry.fd, buffer.baseAddress!, buffer.count)
                if count > 0 {
                    let kind: FrameKind = index == 0 ? .stdout : .stderr
                    cellguard_push(kind.rawValue, buffer.baseAddress, count)
                } else if count == 0 || errno != EINTR {
                    polls[index].fd = -1
                }
            }
        }
    }
}

enum HostProcess {
    /// Ends the host and every process that cells started in its session.
    static func end() -> Never {
        _ = kill(0, SIGKILL)
        _exit(0)
    }
}

/// A thread of the host's own: a fault there is a fault of Swiftlet.
enum HostThread {
    static func start(_ body: @escaping @Sendable () -> Void) {
        SystemThread.start(stackSize: 1 << 20) {
            cellguard_mark_host_thread()
            body()
        }
    }
}
