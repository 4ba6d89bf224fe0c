import Essentials
import JupyterWire
import Testing

@Suite("Replay window")
struct ReplayWindowTests {
    static let now = Timestamp(microseconds: 1_795_243_080_000_000)

    private func signature(_ number: Int) -> [UInt8] { Array(String(number).utf8) }

    private func later(_ seconds: Int) -> Timestamp {
        Timestamp(microseconds: Self.now.microseconds + Int64(seconds) * 1_000_000)
    }

    @Test("a message is new once")
    func once() {
        var window = ReplayWindow()
        #expect(window.receive(signature: [1], session: "s", date: Self.now, now: Self.now) == .new)
        #expect(window.receive(signature: [1], session: "s", date: Self.now, now: Self.now) == .replayed)
        #expect(window.receive(signature: [2], session: "s", date: nil, now: Self.now) == .new)
        #expect(window.receive(signature: [2], session: "s", date: nil, now: Self.now) == .replayed)
    }

    @Test("beyond its capacity a forgotten message is refused by its date, in constant memory")
    func eviction() {
        var window = ReplayWindow(capacity: 100)
        for number in 0..<1000 {
            #expect(
                window.receive(signature: signature(number), session: "s", date: later(number), now: later(number))
                    == .new)
        }
        #expect(window.count == 100)
        for number in 0..<1000 {
            let verdict = window.receive(
                signature: signature(number), session: "s", date: later(number), now: later(1000))
            #expect(verdict == (number < 900 ? .tooOld : .replayed))
        }
    }

    @Test("a session whose clock is behind is not shut out by the messages of another")
    func clocks() {
        var window = ReplayWindow(capacity: 10)
        for number in 0..<100 {
            _ = window.receive(signature: signature(number), session: "ahead", date: later(3600), now: Self.now)
        }
        #expect(window.receive(signature: [1], session: "behind", date: later(-3600), now: Self.now) == .new)
    }

    @Test("without dates a forgotten message is refused as well")
    func undated() {
        var window = ReplayWindow(capacity: 10)
        for number in 0..<11 {
            #expect(window.receive(signature: signature(number), session: "s", date: nil, now: Self.now) == .new)
        }
        #expect(window.receive(signature: signature(0), session: "s", date: nil, now: Self.now) == .tooOld)
    }

    @Test("dates a day off are taken, those beyond are refused")
    func tolerance() {
        var window = ReplayWindow()
        let day = 86400
        #expect(window.receive(signature: [1], session: "s", date: later(day), now: Self.now) == .new)
        #expect(window.receive(signature: [2], session: "s", date: later(-day), now: Self.now) == .new)
        #expect(window.receive(signature: [3], session: "s", date: later(day + 1), now: Self.now) == .fromTheFuture)
        #expect(window.receive(signature: [4], session: "s", date: later(-day - 1), now: Self.now) == .tooOld)
    }

    @Test("what its date would refuse anyway is forgotten, and refused by its date")
    func expiry() {
        var window = ReplayWindow()
        for number in 0..<1000 {
            _ = window.receive(signature: signature(number), session: "s", date: Self.now, now: Self.now)
        }
        let muchLater = later(86402)
        #expect(window.receive(signature: [0], session: "s", date: muchLater, now: muchLater) == .new)
        #expect(window.count == 1)
        #expect(
            window.receive(signature: signature(0), session: "s", date: Self.now, now: muchLater) == .tooOld)
    }

    @Test("many sessions leave bounded memory and forgotten messages refused")
    func manySessions() {
        var window = ReplayWindow(capacity: 10)
        for number in 0..<5000 {
            #expect(
                window.receive(
                    signature: signature(number), session: "s\(number)", date: later(number), now: later(number))
                    == .new)
        }
        for number in 0..<4990 {
            #expect(
                window.receive(
                    signature: signature(number), session: "s\(number)", date: later(number), now: later(5000))
                    == .tooOld)
        }
        #expect(window.count == 10)
    }

    @Test("a replay is still dropped after 10^6 noise messages (W3)")
    func noise() throws {
        var gate = try MessageGate(key: testKey, window: ReplayWindow(capacity: 1000))
        let original = try frames("execute_request", ["code": "1"]).signed().parts
        #expect(try gate.admit(original).type == "execute_request")
        var generator = SeededGenerator(seed: 7)
        var noise = original
        var dropped = 0
        for _ in 0..<1_000_000 {
            for _ in 0..<4 {
                noise[1][Int.random(in: 0..<64, using: &generator)] = .random(in: 48...57, using: &generator)
            }
            do { _ = try gate.admit(noise) } catch { dropped += error.code == WireError.badSignature ? 1 : 0 }
        }
        #expect(dropped == 1_000_000)
        let error = #expect(throws: WireError.self) { try gate.admit(original) }
        #expect(error?.code == WireError.replayed)
    }
}
