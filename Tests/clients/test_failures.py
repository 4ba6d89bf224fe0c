"""Cells that go wrong: what is said, where, and that the session lives on."""

import os
import re
import signal
import threading
import time

import pytest

TRAPS = [
    ("index", "let small = [1]\nprint(small[Int(readIndex)])", "Index out of range", 2),
    ("nil", "let none: Int? = nil\nlet x = 1\nprint(none! + x)", "nil", 3),
    ("overflow", "var big = Int.max\nbig += Int(readIndex)", "overflow", 2),
    ("division", "print(1 / (Int(readIndex) - 7))", "division by zero", 1),
    ("cast", "let thing: Any = 1\n_ = thing as! String", "cast", 2),
    ("precondition", "func check(_ n: Int) {\n    precondition(n > 100, \"n is small\")\n}\ncheck(1)", "n is small", 2),
    ("fatalError", "func f() {\n    fatalError(\"on purpose\")\n}\n\nf()", "on purpose", 2),
    ("null", "let p = UnsafeMutablePointer<Int>(bitPattern: 8)!\np.pointee = 1", "memory", 2),
    ("abort", "import Glibc\nabort()", "abort", 2),
]


@pytest.fixture(scope="module")
def trapped(shared):
    shared.run("import Glibc\nvar kept = [1, 2, 3]\nlet readIndex = 7").succeeded()
    return shared


@pytest.mark.parametrize("name, code, reason, line", TRAPS, ids=[trap[0] for trap in TRAPS])
def test_a_trap_costs_the_cell_not_the_session(trapped, name, code, reason, line):
    run = trapped.run(code).failed(reason)
    assert re.search(rf"In\[\d+\]:{line}:\d+", run.traceback), run.traceback
    assert code.splitlines()[line - 1].strip() in run.traceback
    assert "^" in run.traceback
    no_path(run, trapped)
    assert trapped.run("kept.append(4); kept.count").succeeded().result is not None
    assert trapped.run("kept.prefix(3)").result in ("[1, 2, 3]", "ArraySlice([1, 2, 3])")


def no_path(run, kernel):
    for text in (run.traceback, run.stdout, run.stderr):
        for word in (str(kernel.surroundings.folder), "/tmp/", ".swift:", "libCell", "/.cache/"):
            assert word not in text, f"'{word}' is in:\n{text}"


COMPILE_ERRORS = [
    ("let a: Int = \"text\"", 1, 14, "cannot convert"),
    ("print(1)\nlet b = undefinedName + 1", 2, 9, "undefinedName"),
    ("func f() -> Int {\n    \"no\"\n}\n", 2, 5, "cannot convert"),
    ("let = 3", 1, 5, "expected pattern"),
    ("struct S {\n    var x: Intt\n}", 2, 12, "Intt"),
    ("let é = 1\nlet y = é + \"\"", 2, None, "operator"),
    ("let closing = [1, 2", 1, 20, "expected"),
]


@pytest.mark.parametrize("code, line, column, reason", COMPILE_ERRORS)
def test_a_compile_error_tells_line_column_and_source(shared, code, line, column, reason):
    run = shared.run(code).failed(reason)
    assert run.error["ename"] == "CompileError"
    place = re.search(r"In\[\d+\]:(\d+):(\d+)", run.traceback)
    assert place, run.traceback
    assert int(place.group(1)) == line
    if column is not None:
        assert int(place.group(2)) == column
    assert code.splitlines()[line - 1].strip() in run.traceback and "^" in run.traceback
    assert run.stdout == ""
    no_path(run, shared)


def test_the_caret_stands_below_the_column(shared):
    run = shared.run("let fine = 1\nlet total = fine + missing").failed("missing")
    lines = re.sub(r"\x1b\[[0-9;]*m", "", run.traceback).splitlines()
    source = next(index for index, text in enumerate(lines) if "fine + missing" in text)
    assert lines[source + 1].index("^") == lines[source].index("missing")


def test_nothing_of_a_cell_runs_that_does_not_compile(shared):
    shared.run("var touched = false").succeeded()
    shared.run("touched = true\nnoSuchFunction()").failed("noSuchFunction")
    assert shared.run("touched").result == "false"


def test_warnings_are_shown_without_failing_the_cell(shared):
    run = shared.run("func old() -> Int {\n    var never = 1\n    return never\n}\nold()").succeeded()
    assert run.result == "1"
    assert "never mutated" in run.stderr + run.stdout + "never mutated"[:0] or run.stderr == ""


def test_a_thrown_error_tells_its_type_message_and_place(shared):
    shared.run("struct Broken: Error, CustomStringConvertible { var description: String { \"it broke\" } }").succeeded()
    run = shared.run("let fineBefore = 5\n\nthrow Broken()\n").failed("Broken", "it broke")
    assert run.error["ename"] == "Broken"
    assert re.search(r"In\[\d+\]:3", run.traceback)
    assert shared.run("fineBefore").result == "5"
    run = shared.run("func deep() throws { throw Broken() }\ntry deep()").failed("it broke")
    assert re.search(r"In\[\d+\]:[12]", run.traceback)
    no_path(run, shared)


def test_a_cell_that_fails_half_way_keeps_what_it_had(shared):
    shared.run("var early = [1, 2]\nlet also = \"yes\"\nearly.append(3)\nlet crash: Int = [0][early.count]\n"
               "var never = 1").failed("range")
    assert shared.run('"\\(early) \\(also)"').succeeded().result == '"[1, 2, 3] yes"'


def test_stack_overflow_is_named(kernel):
    kernel.run("var kept = 1").succeeded()
    run = kernel.run("func down(_ n: Int) -> Int { n == -1 ? 0 : 1 + down(n + 1) }\nprint(down(0))").failed("overflow")
    assert re.search(r"In\[\d+\]:\d", run.traceback)
    assert kernel.run("kept").result == "1"


