import CellCompiler

/// Whether a console may send a cell, judged by its syntax alone.
enum CompletenessCheck {
    static func check(_ source: String) -> SourceCompleteness {
        guard let magics = try? Magics(source) else { return .invalid }
        if magics.command != nil { return .complete }
        switch SyntaxCompleteness.of(magics.swift) {
        case .complete: return .complete
        case .invalid: return .invalid
        case .incomplete(let depth): return .incomplete(indent: String(repeating: "    ", count: depth))
        }
    }
}
