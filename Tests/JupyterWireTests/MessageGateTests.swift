import Essentials
import JupyterWire
import Testing

@Suite("Message gate")
struct MessageGateTests {
    private func code(_ gate: inout MessageGate, _ parts: [[UInt8]]) -> String? {
        do {
            _ = try gate.admit(parts)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("each kind of bad message is dropped for its own reason (W3)")
    func reasons() throws {
        var gate = try MessageGate(key: testKey)
        let good = try frames("kernel_info_request").signed()
        #expect(code(&gate, good.parts) == nil)
        #expect(code(&gate, good.parts) == WireError.replayed)

        var otherIdentity = good
        otherIdentity.identities = [[9]]
        #expect(code(&gate, otherIdentity.parts) == WireError.replayed)

        #expect(code(&gate, frames("kernel_info_request").parts) == WireError.unsigned)
        #expect(
            code(&gate, try frames("kernel_info_request").signed(Array("other".utf8)).parts) == WireError.badSignature)

        var changed = try frames("execute_request", ["code": "1"]).signed()
        changed.content = Array(#"{"code":"2"}"#.utf8)
        #expect(code(&gate, changed.parts) == WireError.badSignature)

        var upperCase = try frames("kernel_info_request").signed()
        upperCase.signature = Array(text(upperCase.signature).uppercased().utf8)
        #expect(code(&gate, upperCase.parts) == WireError.badSignature)

        let future = Timestamp(microseconds: Timestamp.now.microseconds + 90_000_000_000)
        #expect(code(&gate, try frames("kernel_info_request", date: future).signed().parts) == WireError.fromTheFuture)
        let past = Timestamp(microseconds: Timestamp.now.microseconds - 90_000_000_000)
        #expect(code(&gate, try frames("kernel_info_request", date: past).signed().parts) == WireError.tooOld)

        var noHeader = frames("x")
        noHeader.header = Array("{}".utf8)
        #expect(code(&gate, try noHeader.signed().parts) == WireError.badHeader)
        var list = frames("x")
        list.metadata = Array("[]".utf8)
        #expect(code(&gate, try list.signed().parts) == WireError.badJSON)
        var broken = frames("x")
        broken.content = Array(#"{"a":"#.utf8)
        #expect(code(&gate, try broken.signed().parts) == WireError.badJSON)
        #expect(code(&gate, [Frames.delimiter]) == WireError.frameCount)

        #expect(code(&gate, try frames("kernel_info_request").signed().parts) == nil)
    }

    @Test("frames that change places do not pass")
    func shiftedBoundary() throws {
        var gate = try MessageGate(key: testKey)
        var shifted = try frames("kernel_info_request").signed()
        // The signature covers the frames' bytes in a row, so moved boundaries keep it valid: the JSON does not.
        shifted.header.append(contentsOf: shifted.parentHeader)
        shifted.parentHeader = []
        #expect(code(&gate, shifted.parts) == WireError.badJSON)
    }

    @Test("without a key, messages pass unsigned and more than once")
    func noKey() throws {
        var gate = try MessageGate(key: [])
        let message = frames("kernel_info_request").parts
        #expect(code(&gate, message) == nil)
        #expect(code(&gate, message) == nil)
    }
}
