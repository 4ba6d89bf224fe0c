import ArgumentParser
import NotebookSession

@main
struct SwiftletCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "swiftlet",
        abstract: "Look after a Swiftlet installation.",
        version: SwiftletVersion.current,
        subcommands: [DoctorCommand.self, CacheCommand.self])
}
