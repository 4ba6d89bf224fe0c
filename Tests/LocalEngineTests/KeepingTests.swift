import DataFrames
import Testing

@Suite("Rows that are kept, and their names")
struct KeepingTests {
    private let spark: SparkSession
    private let folder: TestFolder

    init() throws {
        spark = try newSession()
        folder = try TestFolder()
        try spark.sql("CREATE TABLE t AS SELECT * FROM range(3) r(id)")
    }

    private func rowsInEngine() throws -> Int {
        try spark.sql("SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE '%kept%'").collect()[0][0].int ?? -1
    }

    @Test("kept rows stay what they were until they are given back")
    func cache() throws {
        let frame = spark.table("t").withColumn("x", col("id") * 2)
        #expect(try frame.columns == ["id", "x"])
        frame.cache()
        #expect(frame.isCached)
        let later = frame.filter("x > 0")
        #expect(try later.count() == 2)
        try spark.sql("INSERT INTO t VALUES (9)")
        #expect(try later.count() == 2)
        #expect(try frame.count() == 3)
        frame.unpersist()
        #expect(!frame.isCached)
        #expect(try later.count() == 3)
        #expect(try frame.count() == 4)
        #expect(try rowsInEngine() == 0)
    }

    @Test("kept rows go with the last DataFrame that uses them")
    func release() throws {
        do {
            let frame = spark.table("t").filter("id > 0").persist(.MEMORY_ONLY)
            #expect(try frame.count() == 2)
            #expect(try rowsInEngine() == 1)
        }
        #expect(try spark.range(1).count() == 1)
        #expect(try rowsInEngine() == 0)
    }

    @Test("rows are kept through other kept rows, views and files")
    func nested() throws {
        let path = try folder.write("a.csv", "x\n1\n2\n")
        let read = try spark.read.csv(path, header: true).cache()
        let doubled = read.select((col("x").cast("int") * 2).as("y")).cache()
        try doubled.createOrReplaceTempView("doubled")
        #expect(try spark.sql("SELECT sum(y) FROM doubled").lines() == ["6"])
        try folder.write("a.csv", "x\n1\n2\n3\n")
        #expect(try spark.sql("SELECT sum(y) FROM doubled").lines() == ["6"])
        doubled.unpersist()
        read.unpersist()
        #expect(try spark.sql("SELECT sum(y) FROM doubled").lines() == ["12"])
    }

    @Test("a checkpoint holds the rows of its time")
    func checkpoint() throws {
        let eager = try spark.table("t").checkpoint()
        let lazy = try spark.table("t").localCheckpoint(false)
        try spark.sql("INSERT INTO t VALUES (9)")
        #expect(try eager.count() == 3)
        #expect(try lazy.count() == 4)
        try spark.sql("DELETE FROM t")
        #expect(try lazy.filter("id = 9").lines() == ["9"])
        #expect(try eager.orderBy("id").lines() == ["0", "1", "2"])
    }

    @Test("views are cached by name")
    func tables() throws {
        try spark.table("t").createOrReplaceTempView("v")
        try spark.catalog.cacheTable("v")
        #expect(try spark.catalog.isCached("V"))
        #expect(try spark.table("v").count() == 3)
        try spark.sql("DELETE FROM t")
        #expect(try spark.table("v").count() == 3)
        try spark.catalog.refreshTable("v")
        #expect(try spark.table("v").count() == 0)
        try spark.catalog.uncacheTable("v")
        #expect(try spark.catalog.isCached("v") == false)
        #expect(throws: QueryError.self) { try spark.catalog.cacheTable("nope") }
    }

    @Test("global views have a schema of their own")
    func globalViews() throws {
        try spark.range(3).createGlobalTempView("g")
        #expect(try spark.sql("SELECT sum(id) FROM global_temp.g").lines() == ["3"])
        #expect(try spark.table("global_temp.g").count() == 3)
        let error = #expect(throws: QueryError.self) { try spark.range(1).createGlobalTempView("g") }
        #expect(error?.kind == .alreadyExists)
        try spark.range(5).createOrReplaceGlobalTempView("g")
        #expect(try spark.table("global_temp.g").count() == 5)
        #expect(try spark.catalog.listTables().map(\.name) == ["t"])
        #expect(try spark.catalog.dropTempView("g") == false)
        #expect(try spark.catalog.dropGlobalTempView("g"))
        #expect(try spark.catalog.dropGlobalTempView("g") == false)
    }

