import Essentials
import Notebook
import Testing

@Suite("Percent scripts")
struct PercentScriptTests {
    private func read(_ text: String) throws -> PercentScript {
        try PercentScript(reading: Array(text.utf8), name: "test.swift")
    }

    static let canonical = """
        #!/usr/bin/env nbrun
        // ---
        // jupyter:
        //   jupytext:
        //     text_representation:
        //       extension: .swift
        //       format_name: percent
        //       format_version: '1.3'
        //   kernelspec:
        //     display_name: Swift 'beta'
        //     language: swift
        //     name: swiftlet
        // ---

        // %% [markdown]
        // # Title
        //
        // A line

        // %% Settings tags=["parameters", "x"] slideshow={"slide_type": "slide"} hidden=true
        let n = 3

        // a comment
        // %time

        // %%% Deeper
        let text = \"""
        // %% text
        %time is text
        \"""
        /* // %%
        // %% [raw]
        */
        let raw = #\"""# + "\\"" // \"""

        // %% Notes [md] {"key with spaces": [1, null]}
        // x

        // %% [raw]
        // raw

        // %%

        """

    @Test("a script in jupytext's form is written back byte for byte")
    func roundTrip() throws {
        let script = try read(Self.canonical)
        #expect(String(decoding: script.serialized(), as: UTF8.self) == Self.canonical)
    }

