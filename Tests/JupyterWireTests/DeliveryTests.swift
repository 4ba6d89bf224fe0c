import Essentials
import Glibc
import JupyterWire
import Synchronization
import Testing

/// Runs `body` on a thread of its own, because it waits in C calls.
func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        let box = ThreadBody { continuation.resume(with: Swift.Result(catching: body)) }
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, Unmanaged.passRetained(box).toOpaque())
        precondition(failure == 0)
        pthread_detach(thread)
    }
}

private final class ThreadBody {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
}

@Suite("Delivery", .timeLimit(.minutes(2)))
struct DeliveryTests {
    @Test("of 10,000 requests that arrive while replies are sent, none is lost (W5)")
    func requestsDuringReplies() async throws {
        let kernel = try EchoKernel()
        let answered = try await withThrowingTaskGroup(of: Int.self) { group in
            for client in 0..<2 {
                group.addTask {
                    try await onThread {
                        let shell = try kernel.client(.dealer, .shell, identity: "client \(client)")
                        let signature = try Signature(key: testKey)
                        var answered: Set<String> = []
                        var sent = 0
                        while answered.count < 5000 {
                            // Bursts of uneven length, so that requests meet replies at every phase.
                            for _ in 0..<min(1 + sent % 37, 5000 - sent) {
                                var request = frames("x", ["n": .integer(Int64(sent))])
                                request.signature = signature.sign(request.signed)
                                guard shell.send(request.parts) else { return answered.count }
                                sent += 1
                            }
                            guard let parts = shell.receive(within: 5000) else { return answered.count }
                            let reply = try WireMessage(try Frames(parsing: parts))
                            answered.insert(reply.parentHeader["msg_id"]?.stringValue ?? "")
                        }
                        return answered.count
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(answered == 10_000)
        await kernel.stop()
    }

    @Test("a subscriber slower than the kernel gets everything, in order")
    func slowSubscriber() async throws {
        let kernel = try EchoKernel()
        let sockets = kernel.sockets
        async let received: [Int] = onThread {
            let iopub = try kernel.client(.subscriber, .iopub, receiveLimit: 10)
            _ = try iopub.message("iopub_welcome")
            let client = try kernel.client(.dealer, .shell)
            client.send(try frames("go").signed().parts)
            var numbers: [Int] = []
            while numbers.last != 9999, let parts = iopub.receive() {
                let message = try WireMessage(try Frames(parsing: parts))
                if message.type == "count", let number = message.content["n"]?.intValue { numbers.append(number) }
                if numbers.count % 1000 == 1 { usleep(10_000) }
            }
            return numbers
        }
        // Until the subscriber is there.
        let control = try await onThread {
            let iopub = try kernel.client(.subscriber, .iopub, topic: "status")
            return try iopub.message("status")?.type
        }
        #expect(control == "status")
        let padding = JSONValue.string(String(repeating: "x", count: 4000))
        for number in 0..<10_000 {
            sockets.send(
                .publication(type: "count", content: ["n": .integer(Int64(number)), "x": padding], parent: nil),
                on: .iopub)
            await sockets.waitForRoom()
        }
        #expect(try await received == Array(0..<10_000))
        await kernel.stop()
    }

    @Test("a subscriber that reads nothing costs neither memory without bound nor the others their messages (W4)")
    func deadSubscriber() async throws {
        let kernel = try EchoKernel()
        let sockets = kernel.sockets
        let answered = try await onThread {
            let dead = try kernel.client(.subscriber, .iopub, receiveLimit: 1)
            _ = try dead.message("iopub_welcome")
            let shell = try kernel.client(.dealer, .shell)
            let buffer = [UInt8](repeating: 1, count: 1 << 16)
            // More than waits in libzmq's queue (1,000 messages), in the system's, and in the publisher's (64 MB).
            for _ in 0..<2400 {
                sockets.send(
                    .publication(type: "big", content: [:], parent: nil, buffers: [buffer]), on: .iopub)
            }
            shell.send(try frames("x").signed().parts)
            let answer = try shell.message()?.type
            let late = try kernel.client(.subscriber, .iopub)
            let welcome = try late.message("iopub_welcome")?.type
            // Once it reads again, it gets what is published from then on.
            while dead.receive(within: 300) != nil {}
            sockets.send(.publication(type: "after", content: [:], parent: nil), on: .iopub)
            return [answer, welcome, try dead.message("after")?.type]
        }
        #expect(answered == ["x_reply", "iopub_welcome", "after"])
        let started = ContinuousClock.now
        await sockets.flush()
        #expect(started.duration(to: .now) < .seconds(5))
        #expect(kernel.log.lines.contains { $0.metadata["code"] == "\(WireError.peerNotReading)" })
        await kernel.stop()
    }

    @Test("what was queued before the stop is delivered, in order, and nothing after it")
    func stopDelivers() async throws {
        let kernel = try EchoKernel()
        let sockets = kernel.sockets
        async let received: [Int] = onThread {
            let iopub = try kernel.client(.subscriber, .iopub)
            var numbers: [Int] = []
            while numbers.last != 499, let parts = iopub.receive() {
                let message = try WireMessage(try Frames(parsing: parts))
                if message.type == "count" { numbers.append(message.content["n"]?.intValue ?? -1) }
                if message.type == "iopub_welcome" {
                    let client = try kernel.client(.dealer, .shell)
                    client.send(try frames("go").signed().parts)
                    _ = client.receive()
                }
            }
            return numbers
        }
        _ = try await onThread {
            try kernel.client(.subscriber, .iopub, topic: "status").message("status")
        }
        for number in 0..<500 {
            sockets.send(.publication(type: "count", content: ["n": .integer(Int64(number))], parent: nil), on: .iopub)
        }
        await kernel.stop()
        #expect(!sockets.send(.publication(type: "late", content: [:], parent: nil), on: .iopub))
        #expect(try await received == Array(0..<500))
        // A second stop, and a flush after it, return at once.
        await sockets.stop(deadline: .never)
        await sockets.flush()
    }

    @Test("sockets that were never started can be stopped, also with messages queued")
    func neverStarted() async throws {
        let sockets = try KernelSockets(try Wiring.tcp.file(in: ""), logger: LogRecorder().logger)
        sockets.send(.publication(type: "x", content: [:], parent: nil), on: .iopub)
        await sockets.stop(deadline: .never)
        await sockets.flush()
        #expect(!sockets.send(.publication(type: "x", content: [:], parent: nil), on: .iopub))
    }

    @Test("a client that comes back under its identity gets the replies")
    func handover() async throws {
        let kernel = try EchoKernel()
        let types = try await onThread {
            let first = try kernel.client(.dealer, .shell, identity: "same")
            first.send(try frames("a").signed().parts)
            let one = try first.message()?.type
            let second = try kernel.client(.dealer, .shell, identity: "same")
            second.send(try frames("b").signed().parts)
            return [one, try second.message()?.type]
        }
        #expect(types == ["a_reply", "b_reply"])
        await kernel.stop()
    }
}
