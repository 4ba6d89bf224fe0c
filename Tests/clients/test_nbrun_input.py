"""What nbrun reads: notebooks of every 4.x, scripts, standard input, and broken files of every kind."""

import json
import os

import nbformat
import pytest

from harness.notebooks import KERNELSPEC, load, notebook, output_text, output_texts, save, text_cell


def code(source="1", **changes):
    cell = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": source, **changes}
    return {name: value for name, value in cell.items() if value is not None or name == "execution_count"}


def raw(*cells, **changes):
    document = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 4, **changes}
    return {name: value for name, value in document.items() if value is not None}


OLD = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""},
       "worksheets": [{"cells": [{"cell_type": "code", "input": "1", "outputs": [], "language": "python"}]}]}

BROKEN = {
    "empty": ("", ["empty"]),
    "blank": (" \n\n", ["empty"]),
    "not JSON": ('{"cells": [', ["line 1"]),
    "a comma too much": ('{\n "cells": [],\n}', ["line 3"]),
    "plain text": ("hello", ["line 1"]),
    "a list": ("[]", ["notebook"]),
    "a number": ("3", ["notebook"]),
    "binary": ("\x00\x01\x02", ["not text"]),
    "merge conflict": ('{\n<<<<<<< HEAD\n "cells": []\n=======\n>>>>>>> x\n}', ["line 2", "merge conflict"]),
    "other JSON": ('{"name": "package", "version": "1"}', ["not a notebook", "nbformat"]),
    "format 3": (json.dumps(OLD), ["format 3", "nbconvert"]),
    "format 5": (json.dumps(raw(nbformat=5)), ["format 5", "newer"]),
    "format is text": (json.dumps(raw(nbformat="4")), ["nbformat", "whole number"]),
    "no cells": (json.dumps(raw(cells=None)), ["cells", "missing"]),
    "cells are an object": (json.dumps(raw(cells={})), ["cells", "array"]),
    "metadata is a list": (json.dumps(raw(metadata=[])), ["metadata", "object"]),
    "a cell is text": (json.dumps(raw(code(), "text")), ["cells[1]", "object"]),
    "a cell without a type": (json.dumps(raw(code(), code(cell_type=None))), ["cells[1].cell_type", "missing"]),
    "a cell with a number for its type": (json.dumps(raw(code(cell_type=7))), ["cells[0].cell_type", "string"]),
    "a cell without a source": (json.dumps(raw(code(), code(source=None))), ["cells[1].source", "missing"]),
    "a source that is a number": (json.dumps(raw(code(source=5))), ["cells[0].source", "string"]),
    "a source with a number in it": (json.dumps(raw(code(source=["a", 5]))), ["cells[0].source"]),
    "tags that are text": (json.dumps(raw(code(metadata={"tags": "parameters"}))), ["cells[0].metadata.tags"]),
    "outputs that are text": (json.dumps(raw(code(outputs="x"))), ["cells[0].outputs", "array"]),
    "an output without a type": (json.dumps(raw(code(outputs=[{}]))), ["cells[0].outputs[0].output_type", "missing"]),
    "a stream without text": (
        json.dumps(raw(code(outputs=[{"output_type": "stream", "name": "stdout"}]))), ["cells[0].outputs[0].text"]),
    "an unknown kind of cell": (json.dumps(raw(code(cell_type="quiz"))), ["cells[0].cell_type", "quiz"]),
    "nested too deeply": ('{"cells": ' + "[" * 100_000, ["deep"]),
}


@pytest.mark.parametrize("text, words", BROKEN.values(), ids=[name.replace(" ", "-") for name in BROKEN])
def test_a_broken_notebook_is_named_with_the_place(nbrun, text, words):
    (nbrun.folder / "in.ipynb").write_text(text)
    ended = nbrun("in.ipynb", "-o", "out.ipynb").expect(2, "in.ipynb", *words)
    assert ended.out == "" and len(ended.err.splitlines()) <= 2
    assert os.listdir(nbrun.folder) == ["in.ipynb"]


