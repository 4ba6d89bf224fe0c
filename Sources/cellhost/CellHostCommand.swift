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
        LocalEngine.register()
        CellHost.run(socket: socket, onInterrupt: { EngineRegistry.interruptAll() })
    }
}
