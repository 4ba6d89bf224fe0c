import CellCompiler
import CodeIntelligence
import Essentials

/// What a cell sees before its own first line.
struct CodeSurroundings: Sendable {
    /// Source text that stands before the cell.
    var prefix: String
    var arguments: [String]
}

/// Completion and documentation for a session: turns places in a cell, in code points, into places in the file that
/// the compiler sees, in bytes, and back.
struct CodeAssistant: Sendable {
    private let intelligence: CodeIntelligence?

    /// - Parameters:
    ///   - command: the helper program and its arguments, nil for an assistant that knows nothing.
    ///   - libraries: the toolchain's folder of libraries.
    init(command: [String]?, libraries: String) {
        intelligence = command.flatMap { command in
            command.first.map {
                CodeIntelligence(
                    serverExecutable: $0, serverArguments: Array(command.dropFirst()),
                    toolchainLibraryDirectory: libraries)
            }
        }
    }

    /// What may stand at the cursor; nothing when the helper cannot tell.
    func completions(in source: String, cursor: Int, surroundings: CodeSurroundings) async -> CompletionReply {
        let text = surroundings.prefix + source
        let offset = surroundings.prefix.utf8.count + Self.byteOffset(of: cursor, in: source)
        let found = try? await intelligence?.completions(
            source: text, utf8Offset: offset, compilerArguments: surroundings.arguments)
        guard let found, let first = found.first else { return CompletionReply(items: [], start: cursor, end: cursor) }
        let start = Self.scalarOffset(of: first.replacementStart - surroundings.prefix.utf8.count, in: source)
        let items = found.filter { !$0.name.contains("__swiftlet_") }.map { completion in
            CompletionReply.Item(
                text: completion.name, kind: completion.kind.rawValue, signature: completion.signature)
        }
        return CompletionReply(items: items, start: max(0, min(start, cursor)), end: cursor)
    }

    /// The declaration and the documentation of the name at the cursor.
    func documentation(in source: String, cursor: Int, surroundings: CodeSurroundings) async -> MIMEBundle? {
        let text = surroundings.prefix + source
        let offset = surroundings.prefix.utf8.count + Self.byteOffset(of: cursor, in: source)
        let found = try? await intelligence?.cursorInfo(
            source: text, utf8Offset: offset, compilerArguments: surroundings.arguments)
        guard let info = found ?? nil else { return nil }
        let module = info.module.isEmpty || CellNames.isModule(info.module) ? "" : "Module: \(info.module)"
        let plain = [info.declaration, info.documentation, module].filter { !$0.isEmpty }
        let markdown = ["```swift\n\(info.declaration)\n```"] + plain.dropFirst()
        return MIMEBundle(data: [
            "text/plain": .string(plain.joined(separator: "\n\n")),
            "text/markdown": .string(markdown.joined(separator: "\n\n")),
        ])
    }

    func stop() async { await intelligence?.shutdown() }

    private static func byteOffset(of scalar: Int, in text: String) -> Int {
        text.unicodeScalars.prefix(max(0, scalar)).reduce(0) { $0 + UTF8.width($1) }
    }

    private static func scalarOffset(of byte: Int, in text: String) -> Int {
        var bytes = 0
        var scalars = 0
        for scalar in text.unicodeScalars {
            if bytes >= byte { break }
            bytes += UTF8.width(scalar)
            scalars += 1
        }
        return scalars
    }
}
