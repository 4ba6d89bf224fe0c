"""The clients that people use: nbclient, papermill, nbconvert, and JupyterLab in a browser."""

import contextlib
import json
import os

import nbformat
import pytest

from harness.browser import Lab
from harness.notebooks import load, output_text, output_texts, save, text_cell
from harness.run import Program, free_ports
from harness.surroundings import VENV, Surroundings

TRAP = "let small = [1]\nprint(small[small.count])"


@pytest.fixture
def tool(cache):
    """A function that runs a program of the project's Python environment; nothing of it may be left."""
    program = Program(cache)

    def run(name, *arguments, **options):
        program.program = VENV / "bin" / name
        return program(*arguments, **options)

    run.folder = program.folder
    yield run
    try:
        program.surroundings.check()
    finally:
        program.surroundings.remove()


def test_nbclient_executes_a_notebook(tool):
    save(tool.folder / "in.ipynb", text_cell("# Title"), "var n = 41", 'print("text")\nn + 1',
         'display(HTML("<b>x</b>"))')
    tool("jupyter", "execute", "in.ipynb", "--output", "out.ipynb").expect(0)
    document = load(tool.folder / "out.ipynb")
    assert [output_text(cell) for cell in document.cells] == ["", "", "text\n42\n", "<b>x</b>\n"]
    assert document.metadata.language_info.name == "swift"
    assert [cell.get("execution_count") for cell in document.cells] == [None, 1, 2, 3]


def test_nbclient_stops_at_a_failing_cell_and_goes_on_when_allowed(tool):
    save(tool.folder / "in.ipynb", "let a = 1", TRAP, "a + 1")
    ended = tool("jupyter", "execute", "in.ipynb", "--output", "out.ipynb")
    assert ended.code != 0 and "out of range" in ended.err
    tool("jupyter", "execute", "in.ipynb", "--allow-errors", "--output", "out.ipynb").expect(0)
    texts = output_texts(tool.folder / "out.ipynb")
    assert "out of range" in texts[1] and texts[2] == "2\n"


def test_nbclient_interrupts_a_cell_at_its_time_limit(tool):
    save(tool.folder / "in.ipynb", "while true {}")
    ended = tool("jupyter", "execute", "in.ipynb", "--timeout", "2", timeout=40)
    assert ended.code != 0 and "timeout" in ended.err.lower()


# papermill knows no Swift by itself; this is the way its documentation names to teach it a language.
PAPERMILL = """
import papermill
from papermill.translators import Translator, papermill_translators

class SwiftTranslator(Translator):
    @classmethod
    def comment(cls, text):
        return "// " + text

    @classmethod
    def assign(cls, name, text):
        return f"let {name} = {text}"

papermill_translators.register("swift", SwiftTranslator)
papermill.execute_notebook("in.ipynb", "out.ipynb", {"city": "Bergen", "days": 4}, progress_bar=False)
"""


def test_papermill_puts_in_parameters_and_executes(tool):
    save(tool.folder / "in.ipynb", ("parameters", 'let city = "Oslo"\nlet days = 3\nlet share = 0.5'),
         'print("\\(city) \\(days * 2) \\(share)")')
    tool("python", "-c", PAPERMILL).expect(0)
    document = load(tool.folder / "out.ipynb")
    assert [cell.metadata.get("tags") for cell in document.cells] == [["parameters"], ["injected-parameters"], []]
    assert output_text(document.cells[2]) == "Bergen 8 0.5\n"
    assert document.metadata.papermill.exception is None


def test_papermill_marks_the_cell_that_failed(tool):
    save(tool.folder / "in.ipynb", "1", TRAP, "3")
    ended = tool("papermill", "in.ipynb", "out.ipynb")
    assert ended.code == 1 and "out of range" in ended.err
    document = nbformat.read(tool.folder / "out.ipynb", as_version=4)
    assert document.metadata.papermill.exception is True
    states = [cell.metadata.papermill.status for cell in document.cells if "papermill" in cell.metadata]
    assert states.count("failed") == 1 and states[-1] == "pending"


