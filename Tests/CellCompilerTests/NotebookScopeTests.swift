import SwiftParser
import Testing

@testable import CellCompiler

/// Cells that ran one after the other; each is called by the letter of its module.
private struct Notebook {
    private(set) var scope = NotebookScope()

    @discardableResult
    mutating func run(_ module: String, _ source: String, begun: Int? = nil) -> NotebookScope.Imports {
        let imports = imports(source)
        scope.add(
            module: module, text: source, syntax: CellSyntax(Parser.parse(source: source)), imports: imports.modules,
            statementsBegun: begun)
        return imports
    }

    func imports(_ source: String) -> NotebookScope.Imports {
        scope.imports(for: CellSyntax(Parser.parse(source: source)))
    }
}

@Suite("What a cell imports")
struct NotebookScopeTests {
    @Test("cells are imported when a name of theirs is mentioned, oldest first")
    func mentions() {
        var notebook = Notebook()
        notebook.run("A", "let a = 1")
        notebook.run("B", "func b() {}")
        notebook.run("C", "struct C {}")
        #expect(notebook.imports("print(1)").modules.isEmpty)
        #expect(notebook.imports("C(); print(\"\\(a)\")").modules == ["A", "C"])
        #expect(notebook.imports("x.b").modules == ["B"])
        #expect(notebook.imports("a").scoped.isEmpty)
        #expect(notebook.scope.variables == ["a"])
    }

    @Test("of two declarations of a name the newest is chosen by a scoped import")
    func redefinition() {
        var notebook = Notebook()
        notebook.run("A", "struct P {}; let other = 1")
        notebook.run("B", "struct P {}")
        let imports = notebook.imports("P(); other")
        #expect(imports.modules == ["A", "B"])
        #expect(imports.scoped == ["struct B.P"])
        notebook.run("C", "var P = 1")
        #expect(notebook.imports("P; other").scoped == ["var C.P"])
    }

    @Test("overloads live beside each other, the same signature replaces")
    func overloads() {
        var notebook = Notebook()
        notebook.run("A", "func f(_ a: Int) {}")
        notebook.run("B", "func f(_ a: String) {}")
        #expect(notebook.imports("f(1)").modules == ["A", "B"])
        #expect(notebook.imports("f(1)").scoped == ["func A.f", "func B.f"])
        notebook.run("C", "func f(_ x: Int) {}")
        #expect(notebook.imports("f(1)").modules == ["B", "C"])
        notebook.run("D", "let f = 1")
        #expect(notebook.imports("f").modules == ["D"])
    }

    @Test("a cell that runs again is the newest")
    func again() {
        var notebook = Notebook()
        notebook.run("A", "let x = 1")
        notebook.run("B", "let x = 2")
        notebook.run("A", "let x = 1")
        #expect(notebook.scope.cells.map(\.module) == ["B", "A"])
        #expect(notebook.imports("x").modules == ["A"])
    }

    @Test("types that an imported cell was compiled against come along, variables do not")
    func dependencies() {
        var notebook = Notebook()
        notebook.run("A", "struct P { var x = 1 }; let unused = 1")
        notebook.run("B", "let n = 5")
        notebook.run("C", "let p = P(); print(n)")
        notebook.run("D", "let q = [p]")
        #expect(notebook.imports("q[0].x").modules == ["A", "D"])
        #expect(notebook.imports("n").modules == ["B"])
    }

    @Test("extensions are found by their members, and conformances of foreign types always")
    func extensions() {
        var notebook = Notebook()
        notebook.run("A", "extension Int { var twice: Int { self * 2 } }")
        notebook.run("B", "protocol Named {}; struct Own {}")
        notebook.run("C", "extension Int: Named {}")
        notebook.run("D", "extension Own: Named {}")
        #expect(notebook.imports("3.twice").modules.contains("A"))
        #expect(notebook.imports("print(1)").modules == ["B", "C"])
        #expect(notebook.imports("Own()").modules == ["B", "C", "D"])
    }

