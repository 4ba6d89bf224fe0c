"""How fast what a cell prints reaches the client."""

import time

from measure import OURS, PEER, Row, Target, TimedKernel, alternate, cache_folder

LINES = 100_000
ROUNDS = 5

# The first line says when printing begins, on the clock of this process, and a comment makes the text new.
SWIFT = """\
import Glibc
var now{number} = timespec()
clock_gettime(CLOCK_MONOTONIC, &now{number})
print(Double(now{number}.tv_sec) + Double(now{number}.tv_nsec) / 1e9)
for line in 0..<{lines} {{ print("line \\(line)") }}
"""
PYTHON = """\
import time  # {number}
print(time.clock_gettime(time.CLOCK_MONOTONIC))
for line in range({lines}): print(f"line {{line}}")
"""


def printed(kernel, template, number):
    """Prints the lines and returns the rate from the first print to the last text's arrival, and the round trip."""
    run = kernel.timed(template.format(number=number, lines=LINES)).succeeded()
    first, *lines = run.stdout.splitlines()
    assert lines == [f"line {line}" for line in range(LINES)], f"{len(lines)} lines arrived, or in another order"
    last = max(at for at, message in zip(kernel.arrivals, run.messages) if message["msg_type"] == "stream")
    return len(run.stdout.encode()) / 1e6 / (last - float(first)), run.seconds


def benchmark_printing():
    """100,000 printed lines until they are received.

    The rate counts from the first print, the round trip also has the compiling of the loop.
    """
    assert time.get_clock_info("monotonic").implementation == "clock_gettime(CLOCK_MONOTONIC)"
    with cache_folder() as cache, TimedKernel(cache, name=OURS) as ours, TimedKernel(cache, name=PEER) as peer:
        printed(ours, SWIFT, ROUNDS), printed(peer, PYTHON, ROUNDS)
        ours_taken, peer_taken = alternate(
            ROUNDS, lambda number: printed(ours, SWIFT, number), lambda number: printed(peer, PYTHON, number))
    (our_rates, our_times), (peer_rates, peer_times) = zip(*ours_taken), zip(*peer_taken)
    return [
        Row("stdout of 100,000 printed lines", our_rates, peer_rates, target=Target(10), unit="MB/s"),
        Row("the whole cell that prints them", our_times, peer_times),
    ]
