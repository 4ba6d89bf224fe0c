import SwiftParser
import Testing

@testable import CellCompiler

/// What a cell declares, one line each: kind, owner, name, signature, and the statement that gives it a value.
func declarations(_ source: String) -> [String] {
    CellSyntax(Parser.parse(source: source)).declarations.map { declaration in
        let owner = declaration.owner.isEmpty ? "" : "\(declaration.owner)."
        let statement = declaration.statement.map { " @\($0)" } ?? ""
        return "\(declaration.kind.rawValue) \(owner)\(declaration.name)\(declaration.signature)\(statement)"
    }
}

@Suite("What is read from a cell")
struct CellSyntaxTests {
    @Test(
        "declarations at the top level are found with their kinds",
        arguments: [
            ("let a = 1, b: Int", ["let a @0", "let b @0"]), ("var (x, (y, _)) = f()", ["var x @0", "var y @0"]),
            ("var c: Int { 1 }", ["var c"]), ("var d = 1 { didSet {} }", ["var d @0"]),
            ("lazy var l = 1", ["var l @0"]), ("let `class` = 1", ["let class @0"]),
            ("func f() {}", ["func f()"]), ("func f(_ a: Int, b: [String]) {}", ["func f(_:Int,b:[String])"]),
            ("func g<T: P>(_ t: T) {}", ["func g(_:T)<T: P>"]),
            ("prefix func - (a: P) -> P { a }", ["func -(a:P)prefix"]),
            ("struct S { let a = 1; func f() {} }", ["struct S"]), ("final class C {}", ["class C"]),
            ("actor A {}", ["class A"]), ("enum E { case a }", ["enum E"]), ("protocol P {}", ["protocol P"]),
            ("typealias T = Int", ["typealias T"]), ("infix operator +-: G", ["operator +-infix"]),
            ("precedencegroup G {}", ["precedencegroup G"]),
            ("extension Int { var a: Int { 1 }; func f(x: Int) {} }", ["member Int.a", "member Int.f(x:Int)"]),
            (
                "extension S { init(a: Int) {}; subscript(i: Int) -> Int { i } }",
                [
                    "member S.Sinit(a:Int)", "member S.Ssubscript(i:Int)",
                ]
            ),
            ("extension A.B: P, Q { struct N {} }", ["conformance A.B.A.BP, Q", "member A.B.Ntype"]),
            ("guard let g = f(), let h = k else { fatalError() }", ["let g @0", "let h @0"]),
            ("guard case .a(let p) = f() else { fatalError() }", []),
            ("if true { let inner = 1 }\nlet outer = 2", ["let outer @1"]), ("{ let inner = 1 }()", []),
            ("#if os(Linux)\nfunc here() {}\n#else\nfunc there() {}\n#endif", ["func here()", "func there()"]),
        ] as [(String, [String])])
    func kinds(source: String, expected: [String]) {
        #expect(declarations(source) == expected)
    }

    @Test("statements are counted where they run, declarations without a value are not")
    func statements() {
        let source = """
            import Foundation
            let a = 1
            func f() { print(1); print(2) }
            print(a); print(2)
            var computed: Int { 1 }
            struct S {}
            for i in 0..<3 { print(i) }
            var observed = 1 { didSet { print(observed) } }
            """
        let syntax = CellSyntax(Parser.parse(source: source))
        #expect(syntax.statementCount == 5)
        #expect(syntax.declarations.first { $0.name == "observed" }?.statement == 4)
        #expect(syntax.declarations.first { $0.name == "computed" }?.statement == nil)
    }

    @Test("statements begin at their line and column, in bytes")
    func places() {
        let source = "let a = 1\n\n  print(\"é\"); print(2) // end\n"
        let places = StatementPlace.all(in: Parser.parse(source: source))
        #expect(places == [.init(line: 1, column: 1), .init(line: 3, column: 3), .init(line: 3, column: 16)])
        #expect(StatementPlace.all(in: Parser.parse(source: "func f() {}")).isEmpty)
    }

    @Test("identifiers and operators are mentioned, also inside of interpolations, but not words of texts and comments")
    func mentions() {
        let source = #"""
            // commented
            let x = `quoted` +++ y.member(label: -z)!
            print("text \(inside.it) \("deep \(deeper)")", #function)
            f { $0.closure } as Type<Argument>
            """#
        let mentions = CellSyntax(Parser.parse(source: source)).mentions
        for name in [
            "x", "quoted", "+++", "y", "member", "label", "-", "z", "print", "inside", "it", "deeper", "f",
            "closure", "Type", "Argument",
        ] {
            #expect(mentions.contains(name), "\(name)")
        }
        for name in ["commented", "text", "deep", "let", "as", "`quoted`"] {
            #expect(!mentions.contains(name), "\(name)")
        }
    }

    @Test("imports are kept as they are written")
    func imports() {
        let syntax = CellSyntax(
            Parser.parse(source: "import Foundation\n@testable import X\nimport struct A.B // note\nlet a = 1"))
        #expect(syntax.imports == ["import Foundation", "@testable import X", "import struct A.B"])
        #expect(syntax.statementCount == 1)
    }

    @Test(
        "functions, closures and loops gain from the optimiser, loops that print do not",
        arguments: [
            ("let a = 1", false), ("print(1)", false), ("struct S { var a = 1 }", false), ("func f() {}", true),
            ("struct S { func f() {} }", true), ("list.map { $0 }", true), ("while true {}", true),
            ("repeat {} while false", true), ("for i in 0..<9 { sum += i }", true),
            ("for i in 0..<9 { print(i) }", false),
            ("for i in 0..<9 { x += i; display(i) }", false),
            ("for i in 0..<9 { print(i); for j in 0..<9 { x += j } }", true),
            ("for i in 0..<9 { print(list.map { $0 }) }", true), ("if true { x = 1 }", false),
            ("var c: Int { 1 }", false),
        ])
    func optimizer(source: String, wanted: Bool) {
        #expect(CellSyntax(Parser.parse(source: source)).wantsOptimizer == wanted)
    }

    @Test(
        "any text can be read",
        arguments: [
            "", "}", "let", "guard", "func (", "\"", "#if", "extension { init }", "let (a, = 1", "\u{0}\u{FEFF}é",
        ])
    func broken(source: String) {
        let file = Parser.parse(source: source)
        #expect(CellSyntax(file).statementCount <= 3)
        #expect(CellRewriter.rewrite(source, file: file, hidesResult: false).text.utf8.count >= source.utf8.count)
    }
}