def test_nbconvert_executes_into_a_notebook_and_a_page(tool):
    save(tool.folder / "in.ipynb", text_cell("# A *title*"), 'print("from stdout")', "(1...3).map { $0 * 2 }")
    tool("jupyter", "nbconvert", "--execute", "--to", "notebook", "--output", "out.ipynb", "in.ipynb").expect(0)
    assert output_texts(tool.folder / "out.ipynb") == ["from stdout\n", "[2, 4, 6]\n"]
    tool("jupyter", "nbconvert", "--execute", "--to", "html", "in.ipynb").expect(0)
    page = (tool.folder / "in.html").read_text()
    assert "[2, 4, 6]" in page and "highlight" in page


def test_nbconvert_makes_a_swift_file(tool):
    save(tool.folder / "in.ipynb", "let a = 1")
    tool("jupyter", "execute", "--inplace", "in.ipynb").expect(0)
    tool("jupyter", "nbconvert", "--to", "script", "in.ipynb").expect(0)
    assert "let a = 1" in (tool.folder / "in.swift").read_text()


def test_the_kernel_is_listed_with_its_logo(tool):
    listed = tool("jupyter", "kernelspec", "list", "--json").expect(0)
    kernel = json.loads(listed.out)["kernelspecs"]["swiftlet"]
    assert (kernel["spec"]["display_name"], kernel["spec"]["language"]) == ("Swift (Swiftlet)", "swift")
    assert {"logo-svg.svg", "logo-64x64.png"} <= set(os.listdir(kernel["resource_dir"]))


def test_nbclient_and_nbrun_show_the_same(tool, nbrun):
    cells = ['print("a")\n1 + 1', 'display(HTML("<i>x</i>"))', "let t: Int? = nil\nt", "throw CancellationError()"]
    save(tool.folder / "in.ipynb", *cells)
    save(nbrun.folder / "in.ipynb", *cells)
    tool("jupyter", "execute", "in.ipynb", "--allow-errors", "--output", "out.ipynb").expect(0)
    nbrun("in.ipynb", "--allow-errors", "-o", "out.ipynb").expect(1)
    ours, theirs = load(nbrun.folder / "out.ipynb"), load(tool.folder / "out.ipynb")
    assert [cell.outputs for cell in ours.cells] == [cell.outputs for cell in theirs.cells]


# MARK: JupyterLab


@pytest.fixture(scope="module")
def lab(cache):
    surroundings = Surroundings(cache)
    lab = Lab(surroundings, free_ports(1)[0])
    yield lab
    try:
        lab.stop()
        # Chromium leaves folders of its own in TMPDIR; of the kernels nothing may be left.
        alive = [process.name() for process in surroundings.wait_until_gone(10)]
        left = [name for name in surroundings.leftovers() if "swiftlet" in name]
        assert (alive, left) == ([], [])
    finally:
        surroundings.remove()


@pytest.fixture
def opened(lab, request):
    """A function that opens a new notebook with these cells."""
    names = []

    def open_notebook(*cells):
        names.append(f"{request.node.name}.ipynb")
        save(lab.surroundings.work / names[0], *cells)
        lab.open(names[0])
        return lab

    yield open_notebook
    lab.command("docmanager:save")
    for name in names:
        lab.close(name)


def test_lab_runs_all_cells(opened):
    lab = opened(text_cell("# Title"), "let n = 6", 'print("text")\nn * 7', 'display(HTML("<b id=\'bold\'>bold</b>"))')
    lab.command("notebook:run-all-cells")
    lab.wait_for_prompts("[1]:", "[2]:", "[3]:")
    lab.wait(lambda: lab.outputs()[2] == "bold", "the last output")
    assert [text.split() for text in lab.outputs()] == [[], ["text", "42"], ["bold"]]
    assert '<b id="bold">' in [cell["html"] for cell in lab.cells()][3]
    assert "Swift (Swiftlet)" in lab.browser.page_source
    assert lab.browser.execute_script("return document.querySelectorAll('.jp-CodeCell .cm-line span').length") > 0


