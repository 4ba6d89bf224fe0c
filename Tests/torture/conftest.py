"""The fault catalogue: a fast tier for every run of the tests, and `--full` for the long one."""

import pathlib
import random
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "clients"))

import pytest

pytest.register_assert_rewrite("harness.kernel", "harness.notebooks", "harness.raw", "harness.run")

from harness.plugin import *  # noqa: E402,F403 fixtures and hooks
from harness.run import Program  # noqa: E402


def pytest_addoption(parser):
    parser.addoption("--full", action="store_true", help="the long form: many more rounds")
    parser.addoption("--seed", type=int, default=None, help="repeats a run's random choices")


def pytest_configure(config):
    if config.getoption("--seed") is None:
        config.option.seed = random.SystemRandom().randrange(1 << 32)


def pytest_collection_modifyitems(config, items):
    if config.getoption("--full"):
        for item in items:
            item.add_marker(pytest.mark.timeout(3600))


def pytest_report_header(config):
    tier = "full" if config.getoption("--full") else "fast"
    return f"fault catalogue: {tier} tier, --seed {config.getoption('--seed')}"


@pytest.fixture
def rounds(request):
    """rounds(fast, full): how often to try, for the tier that runs."""
    full = request.config.getoption("--full")
    return lambda few, many: many if full else few


@pytest.fixture
def chance(request):
    """Random choices of one test; the seed in the header repeats them."""
    return random.Random(f"{request.config.getoption('--seed')} {request.node.name}")


@pytest.fixture
def cold_cache():
    """A compile cache of the test's own, with nothing in it."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="swiftlet-cold-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def start_nbrun(cache):
    """A function that makes nbruns with surroundings of their own: another cache, program or variables."""
    programs = []

    def make(folder=cache, program="nbrun", **variables):
        programs.append(Program(folder, program, **variables))
        return programs[-1]

    yield make
    try:
        for program in programs:
            program.surroundings.check()
    finally:
        for program in programs:
            program.surroundings.remove()
