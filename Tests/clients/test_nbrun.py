"""nbrun: its options, its exit codes, and the notebook that it leaves behind."""

import json
import os
import pty
import re
import signal
import time

import pytest

from harness.notebooks import load, output_text, output_texts, save, text_cell
from harness.run import wait_for

LOOP = 'import Glibc\nprint("before")\nfflush(stdout)\nfclose(fopen("on", "w"))\nwhile true {}'


def test_outputs_go_into_the_output_notebook(nbrun):
    source = save(nbrun.folder / "in.ipynb", text_cell("# Title"), "let a = 20", 'print("text")\na * 2', "", "a")
    before = source.read_bytes()
    ended = nbrun("in.ipynb", "-o", "out.ipynb").expect(0, "cell 1 of 3", "cell 3 of 3", "out.ipynb")
    document = load(nbrun.folder / "out.ipynb")
    assert [output_text(cell) for cell in document.cells] == ["", "", "text\n40\n", "", "20\n"]
    assert [cell.get("execution_count") for cell in document.cells] == [None, 1, 2, None, 3]
    assert document.cells[2].outputs[1].execution_count == 2
    assert source.read_bytes() == before and ended.out == ""


def test_without_an_output_notebook_the_terminal_shows_what_cells_print(nbrun):
    source = save(nbrun.folder / "in.ipynb", 'import Glibc\nprint("one")\n_ = fputs("two\\n", stderr)', "1 + 2")
    before = source.read_bytes()
    ended = nbrun("in.ipynb").expect(0)
    assert ended.out == "one\n3\n"
    assert "two" in ended.err and "cell 2 of 2" in ended.err
    assert source.read_bytes() == before and os.listdir(nbrun.folder) == ["in.ipynb"]


def test_old_outputs_are_replaced(nbrun):
    save(nbrun.folder / "in.ipynb", 'print("new")', 'fatalError("stop")', 'print("never")')
    document = load(nbrun.folder / "in.ipynb")
    for cell in document.cells:
        cell.execution_count = 77
        cell.outputs = [{"output_type": "stream", "name": "stdout", "text": "old\n"}]
    (nbrun.folder / "in.ipynb").write_text(json.dumps(document))
    nbrun("in.ipynb", "-o", "in.ipynb").expect(1)
    document = load(nbrun.folder / "in.ipynb")
    assert [cell.execution_count for cell in document.cells] == [1, 2, None]
    assert "old" not in json.dumps(document) and output_text(document.cells[0]) == "new\n"


def test_cells_tagged_skip_execution_are_left_out(nbrun):
    save(nbrun.folder / "in.ipynb", "let a = 1", ("skip-execution", "noSuchName"), "a")
    nbrun("in.ipynb", "-o", "out.ipynb").expect(0, "of 2")
    assert output_texts(nbrun.folder / "out.ipynb") == ["", "", "1\n"]


def test_cells_run_in_the_folder_of_their_notebook_as_in_jupyter(nbrun):
    (nbrun.folder / "sub").mkdir()
    (nbrun.folder / "sub/data.txt").write_text("found")
    read = 'import Foundation\nprint(try String(contentsOfFile: "data.txt", encoding: .utf8))'
    save(nbrun.folder / "sub/in.ipynb", read)
    nbrun("sub/in.ipynb", "-o", "out.ipynb").expect(0)
    assert output_texts(nbrun.folder / "out.ipynb") == ["found\n"]


# MARK: exit codes


FAILING = {
    "compile error": ("let a: Int = \"text\"", "cannot convert"),
    "thrown error": ("struct Bad: Error {}\nthrow Bad()", "Bad"),
    "trap": ("let none: Int? = nil\nprint(none!)", "nil"),
    "exit": ("import Glibc\nexit(0)", "exit"),
    "killed": ("import Glibc\nkill(getpid(), SIGKILL)", "lost"),
}


@pytest.mark.parametrize("code, word", FAILING.values(), ids=[name.replace(" ", "-") for name in FAILING])
def test_a_failing_cell_ends_with_1_and_later_cells_do_not_run(nbrun, code, word):
    save(nbrun.folder / "in.ipynb", 'print("first")', code, 'print("later")')
    ended = nbrun("in.ipynb", "-o", "out.ipynb").expect(1, word, "cell 2 of 3")
    cells = load(nbrun.folder / "out.ipynb").cells
    assert output_text(cells[0]) == "first\n" and cells[2].outputs == []
    assert [output.output_type for output in cells[1].outputs][-1] == "error"
    assert cells[1].outputs[-1].traceback[0] in ended.err and "cell 3 of 3" not in ended.err


def test_with_allow_errors_later_cells_run_and_the_code_is_still_1(nbrun):
    save(nbrun.folder / "in.ipynb", 'fatalError("stop")', "let a: Int = true", 'print("later")')
    nbrun("in.ipynb", "-o", "out.ipynb", "--allow-errors").expect(1, "cell 3 of 3")
    texts = output_texts(nbrun.folder / "out.ipynb")
    assert "stop" in texts[0] and "cannot convert" in texts[1] and texts[2] == "later\n"


