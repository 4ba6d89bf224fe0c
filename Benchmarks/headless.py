"""Notebooks run from the shell: nbrun beside papermill and nbconvert, and nbrun's check beside its run."""

import pathlib

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from measure import OURS, PEER, ROOT, VENV, NotAvailable, Program, Row, Target, alternate, cache_folder, summary

RUNS = 5
QUICKSTART = ROOT / "notebooks/quickstart.ipynb"
HERE = pathlib.Path(__file__).parent


def make_notebook(path, language, kernel):
    """The ten cells of ten_cells.swift or ten_cells.py as a notebook."""
    suffix, comment = {"swift": (".swift", "//"), "python": (".py", "#")}[language]
    text = (HERE / "notebooks" / f"ten_cells{suffix}").read_text()
    cells = [new_code_cell(cell.strip()) for cell in text.split(f"{comment} %%\n")[1:]]
    assert len(cells) == 10, f"{len(cells)} cells"
    metadata = {"kernelspec": {"name": kernel, "display_name": kernel, "language": language}}
    nbformat.write(new_notebook(cells=cells, metadata=metadata), path)


def last_output(path):
    """The text that the last cell printed."""
    return "".join(output["text"] for output in nbformat.read(path, as_version=4).cells[-1].outputs)


class Peer:
    """A program that runs the Python notebook by ipykernel. It keeps its folders, so that it starts warm."""

    def __init__(self, program, *arguments):
        self.run = Program(cache="unused")
        self.run.program = VENV / "bin" / program
        self.arguments = arguments
        make_notebook(self.run.folder / "in.ipynb", "python", PEER)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.run.surroundings.remove()

    def seconds(self, _=0):
        return self.run(*self.arguments).expect(0).seconds

    def printed(self):
        """What the last cell printed; a first run, not measured."""
        self.seconds()
        return last_output(self.run.folder / "out.ipynb")


def first_and_again():
    """Seconds of nbrun with an empty cache, and a second time; and what the last cell printed."""
    with cache_folder() as cache:
        run = Program(cache)
        try:
            make_notebook(run.folder / "in.ipynb", "swift", OURS)
            times = [run("in.ipynb", "-o", "out.ipynb").expect(0).seconds for _ in range(2)]
            return *times, last_output(run.folder / "out.ipynb")
        finally:
            run.surroundings.remove()


def benchmark_nbrun():
    """Ten cells run from the shell, the same in Swift and in Python."""
    with (
        Peer("papermill", "in.ipynb", "out.ipynb") as papermill,
        Peer("jupyter-nbconvert", "--to", "notebook", "--execute", "in.ipynb", "--output", "out.ipynb") as nbconvert,
    ):
        printed = {first_and_again()[-1], papermill.printed(), nbconvert.printed()}
        assert len(printed) == 1, f"the notebooks are not the same: {printed}"
        ours, by_papermill, by_nbconvert = alternate(
            RUNS, lambda _: first_and_again()[:2], papermill.seconds, nbconvert.seconds)
    first, again = zip(*ours)
    return [
        Row("nbrun of a 10-cell notebook, first", first, by_papermill, "papermill", Target(2.0)),
        Row("nbrun of a 10-cell notebook, first", first, by_nbconvert, "nbconvert --execute", Target(2.0)),
        Row("nbrun of a 10-cell notebook, again", again, by_papermill, "papermill", Target(0.5)),
        Row("nbrun of a 10-cell notebook, again", again, by_nbconvert, "nbconvert --execute", Target(0.5)),
    ]


def quickstart(*arguments):
    """Seconds of nbrun on the quickstart with an empty cache."""
    with cache_folder() as cache:
        run = Program(cache)
        try:
            return run(*arguments, QUICKSTART, timeout=300).expect(0).seconds
        finally:
            run.surroundings.remove()


def benchmark_check():
    """Checking the quickstart notebook beside running it."""
    if not QUICKSTART.exists():
        raise NotAvailable("notebooks/quickstart.ipynb does not exist yet")
    check, run = alternate(RUNS, lambda _: quickstart("--check"), lambda _: quickstart("-o", "out.ipynb"))
    half = summary(run, "median") / 2
    return [Row("nbrun --check of quickstart", check, run, "nbrun running it", Target(half, "half its run time"))]
