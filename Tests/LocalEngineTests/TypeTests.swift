import DataFrames
import Testing

@Suite("Types from the engine to Swift and back")
struct TypeTests {
    private let spark: SparkSession

    init() throws { spark = try newSession() }

    @Test(
        "every type is named as Spark does, and brings its value and null",
        arguments: [
            ("true", "boolean", true), ("(-128)::TINYINT", "tinyint", -128), ("(-32768)::SMALLINT", "smallint", -32768),
            ("2147483647", "int", 2_147_483_647), ("9223372036854775807", "bigint", .integer(.max)),
            ("1.5::FLOAT", "float", .float(1.5)), ("0.1::DOUBLE", "double", 0.1),
            ("1.5::DECIMAL(4,1)", "decimal(4,1)", .decimal(.init(unscaled: 15, scale: 1))),
            ("-1.25::DECIMAL(9,2)", "decimal(9,2)", .decimal(.init(unscaled: -125, scale: 2))),
            (
                "123456789012345.678::DECIMAL(18,3)", "decimal(18,3)",
                .decimal(.init(unscaled: 123_456_789_012_345_678, scale: 3))
            ),
            (
                "99999999999999999999999999999999999.999::DECIMAL(38,3)", "decimal(38,3)",
                .decimal(.init(unscaled: 99_999_999_999_999_999_999_999_999_999_999_999_999, scale: 3))
            ),
            ("'ä日😀'", "string", "ä日😀"), ("''", "string", ""),
            ("repeat('x', 300)", "string", .string(String(repeating: "x", count: 300))),
            ("'\\x00\\xFF'::BLOB", "binary", .binary([0, 255])),
            ("DATE '2000-02-29'", "date", .date(LocalDate(year: 2000, month: 2, day: 29))),
            ("DATE '0001-01-01'", "date", .date(LocalDate(year: 1, month: 1, day: 1))),
            (
                "TIMESTAMPTZ '1970-01-01 02:00:00.5+02'", "timestamp",
                .timestamp(Timestamp(microsecondsSinceEpoch: 500_000))
            ),
            (
                "TIMESTAMP '1969-12-31 23:59:59.999999'", "timestamp_ntz",
                .timestampNTZ(LocalDateTime(microsecondsSinceEpoch: -1))
            ),
            ("TIME '00:00:01.5'", "time(6)", .time(LocalTime(microsecondsSinceMidnight: 1_500_000))),
            (
                "INTERVAL '14 months 3 days 5 seconds'", "interval",
                .interval(CalendarInterval(months: 14, days: 3, microseconds: 5_000_000))
            ),
            ("[1, NULL]", "array<int>", .array([1, nil])), ("[]::INT[]", "array<int>", .array([])),
            ("[[1], NULL, []]", "array<array<int>>", .array([.array([1]), nil, .array([])])),
            (
                "MAP {'a': 1, 'b': NULL}", "map<string,int>",
                .map([.init(key: "a", value: 1), .init(key: "b", value: nil)])
            ),
            (
                "{'x': 1, 'y': ['z', NULL], 'w': {'v': NULL::DATE}}", "struct<x:int,y:array<string>,w:struct<v:date>>",
                .struct([
                    .init(name: "x", value: 1), .init(name: "y", value: .array(["z", nil])),
                    .init(name: "w", value: .struct([.init(name: "v", value: nil)])),
                ])
            ),
            (
                "[{'a': MAP {1: 'x'}}]", "array<struct<a:map<int,string>>>",
                .array([.struct([.init(name: "a", value: .map([.init(key: 1, value: "x")]))])])
            ),
        ] as [(String, String, Value)])
    func types(sql: String, type: String, value: Value) throws {
        let frame = try spark.sql(
            "SELECT CASE WHEN i = 1 THEN NULL ELSE \(sql) END AS v FROM range(3) t(i) ORDER BY i")
        #expect(try frame.types() == "v: \(type)")
        #expect(try frame.collect().map { $0[0] } == [value, nil, value])
        #expect(try frame.orderBy(lit(1)).count() == 3)
    }

    @Test(
        "types that Spark does not have come as those nearest",
        arguments: [
            ("'b'::ENUM('a', 'b')", "string", "b"), ("5::UTINYINT", "smallint", 5), ("5::USMALLINT", "int", 5),
            ("4294967295::UINTEGER", "bigint", 4_294_967_295),
            (
                "18446744073709551615::UBIGINT", "decimal(20,0)",
                .decimal(.init(unscaled: 18_446_744_073_709_551_615, scale: 0))
            ),
            ("'550e8400-e29b-41d4-a716-446655440000'::UUID", "string", "550e8400-e29b-41d4-a716-446655440000"),
            (
                "TIMESTAMP_NS '1970-01-01 00:00:00.000001999'", "timestamp_ntz",
                .timestampNTZ(LocalDateTime(microsecondsSinceEpoch: 1))
            ),
            ("[1, 2]::INT[2]", "array<int>", .array([1, 2])), ("'101'::BIT", "string", "101"),
            ("{'a': ['x'::ENUM('x')]}", "struct<a:array<string>>", .struct([.init(name: "a", value: .array(["x"]))])),
        ] as [(String, String, Value)])
    func foreign(sql: String, type: String, value: Value) throws {
        let frame = try spark.sql("SELECT \(sql) AS v")
        #expect(try frame.types() == "v: \(type)")
        #expect(try frame.collect().map { $0[0] } == [value])
    }

