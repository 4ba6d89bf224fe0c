import CellCompiler
import Essentials

// Questions about code that is being written.
extension NotebookSession {
    public nonisolated func completeness(of source: String) async -> SourceCompleteness {
        CompletenessCheck.check(source)
    }

    public func completions(in source: String, cursor: Int) async -> CompletionReply {
        await assistant.completions(in: source, cursor: cursor, surroundings: surroundings(of: source))
    }

    public func documentation(in source: String, cursor: Int, detail: Int) async -> MIMEBundle? {
        await assistant.documentation(in: source, cursor: cursor, surroundings: surroundings(of: source))
    }

    private func surroundings(of source: String) -> CodeSurroundings {
        let (prefix, arguments) = compiler.surroundings(of: source, scope: scope)
        return CodeSurroundings(prefix: prefix, arguments: arguments)
    }
}