    @Test("cells have their kinds, sources and metadata")
    func cells() throws {
        let document = try read(Self.canonical).document
        #expect(document.cells.map(\.kind) == [.markdown, .code, .code, .markdown, .raw, .code])
        #expect(document.cells[0].source == "# Title\n\nA line")
        #expect(document.cells[1].source == "let n = 3\n\n// a comment\n%time")
        #expect(document.cells[2].source.hasPrefix("let text = \"\"\"\n// %% text\n%time is text\n\"\"\"\n/* // %%"))
        #expect(document.cells[4].source == "raw")
        #expect(document.cells[5].source.isEmpty)
        #expect(
            document.cells.map(\.metadata) == [
                [:],
                [
                    "title": "Settings", "tags": ["parameters", "x"], "slideshow": ["slide_type": "slide"],
                    "hidden": true,
                ],
                ["title": "Deeper", "cell_depth": 1],
                ["title": "Notes", "region_name": "md", "key with spaces": [1, nil]], [:], [:],
            ])
        #expect(document.cells[1].tags == ["parameters", "x"])
        #expect(Set(document.cells.map(\.id)).count == 6)
        let kernel: JSONValue = ["display_name": "Swift 'beta'", "language": "swift", "name": "swiftlet"]
        #expect(document.metadata["kernelspec"] == kernel)
        #expect(document.metadata["jupytext"]?["text_representation"]?["format_version"] == "1.3")
    }

    @Test(
        "the mark's line is read as jupytext reads it",
        arguments: [
            ("// %%", [:]), ("//%%", [:]), ("  // %%  ", [:]), ("// %% A title", ["title": "A title"]),
            ("// %% a=1 b=\"x y\" c=[1, 2]", ["a": 1, "b": "x y", "c": [1, 2]]),
            ("// %% T tags=['a', 'b'] on=True off=None", ["title": "T", "tags": ["a", "b"], "on": true, "off": nil]),
            ("// %% T a = 1 flag", ["title": "T", "a": 1, "flag": nil]), ("// %% {\"a\": 1}", ["a": 1]),
            ("// %% sum=a+b is shown", ["title": "sum=a+b is shown"]), ("// %% {broken", ["title": "{broken"]),
            ("// %% a.b/c-d@e=\"\\\"=\"", ["a.b/c-d@e": "\"="]), ("// %%%% Deep", ["title": "Deep", "cell_depth": 2]),
        ] as [(String, JSONObject)])
    func markers(line: String, metadata: JSONObject) throws {
        let document = try read(line + "\nx\n").document
        #expect(document.cells.count == 1)
        #expect(document.cells.first?.source == "x")
        #expect(document.cells.first?.metadata == metadata)
        let again = try PercentScript(reading: PercentScript(document).serialized(), name: "again")
        #expect(again.document.cells.first?.metadata == metadata)
    }

    @Test("lines that only look like marks are code", arguments: ["// %%time", "/// %%", "//- %%", "x // %%", "%% x"])
    func noMarkers(line: String) throws {
        let document = try read("// %% A\nx\n\(line)\ny").document
        #expect(document.cells.count == 1)
    }

    @Test(
        "a file without marks is one cell of code, an empty one has none",
        arguments: [
            ("print(1)\n", ["print(1)"]), ("// only a comment", ["// only a comment"]), ("", []), ("\n\n", []),
            ("\n// c\nlet a = 1\n\n// %% B\nb\n\n\n", ["// c\nlet a = 1", "b"]),
            ("let s = \"\"\"\n// %% never closed\n", ["let s = \"\"\"", ""]),
        ])
    func unmarked(text: String, sources: [String]) throws {
        let script = try read(text)
        #expect(script.document.cells.map(\.source) == sources)
        #expect(script.header.isEmpty)
    }

    @Test("comments before the first mark are the header, and stay")
    func header() throws {
        let text = "// Copyright\n/* more\n of it */\n\n// %%\nx\n"
        let script = try read(text)
        #expect(script.header == ["// Copyright", "/* more", " of it */"])
        #expect(script.document.cells.map(\.source) == ["x"])
        #expect(String(decoding: script.serialized(), as: UTF8.self) == text)
    }

    @Test("metadata that we cannot read is kept as text")
    func unreadableHeader() throws {
        let text = "// ---\n// jupyter: &a\n//   - {b\n// ---\n\n// %%\nx\n"
        let script = try read(text)
        #expect(script.document.metadata.isEmpty)
        #expect(String(decoding: script.serialized(), as: UTF8.self) == text)
    }

    @Test("line breaks of either kind, a byte order mark and bytes that are no text")
    func bytes() throws {
        let script = try read("\u{FEFF}// %% A\r\na\r\nb\r\n")
        #expect(script.document.cells.map(\.source) == ["a\nb"])
        let error = #expect(throws: NotebookError.self) {
            try PercentScript(reading: [0x61, 0xFF], name: "test.swift")
        }
        #expect(error?.code == NotebookError.notANotebook)
    }

    @Test("a notebook becomes a script that reads back with the same cells")
    func conversion() throws {
        var document = try NotebookDocument(Fixtures.current)
        document.cells[1].metadata["title"] = "x=1 [raw]"
        let script = try PercentScript(reading: PercentScript(document).serialized(), name: "test.swift")
        #expect(script.document.cells.map(\.kind) == document.cells.map(\.kind))
        #expect(script.document.cells.map(\.source) == document.cells.map(\.source))
        #expect(script.document.cells[1].metadata == ["tags": ["parameters", "b"], "title": "x=1 [raw]"])
        #expect(script.document.metadata["kernelspec"] == document.metadata["kernelspec"])
    }

    @Test("any text is read, and what is written reads back as itself")
    func mutations() throws {
        let seed = Array(Self.canonical.utf8)
        var generator = SeededGenerator(seed: 99)
        var checked = 0
        for _ in 0..<2000 {
            var text = seed
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<text.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: text[place] = UInt8.random(in: 9...126, using: &generator)
                case 1: text.remove(at: place)
                default: text.insert(text[Int.random(in: 0..<text.count, using: &generator)], at: place)
                }
            }
            let script = try PercentScript(reading: text, name: "test.swift")
            // The format cannot tell a line `%%` of a comment cell from a mark.
            if script.document.cells.contains(where: { $0.kind != .code && $0.source.contains("%%") }) { continue }
            checked += 1
            let once = script.serialized()
            let twice = try PercentScript(reading: once, name: "test.swift").serialized()
            #expect(String(decoding: once, as: UTF8.self) == String(decoding: twice, as: UTF8.self))
        }
        #expect(checked > 1000)
    }
}
