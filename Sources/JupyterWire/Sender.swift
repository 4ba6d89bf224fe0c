internal import Essentials

/// Who this kernel is in the headers of its messages.
struct Sender: Sendable {
    /// Identifies one kernel process; made anew at every start.
    var session: String
    var username: String

    /// The protocol that this module speaks.
    static let protocolVersion = "5.4"

    /// The frames of a message, with a new header, still to be signed.
    func frames(of message: OutgoingMessage) -> Frames {
        let header: JSONObject = [
            "msg_id": .string(randomUUID()),
            "msg_type": .string(message.type),
            "session": .string(session),
            "username": .string(username),
            "date": .string(Timestamp.now.iso8601),
            "version": .string(Self.protocolVersion),
        ]
        return Frames(
            identities: message.identities, header: JSONValue.object(header).serializedBytes(),
            parentHeader: message.parentHeader ?? Self.empty,
            metadata: message.metadata.isEmpty ? Self.empty : JSONValue.object(message.metadata).serializedBytes(),
            content: JSONValue.object(message.content).serializedBytes(), buffers: message.buffers)
    }

    private static let empty = Array("{}".utf8)
}

/// A new random UUID (version 4, RFC 9562) in lower-case text, from the system's source of secure random numbers.
public func randomUUID() -> String {
    // SystemRandomNumberGenerator is getrandom(2) on Linux.
    var system = SystemRandomNumberGenerator()
    let high = (system.next() & ~0xF000 as UInt64) | 0x4000
    let low = (system.next() & ~(0b11 << 62) as UInt64) | 0b10 << 62
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (place, shift) in (0..<32).map({ ($0, 60 - 4 * ($0 % 16)) }) {
        if [8, 12, 16, 20].contains(place) { text.append(UInt8(ascii: "-")) }
        text.append(digits[Int(((place < 16 ? high : low) >> UInt64(shift)) & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
