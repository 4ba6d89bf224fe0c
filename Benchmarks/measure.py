"""What every benchmark needs: rows of the table, and kernels whose round trips are timed to the message."""

import dataclasses
import pathlib
import statistics
import sys
import tempfile
import time

import zmq

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Tests/clients"))

from harness.kernel import Kernel, Run  # noqa: E402
from harness.run import Program  # noqa: E402
from harness.surroundings import BIN, VENV, Surroundings  # noqa: E402

OURS, PEER = "swiftlet", "python3"
IPYKERNEL = "ipykernel"


class NotAvailable(Exception):
    """Something that is measured does not exist yet; the message says what."""


@dataclasses.dataclass
class Target:
    """A limit on the median or p95 of Swiftlet's samples: an upper one for times, a lower one for rates."""

    limit: float
    text: str | None = None  # instead of the limit, when it is not a number that holds for every machine


@dataclasses.dataclass
class Row:
    """One line of the table. Samples are seconds, or with unit "MB/s" rates, of which more is better."""

    what: str
    ours: list
    peer: list
    peer_name: str = IPYKERNEL
    target: Target | None = None
    statistic: str = "median"
    unit: str = "s"

    @property
    def our_value(self):
        return summary(self.ours, self.statistic, self.unit)

    @property
    def peer_value(self):
        return summary(self.peer, self.statistic, self.unit) if self.peer else None

    @property
    def reached(self):
        """Whether the target is reached, None without one."""
        if self.target is None:
            return None
        return self.our_value >= self.target.limit if self.unit == "MB/s" else self.our_value <= self.target.limit

    @property
    def advantage(self):
        """How many times better Swiftlet is than the peer; below 1 it is worse."""
        if not self.peer:
            return None
        return self.our_value / self.peer_value if self.unit == "MB/s" else self.peer_value / self.our_value


def summary(samples, statistic, unit="s"):
    """The median, or the p95: the value that 95 of 100 samples are not worse than (nearest rank)."""
    if statistic == "median":
        return statistics.median(samples)
    ordered = sorted(samples, reverse=unit == "MB/s")
    return ordered[-(-len(ordered) * 95 // 100) - 1]


def alternate(count, *measures):
    """Calls the functions in turn, `count` rounds with the number of the round, every other round backwards, so that
    no one always follows the same other. Returns a list of samples for each."""
    samples = [[] for _ in measures]
    turns = list(zip(measures, samples))
    for number in range(count):
        for measure, taken in turns if number % 2 == 0 else reversed(turns):
            taken.append(measure(number))
        progress(f"    round {number + 1} of {count}")
    return samples


def progress(text):
    """Shows what is going on: on a terminal in one line that is overwritten, otherwise not at all."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}\r", end="", file=sys.stderr, flush=True)


def cache_folder():
    """An empty compile cache, removed when the returned object is closed (use it with `with`)."""
    return tempfile.TemporaryDirectory(prefix="sw-bench-")


class TimedKernel(Kernel):
    """The harness's kernel, with round trips timed without its pauses between looks at the two channels.

    `arrivals` holds the time at which each message of the last cell came, in the order of `Run.messages`.
    """

    def timed(self, code, timeout=120):
        """Runs a cell that must run well: from sending the request until its reply and its idle status are here."""
        shell, iopub = self.client.shell_channel.socket, self.client.iopub_channel.socket
        poller = zmq.Poller()
        poller.register(shell, zmq.POLLIN)
        poller.register(iopub, zmq.POLLIN)
        reply, messages, idle, self.arrivals = None, [], False, []
        started = time.monotonic()
        message_id = self.client.execute(code, allow_stdin=False)
        while reply is None or not idle:
            ready = dict(poller.poll(timeout * 1000))
            if not ready:
                raise TimeoutError(f"no answer within {timeout} s to:\n{code}\n{self.log_text()[-2000:]}")
            if shell in ready:
                message = self.client.get_shell_msg(timeout=1)
                if message["parent_header"].get("msg_id") == message_id:
                    reply = message
            if iopub in ready:
                message = self.client.get_iopub_msg(timeout=1)
                if message["parent_header"].get("msg_id") != message_id:
                    continue
                if message["msg_type"] == "status":
                    idle = message["content"]["execution_state"] == "idle"
                else:
                    messages.append(message)
                    self.arrivals.append(time.monotonic())
        return Run(reply, messages, time.monotonic() - started)

    def seconds(self, code):
        """The round trip of a cell that must run well."""
        return self.timed(code).succeeded().seconds


__all__ = [
    "BIN", "IPYKERNEL", "OURS", "PEER", "ROOT", "VENV", "NotAvailable", "Program", "Row", "Surroundings", "Target",
    "TimedKernel", "alternate", "cache_folder", "progress", "summary",
]
