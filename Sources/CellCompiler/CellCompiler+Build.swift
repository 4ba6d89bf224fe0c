import Glibc
import SystemSupport

// The runs of the compiler and the linker.
extension CellCompiler {
    /// What came out of a build.
    enum Build {
        case refused([Diagnostic])
        /// The cell has no errors; its module is in the session's folder.
        case checked([Diagnostic])
        case built(Files, CellCache.Entry)
    }

    struct Files {
        /// Holds the files; to be removed by the caller.
        var work: TemporaryDirectory
        var library: String
        var interface: String
        /// What documentation comments say.
        var documentation: String
    }

    /// Compiles the text of a cell.
    ///
    /// - Parameter views: makes folders with modules that are looked at first; gets a folder for temporary files.
    /// - Throws: `SystemError` when the tools cannot be run.
    func build(
        _ text: String, module: String, optimize: Bool, checksOnly: Bool, map: OriginMap,
        views: (_ work: String) throws -> [String]
    ) throws -> Build {
        let work = try TemporaryDirectory(in: folder, prefix: "build-")
        var keepsWork = false
        defer { if !keepsWork { work.remove() } }
        let source = work.path + "/input.swift"
        try AtomicFile.writeWithoutSync(Array(text.utf8), to: source)
        let interface = "\(checksOnly ? folder : work.path)/\(module).swiftmodule"
        let documentation = "\(work.path)/\(module).swiftdoc"
        let object = "\(work.path)/\(module).o"
        let outputPath = work.path + "/output"

        // All that the compiler has to say about a cell it says before it makes code.
        let products =
            checksOnly
            ? ["-emit-module", source, "-o", interface]
            : ["-c", "-primary-file", source, "-o", object, "-emit-module-path", interface] + [
                "-emit-module-doc-path", documentation,
            ]
        let arguments =
            ["-frontend", "-module-name", module, "-entry-point-function-name", "\(module)_main"] + products
            + searchPaths(views: try views(work.path)) + flags(optimize && !checksOnly)
        let (ending, output) = try runFrontend(arguments, output: outputPath)
        let diagnostics = DiagnosticReader.read(output, file: CellNames.file, map: map)
        guard ending == .exited(0) else {
            if diagnostics.contains(where: { $0.severity == .error }) { return .refused(diagnostics) }
            return .refused([compilerFault(ending, output)])
        }
        let warnings = diagnostics.filter { $0.severity == .warning || $0.severity == .note }
        if checksOnly { return .checked(warnings) }

        let library = "\(work.path)/lib\(module).so"
        let linkEnding = try linker.run(
            ["-shared", "--allow-shlib-undefined", toolchain.registration, object, "-o", library], output: outputPath)
        guard linkEnding == .exited(0) else {
            let text = String(decoding: try readFile(outputPath), as: UTF8.self)
            return .refused([Diagnostic(severity: .error, message: "the linker refused the cell: \(text)")])
        }
        let libraries = AutolinkReader.libraries(inObject: try readFile(object))
        keepsWork = true
        return .built(
            Files(work: work, library: library, interface: interface, documentation: documentation),
            .init(warnings: warnings, libraries: libraries))
    }

    /// Runs the compiler; once more when C modules that it keeps turn out to be damaged, or to have been moved.
    private func runFrontend(
        _ arguments: [String], output path: String
    ) throws -> (ending: ChildProcess.Ending, output: String) {
        func run() throws -> (ChildProcess.Ending, String) {
            let ending = try frontend.run(arguments, output: path)
            return (ending, String(decoding: try readFile(path), as: UTF8.self))
        }
        let first = try run()
        guard first.0 != .exited(0) else { return first }
        if first.1.contains("No space left on device") {
            throw SystemError(operation: "compile the cell", path: folder, errno: ENOSPC)
        }
        if first.1.isEmpty, diskIsFull {
            throw SystemError(operation: "compile the cell", path: folder, errno: ENOSPC)
        }
        guard first.1.contains(clangModules) || first.1.contains(".pcm") else { return first }
        for name in directoryContents(clangModules) { removeTree("\(clangModules)/\(name)") }
        return try run()
    }

    /// Whether there is no room for even the compiler's messages.
    private var diskIsFull: Bool {
        var info = statvfs()
        return statvfs(folder, &info) == 0 && info.f_bavail * UInt(info.f_frsize) < 1 << 16
    }

    // MARK: - Modules of earlier cells

    private func searchPaths(views: [String]) -> [String] {
        (views + [folder, moduleFolder]).flatMap { ["-I", $0] }
            + ["-plugin-path", toolchain.macroPlugins, "-module-cache-path", clangModules]
    }

    /// Folders with modules of earlier cells that do not offer what later cells have defined anew.
    func views(
        _ hidden: [String: [CellSyntax.Declaration]], scope: NotebookScope, work: String
    ) throws -> [String] {
        try hidden.sorted { $0.key < $1.key }.compactMap { module, declarations in
            guard let cell = scope.cells.first(where: { $0.module == module }) else { return nil }
            let text = InterfaceView.text(cell.text, hiding: declarations)
            let view = "\(folder)/view-\(sha256(Array(text.utf8)).prefix(16))"
            let modulePath = "\(view)/\(module).swiftmodule"
            if access(modulePath, R_OK) == 0 { return view }
            try makeDirectories(view, mode: 0o700)
            try AtomicFile.writeWithoutSync(Array(text.utf8), to: work + "/view.swift")
            let arguments =
                ["-frontend", "-emit-module", work + "/view.swift", "-module-name", module, "-o", modulePath]
                + searchPaths(views: []) + flags(false)
            // A member that the rest of the cell cannot do without stays visible: then the compiler names the conflict.
            return try runFrontend(arguments, output: work + "/view.output").ending == .exited(0) ? view : nil
        }
    }

    func flags(_ optimize: Bool) -> [String] {
        [
            optimize ? "-O" : "-Onone", "-gline-tables-only", "-swift-version", "5", "-enable-testing",
            "-diagnostic-style=llvm", "-enable-upcoming-feature", "MemberImportVisibility",
        ]
    }

    private func compilerFault(_ ending: ChildProcess.Ending, _ output: String) -> Diagnostic {
        let what =
            switch ending {
            case .exited(let code): "ended with code \(code)"
            case .signalled(let signal): "was stopped by signal \(signal)"
            }
        let lines = output.split(separator: "\n").filter { !$0.contains(folder) }.suffix(3).joined(separator: "\n")
        return Diagnostic(severity: .error, message: "the Swift compiler \(what) without naming a place. \(lines)")
    }
}
