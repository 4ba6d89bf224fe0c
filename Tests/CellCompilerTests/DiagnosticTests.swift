import Testing

@testable import CellCompiler

@Suite("What the compiler says")
struct DiagnosticTests {
    private func read(_ text: String, map: OriginMap = OriginMap()) -> [Diagnostic] {
        DiagnosticReader.read(text, file: "cell.swift", map: map)
    }

    @Test("diagnostics are read with their place and what the caret underlines")
    func places() {
        let output = """
            cell.swift:2:9: error: cannot convert value of type 'String' to specified type 'Int'
            let x: Int = "a: error: b"
                         ^~~~~~~~~~~~~
            cell.swift:1:5: warning: variable 'y' was never used; consider replacing with '_' or removing it
            var y = 1
            ~~~~^
            _
            """
        #expect(
            read(output) == [
                Diagnostic(
                    severity: .error, message: "cannot convert value of type 'String' to specified type 'Int'", line: 2,
                    column: 9, length: 13),
                Diagnostic(
                    severity: .warning,
                    message: "variable 'y' was never used; consider replacing with '_' or removing it", line: 1,
                    column: 5),
            ])
    }

    @Test("columns are the user's, not those of the rewritten text")
    func columns() {
        let map = OriginMap(edits: [.init(line: 1, column: 1, removed: 0, inserted: 10)])
        #expect(read("cell.swift:1:15: error: no", map: map).first?.column == 5)
        #expect(read("cell.swift:2:15: error: no", map: map).first?.column == 15)
    }

    @Test("diagnostics of other files, and those of none, have no place")
    func elsewhere() {
        let output = """
            <unknown>:0: error: module 'X' was built for another target
            error: no such module
            /usr/lib/swift/Swift.swiftinterface:5:3: note: found this candidate
            other.swift:1:1: error: not the user's
            noise without a severity
            """
        let diagnostics = read(output)
        #expect(
            diagnostics.map(\.message) == [
                "module 'X' was built for another target", "no such module", "found this candidate", "not the user's",
            ])
        #expect(diagnostics.allSatisfy { $0.line == nil && $0.column == nil })
        #expect(read("").isEmpty)
    }

    @Test("what concerns generated code is left out together with its notes")
    func generated() {
        let output = """
            cell.swift:1:1: warning: no calls to throwing functions occur within 'try' expression
            cell.swift:1:2: note: belongs to the one before
            cell.swift:1:1: error: cannot find '__swiftlet_result' in scope
            cell.swift:2:1: error: cannot find 'x' in scope
            cell.swift:2:2: note: did you mean 'y'?
            """
        #expect(read(output).map(\.message) == ["cannot find 'x' in scope", "did you mean 'y'?"])
    }

    @Test(
        "modules of cells are taken out of a text, other names stay",
        arguments: [
            ("'Cell_0123456789abcdef.Point' is not", "'Point' is not"), ("Cell_0123456789abcdef/x", "x"),
            ("[Cell_0123456789abcdef.A: Cell_fedcba9876543210.B]", "[A: B]"), ("Cell_short.A", "Cell_short.A"),
            ("Cell_0123456789abcdef and", "Cell_0123456789abcdef and"), ("my Cell_", "my Cell_"), ("plain", "plain"),
        ])
    func moduleNames(text: String, expected: String) {
        #expect(CellNames.withoutModules(text) == expected)
    }

    @Test("a place is shown with its line and a caret under it")
    func rendering() {
        let source = "let a = 1\n\tlet é = \"ä\" + b\nlast"
        let error = Diagnostic(severity: .error, message: "no 'b'", line: 2, column: 18, length: 1)
        #expect(
            DiagnosticRenderer.render([error], source: source, label: "In[3]") == [
                "In[3]:2:18: error: no 'b'", "  2 | \tlet é = \"ä\" + b", "    | \t              ^",
            ])
        let wide = Diagnostic(severity: .warning, message: "unused", line: 1, column: 5, length: 99)
        #expect(
            DiagnosticRenderer.render([wide], source: source, label: "In[3]") == [
                "In[3]:1:5: warning: unused", "  1 | let a = 1", "    |     ^~~~~",
            ])
    }

    @Test("what has no place, or one outside of the cell, is shown without a line")
    func renderingWithoutPlace() {
        let nowhere = Diagnostic(severity: .error, message: "broken")
        #expect(DiagnosticRenderer.render([nowhere], source: "a", label: "In[1]") == ["In[1]: error: broken"])
        let lineOnly = Diagnostic(severity: .error, message: "m", line: 1)
        #expect(DiagnosticRenderer.render([lineOnly], source: "a", label: "L") == ["L:1: error: m", "  1 | a"])
        #expect(DiagnosticRenderer.excerpt(source: "a", line: 0, column: 1).isEmpty)
        #expect(DiagnosticRenderer.excerpt(source: "a", line: 2, column: 1).isEmpty)
        #expect(DiagnosticRenderer.excerpt(source: "ab", line: 1, column: 9) == ["  1 | ab", "    |   ^"])
        #expect(DiagnosticRenderer.excerpt(source: "ab", line: 1, column: 0, length: 0) == ["  1 | ab", "    | ^"])
        let text = (1...12).map { "line \($0)" }.joined(separator: "\n")
        #expect(DiagnosticRenderer.excerpt(source: text, line: 12, column: 6) == ["  12 | line 12", "     |      ^"])
    }
}
