"""Parameters of nbrun: as papermill has them, and typed."""

import json

import pytest

from harness.notebooks import load, output_texts, save

DEFAULTS = """let count = 1
let share = 0.5
let name = "x"
let verbose = false
var day: String? = nil
let sizes = [1, 2]
let limit: Double = 3
let since = "2026-01-01" // with a comment"""
SHOW = "print(count, share, name, verbose, day ?? \"-\", sizes, limit, separator: \"|\")"


@pytest.fixture
def parametrised(nbrun):
    """Runs the notebook with arguments; `.text` is what it printed."""
    save(nbrun.folder / "in.ipynb", "// before", ("parameters", DEFAULTS), SHOW)

    def run(*arguments, code=0, words=()):
        ended = nbrun("in.ipynb", "-o", "out.ipynb", *arguments).expect(code, *words)
        ended.text = output_texts(nbrun.folder / "out.ipynb")[-1].strip() if code == 0 else None
        return ended

    run.folder = nbrun.folder
    return run


def test_without_parameters_the_defaults_hold_and_no_cell_is_added(parametrised):
    assert parametrised().text == "1|0.5|x|false|-|[1, 2]|3.0"
    assert len(load(parametrised.folder / "out.ipynb").cells) == 3


def test_each_type_is_read_from_the_command_line(parametrised):
    ended = parametrised("-p", "count", "-7", "-p", "share", "2", "-p", "name", "12", "-p", "verbose", "true",
                         "-p", "day", "today", "-p", "sizes", "[3, 4, 5]", "--parameter", "limit", "1e3")
    assert ended.text == "-7|2.0|12|true|today|[3, 4, 5]|1000.0"


@pytest.mark.parametrize("text", ['a "quoted" \\(count) \\ text', "two\nlines", "", "-p", "=", "naïve 👩‍👩‍👧", "'",
                                  "--", '"""', "\t"])
def test_text_reaches_the_cell_as_it_is(parametrised, text):
    ended = parametrised("-p", "name", text)
    assert ended.text == f"1|0.5|{text}|false|-|[1, 2]|3.0"


def test_the_injected_cell_follows_the_tagged_one(parametrised):
    parametrised("-p", "count", "5")
    cells = load(parametrised.folder / "out.ipynb").cells
    assert [cell.metadata.get("tags") for cell in cells] == [None, ["parameters"], ["injected-parameters"], None]
    assert cells[1].source == DEFAULTS and "count = 5" in cells[2].source and "share" not in cells[2].source


def test_running_the_output_again_replaces_the_injected_cell(parametrised, nbrun):
    parametrised("-p", "count", "5")
    nbrun("out.ipynb", "-o", "again.ipynb", "-p", "share", "9").expect(0)
    assert output_texts(nbrun.folder / "again.ipynb")[-1].strip() == "1|9.0|x|false|-|[1, 2]|3.0"
    assert len(load(nbrun.folder / "again.ipynb").cells) == 4


def test_the_last_of_equal_names_wins(parametrised):
    assert parametrised("-p", "count", "5", "-p", "count", "6").text.startswith("6|")


@pytest.mark.parametrize("name, text", [
    ("p.yaml", "count: 4\nshare: 1.5\nname: from file\nverbose: yes\nday: null\nsizes:\n  - 9\n"),
    ("p.json", json.dumps({"count": 4, "share": 1.5, "name": "from file", "verbose": True, "day": None, "sizes": [9]})),
])
def test_a_file_gives_parameters_with_types(parametrised, name, text):
    (parametrised.folder / name).write_text(text)
    assert parametrised("-f", name).text == "4|1.5|from file|true|-|[9]|3.0"


def test_the_command_line_wins_over_files_and_later_files_over_earlier(parametrised):
    (parametrised.folder / "a.yaml").write_text("count: 2\nname: a\nshare: 1")
    (parametrised.folder / "b.yaml").write_text("name: b\nshare: 2")
    assert parametrised("-p", "share", "3", "-f", "a.yaml", "-f", "b.yaml").text == "2|3.0|b|false|-|[1, 2]|3.0"


def test_an_empty_file_gives_no_parameters(parametrised):
    (parametrised.folder / "p.yaml").write_text("# nothing yet\n")
    assert parametrised("-f", "p.yaml").text.startswith("1|")


@pytest.mark.parametrize("text, words", [
    ("a: [1", ["p.yaml", "line"]), ("- 1\n- 2", ["p.yaml", "mapping"]), ("just text", ["p.yaml", "mapping"]),
    ("\tcount: 1", ["p.yaml"]), ("count: 1\ncount: 2", ["p.yaml", "count"]),
])
def test_a_broken_file_is_named(parametrised, text, words):
    (parametrised.folder / "p.yaml").write_text(text)
    ended = parametrised("-f", "p.yaml", code=2, words=words)
    assert not (parametrised.folder / "out.ipynb").exists() and ended.out == ""


def test_an_unknown_name_lists_the_known_ones(parametrised):
    ended = parametrised("-p", "cout", "5", code=2, words=["no parameter cout", "Did you mean count", "day: String?"])
    for known in ("count", "share", "name", "verbose", "day", "sizes", "limit", "since"):
        assert known in ended.err
    assert not (parametrised.folder / "out.ipynb").exists()


@pytest.mark.parametrize("name, value, kind", [
    ("count", "many", "Int"), ("count", "1.5", "Int"), ("count", "", "Int"), ("count", "9" * 30, "Int"),
    ("share", "half", "Double"), ("share", "nan", "Double"), ("verbose", "perhaps", "Bool"), ("sizes", "3", "[Int]"),
    ("sizes", "[a]", "[Int]"), ("limit", "x", "Double")])
def test_a_value_of_the_wrong_type_tells_the_type_and_lists_the_known_parameters(parametrised, name, value, kind):
    ended = parametrised("-p", name, value, code=2, words=[f"parameter {name}", f"'{value}'", kind])
    for known in ("count", "share", "name", "verbose", "day", "sizes", "limit"):
        assert known in ended.err


@pytest.mark.parametrize("text", ["count: many", "count: '5'", "count: 1.5", "name: 5", "verbose: 1", "sizes: [a]"])
def test_a_value_of_the_wrong_type_in_a_file_is_an_error(parametrised, text):
    (parametrised.folder / "p.yaml").write_text(text)
    ended = parametrised("-f", "p.yaml", code=2, words=["parameter " + text.split(":")[0]])
    assert ended.out == ""


def test_a_notebook_without_a_tagged_cell_says_how_to_make_one(nbrun):
    save(nbrun.folder / "in.ipynb", "let count = 1")
    nbrun("in.ipynb", "-p", "count", "2").expect(2, "in.ipynb", "no parameters", "Tag")
    assert nbrun("in.ipynb").expect(0).out == ""


def test_parameters_of_a_percent_file(nbrun):
    (nbrun.folder / "in.swift").write_text('// %% tags=["parameters"]\nlet count = 1\n\n// %%\nprint(count * 10)\n')
    assert nbrun("in.swift", "-p", "count", "4").expect(0).out == "40\n"


def test_check_compiles_with_the_parameters(nbrun):
    save(nbrun.folder / "in.ipynb", ("parameters", "let count = 1"), "let text: String = \"\\(count)\"")
    nbrun("in.ipynb", "--check", "-p", "count", "4").expect(0)
    ended = nbrun("in.ipynb", "--check", "-p", "count", "four").expect(2, "count", "Int")
    assert ended.out == ""
