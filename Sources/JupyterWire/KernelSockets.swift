public import Essentials
public import Logging
internal import Synchronization

/// The kernel's end of the five channels.
///
/// Making one listens on all ports and answers heartbeats; `start` begins to receive and to send; `send` may be called
/// from any thread and never waits; `stop` ends it, and must be called.
public final class KernelSockets: Sendable {
    /// Where the kernel listens, with the ports that the system chose.
    public let connection: ConnectionFile
    /// This kernel process in the headers of its messages.
    public let session: String

    private let sender: Sender
    private let outbox: Outbox
    /// Until it is started, the thread's state waits here. A lock, because `start` is synchronous.
    private let waiting: Mutex<SocketThread?>
    /// Taken by the first `stop`.
    private let stopHeartbeat: Mutex<Heartbeat.Stop?>
    private let heartbeatEnded = Completion()

    /// Listens on all channels.
    ///
    /// - Parameters:
    ///   - file: where, and with which keys.
    ///   - session: identifies this kernel process; a new one for each start.
    ///   - username: for the headers.
    ///   - logger: told about dropped messages.
    /// - Throws: `WireError`: `portInUse` and `cannotBind` name the address; then nothing is left open.
    public init(
        _ file: ConnectionFile, session: String = randomUUID(), username: String = "kernel", logger: Logger
    ) throws {
        try file.validate()
        var file = file
        if file.key.value.isEmpty {
            logger.warning(
                "messages are not signed: the key is empty", metadata: ["address": "\(file.address)"])
        }
        let sender = Sender(session: session, username: username)
        let outbox = try Outbox()
        let heartbeat = try Heartbeat(&file)
        let stopHeartbeat = heartbeat.stop
        let thread: SocketThread
        do {
            thread = try SocketThread(&file, outbox: outbox, sender: sender, logger: logger)
        } catch {
            heartbeat.close()
            throw error
        }
        let ended = heartbeatEnded
        do {
            try startThread("heartbeat") {
                heartbeat.run()
                heartbeat.close()
                ended.finish()
            }
        } catch {
            thread.close()
            throw error
        }
        connection = file
        self.session = session
        self.sender = sender
        self.outbox = outbox
        self.stopHeartbeat = Mutex(stopHeartbeat)
        waiting = Mutex(thread)
    }

    /// Begins to receive. What came in since `init` is delivered first.
    ///
    /// - Parameter handler: called for every good message, one at a time, on the thread that serves all sockets: it
    ///   must hand the message on and return at once.
    /// - Throws: `WireError` when the system refuses a thread.
    public func start(_ handler: @escaping @Sendable (Channel, WireMessage) -> Void) throws {
        guard let thread = takeThread() else { return }
        try startThread("jupyter-sockets") { thread.run(handler) }
    }

    /// Queues a message. Messages of one channel are sent in the order of these calls.
    ///
    /// - Returns: false when the sockets were stopped: the message is dropped then.
    @discardableResult
    public func send(_ message: OutgoingMessage, on channel: Channel) -> Bool {
        outbox.put(channel, sender.frames(of: message))
    }

    /// Returns at once, or, when many megabytes are queued because a client reads slowly, when there is room again.
    /// Whoever publishes much waits here between messages.
    public func waitForRoom() async {
        await outbox.waitForRoom()
    }

    /// Returns when everything queued before has been handed to the network; not before `start`.
    public func flush() async {
        await outbox.request { .flush($0) }
    }

    /// Sends what is queued, at the latest until the deadline (and for at most 30 seconds), and closes all channels.
    public func stop(deadline: Deadline) async {
        if let thread = takeThread() {
            // Never started, so no client was answered: there is nothing to wait for.
            thread.close()
            outbox.abandon()
        } else {
            await outbox.request(close: true) { .stop(deadline, $0) }
        }
        let stop = stopHeartbeat.withLock { stop in
            defer { stop = nil }
            return stop
        }
        stop?()
        await heartbeatEnded.wait()
    }

    private func takeThread() -> sending SocketThread? {
        waiting.withLock { thread in
            let taken = thread
            thread = nil
            return taken
        }
    }
}
