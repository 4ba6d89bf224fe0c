import CodeIntelligence
import Glibc
import SystemSupport
import Testing

@Suite("the helper process")
struct HelperProcessTests {
    private static let question = "let xs = [1,2,3]\nxs.ma|"

    @Test("nothing is started before the first question, and nothing is left after shutdown")
    func lifeOfHelper() async throws {
        let intelligence = TestServer.start()
        #expect(await intelligence.helperProcessID == nil)
        _ = try await intelligence.completions(Self.question)
        let helper = try #require(await intelligence.helperProcessID)
        #expect(exists(helper))
        await intelligence.shutdown()
        #expect(!exists(helper))
        let error = await #expect(throws: CodeIntelligenceError.self) {
            try await intelligence.completions(Self.question)
        }
        #expect(error?.code == CodeIntelligenceError.isShutDown)
    }

    @Test("a helper that was killed is started again by the next question")
    func restart() async throws {
        try await TestServer.with { intelligence in
            _ = try await intelligence.completions(Self.question)
            let first = try #require(await intelligence.helperProcessID)
            kill(first, SIGKILL)
            let found = try await intelligence.completions(Self.question)
            #expect(found.contains { $0.name == "map" })
            #expect(await intelligence.helperProcessID != first)
        }
    }

    @Test("a question during which the helper dies is put once more")
    func retry() async throws {
        let folder = try TemporaryDirectory(prefix: "swiftlet-intelligence-")
        defer { folder.remove() }
        let mark = folder.path + "/mark"
        let script = "if [ -e \(mark) ]; then exec '\(TestServer.executable)'; fi; : > \(mark); exit 7"
        let dying = TestServer.start(executable: "/bin/sh", arguments: ["-c", script])
        let found = try await TestServer.with(dying) { try await $0.completions(Self.question) }
        #expect(found.contains { $0.name == "map" })
    }

    @Test("a helper that always dies is an error that says how it ended")
    func alwaysDying() async throws {
        let dying = TestServer.start(executable: "/bin/sh", arguments: ["-c", "exit 7"])
        let error = await #expect(throws: CodeIntelligenceError.self) {
            try await TestServer.with(dying) { try await $0.completions(Self.question) }
        }
        #expect(error?.code == CodeIntelligenceError.serverDied)
        #expect(error?.message.contains("status 7") == true)
    }

    @Test("a helper that does not answer costs the time limit, and is killed when it seems to hang")
    func hang() async throws {
        let hanging = TestServer.start(
            executable: "/bin/sh", arguments: ["-c", "sleep 600"], timeLimit: .milliseconds(100))
        try await TestServer.with(hanging) { intelligence in
            let error = await #expect(throws: CodeIntelligenceError.self) {
                try await intelligence.completions(Self.question)
            }
            #expect(error?.code == CodeIntelligenceError.timeLimit)
            // It may be gone already.
            if let helper = await intelligence.helperProcessID { try await waitUntil { !exists(helper) } }
            try await waitUntil { await intelligence.helperProcessID == nil }
            #expect(await intelligence.helperProcessID == nil)
        }
    }

    @Test("an idle helper is ended, and the next question starts another")
    func idleness() async throws {
        let intelligence = TestServer.start(idleLimit: .milliseconds(100))
        try await TestServer.with(intelligence) { intelligence in
            _ = try await intelligence.completions(Self.question)
            try await waitUntil { await intelligence.helperProcessID == nil }
            let found = try await intelligence.completions(Self.question)
            #expect(!found.isEmpty)
        }
    }

    @Test("the helper ends when its owner lets go of it")
    func ownerGone() async throws {
        var intelligence: CodeIntelligence? = TestServer.start()
        _ = try await intelligence?.completions(Self.question)
        let helper = try #require(await intelligence?.helperProcessID)
        intelligence = nil
        try await waitUntil { !exists(helper) }
        #expect(!exists(helper))
    }

    @Test("the server ends when its socket is closed")
    func socketClosed() async throws {
        let pair = try SocketPair()
        let server = try ChildProcess(
            executable: TestServer.executable, arguments: [TestServer.executable],
            descriptors: [codeIntelligenceDescriptor: pair.theirs])
        close(pair.theirs)
        close(pair.ours)
        #expect(server.waitUntilEnded() == .exited(0))
    }

    @Test("a cancelled question ends at once")
    func cancellation() async throws {
        let hanging = TestServer.start(executable: "/bin/sh", arguments: ["-c", "sleep 600"])
        try await TestServer.with(hanging) { intelligence in
            let task = Task { try await intelligence.completions(Self.question) }
            try await waitUntil { await intelligence.helperProcessID != nil }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test("shutdown fails the questions that are open")
    func shutdownWithOpenQuestions() async throws {
        let hanging = TestServer.start(executable: "/bin/sh", arguments: ["-c", "sleep 600"])
        let tasks = (0..<3).map { _ in Task { try await hanging.completions(Self.question) } }
        try await waitUntil { await hanging.helperProcessID != nil }
        await hanging.shutdown()
        for task in tasks {
            let error = await #expect(throws: CodeIntelligenceError.self) { try await task.value }
            #expect(error?.code == CodeIntelligenceError.isShutDown)
        }
    }

    @Test("many questions at once are all answered")
    func manyQuestions() async throws {
        try await TestServer.with { intelligence in
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 { group.addTask { try await intelligence.completions(Self.question).count } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(counts == Array(repeating: 3, count: 20))
        }
    }

    @Test("a program that is not there, and a toolchain without the library, are errors with a hint")
    func missingParts() async throws {
        let noProgram = TestServer.start(executable: "/nonexistent/server")
        let noLibrary = CodeIntelligence(
            serverExecutable: TestServer.executable, serverArguments: [],
            toolchainLibraryDirectory: "/nonexistent/lib", timeLimit: .seconds(60))
        for (intelligence, code) in [
            (noProgram, CodeIntelligenceError.notStarted), (noLibrary, CodeIntelligenceError.noLibrary),
        ] {
            let error = await #expect(throws: CodeIntelligenceError.self) {
                try await TestServer.with(intelligence) { try await $0.completions(Self.question) }
            }
            #expect(error?.code == code)
            #expect(error?.hint != nil)
            #expect(error?.place?.hasPrefix("/nonexistent/") == true)
        }
    }

    /// Waits up to ten seconds for something to come true.
    private func waitUntil(_ condition: () async -> Bool) async throws {
        for _ in 0..<1000 {
            if await condition() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("it did not come true within ten seconds")
    }
}
