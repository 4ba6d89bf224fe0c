import Glibc
import SystemSupport

/// Where a session finds what it needs, and what its cells may use.
public struct SessionConfiguration: Sendable {
    /// Path of the cell host program.
    public var hostExecutable: String
    /// Where the modules that cells import lie.
    public var moduleFolder: String
    /// The library that keeps the compiler loaded, nil to start it for each cell.
    public var zygote: String?
    /// Where the compiler keeps C modules that it has read, nil for a place in the cache.
    public var compilerCacheFolder: String?
    /// Where compiled cells are kept.
    public var cacheFolder: String
    /// The size of the cache in bytes beyond which old cells are removed.
    public var cacheLimit: Int
    /// The folder in which cells run: relative paths in a notebook start here.
    public var workingFolder: String
    /// Variables for the cell host beside those of this process.
    public var environment: [String: String]
    /// The program that answers questions about code on descriptor 3, and its arguments; nil for no assistance.
    public var assistantCommand: [String]?
    /// Text output of one cell beyond this many bytes is dropped, with a notice.
    public var outputLimit: Int

    public init(
        hostExecutable: String, moduleFolder: String, zygote: String?, compilerCacheFolder: String? = nil,
        cacheFolder: String, cacheLimit: Int = 1 << 30,
        workingFolder: String, environment: [String: String] = [:], assistantCommand: [String]? = nil,
        outputLimit: Int = 64 << 20
    ) {
        self.hostExecutable = hostExecutable
        self.moduleFolder = moduleFolder
        self.zygote = zygote
        self.compilerCacheFolder = compilerCacheFolder
        self.cacheFolder = cacheFolder
        self.cacheLimit = cacheLimit
        self.workingFolder = workingFolder
        self.environment = environment
        self.assistantCommand = assistantCommand
        self.outputLimit = outputLimit
    }

    /// The installation that the running program belongs to: everything lies beside the program itself.
    ///
    /// - Parameter workingFolder: where cells run.
    /// - Throws: `SystemError` when the program's own path cannot be read.
    public static func installed(workingFolder: String) throws -> SessionConfiguration {
        let program = try Paths.executable()
        let folder = String(program[..<(program.lastIndex(of: "/") ?? program.startIndex)])
        let environment = Paths.environment
        let limit = environment["SWIFTLET_CACHE_LIMIT"].flatMap { Int($0) }
        // Filled when Swiftlet is built, so that the first cell of a new user does not wait for it.
        let compilerCache = folder + "/ClangModules"
        return SessionConfiguration(
            hostExecutable: folder + "/cellhost", moduleFolder: folder + "/Modules",
            zygote: environment["SWIFTLET_NO_ZYGOTE"] == nil ? folder + "/libzygote.so" : nil,
            compilerCacheFolder: access(compilerCache, W_OK) == 0 ? compilerCache : nil, cacheFolder: Paths.cacheFolder,
            cacheLimit: limit ?? 1 << 30, workingFolder: workingFolder,
            assistantCommand: [folder + "/swiftlet-kernel", "code-intelligence"])
    }
}
