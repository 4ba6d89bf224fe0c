import DataFrames
import Testing

@Suite("DataFrames and their plans")
struct DataFrameTests {
    private let engine = FakeEngine(.numbers(2))
    private var spark: SparkSession { SparkSession(engine: engine) }

    @Test("every step is a line of the tree, the last one first")
    func steps() {
        let frame = spark.range(1, 10, 2)
            .filter(col("id") > 3).filter("id < 9").select("id", (col("id") + 1).as("next"))
            .withColumn("x", lit("text")).withColumns(["y": 1, "z": col("x")]).withColumnRenamed("x", "w")
            .drop("y", col("z")).groupBy("w").agg(sum("id"), count("*").as("n")).orderBy("w", desc("n"))
            .limit(5).offset(1).distinct().dropDuplicates("w", "n").alias("t")
        #expect(
            frame.plan.treeString == """
                SubqueryAlias t
                +- Deduplicate [w, n]
                   +- Distinct
                      +- Limit all offset 1
                         +- Limit 5
                            +- Sort [w, n DESC NULLS LAST]
                               +- Aggregate [w], [sum(id), count(1) AS n]
                                  +- Drop [y, z]
                                     +- Rename [x AS w]
                                        +- WithColumns [1 AS y, x AS z]
                                           +- WithColumns [text AS x]
                                              +- Project [id, (id + 1) AS next]
                                                 +- Filter id < 9
                                                    +- Filter (id > 3)
                                                       +- Range (1, 10, step=2)

                """)
    }

    @Test("both sides of a join stand below it")
    func branches() throws {
        let left = spark.table("a")
        let right = try spark.sql("SELECT *\n   FROM b")
        #expect(
            left.join(right, on: "id", how: .leftOuter).crossJoin(left).plan.treeString == """
                Join cross
                +- Join left, using [id]
                   +- Table a
                   +- SQL [SELECT * FROM b]
                +- Table a

                """)
        let steps: [(DataFrame, String)] = [
            (left.join(right, on: left.id == right.id, how: .anti), "Join anti, (id = id)"),
            (left.join(right, ["a", "b"], .fullOuter), "Join full, using [a, b]"), (left.unionAll(right), "Union"),
            (left.unionByName(right, allowMissingColumns: true), "Union by name, missing allowed"),
            (left.intersect(right), "Intersect"), (left.intersectAll(right), "Intersect all"),
            (left.subtract(right), "Except"), (left.exceptAll(right), "Except all"),
            (spark.read.table("a"), "Table a"),
        ]
        for (frame, line) in steps { #expect(frame.plan.treeString.hasPrefix(line + "\n"), "\(line)") }
    }

    @Test("building a DataFrame asks the engine for nothing")
    func laziness() {
        let frame = spark.range(5).filter(col("id") > 1).groupBy("id").count()
        #expect(frame.plan.children.count == 1)
        #expect(engine.asked.isEmpty)
    }

    @Test("columns of a DataFrame know where they come from")
    func provenance() {
        let frame = spark.range(5)
        let other = spark.range(5)
        #expect(frame.id.expression == frame["id"].expression && frame.id.expression == frame.col("id").expression)
        #expect(frame.id.expression != other.id.expression)
        #expect(frame.id.expression != col("id").expression)
        #expect(frame["*"].expression == .star(qualifier: nil))
    }

    @Test("actions ask for no more rows than they need")
    func actions() throws {
        let frame = spark.table("t")
        #expect(try frame.take(3).map(\.id) == [0, 1])
        #expect(try frame.first()?.id == 0)
        #expect(try frame.isEmpty() == false)
        #expect(try frame.values("id") == [0, 1])
        #expect(try frame.showString(1) == "+---+\n| id|\n+---+\n|  0|\n+---+\nonly showing top 1 row\n")
        #expect(
            engine.asked == [
                "collect Limit 3\n+- Table t\n", "collect Limit 1\n+- Table t\n", "collect Limit 1\n+- Table t\n",
                "collect Project [id]\n+- Table t\n", "collect Limit 2\n+- Table t\n",
            ])
    }

    @Test("a display has the table in HTML and as text, and the schema is the description")
    func display() throws {
        let bundle = try spark.table("t").displayBundle()
        #expect(bundle.data["text/plain"] == "+---+\n| id|\n+---+\n|  0|\n|  1|\n+---+\n")
        #expect(engine.asked == ["collect Limit 21\n+- Table t\n"])
        #expect(spark.table("t").description == "DataFrame[id: bigint]")
        #expect(try spark.table("t").dtypes.map(\.1) == ["bigint"])
        #expect(try spark.table("t").columns == ["id"])
    }

    @Test("commands run at once, queries later")
    func commands() throws {
        #expect(try spark.sql("SHOW TABLES").plan.treeString == "LocalRelation [id], 2 rows\n")
        #expect(
            try spark.sql("SELECT :a", args: ["a": "x'y"]).plan.treeString == "SQL [SELECT :a]\n")
        #expect(try spark.sql("SELECT ?", args: [LocalDate(daysSinceEpoch: 0)]).plan.treeString == "SQL [SELECT ?]\n")
        #expect(engine.asked == ["run SHOW TABLES", "run SELECT 'x''y'", "run SELECT DATE '1970-01-01'"])
    }

    @Test("the catalog compares names without regard to case")
    func catalog() throws {
        #expect(try spark.catalog.tableExists("KNOWN"))
        #expect(try spark.catalog.tableExists("other") == false)
        #expect(try spark.catalog.dropTempView("known"))
        #expect(try spark.catalog.listColumns("t").map(\.name) == ["id"])
    }
}

