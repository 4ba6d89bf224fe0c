"""The harness itself, held against ipykernel, a kernel that is known to be right."""

import subprocess
import sys
import time

import pytest

from harness.kernel import Kernel
from harness.surroundings import Leak, Surroundings


@pytest.fixture(scope="module")
def python(cache):
    with Kernel(cache, name="python3") as kernel:
        yield kernel


def test_outputs_come_in_order_and_belong_to_their_cell(python):
    run = python.run("import sys\nprint('a', flush=True); print('b', file=sys.stderr, flush=True); 1 + 1").succeeded()
    assert run.streams == [("stdout", "a\n"), ("stderr", "b\n")]
    assert run.result == "2"
    assert python.run("None").result is None


def test_a_failing_cell_is_seen_as_one(python):
    run = python.run("1 / 0").failed("ZeroDivisionError")
    assert run.status == "error"
    with pytest.raises(AssertionError):
        run.succeeded()
    with pytest.raises(AssertionError):
        python.run("1").failed()


def test_input_is_answered(python):
    assert python.run("input('name? ')", answer=lambda request: request["prompt"] + "x").result == "'name? x'"


def test_an_interrupt_reaches_the_running_cell(python):
    def interrupt():
        time.sleep(0.5)  # ipykernel loses an interrupt between its busy status and the cell's first line
        python.manager.interrupt_kernel()

    run = python.run("import time\ntime.sleep(30)", during=interrupt)
    run.failed("KeyboardInterrupt")
    assert run.seconds < 10


def test_any_request_gets_its_reply(python):
    assert python.request("kernel_info_request", {})["content"]["language_info"]["name"] == "python"
    assert python.request("kernel_info_request", {}, channel="control")["content"]["status"] == "ok"


def test_a_process_that_is_left_is_found(cache):
    place = Surroundings(cache)
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], env=place.environment)
    with pytest.raises(Leak, match="processes left"):
        place.check(seconds=0.2)
    assert process.wait(5) != 0
    (place.temporary / "file").write_text("")
    with pytest.raises(Leak, match="temporary files left"):
        place.check(seconds=0.2)
    place.remove()


def test_ipykernel_over_ipc_leaves_nothing(start_kernel):
    kernel = start_kernel(name="python3", transport="ipc")
    assert kernel.run("6 * 7").result == "42"
