import Essentials
import Glibc
import JupyterWire
import Synchronization
import Testing

/// Where a kernel of the tests listens.
enum Wiring: String, CaseIterable, CustomTestStringConvertible {
    case tcp, ipc
    case encryptedTCP = "tcp with Curve"
    case encryptedIPC = "ipc with Curve"

    var testDescription: String { rawValue }

    func file(in folder: String) throws -> ConnectionFile {
        let isIPC = self == .ipc || self == .encryptedIPC
        let isEncrypted = self == .encryptedTCP || self == .encryptedIPC
        return try ConnectionFile(
            transport: isIPC ? .ipc : .tcp, address: isIPC ? "\(folder)/kernel" : "127.0.0.1",
            ports: Dictionary(
                uniqueKeysWithValues: Channel.allCases.enumerated().map { ($1, isIPC ? $0 + 1 : 0) }),
            key: testKey, curve: isEncrypted ? CurveKeys.generate() : nil)
    }
}

/// A kernel that answers every request with `<type>_reply` and the request's content, and says busy and idle.
final class EchoKernel: Sendable {
    let sockets: KernelSockets
    let log = LogRecorder()
    private let folder: String

    init(_ wiring: Wiring = .tcp) throws {
        var template = Array("/tmp/wire-test-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        folder = text(template.dropLast().map { UInt8(truncatingIfNeeded: $0) })
        sockets = try KernelSockets(try wiring.file(in: folder), logger: log.logger)
        try sockets.start { [sockets] channel, message in
            let publish = { (state: JSONValue) in
                sockets.send(
                    .publication(type: "status", content: ["execution_state": state], parent: message.rawHeader),
                    on: .iopub)
            }
            _ = publish("busy")
            sockets.send(
                .reply(to: message, type: "\(message.type)_reply", content: message.content), on: channel)
            _ = publish("idle")
        }
    }

    func client(
        _ role: RawClient.Role, _ channel: Channel, identity: String? = nil, topic: String = "",
        receiveLimit: Int32 = 1000
    ) throws -> RawClient {
        try RawClient(
            role, to: sockets.connection.endpoint(for: channel), identity: identity, topic: topic,
            serverKey: sockets.connection.curve?.publicKey, receiveLimit: receiveLimit)
    }

    func stop() async {
        await sockets.stop(deadline: .after(.seconds(2)))
        rmdir(folder)
    }

    /// Leftovers in the folder of the sockets.
    var leftovers: Bool { access(folder, F_OK) == 0 }
}

@Suite("Live sockets")
struct LiveSocketTests {
    @Test("requests are answered on every channel of every transport", arguments: Wiring.allCases)
    func roundTrips(wiring: Wiring) async throws {
        let kernel = try EchoKernel(wiring)
        do {
            let iopub = try kernel.client(.subscriber, .iopub)
            let welcome = try #require(try iopub.message())
            #expect(welcome.type == "iopub_welcome" && welcome.content == ["subscription": ""])
            #expect(welcome.parentHeader.isEmpty)
            for channel in [Channel.shell, .control, .stdin] {
                let client = try kernel.client(.dealer, channel, identity: "me")
                let request = try frames("x", ["channel": .string(channel.rawValue)], buffers: [[1]]).signed()
                client.send(request.parts)
                let reply = try #require(try client.message())
                #expect(reply.type == "x_reply" && reply.content == ["channel": .string(channel.rawValue)])
                #expect(JSONValue.object(reply.parentHeader).serializedBytes() == request.header)
                #expect(reply.header["version"] == "5.4" && reply.session == kernel.sockets.session)
                let published = try (0..<2).map { _ in try #require(try iopub.message()) }
                #expect(published.map(\.content) == [["execution_state": "busy"], ["execution_state": "idle"]])
                #expect(published.allSatisfy { JSONValue.object($0.parentHeader).serializedBytes() == request.header })
            }
            let heartbeat = try kernel.client(.request, .heartbeat)
            for beat in 0..<3 {
                heartbeat.send([Array("ping \(beat)".utf8)])
                #expect(heartbeat.receive() == [Array("ping \(beat)".utf8)])
            }
        }
        await kernel.stop()
        #expect(!kernel.leftovers)
        #expect(kernel.log.lines.isEmpty)
    }

    @Test("clients without the right public key hear and reach nothing")
    func wrongCurveKey() async throws {
        let kernel = try EchoKernel(.encryptedTCP)
        do {
            let endpoint = kernel.sockets.connection.endpoint(for: .shell)
            for key in [nil, try CurveKeys.generate().publicKey] {
                let client = try RawClient(.dealer, to: endpoint, serverKey: key)
                client.send(try frames("x").signed().parts)
                #expect(client.receive(within: 200) == nil)
                let heartbeat = try RawClient(
                    .request, to: kernel.sockets.connection.endpoint(for: .heartbeat), serverKey: key)
                heartbeat.send([[1]])
                #expect(heartbeat.receive(within: 200) == nil)
            }
            let client = try kernel.client(.dealer, .shell)
            client.send(try frames("x").signed().parts)
            #expect(try client.message()?.type == "x_reply")
        }
        await kernel.stop()
    }

    @Test("bad messages are dropped and logged once for each reason, and the next good one is answered")
    func badMessages() async throws {
        let kernel = try EchoKernel()
        do {
            let client = try kernel.client(.dealer, .shell)
            let original = try frames("first").signed().parts
            client.send(original)
            #expect(try client.message()?.type == "first_reply")
            for _ in 0..<100 {
                client.send(original)
                client.send(frames("unsigned").parts)
                client.send([[], [], []])
                client.send(Array(repeating: [7], count: 5000))
            }
            client.send(try frames("last").signed().parts)
            #expect(try client.message()?.type == "last_reply")
        }
        await kernel.stop()
        for code in [WireError.replayed, WireError.unsigned, WireError.noDelimiter] {
            let lines = kernel.log.lines.filter { $0.metadata["code"] == "\(code)" }
            #expect(lines.count == 2, "one at once and one with the rest at the end: \(code)")
            #expect(lines.last?.metadata["total"] == (code == WireError.noDelimiter ? "200" : "100"))
            #expect(lines.allSatisfy { $0.level == .warning })
        }
    }

    @Test("each topic gets its own messages and a welcome, and noise on iopub does no harm")
    func topics() async throws {
        let kernel = try EchoKernel()
        do {
            let everything = try kernel.client(.subscriber, .iopub)
            #expect(try everything.message()?.content == ["subscription": ""])
            let streams = try kernel.client(.subscriber, .iopub, topic: "stream")
            let welcome = try #require(try streams.message())
            #expect(welcome.content == ["subscription": "stream"] && welcome.identities == [Array("stream".utf8)])
            for type in ["status", "stream"] {
                kernel.sockets.send(.publication(type: type, content: [:], parent: nil), on: .iopub)
            }
            #expect(try streams.message()?.type == "stream")
            // The welcome for "stream" matches the subscription to everything, too.
            var seen: [String] = []
            while seen.last != "stream", let message = try everything.message() { seen.append(message.type) }
            #expect(seen == ["iopub_welcome", "status", "stream"])
        }
        await kernel.stop()
    }

    @Test("a port that is taken is an error that names it, and leaves nothing open", arguments: Channel.allCases)
    func portInUse(channel: Channel) async throws {
        let first = try EchoKernel()
        var file = try Wiring.tcp.file(in: "")
        file.ports[channel] = first.sockets.connection.ports[channel]
        let error = #expect(throws: WireError.self) { try KernelSockets(file, logger: first.log.logger) }
        let port = try #require(file.ports[channel])
        #expect(error?.code == WireError.portInUse && error?.message.contains(":\(port)") == true)
        await first.stop()
        // Now that it is free, it can be had.
        let second = try KernelSockets(file, logger: first.log.logger)
        #expect(second.connection.ports[channel] == port)
        await second.stop(deadline: .after(.zero))
    }

    @Test("an ipc path on which a kernel listens is not taken away from it; one left by a dead kernel is reused")
    func ipcInUse() async throws {
        let kernel = try EchoKernel(.ipc)
        let file = kernel.sockets.connection
        let error = #expect(throws: WireError.self) { try KernelSockets(file, logger: kernel.log.logger) }
        #expect(error?.code == WireError.portInUse)
        await kernel.stop()

        let folder = String(file.address.dropLast("/kernel".count))
        let path = "\(file.address)-\(file.ports[.shell] ?? 0)"
        try #require(mkdir(folder, 0o700) == 0)
        close(open(path, O_CREAT | O_WRONLY, 0o600))
        let second = try KernelSockets(file, logger: kernel.log.logger)
        var info = stat()
        #expect(stat(path, &info) == 0)
        #expect(info.st_mode & S_IFMT == S_IFSOCK && info.st_mode & 0o777 == 0o600)
        await second.stop(deadline: .after(.zero))
        #expect(rmdir(folder) == 0)
    }

    @Test("ports that the system chose are written into the file, and the rest of it stays")
    func chosenPorts() async throws {
        let path = "/tmp/wire-test-\(randomUUID()).json"
        defer { unlink(path) }
        let descriptor = open(path, O_CREAT | O_WRONLY, 0o600)
        let original = """
            {"ip":"127.0.0.1","transport":"tcp","key":"k","x":[1],"shell_port":0,"iopub_port":0,"stdin_port":0,\
            "control_port":0,"hb_port":0}
            """
        #expect(write(descriptor, original, original.utf8.count) == original.utf8.count)
        close(descriptor)
        let sockets = try KernelSockets(try ConnectionFile(path: path), logger: LogRecorder().logger)
        #expect(Set(sockets.connection.ports.values).count == 5)
        try sockets.connection.writePorts(to: path)
        #expect(try ConnectionFile(path: path) == sockets.connection)
        await sockets.stop(deadline: .after(.zero))
    }
}
