import ArgumentParser
import CodeIntelligence
import Essentials
import Glibc
import JupyterKernel
import JupyterWire
import Logging
import NotebookSession
import SystemSupport

@main
struct KernelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "swiftlet-kernel",
        abstract: "The Jupyter kernel for Swift. Jupyter starts it; it needs a connection file.",
        version: SwiftletVersion.current,
        subcommands: [Serve.self, AnswerQuestions.self],
        defaultSubcommand: Serve.self)

    static func main() {
        // Before there is any other thread, as threads inherit what is blocked.
        SignalWatch.block()
        Semaphore.wait { await Self.main(nil) }
    }
}

/// Answers questions about code; a session starts it for itself.
struct AnswerQuestions: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "code-intelligence", shouldDisplay: false)

    func run() {
        SignalWatch.unblock()
        runCodeIntelligenceServer(input: codeIntelligenceDescriptor, output: codeIntelligenceDescriptor)
    }
}

/// Serves Jupyter clients.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the clients that a connection file names (the default).")

    @Option(name: [.customShort("f"), .long], help: "The connection file that Jupyter wrote.")
    var connectionFile: String

    @Option(help: "How much is logged to standard error: error, warning, info, debug or trace.")
    var logLevel = "warning"

    func validate() throws {
        guard Logger.Level(rawValue: logLevel) != nil else {
            throw ValidationError("--log-level is error, warning, info, debug or trace, not '\(logLevel)'")
        }
    }

    func run() async throws {
        let level = Logger.Level(rawValue: logLevel) ?? .warning
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        do {
            try await KernelProgram.run(connectionFile: connectionFile, logger: Logger(label: "JupyterKernel"))
        } catch let error as any UserFacingError {
            let text = "swiftlet-kernel: \(error)\n"
            _ = write(2, text, text.utf8.count)
            throw ExitCode(error.code == WireError.portInUse ? 98 : 2)
        }
        // Threads that wait in system calls must not keep the process.
        Glibc.exit(0)
    }
}
