import Essentials
import Glibc
import JupyterWire
public import Logging
import NotebookSession
import SystemSupport

/// The kernel as a program: sockets, session, signals, and the watch on the parent process.
public enum KernelProgram {
    /// Serves clients until the kernel is shut down. `SignalWatch.block` must have been called.
    ///
    /// - Parameter connectionFile: path of the file that names ports and key.
    /// - Throws: `WireError`, `CompilerError` or `SystemError`: nothing is left open or running then.
    public static func run(connectionFile: String, logger: Logger) async throws {
        let file = try ConnectionFile(path: connectionFile)
        let sockets: KernelSockets
        do {
            sockets = try KernelSockets(file, logger: logger)
        } catch let error as WireError {
            // Of several kernels, this one's file is at fault.
            throw error.inside(connectionFile)
        }
        let session: NotebookSession
        do {
            session = try NotebookSession(.installed(workingFolder: Paths.currentFolder), logger: logger)
        } catch {
            await sockets.stop(deadline: .after(.zero))
            throw error
        }
        let kernel = Kernel(
            sockets: sockets, executor: session, languageVersion: { await session.languageVersion() }, logger: logger)
        SignalWatch.watch(
            interrupt: {
                let moment = ContinuousClock.now
                Task { await kernel.interrupt(askedAt: moment) }
            },
            end: { Task { await kernel.end() } })
        ParentWatch.start { Task { await kernel.end() } }
        try await kernel.serve()
    }
}

/// Ends the kernel when the process that started it is gone, however it went.
enum ParentWatch {
    static func start(_ parentIsGone: @escaping @Sendable () -> Void) {
        let parent = getenv("JPY_PARENT_PID").flatMap { Int32(String(cString: $0)) } ?? getppid()
        // A kernel started by init or as a container's first child has no parent to lose.
        guard parent > 1 else { return }
        SystemThread.start(stackSize: 1 << 20) {
            while getppid() == parent || kill(parent, 0) == 0 { usleep(500_000) }
            parentIsGone()
        }
    }
}
