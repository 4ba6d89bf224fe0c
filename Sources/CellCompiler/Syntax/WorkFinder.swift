import SwiftSyntax

/// Finds what may run many times: functions, closures and loops. A loop that prints in each round is bound by its
/// output, and compiles several times faster without the optimiser.
final class WorkFinder: SyntaxVisitor {
    private var found = false

    static func findsWork(in file: SourceFileSyntax) -> Bool {
        let finder = WorkFinder(viewMode: .sourceAccurate)
        finder.walk(file)
        return finder.found
    }

    private func find() -> SyntaxVisitorContinueKind {
        found = true
        return .skipChildren
    }

    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { find() }
    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { find() }
    override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind { find() }
    override func visit(_ node: RepeatStmtSyntax) -> SyntaxVisitorContinueKind { find() }

    override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
        let prints = node.body.statements.contains { item in
            guard case .expr(let expression) = item.item, let call = expression.as(FunctionCallExprSyntax.self),
                let name = call.calledExpression.as(DeclReferenceExprSyntax.self)
            else { return false }
            return ["print", "debugPrint", "display"].contains(name.baseName.text)
        }
        // Loops and closures inside of it are still looked at.
        return prints ? .visitChildren : find()
    }
}
