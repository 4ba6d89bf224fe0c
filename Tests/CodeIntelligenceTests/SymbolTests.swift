import CodeIntelligence
import Testing

@Suite("inspection")
struct SymbolTests {
    @Test("a function of the standard library is declared and documented")
    func libraryFunction() async throws {
        let found = try await TestServer.with { try await $0.symbol("let xs = [1]\nlet ys = xs.m|ap { $0 }") }
        let symbol = try #require(found)
        #expect(symbol.name == "map(_:)")
        #expect(symbol.kind == .method)
        #expect(symbol.module == "Swift")
        #expect(symbol.declaration.hasPrefix("func map<T, E>(_ transform: (Int) throws(E) -> T) throws(E) -> [T]"))
        #expect(symbol.documentation.hasPrefix("Returns an array containing the results"))
        #expect(symbol.documentation.contains("**Parameters**\n\n- `transform`: A mapping closure."))
        #expect(symbol.documentation.contains("**Returns** An array"))
    }

    @Test("the user's own declarations are documented by their comments")
    func ownDeclaration() async throws {
        let source = """
            /// Adds up.
            ///
            /// - Parameters:
            ///   - a: the first
            ///   - b: the second
            /// - Returns: the sum
            func add(_ a: Int, to b: Int) -> Int { a + b }
            add|(1, to: 2)
            """
        let found = try await TestServer.with { try await $0.symbol(source) }
        let symbol = try #require(found)
        #expect(symbol.declaration == "func add(_ a: Int, to b: Int) -> Int")
        #expect(
            symbol.documentation
                == "Adds up.\n\n\n**Parameters**\n\n- `a`: the first\n- `b`: the second\n\n**Returns** the sum")
        #expect(symbol.module == "cell")
    }

    @Test(
        "the name that is meant is the one that the place touches, or the function in whose arguments it lies",
        arguments: [
            ("let total = 1\ntotal|", "total"),
            ("let total = 1\n|total", "total"),
            ("let total = 1\nprint(total|)", "total"),
            ("let total = 1\nprint(|)", "print(_:separator:terminator:)"),
            ("print(\"a |text\")", "String"),
            ("print(max(1, 2), |3)", "print(_:separator:terminator:)"),
            ("let a = 1 +| 2", "+(_:_:)"),
            ("import Glib|c", "Glibc"),
            ("let s = String|(1)", "String"),
        ])
    func meantName(_ source: String, _ name: String) async throws {
        let found = try await TestServer.with { try await $0.symbol(source) }
        #expect(found?.name == name)
    }

    @Test("a type that is called shows its initializer too")
    func initializer() async throws {
        let found = try await TestServer.with { try await $0.symbol("struct P { var x = 1 }\nlet p = P|(x: 2)") }
        #expect(found?.declaration == "struct P\ninit(x: Int = 1)")
        #expect(found?.kind == .struct)
    }

    @Test(
        "what is no name, or unknown, has no symbol",
        arguments: ["|", "le|t a = 1", "let a = undefinedThing|", "let a = 12|", "   |   "])
    func noSymbol(_ source: String) async throws {
        let found = try await TestServer.with { try await $0.symbol(source) }
        #expect(found == nil)
    }

    @Test(
        "names in unfinished code are known, with their documentation",
        arguments: [
            ("let xs = [1]\nxs.map|", "map(_:)", "Returns an array containing"),
            ("let xs = [1]\nxs.map(|", "map(_:)", "Returns an array containing"),
            ("let xs = [1]\nfor x in xs { if x > 0 { xs.reduce|", "reduce(_:_:)", "Returns the result of combining"),
            ("/// A place.\nstruct P { init(a: Int) {} }\nP|", "P", "A place."),
            ("/// A place.\nstruct P { init(a: Int) {} }\nP(|", "P", "A place."),
            ("var xs = [1]\nxs.append|\nlet after = 2", "append(_:)", "Adds a new element"),
            ("max|", "max(_:_:)", "Returns the greater of two"),
        ])
    func unfinished(_ source: String, _ name: String, _ documentation: String) async throws {
        let found = try await TestServer.with { try await $0.symbol(source) }
        #expect(found?.name == name)
        #expect(found?.documentation.hasPrefix(documentation) == true)
    }

    @Test("functions of C are known by their headers")
    func cFunction() async throws {
        let found = try await TestServer.with { try await $0.symbol("import Glibc\nfop|en(\"a\", \"b\")") }
        #expect(found?.kind == .function)
        #expect(found?.declaration.hasPrefix("func fopen(") == true)
    }
}