    @Test("many rows come in order, whole and with their nulls")
    func manyRows() throws {
        #expect(try spark.range(100_000).values("id") == Array(0..<100_000))
        let rows = try spark.sql(
            """
            SELECT i, CASE WHEN i % 3 = 0 THEN NULL
                ELSE list_transform(range(i % 5), lambda x: CASE WHEN x = 1 THEN NULL ELSE x + i END) END AS l,
                CASE WHEN i % 7 = 0 THEN NULL ELSE 'text ' || i END AS s
            FROM range(10000) t(i)
            """
        ).collect()
        #expect(rows.count == 10_000)
        let wrong = rows.enumerated().filter { number, row in
            let list: Value =
                number % 3 == 0 ? nil : .array((0..<(number % 5)).map { $0 == 1 ? nil : .integer(Int64($0 + number)) })
            let text: Value = number % 7 == 0 ? nil : .string("text \(number)")
            return row.values != [.integer(Int64(number)), list, text]
        }
        #expect(wrong.isEmpty)
    }

    @Test("rows that a command brings come back as they were, with every type and null")
    func localRows() throws {
        let sql = """
            SELECT i, CASE WHEN i > 0 THEN true END AS b, CASE WHEN i > 0 THEN 1.5::DOUBLE END AS d,
                CASE WHEN i > 0 THEN 'it''s [1, "x"], {a: b}' END AS s, CASE WHEN i > 0 THEN 1.25::DECIMAL(9,2) END AS n,
                CASE WHEN i > 0 THEN '\\x00\\xFF'::BLOB END AS bin, CASE WHEN i > 0 THEN DATE '2000-02-29' END AS day,
                CASE WHEN i > 0 THEN TIMESTAMPTZ '2000-02-29 12:00:00.5+00' END AS at,
                CASE WHEN i > 0 THEN ['it''s', NULL, ''] END AS a, CASE WHEN i > 0 THEN MAP {'k': [1.5::DOUBLE]} END AS m,
                CASE WHEN i > 0 THEN {'x': 1, 'y': {'z': DATE '2000-02-29'}} END AS st
            FROM range(2) t(i)
            """
        let before = try spark.sql(sql).orderBy("i")
        try spark.sql("CREATE TABLE t AS \(sql)")
        let moved = try spark.sql("DELETE FROM t RETURNING *").orderBy("i")
        #expect(try moved.types() == before.types())
        #expect(try moved.collect() == before.collect())
        #expect(try moved.filter("i > 0").select("st.y.z", "a").lines() == ["2000-02-29|[it's, NULL, ]"])
        #expect(try spark.catalog.listTables().map(\.name) == ["t"])
    }

    @Test("casts to whole numbers cut the fraction off")
    func truncation() throws {
        let numbers = try spark.sql("SELECT * FROM (VALUES (1.5::DOUBLE), (-1.5), (2.9), (-0.4), (NULL)) t(x)")
        #expect(try numbers.select(col("x").cast("int")).lines() == ["1", "-1", "2", "0", "NULL"])
        #expect(try numbers.select(col("x").cast(.long)).types() == "x: bigint")
        #expect(try numbers.select((col("x") * 2 + 0.9).cast("int")).lines() == ["3", "-2", "6", "0", "NULL"])
        #expect(try numbers.select(expr("x * 1").cast("smallint")).lines() == ["1", "-1", "2", "0", "NULL"])
        #expect(try numbers.select(col("x").cast("decimal(4,2)").cast("int")).lines() == ["1", "-1", "2", "0", "NULL"])
        #expect(try spark.range(3).select((col("id") / 2).cast("int")).lines() == ["0", "0", "1"])
        #expect(try numbers.select(lit(1e10).try_cast("int")).distinct().lines() == ["NULL"])
    }

    @Test("casts between other types are Spark's")
    func casts() throws {
        let row = try spark.sql(
            "SELECT ' 12 ' AS w, true AS b, DATE '2013-01-02' AS day, TIMESTAMPTZ '2013-01-02 03:04:05+00' AS at, 7 AS n, '2013-02-28' AS s"
        )
        #expect(
            try row.select(
                col("w").cast("int"), col("b").cast("int"), col("b").cast("string"), col("day").cast("string"),
                col("at").cast("date"), col("day").cast("timestamp"), col("n").cast("double"), col("n").cast("string"),
                col("s").cast("date"), col("n").cast("decimal(5,2)"), col("n").cast("boolean")
            ).lines() == ["12|1|true|2013-01-02|2013-01-02|2013-01-02 00:00:00|7.0|7|2013-02-28|7.00|true"])
    }
}
