internal import Essentials

/// Lets in messages that are signed, well-formed and new, in this order: what is not signed costs one hash and leaves
/// no trace in memory.
///
/// Holds the signature's state and belongs to one thread.
public struct MessageGate {
    private let signature: Signature
    private var window: ReplayWindow

    /// - Parameter key: empty lets in unsigned messages, and repeated ones.
    /// - Throws: `WireError` when OpenSSL offers no HMAC-SHA256.
    public init(key: [UInt8], window: ReplayWindow = ReplayWindow()) throws {
        signature = try Signature(key: key)
        self.window = window
    }

    /// The message in the frames that a socket received.
    ///
    /// - Throws: `WireError` with one of the `wire.message` codes, for any frames whatever.
    public mutating func admit(_ parts: [[UInt8]], now: @autoclosure () -> Timestamp = .now) throws(WireError)
        -> WireMessage
    {
        let frames = try Frames(parsing: parts)
        guard signature.isOn else { return try WireMessage(frames) }
        guard !frames.signature.isEmpty else {
            throw WireError(code: WireError.unsigned, message: "the message is not signed")
        }
        guard signature.matches(frames.signature, frames.signed) else {
            throw WireError(code: WireError.badSignature, message: "the signature is not that of the key")
        }
        let message = try WireMessage(frames)
        let date = message.header["date"]?.stringValue.flatMap { Timestamp(parsing: $0) }
        let verdict = window.receive(
            signature: frames.signature, session: message.session, date: date, now: now())
        switch verdict {
        case .new:
            return message
        case .replayed:
            throw WireError(code: WireError.replayed, message: "the message was received before")
        case .tooOld:
            throw WireError(
                code: WireError.tooOld, message: "the message is so old that it may have been received before",
                hint: "Compare the client's clock with this machine's.")
        case .fromTheFuture:
            throw WireError(
                code: WireError.fromTheFuture, message: "the message is dated more than a day ahead",
                hint: "Compare the client's clock with this machine's.")
        }
    }
}
