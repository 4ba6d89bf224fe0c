import COpenSSL
import Essentials
import Glibc
import SwiftParser
import SwiftSyntax
import SystemSupport

/// A cell that is compiled and ready to be loaded.
public struct CompiledCell: Sendable {
    /// Name of the module: the same source in the same surroundings has the same name.
    public var module: String
    /// Path of the library in the session's folder.
    public var library: String
    public var entry: String { "\(module)_main" }
    public var warnings: [Diagnostic]
    public var syntax: CellSyntax
    public var map: OriginMap
    /// The source as the compiler saw it.
    var text: String
    /// Earlier cells that it imports.
    var imports: [String]
    /// Where each top-level statement begins, for failures whose place is not known more exactly.
    public var statements: [StatementPlace]
    /// Whether it came from the cache.
    public var wasCached: Bool
}

/// Where a top-level statement begins in the user's text, 1-based; the column counts UTF-8 bytes.
public struct StatementPlace: Sendable, Equatable {
    public var line: Int
    public var column: Int

    static func all(in file: SourceFileSyntax) -> [StatementPlace] {
        let converter = SourceLocationConverter(fileName: CellNames.file, tree: file)
        return file.statements.filter(runsAsStatement).map { item in
            let place = converter.location(for: item.positionAfterSkippingLeadingTrivia)
            return StatementPlace(line: place.line, column: place.column)
        }
    }
}

/// How a cell is compiled.
public struct CompileOptions: Sendable, Hashable {
    public enum Optimization: String, Sendable {
        /// Optimise cells with loops, functions or closures; others compile faster without.
        case automatic
        case none
        case speed
    }
    public var optimization: Optimization
    /// The value of a trailing expression is not shown.
    public var hidesResult: Bool

    public init(optimization: Optimization = .automatic, hidesResult: Bool = false) {
        self.optimization = optimization
        self.hidesResult = hidesResult
    }
}

/// The result of compiling a cell.
public enum CompileResult: Sendable {
    case compiled(CompiledCell)
    /// The compiler refused the cell.
    case refused([Diagnostic])
}

/// Compiles the cells of one session. Calls block their thread for the time of a compilation, and come one at a time.
public final class CellCompiler: Sendable {
    private let toolchain: Toolchain
    private let moduleFolder: String
    private let clangModules: String
    private let cache: CellCache
    /// The session's own folder: modules and libraries of its cells, safe from eviction.
    private let folder: String
    private let frontend: ToolServer
    private let linker: ToolServer
    private let identity: String

    /// - Parameters:
    ///   - moduleFolder: where the modules that cells import (`Swiftlet` and what it re-exports) lie.
    ///   - zygote: path of the preloaded library, nil to start the compiler for each cell.
    ///   - clangModules: where the compiler keeps C modules, nil for a place in the cache.
    ///   - folder: the session's folder, which must exist.
    /// - Throws: `CompilerError` when the modules for cells are missing.
    public init(
        toolchain: Toolchain, moduleFolder: String, zygote: String?, clangModules: String?, cache: CellCache,
        folder: String
    ) throws {
        self.toolchain = toolchain
        self.moduleFolder = moduleFolder
        self.clangModules = clangModules ?? cache.clangModules
        self.cache = cache
        self.folder = folder
        let umbrella = moduleFolder + "/Swiftlet.swiftmodule"
        guard access(umbrella, R_OK) == 0 else {
            throw CompilerError.notInstalled("the Swiftlet module for cells is missing", path: umbrella)
        }
        identity =
            toolchain.identity
            + ["Swiftlet", "DataFrames", "Display", "Essentials"]
            .map { fileIdentity("\(moduleFolder)/\($0).swiftmodule") }.joined()
        frontend = ToolServer(executable: toolchain.frontend, preload: zygote)
        linker = ToolServer(executable: toolchain.linker, preload: zygote)
    }

    /// Starts the compiler and linker processes ahead of the first cell.
    public func warmUp() {
        frontend.warmUp()
        linker.warmUp()
    }

    /// Ends the compiler's processes.
    public func stop() {
        frontend.stop()
        linker.stop()
    }

