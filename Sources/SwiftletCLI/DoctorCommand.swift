import ArgumentParser
import CellCompiler
import Glibc
import Logging
import NotebookSession
import SystemSupport

/// Checks that notebooks can run here, and says what is missing.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check that notebooks can run on this machine.")

    func run() async throws {
        var isWell = true
        func check(_ name: String, _ body: () async throws -> String) async {
            do {
                print("ok       \(name): \(try await body())")
            } catch {
                isWell = false
                print("missing  \(name): \(error)")
            }
        }
        let configuration = try SessionConfiguration.installed(workingFolder: Paths.currentFolder)
        await check("Swift toolchain") { try Toolchain.find(environment: Paths.environment).root }
        await check("cell host") { try present(configuration.hostExecutable) }
        await check("modules for cells") { try present(configuration.moduleFolder + "/Swiftlet.swiftmodule") }
        await check("cache of compiled cells") {
            let usage = try CellCache(folder: configuration.cacheFolder).usage()
            return "\(configuration.cacheFolder), \(usage.entries) cells"
        }
        await check("running a cell") { try await run("1 + 1", configuration) }
        await check("running a query") { try await run("try spark.range(3).count()", configuration) }
        if !isWell { throw ExitCode(1) }
    }

    private func run(_ source: String, _ configuration: SessionConfiguration) async throws -> String {
        let session = try NotebookSession(configuration, logger: Logger(label: "doctor"))
        let outcome = await session.execute(CellRequest(source: source, label: "cell", number: 1)) { _ in }
        await session.shutdown()
        if case .failed(let failure) = outcome { throw Unwell(description: failure.message) }
        return "\(source) runs"
    }

    private func present(_ path: String) throws -> String {
        guard access(path, R_OK) == 0 else { throw Unwell(description: "\(path) is not there. Run `make build`.") }
        return path
    }

    private struct Unwell: Error, CustomStringConvertible {
        var description: String
    }
}
