import SwiftSyntax

/// Finds `await` where the cell's top level is the asynchronous context. Functions, closures and types have their own.
final class AwaitRewriter: SyntaxVisitor {
    private var insertions: [(offset: Int, text: String)] = []
    private var replacements: [(range: Range<Int>, text: String)] = []
    private var asyncNames: Set<String> = []
    private let triedNames: Set<String>

    init(triedNames: Set<String>) {
        self.triedNames = triedNames
        super.init(viewMode: .sourceAccurate)
    }

    func flush(into editor: inout SourceEditor) {
        for (offset, text) in insertions { editor.insert(text, at: offset) }
        for (range, text) in replacements { editor.replace(range, with: text) }
        insertions = []
        replacements = []
    }

    private func wrap(_ start: AbsolutePosition, _ end: AbsolutePosition, throwing: Bool, marksTry: Bool) {
        insertions.append(
            (start.utf8Offset, (marksTry ? "try " : "") + "\(RewrittenName.await)({ " + (throwing ? "try " : "")))
        insertions.append((end.utf8Offset, " })"))
    }

    override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind {
        var end = node.endPositionBeforeTrailingTrivia
        var throwing = false
        var child = Syntax(node)
        var covered = Syntax(node)
        // `await a() + b()` covers all of the operators to its right, and `try` to its left covers it.
        while let parent = child.parent, !parent.is(CodeBlockItemSyntax.self) {
            if parent.is(TryExprSyntax.self) { throwing = true }
            if let elements = parent.as(ExprListSyntax.self), elements.parent?.is(SequenceExprSyntax.self) == true {
                if isDirectElement(node, of: elements) {
                    end = elements.endPositionBeforeTrailingTrivia
                    covered = Syntax(elements)
                }
                for element in elements where element.position < node.position {
                    if element.is(TryExprSyntax.self) { throwing = true }
                }
            }
            child = parent
        }
        wrap(node.positionAfterSkippingLeadingTrivia, end, throwing: throwing, marksTry: false)
        let visitor = ReferenceVisitor(names: asyncNames) { "\(RewrittenName.asyncPrefix)\($0).value" }
        visitor.walk(covered)
        replacements += visitor.replacements.filter { $0.range.lowerBound >= node.position.utf8Offset }
        return .skipChildren
    }

    /// Whether only `try` stands between the element of the sequence and the `await`.
    private func isDirectElement(_ node: AwaitExprSyntax, of elements: ExprListSyntax) -> Bool {
        var child = Syntax(node)
        while let parent = child.parent {
            if parent.id == elements.id { return true }
            guard parent.is(TryExprSyntax.self) else { return false }
            child = parent
        }
        return false
    }

    override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
        guard node.awaitKeyword != nil else { return .visitChildren }
        let throwing = node.tryKeyword != nil || TryFinder.findsTry(in: node.body)
        let statement = node.parent?.as(LabeledStmtSyntax.self).map { Syntax($0) } ?? Syntax(node)
        wrap(
            statement.positionAfterSkippingLeadingTrivia, statement.endPositionBeforeTrailingTrivia, throwing: false,
            marksTry: throwing)
        return .skipChildren
    }

    override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
        guard let modifier = node.modifiers.first(where: { $0.name.tokenKind == .keyword(.async) }) else {
            return .visitChildren
        }
        // `async let x = f()` becomes a task, and `await x` its value.
        let start = modifier.positionAfterSkippingLeadingTrivia.utf8Offset
        replacements.append((start..<modifier.endPosition.utf8Offset, ""))
        for binding in node.bindings {
            guard let identifier = binding.pattern.as(IdentifierPatternSyntax.self),
                let value = binding.initializer?.value
            else { continue }
            let name = identifier.identifier
            asyncNames.insert(name.plainText)
            replacements.append((name.utf8Range, RewrittenName.asyncPrefix + name.plainText))
            if let annotation = binding.typeAnnotation {
                replacements.append((annotation.utf8Range, ""))
            }
            let type = binding.typeAnnotation.map { " as \($0.type.trimmedDescription)" } ?? ""
            insertions.append(
                (
                    value.positionAfterSkippingLeadingTrivia.utf8Offset,
                    "Task { \(triedNames.contains(name.plainText) ? "try " : "")await ("
                ))
            insertions.append((value.endPositionBeforeTrailingTrivia.utf8Offset, ")\(type) }"))
        }
        return .skipChildren
    }

    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}

/// Finds where names are used, to put something else there.
final class ReferenceVisitor: SyntaxVisitor {
    private let names: Set<String>
    private let replacement: (String) -> String
    var replacements: [(range: Range<Int>, text: String)] = []

    init(names: Set<String>, replacement: @escaping (String) -> String) {
        self.names = names
        self.replacement = replacement
        super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
        let name = node.baseName.plainText
        if names.contains(name), node.parent?.as(MemberAccessExprSyntax.self)?.declName.id != node.id {
            replacements.append((node.baseName.utf8Range, replacement(name)))
        }
        return .skipChildren
    }
}

/// The names that occur under a `try`: a constant of `async let` that does may throw, others may not.
final class TriedNames: SyntaxVisitor {
    private var names: Set<String> = []

    static func collect(in node: some SyntaxProtocol) -> Set<String> {
        let collector = TriedNames(viewMode: .sourceAccurate)
        collector.walk(node)
        return collector.names
    }

    override func visit(_ node: TryExprSyntax) -> SyntaxVisitorContinueKind {
        // In `try await a + b` the `try` is an element of its own, and covers what follows.
        let covered = node.parent?.is(ExprListSyntax.self) == true ? node.parent.map { Syntax($0) } : Syntax(node)
        for token in (covered ?? Syntax(node)).tokens(viewMode: .sourceAccurate) {
            if case .identifier = token.tokenKind { names.insert(token.plainText) }
        }
        return .skipChildren
    }
}

private final class TryFinder: SyntaxVisitor {
    private var found = false

    static func findsTry(in node: some SyntaxProtocol) -> Bool {
        let finder = TryFinder(viewMode: .sourceAccurate)
        finder.walk(node)
        return finder.found
    }

    override func visit(_ node: TryExprSyntax) -> SyntaxVisitorContinueKind {
        if node.questionOrExclamationMark == nil { found = true }
        return .visitChildren
    }

    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
