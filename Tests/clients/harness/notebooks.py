"""Notebooks for tests: made from a few lines, read back with their outputs as text."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

KERNELSPEC = {"name": "swiftlet", "display_name": "Swift (Swiftlet)", "language": "swift"}


def notebook(*cells, **metadata):
    """A notebook of cells: text is code, `("tag", text)` code with a tag, a dictionary a cell as it is."""
    made = []
    for cell in cells:
        if isinstance(cell, tuple):
            made.append(new_code_cell(cell[1], metadata={"tags": [cell[0]]}))
        else:
            made.append(new_code_cell(cell) if isinstance(cell, str) else cell)
    return new_notebook(cells=made, metadata={"kernelspec": dict(KERNELSPEC), **metadata})


def text_cell(text, **more):
    return new_markdown_cell(text, **more)


def save(path, *cells, **metadata):
    """Writes a notebook of these cells; returns its path."""
    nbformat.write(notebook(*cells, **metadata), path)
    return path


def load(path):
    """Reads a notebook that must be valid as it stands in the file."""
    document = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(document)
    assert (document.nbformat, document.nbformat_minor) == (4, 5)
    return document


def output_text(cell):
    """What a cell's outputs say as text, in order."""
    text = ""
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            text += output.text
        elif output.output_type == "error":
            text += f"{output.ename}: {output.evalue}\n"
        else:
            text += output.data.get("text/plain", output.data.get("text/html", "")) + "\n"
    return text


def output_texts(path):
    """The outputs of the code cells of a valid notebook."""
    return [output_text(cell) for cell in load(path).cells if cell.cell_type == "code"]
