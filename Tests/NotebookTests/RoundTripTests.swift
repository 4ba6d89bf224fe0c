import Essentials
import Notebook
import Testing

@Suite("Reading and writing notebooks")
struct RoundTripTests {
    @Test("a notebook in nbformat's own form is written back byte for byte")
    func bytes() throws {
        let document = try NotebookDocument(Fixtures.current)
        #expect(document.text == Fixtures.current)
        #expect(document.repairs.isEmpty)
        #expect(document.problems(name: "test.ipynb").isEmpty)
    }

    @Test("what is written reads back as the same document", arguments: Fixtures.all)
    func stable(text: String) throws {
        let document = try NotebookDocument(text)
        let again = try NotebookDocument(document.text)
        #expect(again == document)
        #expect(again.repairs.isEmpty)
        #expect(again.text == document.text)
    }

    @Test("texts are strings inside, whatever form the file has")
    func multiline() throws {
        let document = try NotebookDocument(Fixtures.v40)
        #expect(document.cells.map(\.source) == ["# A\nb", "let a = 1\na", ""])
        guard case .stream(let stream) = document.cells[1].outputs[0],
            case .executeResult(let result) = document.cells[1].outputs[1]
        else {
            Issue.record("wrong outputs")
            return
        }
        #expect(stream.text == "one\ntwo\n")
        #expect(result.bundle.data["image/png"] == "iVBO\nRw0K\n")
        #expect(result.bundle.data["application/json"] == ["a", "b"])
        #expect(document.text.contains(#""image/png": "iVBO\nRw0K\n""#))
    }

    @Test("older versions become 4.5 with valid ids of their own", arguments: Fixtures.all.dropLast(2))
    func migration(text: String) throws {
        let document = try NotebookDocument(text)
        #expect(document.nbformatMinor == 5)
        #expect(Set(document.cells.map(\.id)).count == document.cells.count)
        for cell in document.cells {
            #expect(cell.id.count == 8 && cell.id.allSatisfy { $0.isHexDigit && !$0.isUppercase })
        }
        #expect(document.repairs.isEmpty)
        #expect(document.problems(name: "test.ipynb").isEmpty)
    }

    @Test("signatures and marks of trust are not kept")
    func transient() throws {
        let document = try NotebookDocument(Fixtures.v40)
        #expect(document.metadata.isEmpty)
        #expect(document.cells[1].metadata == ["collapsed": false])
    }

    @Test("metadata that nobody knows is kept")
    func metadata() throws {
        let document = try NotebookDocument(Fixtures.v44)
        #expect(document.metadata["own"] == ["z": 1, "a": [true]])
        #expect(document.cells[0].tags == ["parameters"])
        #expect(document.cells[0].executionCount == 7)
    }

    @Test("a later version keeps its number and everything unknown")
    func future() throws {
        let document = try NotebookDocument(Fixtures.future)
        #expect(document.nbformatMinor == 9)
        #expect(document.otherMembers == ["extra": ["b": 1, "a": 2]])
        #expect(document.cells.map(\.kind) == [.other("chart"), .other("sql"), .code])
        #expect(document.cells[0].source == "a\nb")
        #expect(document.problems(name: "test.ipynb").isEmpty)

        // As JSON, only the form of texts has changed.
        var expected = try JSONValue(parsing: Fixtures.future)
        var cells = try #require(expected["cells"]?.arrayValue)
        cells[2]["source"] = ["x"]
        var outputs = try #require(cells[2]["outputs"]?.arrayValue)
        outputs[1]["text"] = ["x"]
        cells[2]["outputs"] = .array(outputs)
        expected["cells"] = .array(cells)
        #expect(try JSONValue(parsing: document.text) == expected)
    }

    @Test("ids that are missing, invalid or double are replaced, and said so")
    func ids() throws {
        let ids = [#""id": "a","#, #""id": "a","#, #""id": "no space","#, #""id": 7,"#, "", #""id": "b","#]
        let cells = ids.map { #"{\#($0) "cell_type": "raw", "metadata": {}, "source": ""}"# }
        let document = try NotebookDocument(notebook(cell: cells.joined(separator: ",")))
        #expect(document.cells[0].id == "a")
        #expect(document.cells[5].id == "b")
        #expect(Set(document.cells.map(\.id)).count == 6)
        #expect(document.repairs.map(\.path) == (1...4).map { "cells[\($0)].id" })
        let faults = document.repairs.map { $0.message.prefix { $0 != ";" } }
        #expect(faults == ["occurs twice", "is not a valid id", "was missing", "was missing"])
        #expect(document.problems(name: "test.ipynb").isEmpty)
    }

    @Test("what the format requires and can be supplied is supplied")
    func supplied() throws {
        let text = #"{"nbformat": 4, "nbformat_minor": 5, "cells": [{"id": "a", "cell_type": "code", "source": ""}]}"#
        let document = try NotebookDocument(text)
        #expect(
            document.repairs.map(\.path) == [
                "cells[0].metadata", "cells[0].execution_count", "cells[0].outputs", "metadata",
            ])
        #expect(document.problems(name: "test.ipynb").isEmpty)
    }

    @Test("text of one stream is joined, other outputs are not")
    func appending() {
        var cell = NotebookCell(kind: .code, source: "")
        let display = NotebookOutput.displayData(.init(OutputBundle(data: ["text/plain": "x"])))
        for output: NotebookOutput in [
            .stream(.init(name: "stdout", text: "a")), .stream(.init(name: "stdout", text: "b\n")),
            .stream(.init(name: "stderr", text: "e")), .stream(.init(name: "stdout", text: "c")), display, display,
            .stream(.init(name: "stdout", text: "d")),
        ] {
            cell.append(output)
        }
        #expect(
            cell.outputs == [
                .stream(.init(name: "stdout", text: "ab\n")), .stream(.init(name: "stderr", text: "e")),
                .stream(.init(name: "stdout", text: "c")), display, display, .stream(.init(name: "stdout", text: "d")),
            ])
        cell.executionCount = 4
        cell.clearOutputs()
        #expect(cell.outputs.isEmpty)
        #expect(cell.executionCount == nil)
    }

    @Test("a hundred thousand small texts are joined in no time")
    func appendingMany() {
        var cell = NotebookCell(kind: .code, source: "")
        let time = ContinuousClock().measure {
            for _ in 0..<100_000 { cell.append(.stream(.init(name: "stdout", text: "0123456789\n"))) }
        }
        #expect(cell.outputs.count == 1)
        #expect(time < .seconds(10))
    }
}
