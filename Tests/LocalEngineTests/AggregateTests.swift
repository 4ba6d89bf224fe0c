import DataFrames
import Testing

@Suite("Groups and windows")
struct AggregateTests {
    private let spark: SparkSession
    private let frame: DataFrame

    init() throws {
        spark = try newSession()
        frame = try people(spark)
    }

    @Test("groups have their keys and their aggregates, null is a group")
    func groups() throws {
        let grouped = frame.groupBy("name").agg(
            sum("id"), avg("height").as("mean"), count("*"), count("height"), countDistinct("id"),
            collect_list("height").as("all"))
        #expect(
            try grouped.columns == [
                "Name", "sum(id)", "mean", "count(1)", "count(height)", "count(DISTINCT id)", "all",
            ])
        #expect(
            try grouped.sortedLines() == [
                "NULL|3|2.5|1|1|1|[2.5]", "ann|4|1.0|2|2|2|[1.5, 0.5]", "bob|2|NULL|1|0|1|[]",
            ])
    }

    @Test("short forms give the same")
    func shortForms() throws {
        #expect(try frame.groupBy("name").count().orderBy("name").lines() == ["NULL|1", "ann|2", "bob|1"])
        #expect(try frame.groupBy("name").count().columns == ["Name", "count"])
        #expect(try frame.groupBy("name").sum("id", "height").columns == ["Name", "sum(id)", "sum(height)"])
        #expect(
            try frame.groupBy("name").agg(["height": "max", "id": "min"]).columns == ["Name", "max(height)", "min(id)"])
        let odd = frame.groupBy((col("id") % 2).as("odd")).agg(sum("height"))
        #expect(try odd.sortedLines() == ["0|NULL", "1|4.5"])
        #expect(try frame.groupBy("id", "name").count().count() == 4)
    }

    @Test("without groups there is one row, also over none")
    func global() throws {
        let all = frame.agg(min("height"), max("id"), sum("height"), count("height"))
        #expect(try all.lines() == ["0.5|3|4.5|3"])
        let none = frame.filter("id > 99").agg(min("height"), sum("id"), count("*"), collect_list("id"))
        #expect(try none.lines() == ["NULL|NULL|0|[]"])
        #expect(try frame.groupBy().count().lines() == ["4"])
        #expect(try frame.select(sum("id")).lines() == ["9"])
        #expect(try frame.count() == 4)
        #expect(try frame.filter("id > 99").count() == 0)
        #expect(try frame.filter("id > 99").groupBy("id").count().isEmpty())
    }

    @Test("sums of whole numbers are bigint, of numbers with fractions double or decimal")
    func sums() throws {
        let numbers = try spark.sql(
            "SELECT 1::TINYINT a, 2::SMALLINT b, 3::INT c, 4::BIGINT d, 1.5::FLOAT e, 2.5::DOUBLE f, 1.25::DECIMAL(5,2) g"
        )
        let sums = numbers.agg(sum("a"), sum("b"), sum("c"), sum("d"), sum("e"), sum("f"))
        #expect(try sums.schema.fields.map(\.type) == [.long, .long, .long, .long, .double, .double])
        #expect(try sums.lines() == ["1|2|3|4|1.5|2.5"])
        #expect(try numbers.agg(sum("g")).lines() == ["1.25"])
        #expect(try spark.sql("SELECT sum(x) AS s FROM (VALUES (1), (2)) t(x)").types() == "s: bigint")
    }

    @Test("statistics are Spark's")
    func statistics() throws {
        let numbers = try spark.sql(
            "SELECT * FROM (VALUES (1.0::DOUBLE, 'a'), (2.0, 'b'), (4.0, 'a'), (NULL, NULL)) t(x, s)")
        func value(_ column: Column) throws -> Double? { try numbers.agg(column).first()?[0].double }
        func isNear(_ column: Column, _ expected: Double) throws -> Bool {
            try abs((value(column) ?? .nan) - expected) < 1e-9
        }
        #expect(try isNear(stddev("x"), 1.5275252316519468))
        #expect(try isNear(stddev_pop("x"), 1.247219128924647))
        #expect(try isNear(variance("x"), 2.3333333333333335))
        #expect(try isNear(var_pop("x"), 1.5555555555555556))
        #expect(try isNear(skewness("x"), 0.3818017741606063))
        #expect(try isNear(kurtosis("x"), -1.5))
        #expect(try isNear(median("x"), 2))
        #expect(try isNear(percentile("x", 0.25), 1.5))
        #expect(try isNear(covar_samp("x", "x"), 2.3333333333333335))
        #expect(try isNear(corr("x", "x"), 1))
        #expect(try isNear(sum_distinct("x"), 7))
        let texts = numbers.agg(
            max_by("s", "x"), min_by("s", "x"), mode("s"), countDistinct("x", "s"), count_if(col("x") > 1))
        #expect(try texts.lines() == ["a|a|a|3|2"])
        #expect(try numbers.agg(array_sort(collect_set("s"))).lines() == ["[a, b]"])
        let one = numbers.filter("x = 1").agg(stddev("x"), variance("x"))
        #expect(try one.lines() == ["NULL|NULL"])
    }

    @Test("a column that is neither key nor aggregate is an error")
    func notGrouped() throws {
        let error = #expect(throws: QueryError.self) { try frame.groupBy("name").agg(col("id")).schema }
        #expect(error?.kind == .analysis)
        #expect(error?.message.contains("GROUP BY") == true)
        let inFilter = #expect(throws: QueryError.self) { try frame.filter(sum("id") > 1).schema }
        #expect(inFilter?.kind == .analysis)
    }

    @Test("windows number, sum and look around within their groups")
    func windows() throws {
        let window = Window.partitionBy("name").orderBy("id")
        let result = frame.select(
            "name", "id", row_number().over(window).as("n"), sum("id").over(window).as("running"),
            lag("id").over(window).as("before"), lead("id", 1, 0).over(window).as("after"),
            sum("id").over(Window.partitionBy("name")).as("total"))
        #expect(
            try result.sortedLines() == [
                "NULL|3|1|3|NULL|0|3", "ann|1|1|1|NULL|3|4", "ann|3|2|4|1|0|4", "bob|2|1|2|NULL|0|2",
            ])
        let first = frame.withColumn("n", row_number().over(window)).filter("n = 1").select("name", "id")
        #expect(try first.sortedLines() == ["NULL|3", "ann|1", "bob|2"])
    }

    @Test("ranks count equal rows together")
    func ranks() throws {
        let order = Window.orderBy("id")
        let ranks = frame.select(
            "id", rank().over(order).as("r"), dense_rank().over(order).as("d"), ntile(2).over(order).as("t"),
            cume_dist().over(order).as("c"))
        #expect(try ranks.lines() == ["1|1|1|1|0.25", "2|2|2|1|0.5", "3|3|3|2|1.0", "3|3|3|2|1.0"])
        let nulls = frame.select("height", row_number().over(Window.orderBy("height")).as("n"))
        #expect(try nulls.orderBy("n").lines().first == "NULL|1")
        let down = frame.select("height", row_number().over(Window.orderBy(desc("height"))).as("n"))
        #expect(try down.orderBy("n").lines().last == "NULL|4")
    }

    @Test("frames limit a window by rows or by values")
    func frames() throws {
        let order = Window.orderBy("id")
        let sums = spark.range(5).filter("id != 3").select(
            "id", sum("id").over(order.rowsBetween(-1, 1)).as("around"),
            sum("id").over(order.rowsBetween(Window.unboundedPreceding, Window.currentRow)).as("running"),
            sum("id").over(order.rowsBetween(1, Window.unboundedFollowing)).as("rest"),
            sum("id").over(order.rangeBetween(-1, 0)).as("near"))
        #expect(try sums.lines() == ["0|1|0|7|0", "1|3|1|6|1", "2|7|3|4|3", "4|6|7|NULL|4"])
    }

    @Test("over() behind something that is no function is an error")
    func misplacedWindow() throws {
        let error = #expect(throws: QueryError.self) {
            try frame.select((sum("id") + 1).over(Window.orderBy("id"))).schema
        }
        #expect(error?.kind == .analysis)
        #expect(error?.message.contains("over()") == true)
    }
}