    /// Compiles a cell against what earlier cells declared.
    ///
    /// - Parameter source: Swift, without magics.
    /// - Throws: `CompilerError` or `SystemError` when the installation or the disk is at fault.
    public func compile(_ source: String, scope: NotebookScope, options: CompileOptions) throws -> CompileResult {
        let file = Parser.parse(source: source)
        let syntax = CellSyntax(file)
        let imports = scope.imports(for: syntax)
        if let problem = unsetNames(imports.unset, in: file) { return .refused(problem) }

        let rewritten = CellRewriter.rewrite(source, file: file, hidesResult: options.hidesResult)
        let text = header(imports) + rewritten.text + "\n"
        let optimize =
            switch options.optimization {
            case .automatic: syntax.wantsOptimizer
            case .none: false
            case .speed: true
            }
        let digest = sha256(Array("\(identity)\n\(optimize)\n\(flags(optimize))\n\(text)".utf8))
        let module = CellNames.modulePrefix + digest.prefix(16)
        let library = "\(folder)/lib\(module).so"
        let key = String(digest)

        if let entry = cache.lookUp(key, module: module, into: folder) {
            return .compiled(
                CompiledCell(
                    module: module, library: library, warnings: entry.warnings, syntax: syntax, map: rewritten.map, text: text,
                    imports: imports.modules, statements: StatementPlace.all(in: file), wasCached: true))
        }

        let work = try TemporaryDirectory(in: folder, prefix: "build-")
        defer { work.remove() }
        let sourcePath = work.path + "/input.swift"
        try AtomicFile.writeWithoutSync(Array(text.utf8), to: sourcePath)
        let objectPath = "\(work.path)/\(module).o"
        let modulePath = "\(work.path)/\(module).swiftmodule"
        let outputPath = work.path + "/output"

        let arguments =
            ["-frontend", "-c", "-primary-file", sourcePath, "-module-name", module, "-o", objectPath]
            + ["-emit-module-path", modulePath, "-entry-point-function-name", "\(module)_main"]
            + searchPaths(views: try views(imports.hidden, scope: scope, work: work.path)) + flags(optimize)
        let ending = try frontend.run(arguments, output: outputPath)
        let output = String(decoding: try readFile(outputPath), as: UTF8.self)
        let diagnostics = DiagnosticReader.read(output, file: CellNames.file, map: rewritten.map)
        guard ending == .exited(0) else {
            if diagnostics.contains(where: { $0.severity == .error }) { return .refused(diagnostics) }
            return .refused([compilerFault(ending, output)])
        }

        let builtLibrary = "\(work.path)/lib\(module).so"
        let linkEnding = try linker.run(
            ["-shared", "--allow-shlib-undefined", objectPath, "-o", builtLibrary], output: outputPath)
        guard linkEnding == .exited(0) else {
            let text = String(decoding: try readFile(outputPath), as: UTF8.self)
            return .refused([Diagnostic(severity: .error, message: "the linker refused the cell: \(text)")])
        }
        let warnings = diagnostics.filter { $0.severity == .warning || $0.severity == .note }
        let entry = CellCache.Entry(
            warnings: warnings, libraries: AutolinkReader.libraries(inObject: try readFile(objectPath)))
        try cache.store(entry, key: key, module: module, library: builtLibrary, interface: modulePath, into: folder)
        return .compiled(
            CompiledCell(
                module: module, library: library, warnings: warnings, syntax: syntax, map: rewritten.map, text: text,
                imports: imports.modules, statements: StatementPlace.all(in: file), wasCached: false))
    }

    /// The scope after a cell has run.
    ///
    /// - Parameter statementsBegun: how far it came, nil when it ran to its end.
    public func scope(_ scope: NotebookScope, after cell: CompiledCell, statementsBegun: Int? = nil) -> NotebookScope {
        var scope = scope
        scope.add(
            module: cell.module, text: cell.text, syntax: cell.syntax, imports: cell.imports,
            statementsBegun: statementsBegun)
        return scope
    }

    /// What the compiler needs to see the world as a cell does, for completion: the text before the cell's first line,
    /// and the arguments.
    public func surroundings(of source: String, scope: NotebookScope) -> (prefix: String, arguments: [String]) {
        // The name may not be written yet: all that is current is visible.
        var syntax = CellSyntax(Parser.parse(source: source))
        syntax.mentions.formUnion(scope.currentNames)
        return (
            header(scope.imports(for: syntax)),
            [
                "-I", folder, "-I", moduleFolder, "-plugin-path", toolchain.macroPlugins, "-module-name", "cell",
                "-swift-version", "5", "cell.swift",
            ]
        )
    }

