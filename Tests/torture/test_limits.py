"""Full disks, output floods and interrupt storms: what was there stays, what comes after works."""

import contextlib
import os
import resource
import signal
import subprocess
import threading
import time

import psutil
import pytest

from harness.notebooks import load, output_text, output_texts, save
from harness.raw import RawClient
from harness.run import wait_for

MEGABYTE = 1 << 20


@contextlib.contextmanager
def small_disk(folder, size):
    """A file system of `size` bytes at `folder`."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def can_mount():
    """Whether this user may mount file systems, tried in a namespace that ends with the trial."""
    if os.geteuid() != 0:
        return False
    trial = ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(trial, capture_output=True).returncode == 0


@contextlib.contextmanager
def small_files(folder, _):
    folder.mkdir(exist_ok=True)
    yield folder


def limit_file_size():
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * MEGABYTE, 2 * MEGABYTE))


# The limit on file sizes can be had everywhere, a disk of its own not.
FULL = {"file size": (small_files, {"preexec_fn": limit_file_size})}
if can_mount():
    FULL["disk"] = (small_disk, {})
BIG = 'for _ in 0..<50 { print(String(repeating: "x", count: 100_000)) }'


@pytest.mark.parametrize("place, options", FULL.values(), ids=FULL)
def test_a_full_disk_ends_the_run_and_keeps_the_notebook_that_was_there(start_nbrun, place, options):
    program = start_nbrun()
    save(program.folder / "in.ipynb", 'print("small")', BIG, 'print("after")')
    program("in.ipynb", "--quiet").expect(0)
    with place(program.folder / "disk", 2 * MEGABYTE) as disk:
        out = disk / "out.ipynb"
        save(out, "// the previous version")
        ended = program("in.ipynb", "-o", "disk/out.ipynb", **options).expect(2, "disk/out.ipynb")
        assert "space" in ended.err.lower() or "too large" in ended.err.lower()
        assert output_texts(out)[0] in ("small\n", "")
        assert os.listdir(disk) == ["out.ipynb"]


@pytest.mark.parametrize("place, options", FULL.values(), ids=FULL)
def test_a_full_disk_for_the_report_is_named(start_nbrun, place, options):
    program = start_nbrun()
    save(program.folder / "in.ipynb", BIG)
    program("in.ipynb", "--quiet").expect(0)
    with place(program.folder / "disk", MEGABYTE) as disk:
        ended = program("in.ipynb", "--html", "disk/report.html", **options).expect(2, "report")
        assert os.listdir(disk) == [] and "Traceback" not in ended.err


@pytest.mark.parametrize("size", [64 << 10, 4 * MEGABYTE])
@pytest.mark.parametrize("what", ["cache", "temporary folder"])
def test_a_full_disk_for_working_files_is_named_or_does_no_harm(start_nbrun, tmp_path, what, size):
    disk_of = small_disk if can_mount() else small_files
    with disk_of(tmp_path / "disk", size) as disk:
        program = start_nbrun(disk / "cache") if what == "cache" else start_nbrun(TMPDIR=str(disk))
        save(program.folder / "in.ipynb", "import Glibc\nlet a = 1", "print(a, getpid() > 1)")
        ended = program("in.ipynb", "-o", "out.ipynb")
        told = "space" in ended.err.lower() and (str(disk) in ended.err or ended.code == 1)
        assert ended.code == 0 or told, (ended.code, ended.err)
        if ended.code == 0:
            assert output_texts(program.folder / "out.ipynb")[1] == "1 true\n"
        program.surroundings.remove()


# MARK: floods


FLOODS = {
    "lines": 'let pad = String(repeating: ".", count: 90)\nfor n in 0..<({count} / 10) {{ print("line", n, pad) }}',
    "one line": 'print(String(repeating: "x", count: {count} * 10))',
    "bytes that are no text": "import Glibc\nvar b = [UInt8](repeating: 0xff, count: {count})\n"
                              "for _ in 0..<10 {{ fwrite(&b, 1, b.count, stdout) }}",
    "stderr": 'import Glibc\nlet e = String(repeating: "e", count: 99) + "\\n"\n'
              'for _ in 0..<({count} / 10) {{ fputs(e, stderr) }}',
}


@pytest.mark.parametrize("code", FLOODS.values(), ids=[name.replace(" ", "-") for name in FLOODS])
def test_a_flood_of_output_is_cut_with_a_notice_and_costs_little_memory(kernel, rounds, code):
    process = psutil.Process(kernel.pid)
    kernel.run("var kept = 1").succeeded()
    before = process.memory_info().rss
    run = kernel.run(code.format(count=rounds(8, 100) * MEGABYTE), timeout=rounds(60, 600))
    shown = len(run.stdout) + len(run.stderr)
    assert 1 * MEGABYTE < shown < 70 * MEGABYTE
    assert "the rest is dropped" in run.stdout[-1000:] + run.stderr[-1000:]
    assert process.memory_info().rss - before < 300 * MEGABYTE
    assert kernel.run("kept").succeeded().result == "1"


def test_an_interrupt_gets_through_a_flood(kernel, rounds):
    with RawClient(kernel.manager.get_connection_info()) as client:
        for _ in range(rounds(2, 20)):
            times = []

            def interrupt():
                wait_for(kernel.surroundings.work / "on")
                assert client.beat()
                times.append(time.monotonic())
                client.ask("interrupt_request", channel="control")

            thread = threading.Thread(target=interrupt)
            thread.start()
            run = kernel.run('import Glibc\nfclose(fopen("on", "w"))\nwhile true { print("flood") }', timeout=30)
            thread.join()
            run.failed("interrupt")
            assert time.monotonic() - times[0] < 5
            (kernel.surroundings.work / "on").unlink()
        assert kernel.run("1").succeeded().result == "1"


def test_nbrun_cuts_a_flood_and_the_notebook_stays_readable(start_nbrun, rounds):
    program = start_nbrun()
    save(program.folder / "in.ipynb", FLOODS["lines"].format(count=rounds(8, 100) * MEGABYTE), 'print("after")')
    program("in.ipynb", "-o", "out.ipynb", timeout=rounds(90, 900)).expect(0)
    cells = load(program.folder / "out.ipynb").cells
    assert (program.folder / "out.ipynb").stat().st_size < 150 * MEGABYTE
    assert "the rest is dropped" in output_text(cells[0])[-1000:] and output_text(cells[1]) == "after\n"


# MARK: interrupt storms


CODES = ["while true {}", "import Glibc\nsleep(30)", "var n = 0\nfor i in 0..<50_000_000 { n &+= i }\nn", "1 + 1",
         'for i in 0..<3000 { print(i) }', "try await Task.sleep(for: .seconds(30))", "let never: Int = true",
         "_ = (0..<1_000_000).map { [$0] }"]


@pytest.mark.parametrize("by", ["message", "signal"])
def test_a_storm_of_interrupts_costs_only_cells(kernel, rounds, chance, by):
    kernel.run("import Glibc\nvar kept = [1, 2, 3]\nvar ran = 0").succeeded()
    with RawClient(kernel.manager.get_connection_info()) as client:
        for number in range(rounds(6, 300)):
            stopped = threading.Event()

            def storm():
                while not stopped.wait(chance.uniform(0, 0.05)):
                    if by == "message":
                        client.ask("interrupt_request", channel="control", timeout=10)
                    else:
                        os.kill(kernel.pid, signal.SIGINT)

            thread = threading.Thread(target=storm)
            thread.start()
            try:
                run = kernel.run(chance.choice(CODES), timeout=20)
            finally:
                stopped.set()
                thread.join()
            assert run.status in ("ok", "error", "aborted"), number
            assert kernel.run("kept.count", timeout=20).succeeded().result == "3", number
    assert kernel.run('kept.append(4)\nprint(kept)\nmalloc(10) != nil').succeeded().stdout == "[1, 2, 3, 4]\n"


def test_requests_behind_an_interrupted_cell_are_all_answered(kernel, rounds):
    for _ in range(rounds(3, 50)):
        (kernel.surroundings.work / "on").unlink(missing_ok=True)
        first = kernel.client.execute('import Glibc\nfclose(fopen("on", "w"))\nwhile true {}')
        waiting = [kernel.client.execute(f"{number}") for number in range(20)]
        wait_for(kernel.surroundings.work / "on")
        kernel.manager.interrupt_kernel()
        replies = [kernel.client.get_shell_msg(timeout=20) for _ in range(21)]
        assert [reply["parent_header"]["msg_id"] for reply in replies] == [first, *waiting]
        assert replies[0]["content"]["status"] == "error"
        assert {reply["content"]["status"] for reply in replies[1:]} <= {"aborted", "ok"}
        assert kernel.run("5").succeeded().result == "5"
