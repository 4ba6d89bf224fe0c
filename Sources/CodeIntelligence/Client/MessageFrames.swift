import Essentials
import SystemSupport

/// Messages between the kernel and its helper: the length of the JSON (4 bytes, little endian), then the JSON.
enum MessageFrames {
    /// No message is longer. A source text is far from it, and so are 500 completions.
    private static let maximumLength = 64 << 20

    /// Writes a message; false when the other side is gone, or does not take it in time where a time limit is set on
    /// the descriptor.
    static func write(_ message: JSONValue, to descriptor: Int32) -> Bool {
        let payload = message.serializedBytes()
        let length = UInt32(payload.count)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.count + 4)
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
        bytes += payload
        return bytes.withUnsafeBytes { DescriptorIO.writeAll(descriptor, $0) }
    }

    /// Blocks until there is a message; nil at the end of input and when the bytes are no message.
    static func read(from descriptor: Int32) -> JSONValue? {
        guard let header = DescriptorIO.readExactly(descriptor, 4) else { return nil }
        let length = header.reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= maximumLength, let payload = DescriptorIO.readExactly(descriptor, length) else { return nil }
        return try? JSONValue(parsing: payload)
    }
}
