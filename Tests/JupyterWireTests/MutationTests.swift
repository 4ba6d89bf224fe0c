import Essentials
import Glibc
import JupyterMessages
import JupyterWire
import Testing

@Suite("Mutated messages")
struct MutationTests {
    /// A conversation as front ends have it.
    static func conversation() -> [Frames] {
        [
            frames("kernel_info_request", identities: [[1, 2, 3]]),
            frames(
                "execute_request",
                [
                    "code": "print(\"☃ \\u{1F600}\")", "silent": false, "store_history": true,
                    "user_expressions": ["a": "1 + 1"], "allow_stdin": true, "stop_on_error": true,
                ], identities: [Array("client".utf8)]),
            frames("complete_request", ["code": "let x = a.", "cursor_pos": 10], identities: [[0, 0, 0, 1]]),
            frames("inspect_request", ["code": "print", "cursor_pos": 3, "detail_level": 1]),
            frames("is_complete_request", ["code": "func f() {"]),
            frames("history_request", ["hist_access_type": "search", "pattern": "a*", "n": 10, "unique": true]),
            frames("comm_open", ["comm_id": "1", "target_name": "t", "data": ["x": [1, 2.5, nil]]]),
            frames("comm_msg", ["comm_id": "1", "data": [:]], buffers: [[1, 2, 3], []]),
            frames("comm_info_request", ["target_name": "t"]),
            frames("interrupt_request"),
            frames("shutdown_request", ["restart": true]),
            frames("debug_request", ["type": "request", "seq": 1, "command": "initialize"]),
            frames("input_reply", ["value": "typed"]),
        ]
    }

    @Test("100,000 mutated messages are each a value or an error, in constant memory (W1)")
    func mutations() throws {
        var mutator = Mutator(seed: 20_261_121)
        let signature = try Signature(key: testKey)
        var gate = try MessageGate(key: testKey, window: ReplayWindow(capacity: 1000))
        let conversation = Self.conversation()
        var admitted = 0
        var decoded = 0
        var errors: [String: Int] = [:]
        var memory = 0
        for round in 0..<100_000 {
            var message = conversation[round % conversation.count]
            // Each one is new, so that it is not dropped as a replay.
            message.header = Array("{\"round\":\(round),".utf8) + message.header.dropFirst()
            // Half of them carry a good signature, so that what lies behind it is reached as well.
            let isSigned = mutator.chance(50)
            if isSigned { mutator.mutateJSON(&message) }
            message.signature = signature.sign(message.signed)
            var parts = message.parts
            if !isSigned || mutator.chance(10) { mutator.mutate(&parts) }
            do {
                let received = try gate.admit(parts)
                admitted += 1
                if decodes(received) { decoded += 1 }
            } catch {
                errors[error.code, default: 0] += 1
            }
            if round == 10_000 { memory = residentBytes() }
        }
        #expect(admitted + errors.values.reduce(0, +) == 100_000)
        #expect(decoded > 1000 && decoded < admitted, "\(decoded) of \(admitted) decoded")
        for code in [WireError.noDelimiter, WireError.frameCount, WireError.badSignature, WireError.badJSON] {
            #expect(errors[code, default: 0] > 100, "\(code) came \(errors[code, default: 0]) times")
        }
        #expect(residentBytes() - memory < 64 << 20)
    }

    private func decodes(_ message: WireMessage) -> Bool {
        let types: [any IncomingContent.Type] = [
            KernelInfoRequest.self, ExecuteRequest.self, CompleteRequest.self, InspectRequest.self,
            IsCompleteRequest.self, HistoryRequest.self, CommOpen.self, CommMessageContent.self, CommClose.self,
            CommInfoRequest.self, InterruptRequest.self, ShutdownRequest.self, DebugRequest.self, InputReply.self,
        ]
        guard let type = types.first(where: { $0.type == message.type }) else { return false }
        return (try? type.init(decoding: message.content)) != nil
    }

    private func residentBytes() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, 128, file) != nil else { return 0 }
        let fields = String(decoding: line.prefix { $0 != 0 }.map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
            .split(separator: " ")
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(getpagesize())
    }
}

/// Damages messages the way broken and hostile clients do.
struct Mutator {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

    /// Damages one of the four JSON texts, or none.
    mutating func mutateJSON(_ message: inout Frames) {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: mutate(&message.header)
        case 1: mutate(&message.parentHeader)
        case 2: mutate(&message.metadata)
        case 3, 4: mutate(&message.content)
        default: break
        }
    }

    /// Damages the list of frames, or one of them.
    mutating func mutate(_ parts: inout [[UInt8]]) {
        let place = Int.random(in: 0..<parts.count, using: &generator)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: parts.remove(at: place)
        case 1: parts.insert(noise(), at: place)
        case 2: parts.insert(parts[place], at: place)
        case 3: parts.swapAt(place, Int.random(in: 0..<parts.count, using: &generator))
        case 4: parts = Array(parts.prefix(place))
        case 5: parts = Array(parts.suffix(place))
        default: mutate(&parts[place])
        }
    }

    private mutating func mutate(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else {
            bytes = noise()
            return
        }
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes = Array(bytes.prefix(place))
        case 2: bytes.insert(contentsOf: noise(), at: place)
        case 3: bytes.replaceSubrange(place..., with: bytes[place...].reversed())
        case 4: bytes.insert(contentsOf: tokens.randomElement(using: &generator) ?? [], at: place)
        case 5: bytes[place] = (tokens.randomElement(using: &generator) ?? [0])[0]
        default: bytes = tokens.randomElement(using: &generator) ?? []
        }
    }

    private let tokens: [[UInt8]] = [
        "{", "}", "[", "]", "\"", ",", ":", "\\", "\\u0000", "\\ud83d", "\u{0}", "null", "true", "1e999", "-", "-0",
        "99999999999999999999", "{}", "[]", "\"\"", "<IDS|MSG>", "{\"msg_id\":1}", "\u{202E}", "\r\n",
        String(repeating: "[", count: 2000), String(repeating: "{\"a\":", count: 600),
    ].map { Array($0.utf8) }

    private mutating func noise() -> [UInt8] {
        (0..<Int.random(in: 0..<64, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}
