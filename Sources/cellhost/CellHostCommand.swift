import CellRuntime
import DataFrames
import Glibc
import LocalEngine

/// The process in which cells run; started by a session, never by hand.
@main
struct CellHostCommand {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, arguments[1] == "--socket", let socket = Int32(arguments[2]) else {
            let text = "cellhost is started by swiftlet-kernel and nbrun: it needs --socket DESCRIPTOR\n"
            _ = write(2, text, text.utf8.count)
            exit(2)
        }
        if let folder = getenv("SWIFTLET_WORKING_FOLDER") { chdir(folder) }
        let sessionFolder = getenv("SWIFTLET_SESSION_FOLDER").map { String(cString: $0) }
        // Not the business of cells and what they start.
        unsetenv("SWIFTLET_WORKING_FOLDER")
        unsetenv("SWIFTLET_SESSION_FOLDER")
        LocalEngine.register()
        CellHost.run(socket: socket, sessionFolder: sessionFolder, onInterrupt: { EngineRegistry.interruptAll() })
    }
}
