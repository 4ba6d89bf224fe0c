import DataFrames
import Testing

@Suite("Steps that choose and change columns and rows")
struct StepTests {
    private let spark: SparkSession
    private let frame: DataFrame

    init() throws {
        spark = try newSession()
        frame = try people(spark)
    }

    @Test("columns are found without regard to case")
    func select() throws {
        let chosen = frame.select(col("NAME").as("n"), frame.height * 2, "*", (frame.id + 1).cast("bigint").as("next"))
        #expect(
            try chosen.types()
                == "n: string, (height * 2): double, id: int, Name: string, height: double, next: bigint")
        #expect(try chosen.first().map { $0.values.map(\.text) } == ["ann", "3.0", "1", "ann", "1.5", "2"])
        #expect(try frame.selectExpr("*", "height * 2 AS twice").columns == ["id", "Name", "height", "twice"])
    }

    @Test("several conditions hold together, and null is not true")
    func filter() throws {
        #expect(try frame.filter(frame.height > 1 && frame.Name == "ann").lines() == ["1|ann|1.5"])
        #expect(try frame.filter("id > 1 -- not the first").where(col("name").isNotNull()).count() == 2)
        #expect(try frame.filter(!(frame.height > 1)).lines() == ["3|ann|0.5"])
        #expect(try frame.filter(col("name").isin()).count() == 0)
        #expect(try frame.filter(col("name").eqNullSafe(String?.none)).lines() == ["3|NULL|2.5"])
        #expect(try frame.filter("id = '3'").count() == 2)
    }

    @Test("withColumn replaces a column of the same name in its place, whatever its case")
    func withColumn() throws {
        let changed = frame.withColumn("NAME", upper("name")).withColumn("one", 1)
        #expect(try changed.columns == ["id", "NAME", "height", "one"])
        #expect(try changed.lines().first == "1|ANN|1.5|1")
        // None of several sees another's new value.
        let both = spark.range(2).withColumns(["next": col("id") + 1, "id": col("id") * 10])
        #expect(try both.lines() == ["0|1", "10|2"])
    }

    @Test("renaming and dropping take names without regard to case, and pass over unknown ones")
    func renameAndDrop() throws {
        let renamed = frame.withColumnRenamed("NAME", "first name").withColumnRenamed("nobody", "x")
        #expect(try renamed.columns == ["id", "first name", "height"])
        #expect(try renamed.filter("`first name` = 'bob'").count() == 1)
        #expect(try frame.withColumnsRenamed(["id": "a", "height": "b"]).columns == ["a", "Name", "b"])
        // A name that leaves is free for another.
        #expect(try frame.withColumnsRenamed(["id": "height", "height": "id"]).columns == ["height", "Name", "id"])
        #expect(try frame.drop("NAME", "nobody", frame.id).columns == ["height"])
        let error = #expect(throws: QueryError.self) { try frame.drop("id", "name", "height").schema }
        #expect(error?.kind == .analysis)
    }

    @Test("nulls come first when ascending, last when descending, unless said otherwise")
    func order() throws {
        func heights(_ order: any ColumnOrName...) throws -> [String] {
            try order.reduce(frame) { $0.orderBy($1) }.select("height").lines()
        }
        #expect(try heights("height") == ["NULL", "0.5", "1.5", "2.5"])
        #expect(try heights(asc("height")) == ["NULL", "0.5", "1.5", "2.5"])
        #expect(try heights(desc("height")) == ["2.5", "1.5", "0.5", "NULL"])
        #expect(try heights(asc_nulls_last("height")) == ["0.5", "1.5", "2.5", "NULL"])
        #expect(try heights(desc_nulls_first("height")) == ["NULL", "2.5", "1.5", "0.5"])
        let two = frame.orderBy(desc("id"), col("name").asc()).select("id", "name")
        #expect(try two.lines() == ["3|NULL", "3|ann", "2|bob", "1|ann"])
        #expect(try frame.sort(-col("id"), "height").select("id").lines() == ["3", "3", "2", "1"])
    }

    @Test("limit and offset count in the order before them")
    func limits() throws {
        let ordered = spark.range(10).orderBy(desc("id"))
        #expect(try ordered.offset(2).limit(3).lines() == ["7", "6", "5"])
        #expect(try ordered.limit(3).offset(2).lines() == ["7"])
        #expect(try ordered.limit(0).count() == 0)
        #expect(try ordered.limit(99).count() == 10)
        #expect(try ordered.limit(3).filter("id < 9").lines() == ["8", "7"])
        #expect(try spark.range(10, 0, -3).lines() == ["10", "7", "4", "1"])
        #expect(try spark.range(5, 5).isEmpty())
    }

    @Test("duplicates go by all columns, or by some")
    func duplicates() throws {
        #expect(try frame.select("name").distinct().sortedLines() == ["NULL", "ann", "bob"])
        #expect(try frame.union(frame).distinct().count() == 4)
        #expect(try frame.dropDuplicates("ID").select("id").sortedLines() == ["1", "2", "3"])
        #expect(try frame.union(frame).dropDuplicates().count() == 4)
        let error = #expect(throws: QueryError.self) { try frame.dropDuplicates("nope").schema }
        #expect(error?.kind == .unknownColumn)
    }

    @Test("rows of two DataFrames are put together by position or by name")
    func unions() throws {
        let ids = frame.select("id")
        #expect(try ids.union(labels(spark).select("id")).lines() == ["1", "2", "3", "3", "1", "3", "4"])
        #expect(try ids.union(frame.select("height")).types() == "id: double")
        let swapped = frame.select("height", "NAME", "id")
        #expect(try frame.unionByName(swapped).lines() == frame.lines() + frame.lines())
        let filled = try frame.unionByName(labels(spark), allowMissingColumns: true)
        #expect(try filled.columns == ["id", "Name", "height", "label"])
        #expect(try filled.orderBy("id", "label").lines().suffix(2) == ["3|NULL|NULL|three", "4|NULL|NULL|four"])
    }

    @Test("unions of columns that do not fit are errors")
    func unionErrors() throws {
        let other = try labels(spark)
        let count = #expect(throws: QueryError.self) { try frame.union(other).schema }
        #expect(count?.kind == .analysis)
        #expect(count?.message.contains("3 and 2") == true)
        let name = #expect(throws: QueryError.self) { try frame.unionByName(other).schema }
        #expect(name?.kind == .unknownColumn)
    }

    @Test("intersections and differences keep rows once, or as often as they are there")
    func sets() throws {
        let ids = frame.select("id")
        let others = try labels(spark).select("id")
        #expect(try ids.intersect(others).sortedLines() == ["1", "3"])
        #expect(try ids.intersectAll(ids).sortedLines() == ["1", "2", "3", "3"])
        #expect(try ids.subtract(others).sortedLines() == ["2"])
        #expect(try ids.exceptAll(others).sortedLines() == ["2", "3"])
        let names = frame.select("name")
        #expect(try names.intersect(names).sortedLines() == ["NULL", "ann", "bob"])
    }

    @Test("a DataFrame with many steps keeps its rows and names")
    func longChain() throws {
        var long = spark.range(3)
        for step in 0..<60 { long = long.withColumn("c\(step % 7)", col("id") + step).filter(col("id") >= 0) }
        #expect(try long.columns == ["id"] + (0..<7).map { "c\($0)" })
        #expect(try long.select("c3").lines() == ["59", "60", "61"])
    }
}
