"""Runs the benchmarks. Without names: all of them, and writes RESULTS.md and RESULTS.json beside this file.
With names: these only, and the table goes to the terminal alone."""

import importlib
import os
import pathlib
import sys
import time
import traceback

import report
from measure import BIN, NotAvailable, progress

HERE = pathlib.Path(__file__).resolve().parent
PREFIX = "benchmark_"
PROGRAMS = ["swiftlet-kernel", "nbrun"]


def found():
    """Name to function, for every function `benchmark_...` of the files here."""
    benchmarks = {}
    for file in sorted(HERE.glob("*.py")):
        if file.stem == "run":
            continue
        for name, function in vars(importlib.import_module(file.stem)).items():
            if name.startswith(PREFIX):
                benchmarks[name.removeprefix(PREFIX).replace("_", "-")] = function
    return benchmarks


def usage(benchmarks):
    names = "\n".join(f"  {name:<16}{function.__doc__.splitlines()[0]}" for name, function in benchmarks.items())
    return f'usage: make bench [ARGS="NAME..."]\n\n{names}'


def measure_all(benchmarks):
    """The rows; (name, reason) of what does not exist yet; and names of those that failed."""
    rows, missing, failed = [], [], []
    for name, function in benchmarks.items():
        print(f"==> {name}", flush=True)
        started = time.monotonic()
        try:
            new = function()
        except NotAvailable as reason:
            missing.append((name, str(reason)))
            progress("")
            print(f"    not measured: {reason}", flush=True)
            continue
        except Exception as error:
            traceback.print_exc()
            missing.append((name, f"failed: {type(error).__name__}"))
            failed.append(name)
            continue
        rows += new
        progress("")
        for row in new:
            what, ours, peer, *_ = report.cells(row)
            print(f"    {what}: {ours}; {peer}{'; misses its target' if row.reached is False else ''}")
        print(f"    took {time.monotonic() - started:.0f} s", flush=True)
    return rows, missing, failed


def main(names):
    benchmarks = found()
    if names in (["-h"], ["--help"]):
        print(usage(benchmarks))
        return 0
    if unknown := [name for name in names if name not in benchmarks]:
        print(f"error: there is no benchmark {', '.join(unknown)}\n\n{usage(benchmarks)}", file=sys.stderr)
        return 2
    if absent := [name for name in PROGRAMS if not (BIN / name).exists()]:
        print(f"error: bin/{absent[0]} is missing. Build it with:  make build", file=sys.stderr)
        return 1
    machine = report.facts(os.getloadavg())
    for name, value in machine:
        print(f"{name}: {value}")
    rows, missing, failed = measure_all({name: benchmarks[name] for name in names or benchmarks})
    print("\n" + report.table(rows, missing))
    if not names:
        (HERE / "RESULTS.md").write_text(report.document(rows, missing, machine))
        (HERE / "RESULTS.json").write_text(report.raw(rows, machine))
        print("\nWritten to Benchmarks/RESULTS.md and Benchmarks/RESULTS.json")
    if failed:
        print(f"error: these benchmarks failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
