import SwiftParser
import Testing

@testable import CellCompiler

/// A rewritten cell with short names: `S0;` for the call before a statement, `R(…)` around the result, `A({ … })`
/// around what is awaited, `async_x` and `guard_x` for names.
private func rewritten(_ source: String, hidesResult: Bool = false) -> String {
    var text = CellRewriter.rewrite(source, file: Parser.parse(source: source), hidesResult: hidesResult).text
    for (name, short) in [
        ("__swiftlet_result", "R"), ("__swiftlet_await", "A"), ("__swiftlet_async_", "async_"),
        ("__swiftlet_guard_", "guard_"),
    ] {
        text = text.replacing(name, with: short)
    }
    return text.replacing(#/__swiftlet_statement\((\d+)\); /#) { "S\($0.output.1);" }
}

@Suite("How a cell is rewritten")
struct CellRewriterTests {
    @Test(
        "each statement says that it begins, declarations stay as they are",
        arguments: [
            ("let a = 1\nvar b = 2", "S0;let a = 1\nS1;var b = 2"), ("a = 1; b = 2", "S0;a = 1; S1;b = 2"),
            ("import A\nfunc f() {}\nstruct S {}", "import A\nfunc f() {}\nstruct S {}"),
            ("// note\n  for i in a { g() }", "// note\n  S0;for i in a { g() }"),
            ("var c: Int { 1 }", "var c: Int { 1 }"),
            ("@MainActor var d = 1", "S0;@MainActor var d = 1"), ("", ""), ("// only a note", "// only a note"),
            ("defer { f() }", "S0;defer { f() }"),
            ("label: while true { break label }", "S0;label: while true { break label }"),
        ])
    func statements(source: String, text: String) {
        #expect(rewritten(source) == text)
    }

    @Test(
        "the value of a trailing expression is the result",
        arguments: [
            ("1 + 2", "S0;R(1 + 2)"), ("a\nb", "S0;a\nS1;R(b)"), ("b // note", "S0;R(b) // note"),
            ("try f()", "S0;R(try f())"), ("f {\n  1\n}", "S0;R(f {\n  1\n})"), ("a.b\n  .c()", "S0;R(a.b\n  .c())"),
            ("a;", "S0;a;"), ("x = 1", "S0;x = 1"), ("try x = f()", "S0;try x = f()"), ("x += 1", "S0;R(x += 1)"),
            ("if a { b } else { c }", "S0;if a { b } else { c }"),
            ("switch a { default: b }", "S0;switch a { default: b }"),
            ("a ? b : c", "S0;R(a ? b : c)"), ("\"é \\(x)\"", "S0;R(\"é \\(x)\")"),
            ("a\nlet b = 1", "S0;a\nS1;let b = 1"),
            ("a\nfunc f() {}", "S0;a\nfunc f() {}"), ("!a", "S0;R(!a)"), ("{ 1 }()", "S0;R({ 1 }())"),
        ])
    func results(source: String, text: String) {
        #expect(rewritten(source) == text)
    }

    @Test("a result that is hidden stays a plain expression")
    func hidden() {
        #expect(rewritten("a\nf()", hidesResult: true) == "S0;a\nS1;f()")
    }

    @Test(
        "await at the top level waits on the cell's thread",
        arguments: [
            ("await f()", "S0;R(A({ await f() }))"), ("let x = await f()", "S0;let x = A({ await f() })"),
            ("let x = try await f()", "S0;let x = try A({ try await f() })"),
            ("try await f().g", "S0;R(try A({ try await f().g }))"),
            ("await a() + b()", "S0;R(A({ await a() + b() }))"),
            ("let s = 1 + (await f())", "S0;let s = 1 + (A({ await f() }))"),
            ("try await f() + g()", "S0;R(try A({ try await f() + g() }))"),
            ("try? await f()", "S0;R(try? A({ try await f() }))"),
            ("if await f() { g() }", "S0;if A({ await f() }) { g() }"),
            ("print(await f(), try await g())", "S0;R(print(A({ await f() }), try A({ try await g() })))"),
            ("func f() async { await g() }", "func f() async { await g() }"),
            ("Task { await f() }", "S0;R(Task { await f() })"), ("x = await f()", "S0;x = A({ await f() })"),
            ("for i in a { await f(i) }", "S0;for i in a { A({ await f(i) }) }"),
            ("let x = a ? await f() : g()", "S0;let x = a ? A({ await f() }) : g()"),
            ("do { try await f() } catch { g() }", "S0;do { try A({ try await f() }) } catch { g() }"),
            ("\"\\(await f())\"", "S0;R(\"\\(A({ await f() }))\")"),
            ("await f { a in a + 1 } // c", "S0;R(A({ await f { a in a + 1 } })) // c"),
            ("struct S { func f() async { await g() } }", "struct S { func f() async { await g() } }"),
        ])
    func awaits(source: String, text: String) {
        #expect(rewritten(source) == text)
    }

    @Test(
        "async let is a task whose value is awaited",
        arguments: [
            (
                "async let a = f()\nlet b = await a",
                "S0;let async_a = Task { await (f()) }\nS1;let b = A({ await async_a.value })"
            ),
            (
                "async let a: Int = f(), b = g()\nprint(try await a + b)",
                "S0;let async_a = Task { try await (f()) as Int }, async_b = Task { try await (g()) }\n"
                    + "S1;R(print(try A({ try await async_a.value + async_b.value })))"
            ),
            (
                "async let a = f()\nawait g(x.a, a: a)",
                "S0;let async_a = Task { await (f()) }\nS1;R(A({ await g(x.a, a: async_a.value) }))"
            ),
        ])
    func asyncLet(source: String, text: String) {
        #expect(rewritten(source) == text)
    }

    @Test(
        "a loop over asynchronous elements runs within a wait",
        arguments: [
            ("for await x in s { f(x) }", "S0;A({ for await x in s { f(x) } })"),
            ("for try await x in s { f(x) }", "S0;try A({ for try await x in s { f(x) } })"),
            ("for await x in s { try f(x) }", "S0;try A({ for await x in s { try f(x) } })"),
            ("for await x in s { try? f(x) }", "S0;A({ for await x in s { try? f(x) } })"),
            ("l: for await x in s { break l }", "S0;A({ l: for await x in s { break l } })"),
        ])
    func asyncLoops(source: String, text: String) {
        #expect(rewritten(source) == text)
    }

    @Test(
        "names that guard binds become globals",
        arguments: [
            ("guard let x = f() else { exit(1) }", "S0;guard let guard_x = f() else { exit(1) }; let x = guard_x"),
            (
                "guard var x = f(), x > 1, let y = g(x) else { exit(1) }\nx",
                "S0;guard var guard_x = f(), guard_x > 1, let guard_y = g(guard_x) else { exit(1) }"
                    + "; var x = guard_x; let y = guard_y\nS1;R(x)"
            ),
            (
                "guard let x = try await f(), let y = await g(x) else { exit(1) }",
                "S0;guard let guard_x = try A({ try await f() }), let guard_y = A({ await g(guard_x) }) else { exit(1) }"
                    + "; let x = guard_x; let y = guard_y"
            ),
            ("guard let x else { exit(1) }", "S0;guard let x else { exit(1) }"),
            ("guard let x = x else { exit(1) }", "S0;guard let x = x else { exit(1) }"),
            ("let x = 1\nguard let x = f() else { exit(1) }", "S0;let x = 1\nS1;guard let x = f() else { exit(1) }"),
            ("guard a > 1 else { exit(1) }", "S0;guard a > 1 else { exit(1) }"),
            ("func f() { guard let x = y else { return } }", "func f() { guard let x = y else { return } }"),
        ])
    func guards(source: String, text: String) {
        #expect(rewritten(source) == text)
    }
}

@Suite("Columns of the rewritten text")
struct OriginMapTests {
    @Test(
        "every character that the user wrote is found at its column",
        arguments: [
            "let a = 1; let bb = 2\nccc + dd // x", "let é = await fff(ggg) + hhh; print(é)",
            "guard let xx = ff(), xx > 1 else { exit(1) }; yy", "for i in aa { try await bb(i) }; cc",
            "\tawait f(\n  await g(),\n  hhh)", "print(try await one(), await two())",
        ])
    func columns(source: String) {
        let (text, map) = CellRewriter.rewrite(source, file: Parser.parse(source: source), hidesResult: false)
        let originals = source.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
        #expect(lines.count == originals.count)
        for (number, (original, line)) in zip(originals, lines).enumerated() {
            // What was inserted leads to the place of the insertion, all else to itself: so the columns never go back,
            // and reach every one of the user's that was not replaced.
            let reached = (1...(line.count + 1)).map { map.column($0, line: number + 1) }
            #expect(reached == reached.sorted())
            let replaced = map.edits.filter { $0.line == number + 1 && $0.removed > 0 }.flatMap { edit in
                let start = map.column(edit.column, line: edit.line)
                return start..<(start + edit.removed)
            }
            #expect(Set(reached + replaced).isSuperset(of: 1...(original.count + 1)))
            for (column, origin) in reached.enumerated().dropLast() where !isInserted(column, number, map) {
                #expect(origin <= original.count && line[column] == original[origin - 1])
            }
        }
    }

    private func isInserted(_ column: Int, _ line: Int, _ map: OriginMap) -> Bool {
        map.edits.contains { $0.line == line + 1 && ($0.column..<($0.column + $0.inserted)).contains(column + 1) }
    }

    @Test("insertions at one place keep their order, replacements move what follows")
    func editor() {
        var editor = SourceEditor("ab\ncd")
        editor.insert("1", at: 3)
        editor.insert("2", at: 3)
        editor.replace(4..<5, with: "long")
        editor.insert("<", at: 0)
        let (text, map) = editor.apply()
        #expect(text == "<ab\n12clong")
        #expect(map.edits.map(\.line) == [1, 2, 2, 2])
        #expect((1...4).map { map.column($0, line: 1) } == [1, 1, 2, 3])
        #expect((1...8).map { map.column($0, line: 2) } == [1, 1, 1, 2, 2, 2, 2, 3])
        #expect(map.column(5, line: 3) == 5)
    }

    @Test("a text without edits maps to itself")
    func identity() {
        let (text, map) = SourceEditor("a\nb").apply()
        #expect(text == "a\nb" && map == OriginMap())
        #expect(map.column(7, line: 2) == 7)
    }
}
