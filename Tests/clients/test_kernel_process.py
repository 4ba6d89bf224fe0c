"""The kernel as a process: how it starts and refuses to, restarts, ends, and goes when its parent goes."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import psutil
import pytest

from harness.raw import RawClient
from harness.run import Program, free_ports, wait_for
from harness.surroundings import BIN

KEY = "0123456789abcdef"


def connection(**changes):
    names = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")
    fields = {"transport": "tcp", "ip": "127.0.0.1", "key": KEY, "signature_scheme": "hmac-sha256",
              **dict(zip(names, free_ports())), **changes}
    return {name: value for name, value in fields.items() if value is not None}


@pytest.fixture
def program(cache):
    program = Program(cache, "swiftlet-kernel")
    yield program
    try:
        program.surroundings.check()
    finally:
        program.surroundings.remove()


@pytest.fixture
def start(program):
    """Starts the kernel on a connection file; returns its process and a client, once it answers."""
    opened = []

    def starter(fields=None, command=None, **options):
        fields = fields or connection()
        path = program.folder / "connection.json"
        path.write_text(json.dumps(fields))
        command = command or [str(program.program), "-f", str(path)]
        process = subprocess.Popen(command, cwd=program.folder, env=program.surroundings.environment,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
        client = RawClient(fields)
        opened.append((process, client))
        assert client.ask(timeout=30)["content"]["status"] == "ok"
        return process, client

    yield starter
    for process, client in opened:
        client.__exit__()
        process.kill()
        process.communicate()


# MARK: connection files


BROKEN = {
    "not JSON": ("{", ["JSON", "line 1"]),
    "empty": ("", ["JSON"]),
    "a list": ("[1]", ["an array", "object"]),
    "no ports": (json.dumps({"ip": "127.0.0.1", "key": KEY}), ["has no shell_port"]),
    **{f"no {name}": (json.dumps(connection(**{name: None})), [f"no {name}", name])
       for name in ("ip", "shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")},
    "port is text": (json.dumps(connection(shell_port="http")), ["shell_port", "whole number"]),
    "port is too large": (json.dumps(connection(iopub_port=70_000)), ["iopub_port", "70000", "65535"]),
    "port is negative": (json.dumps(connection(hb_port=-1)), ["hb_port", "-1"]),
    "port is used twice": (json.dumps(connection(hb_port=5, shell_port=5)), ["hb_port", "5"]),
    "unknown transport": (json.dumps(connection(transport="pigeon")), ["transport", "pigeon", "tcp or ipc"]),
    "unknown scheme": (json.dumps(connection(signature_scheme="hmac-md5")), ["signature_scheme", "hmac-md5"]),
    "key is a number": (json.dumps(connection(key=7)), ["key", "string"]),
    "no key on all addresses": (json.dumps(connection(ip="0.0.0.0", key="")), ["without a key", "0.0.0.0"]),
    "half of the encryption keys": (json.dumps(connection(curve_publickey="x" * 40)), ["curve_secretkey"]),
    "broken encryption keys": (
        json.dumps(connection(curve_publickey="x", curve_secretkey="y")), ["curve_publickey", "40 characters"]),
    "address that is not of this machine": (json.dumps(connection(ip="192.0.2.1")), ["192.0.2.1", "listen"]),
    "socket path that is too long": (json.dumps(connection(transport="ipc", ip="/" + "x" * 200)), ["too long", "ip"]),
}


@pytest.mark.parametrize("text, words", BROKEN.values(), ids=[name.replace(" ", "-") for name in BROKEN])
def test_a_broken_connection_file_is_named_with_its_field(program, text, words):
    path = program.folder / "connection.json"
    path.write_text(text)
    ended = program("--connection-file", path, timeout=20).expect(2, str(path), *words)
    assert KEY not in ended.err and len(ended.err.strip().splitlines()) == 1


def test_a_missing_connection_file_is_named(program):
    ended = program("--connection-file", "no-such.json", timeout=20).expect(2, "no-such.json", "No such file")
    assert ended.out == ""


def test_a_folder_is_not_a_connection_file(program):
    ended = program("--connection-file", program.folder, timeout=20).expect(2, str(program.folder), "directory")
    assert ended.seconds < 5


@pytest.mark.parametrize("arguments, word", [
    ([], "--connection-file"), (["-f", "x", "--no-such-option"], "no-such-option"),
    (["-f", "x", "--log-level", "loud"], "loud"), (["-f", "x", "surplus"], "surplus")])
def test_wrong_usage_is_told(program, arguments, word):
    ended = program(*arguments, timeout=20)
    assert ended.code in (2, 64) and ended.out == ""
    assert word in ended.err and "usage" in ended.err.lower()


@pytest.mark.parametrize("name", ["shell_port", "control_port", "stdin_port", "iopub_port", "hb_port"])
def test_a_port_in_use_is_named_with_an_exit_code_of_its_own(program, name):
    fields = connection()
    path = program.folder / "connection.json"
    path.write_text(json.dumps(fields))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", fields[name]))
        listener.listen()
        ended = program("--connection-file", path, timeout=20).expect(98, str(fields[name]), name)
    assert "another program" in ended.err


def test_unsigned_messages_are_answered_when_the_key_is_empty_on_loopback(start):
    process, client = start(connection(key=""))
    assert client.ask()["type"] == "kernel_info_reply" and client.key == b""
    client.ask("shutdown_request", {"restart": False}, channel="control")
    assert process.wait(10) == 0


# MARK: the end


def host_pids(surroundings):
    return [process.pid for process in surroundings.processes() if process.name() == "cellhost"]


@pytest.mark.parametrize("by", ["message", "SIGTERM", "SIGHUP"])
def test_the_kernel_ends_with_0_and_leaves_nothing(program, start, by):
    process, client = start()
    assert client.ask("execute_request", {"code": "1", "silent": False}, timeout=30)["content"]["status"] == "ok"
    assert host_pids(program.surroundings)
    started = time.monotonic()
    if by == "message":
        reply = client.ask("shutdown_request", {"restart": False}, channel="control")
        assert (reply["type"], reply["content"]) == ("shutdown_reply", {"status": "ok", "restart": False})
    else:
        process.send_signal(getattr(signal, by))
    assert process.wait(10) == 0
    assert time.monotonic() - started < 3
    assert program.surroundings.wait_until_gone() == []
    assert program.surroundings.leftovers() == []


def test_sigint_while_nothing_runs_is_survived(start):
    process, client = start()
    process.send_signal(signal.SIGINT)
    assert client.ask()["content"]["status"] == "ok"
    assert process.poll() is None


LOOP = 'import Glibc\nfclose(fopen("on", "w"))\nwhile true {}'


@pytest.mark.parametrize("by", ["message", "SIGTERM"])
def test_the_kernel_ends_while_a_cell_loops(program, start, by):
    process, client = start()
    client.send("shell", client.frames("execute_request", {"code": LOOP}))
    wait_for(program.folder / "on")
    if by == "message":
        assert client.ask("shutdown_request", {"restart": False}, channel="control")["content"]["status"] == "ok"
    else:
        process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    assert program.surroundings.wait_until_gone() == []


def test_restarts_forget_the_variables_and_leave_one_kernel(kernel):
    pids = {kernel.pid}
    for number in range(3):
        kernel.run(f"let before = {number}").succeeded()
        kernel.manager.restart_kernel()
        kernel.client.wait_for_ready(timeout=30)
        pids.add(kernel.pid)
        kernel.run("before").failed("before")
        assert kernel.run("1").succeeded().count == 2
    assert len(pids) == 4
    names = [process.name() for process in kernel.surroundings.processes()]
    assert names.count("swiftlet-kernel") <= 2 and names.count("cellhost") <= 1, names


def test_a_restart_ends_a_cell_that_loops(kernel):
    kernel.client.execute(LOOP)
    wait_for(kernel.surroundings.work / "on")
    before = kernel.host_pids()
    kernel.manager.restart_kernel()
    kernel.client.wait_for_ready(timeout=30)
    assert kernel.run("1 + 1").succeeded().result == "2"
    assert before and not set(before) & set(kernel.host_pids())


PARENT = """
import os, subprocess, sys
environment = dict(os.environ)
if sys.argv[1] == "named":
    environment["JPY_PARENT_PID"] = str(os.getpid())
