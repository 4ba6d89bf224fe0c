import DataFrames
import Foundation
import Testing

@Suite("DataFrames of the program's values, and values of DataFrames")
struct CreatingTests {
    private let spark: SparkSession

    init() throws { spark = try newSession() }

    private struct Place: Codable, Equatable { var city: String, floor: Int? }
    private enum Kind: String, Codable { case small, large }
    private struct Parcel: Codable, Equatable {
        var id: Int
        var name: String?
        var weight: Double?
        var day: LocalDate
        var sent: Date?
        var marks: [Int]
        var place: Place?
        var prices: [String: Double]
        var small: UInt8
        var kind: Kind
    }

    private static let parcels = [
        Parcel(
            id: 1, name: nil, weight: 1.5, day: LocalDate(year: 2024, month: 2, day: 29),
            sent: Date(timeIntervalSince1970: 1.25), marks: [1, 2], place: Place(city: "Ulm", floor: nil),
            prices: ["a": 1], small: 7, kind: .small),
        Parcel(
            id: 2, name: "x", weight: nil, day: LocalDate(year: 1, month: 1, day: 1), sent: nil, marks: [],
            place: nil, prices: [:], small: 255, kind: .large),
    ]

    @Test("structs come back as they went, nested ones and dates too")
    func structs() throws {
        let frame = try spark.createDataFrame(Self.parcels)
        let types = try frame.types()
        #expect(
            types
                == "id: bigint, name: string, weight: double, day: date, sent: timestamp, "
                + "marks: array<bigint>, place: struct<city:string,floor:bigint>, prices: map<string,double>, "
                + "small: bigint, kind: string")
        #expect(try frame.as(Parcel.self) == Self.parcels)
        #expect(try frame.orderBy(desc("id")).first()?.as(Parcel.self) == Self.parcels[1])
        #expect(try frame.select("place.city", "sent").lines() == ["Ulm|1970-01-01 00:00:01.25", "NULL|NULL"])
        #expect(try frame.select("id").as(Int.self) == [1, 2])
    }

    @Test("a type tells its columns without any value")
    func emptyStructs() throws {
        struct Plain: Codable { var a: Int, b: String?, c: [Double], d: LocalDate }
        let frame = try spark.createDataFrame([Plain]())
        #expect(try frame.types() == "a: bigint, b: string, c: array<double>, d: date")
        #expect(try frame.as(Plain.self).isEmpty)
        #expect(throws: QueryError.self) { try spark.createDataFrame([Int]()).schema }
        #expect(try spark.emptyDataFrame(schema: "x INT, y STRING").types() == "x: int, y: string")
        #expect(try spark.createDataFrame([], schema: "x INT").count() == 0)
    }

    @Test("values that do not fit are errors that name column, row and type")
    func decodingErrors() throws {
        struct One: Codable { var id: Int }
        struct Name: Codable { var name: String }
        struct Sized: Codable { var kind: Kind }
        let frame = try people(spark)
        #expect(try frame.as(One.self).map(\.id) == [1, 2, 3, 3])
        let null = #expect(throws: QueryError.self) { try frame.as(Name.self) }
        #expect(null?.message == "column 'Name', row 3 is null and cannot be String")
        let missing = #expect(throws: QueryError.self) { try frame.select("height").as(One.self) }
        #expect(missing?.kind == .unknownColumn)
        let text = #expect(throws: QueryError.self) { try frame.select(col("name").as("id")).as(One.self) }
        #expect(text?.message == "column 'id', row 1 is ann, which is no Int")
        let kind = #expect(throws: QueryError.self) { try frame.select(col("name").as("kind")).as(Sized.self) }
        #expect(kind?.message.contains("column 'kind', row 1") == true)
        #expect(throws: QueryError.self) { try frame.as(Int.self) }
    }

    @Test("tuples, with names or a schema")
    func tuples() throws {
        let frame = try spark.createDataFrame([(1, "x", 1.5), (2, "y", 2)], ["id", "name", "size"])
        #expect(try frame.types() == "id: bigint, name: string, size: double")
        #expect(try frame.lines() == ["1|x|1.5", "2|y|2.0"])
        let optional: [(Int, String?)] = [(1, nil), (2, "b")]
        #expect(try spark.createDataFrame(optional, ["a", "b"]).lines() == ["1|NULL", "2|b"])
        let typed = try spark.createDataFrame([(1, "x")], schema: "a INT, b STRING")
        #expect(try typed.types() == "a: int, b: string")
        #expect(try spark.createDataFrame([1, 2, 3], ["n"]).lines() == ["1", "2", "3"])
        #expect(throws: QueryError.self) { try spark.createDataFrame([(1, 2)], ["a"]) }
        #expect(throws: QueryError.self) { try spark.createDataFrame([(1 << 40, 2)], schema: "a INT, b INT") }
    }

    @Test("columns, dictionaries and lists")
    func others() throws {
        let columns = try spark.createDataFrame(["a": [1, 2, 3], "b": ["x", "y", nil], "c": [1.5, 2, 3]])
        #expect(try columns.types() == "a: bigint, b: string, c: double")
        #expect(try columns.lines() == ["1|x|1.5", "2|y|2.0", "3|NULL|3.0"])
        let uneven = #expect(throws: QueryError.self) { try spark.createDataFrame(["a": [1], "b": ["x", "y"]]) }
        #expect(uneven?.message == "column 'a' has 1 values, and 'b' has 2")
        let dictionaries = try spark.createDataFrame([["b": 1, "a": "x"], ["b": 2.5], ["a": nil]])
        #expect(try dictionaries.types() == "a: string, b: double")
        #expect(try dictionaries.lines() == ["x|1.0", "NULL|2.5", "NULL|NULL"])
        #expect(try spark.createDataFrame([["z": 1, "a": 2]]).columns == ["a", "z"])
        let mixed = #expect(throws: QueryError.self) { try spark.createDataFrame([["a": 1], ["a": "x"]]) }
        #expect(mixed?.message == "column 'a', row 2 is string, and the rows before are bigint")
        let lists = try spark.createDataFrame(
            [[1, "x", nil], [2, nil, 2.5]], schema: "i INT, s STRING, d DECIMAL(5,2)")
        #expect(try lists.types() == "i: int, s: string, d: decimal(5,2)")
        #expect(try lists.lines() == ["1|x|NULL", "2|NULL|2.50"])
        let rows = try people(spark).collect()
        #expect(try spark.createDataFrame(rows).lines() == people(spark).lines())
        #expect(try spark.createDataFrame(rows).types() == people(spark).types())
    }

    @Test("every type goes into the engine and comes back, over many rows")
    func roundTrip() throws {
        let frame = try spark.sql(
            """
            SELECT i, i % 2 = 0 AS b, (i % 100)::TINYINT AS t, i::SMALLINT AS s, i::FLOAT AS f, i / 4 AS d, \
            (i / 8)::DECIMAL(4,1) AS d1, (i / 8)::DECIMAL(9,3) AS d2, i::DECIMAL(18,2) AS d3, i::DECIMAL(38,5) AS d4, \
            CASE WHEN i % 3 > 0 THEN repeat('long text ', i % 4) || i END AS text, encode('b' || i) AS bytes, \
            DATE '2020-01-01' + i::INT AS day, TIMESTAMP '2020-01-01' + to_seconds(i) AS n, \
            TIMESTAMPTZ '2020-01-01 00:00:00+00' + to_seconds(i) AS z, to_days(i::INT) AS v, \
            CASE WHEN i % 5 > 0 THEN range(i % 4) END AS list, [['x' || i], NULL, []] AS nested, \
            MAP {'k' || i: i, 'l': NULL} AS m, {'a': i, 'b': {'c': [i]}} AS st, NULL AS nothing \
            FROM range(5000) r(i) WHERE i < 100 OR i > 2000
            """
        )
        let batch = try frame.batch()
        let again = try spark.createDataFrame(batch.rows)
        #expect(try again.types() == frame.types())
        #expect(try again.batch().rows == batch.rows)
        #expect(batch.count == 3099)
    }

    @Test("columns are read as arrays of the types that hold them")
    func values() throws {
        let frame = try spark.createDataFrame(["i": [1, nil, 3], "d": [0.5, 1.5, 2.5], "s": ["a", nil, "c"]])
        #expect(try frame.values("d") as [Double] == [0.5, 1.5, 2.5])
        #expect(try frame.values("d") as [Double?] == [0.5, 1.5, 2.5])
        #expect(try frame.values("i") as [Int?] == [1, nil, 3])
        #expect(try frame.values(col("i").cast("smallint")) as [Int?] == [1, nil, 3])
        #expect(try frame.values("i") as [Double?] == [1, nil, 3])
        #expect(try frame.values("s") as [String?] == ["a", nil, "c"])
        let null = #expect(throws: QueryError.self) { try frame.values("s") as [String] }
        #expect(null?.message == "row 2 is null and cannot be String")
        let wide = spark.range(300, 302)
        #expect(try wide.values("id") as [Int32] == [300, 301])
        #expect(throws: QueryError.self) { try wide.values("id") as [Int8] }
        let days = try spark.sql("SELECT DATE '2024-02-29' AS d, TIMESTAMP '2024-02-29 01:02:03' AS t, 1.5 AS m")
        #expect(try days.values("d") as [LocalDate] == [LocalDate(year: 2024, month: 2, day: 29)])
        #expect(try (days.values("t") as [LocalDateTime?])[0]?.time.description == "01:02:03")
        #expect(try days.values("m") as [Double] == [1.5])
    }

    @Test("rows are fetched piece by piece, in order")
    func pieces() throws {
        let frame = spark.range(120_000).orderBy(desc("id"))
        let rows = try frame.toLocalIterator()
        #expect(rows.count == 120_000)
        var expected = 119_999
        for row in rows {
            guard row[0].int == expected else { break }
            expected -= 1
        }
        #expect(expected == -1)
        var total = 0
        try frame.foreach { total += $0[0].int ?? 0 }
        #expect(total == 119_999 * 60_000)
        #expect(try frame.tail(2).map { $0[0] } == [1, 0])
        #expect(try spark.range(1).tail(5).count == 1)
    }

    @Test("a result that is too large is refused with advice, and the session goes on")
    func tooLarge() throws {
        try spark.conf.set("spark.driver.maxResultSize", "1m")
        let frame = spark.range(1_000_000)
        let error = #expect(throws: QueryError.self) { try frame.collect() }
        #expect(error?.kind == .resultTooLarge)
        #expect(error?.message.hasPrefix("the result is larger than 1 MiB") == true)
        #expect(error?.hint?.contains("toLocalIterator()") == true)
        #expect(try frame.limit(1000).collect().count == 1000)
        #expect(try frame.count() == 1_000_000)
        #expect(try spark.range(20).select(repeat_("x", 100_000)).limit(5).collect().count == 5)
        #expect(throws: QueryError.self) { try spark.range(20).select(repeat_("x", 100_000)).collect() }
        try spark.conf.set("spark.driver.maxResultSize", 0)
        #expect(try frame.collect().count == 1_000_000)
        let late = spark.range(100_000).select(raise("late"))
        #expect(throws: QueryError.self) { try late.collect() }
    }

    private func repeat_(_ text: String, _ count: Int) -> Column { expr("repeat('\(text)', \(count))") }
    private func raise(_ text: String) -> Column { expr("CASE WHEN id > 99000 THEN CAST('\(text)' AS INT) END") }
}
