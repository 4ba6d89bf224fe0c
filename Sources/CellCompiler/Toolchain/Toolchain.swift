import Glibc
import SystemSupport

/// The Swift toolchain that compiles cells: the one on the `PATH`, or the one that `SWIFTLET_TOOLCHAIN` names.
public struct Toolchain: Sendable {
    /// The toolchain's `usr` folder.
    public let root: String

    public var frontend: String { root + "/bin/swift-frontend" }
    public var linker: String { root + "/bin/ld.lld" }
    public var symbolizer: String { root + "/bin/llvm-symbolizer" }
    /// Where the runtime's libraries are.
    public var runtimeLibraries: String { root + "/lib/swift/linux" }
    /// Linked into every library, it tells the runtime of the library's types and conformances when that is opened.
    public var registration: String { "\(runtimeLibraries)/\(Self.machine)/swiftrt.o" }
    public var libraries: String { root + "/lib" }
    public var macroPlugins: String { root + "/lib/swift/host/plugins" }

    public init(root: String) { self.root = root }

    /// Finds the toolchain.
    ///
    /// - Throws: `CompilerError` with code `noToolchain` when there is none, or when it lacks a tool.
    public static func find(environment: [String: String]) throws -> Toolchain {
        if let given = environment["SWIFTLET_TOOLCHAIN"], !given.isEmpty {
            for root in [given, given + "/usr"] where isExecutable(root + "/bin/swift-frontend") {
                return try Toolchain(root: root).checked()
            }
            throw CompilerError.noToolchain("SWIFTLET_TOOLCHAIN names \(given), which has no bin/swift-frontend")
        }
        for folder in (environment["PATH"] ?? "").split(separator: ":") {
            let candidate = "\(folder)/swift"
            guard isExecutable(candidate), let resolved = realPath(candidate) else { continue }
            let root = parent(parent(resolved))
            if isExecutable(root + "/bin/swift-frontend") { return try Toolchain(root: root).checked() }
        }
        throw CompilerError.noToolchain("there is no `swift` on the PATH")
    }

    private func checked() throws -> Toolchain {
        for tool in [frontend, linker] where !Self.isExecutable(tool) {
            throw CompilerError.noToolchain("the toolchain in \(root) has no \(tool.split(separator: "/").last ?? "")")
        }
        return self
    }

    /// Tells this toolchain from any other, without starting it.
    var identity: String { [frontend, linker, registration].map(fileIdentity).joined() }

    /// The processor as the toolchain's folders are named.
    private static var machine: String {
        #if arch(arm64)
        "aarch64"
        #else
        "x86_64"
        #endif
    }

    private static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return String(path[..<slash])
    }
}

/// Path, size and time of a file: changes whenever the file does.
func fileIdentity(_ path: String) -> String {
    var info = stat()
    guard stat(path, &info) == 0 else { return "\(path):missing;" }
    return "\(path):\(info.st_size):\(info.st_mtim.tv_sec).\(info.st_mtim.tv_nsec);"
}
