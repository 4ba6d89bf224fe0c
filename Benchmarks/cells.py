"""Round trips of small cells: ones whose text is new, and ones that an earlier kernel has compiled."""

import pathlib

from measure import OURS, PEER, Row, Target, TimedKernel, alternate, cache_folder

CELLS = 60


def text(number, language):
    """A cell whose text occurs once: by turns a definition, and an expression that uses it."""
    name = f"n{number // 2 + 17}"
    if number % 2:
        return f"{name} + 1"
    return f"{'let ' if language == OURS else ''}{name} = {number // 2 + 17} * 3"


def libraries(cache):
    """The compiled cells in a cache."""
    return sorted(path.name for path in pathlib.Path(cache, "cells").rglob("*.so"))


def measured(ours, peer):
    # The first cell of a kernel is cold_start.py's subject.
    ours.seconds("0")
    peer.seconds("0")
    return alternate(
        CELLS, lambda number: ours.seconds(text(number, OURS)), lambda number: peer.seconds(text(number, PEER)))


def benchmark_new_cell():
    """Round trip of a small cell whose text is new.

    Both kernels live side by side and take turns; nothing is in the cache.
    """
    with cache_folder() as cache, TimedKernel(cache, name=OURS) as ours, TimedKernel(cache, name=PEER) as peer:
        times = measured(ours, peer)
    return [
        Row("round trip of a new trivial cell, p50", *times, target=Target(0.100)),
        Row("round trip of a new trivial cell, p95", *times, target=Target(0.200), statistic="p95"),
    ]


def benchmark_cached_cell():
    """Round trip of a small cell that an earlier kernel with the same cache has run."""
    with cache_folder() as cache:
        with TimedKernel(cache, name=OURS) as ours, TimedKernel(cache, name=PEER) as peer:
            measured(ours, peer)
        with TimedKernel(cache, name=OURS) as ours, TimedKernel(cache, name=PEER) as peer:
            compiled = libraries(cache)
            times = measured(ours, peer)
            assert libraries(cache) == compiled, "cells were compiled again that should be in the cache"
    return [Row("round trip of a cell in the cache, p50", *times, target=Target(0.010))]
