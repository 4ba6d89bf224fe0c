import DataFrames
import Testing

@Suite("Null and NaN")
struct MissingValueTests {
    private let frame: DataFrame

    init() throws {
        frame = try newSession().sql(
            """
            SELECT * FROM (VALUES (1, 'x', 1.5::DOUBLE, true), (NULL, NULL, 'nan', NULL), (3, '', NULL, false)) \
            t(i, s, d, b)
            """)
    }

    @Test("a value fills columns of its kind")
    func fill() throws {
        #expect(try frame.na.fill(0).lines() == ["1|x|1.5|true", "0|NULL|0.0|NULL", "3||0.0|false"])
        #expect(try frame.na.fill(7.9).select("i", "d").lines() == ["1|1.5", "7|7.9", "3|7.9"])
        #expect(try frame.na.fill(7.9).types() == frame.types())
        #expect(try frame.fillna("?", subset: ["s", "i"]).select("s", "i").lines() == ["x|1", "?|NULL", "|3"])
        #expect(try frame.na.fill(true).select("b").lines() == ["true", "true", "false"])
        #expect(try frame.na.fill(["s": "none", "d": 0]).select("i", "s", "d").lines()[1] == "NULL|none|0.0")
        let error = #expect(throws: QueryError.self) { try frame.na.fill(0, ["nope"]).schema }
        #expect(error?.kind == .unknownColumn)
    }

    @Test("rows go that lack any, all, or too many values")
    func drop() throws {
        #expect(try frame.na.drop().select("i").lines() == ["1"])
        #expect(try frame.dropna(subset: ["i", "b"]).select("i").lines() == ["1", "3"])
        #expect(try frame.na.drop("all").select("i").lines() == ["1", "3"])
        #expect(try frame.na.drop(thresh: 3).select("i").lines() == ["1", "3"])
        #expect(try frame.na.drop(thresh: 4).select("i").lines() == ["1"])
        #expect(throws: QueryError.self) { try frame.na.drop("some").schema }
    }

    @Test("values become others in columns of their kind")
    func replace() throws {
        #expect(try frame.na.replace(["x": "y", "": nil]).select("s").lines() == ["y", "NULL", "NULL"])
        #expect(try frame.na.replace([1: 10, 1.5: 2]).select("i", "d").lines() == ["10|2.0", "NULL|NaN", "3|NULL"])
        #expect(try frame.replace([3: 4], subset: ["d"]).select("i").lines() == ["1", "NULL", "3"])
        let old = "x"
        #expect(try frame.na.replace([old: "z"], ["s"]).select("s").first()?[0] == "z")
        #expect(try frame.na.replace([true: false]).select("b").lines() == ["false", "NULL", "false"])
    }
}
