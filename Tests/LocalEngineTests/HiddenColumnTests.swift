import DataFrames
import Testing

@Suite("Columns that an earlier step has left out")
struct HiddenColumnTests {
    private let spark: SparkSession
    private let frame: DataFrame

    init() throws {
        spark = try newSession()
        frame = try people(spark)
    }

    @Test("rows are ordered by them")
    func order() throws {
        let names = frame.select("name")
        #expect(try names.orderBy(desc("height")).lines() == ["NULL", "ann", "ann", "bob"])
        #expect(try names.orderBy(desc("height")).columns == ["Name"])
        #expect(try names.orderBy(frame.id, "height").lines() == ["ann", "bob", "ann", "NULL"])
        #expect(try frame.drop("height").orderBy("height").select("id").lines() == ["2", "3", "1", "3"])
        #expect(try frame.select("name", "id").filter("id > 1").orderBy(desc("height"), "id").count() == 3)
        #expect(try frame.select("name", "id").select("name").orderBy("id", "height").first()?[0] == "ann")
        // A new column of the same name goes first.
        let negated = frame.select((-col("id")).as("id"))
        #expect(try negated.orderBy("id").lines() == ["-3", "-3", "-2", "-1"])
        #expect(try negated.orderBy("id", "height").columns == ["id"])
    }

    @Test("rows are chosen by them")
    func filter() throws {
        #expect(try frame.select("name").filter(col("id") == 2).lines() == ["bob"])
        #expect(try frame.drop("id").filter(frame.id == 2).columns == ["Name", "height"])
    }

    @Test("what is nowhere is an error that names what there is")
    func errors() throws {
        for query in [
            frame.select("name").orderBy("hight"), frame.select("name").filter(col("hight") > 1),
            frame.groupBy("name").count().orderBy("hight"),
        ] {
            let error = #expect(throws: QueryError.self) { try query.schema }
            #expect(error?.kind == .unknownColumn)
        }
        let error = #expect(throws: QueryError.self) { try frame.groupBy("id").count().orderBy("name").schema }
        #expect(error?.hint?.contains("The columns are id, count.") == true)
    }

    @Test("columns are chosen by patterns and renamed by position")
    func choosing() throws {
        #expect(try frame.select(frame.colRegex("`(n|h).*`")).columns == ["Name", "height"])
        #expect(try frame.toDF("a", "b", "c").columns == ["a", "b", "c"])
        #expect(try frame.toDF("a", "b", "c").filter(col("a") == 2).select("b").lines() == ["bob"])
        let error = #expect(throws: QueryError.self) { try frame.toDF("a").schema }
        #expect(error?.message == "toDF is given 1 names for 3 columns")
        #expect(try frame.hint("broadcast").coalesce(1).repartition(3, "id").count() == 4)
    }
}
