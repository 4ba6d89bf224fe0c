import DataFrames
import Testing

@Suite("Joins")
struct JoinTests {
    private let spark: SparkSession
    private let left: DataFrame
    private let right: DataFrame

    init() throws {
        spark = try newSession()
        left = try people(spark).select("id", "name")
        right = try labels(spark)
    }

    private static let expected: [(JoinType, [String])] = [
        (.inner, ["1|ann|one", "3|NULL|three", "3|ann|three"]),
        (.left, ["1|ann|one", "2|bob|NULL", "3|NULL|three", "3|ann|three"]),
        (.right, ["1|ann|one", "3|NULL|three", "3|ann|three", "4|NULL|four"]),
        (.full, ["1|ann|one", "2|bob|NULL", "3|NULL|three", "3|ann|three", "4|NULL|four"]),
        (.semi, ["1|ann", "3|NULL", "3|ann"]), (.anti, ["2|bob"]),
    ]

    @Test("by name, the column appears once and has a value where one side has", arguments: expected)
    func byName(how: JoinType, lines: [String]) throws {
        let joined = left.join(right, on: "ID", how: how)
        #expect(try joined.sortedLines() == lines)
        #expect(try joined.columns == (how == .semi || how == .anti ? ["id", "Name"] : ["id", "Name", "label"]))
        #expect(try left.join(right, ["id"], how).count() == lines.count)
    }

    @Test("by a condition, both sides keep their columns", arguments: expected)
    func byCondition(how: JoinType, lines: [String]) throws {
        let joined = left.join(right, on: left.id == right.id, how: how)
        #expect(try joined.count() == lines.count)
        let columns = how == .semi || how == .anti ? ["id", "Name"] : ["id", "Name", "id", "label"]
        #expect(try joined.columns == columns)
        if columns.count == 4 {
            let ids = joined.select(coalesce(left.id, right.id), "name", "label")
            #expect(try ids.sortedLines() == lines)
        }
    }

    @Test("columns of one name are told apart by their DataFrames")
    func provenance() throws {
        let joined = left.join(right, on: left.id == right.id, how: .full)
        #expect(
            try joined.select(left.id, right.id).sortedLines() == ["1|1", "2|NULL", "3|3", "3|3", "NULL|4"])
        #expect(try joined.drop(right.id).columns == ["id", "Name", "label"])
        #expect(try joined.filter(right.id == 4).select("label").lines() == ["four"])
        // Also after further steps.
        #expect(try joined.withColumn("x", lit(1)).filter(left.id == 2).select(right.id, "x").lines() == ["NULL|1"])
    }

    @Test("a name that means two columns is an error that says what to write")
    func ambiguous() throws {
        let joined = left.join(right, on: left.id == right.id)
        for query in [joined.select("id"), joined.filter(col("id") == 1), joined.groupBy("id").count()] {
            let error = #expect(throws: QueryError.self) { try query.schema }
            #expect(error?.kind == .ambiguousColumn)
            #expect(error?.message == "'id' means 2 columns")
            #expect(error?.hint?.contains("df[\"id\"]") == true)
        }
        #expect(try joined.count() == 3)
    }

    @Test("a DataFrame joins itself under two aliases")
    func selfJoin() throws {
        let pairs = left.alias("a").join(left.as("b"), on: col("a.id") == col("b.id") && col("a.name") < col("b.name"))
        #expect(try pairs.count() == 0)
        let same = left.alias("a").join(left.alias("b"), on: col("a.id") == col("b.id"))
        #expect(
            try same.select("a.id", "b.name").sortedLines() == ["1|ann", "2|bob", "3|NULL", "3|NULL", "3|ann", "3|ann"])
        #expect(try same.select("b.*").columns == ["id", "Name"])
        #expect(try same.select(col("A.NAME").as("n")).columns == ["n"])
        let error = #expect(throws: QueryError.self) { try same.select("c.*").schema }
        #expect(error?.kind == .unknownColumn)
        #expect(throws: QueryError.self) { try left.join(left, on: left.id == left.id).schema }
        #expect(try left.join(left, on: "id").columns == ["id", "Name", "Name"])
    }

    @Test("a derived DataFrame joins its origin")
    func derived() throws {
        let counts = left.groupBy("id").count().withColumnRenamed("count", "n")
        #expect(try left.join(counts, on: "id").sortedLines() == ["1|ann|1", "2|bob|1", "3|NULL|2", "3|ann|2"])
    }

    @Test("every row meets every row in a cross join")
    func cross() throws {
        #expect(try left.crossJoin(right).count() == 12)
        #expect(try left.crossJoin(right).columns == ["id", "Name", "id", "label"])
    }

    @Test("null is equal to nothing, except with eqNullSafe")
    func nulls() throws {
        let names = left.select("name")
        #expect(try names.join(names.alias("b"), on: "name").count() == 5)
        let other = names.withColumnRenamed("name", "other")
        #expect(try names.join(other, on: col("name").eqNullSafe(col("other"))).count() == 6)
    }

    @Test("a key that one side lacks is an error that names the side")
    func missingKey() throws {
        let onRight = #expect(throws: QueryError.self) { try left.join(right, on: "name").schema }
        #expect(onRight?.kind == .unknownColumn)
        #expect(onRight?.message == "there is no column 'name' on the right side of the join")
        let onLeft = #expect(throws: QueryError.self) { try left.join(right, on: ["id", "label"]).schema }
        #expect(onLeft?.message == "there is no column 'label' on the left side of the join")
    }

    @Test("three DataFrames with the same column names stay apart")
    func three() throws {
        let third = right.withColumn("label", upper("label"))
        let joined = left.join(right, on: left.id == right.id).join(third, on: left.id == third.id)
        #expect(try joined.columns == ["id", "Name", "id", "label", "id", "label"])
        #expect(try joined.select(right.label, third.label).sortedLines() == ["one|ONE", "three|THREE", "three|THREE"])
    }
}
