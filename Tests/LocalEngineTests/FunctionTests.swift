import DataFrames
import Testing

@Suite("Functions have Spark's meaning")
struct FunctionTests {
    private let frame: DataFrame

    init() throws {
        frame = try newSession().sql(
            """
            SELECT 'Hello World' AS s, -2.5::DOUBLE AS x, 7 AS n, -7 AS m, DATE '2013-02-28' AS d,
                TIMESTAMPTZ '2013-02-28 13:14:15.678+00' AS ts, [3, NULL, 1, 3] AS a, MAP {'k': 1} AS map,
                NULL::VARCHAR AS nothing
            """)
    }

    private func check(_ cases: [(Column, String)]) throws {
        // One by one, so that a failure names its column.
        for (column, text) in cases {
            let result = try frame.select(column.as("r")).lines()
            #expect(result == [text], "\(column)")
        }
    }

    @Test("text")
    func text() throws {
        try check([
            (upper("s"), "HELLO WORLD"), (lower("s"), "hello world"), (initcap(lower("s")), "Hello World"),
            (length("s"), "11"), (trim(lit("  x ")), "x"), (ltrim(lit(" x")), "x"), (rtrim(lit("x ")), "x"),
            (concat("s", lit("!"), "n"), "Hello World!7"), (concat("s", "nothing"), "NULL"),
            (concat_ws("-", "s", "nothing", "n"), "Hello World-7"), (substring("s", 2, 3), "ell"),
            (substring("s", -3, 2), "rl"), (col("s").substr(1, 5), "Hello"), (left("s", 2), "He"),
            (right("s", 2), "ld"),
            (instr("s", "o"), "5"), (instr("s", "z"), "0"), (`repeat`(left("s", 1), 3), "HHH"),
            (reverse("s"), "dlroW olleH"),
            (lpad("s", 13, "*"), "**Hello World"), (rpad("s", 13, "*"), "Hello World**"), (lpad("s", 3, "*"), "Hel"),
            (replace("s", lit("o"), lit("0")), "Hell0 W0rld"), (regexp_replace("s", "(\\w)o", "<$1>"), "Hel<l> <W>rld"),
            (regexp_extract("s", "(\\w+) (\\w+)", 2), "World"), (regexp_extract("s", "(x+)"), ""),
            (split("s", "\\s"), "[Hello, World]"), (md5("s"), "b10a8db164e0754105b7a99be72e3fe5"),
            (format_number(lit(1234567.891), 2), "1,234,567.89"), (levenshtein("s", lit("Hello")), "6"),
        ])
    }

    @Test("numbers")
    func numbers() throws {
        try check([
            (abs("x"), "2.5"), (round("x"), "-3.0"), (bround("x"), "-2.0"), (round(lit(1234.5), -2), "1200.0"),
            (round(lit(2.345), 2), "2.35"), (floor("x"), "-3"), (ceil("x"), "-2"), (sqrt(lit(9)), "3.0"),
            (cbrt(lit(8)), "2.0"), (pow(col("n"), 2), "49.0"), (exp(lit(0)), "1.0"), (ln(lit(1)), "0.0"),
            (log10(lit(100)), "2.0"), (log2(lit(8)), "3.0"), (pmod("m", 3), "2"), (col("m") % 3, "-1"),
            (col("n") / 2, "3.5"), (-col("n"), "-7"), (degrees(lit(0)), "0.0"), (atan2(lit(0.0), lit(1.0)), "0.0"),
            (greatest("n", "m", lit(Int?.none)), "7"), (least("n", "m"), "-7"), (lit("5") + 1, "6"),
            (lit("5") + 1.0, "6.0"),
        ])
    }

