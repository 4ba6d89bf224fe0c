"""Many at once: kernels and runs that share one compile cache, or one output notebook."""

import json
import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest

from harness.kernel import Kernel
from harness.notebooks import load, output_texts, save

CELLS = ["import Glibc\nvar total = 0", "struct Item: Hashable { var n: Int }\nlet items = (1...5).map { Item(n: $0) }",
         "func sum(_ items: [Item]) -> Int { items.reduce(0) { $0 + $1.n } }", "total += sum(items)\ntotal",
         "let small = [1]\nprint(small[Int(total)])", "total + 1"]


def start_all(folder, count):
    """Kernels that start at the same time."""
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(lambda _: Kernel(folder), range(count)))


def test_many_kernels_at_once_on_a_cold_cache(cold_cache, rounds):
    kernels = start_all(cold_cache, rounds(5, 20))
    try:
        for code in CELLS:
            sent = [kernel.client.execute(code) for kernel in kernels]
            runs = [kernel.wait(message_id, timeout=100) for kernel, message_id in zip(kernels, sent)]
            assert len({(run.status, run.result) for run in runs}) == 1
            if "small[" in code:
                assert all("out of range" in run.failed().traceback for run in runs)
            else:
                assert runs[0].succeeded().result == {"total += sum(items)\ntotal": "15", "total + 1": "16"}.get(code)
    finally:
        for kernel in kernels:
            kernel.stop(checked=False)
    check_cache(cold_cache)


def check_cache(cache):
    """Every entry is whole, and nothing half-made is left."""
    entries = list(cache.glob("cells/*/*"))
    assert entries
    for entry in entries:
        assert not entry.name.startswith(".") and ".removed" not in entry.name
        manifest = json.loads((entry / "manifest.json").read_text())
        assert {file["name"] for file in manifest["files"]} | {"manifest.json"} == set(os.listdir(entry))


def test_many_runs_at_once_on_a_cold_cache(cold_cache, rounds, start_nbrun):
    programs = [start_nbrun(cold_cache) for _ in range(rounds(5, 20))]
    for program in programs:
        save(program.folder / "in.ipynb", *CELLS)
    running = [program.start("in.ipynb", "-o", "out.ipynb", "--allow-errors") for program in programs]
    ended = [(process.communicate(timeout=100)[1], process.returncode) for process in running]
    assert {code for _, code in ended} == {1}, ended
    outputs = {tuple(output_texts(program.folder / "out.ipynb")) for program in programs}
    assert len(outputs) == 1 and "15\n" in outputs.pop()
    check_cache(cold_cache)


def test_a_cache_that_is_cleared_under_a_session_harms_nobody(cold_cache, rounds):
    with Kernel(cold_cache) as kernel:
        for number in range(rounds(5, 50)):
            kernel.run(f"let n{number} = {number}").succeeded()
            subprocess.run(["rm", "-rf", cold_cache / "cells", cold_cache / "clang-modules"], check=True)
            assert kernel.run(f"n{number} + n0").succeeded().result == str(number)
            assert kernel.run("import Glibc\ngetpid() > 1").succeeded().result == "true"


def test_a_small_cache_stays_small_under_many_sessions(cold_cache, rounds, start_nbrun):
    limit = 1 << 20
    for number in range(rounds(2, 40)):
        program = start_nbrun(cold_cache, SWIFTLET_CACHE_LIMIT=str(limit))
        save(program.folder / "in.ipynb", *[f"let a{n} = {n + number * 1000}\nprint(a{n})" for n in range(12)])
        program("in.ipynb", "-o", "out.ipynb").expect(0)
        assert output_texts(program.folder / "out.ipynb")[11] == f"{11 + number * 1000}\n"
    last = start_nbrun(cold_cache, SWIFTLET_CACHE_LIMIT=str(limit))
    save(last.folder / "in.ipynb", "import Glibc\nsleep(1)")
    last("in.ipynb").expect(0)
    used = sum(file.stat().st_blocks * 512 for file in cold_cache.glob("cells/*/*/*"))
    assert 0 < used < limit * 1.5
    check_cache(cold_cache)


@pytest.mark.parametrize("count", [2, 6])
def test_runs_with_one_output_notebook_leave_one_whole_one(start_nbrun, rounds, count):
    program = start_nbrun()
    for number in range(count):
        save(program.folder / f"in{number}.ipynb", *[f'print("run {number} cell {n}")' for n in range(8)])
    for _ in range(rounds(1, 20)):
        running = [program.start(f"in{number}.ipynb", "-o", "out.ipynb") for number in range(count)]
        while any(process.poll() is None for process in running):
            if (program.folder / "out.ipynb").exists():
                nbformat.validate(load(program.folder / "out.ipynb"))
            time.sleep(0.005)
        assert [(process.returncode, process.communicate()[1]) for process in running if process.returncode] == []
        texts = output_texts(program.folder / "out.ipynb")
        assert texts in [[f"run {number} cell {n}\n" for n in range(8)] for number in range(count)]
        assert [name for name in os.listdir(program.folder) if name.endswith(".tmp")] == []
