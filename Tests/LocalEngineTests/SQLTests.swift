import DataFrames
import LocalEngine
import Testing

@Suite("SQL, views and tables")
struct SQLTests {
    private let spark: SparkSession

    init() throws { spark = try newSession() }

    @Test("a view is known by its name, whatever its case, until it is dropped")
    func views() throws {
        try people(spark).createTempView("crowd")
        #expect(try spark.sql("SELECT count(*) FROM CROWD").lines() == ["4"])
        #expect(try spark.table("Crowd").filter(col("crowd.id") == 1).lines() == ["1|ann|1.5"])
        #expect(try spark.catalog.listTables() == [CatalogTable(name: "crowd", isTemporary: true, kind: "VIEW")])
        #expect(try spark.catalog.tableExists("CROWD"))
        #expect(try spark.catalog.listColumns("crowd").map(\.name) == ["id", "Name", "height"])
        #expect(try spark.catalog.dropTempView("CROWD"))
        #expect(try spark.catalog.dropTempView("crowd") == false)
        #expect(try spark.catalog.tableExists("crowd") == false)
        let error = #expect(throws: QueryError.self) { try spark.table("crowd").schema }
        #expect(error?.kind == .unknownTable)
    }

    @Test("a name that is taken is an error, unless it is replaced")
    func taken() throws {
        try spark.range(2).createTempView("v")
        let error = #expect(throws: QueryError.self) { try spark.range(3).createTempView("V") }
        #expect(error?.kind == .alreadyExists)
        #expect(error?.hint?.contains("createOrReplaceTempView") == true)
        #expect(try spark.table("v").count() == 2)
        try people(spark).createOrReplaceTempView("v")
        #expect(try spark.table("v").columns == ["id", "Name", "height"])
    }

