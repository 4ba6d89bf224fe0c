"""What the figures mean to a reader: the table, and the facts of the machine above it."""

import datetime
import importlib.metadata
import json
import os
import pathlib
import platform
import subprocess

from measure import ROOT, summary

PEERS = ["ipykernel", "jupyter_client", "papermill", "nbconvert", "nbclient"]


def facts(load):
    """(name, value) of what the figures depend on; `load` is the load average before the first benchmark."""
    cores = os.cpu_count()
    busy = ", busy: these figures are worse than they could be" if load[0] > cores / 4 else ""
    return [
        ("processor", f"{field('/proc/cpuinfo', 'model name')}, {cores} cores"),
        ("memory", f"{int(field('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.1f} GiB"),
        ("kernel", f"{platform.system()} {platform.release()}"),
        ("compiler", first_line("swift", "--version")),
        ("Swiftlet", first_line("git", "describe", "--always", "--dirty")),
        ("Python", platform.python_version()),
        ("peers", ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PEERS)),
        ("date", datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")),
        ("load average at start", " ".join(f"{value:.2f}" for value in load) + busy),
    ]


def field(path, name):
    """The value of a `name : value` line of a file in /proc."""
    for line in pathlib.Path(path).read_text().splitlines():
        if line.partition(":")[0].strip() == name:
            return line.partition(":")[2].strip()
    return f"unknown: {path} has no {name}"


def first_line(*command):
    try:
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30)
    except OSError:
        return "unknown"
    return ended.stdout.splitlines()[0] if ended.returncode == 0 and ended.stdout else "unknown"


def quantity(value, unit):
    if unit == "MB/s":
        return f"{value:.1f} MB/s"
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def cells(row):
    """The row's columns as text."""
    limit = ""
    if row.target:
        bound = "at least" if row.unit == "MB/s" else "at most"
        limit = f"{bound} {quantity(row.target.limit, row.unit)}" + (f" ({row.target.text})" if row.target.text else "")
    return [
        row.what,
        both(row, row.ours),
        f"{both(row, row.peer)} ({row.peer_name})",
        f"{row.advantage:.2g}" if row.advantage < 10 else f"{row.advantage:.0f}",
        limit,
        {None: "", True: "yes", False: "**no**"}[row.reached],
        f"{len(row.ours)} / {len(row.peer)}",
    ]


def both(row, samples):
    """The statistic that counts; for a median also the p95."""
    value = quantity(summary(samples, row.statistic, row.unit), row.unit)
    if row.statistic == "p95":
        return value
    return f"{value}, p95 {quantity(summary(samples, 'p95', row.unit), row.unit)}"


HEAD = ["what", "Swiftlet", "peer", "times better", "target", "reached", "samples"]


def table(rows, missing):
    """Markdown. `missing` are (benchmark, reason) of those that gave no rows."""
    lines = [HEAD, ["---"] * len(HEAD)] + [cells(row) for row in rows]
    lines += [[name, f"not measured: {reason}", "", "", "", "", ""] for name, reason in missing]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def document(rows, missing, machine):
    facts_list = "\n".join(f"- {name}: {value}" for name, value in machine)
    return f"# Results\n\nWritten by `make bench`; [README.md](README.md) says how to read it.\n\n{facts_list}\n\n" \
        f"{table(rows, missing)}\n"


def raw(rows, machine):
    """JSON with all samples, for comparing runs by a program; each row is one line."""
    lines = [
        json.dumps({
            "what": row.what, "unit": row.unit, "statistic": row.statistic, "peer": row.peer_name,
            "target": row.target.limit if row.target else None, "reached": row.reached,
            "swiftlet_samples": [round(value, 5) for value in row.ours],
            "peer_samples": [round(value, 5) for value in row.peer],
        })
        for row in rows
    ]
    return f'{{"machine": {json.dumps(dict(machine))},\n"rows": [\n' + ",\n".join(lines) + "\n]}\n"
