"""How long a kernel takes until it answers, and then until it has run its first cell."""

import subprocess
import time

from jupyter_client.manager import KernelManager

from measure import OURS, PEER, VENV, Row, Surroundings, Target, alternate, cache_folder

STARTS = 10


def start(name):
    """Seconds from start_kernel to the kernel_info_reply, and from there to the reply to a first cell `1`.

    Not by the harness's kernel: its wait_for_ready ends with pauses in which the kernel could go on warming up.
    Here the cell is sent as soon as the kernel answers. The compile cache is empty.
    """
    with cache_folder() as cache:
        place = Surroundings(cache)
        manager = KernelManager(
            kernel_name=name, transport_encryption="disabled",
            connection_file=str(place.folder / "runtime/k.json"))
        manager.kernel_spec_manager.kernel_dirs = [str(VENV / "share/jupyter/kernels")]
        try:
            started = time.monotonic()
            manager.start_kernel(
                env=place.environment, cwd=str(place.work), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            client = manager.blocking_client()
            client.start_channels(hb=False)
            client.kernel_info(reply=True, timeout=60)
            ready = time.monotonic()
            reply = client.execute("1", allow_stdin=False, reply=True, timeout=60)
            ended = time.monotonic()
            assert reply["content"]["status"] == "ok", reply["content"]
            client.stop_channels()
        finally:
            if manager.has_kernel:
                manager.shutdown_kernel()
            manager.cleanup_resources()
            place.remove()
    return ready - started, ended - ready


def benchmark_cold_start():
    """Starting a kernel until it answers, and its first cell.

    A fresh process and an empty cache each time; the files of both kernels are in the system's page cache.
    """
    start(OURS), start(PEER)
    ours, peer = alternate(STARTS, lambda _: start(OURS), lambda _: start(PEER))
    (our_start, our_cell), (peer_start, peer_cell) = zip(*ours), zip(*peer)
    return [
        Row("kernel cold start to ready", our_start, peer_start, target=Target(0.6)),
        Row("first cell after it, empty cache", our_cell, peer_cell),
    ]
