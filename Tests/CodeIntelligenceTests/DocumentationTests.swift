import Testing

@testable import CodeIntelligence

@Suite("documentation as Markdown")
struct DocumentationTests {
    @Test(
        "fields of comments become headed paragraphs",
        arguments: [
            ("Plain text.", "Plain text."),
            ("- Parameter x: its place", "**Parameters**\n\n- `x`: its place"),
            (
                "A.\n- Parameter x: one\n- Parameter y: two\n  and more",
                "A.\n\n**Parameters**\n\n- `x`: one\n- `y`: two\n  and more"
            ),
            ("- Throws: when late\n- Note: rare", "**Throws** when late\n\n**Note** rare"),
            ("- first: not a field\n- second", "- first: not a field\n- second"),
            ("```\n- Returns: code\n```", "```\n- Returns: code\n```"),
            ("- SeeAlso: `f`", "**See also** `f`"),
        ])
    func comments(_ comment: String, _ markdown: String) {
        #expect(DocumentationMarkdown.fromComment(comment) == markdown)
    }

    @Test("the XML of C headers becomes Markdown")
    func xml() {
        let xml = """
            <Function><Name>f</Name><CommentParts>\
            <Abstract><Para>Opens <codeVoice>x</codeVoice> &amp; y.</Para></Abstract><Parameters><Parameter>\
            <Name>path</Name><Discussion><Para>where</Para></Discussion></Parameter></Parameters>\
            <ResultDiscussion><Para>a <bold>file</bold></Para></ResultDiscussion>\
            <Discussion><Para>More.</Para><List-Bullet><Item><Para>one</Para></Item><Item><Para>two</Para></Item>\
            </List-Bullet><CodeListing language="c"><zCodeLineNumbered><![CDATA[a < b]]></zCodeLineNumbered>\
            <zCodeLineNumbered></zCodeLineNumbered></CodeListing></Discussion></CommentParts></Function>
            """
        let expected = """
            Opens `x` & y.

            More.

            - one
            - two

            ```
            a < b
            ```

            **Parameters**

            - `path`: where

            **Returns** a **file**
            """
        #expect(DocumentationMarkdown.fromXML(Markup(parsing: xml)) == expected)
    }

    @Test(
        "a declaration loses its tags and the attributes that only compilers read",
        arguments: [
            ("<decl><syntaxtype.keyword>var</syntaxtype.keyword> x: <ref usr=\"a>b\">Int</ref></decl>", "var x: Int"),
            (
                "<d><syntaxtype.attribute.builtin>@inlinable</syntaxtype.attribute.builtin> func f&lt;T&gt;()</d>",
                "func f<T>()"
            ),
            (
                "<d><syntaxtype.attribute.builtin>@MainActor</syntaxtype.attribute.builtin> func f()</d>",
                "@MainActor func f()"
            ),
            ("<d><syntaxtype.attribute.builtin>@inline(__always)</syntaxtype.attribute.builtin> var a</d>", "var a"),
        ])
    func declarations(_ xml: String, _ text: String) {
        #expect(DeclarationText.plain(Markup(parsing: xml)) == text)
    }

    @Test(
        "broken XML becomes text and never stops the reader",
        arguments: ["<a", "<a><b>text</a>", "</a>text", "a & b", "&#x41;&unknown;", "<![CDATA[x", "<!-- x", "<a b='"])
    func brokenXML(_ xml: String) {
        let markup = Markup(parsing: xml)
        #expect(markup.plainText.utf8.count <= xml.utf8.count)
    }

    @Test("deep nesting does not exhaust the stack")
    func deepNesting() {
        let depth = 100_000
        let xml = String(repeating: "<a>", count: depth) + "x" + String(repeating: "</a>", count: depth)
        #expect(Markup(parsing: xml).plainText == "x")
    }
}

@Suite("the order of completions")
struct CompletionOrderTests {
    private func candidate(
        _ text: String, _ kind: SymbolKind = .function, bytesToErase: Int = 0
    ) -> CompletionCandidate {
        CompletionCandidate(
            text: text, signature: text + "()", kind: kind, bytesToErase: bytesToErase,
            context: "source.codecompletion.context.thisclass")
    }

    @Test(
        "what is inserted has no arguments and no placeholders",
        arguments: [
            ("map(<#T##f: (Int) -> T##(Int) -> T#>)", SymbolKind.method, "map"),
            ("x: <#T##Int#>, label: <#T##String#>", .function, "x: "),
            ("?.count", .property, "?.count"),
            ("override func f(a: Int) {\n<#code#>\n}", .method, "override func f(a: Int) {\n\n}"),
            ("`default`", .variable, "`default`"),
            ("try?", .keyword, "try?"),
            (".green(<#T##Int#>)", .enumCase, ".green"),
        ])
    func insertedText(_ source: String, _ kind: SymbolKind, _ text: String) {
        #expect(CompletionCandidate.insertedText(source, kind: kind) == text)
    }

    @Test(
        "literals and operators are no names",
        arguments: ["\"<#T##abc#>\"", "0", "(<#values#>)", "+ <#Int#>", "", "[<#values#>]"])
    func noName(_ source: String) {
        #expect(CompletionCandidate.insertedText(source, kind: .literal) == nil)
    }

    @Test(
        "placeholders are filled with what compiles in many cases",
        arguments: [
            ("f()", "f()"),
            ("f(<#x#>, a: <#T##Int#>)", "f(0, a: 0)"),
            ("f(<#T##g: () -> Int##() -> Int#>)", "f({ fatalError() })"),
            ("f(<#T##(Int, [Int: (A, B)]) throws -> Void#>)", "f({ _, _ in fatalError() })"),
            ("f(<#T##(D<A, B>) -> (Int, Int)#>)", "f({ _ in fatalError() })"),
            ("f(<#T##((A) -> B, C) -> D#>)", "f({ _, _ in fatalError() })"),
            ("f(<#broken", "f(<#broken"),
        ])
    func placeholders(_ text: String, _ filled: String) {
        #expect(Placeholders.filled(text) == filled)
    }

    @Test("where one completion replaces the dot, all repeat it")
    func commonStart() {
        let source = Array("xs.c".utf8)
        let found = CompletionQuery.completions(
            [candidate("count", .property), candidate("?.count", .property, bytesToErase: 1)], start: 3, bytes: source)
        #expect(Set(found.map(\.name)) == [".count", "?.count"])
        #expect(found.map(\.replacementStart) == [2, 2])
    }

    @Test("overloads are one completion with the shortest signature")
    func overloads() {
        let long = CompletionCandidate(
            text: "max", signature: "max(by: (Int, Int) -> Bool)", kind: .method, context: "x.y.thisclass")
        let found = CompletionQuery.completions([long, candidate("max")], start: 0, bytes: [])
        #expect(found.map(\.signature) == ["max()"])
        #expect(found.map(\.overloadCount) == [2])
    }
}
