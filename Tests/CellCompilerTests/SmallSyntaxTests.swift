import Testing

@testable import CellCompiler

@Suite("Whether input is complete")
struct SyntaxCompletenessTests {
    @Test(
        "whole programs are complete",
        arguments: [
            "", "let a = 1", "func f() {\n}\n", "f(\n1)\n", "// note", "\"\"\"\ntext\n\"\"\"", "/* note */ 1",
            "if a {\n} else {\n}", "struct S { var a: Int }", "\"/*\"", "a\n\n",
        ])
    func complete(source: String) {
        #expect(SyntaxCompleteness.of(source) == .complete)
    }

    @Test(
        "the beginning of a program is incomplete, with the brackets that are open",
        arguments: [
            ("func f() {", 1), ("func f() {\n    if a {\n", 2), ("f(", 1), ("[1,\n", 1), ("let a =", 0),
            ("let x = f(1,", 1),
            ("struct S {\n  var a = [\n    1,", 2), ("/* note", 0), ("1 +", 0), ("if a {\n} else {", 1), ("f(a) {", 1),
            ("switch a {\ncase 1:", 1), ("guard let x = y else {\n", 1),
        ])
    func incomplete(source: String, depth: Int) {
        #expect(SyntaxCompleteness.of(source) == .incomplete(depth: depth))
    }

    @Test(
        "a text of several lines without its end is incomplete",
        arguments: ["let a = \"\"\"\ntext", "\"\"\"\n", "f(\"\"\"\n  a\n"])
    func texts(source: String) {
        guard case .incomplete = SyntaxCompleteness.of(source) else {
            Issue.record("\(SyntaxCompleteness.of(source))")
            return
        }
        #expect(SyntaxCompleteness.of(source) != .complete)
    }

    @Test(
        "what no more text can mend is invalid",
        arguments: [
            "}", "let a = )", "func 1() {}", "f(]\n1", "let let = 1\n", "struct { }\n1", "let a = \"unfinished\nb",
        ])
    func invalid(source: String) {
        #expect(SyntaxCompleteness.of(source) == .invalid)
    }
}

@Suite("Variables of a parameters cell")
struct ParameterDeclarationTests {
    @Test(
        "types come from the annotation, or from the default",
        arguments: [
            ("let n = 5", "Int"), ("var n = -5", "Int"), ("let x = 1.5", "Double"), ("let x = -1.5", "Double"),
            ("let s = \"a\"", "String"), ("let b = true", "Bool"), ("let l = [1, 2]", "[Int]"),
            ("let l = [[1.5]]", "[[Double]]"),
            ("let n: Int64 = 5", "Int"), ("let x: Double = 5", "Double"), ("let x: Float = 5", "Double"),
            ("let o: Int? = nil", "Int?"), ("let l: [String] = []", "[String]"), ("let l: [Int?] = []", "[Int?]"),
            ("let d: Date = Date()", "Date"), ("let d = Date()", "the type of Date()"),
            ("let e = []", "the type of []"),
        ])
    func kinds(source: String, kind: String) {
        #expect(ParameterDeclaration.read(source).map(\.kind.description) == [kind])
    }

    @Test("name, annotation and default are kept as they are written")
    func parts() {
        let source = """
            // Which carrier
            var carrier: String = "UA" // two letters
            let limit = 10 * 2, `class` = 1
            let (a, b) = (1, 2)
            let none: Int
            func f() { let inner = 1 }
            print(carrier)
            """
        #expect(
            ParameterDeclaration.read(source) == [
                .init(name: "carrier", kind: .text, annotation: "String", defaultSource: "\"UA\""),
                .init(name: "limit", kind: .other("the type of 10 * 2"), annotation: nil, defaultSource: "10 * 2"),
                .init(name: "class", kind: .integer, annotation: nil, defaultSource: "1"),
            ])
    }
}
