"""Programs started from the shell, bounded in time."""

import dataclasses
import os
import signal
import socket
import subprocess
import time

from .surroundings import BIN, Surroundings


@dataclasses.dataclass
class Ended:
    code: int
    out: str
    err: str
    seconds: float

    def expect(self, code, *words):
        """Asserts the exit code, and that these words are in what was printed; returns self."""
        text = self.out + self.err
        assert self.code == code, f"exit code {self.code}, not {code}:\n{text[-3000:]}"
        for word in words:
            assert word.lower() in text.lower(), f"'{word}' is not in:\n{text[-3000:]}"
        return self


class Program:
    """A program of bin/ in surroundings of its own."""

    def __init__(self, cache, name="nbrun", **variables):
        self.program = BIN / name
        self.surroundings = Surroundings(cache, **variables)
        self.folder = self.surroundings.work

    def start(self, *arguments, cwd=None, stdin=subprocess.DEVNULL, **more):
        return subprocess.Popen(
            [str(self.program), *map(str, arguments)], cwd=cwd or self.folder, env=self.surroundings.environment,
            **{"stdin": stdin, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True,
               "start_new_session": True, "errors": "replace", **more})

    def __call__(self, *arguments, timeout=90, input=None, cwd=None, after=None, send=signal.SIGINT,
                 group=False, **more):
        """Runs it to its end. With `after` seconds, or a function that waits, `send` goes to it, or to its group."""
        started = time.monotonic()
        stdin = subprocess.PIPE if input is not None else subprocess.DEVNULL
        process = self.start(*arguments, cwd=cwd, stdin=stdin, **more)
        try:
            if after is not None:
                after() if callable(after) else time.sleep(after)
                (os.killpg if group else os.kill)(process.pid, send)
            out, err = process.communicate(input, timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            raise AssertionError(f"{self.program.name} did not end within {timeout} s:\n{out}{err}") from None
        return Ended(process.returncode, out, err, time.monotonic() - started)


def wait_for(path, seconds=30, process=None):
    """Waits for a file, such as one that a cell makes to say how far it is."""
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, f"{path.name} did not appear within {seconds} s"
        assert process is None or process.poll() is None, f"ended with {process.poll()}: {process.communicate()}"
        time.sleep(0.01)


def free_ports(count=5):
    """Ports of loopback that nobody listens on."""
    listeners = [socket.socket() for _ in range(count)]
    try:
        for listener in listeners:
            listener.bind(("127.0.0.1", 0))
        return [listener.getsockname()[1] for listener in listeners]
    finally:
        for listener in listeners:
            listener.close()