subprocess.Popen(sys.argv[2:], env=environment).wait()
"""


@pytest.mark.parametrize("parent", ["named", "unnamed"])
@pytest.mark.parametrize("state", ["idle", "busy"])
def test_the_kernel_goes_when_its_parent_is_killed(program, start, parent, state):
    command = [sys.executable, "-c", PARENT, parent, str(BIN / "swiftlet-kernel"), "-f",
               str(program.folder / "connection.json")]
    process, client = start(command=command)
    assert client.ask("execute_request", {"code": "1", "silent": False}, timeout=30)["content"]["status"] == "ok"
    if state == "busy":
        client.send("shell", client.frames("execute_request", {"code": LOOP}))
        wait_for(program.folder / "on")
    assert host_pids(program.surroundings)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(5)
    assert [left.name() for left in program.surroundings.wait_until_gone(4)] == []
    assert program.surroundings.leftovers() == []


def test_open_descriptors_and_threads_do_not_grow_with_cells(kernel):
    process = psutil.Process(kernel.pid)
    for number in range(20):
        kernel.run(f"let warm{number} = {number}").succeeded()
    descriptors, threads = process.num_fds(), process.num_threads()
    for number in range(60):
        kernel.run(f"let n{number} = {number}").succeeded()
        if number % 10 == 0:
            kernel.run("[1][Int(n0) + 5]").failed("range")
    assert process.num_fds() <= descriptors + 3
    assert process.num_threads() <= threads + 3