def test_lab_restarts_and_runs_all(opened):
    lab = opened("var n = 1", "n += 1\nn")
    lab.command("notebook:run-all-cells")
    lab.wait_for_prompts("[1]:", "[2]:")
    lab.command("notebook:run-cell")
    lab.wait(lambda: lab.prompts()[1] == "[3]:" and lab.outputs()[1].strip() == "3", "the cell to run again")
    lab.command("runmenu:restart-and-run-all")
    lab.accept()
    lab.wait_for_prompts("[1]:", "[2]:")
    assert lab.wait(lambda: lab.outputs()[1].strip() == "2", "the value after the restart")


def test_lab_interrupts_a_loop_and_the_session_goes_on(opened):
    lab = opened("var kept = 5", 'kept += 1\nprint("running")\nwhile true {}')
    lab.command("notebook:run-all-cells")
    lab.wait(lambda: lab.prompts() == ["[1]:", "[*]:"] and "running" in lab.outputs()[1], "the loop to run")
    lab.command("kernelmenu:interrupt")
    lab.wait_for_prompts("[1]:", "[2]:")
    assert lab.wait(lambda: "interrupt" in lab.outputs()[1].lower(), "the error")
    lab.command("notebook:insert-cell-below")
    type_and_run(lab, 2, "kept")
    assert lab.wait(lambda: lab.outputs()[2].strip() == "6", "the next cell's result")


def test_lab_shows_a_trap_and_runs_the_next_cell(opened):
    lab = opened("let before = [1, 2]", TRAP, "before.count")
    lab.command("notebook:run-cell-and-select-next")
    lab.command("notebook:run-cell-and-select-next")
    lab.wait_for_prompts("[1]:", "[2]:", "[ ]:")
    lab.wait(lambda: "out of range" in lab.outputs()[1], "the error")
    assert "In[2]:2" in lab.outputs()[1] and "^" in lab.outputs()[1]
    lab.command("notebook:run-cell")
    lab.wait_for_prompts("[1]:", "[2]:", "[3]:")
    assert lab.outputs()[2].strip() == "2"


def test_lab_completes_names_and_asks_for_input(opened):
    lab = opened("let aLongName = 7", 'let line = readLine()\nprint("got", line ?? "-")')
    lab.command("notebook:run-all-cells")
    box = lab.wait(lambda: lab.browser.find_elements("css selector", "input.jp-Stdin-input"), "the input box")[0]
    box.send_keys("typed\n")
    lab.wait_for_prompts("[1]:", "[2]:")
    assert lab.wait(lambda: "got typed" in lab.outputs()[1], "the answer")
    lab.command("notebook:insert-cell-below")
    edit(lab, 2, "aLongN")
    lab.wait(lambda: cell_text(lab, 2) == "aLongN", "the typed text")

    def completed_after_a_press():
        lab.command("completer:invoke-notebook")
        with contextlib.suppress(AssertionError):
            shown = lambda: shown_text(lab, ".jp-Completer-match") + cell_text(lab, 2)  # noqa: E731
            return lab.wait(lambda: "aLongName" in shown(), "the name", seconds=3)

    assert lab.wait(completed_after_a_press, "a completion")


def shown_text(lab, selector):
    return "\n".join(element.text for element in lab.browser.find_elements("css selector", selector))


def cell_text(lab, index):
    return lab.browser.find_elements("css selector", ".jp-CodeCell .cm-content")[index].text


def edit(lab, index, text):
    """Types into a cell, as a person does."""
    find = lab.browser.find_elements
    editor = lab.wait(lambda: find("css selector", ".jp-CodeCell .cm-content")[index:], "the cell")[0]
    editor.click()
    editor.send_keys(text)


def type_and_run(lab, index, text):
    edit(lab, index, text)
    lab.command("notebook:run-cell")


def test_lab_saves_a_valid_notebook(opened, lab):
    opened('print("kept")')
    lab.command("notebook:run-all-cells")
    lab.wait_for_prompts("[1]:")
    lab.command("docmanager:save")
    path = lab.surroundings.work / "test_lab_saves_a_valid_notebook.ipynb"
    lab.wait(lambda: output_texts(path) == ["kept\n"], "the saved outputs")
    document = load(path)
    assert document.metadata.kernelspec.name == "swiftlet" and document.metadata.language_info.name == "swift"
