import Essentials
import Notebook
import Testing

@Suite("Files that are no valid notebooks")
struct NotebookErrorTests {
    @Test(
        "a file that is no notebook is refused with a reason",
        arguments: [
            ("", NotebookError.notANotebook, nil), (" \n\t", NotebookError.notANotebook, nil),
            ("\u{0}PNG", NotebookError.notANotebook, nil), ("[]", NotebookError.notANotebook, nil),
            ("\"text\"", NotebookError.notANotebook, nil), ("{}", NotebookError.notANotebook, nil),
            ("{\"cells\": []}", NotebookError.notANotebook, nil), ("{", NotebookError.badJSON, "line 1, column 2"),
            ("import Swiftlet\n", NotebookError.badJSON, "line 1, column 1"),
            ("{\n \"cells\": [\n  1 2\n ]}", NotebookError.badJSON, "line 3, column 5"),
            (#"{"nbformat": 3, "worksheets": []}"#, NotebookError.unsupportedFormat, "nbformat"),
            (#"{"nbformat": 5, "cells": []}"#, NotebookError.unsupportedFormat, "nbformat"),
            (#"{"nbformat": "4", "cells": []}"#, NotebookError.badField, "nbformat"),
            (#"{"nbformat": 4, "nbformat_minor": -1, "cells": []}"#, NotebookError.badField, "nbformat_minor"),
            (#"{"nbformat": 4, "nbformat_minor": 1.5, "cells": []}"#, NotebookError.badField, "nbformat_minor"),
            (#"{"nbformat": 4, "nbformat_minor": 5}"#, NotebookError.missingField, "cells"),
            (#"{"nbformat": 4, "nbformat_minor": 5, "cells": {}}"#, NotebookError.badField, "cells"),
            (#"{"nbformat": 4, "nbformat_minor": 5, "cells": [], "metadata": 1}"#, NotebookError.badField, "metadata"),
        ] as [(String, String, String?)])
    func whole(text: String, code: String, path: String?) {
        let error = #expect(throws: NotebookError.self) { try NotebookDocument(text) }
        #expect(error?.code == code)
        #expect(error?.path == path)
        #expect(error?.description.hasPrefix(path.map { "test.ipynb, \($0): " } ?? "test.ipynb: ") == true)
    }

    @Test(
        "a broken field is named by its JSON path",
        arguments: [
            ("3", "cells[0]", NotebookError.badField),
            (#"{"metadata": {}, "source": ""}"#, "cells[0].cell_type", NotebookError.missingField),
            (#"{"cell_type": 1}"#, "cells[0].cell_type", NotebookError.badField),
            (#"{"cell_type": "raw"}"#, "cells[0].source", NotebookError.missingField),
            (#"{"cell_type": "raw", "source": 3}"#, "cells[0].source", NotebookError.badField),
            (#"{"cell_type": "raw", "source": ["a", 3]}"#, "cells[0].source", NotebookError.badField),
            (#"{"cell_type": "raw", "metadata": []}"#, "cells[0].metadata", NotebookError.badField),
            (
                #"{"cell_type": "markdown", "source": "", "attachments": {"a b.png": 1}}"#,
                #"cells[0].attachments["a b.png"]"#, NotebookError.badField
            ),
            (
                #"{"cell_type": "code", "source": "", "execution_count": "1"}"#, "cells[0].execution_count",
                NotebookError.badField
            ),
            (#"{"cell_type": "code", "source": "", "outputs": {}}"#, "cells[0].outputs", NotebookError.badField),
        ])
    func cell(text: String, path: String, code: String) {
        let error = #expect(throws: NotebookError.self) { try NotebookDocument(notebook(cell: text)) }
        #expect(error?.path == path)
        #expect(error?.code == code)
    }

    @Test(
        "a broken output is named by its JSON path",
        arguments: [
            ("1", "", NotebookError.badField),
            ("{}", ".output_type", NotebookError.missingField),
            (#"{"output_type": "stream", "text": ""}"#, ".name", NotebookError.missingField),
            (#"{"output_type": "stream", "name": "stdout", "text": null}"#, ".text", NotebookError.badField),
            (#"{"output_type": "display_data"}"#, ".data", NotebookError.missingField),
            (#"{"output_type": "display_data", "data": []}"#, ".data", NotebookError.badField),
            (#"{"output_type": "execute_result", "data": {}, "metadata": 1}"#, ".metadata", NotebookError.badField),
            (#"{"output_type": "error", "ename": "E", "traceback": []}"#, ".evalue", NotebookError.missingField),
            (
                #"{"output_type": "error", "ename": "E", "evalue": "", "traceback": "x"}"#, ".traceback",
                NotebookError.badField
            ),
            (
                #"{"output_type": "error", "ename": "E", "evalue": "", "traceback": ["a", 1]}"#, ".traceback[1]",
                NotebookError.badField
            ),
        ])
    func output(text: String, path: String, code: String) {
        let cells =
            #"{"cell_type": "raw", "source": ""}, {"cell_type": "code", "source": "", "outputs": [\#(text)]}"#
        let error = #expect(throws: NotebookError.self) { try NotebookDocument(notebook(cell: cells)) }
        #expect(error?.path == "cells[1].outputs[0]" + path)
        #expect(error?.code == code)
    }

    @Test("an old format and a merge conflict come with what to do")
    func hints() {
        let old = #expect(throws: NotebookError.self) { try NotebookDocument(#"{"nbformat": 3}"#) }
        #expect(old?.hint?.contains("jupyter nbconvert --to notebook") == true)
        let conflict = #expect(throws: NotebookError.self) {
            try NotebookDocument("{\n<<<<<<< HEAD\n \"cells\": []\n=======\n")
        }
        #expect(conflict?.hint?.contains("merge conflict") == true)
    }

    @Test("a file that cannot be opened is named")
    func missingFile() {
        let error = #expect(throws: (any Error).self) { try NotebookDocument(contentsOf: "/nowhere/a.ipynb") }
        #expect("\(error as Any)".contains("/nowhere/a.ipynb"))
    }

    @Test(
        "validation names what nbformat's schema does not allow",
        arguments: [
            (#""metadata": {"tags": ["a", "a"]}"#, "cells[0].metadata.tags"),
            (#""metadata": {"tags": ["a,b"]}"#, "cells[0].metadata.tags"),
            (#""metadata": {"name": ""}"#, "cells[0].metadata.name"),
            (#""metadata": {"collapsed": 1}"#, "cells[0].metadata.collapsed"),
            (#""metadata": {"scrolled": "x"}"#, "cells[0].metadata.scrolled"),
            (#""metadata": {"jupyter": 1}"#, "cells[0].metadata.jupyter"),
            (#""metadata": {"execution": {"a": 1}}"#, "cells[0].metadata.execution"),
            (#""metadata": {}, "extra": 1"#, "cells[0].extra"),
            (#""metadata": {}, "execution_count": -1"#, "cells[0].execution_count"),
            (#""metadata": {}, "attachments": {}"#, "cells[0].attachments"),
            (
                #""metadata": {}, "outputs": [{"output_type": "display_data", "metadata": {}, "data": {"text/x": 1}}]"#,
                #"cells[0].outputs[0].data["text/x"]"#
            ),
            (#""metadata": {}, "outputs": [{"output_type": "new"}]"#, "cells[0].outputs[0].output_type"),
        ])
    func problems(members: String, path: String) throws {
        let text = notebook(cell: #"{"id": "a", "cell_type": "code", "source": "", \#(members)}"#)
        let document = try NotebookDocument(text)
        #expect(document.problems(name: "n").map(\.path) == [path])
        #expect(try NotebookDocument(document.text) == document)
    }

    @Test("validation checks the notebook's own metadata and members")
    func documentProblems() throws {
        let document = try NotebookDocument(
            #"""
            {"nbformat": 4, "nbformat_minor": 5, "cells": [], "extra": 1,
             "metadata": {"kernelspec": {"name": 1}, "language_info": {"codemirror_mode": 1}, "title": 2}}
            """#)
        #expect(
            document.problems(name: "n").map(\.path) == [
                "extra", "metadata.kernelspec.name", "metadata.kernelspec.display_name",
                "metadata.language_info.name", "metadata.language_info.codemirror_mode", "metadata.title",
            ])
    }
}
