"""kill -9 of each process at bad moments: what is left works, and nothing of the dead is left."""

import contextlib
import os
import signal
import subprocess
import threading
import time

import psutil
import pytest

from harness.kernel import Kernel
from harness.notebooks import load, output_texts, save
from harness.raw import RawClient
from harness.run import Program, wait_for

LOOP = 'import Glibc\nfclose(fopen("on", "w"))\nwhile true {}'
SLOW = "let slow{n} = (0..<100).map {{ $0 * {n} }}.filter {{ $0 % 3 == 0 }}.map {{ \"\\($0)\" }}.joined()"
SLEEP = 'import Glibc\nfclose(fopen("on", "w"))\nsleep(60)'
FLOOD = 'import Glibc\nfclose(fopen("on", "w"))\nvar n = 0\nwhile true { n += 1; print("line", n) }'


def kill_later(pids, seconds):
    """Kills the processes after a while; returns the thread."""
    def kill():
        time.sleep(seconds)
        for pid in pids():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    thread = threading.Thread(target=kill)
    thread.start()
    return thread


def test_a_killed_cell_host_costs_its_variables_and_a_second(kernel, rounds, chance):
    slowest = 0
    for number in range(rounds(6, 100)):
        kernel.run(f"let before{number} = {number}").succeeded()
        (flag := kernel.surroundings.work / "on").unlink(missing_ok=True)
        message_id = kernel.client.execute(chance.choice([LOOP, FLOOD, SLEEP]))
        wait_for(flag)
        kill_later(kernel.host_pids, chance.uniform(0, 0.2)).join()
        started = time.monotonic()
        run = kernel.wait(message_id, timeout=20)
        assert run.status == "error" and "SIGKILL" in run.traceback, run.traceback
        slowest = max(slowest, time.monotonic() - started)
        started = time.monotonic()
        assert kernel.run(f"{number} + 1").succeeded().result == str(number + 1)
        slowest = max(slowest, time.monotonic() - started)
    assert slowest < 2
    assert len(kernel.host_pids()) <= 2


def test_a_cell_host_that_dies_while_a_cell_is_compiled_is_no_hang(kernel, rounds, chance):
    for number in range(1, rounds(6, 100) + 1):
        kernel.run("1").succeeded()
        thread = kill_later(kernel.host_pids, chance.uniform(0, 0.15))
        run = kernel.run(SLOW.format(n=number), timeout=20)
        thread.join()
        assert run.status == "ok" or "lost" in run.traceback.lower() or "SIGKILL" in run.traceback, run.traceback
        assert kernel.run("40 + 2", timeout=20).status in ("ok", "error")
        assert kernel.run("40 + 2", timeout=20).succeeded().result == "42"


HELPERS = ["cellhost", "swift-frontend", "ld.lld", "swiftlet-kernel"]


@pytest.mark.parametrize("name", HELPERS)
def test_any_helper_may_die_between_cells(kernel, rounds, chance, name):
    kernel.run("1").succeeded()
    kernel.request("complete_request", {"code": "prin", "cursor_pos": 4}, timeout=20)
    for number in range(rounds(1, 20)):
        for process in kernel.surroundings.processes():
            with contextlib.suppress(psutil.Error):
                if process.name() == name and process.pid != kernel.pid:
                    process.kill()
        time.sleep(chance.uniform(0, 0.2))
        assert kernel.run(f"let a{number} = 1", timeout=20).status in ("ok", "error")
        assert kernel.run(f"{number} * 2", timeout=20).succeeded().result == str(number * 2)
        answer = kernel.request("complete_request", {"code": "prin", "cursor_pos": 4}, timeout=20)["content"]
        assert answer["status"] == "ok"


@pytest.mark.parametrize("state", ["idle", "compiling", "looping", "flooding"])
def test_a_killed_kernel_leaves_no_process_and_no_folder(cache, rounds, chance, state):
    for number in range(rounds(1, 50)):
        kernel = Kernel(cache)
        try:
            assert kernel.run("1").succeeded().result == "1"
            if state == "compiling":
                kernel.client.execute(SLOW.format(n=chance.randrange(1 << 40)))
            elif state != "idle":
                kernel.client.execute(LOOP if state == "looping" else FLOOD)
                wait_for(kernel.surroundings.work / "on")
            time.sleep(chance.uniform(0, 0.15))
            os.kill(kernel.pid, signal.SIGKILL)
            kernel.surroundings.check()
            assert kernel.host_pids() == [], f"round {number}"
        finally:
            kernel.stop(checked=False)


def test_the_next_session_removes_the_folders_of_dead_ones(cold_cache):
    dead = cold_cache / "sessions/4194305-abcdef"  # beyond the largest process id
    dead.mkdir(parents=True)
    (dead / "file").touch()
    with Kernel(cold_cache) as kernel:
        assert kernel.run("1").succeeded().result == "1"
        assert not dead.exists()


def test_a_kernel_over_ipc_that_was_killed_can_be_started_again(start_kernel):
    kernel = start_kernel(transport="ipc")
    kernel.run("1").succeeded()
    os.kill(kernel.pid, signal.SIGKILL)
    kernel.manager.restart_kernel(now=True)
    kernel.client.wait_for_ready(timeout=30)
    with RawClient(kernel.manager.get_connection_info()) as client:
        assert client.ask()["content"]["status"] == "ok" and client.beat()
    assert kernel.run("2").succeeded().result == "2"


def test_a_killed_nbrun_leaves_a_whole_notebook_and_no_process(cache, rounds, chance):
    for _ in range(rounds(5, 300)):
        program = Program(cache)
        try:
            cells = [f'print("{"x" * 2000}", {n})' for n in range(12)]
            save(program.folder / "in.ipynb", *cells)
            save(program.folder / "out.ipynb", "// the previous version")
            process = program.start("in.ipynb", "-o", "out.ipynb", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, 0.4))
            process.kill()
            process.wait(10)
            texts = output_texts(program.folder / "out.ipynb")
            done = [text for text in texts if text]
            assert len(load(program.folder / "out.ipynb").cells) in (1, 12)
            assert texts[:len(done)] == done
            program.surroundings.check()
        finally:
            program.surroundings.remove()
