"""Programs started from the shell, bounded in time."""

import dataclasses
import os
import signal
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

    def start(self, *arguments, cwd=None, stdin=subprocess.DEVNULL):
        return subprocess.Popen(
            [str(self.program), *map(str, arguments)], cwd=cwd or self.folder, env=self.surroundings.environment,
            stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
            errors="replace")

    def __call__(self, *arguments, timeout=90, input=None, cwd=None, after=None, send=signal.SIGINT):
        """Runs it to its end. With `after` seconds, or a function that waits, `send` goes to it."""
        started = time.monotonic()
        process = self.start(*arguments, cwd=cwd, stdin=subprocess.PIPE if input is not None else subprocess.DEVNULL)
        try:
            if after is not None:
                after() if callable(after) else time.sleep(after)
                os.kill(process.pid, send)
            out, err = process.communicate(input, timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            raise AssertionError(f"{self.program.name} did not end within {timeout} s:\n{out}{err}") from None
        return Ended(process.returncode, out, err, time.monotonic() - started)