    /// The libraries that a compiled cell needs beyond those of every cell, such as Foundation.
    public func neededLibraries(of cell: CompiledCell) -> [String] {
        cache.entry(module: cell.module, in: folder)?.libraries.map { "\(toolchain.runtimeLibraries)/lib\($0).so" }
            .filter { access($0, R_OK) == 0 } ?? []
    }

    /// The version that the compiler says it has, such as `6.3.1`.
    public func languageVersion() -> String? {
        guard let work = try? TemporaryDirectory(in: folder, prefix: "version-") else { return nil }
        defer { work.remove() }
        let path = work.path + "/output"
        guard (try? frontend.run(["-version"], output: path)) == .exited(0), let bytes = try? readFile(path) else {
            return nil
        }
        let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }
        return words.firstIndex(of: "version").flatMap { $0 + 1 < words.count ? String(words[$0 + 1]) : nil }
    }

    // MARK: - Modules of earlier cells

    private func searchPaths(views: [String]) -> [String] {
        (views + [folder, moduleFolder]).flatMap { ["-I", $0] }
            + ["-plugin-path", toolchain.macroPlugins, "-module-cache-path", clangModules]
    }

    /// Folders with modules of earlier cells that do not offer what later cells have defined anew.
    private func views(
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
            return try frontend.run(arguments, output: work + "/view.output") == .exited(0) ? view : nil
        }
    }

    private func flags(_ optimize: Bool) -> [String] {
        [
            optimize ? "-O" : "-Onone", "-gline-tables-only", "-swift-version", "5", "-enable-testing",
            "-diagnostic-style=llvm", "-enable-upcoming-feature", "MemberImportVisibility",
        ]
    }

    private func header(_ imports: NotebookScope.Imports) -> String {
        var lines = ["import Swiftlet"]
        lines += imports.declarations
        lines += imports.modules.map { "@testable import \($0)" }
        lines += imports.scoped.map { "@testable import \($0)" }
        // Only for the cell's digest: what is hidden changes what names mean.
        lines += imports.hidden.sorted { $0.key < $1.key }.map { module, hidden in
            "// \(module) without \(hidden.map { "\($0.owner).\($0.name)\($0.signature)" }.joined(separator: ", "))"
                .filter { $0 != "\n" }
        }
        lines += [
            "@_silgen_name(\"swiftlet_cell_statement\") private func __swiftlet_statement(_ index: Int)",
            "@_silgen_name(\"swiftlet_cell_result\") private func __swiftlet_result<T>(_ value: T)",
            "@_silgen_name(\"swiftlet_cell_await\") @discardableResult private func __swiftlet_await<T, E: Error>"
                + "(_ body: @escaping () async throws(E) -> T) throws(E) -> T",
            "#sourceLocation(file: \"\(CellNames.file)\", line: 1)", "",
        ]
        return lines.joined(separator: "\n")
    }

    private func unsetNames(_ names: [String], in file: SourceFileSyntax) -> [Diagnostic]? {
        guard !names.isEmpty else { return nil }
        let converter = SourceLocationConverter(fileName: CellNames.file, tree: file)
        let diagnostics = file.tokens(viewMode: .sourceAccurate).compactMap { token -> Diagnostic? in
            guard case .identifier = token.tokenKind, names.contains(token.plainText),
                token.parent?.is(DeclReferenceExprSyntax.self) == true,
                token.parent?.parent?.as(MemberAccessExprSyntax.self)?.declName.id != token.parent?.id
            else { return nil }
            let place = converter.location(for: token.positionAfterSkippingLeadingTrivia)
            return Diagnostic(
                severity: .error,
                message: "'\(token.plainText)' has no value: the cell that declares it stopped before it was set. "
                    + "Run that cell again.",
                line: place.line, column: place.column, length: token.trimmedLength.utf8Length)
        }
        return diagnostics.isEmpty ? nil : diagnostics
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

/// SHA-256 in lower-case hexadecimal.
func sha256(_ bytes: [UInt8]) -> Substring {
    var digest = [UInt8](repeating: 0, count: 32)
    _ = EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
    return Substring(
        digest.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined())
}
