import SwiftDiagnostics
import SwiftParser
import SwiftParserDiagnostics
import SwiftSyntax

/// Whether a source text is a whole program, the beginning of one, or neither.
public enum SyntaxCompleteness: Sendable, Equatable {
    case complete
    /// More text may complete it; `depth` is the number of open brackets.
    case incomplete(depth: Int)
    case invalid

    public static func of(_ source: String) -> SyntaxCompleteness {
        let file = Parser.parse(source: source)
        guard file.hasError else { return .complete }
        let errors = ParseDiagnosticsGenerator.diagnostics(for: file)
        // Errors that stand at the end of the text can be mended by more text; all others cannot.
        let end = source.utf8.count - trailingSpace(source)
        let unfinished = errors.allSatisfy { $0.position.utf8Offset >= end } || endsInsideLiteral(file, end: end)
        return unfinished ? .incomplete(depth: openBrackets(file)) : .invalid
    }

    private static func trailingSpace(_ source: String) -> Int {
        source.utf8.reversed().prefix { [0x20, 0x0A, 0x0D, 0x09].contains($0) }.count
    }

    private static func endsInsideLiteral(_ file: SourceFileSyntax, end: Int) -> Bool {
        // A multi-line string or a comment without its end reports the error at its beginning.
        guard let last = file.lastToken(viewMode: .fixedUp) else { return false }
        for token in sequence(first: last, next: { $0.previousToken(viewMode: .fixedUp) }).prefix(4) {
            if token.tokenKind == .multilineStringQuote, token.presence == .missing { return true }
        }
        return file.description.suffix(from: file.description.startIndex).contains("/*")
            && !file.description.contains("*/")
    }

    private static func openBrackets(_ file: SourceFileSyntax) -> Int {
        var depth = 0
        for token in file.tokens(viewMode: .fixedUp) where token.presence == .missing {
            switch token.tokenKind {
            case .rightBrace, .rightParen, .rightSquare: depth += 1
            default: break
            }
        }
        return depth
    }
}
