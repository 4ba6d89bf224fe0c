"""pytest's part: fixtures, and two rules. A test that asserts nothing fails; a skipped test fails the run."""

import pathlib
import shutil
import socket
import tempfile
import unittest

import pytest

from .kernel import Kernel
from .run import Program
from .surroundings import BIN, ROOT, VENV, Surroundings

_asserted = pytest.StashKey()
_skipped = []


def pytest_sessionstart(session):
    missing = [name for name in ("swiftlet-kernel", "nbrun", "swiftlet") if not (BIN / name).exists()]
    if not (VENV / "share/jupyter/kernels/swiftlet/kernel.json").exists():
        missing.append("the kernelspec in .venv")
    if missing and not session.config.getoption("--collect-only"):
        pytest.exit(f"missing: {', '.join(missing)}. Make them with: make build", returncode=4)


# MARK: every test asserts


def pytest_assertion_pass(item, lineno, orig, expl):
    item.stash[_asserted] = item.stash.get(_asserted, 0) + 1


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem):
    outcome = yield
    # jupyter_kernel_test asserts by unittest's methods, which pytest does not see.
    own = not (pyfuncitem.cls and issubclass(pyfuncitem.cls, unittest.TestCase))
    if own and not pyfuncitem.stash.get(_asserted, 0):
        pytest.fail(f"{pyfuncitem.name} asserted nothing")
    return outcome


# MARK: nothing is skipped


def pytest_runtest_logreport(report):
    if report.skipped:
        _skipped.append(f"{report.nodeid}: {report.longrepr[-1] if report.longrepr else ''}")


def pytest_sessionfinish(session):
    if _skipped and session.exitstatus == 0:
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter):
    if _skipped:
        terminalreporter.section("skipped tests fail the run")
        for line in _skipped:
            terminalreporter.write_line(line)


# MARK: fixtures


@pytest.fixture(scope="session")
def cache():
    """A compile cache for this run, so that nothing of earlier builds is found."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="swiftlet-cache-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture(scope="module")
def shared(cache):
    """One kernel for the tests of a file that leave it as it was."""
    with Kernel(cache) as kernel:
        yield kernel


@pytest.fixture
def kernel(cache):
    """A fresh kernel for a test that may break it; afterwards nothing of it may be left."""
    with Kernel(cache) as kernel:
        yield kernel


@pytest.fixture
def start_kernel(cache):
    """A function that starts kernels with other options."""
    kernels = []

    def start(**options):
        kernels.append(Kernel(cache, **options))
        return kernels[-1]

    yield start
    for kernel in kernels:
        kernel.stop()


@pytest.fixture
def nbrun(cache):
    """nbrun in surroundings of its own; afterwards no process or temporary file of it may be left."""
    program = Program(cache)
    yield program
    try:
        program.surroundings.check()
    finally:
        program.surroundings.remove()


@pytest.fixture
def surroundings(cache):
    place = Surroundings(cache)
    yield place
    try:
        place.check()
    finally:
        place.remove()


__all__ = [
    "ROOT", "cache", "free_port", "kernel", "nbrun", "pytest_assertion_pass", "pytest_pyfunc_call",
    "pytest_runtest_logreport", "pytest_sessionfinish", "pytest_sessionstart", "pytest_terminal_summary", "shared",
    "start_kernel", "surroundings",
]