def test_a_cell_tagged_raises_exception_may_fail(nbrun):
    save(nbrun.folder / "in.ipynb", ("raises-exception", 'fatalError("wanted")'), 'print("later")')
    nbrun("in.ipynb", "-o", "out.ipynb").expect(0)
    texts = output_texts(nbrun.folder / "out.ipynb")
    assert "wanted" in texts[0] and texts[1] == "later\n"


@pytest.mark.parametrize("arguments, words", [
    ([], ["<notebook>", "usage"]),
    (["in.ipynb", "--no-such-option"], ["--no-such-option"]),
    (["in.ipynb", "another.ipynb"], ["another.ipynb"]),
    (["in.ipynb", "--timeout", "soon"], ["--timeout", "soon"]),
    (["in.ipynb", "--timeout", "0"], ["--timeout", "above 0"]),
    (["in.ipynb", "--cell-timeout", "-3"], ["--cell-timeout"]),
    (["in.ipynb", "-p", "alone"], ["-p"]),
    (["in.ipynb", "-o"], ["-o"]),
    (["no-such.ipynb"], ["no-such.ipynb", "No such file"]),
    (["in.ipynb", "-o", "no/such/folder/out.ipynb"], ["no/such/folder/out.ipynb", "no folder"]),
    (["in.ipynb", "-o", "."], [".", "directory"]),
    (["in.ipynb", "-f", "no-such.yaml"], ["no-such.yaml"]),
    (["in.ipynb", "--html", "no/such/report.html"], ["no/such/report.html", "no folder"]),
], ids=lambda value: "-".join(value[:2]).replace("/", "-") if isinstance(value, list) else None)
def test_wrong_usage_ends_with_2_before_a_cell_runs(nbrun, arguments, words):
    save(nbrun.folder / "in.ipynb", 'import Glibc\n_ = fclose(fopen("ran", "w"))')
    ended = nbrun(*arguments).expect(2, *words)
    assert ended.out == "" and not (nbrun.folder / "ran").exists()


def test_help_and_version_end_with_0(nbrun):
    for option in ("--output", "-p", "-f", "--html", "--timeout", "--cell-timeout", "--allow-errors", "--check",
                   "--quiet", "--log-json"):
        assert option in nbrun("--help").expect(0, "130", "usage").out
    assert nbrun("--version").expect(0).out.count(".") >= 2


@pytest.mark.parametrize("option", ["--timeout", "--cell-timeout"])
def test_a_time_limit_ends_with_3_and_keeps_what_was_shown(nbrun, option):
    save(nbrun.folder / "in.ipynb", 'print("first")', LOOP, 'print("later")')
    ended = nbrun("in.ipynb", "-o", "out.ipynb", option, "2").expect(3, "cell 2 of 3")
    assert ended.seconds < 8
    texts = output_texts(nbrun.folder / "out.ipynb")
    assert texts[0] == "first\n" and texts[2] == ""
    assert texts[1].startswith("before\n") and re.search(r"timeout.* 2(\.0)? s", texts[1].lower()), texts[1]


def test_the_limit_of_the_run_counts_all_cells_together(nbrun):
    save(nbrun.folder / "in.ipynb", *["import Glibc\nusleep(700_000)"] * 6)
    ended = nbrun("in.ipynb", "-o", "out.ipynb", "--timeout", "2", "--cell-timeout", "1").expect(3)
    assert ended.seconds < 5
    counts = [cell.execution_count for cell in load(nbrun.folder / "out.ipynb").cells]
    assert counts[0] == 1 and counts[-1] is None


@pytest.mark.parametrize("group", [False, True], ids=["process", "group"])
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_with_130_and_keeps_what_was_shown(nbrun, sent, group):
    save(nbrun.folder / "in.ipynb", 'print("first")', LOOP, 'print("later")')
    ended = nbrun("in.ipynb", "-o", "out.ipynb", after=lambda: wait_for(nbrun.folder / "on"), send=sent, group=group)
    ended.expect(130, "interrupted")
    texts = output_texts(nbrun.folder / "out.ipynb")
    assert texts[0] == "first\n" and texts[1].startswith("before\n") and texts[2] == ""
    assert "Interrupted" in texts[1] and ended.seconds < 10


def test_an_interrupt_while_checking_ends_with_130(nbrun):
    save(nbrun.folder / "in.ipynb", *[f"func f{n}() -> [Int] {{ (0..<{n}).map {{ $0 * 2 }} }}" for n in range(300)])
    process = nbrun.start("in.ipynb", "--check")
    while "cell 2 of" not in (line := process.stderr.readline()):
        assert line
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130
    assert time.monotonic() - started < 3
    process.communicate()


# MARK: the output notebook