    @Test("a view over rows of the program keeps them")
    func localView() throws {
        try spark.sql("SHOW TABLES").createOrReplaceTempView("shown")
        for _ in 0..<3 { #expect(try spark.range(2).count() == 2) }
        #expect(try spark.table("shown").count() == 0)
        #expect(try spark.catalog.listTables().map(\.name) == ["shown"])
    }

    @Test("a view may be built on others, and a name may have any letters")
    func viewsOnViews() throws {
        try spark.range(4).createOrReplaceTempView("my view")
        try spark.table("`my view`").filter("id > 1").createOrReplaceTempView("größer")
        #expect(try spark.sql("SELECT sum(id) FROM größer").lines() == ["5"])
        #expect(try spark.sql("SELECT * FROM `my view` WHERE id = 1").lines() == ["1"])
    }

    @Test("commands run at once, and say what they did")
    func commands() throws {
        try spark.sql("CREATE TABLE t (id INT, name STRING)")
        #expect(try spark.sql("INSERT INTO t VALUES (1, 'x'), (2, :name)", args: ["name": "it's"]).lines() == ["2"])
        #expect(try spark.table("t").lines() == ["1|x", "2|it's"])
        try spark.sql("UPDATE t SET name = 'z' WHERE id = 1; DELETE FROM t WHERE id = 2")
        #expect(try spark.table("t").lines() == ["1|z"])
        #expect(try spark.sql("SHOW TABLES").lines() == ["t||false"])
        #expect(try spark.sql("DESCRIBE t").select("column_name").lines() == ["id", "name"])
        let error = #expect(throws: QueryError.self) { try spark.sql("CREATE TABLE t (id INT)") }
        #expect(error?.kind == .alreadyExists)
        try spark.sql("DROP TABLE t")
        #expect(throws: QueryError.self) { try spark.table("t").schema }
    }

    @Test("of several statements the last gives the DataFrame")
    func statements() throws {
        let frame = try spark.sql(
            "CREATE TABLE m (a INT); INSERT INTO m VALUES (1), (2);\nSELECT a + 1 AS b FROM m; -- end")
        #expect(try frame.lines() == ["2", "3"])
        #expect(try frame.filter("b > 2").count() == 1)
        // A command is not run again with the query behind it.
        #expect(try spark.table("m").count() == 2)
    }

    @Test("a query is lazy and sees its tables as they are when it runs")
    func laziness() throws {
        try spark.sql("CREATE TABLE t (id INT)")
        let frame = try spark.sql("SELECT * FROM t")
        try spark.sql("INSERT INTO t VALUES (1)")
        #expect(try frame.count() == 1)
    }

    @Test("parameters come as constants of their types")
    func parameters() throws {
        let values = try spark.sql(
            "SELECT :i AS i, :s AS s, :d AS d, :b AS b, :day AS day, :list AS list, :none AS none, :i::string AS t",
            args: [
                "i": 1, "s": "it's :d", "d": 1.5, "b": true, "day": LocalDate(year: 2000, month: 2, day: 29),
                "list": [1, 2], "none": Int?.none,
            ])
        #expect(try values.lines() == ["1|it's :d|1.5|true|2000-02-29|[1, 2]|NULL|1"])
        #expect(try values.types().hasPrefix("i: int, s: string, d: double, b: boolean, day: date, list: array<int>"))
        let times = try spark.sql(
            "SELECT ? AS a, ? AS b, ? AS c",
            args: [
                Timestamp(microsecondsSinceEpoch: 1_500_000), LocalDateTime(microsecondsSinceEpoch: -1),
                DecimalNumber(unscaled: -125, scale: 2),
            ])
        #expect(try times.types() == "a: timestamp, b: timestamp_ntz, c: decimal(3,2)")
        #expect(try times.lines() == ["1970-01-01 00:00:01.5|1969-12-31 23:59:59.999999|-1.25"])
    }

    @Test("a text parameter cannot become SQL")
    func injection() throws {
        try people(spark).createOrReplaceTempView("crowd")
        let hostile = "x' OR '1'='1"
        #expect(try spark.sql("SELECT * FROM crowd WHERE name = :n", args: ["n": hostile]).count() == 0)
        #expect(try spark.sql("SELECT :n AS n", args: ["n": hostile]).lines() == [hostile])
        #expect(try spark.table("crowd").filter(col("name") == hostile).count() == 0)
    }

    @Test("expressions in SQL mix with columns, backticks quote names")
    func fragments() throws {
        let frame = try people(spark).withColumnRenamed("height", "tall one")
        #expect(try frame.select(expr("`tall one` * 2 AS twice"), col("tall one") + 1).first()?[0] == 3.0)
        #expect(try frame.selectExpr("id % 2 AS odd").distinct().sortedLines() == ["0", "1"])
        #expect(try spark.sql("SELECT 1 AS `a b`, '`' AS c").columns == ["a b", "c"])
        #expect(try frame.select(expr("upper(name)").as("n")).first()?.n == "ANN")
    }

    @Test("explain shows how the engine runs the plan")
    func explain() throws {
        let plan = try LocalEngine().explain(spark.range(3).filter("id > 1").plan, extended: true)
        #expect(plan.hasPrefix("== Physical Plan =="))
        #expect(plan.contains("RANGE") && plan.contains("== SQL ==\nSELECT"))
    }

    @Test("a view may be replaced by one that reads it")
    func selfReplacement() throws {
        try spark.range(3).createOrReplaceTempView("tv")
        try spark.table("tv").withColumn("y", col("id") * 2).createOrReplaceTempView("tv")
        try spark.sql("SELECT *, y + 1 AS z FROM tv").createOrReplaceTempView("tv")
        #expect(try spark.table("tv").lines() == ["0|0|1", "1|2|3", "2|4|5"])
    }

    @Test("SHOW TABLES lists the user's tables alone, and ORDER BY puts nulls where Spark does")
    func sparkManners() throws {
        try spark.sql("CREATE TABLE mine AS SELECT 1 AS a")
        try spark.sql("SELECT 1 AS b").createOrReplaceTempView("view1")
        let tables = try spark.sql("SHOW TABLES").select("tableName", "isTemporary")
        #expect(try tables.lines() == ["mine|false", "view1|true"])
        let values = "FROM (VALUES (2), (NULL), (1)) AS t(a)"
        #expect(try spark.sql("SELECT a \(values) ORDER BY a").lines() == ["NULL", "1", "2"])
        #expect(try spark.sql("SELECT a \(values) ORDER BY a DESC").lines() == ["2", "1", "NULL"])
    }
}