def test_bytes_that_are_not_utf8_are_named_with_the_place(nbrun):
    (nbrun.folder / "in.ipynb").write_bytes(json.dumps(raw(code("abc"))).encode().replace(b"abc", b"a\xff\xfec"))
    ended = nbrun("in.ipynb").expect(2, "in.ipynb", "line 1", "UTF-8")
    assert ended.out == ""


def test_files_that_cannot_be_read_are_named(nbrun):
    (nbrun.folder / "folder.ipynb").mkdir()
    (nbrun.folder / "link.ipynb").symlink_to("nowhere")
    nbrun("folder.ipynb").expect(2, "folder.ipynb", "directory")
    nbrun("link.ipynb").expect(2, "link.ipynb", "No such file")
    nbrun("/proc/self/mem").expect(2, "/proc/self/mem", "Input/output error")
    ended = nbrun("in.ipynb/x").expect(2, "in.ipynb/x")
    assert ended.out == ""


def test_a_file_without_permission_is_named(nbrun):
    save(nbrun.folder / "in.ipynb", "1").chmod(0)
    nbrun.folder.parent.chmod(0o711)
    # Root may read everything, so the program runs as nobody then.
    user = {"user": 65534} if os.geteuid() == 0 else {}
    ended = nbrun("in.ipynb", **user).expect(2, "in.ipynb", "Permission denied", "permissions")
    assert ended.out == ""


def test_a_notebook_of_another_language_is_refused(nbrun):
    save(nbrun.folder / "in.ipynb", "print(1)", kernelspec={**KERNELSPEC, "name": "python3", "language": "python"})
    ended = nbrun("in.ipynb", "-o", "out.ipynb").expect(2, "in.ipynb", "python")
    assert os.listdir(nbrun.folder) == ["in.ipynb"] and ended.out == ""


# MARK: what is read well


@pytest.mark.parametrize("minor", range(6))
def test_every_minor_version_of_format_4_is_run_and_written_as_4_5(nbrun, minor):
    cell = {**code("6 * 7"), **({"id": "mine"} if minor == 5 else {})}
    (nbrun.folder / "in.ipynb").write_text(json.dumps(raw(cell, nbformat_minor=minor)))
    nbrun("in.ipynb", "-o", "out.ipynb").expect(0)
    document = load(nbrun.folder / "out.ipynb")
    assert output_text(document.cells[0]) == "42\n"
    assert document.cells[0].id == "mine" or minor < 5


def test_a_notebook_without_cells_runs_to_a_valid_one(nbrun):
    save(nbrun.folder / "in.ipynb")
    nbrun("in.ipynb", "-o", "out.ipynb").expect(0)
    assert load(nbrun.folder / "out.ipynb").cells == []


def test_sources_may_be_lists_of_lines_and_the_file_may_begin_with_a_mark(nbrun):
    text = json.dumps(raw(code(["let a = 1\r\n", "a + 1"])))
    (nbrun.folder / "in.ipynb").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert nbrun("in.ipynb").expect(0).out == "2\n"


def test_what_swiftlet_does_not_know_is_kept(nbrun):
    pixel = "iVBORw0KGgo="
    cells = [
        text_cell("![x](attachment:x.png)", attachments={"x.png": {"image/png": pixel}},
                  metadata={"mine": {"deep": [1]}}),
        {**code("1"), "id": "kept", "metadata": {"collapsed": True, "jupyter": {"source_hidden": True}, "own": 5}},
        nbformat.v4.new_raw_cell("<raw>", metadata={"format": "text/html"}),
    ]
    document = notebook(*cells[:1], extension={"numbers": [1, 2.5, 1e300, "ü"]}, title="A title")
    document.cells += [nbformat.from_dict(cell) for cell in cells[1:]]
    (nbrun.folder / "in.ipynb").write_text(json.dumps(document))
    nbrun("in.ipynb", "-o", "out.ipynb").expect(0)
    after = load(nbrun.folder / "out.ipynb")
    assert after.metadata == document.metadata
    for was, now in zip(document.cells, after.cells, strict=True):
        assert (now.id, now.metadata, now.source) == (was.id, was.metadata, was.source)
    assert after.cells[0].attachments == {"x.png": {"image/png": pixel}}
    assert list(json.loads((nbrun.folder / "out.ipynb").read_text())["metadata"]) == sorted(document.metadata)