    @Test("members and operators that later cells define anew are hidden")
    func hidden() {
        var notebook = Notebook()
        notebook.run(
            "A", "extension Int { var twice: Int { self * 2 }; func other() {} }; func ** (a: Int, b: Int) -> Int { a }"
        )
        notebook.run("B", "extension Int { var twice: Int { self + self } }")
        let imports = notebook.imports("3.twice; 3.other()")
        #expect(imports.modules == ["A", "B"])
        #expect(imports.hidden.mapValues { $0.map(\.name) } == ["A": ["twice"]])
        #expect(notebook.imports("3.other()").hidden.isEmpty)
        notebook.run("C", "func ** (a: Int, b: Int) -> Int { b }")
        #expect(notebook.imports("2 ** 3; 3.other()").hidden.mapValues { $0.map(\.name) } == ["A": ["**"]])
        #expect(notebook.imports("2 ** 3; 3.other()").scoped.isEmpty)
    }

    @Test("names of statements that did not end have no value, until a cell declares them again")
    func failure() {
        var notebook = Notebook()
        // The second statement began and failed.
        notebook.run("A", "let a = 1\nlet b = fail()\nlet c = 3\nfunc f() {}", begun: 2)
        #expect(notebook.imports("a; f()").modules == ["A"])
        #expect(notebook.imports("a; f()").unset.isEmpty)
        #expect(notebook.imports("a + b + c").unset == ["b", "c"])
        #expect(notebook.imports("let b = 1; b").unset.isEmpty)
        #expect(notebook.scope.variables == ["a"])
        notebook.run("B", "let b = 2")
        #expect(notebook.imports("b + c").unset == ["c"])
        #expect(notebook.imports("a + b").modules == ["A", "B"])
        #expect(notebook.imports("a + b").scoped == ["let B.b"])
    }

    @Test("an earlier value stays when the cell that would replace it fails before")
    func failedReplacement() {
        var notebook = Notebook()
        notebook.run("A", "let a = 1")
        notebook.run("B", "fail()\nlet a = 2\nlet other = 1", begun: 1)
        #expect(notebook.imports("a") == .init(modules: ["A"]))
        #expect(notebook.imports("other").unset == ["other"])
    }

    @Test("imports of the user hold for all later cells, once")
    func declarations() {
        var notebook = Notebook()
        notebook.run("A", "import Foundation")
        notebook.run("B", "import Foundation\nimport struct X.Y")
        #expect(notebook.imports("1").declarations == ["import Foundation", "import struct X.Y"])
        #expect(notebook.imports("import Foundation\n1").declarations == ["import struct X.Y"])
    }
}

@Suite("Modules without what was defined anew")
struct InterfaceViewTests {
    private func view(_ text: String, hiding source: String) -> String {
        InterfaceView.text(text, hiding: CellSyntax(Parser.parse(source: source)).declarations)
    }

    @Test(
        "only the members that are named become private",
        arguments: [
            (
                "extension Int { var a: Int { 1 }; var b: Int { 2 } }", "extension Int { var a: Int { 3 } }",
                "extension Int { fileprivate var a: Int { 1 }; var b: Int { 2 } }"
            ),
            (
                "extension Int { public static func f(x: Int) {}\nfunc f(y: Int) {} }",
                "extension Int { func f(x: Int) {} }",
                "extension Int { fileprivate static func f(x: Int) {}\nfunc f(y: Int) {} }"
            ),
            (
                "extension Int { mutating func f() {} }", "extension Int { func f() {} }",
                "extension Int { fileprivate mutating func f() {} }"
            ),
            (
                "extension S { init(a: Int) {}; subscript(i: Int) -> Int { i } }",
                "extension S { init(a: Int) {}; subscript(i: Int) -> Int { 1 } }",
                "extension S { fileprivate init(a: Int) {}; fileprivate subscript(i: Int) -> Int { i } }"
            ),
            (
                "extension Int { var a: Int { 1 } }", "extension String { var a: Int { 1 } }",
                "extension Int { var a: Int { 1 } }"
            ),
            (
                "func ** (a: Int, b: Int) -> Int { a }\nfunc ** (a: Double, b: Int) -> Int { b }",
                "func ** (a: Int, b: Int) -> Int { b }",
                "fileprivate func ** (a: Int, b: Int) -> Int { a }\nfunc ** (a: Double, b: Int) -> Int { b }"
            ),
            ("struct S { var a = 1 }", "extension S { var a: Int { 1 } }", "struct S { var a = 1 }"),
        ])
    func members(text: String, hidden: String, expected: String) {
        #expect(view(text, hiding: hidden) == expected)
    }
}
