import DataFrames
import Testing

@Suite("Numbers that describe a DataFrame")
struct StatisticTests {
    private let spark: SparkSession
    private let frame: DataFrame

    init() throws {
        spark = try newSession()
        frame = try people(spark)
    }

    @Test("describe and summary give a row for each statistic, as text")
    func summaries() throws {
        #expect(try frame.describe().types() == "summary: string, id: string, Name: string, height: string")
        #expect(
            try frame.describe().lines() == [
                "count|4|3|3", "mean|2.25|NULL|1.5", "stddev|0.9574271077563381|NULL|1.0", "min|1|ann|0.5",
                "max|3|bob|2.5",
            ])
        #expect(try frame.describe("HEIGHT").lines()[0] == "count|3")
        #expect(
            try frame.select("id").summary().lines() == [
                "count|4", "mean|2.25", "stddev|0.9574271077563381", "min|1", "25%|1", "50%|2", "75%|3", "max|3",
            ])
        #expect(try frame.summary("count_distinct", "10%").lines() == ["count_distinct|3|2|3", "10%|1|NULL|0.5"])
        #expect(throws: QueryError.self) { try frame.summary("mode") }
        #expect(throws: QueryError.self) { try frame.describe("nope") }
        let big = try spark.sql("SELECT 12345678.9::DOUBLE AS x")
        #expect(try big.describe().lines()[1] == "mean|1.23456789E7")
    }

    @Test("correlation, covariance and quantiles are numbers")
    func numbers() throws {
        let line = spark.range(11).withColumn("y", col("id") * -2)
        #expect(try abs(line.stat.corr("id", "y") + 1) < 1e-12)
        #expect(try line.cov("id", "y") == -22)
        #expect(try line.limit(1).corr("id", "y").isNaN)
        #expect(throws: QueryError.self) { try line.stat.corr("id", "y", method: "spearman") }
        #expect(try line.approxQuantile("id", [0, 0.5, 1], 0) == [0, 5, 10])
        #expect(try line.stat.approxQuantile(["id", "y"], [0.5]) == [[5], [-10]])
        #expect(try line.limit(0).approxQuantile("id", [0.5]).isEmpty)
        #expect(throws: QueryError.self) { try line.approxQuantile("id", [2]) }
        #expect(throws: QueryError.self) { try line.approxQuantile("nope", [0.5]) }
    }

    @Test("values that meet, and values that are frequent, are counted")
    func counts() throws {
        let table = try frame.crosstab("id", "name")
        #expect(try table.columns == ["id_name", "ann", "bob", "null"])
        #expect(try table.sortedLines() == ["1|1|0|0", "2|0|1|0", "3|1|0|1"])
        let frequent = try frame.freqItems(["id", "name"], support: 0.5)
        #expect(try frequent.types() == "id_freqItems: array<int>, name_freqItems: array<string>")
        #expect(try frequent.lines() == ["[3]|[ann]"])
        #expect(throws: QueryError.self) { try frame.freqItems(["id"], support: 2) }
    }
}