    @Test("tables are made, replaced and added to")
    func savedTables() throws {
        let frame = spark.range(2).withColumn("s", lit("x"))
        try frame.write.saveAsTable("saved")
        #expect(try spark.table("saved").types() == "id: bigint, s: string")
        let error = #expect(throws: QueryError.self) { try frame.write.saveAsTable("saved") }
        #expect(error?.kind == .alreadyExists)
        try frame.write.mode("ignore").saveAsTable("saved")
        try frame.select("s", "id").write.mode("append").saveAsTable("saved")
        #expect(try spark.table("saved").count() == 4)
        try frame.write.insertInto("saved")
        #expect(try spark.table("saved").filter("s = 'x'").count() == 6)
        let wrong = #expect(throws: QueryError.self) { try frame.select("id").write.insertInto("saved") }
        #expect(wrong?.message == "table 'saved' has 2 columns, and 1 are given")
        let name = #expect(throws: QueryError.self) {
            try frame.toDF("id", "q").write.mode("append").saveAsTable("saved")
        }
        #expect(name?.kind == .unknownColumn)
        #expect(throws: QueryError.self) { try frame.select("s", "id").write.insertInto("saved", overwrite: true) }
        #expect(try spark.table("saved").count() == 6)
        try frame.write.insertInto("saved", overwrite: true)
        #expect(try spark.table("saved").count() == 2)
        try spark.table("saved").filter("id = 1").write.mode("overwrite").saveAsTable("saved")
        #expect(try spark.table("saved").lines() == ["1|x"])
        #expect(throws: QueryError.self) { try frame.write.insertInto("nope") }
    }

    @Test("settings reach the engine, and others are kept")
    func settings() throws {
        func setting(_ name: String) throws -> String { try spark.sql("SELECT current_setting('\(name)')").lines()[0] }
        try spark.conf.set("spark.driver.cores", 1)
        #expect(try setting("threads") == "1")
        try spark.conf.set("spark.driver.memory", "2g")
        #expect(try setting("memory_limit") == "2.0 GiB")
        try spark.conf.set("spark.local.dir", folder.path)
        #expect(try setting("temp_directory") == folder.path)
        try spark.conf.set("spark.sql.session.timeZone", "Europe/Berlin")
        #expect(try setting("TimeZone") == "Europe/Berlin")
        #expect(try spark.conf.get("spark.sql.session.timezone") == "Europe/Berlin")
        try spark.conf.unset("spark.sql.session.timeZone")
        #expect(try spark.conf.get("spark.sql.session.timeZone") == "UTC")
        try spark.conf.set("spark.sql.shuffle.partitions", 8)
        #expect(try spark.conf.get("spark.sql.shuffle.partitions") == "8")
        #expect(spark.conf.get("nope", "x") == "x")
        for (name, value) in [
            ("spark.driver.memory", "much"), ("spark.sql.session.timeZone", "Mars"), ("spark.driver.cores", "0"),
        ] {
            let error = #expect(throws: QueryError.self) { try spark.conf.set(name, value) }
            #expect(error?.kind == .invalidOption)
        }
        #expect(throws: QueryError.self) { try spark.conf.get("nope") }
    }

    @Test("plans are explained, with timings when they are run")
    func explain() throws {
        let frame = spark.table("t").filter("id > 1")
        #expect(try frame.explainString("analyze").contains("Total Time"))
        #expect(try frame.explainString("extended").contains("== SQL =="))
        #expect(throws: QueryError.self) { try frame.explain("nope") }
        #expect(try spark.catalog.functionExists("sum"))
        #expect(try spark.catalog.currentDatabase == "default")
    }
}
