"""DataFrames and SQL as a notebook sees them."""

import re
import time

import pytest

from harness.surroundings import NOTEBOOKS

FLIGHTS = f'let flights = try spark.read.csv("{NOTEBOOKS}/data/nycflights13/flights.csv", ' \
          'header: true, inferSchema: true, nullValue: "NA")'


@pytest.fixture(scope="module")
def flights(shared):
    shared.run(FLIGHTS).succeeded()
    shared.run('try flights.createOrReplaceTempView("flights")').succeeded()
    return shared


def test_a_dataframe_is_shown_as_html_and_as_text(flights):
    run = flights.run('flights.groupBy("origin").count().orderBy("origin")').succeeded()
    assert run.result == ("+------+------+\n|origin| count|\n+------+------+\n|   EWR|120835|\n|   JFK|111279|\n"
                          "|   LGA|104662|\n+------+------+\n")
    html = run.contents("execute_result")[0]["data"]["text/html"]
    assert "<table>" in html and "120835" in html and "3 rows × 2 columns" in html
    assert "http" not in html and "<script" not in html


def test_the_dsl_and_sql_agree(flights):
    dsl = flights.run('flights.filter(col("dep_delay") > 60).groupBy("carrier").agg(count("*").alias("n"))'
                      '.orderBy("carrier")').succeeded().result
    sql = flights.run("%sql\nSELECT carrier, count(*) AS n FROM flights WHERE dep_delay > 60 GROUP BY carrier "
                      "ORDER BY carrier").succeeded().result
    assert dsl == sql and dsl.count("\n") > 15


def test_the_result_of_an_sql_cell_can_be_kept(flights):
    run = flights.run("%sql -o top\nSELECT dest, count(*) AS n FROM flights GROUP BY dest ORDER BY n DESC LIMIT 1")
    assert "ORD" in run.succeeded().result
    assert flights.run('try top.first()!.get("n", as: Int.self)').succeeded().result == "17283"


def test_counts_and_values_reach_swift(flights):
    assert flights.run("try flights.count()").succeeded().result == "336776"
    run = flights.run('let distances: [Int] = try flights.values("distance")\ndistances.reduce(0, +)')
    assert run.succeeded().result == "350217607"


@pytest.mark.parametrize("code, words, place", [
    ('flights.select("carier")', ["carier", "carrier"], r"In\[\d+\]:1"),
    ('let a = 1\ntry spark.read.csv("no-such.csv")', ["no-such.csv", "no such file"], r"In\[\d+\]:2"),
    ("%sql\nSELECT carrier,\n  nope FROM flights", ["nope"], r"In\[\d+\]:3:3"),
    ("%sql\nSELEC 1", ["syntax error"], r"In\[\d+\]:2:1"),
    ('try spark.table("nowhere").show()', ["nowhere"], r"In\[\d+\]:1"),
], ids=["column", "file", "column in SQL", "syntax", "table"])
def test_a_wrong_query_is_named_with_its_place(flights, code, words, place):
    run = flights.run(code).failed(*words)
    assert re.search(place, run.traceback), run.traceback
    assert run.error["ename"] == "QueryError"


def test_an_interrupt_ends_a_query_and_the_session_goes_on(flights):
    interrupted = []

    def interrupt():
        time.sleep(1.5)
        interrupted.append(time.monotonic())
        flights.manager.interrupt_kernel()

    run = flights.run("%sql\nSELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b "
                      "WHERE a.range % 7 = b.range % 3", during=interrupt)
    assert time.monotonic() - interrupted[0] < 1
    run.failed("interrupted")
    assert flights.run("try flights.count()").succeeded().result == "336776"


def test_a_file_that_changed_is_read_anew(kernel):
    file = kernel.surroundings.work / "numbers.csv"
    file.write_text("n\n1\n2\n")
    kernel.run('let numbers = try spark.read.csv("numbers.csv", header: true, inferSchema: true)').succeeded()
    assert kernel.run("try numbers.count()").succeeded().result == "2"
    file.write_text("n\n1\n2\n3\n")
    assert kernel.run("try numbers.count()").succeeded().result == "3"