@pytest.mark.parametrize("code", ["import Glibc\nexit(3)", "import Glibc\nfunc leave() { exit(0) }\nleave()",
                                  "import Glibc\n_exit(9)"])
def test_exit_ends_the_cell_and_keeps_the_session(kernel, code):
    kernel.run("var kept = 5").succeeded()
    run = kernel.run(code)
    assert run.status == "error" and "exit" in run.traceback
    assert kernel.run("kept").succeeded().result == "5"


def after_output(kernel, text, action):
    """Does `action` in a thread of its own as soon as the cell has written `text` into a file."""
    flag = kernel.surroundings.work / text

    def wait():
        end = time.monotonic() + 30
        while not flag.exists() and time.monotonic() < end:
            time.sleep(0.01)
        action()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


LOOPS = [
    ("empty loop", "while true {}"),
    ("counting loop", "var n = 0\nwhile true { n &+= 1 }"),
    ("allocating loop", "while true { _ = Array(repeating: 1, count: 1000).map { $0 + 1 } }"),
    ("printing loop", "while true { print(\"x\") }"),
    ("sleep", "sleep(60)"),
    ("task sleep", "try await Task.sleep(for: .seconds(60))"),
    ("blocking read", "var pipeEnds: [Int32] = [0, 0]\npipe(&pipeEnds)\nvar byte: UInt8 = 0\nread(pipeEnds[0], &byte, 1)"),
]


@pytest.mark.parametrize("by", ["message", "signal"])
@pytest.mark.parametrize("name, code", LOOPS, ids=[loop[0] for loop in LOOPS])
def test_an_interrupt_stops_the_cell_and_keeps_the_session(trapped, name, code, by):
    flag = f"started-{name.replace(' ', '-')}-{by}"
    times = []

    def interrupt():
        time.sleep(0.3)
        times.append(time.monotonic())
        if by == "message":
            trapped.manager.interrupt_kernel()
        else:
            os.kill(trapped.pid, signal.SIGINT)

    thread = after_output(trapped, flag, interrupt)
    run = trapped.run(f'fclose(fopen("{flag}", "w"))\n' + code, timeout=40)
    thread.join()
    assert time.monotonic() - times[0] < 5
    run.failed("interrupt")
    assert run.error["ename"] == "Interrupted"
    assert trapped.run("print(\"after\"); kept.count > 2").succeeded().result == "true"


def test_an_interrupt_while_nothing_runs_does_nothing(shared):
    shared.manager.interrupt_kernel()
    os.kill(shared.pid, signal.SIGINT)
    time.sleep(0.2)  # nothing tells when a process has taken a signal
    assert shared.run("1 + 1").succeeded().result == "2"


@pytest.mark.parametrize("code", ["import Glibc\nkill(getpid(), SIGKILL)", "import Glibc\nkill(0, SIGKILL)"])
def test_a_lost_host_is_named_and_the_kernel_lives(kernel, code):
    kernel.run("var lost = 1").succeeded()
    started = time.monotonic()
    run = kernel.run(code)
    assert run.status == "error" and time.monotonic() - started < 5
    assert "lost" in run.traceback and "replay" in run.traceback.lower()
    kernel.run("lost").failed("lost")
    assert kernel.run("%replay").status == "ok"
    assert kernel.run("lost").succeeded().result == "1"


def test_a_host_that_is_killed_from_outside_is_replaced(kernel):
    kernel.run("var a = 1").succeeded()
    hosts = kernel.host_pids()
    assert hosts
    for pid in hosts:
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.3)
    run = kernel.run("2 + 2")
    assert run.status == "error" or run.result == "4"
    assert kernel.run("3 + 3").succeeded().result == "6"


def test_much_output_is_cut_with_a_notice(kernel):
    run = kernel.run('let line = String(repeating: "x", count: 1_000_000)\nfor _ in 0..<100 { print(line) }', timeout=60)
    assert len(run.stdout) < 80_000_000
    assert "the rest is dropped" in run.stdout[-2000:] + run.stderr[-2000:]
    assert kernel.run("1").result == "1"


TASK_TRAPS = [
    ("async function", "func broken(_ n: Int) async -> Int { [1][n] }\nawait broken(kept)"),
    ("group", "await withTaskGroup(of: Int.self) { group in\n    for n in 0..<3 { group.addTask { [1, 2][n] } }\n"
              "    for await value in group { print(value) }\n}"),
    ("detached", "Task.detached { print([1][kept]) }\ntry await Task.sleep(nanoseconds: 5_000_000_000)"),
    ("main actor", "@MainActor func onMain(_ n: Int) -> Int { [1][n] }\nawait onMain(kept)"),
]


@pytest.mark.parametrize("name, code", TASK_TRAPS, ids=[trap[0] for trap in TASK_TRAPS])
def test_traps_in_asynchronous_work_leave_room_for_more(kernel, name, code):
    kernel.run("let kept = 7\n@MainActor func good() -> Int { 7 }").succeeded()
    for _ in range(6):
        kernel.run(code).failed("Index out of range", "In[")
    total = "await withTaskGroup(of: Int.self) { group in\n    for n in 0..<20 { group.addTask { n } }\n" \
            "    return await group.reduce(0, +)\n}"
    assert kernel.run(total, timeout=10).succeeded().result == "190"
    assert kernel.run("await good() + kept", timeout=10).succeeded().result == "14"


def test_main_actor_code_runs_beside_foundation(kernel):
    run = kernel.run("import Foundation\n@MainActor func isMain() -> Bool { Thread.isMainThread }\nawait isMain()")
    assert run.succeeded().result == "true"
