internal import CZeroMQ
internal import Essentials
import Glibc
internal import Logging
import SystemSupport

/// The one thread that owns the sockets of shell, control, stdin and iopub.
///
/// It polls them together with the outbox's wake-up. Polling is level-triggered and only this thread reads and writes,
/// so a request that arrives while replies are sent is seen by the next round.
final class SocketThread {
    /// Messages taken off one socket before the others have their turn.
    private static let turn = 64
    /// While publishing is held up, how often to try again; libzmq does not tell when a subscriber has room.
    private static let retry: Int = 2
    /// The longest topic that a subscription may name and be welcomed.
    private static let topicLimit = 256
    /// No waiting for clients at the end beyond this, whatever the deadline.
    private static let longestLinger = Duration.seconds(30)

    private let context: SocketContext
    private let routers: [(channel: Channel, socket: Socket)]
    private let publisher: Publisher
    private let outbox: Outbox
    private let sender: Sender
    private let signature: Signature
    private var gate: MessageGate
    private var drops: DropLog
    private var ending: (deadline: Deadline, continuation: CheckedContinuation<Void, Never>)?

    /// Listens on the four channels; puts ports that the system chose into `file`.
    ///
    /// - Throws: `WireError` when one of them cannot be had; then none is kept.
    init(_ file: inout ConnectionFile, outbox: Outbox, sender: Sender, logger: Logger) throws {
        signature = try Signature(key: file.key.value)
        gate = try MessageGate(key: file.key.value)
        let context = try SocketContext()
        var opened: [(channel: Channel, socket: Socket)] = []
        do {
            for channel in Channel.messaging {
                opened.append((channel, try Socket.listening(channel, of: &file, in: context)))
            }
        } catch {
            for (_, socket) in opened { socket.close() }
            context.end()
            throw error
        }
        self.context = context
        publisher = Publisher(socket: opened.removeLast().socket)
        routers = opened
        self.outbox = outbox
        self.sender = sender
        drops = DropLog(logger: logger)
    }

    /// Runs until the outbox says stop.
    func run(_ handler: (Channel, WireMessage) -> Void) {
        let sockets = routers.map(\.socket) + [publisher.socket]
        var polled = sockets.map {
            zmq_pollitem_t(socket: $0.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)
        }
        polled.append(
            zmq_pollitem_t(socket: nil, fd: outbox.wakeUp.descriptor, events: Int16(ZMQ_POLLIN), revents: 0))
        while true {
            zmq_poll(&polled, Int32(polled.count), publisher.isBlocked ? Self.retry : -1)
            if polled[polled.count - 1].revents != 0 { takeOut() }
            for (place, router) in routers.enumerated() where polled[place].revents != 0 {
                takeIn(router.channel, router.socket, handler)
            }
            if polled[routers.count].revents != 0 { welcome() }
            publish()
            if let ending, !publisher.isBlocked || ending.deadline.hasPassed { break }
        }
        end()
    }

    /// Closes the sockets without having run.
    func close() {
        for (_, socket) in routers { socket.close() }
        publisher.socket.close()
        context.end()
    }

    // MARK: - Outwards

    private func takeOut() {
        outbox.wakeUp.clear()
        for item in outbox.takeAll() {
            switch item {
            case .message(let channel, let frames):
                send(channel, frames)
            case .flush(let continuation):
                publisher.append(.flush(continuation))
            case .stop(let deadline, let continuation):
                ending = (deadline, continuation)
            }
        }
    }

    private func send(_ channel: Channel, _ frames: Frames) {
        var frames = frames
        let bytes = frames.byteCount
        frames.signature = signature.sign(frames.signed)
        if channel == .iopub {
            publisher.append(.message(parts: frames.parts, bytes: bytes))
            return
        }
        outbox.release(bytes)
        guard let socket = routers.first(where: { $0.channel == channel })?.socket else { return }
        var next = 0
        switch socket.send(frames.parts, next: &next) {
        case .done:
            break
        case .peerGone:
            drops.record(
                channel, WireError(code: WireError.peerGone, message: "the client has gone"), level: .debug)
        case .full:
            drops.record(
                channel,
                WireError(
                    code: WireError.peerNotReading, message: "a client does not read its replies",
                    hint: "Restart or close the client that hangs."))
        case .failed(let reason):
            drops.record(
                channel,
                WireError(
                    code: WireError.system,
                    message: "cannot send a message: \(String(cString: zmq_strerror(reason)))"))
        }
    }

    private func publish() {
        publisher.pump(
            welcome: { welcome() }, released: { outbox.release($0) }, dropped: { drops.record(.iopub, $0) })
    }

    // MARK: - Inwards

    private func takeIn(_ channel: Channel, _ socket: Socket, _ handler: (Channel, WireMessage) -> Void) {
        // One frame more than a message may have, so that a longer one is seen to be too long.
        let limit = Frames.identityLimit + 6 + Frames.bufferLimit + 1
        for _ in 0..<Self.turn {
            guard let parts = socket.receive(limit: limit) else { return }
            do {
                handler(channel, try gate.admit(parts))
            } catch {
                drops.record(channel, error)
            }
        }
    }

    /// Answers new subscriptions with `iopub_welcome` (Jupyter enhancement proposal 65), so that clients know from
    /// when on they miss nothing.
    private func welcome() {
        var topics: Set<[UInt8]> = []
        for _ in 0..<Self.turn {
            guard let parts = publisher.socket.receive(limit: 2) else { break }
            guard parts.count == 1, let kind = parts[0].first, kind <= 1, parts[0].count <= Self.topicLimit else {
                drops.record(
                    .iopub, WireError(code: WireError.notASubscription, message: "the bytes are not a subscription"))
                continue
            }
            // A welcome reaches all clients with the subscription, so one for each topic is enough.
            if kind == 1 { topics.insert(Array(parts[0].dropFirst())) }
        }
        for topic in topics {
            let content: JSONObject = ["subscription": .string(String(decoding: topic, as: UTF8.self))]
            let message = OutgoingMessage(
                type: "iopub_welcome", content: content, identities: topic.isEmpty ? [] : [topic], parentHeader: nil)
            var frames = sender.frames(of: message)
            frames.signature = signature.sign(frames.signed)
            publisher.insertFirst(.message(parts: frames.parts, bytes: 0))
        }
    }

    // MARK: - The end

    private func end() {
        let lost = publisher.giveUp(released: { outbox.release($0) })
        for _ in 0..<lost {
            drops.record(
                .iopub, WireError(code: WireError.peerNotReading, message: "the kernel ended before it was sent"))
        }
        drops.reportRest()
        let left = min(ending?.deadline.remaining ?? Self.longestLinger, Self.longestLinger)
        let (seconds, attoseconds) = left.components
        let linger = Int32(seconds * 1000 + attoseconds / 1_000_000_000_000_000)
        for socket in routers.map(\.socket) + [publisher.socket] { try? socket.set(ZMQ_LINGER, linger) }
        close()
        ending?.continuation.resume()
    }
}
