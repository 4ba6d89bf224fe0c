import DataFrames
import Testing

@Suite("Writing files")
struct WritingTests {
    private let folder: TestFolder
    private let spark: SparkSession
    private var path: String { folder.path + "/out" }

    init() throws {
        folder = try TestFolder()
        spark = try newSession()
    }

    @Test("what is written is read back", arguments: ["parquet", "csv", "json"])
    func roundTrip(format: String) throws {
        let frame = try people(spark)
        try frame.write.format(format).save(path)
        let reader = spark.read.format(format)
        let read =
            try format == "csv" ? reader.schema("id INT, Name STRING, height DOUBLE").load(path) : reader.load(path)
        // Spark orders the columns of JSON by their names.
        let names = try frame.columns
        #expect(try read.select(names).orderBy("id", "height").lines() == frame.orderBy("id", "height").lines())
    }

    @Test("Parquet keeps every type")
    func parquetTypes() throws {
        let frame = try spark.sql(
            """
            SELECT true AS b, 1::TINYINT AS t, 2::SMALLINT AS s, 3 AS i, 4::BIGINT AS l, 1.5::FLOAT AS f, 0.1::DOUBLE AS d,
                1.25::DECIMAL(10,2) AS n, 'é' AS c, 'ab'::BLOB AS bin, DATE '2000-02-29' AS day,
                TIMESTAMPTZ '2013-01-02 03:04:05.000006+00' AS ts, TIMESTAMP '2013-01-02 03:04:05' AS nt,
                [1, NULL] AS a, MAP {'k': [1.5::DOUBLE]} AS m, {'x': 1, 'y': NULL::VARCHAR} AS st
            """)
        try frame.write.parquet(path)
        let read = try spark.read.parquet(path)
        #expect(try read.types() == frame.types())
        #expect(try read.lines() == frame.lines())
    }

    @Test("CSV has a header when asked for, and its options")
    func csvOptions() throws {
        try people(spark).orderBy("id", "height").write.option("sep", ";").option("nullValue", "-").csv(
            path, header: true)
        let lines = try spark.read.text(path).lines()
        #expect(lines == ["id;Name;height", "1;ann;1.5", "2;bob;-", "3;ann;0.5", "3;-;2.5"])
        try spark.range(2).write.mode("overwrite").csv(path)
        #expect(try spark.read.text(path).lines() == ["0", "1"])
    }

    @Test("what is there stays unless another mode is said")
    func errorIfExists() throws {
        try spark.range(2).write.parquet(path)
        for mode in ["errorifexists", "error"] {
            let error = #expect(throws: QueryError.self) { try spark.range(5).write.mode(mode).parquet(path) }
            #expect(error?.kind == .alreadyExists)
            #expect(error?.place == path)
            #expect(error?.hint?.contains("overwrite") == true)
        }
        try spark.range(5).write.mode("ignore").parquet(path)
        #expect(try spark.read.parquet(path).count() == 2)
        #expect(folder.list() == ["out"])
    }

    @Test("overwrite replaces all, append adds, ignore writes where nothing is")
    func modes() throws {
        try spark.range(2).write.mode("ignore").parquet(path)
        #expect(try spark.read.parquet(path).sortedLines() == ["0", "1"])
        try spark.range(5, 7).write.mode("append").parquet(path)
        #expect(try spark.read.parquet(path).sortedLines() == ["0", "1", "5", "6"])
        try spark.range(8, 9).write.mode(.overwrite).parquet(path)
        #expect(try spark.read.parquet(path).lines() == ["8"])
        #expect(folder.list() == ["out"])
    }

    @Test("a DataFrame may replace the files that it reads")
    func overwriteOwnSource() throws {
        try spark.range(3).write.parquet(path)
        let frame = try spark.read.parquet(path)
        try frame.withColumn("id", col("id") * 10).write.mode("overwrite").parquet(path)
        #expect(try spark.read.parquet(path).sortedLines() == ["0", "10", "20"])
    }

    @Test(
        "when writing fails, what was there before is still there, and nothing else",
        arguments: ["overwrite", "append"])
    func failure(mode: String) throws {
        try spark.range(2).write.parquet(path)
        let before = folder.list("out")
        let faulty = try people(spark).select(col("name").cast("int"))
        let error = #expect(throws: QueryError.self) { try faulty.write.mode(mode).parquet(path) }
        #expect(error?.kind == .conversion)
        #expect(folder.list() == ["out"])
        #expect(folder.list("out") == before)
        #expect(try spark.read.parquet(path).sortedLines() == ["0", "1"])
    }

    @Test("partitions become folders, and columns again when read")
    func partitions() throws {
        let frame = try labels(spark).withColumn("odd", col("id") % 2)
        try frame.write.partitionBy("odd").parquet(path)
        #expect(folder.list("out") == ["odd=0", "odd=1"])
        let read = try spark.read.parquet(path)
        #expect(try read.columns == ["id", "label", "odd"])
        #expect(try read.sortedLines() == ["1|one|1", "3|three|1", "4|four|0"])
        try frame.filter("id = 4").withColumn("odd", 2).write.mode("append").partitionBy("odd").parquet(path)
        #expect(try spark.read.parquet(path).groupBy("odd").count().sortedLines() == ["0|1", "1|2", "2|1"])
    }

    @Test("unknown options, formats and places are errors")
    func faults() throws {
        let option = #expect(throws: QueryError.self) { try spark.range(2).write.option("headers", true).csv(path) }
        #expect(option?.kind == .invalidOption)
        #expect(option?.hint?.contains("header") == true)
        let format = #expect(throws: QueryError.self) { try spark.range(2).write.format("text").save(path) }
        #expect(format?.kind == .unsupported)
        try folder.write("file", "")
        let place = #expect(throws: QueryError.self) { try spark.range(2).write.parquet(folder.path + "/file/below") }
        #expect(place?.kind == .file)
        let column = #expect(throws: QueryError.self) { try spark.range(2).write.partitionBy("nope").parquet(path) }
        #expect(column != nil)
        #expect(folder.list() == ["file"])
    }
}
