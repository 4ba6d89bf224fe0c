/// What a cell sees before its own first line.
struct CodeSurroundings: Sendable {
    /// Source text that stands before the cell.
    var prefix: String
    var arguments: [String]
}

/// Knows names: completion and documentation.
protocol CodeAssistant: Sendable {
    func completions(in source: String, cursor: Int, surroundings: CodeSurroundings) async -> CompletionReply
    func documentation(in source: String, cursor: Int, surroundings: CodeSurroundings) async -> MIMEBundle?
    func stop() async
}

/// Knows nothing: used where the toolchain has no code intelligence.
struct NoCodeAssistant: CodeAssistant {
    func completions(in source: String, cursor: Int, surroundings: CodeSurroundings) async -> CompletionReply {
        CompletionReply(items: [], start: cursor, end: cursor)
    }

    func documentation(in source: String, cursor: Int, surroundings: CodeSurroundings) async -> MIMEBundle? { nil }

    func stop() async {}
}