@pytest.mark.parametrize("number", ["12345678901234567890", "0.1000", "1E5", "-0.0", "9007199254740993"])
def test_numbers_in_metadata_keep_their_value(nbrun, number):
    text = json.dumps(raw(code(), metadata={"n": "N"})).replace('"N"', number)
    (nbrun.folder / "in.ipynb").write_text(text)
    nbrun("in.ipynb", "-o", "out.ipynb").expect(0)
    assert str(load(nbrun.folder / "out.ipynb").metadata["n"]) == str(json.loads(number))


def test_a_notebook_comes_from_standard_input(nbrun):
    text = json.dumps(notebook("let a = 20", "a + 1"))
    assert nbrun("-", input=text).expect(0).out == "21\n"
    nbrun("-", "-o", "out.ipynb", input=text).expect(0)
    assert output_texts(nbrun.folder / "out.ipynb") == ["", "21\n"]


@pytest.mark.parametrize("text, words", [("", ["empty"]), ('{"cells": 1}', ["nbformat"]), ("{", ["line 1"])])
def test_broken_standard_input_is_named(nbrun, text, words):
    ended = nbrun("-", input=text).expect(2, "standard input", *words)
    assert ended.out == ""


SCRIPT = """#!/usr/bin/env nbrun
// %% [markdown]
// # Title
//
// Some *text*.

// %%
let a = 1

let b = 2

// %% Named cell
print(a + b)
let text = \"\"\"
// %% not a cell
\"\"\"
text.count
"""


@pytest.mark.parametrize("by", ["file", "standard input"])
def test_a_swift_file_in_percent_format_is_run(nbrun, by):
    (nbrun.folder / "in.swift").write_text(SCRIPT)
    if by == "file":
        nbrun("in.swift", "-o", "out.ipynb").expect(0, "cell 2 of 2")
    else:
        nbrun("-", "-o", "out.ipynb", input=SCRIPT).expect(0, "cell 2 of 2")
    document = load(nbrun.folder / "out.ipynb")
    assert [cell.cell_type for cell in document.cells] == ["markdown", "code", "code"]
    assert document.cells[0].source == "# Title\n\nSome *text*."
    assert document.cells[1].source == "let a = 1\n\nlet b = 2"
    assert output_text(document.cells[2]) == "3\n16\n"


def test_the_notebook_made_of_a_script_opens_with_the_swift_kernel(nbrun):
    (nbrun.folder / "in.swift").write_text("// %%\n1\n")
    nbrun("in.swift", "-o", "out.ipynb").expect(0)
    assert dict(load(nbrun.folder / "out.ipynb").metadata.get("kernelspec", {})) == KERNELSPEC


def test_a_swift_file_without_marks_is_one_cell(nbrun):
    (nbrun.folder / "in.swift").write_text("// only Swift\nfunc f() -> Int { 5 }\nprint(f())\n")
    assert nbrun("in.swift").expect(0).out == "5\n"


def test_an_error_in_a_script_names_its_cell_and_line(nbrun):
    (nbrun.folder / "in.swift").write_text("// %%\nlet a = 1\n// %%\n\nlet b: String = a\n")
    ended = nbrun("in.swift").expect(1, "In[2]:2:17", "cannot convert")
    assert "let b: String = a" in ended.err