    @Test("dates and times")
    func dates() throws {
        try check([
            (year("d"), "2013"), (quarter("d"), "1"), (month("d"), "2"), (day("d"), "28"), (dayofweek("d"), "5"),
            (weekday("d"), "3"), (dayofyear("d"), "59"), (weekofyear("d"), "9"), (hour("ts"), "13"),
            (minute("ts"), "14"), (second("ts"), "15"), (date_add("d", 1), "2013-03-01"),
            (date_sub("d", 59), "2012-12-31"), (datediff(lit("2013-03-01"), "d"), "1"),
            (add_months(lit("2013-01-31"), 1), "2013-02-28"), (add_months("d", 1), "2013-03-28"),
            (last_day("d"), "2013-02-28"), (make_date(2012, 2, 29), "2012-02-29"), (trunc("d", "year"), "2013-01-01"),
            (date_trunc("month", "ts"), "2013-02-01 00:00:00"), (date_trunc("hour", "ts"), "2013-02-28 13:00:00"),
            (to_date(lit("31.12.2013"), "dd.MM.yyyy"), "2013-12-31"), (to_date("ts"), "2013-02-28"),
            (to_timestamp(lit("2013-01-01 10:11"), "yyyy-MM-dd HH:mm"), "2013-01-01 10:11:00"),
            (date_format("ts", "EEE d MMM yyyy HH:mm:ss.SSS"), "Thu 28 Feb 2013 13:14:15.678"),
            (date_format("d", "yyyy'T'MM''dd 100%"), "2013T02'28 100%"), (col("d") < lit("2013-03-01"), "true"),
            (current_date() == current_date(), "true"),
        ])
    }

    @Test("arrays, maps and structs")
    func collections() throws {
        try check([
            (size("a"), "4"), (array_contains("a", 3), "true"), (array_contains("a", 9), "NULL"),
            (array_contains(array("n"), 9), "false"),
            (array_sort("a"), "[1, 3, 3, NULL]"), (array_join("a", ","), "3,1,3"), (element_at("a", -1), "3"),
            (element_at("map", "k"), "1"), (col("a").getItem(0), "3"), (col("a")[1], "NULL"), (get("a", 9), "NULL"),
            (col("map").getItem("k"), "1"), (col("map")["none"], "NULL"), (sequence(1, 3), "[1, 2, 3]"),
            (array("n", "m"), "[7, -7]"), (`struct`("n", "s"), "{7, Hello World}"),
            (`struct`("n", "s").getField("s"), "Hello World"), (`struct`(col("n").as("k"))["k"], "7"),
        ])
        #expect(try frame.select("n", explode("a").as("e")).lines() == ["7|3", "7|NULL", "7|1", "7|3"])
    }

    @Test("conditions")
    func conditions() throws {
        try check([
            (when(col("n") > 5, "big").otherwise("small"), "big"), (when(col("n") > 50, "big"), "NULL"),
            (when(col("n") > 50, 1).when(col("n") > 5, 2).otherwise(3), "2"), (coalesce("nothing", "s"), "Hello World"),
            (nvl("nothing", lit("z")), "z"), (ifnull("nothing", lit("z")), "z"), (nullif("n", 7), "NULL"),
            (isnull("nothing"), "true"), (isnotnull("nothing"), "false"), (col("n").isin(1, 7), "true"),
            (col("n").isin("7"), "true"), (col("n").isin([]), "false"), (col("n").between(7, 8), "true"),
            (col("s").like("H%o W_rld"), "true"), (lit("50%").like("50\\%"), "true"),
            (lit("501").like("50\\%"), "false"),
            (col("s").ilike("hello%"), "true"), (col("s").like("hello%"), "false"), (col("s").rlike("W.r"), "true"),
            (col("s").contains("lo W"), "true"), (col("s").startswith("He"), "true"), (col("s").endswith("x"), "false"),
            (col("nothing").eqNullSafe(String?.none), "true"), (col("nothing") == "x", "NULL"),
            (isnan(lit(Double.nan)), "true"), (isnan("x"), "false"), (lit("5") == 5, "true"), (lit("5.0") == 5, "true"),
            (lit("10") > 9, "true"),
        ])
    }

    @Test("a wrong number of arguments, or a function that is not there, is an error")
    func calls() throws {
        let count = #expect(throws: QueryError.self) {
            try frame.select(Column(.call("dayofweek", [], isDistinct: false))).schema
        }
        #expect(count?.kind == .analysis)
        #expect(count?.message == "dayofweek takes 1 argument, and 0 are given")
        let unknown = #expect(throws: QueryError.self) {
            try frame.select(Column(.call("no_such_thing", [], isDistinct: false))).schema
        }
        #expect(unknown?.kind == .unknownFunction)
    }
}
