import ArgumentParser
import Essentials
import Glibc
import NotebookRun
import NotebookSession
import SystemSupport

@main
struct NbrunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nbrun",
        abstract: "Run a Swift notebook from the command line.",
        discussion: """
            Without --output, what the cells print goes to the terminal. Exit codes: 0 all cells ran well, 1 a cell \
            failed, 2 bad usage or input, 3 a time limit was reached, 130 interrupted.
            """,
        version: SwiftletVersion.current)

    @Argument(help: "A notebook (.ipynb), a Swift file in percent format (.swift), or - for standard input.")
    var notebook: String

    @Option(name: .shortAndLong, help: "Where the executed notebook goes.")
    var output: String?

    @Option(
        name: [.customShort("p"), .customLong("parameter")], parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Set a parameter; may be repeated.", valueName: "name value"))
    var parameters: [String] = []

    @Option(name: [.customShort("f"), .customLong("parameters-file")], help: "A YAML or JSON file with parameters.")
    var parameterFiles: [String] = []

    @Option(help: "Where an HTML report goes.")
    var html: String?

    @Option(help: ArgumentHelp("The folder in which cells run, instead of the notebook's.", valueName: "folder"))
    var cwd: String?

    @Option(help: "Limit for the whole run, in seconds.")
    var timeout: Double?

    @Option(help: "Limit for each cell, in seconds.")
    var cellTimeout: Double?

    @Flag(help: "Go on after a cell that failed.")
    var allowErrors = false

    @Flag(help: "Compile every cell and run none.")
    var check = false

    @Flag(name: .shortAndLong, help: "Show no progress.")
    var quiet = false

    @Flag(help: "Show progress as one JSON object a line.")
    var logJson = false

    func validate() throws {
        for (name, value) in [("--timeout", timeout), ("--cell-timeout", cellTimeout)] {
            if let value, !(value > 0 && value < 1e9) {
                throw ValidationError("\(name) is a number of seconds above 0, not \(value)")
            }
        }
        if parameters.contains(where: { !$0.contains(Self.separator) }) {
            throw ValidationError("-p takes a name and a value: -p day 2026-11-01")
        }
    }

    func run() async throws {
        var options = RunOptions(notebook: notebook)
        options.output = output
        options.html = html
        options.parameters = parameters.map { pair in
            let parts = pair.split(separator: Self.separator, maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), String(parts[1]))
        }
        options.parameterFiles = parameterFiles
        options.workingFolder = cwd
        options.timeout = timeout.map { .seconds($0) }
        options.cellTimeout = cellTimeout.map { .seconds($0) }
        options.allowsErrors = allowErrors
        options.checksOnly = check
        options.report = quiet ? .quiet : logJson ? .json : .automatic

        let runner = NotebookRunner(options)
        SignalWatch.watch(
            interrupt: { Task { await runner.interrupt() } }, end: { Task { await runner.interrupt() } })
        do {
            exit(try await runner.run().rawValue)
        } catch {
            let text = "nbrun: \(error)\n"
            _ = write(2, text, text.utf8.count)
            exit(RunResult.badInput.rawValue)
        }
    }

    private static let separator: Character = "\u{1F}"

    // `-p name value` takes two words, as in papermill; the parser knows options of one.
    private static func joiningPairs(_ arguments: [String]) -> [String] {
        var result: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            result.append(argument)
            if argument == "--" { return result + rest }
            guard ["-p", "--parameter"].contains(argument), rest.count >= 2 else { continue }
            result.append("\(rest.removeFirst())\(separator)\(rest.removeFirst())")
        }
        return result
    }

    private func exit(_ code: Int32) -> Never { Glibc.exit(code) }

    static func main() {
        // Before there is any other thread, as threads inherit what is blocked.
        SignalWatch.block()
        Semaphore.wait { await parseAndRun() }
    }

    /// Wrong usage ends with 2, as documented, not with the parser's own code.
    private static func parseAndRun() async {
        do {
            var command = try parseAsRoot(joiningPairs(Array(CommandLine.arguments.dropFirst())))
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            let code = exitCode(for: error)
            let text = fullMessage(for: error)
            _ = write(code == .success ? 1 : 2, text + "\n", text.utf8.count + 1)
            Glibc.exit(code == .success ? 0 : 2)
        }
    }
}
