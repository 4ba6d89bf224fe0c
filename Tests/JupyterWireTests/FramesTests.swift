import Essentials
import JupyterWire
import Testing

@Suite("Frames")
struct FramesTests {
    @Test("a message survives being taken apart and put together")
    func roundTrip() throws {
        let message = frames("comm_msg", ["x": 1], identities: [[1, 2], []], buffers: [[], [0, 255]])
        #expect(try Frames(parsing: message.parts) == message)
    }

    @Test(
        "what is not a message is an error with its own code",
        arguments: [
            ([], WireError.noDelimiter),
            ([[]], WireError.noDelimiter),
            ([[1], [2], [3], [4], [5], [6], [7]], WireError.noDelimiter),
            ([Frames.delimiter], WireError.frameCount),
            ([[1], Frames.delimiter, [], [], [], []], WireError.frameCount),
            (Array(repeating: [1], count: 33) + [Frames.delimiter, [], [], [], [], []], WireError.noDelimiter),
            ([Frames.delimiter] + Array(repeating: [], count: 6 + Frames.bufferLimit), WireError.frameCount),
        ] as [([[UInt8]], String)])
    func malformed(parts: [[UInt8]], code: String) {
        let error = #expect(throws: WireError.self) { try Frames(parsing: parts) }
        #expect(error?.code == code)
    }

    @Test("of two delimiters the first counts")
    func twoDelimiters() throws {
        let parts = [Frames.delimiter, [1], [2], [3], [4], [5], Frames.delimiter]
        let parsed = try Frames(parsing: parts)
        #expect(parsed.identities.isEmpty && parsed.buffers == [Frames.delimiter])
    }

    @Test("the header's own bytes are kept, spaces and order included")
    func rawHeader() throws {
        var message = frames("x")
        message.header = Array(#"{ "msg_type":"t",  "msg_id" : "1", "extra":[1.0] }"#.utf8)
        let received = try WireMessage(message)
        #expect(received.rawHeader == message.header)
        #expect(OutgoingMessage.reply(to: received, type: "r", content: [:]).parentHeader == message.header)
    }
}