def test_the_output_notebook_is_whole_after_every_cell(nbrun):
    cells = [f'import Glibc\nprint({n})\nwhile access("go{n}", F_OK) != 0 {{ usleep(5000) }}' for n in range(3)]
    save(nbrun.folder / "in.ipynb", *cells)
    out = nbrun.folder / "out.ipynb"
    process = nbrun.start("in.ipynb", "-o", out)
    wait_for(out, process=process)
    for number in range(3):
        (nbrun.folder / f"go{number}").touch()
        end = time.monotonic() + 20
        while (texts := output_texts(out))[number] != f"{number}\n":
            assert time.monotonic() < end, texts
            time.sleep(0.01)
        assert texts[number + 1:] == [""] * (2 - number)
    assert process.wait(20) == 0
    process.communicate()


def test_an_output_notebook_that_is_a_link_stays_one(nbrun):
    save(nbrun.folder / "in.ipynb", "1")
    (nbrun.folder / "real.ipynb").write_text("old")
    (nbrun.folder / "real.ipynb").chmod(0o640)
    (nbrun.folder / "out.ipynb").symlink_to("real.ipynb")
    nbrun("in.ipynb", "-o", "out.ipynb").expect(0)
    assert (nbrun.folder / "out.ipynb").is_symlink()
    assert output_texts(nbrun.folder / "real.ipynb") == ["1\n"]
    assert (nbrun.folder / "real.ipynb").stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(nbrun.folder)) == ["in.ipynb", "out.ipynb", "real.ipynb"]


def test_the_output_notebook_may_go_into_a_pipe(nbrun):
    save(nbrun.folder / "in.ipynb", "6 * 7", "8 * 9")
    ended = nbrun("in.ipynb", "-o", "/dev/stdout", "--quiet").expect(0)
    cells = json.loads(ended.out)["cells"]
    assert [cell["outputs"][0]["data"]["text/plain"] for cell in cells] == [["42"], ["72"]]


# MARK: reports


def test_an_html_report_shows_the_outputs_also_of_a_run_that_failed(nbrun):
    save(nbrun.folder / "in.ipynb", text_cell("# A *title*"), 'print("from stdout")', 'fatalError("the reason")')
    nbrun("in.ipynb", "--html", "report.html").expect(1, "report.html")
    page = (nbrun.folder / "report.html").read_text()
    assert "from stdout" in page and "the reason" in page and "<em>title</em>" in page
    assert sorted(os.listdir(nbrun.folder)) == ["in.ipynb", "report.html"]


def test_quiet_shows_no_progress(nbrun):
    save(nbrun.folder / "in.ipynb", "print(1)")
    assert nbrun("in.ipynb", "-o", "out.ipynb", "--quiet").expect(0).err == ""
    assert nbrun("in.ipynb", "--quiet").expect(0).out == "1\n"


def test_quiet_still_tells_why_a_run_failed(nbrun):
    save(nbrun.folder / "in.ipynb", 'fatalError("the reason")')
    ended = nbrun("in.ipynb", "-o", "out.ipynb", "--quiet").expect(1, "the reason")
    assert "cell 1 of 1" not in ended.err


def test_log_json_is_one_object_a_line(nbrun):
    save(nbrun.folder / "in.ipynb", "1", 'fatalError("the reason")', "3")
    ended = nbrun("in.ipynb", "-o", "out.ipynb", "--log-json").expect(1)
    events = [json.loads(line) for line in ended.err.splitlines()]
    assert [(event["event"], event.get("cell")) for event in events] == [
        ("cell_started", 1), ("cell_finished", 1), ("cell_started", 2), ("cell_finished", 2), ("finished", None)]
    assert events[1]["ok"] and not events[3]["ok"] and "the reason" in events[3]["message"]
    assert events[4]["exit_code"] == 1 and events[4]["seconds"] > 0 and events[4]["output"] == "out.ipynb"


def test_progress_on_a_terminal_rewrites_its_line(nbrun):
    save(nbrun.folder / "in.ipynb", "import Glibc\nusleep(500_000)", "2")
    ours, theirs = pty.openpty()
    process = nbrun.start("in.ipynb", "-o", "out.ipynb", stderr=theirs)
    os.close(theirs)
    text = b""
    try:
        while chunk := os.read(ours, 4096):
            text += chunk
    except OSError:
        pass  # the terminal's other end is closed
    os.close(ours)
    assert process.wait(20) == 0
    process.communicate()
    assert b"\rcell 1 of 2" in text.replace(b"\x1b[K", b"") and b"cell 2 of 2" in text


# MARK: checking


def test_check_compiles_every_cell_and_runs_none(nbrun):
    save(nbrun.folder / "in.ipynb", 'import Glibc\nfclose(fopen("ran", "w"))\nlet a = 1', "func f() -> Int { a }",
         'print(f())\nfatalError("never")')
    ended = nbrun("in.ipynb", "--check").expect(0, "cell 3 of 3")
    assert ended.out == "" and os.listdir(nbrun.folder) == ["in.ipynb"]


def test_check_finds_the_errors_of_all_cells(nbrun):
    save(nbrun.folder / "in.ipynb", "let a = 1", "let b: String = a", "let c = 3", "\nprint(noSuchName, c)")
    ended = nbrun("in.ipynb", "--check").expect(1, "In[2]:1:17", "In[4]:2:7", "noSuchName", "cannot convert")
    assert "In[1]" not in ended.err and "In[3]" not in ended.err
