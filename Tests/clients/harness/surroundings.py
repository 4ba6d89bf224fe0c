"""A place of its own for each thing a test starts: folders, environment, and a mark that finds its processes."""

import contextlib
import os
import pathlib
import shutil
import tempfile
import time
import uuid

import psutil

ROOT = pathlib.Path(__file__).resolve().parents[3]
BIN = ROOT / "bin"
VENV = ROOT / ".venv"
NOTEBOOKS = ROOT / "notebooks"
MARK = "SWIFTLET_TEST_MARK"


def is_alive(pid):
    with contextlib.suppress(psutil.Error):
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False


class Leak(AssertionError):
    """Something that a test started, or made, is still there."""


class Surroundings:
    """An environment whose processes and temporary files can be told from all others.

    `environment` goes to what is started; `folder` is where notebooks and such can be put; `check` raises `Leak`
    when a process, socket or temporary file is left.
    """

    def __init__(self, cache, **variables):
        # Socket paths have little room, so the folder's name is short.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sw-"))
        self.cache = pathlib.Path(cache)
        self.earlier_sessions = self.sessions()
        self.mark = uuid.uuid4().hex
        self.temporary = self.folder / "t"
        for name in ("t", "home", "runtime", "config", "data", "work"):
            (self.folder / name).mkdir()
        self.work = self.folder / "work"
        self.environment = {
            **os.environ,
            MARK: self.mark,
            "TMPDIR": str(self.temporary),
            "HOME": str(self.folder / "home"),
            "JUPYTER_RUNTIME_DIR": str(self.folder / "runtime"),
            "JUPYTER_CONFIG_DIR": str(self.folder / "config"),
            "JUPYTER_DATA_DIR": str(self.folder / "data"),
            "IPYTHONDIR": str(self.folder / "home"),
            "SWIFTLET_CACHE_DIR": str(cache),
            "PYTHONNOUSERSITE": "1",
            "PATH": f"{VENV / 'bin'}:{os.environ['PATH']}",
            **variables,
        }

    def processes(self):
        """The living processes that carry the mark, whoever their parent is by now."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error, OSError):
                if process.environ().get(MARK) == self.mark and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
        return found

    def leftovers(self):
        """Temporary files that are still there, and folders of sessions whose process has ended."""
        files = [str(path.relative_to(self.temporary)) for path in self.temporary.rglob("*")]
        ours = self.sessions() - self.earlier_sessions
        return sorted(files + [name for name in ours if not is_alive(int(name.split("-")[0]))])

    def sessions(self):
        """The folders that running sessions, or dead ones, have in the cache."""
        return {path.name for path in self.cache.glob("sessions/*-*")}

    def wait_until_gone(self, seconds=3.0):
        """Waits for all marked processes to end; returns those that did not."""
        end = time.monotonic() + seconds
        while (alive := self.processes()) and time.monotonic() < end:
            time.sleep(0.02)
        return alive

    def check(self, seconds=3.0):
        """Raises `Leak` for processes or temporary files that are left after some seconds."""
        alive = self.wait_until_gone(seconds)
        descriptions = [f"{process.pid} {' '.join(process.cmdline())[:200]}" for process in alive]
        for process in alive:
            with contextlib.suppress(psutil.Error):
                process.kill()
        if descriptions:
            raise Leak("processes left: " + "; ".join(descriptions))
        end = time.monotonic() + seconds
        while (left := self.leftovers()) and time.monotonic() < end:
            time.sleep(0.02)
        if left:
            raise Leak("temporary files left: " + ", ".join(left[:10]))

    def remove(self):
        for process in self.processes():
            with contextlib.suppress(psutil.Error):
                process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
