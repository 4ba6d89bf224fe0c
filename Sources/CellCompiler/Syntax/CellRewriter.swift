import SwiftSyntax

/// Names that rewriting puts into a cell; each is declared in the header of the cell.
enum RewrittenName {
    static let result = "__swiftlet_result"
    static let statement = "__swiftlet_statement"
    static let await = "__swiftlet_await"
    static let asyncPrefix = "__swiftlet_async_"
    static let guardPrefix = "__swiftlet_guard_"
}

/// Turns a cell into a script that the compiler takes:
/// - each top-level statement says that it begins, so that a cell that fails half-way can tell what it had defined;
/// - the value of a trailing expression is handed to the host;
/// - names that a `guard` binds become plain globals, as later cells could not see them;
/// - `await` at the top level waits on the cell's thread, so that variables stay plain globals that later cells share.
struct CellRewriter {
    private var editor: SourceEditor

    static func rewrite(_ source: String, file: SourceFileSyntax, hidesResult: Bool) -> (text: String, map: OriginMap) {
        var rewriter = CellRewriter(editor: SourceEditor(source))
        let guards = GuardRewriter(file)
        let awaits = AwaitRewriter(triedNames: TriedNames.collect(in: file))
        var index = 0
        let last = file.statements.last
        for item in file.statements {
            guard runsAsStatement(item) else { continue }
            let start = item.positionAfterSkippingLeadingTrivia.utf8Offset
            rewriter.editor.insert("\(RewrittenName.statement)(\(index)); ", at: start)
            index += 1
            let isResult = !hidesResult && item.id == last?.id && item.semicolon == nil && isResultExpression(item)
            if isResult { rewriter.editor.insert("\(RewrittenName.result)(", at: start) }
            if let statement = item.item.as(GuardStmtSyntax.self) { guards.rewrite(statement, in: &rewriter.editor) }
            awaits.walk(item)
            awaits.flush(into: &rewriter.editor)
            if isResult {
                rewriter.editor.insert(")", at: item.item.endPositionBeforeTrailingTrivia.utf8Offset)
            }
        }
        return rewriter.editor.apply()
    }

    private static func isResultExpression(_ item: CodeBlockItemSyntax) -> Bool {
        guard case .expr(let expression) = item.item else { return false }
        if let sequence = expression.as(SequenceExprSyntax.self) {
            return !sequence.elements.contains { $0.is(AssignmentExprSyntax.self) }
        }
        if expression.is(IfExprSyntax.self) || expression.is(SwitchExprSyntax.self) { return false }
        if let attempt = expression.as(TryExprSyntax.self), let inner = attempt.expression.as(SequenceExprSyntax.self) {
            return !inner.elements.contains { $0.is(AssignmentExprSyntax.self) }
        }
        return true
    }
}

extension SyntaxProtocol {
    /// The node's own text, without trivia, as UTF-8 offsets in the file.
    var utf8Range: Range<Int> {
        positionAfterSkippingLeadingTrivia.utf8Offset..<endPositionBeforeTrailingTrivia.utf8Offset
    }
}
