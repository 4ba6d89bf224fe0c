import CodeIntelligence
import Testing

@Suite("completion")
struct CompletionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var source: String
        var first: [String]
        var start: Int
        var testDescription: String { source }

        init(_ source: String, first: [String], start: Int) {
            self.source = source
            self.first = first
            self.start = start
        }
    }

    @Test(
        "the first completions are those that a reader expects",
        arguments: [
            Row("let xs = [1,2,3]\nxs.ma|", first: ["makeIterator", "map", "max"], start: 20),
            Row("let xs = [1,2,3]\nxs.MA|", first: ["makeIterator", "map", "max"], start: 20),
            Row("pri|", first: ["print", "private"], start: 0),
            Row("let cat1 = 1\nfunc g() { let cat2 = 2\n let _cat = 3\n ca| }", first: ["cat2", "cat1"], start: 52),
            Row("let été = 1\nét|", first: ["été"], start: 14),
            Row("let count: Int? = nil\nlet xs: [Int]? = nil\nxs.count| + 1", first: ["?.count"], start: 45),
            Row("func f(first x: Int) {}\nf(|", first: ["first: "], start: 26),
            Row("enum E { case red, green(Int) }\nlet e: E = .gr|", first: ["green"], start: 44),
            Row("import Gli|", first: ["Glibc"], start: 7),
            Row("struct P { var xx = 1 }\nlet p = P()\nprint(\"a \\(p.x|)\")", first: ["xx"], start: 49),
            Row("let xs = [1]\nxs.map { $0.desc| }", first: ["description"], start: 25),
            Row(
                "class A { func foo(a: Int) -> Int { 1 } }\nclass B: A { override func fo| }",
                first: ["foo(a: Int) -> Int {\n\n}"], start: 69),
        ])
    func firstCompletions(_ row: Row) async throws {
        let found = try await TestServer.with { try await $0.completions(row.source) }
        #expect(found.prefix(row.first.count).map(\.name) == row.first)
        #expect(found.allSatisfy { $0.replacementStart == row.start })
    }

    @Test("a completion says its signature, kind, type and overloads")
    func details() async throws {
        let (map, max, xs) = try await TestServer.with { intelligence in
            let found = try await intelligence.completions("let xs = [1,2,3]\nxs.ma|")
            let names = try await intelligence.completions("let xs = [1,2,3]\nxs|")
            return (
                found.first { $0.name == "map" }, found.first { $0.name == "max" }, names.first { $0.name == "xs" }
            )
        }
        #expect(map?.kind == .method)
        #expect(map?.typeName == "[T]")
        #expect(map?.signature.hasPrefix("map(transform: ") == true)
        #expect(max?.signature == "max()")
        #expect(max?.overloadCount == 2)
        #expect(xs?.kind == .variable)
        #expect(xs?.typeName == "[Int]")
    }

    @Test("names come before keywords, and keywords before names with an underscore")
    func tiers() async throws {
        let found = try await TestServer.with { try await $0.completions("let _own = 3\nlet own = 4\n|") }
        let names = found.map(\.name)
        let own = try #require(names.firstIndex(of: "own"))
        let print = try #require(names.firstIndex(of: "print"))
        let keyword = try #require(names.firstIndex(of: "while"))
        let underscored = try #require(names.firstIndex(of: "_own"))
        #expect(own < print && print < keyword && keyword < underscored)
        #expect(Set(names).count == names.count)
    }

    @Test("there are never more than 500 completions")
    func limit() async throws {
        let found = try await TestServer.with { try await $0.completions("import Foundation\n|") }
        #expect(found.count == 500)
    }

    @Test(
        "places without names have no completions",
        arguments: ["let a = 12|", "// com|", "\"text|\"", "let xs = [1]\nxs.nothingOfThisName|"])
    func nothing(_ source: String) async throws {
        let found = try await TestServer.with { try await $0.completions(source) }
        #expect(found.isEmpty)
    }

    @Test("the same place can be asked again, and after the text around it has changed")
    func again() async throws {
        try await TestServer.with { intelligence in
            for name in ["alpha", "alpha", "beta", "gamma"] {
                let found = try await intelligence.completions("struct S { var \(name) = 1 }\nS().|")
                #expect(found.contains { $0.name == name })
                #expect(!found.contains { ["alpha", "beta", "gamma"].contains($0.name) && $0.name != name })
            }
        }
    }

    @Test("an offset outside of the text is an error that says so", arguments: [-1, 4])
    func badOffset(_ offset: Int) async throws {
        let error = await #expect(throws: CodeIntelligenceError.self) {
            try await TestServer.with {
                try await $0.completions(source: "abc", utf8Offset: offset, compilerArguments: [])
            }
        }
        #expect(error?.code == CodeIntelligenceError.badOffset)
    }
}