@Suite("What readers and writers pass on")
struct FileOptionTests {
    private let engine = FakeEngine()
    private var spark: SparkSession { SparkSession(engine: engine) }

    private func source(_ frame: DataFrame) throws -> FileSource {
        guard case .files(let source) = frame.plan.node else { throw QueryError(.execution, "no files") }
        return source
    }

    @Test("options are kept by lower-case names, the last one counts")
    func readOptions() throws {
        let reader = spark.read.option("Header", false).options(["sep": ";", "samplingRatio": 0.5])
        let source = try source(reader.csv("a", "b/*", header: true, nullValue: "NA"))
        #expect(source.format == .csv && source.paths == ["a", "b/*"] && source.schema == nil)
        #expect(source.options == ["header": "true", "sep": ";", "samplingratio": "0.5", "nullvalue": "NA"])
        #expect(engine.asked == ["schema of Read csv [a, b/*]\n"])
    }

    @Test("a schema is given as SQL or as a value, and the format by name")
    func schemaAndFormat() throws {
        let source = try source(spark.read.format("JSON").schema("id INT").load("x"))
        #expect(source.format == .json && source.schema?.names == ["id"])
        #expect(try self.source(spark.read.load("x")).format == .parquet)
        let text = try self.source(spark.read.schema(StructType([StructField("value", .string)])).text("x"))
        #expect(text.format == .text && text.schema?.names == ["value"])
        #expect(throws: QueryError.self) { try spark.read.schema("id ITN") }
        let error = #expect(throws: QueryError.self) { try spark.read.format("orc").load("x") }
        #expect(error?.kind == .unsupported)
        #expect(error?.description == "there is no file format 'orc'. Known are csv, json, parquet, text.")
    }

    @Test("writers pass format, mode, options and partitions")
    func writeOptions() throws {
        let frame = spark.range(3)
        try frame.write.parquet("a")
        #expect(engine.written?.mode == .errorIfExists && engine.written?.format == .parquet)
        try frame.write.mode("Error").format("csv").save("b")
        #expect(engine.written?.mode == .errorIfExists && engine.written?.format == .csv)
        try frame.write.mode(.append).option("Compression", "zstd").partitionBy("x", "y").json("c")
        #expect(engine.written?.mode == .append && engine.written?.path == "c")
        #expect(engine.written?.options == ["compression": "zstd"])
        #expect(engine.written?.partitionColumns == ["x", "y"])
        try frame.write.mode("IGNORE").csv("d", header: true)
        #expect(engine.written?.mode == .ignore && engine.written?.options == ["header": "true"])
        let error = #expect(throws: QueryError.self) { try frame.write.mode("merge").parquet("e") }
        #expect(error?.kind == .invalidOption)
        #expect(error?.hint == "Known are errorifexists, overwrite, append and ignore.")
        #expect(engine.written?.path == "d")
    }
}
