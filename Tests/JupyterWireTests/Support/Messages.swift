import Essentials
import JupyterWire

let testKey = Array("a-test-key".utf8)

/// Bytes from hexadecimal digits.
func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = Array(hexadecimal)
    return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
}

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// A client's message, unsigned.
func frames(
    _ type: String, _ content: JSONObject = [:], id: String = randomUUID(), session: String = "client",
    date: Timestamp? = .now, identities: [[UInt8]] = [], buffers: [[UInt8]] = []
) -> Frames {
    var header: JSONObject = [
        "msg_id": .string(id), "msg_type": .string(type), "session": .string(session), "username": "tester",
        "version": "5.4",
    ]
    if let date { header["date"] = .string(date.iso8601) }
    return Frames(
        identities: identities, header: JSONValue.object(header).serializedBytes(), parentHeader: Array("{}".utf8),
        metadata: Array("{}".utf8), content: JSONValue.object(content).serializedBytes(), buffers: buffers)
}

extension Frames {
    func signed(_ key: [UInt8] = testKey) throws -> Frames {
        var signed = self
        signed.signature = try Signature(key: key).sign(signed.signed)
        return signed
    }
}

/// A generator that repeats itself for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
