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
        // Lazily: a syntax collection that is filtered is a new tree, with other places.
        return file.statements.lazy.filter(runsAsStatement).map { item in
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
    /// Only what the compiler says is wanted: there is no library to run, only what later cells need to be checked.
    public var checksOnly: Bool

    public init(optimization: Optimization = .automatic, hidesResult: Bool = false, checksOnly: Bool = false) {
        self.optimization = optimization
        self.hidesResult = hidesResult
        self.checksOnly = checksOnly
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
    let toolchain: Toolchain
    let moduleFolder: String
    let clangModules: String
    let cache: CellCache
    /// The session's own folder: modules and libraries of its cells, safe from eviction.
    let folder: String
    let frontend: ToolServer
    let linker: ToolServer
    let identity: String

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
        let key = String(digest)

        func cell(_ warnings: [Diagnostic], wasCached: Bool) -> CompiledCell {
            CompiledCell(
                module: module, library: "\(folder)/lib\(module).so", warnings: warnings, syntax: syntax,
                map: rewritten.map, text: text, imports: imports.modules, statements: StatementPlace.all(in: file),
                wasCached: wasCached)
        }
        if let entry = cache.lookUp(key, module: module, into: folder) {
            return .compiled(cell(entry.warnings, wasCached: true))
        }

        let build = try build(
            text, module: module, optimize: optimize, checksOnly: options.checksOnly, map: rewritten.map,
            views: { try self.views(imports.hidden, scope: scope, work: $0) })
        switch build {
        case .refused(let diagnostics): return .refused(diagnostics)
        case .checked(let warnings): return .compiled(cell(warnings, wasCached: false))
        case .built(let files, let entry):
            defer { files.work.remove() }
            try cache.store(
                entry, key: key, module: module, files: [files.library, files.interface, files.documentation],
                into: folder)
            return .compiled(cell(entry.warnings, wasCached: false))
        }
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
        let header = header(scope.imports(for: syntax))
        return (
            header,
            [
                // sourcekitd keeps what it knows as long as the arguments stay the same: a new cell must change them.
                "-D", "SCOPE_\(sha256(Array(header.utf8)).prefix(16))",
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
