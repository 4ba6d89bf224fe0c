import DataFrames
import Testing

@Suite("Groups of groups, columns from rows and rows from columns")
struct PivotTests {
    private let spark: SparkSession
    private let sales: DataFrame

    init() throws {
        spark = try newSession()
        sales = try spark.sql(
            """
            SELECT * FROM (VALUES ('a', 1, 10), ('a', 2, 20), ('b', 1, 5), ('b', NULL, 7), ('a', 1, 1)) \
            t(shop, quarter, amount)
            """)
    }

    @Test("rollup, cube and grouping sets have null for columns that a group does not go by")
    func groupings() throws {
        let rollup = sales.rollup("shop", "quarter").agg(sum("amount").as("s"))
        #expect(
            try rollup.sortedLines() == [
                "NULL|NULL|43", "a|1|11", "a|2|20", "a|NULL|31", "b|1|5", "b|NULL|12", "b|NULL|7",
            ])
        #expect(try rollup.types() == "shop: string, quarter: int, s: bigint")
        #expect(
            try sales.na.drop().cube("shop", "quarter").count().sortedLines() == [
                "NULL|1|3", "NULL|2|1", "NULL|NULL|4", "a|1|2", "a|2|1", "a|NULL|3", "b|1|1", "b|NULL|1",
            ])
        let sets = sales.groupingSets([["shop"], []], "shop").agg(sum("amount"))
        #expect(try sets.sortedLines() == ["NULL|43", "a|31", "b|12"])
        #expect(try sales.groupingSets([["quarter"], ["shop"]]).count().columns == ["quarter", "shop", "count"])
        let expressions = sales.rollup(upper("shop").as("shop")).agg(max("amount"))
        #expect(try expressions.sortedLines() == ["A|20", "B|7", "NULL|20"])
    }

    @Test("a pivot has a column for each value, sorted, null where a group has no row")
    func pivot() throws {
        let wide = sales.groupBy("shop").pivot("quarter").sum("amount")
        #expect(try wide.columns == ["shop", "null", "1", "2"])
        #expect(try wide.sortedLines() == ["a|NULL|11|20", "b|7|5|NULL"])
        let chosen = sales.groupBy("shop").pivot("quarter", [2, 1]).agg(sum("amount").as("s"), count("*").as("n"))
        #expect(try chosen.columns == ["shop", "2_s", "2_n", "1_s", "1_n"])
        #expect(try chosen.sortedLines() == ["a|20|1|11|2", "b|NULL|NULL|5|1"])
        #expect(try sales.groupBy().pivot("shop", ["b"]).count().lines() == ["2"])
        // Aggregates that are more than one call.
        let ratio = sales.groupBy("shop").pivot("quarter", [1]).agg((sum("amount") / count("*")).as("mean"))
        #expect(try ratio.orderBy("shop").lines() == ["a|5.5", "b|5.0"])
        let unknown = #expect(throws: QueryError.self) { try sales.groupBy("shop").pivot("qarter").count().schema }
        #expect(unknown?.kind == .unknownColumn)
        let rollup = #expect(throws: QueryError.self) { try sales.rollup("shop").pivot("quarter").count().schema }
        #expect(rollup?.kind == .analysis)
    }

    @Test("unpivot makes a row of each column, in the columns' order")
    func unpivot() throws {
        let wide = try spark.sql("SELECT 1 AS id, 10 AS x, 2.5::DOUBLE AS y UNION ALL SELECT 2, NULL, 3.5")
        let long = wide.unpivot(["id"], ["x", "y"], "name", "value")
        #expect(try long.types() == "id: int, name: string, value: double")
        #expect(try long.lines() == ["1|x|10.0", "1|y|2.5", "2|x|NULL", "2|y|3.5"])
        #expect(try wide.melt(["id"], nil, "k", "v").lines() == long.lines())
        #expect(try wide.unpivot([], ["id"], "k", "v").lines() == ["id|1", "id|2"])
        let error = #expect(throws: QueryError.self) { try sales.unpivot([], nil, "k", "v").schema }
        #expect(error?.kind == .analysis)
        #expect(error?.message.contains("'shop' is string") == true)
    }

    @Test("arrays and maps become rows")
    func generators() throws {
        let frame = try spark.sql(
            """
            SELECT * FROM (VALUES (1, ['x', 'y'], MAP {'k': 1}), (2, [], MAP {}), (3, NULL, NULL)) t(id, words, places)
            """)
        #expect(try frame.select("id", explode("words")).columns == ["id", "col"])
        #expect(try frame.select("id", explode("words").as("word")).lines() == ["1|x", "1|y"])
        let outer = frame.select("id", Column(.call("explode_outer", [frame.words.expression], isDistinct: false)))
        #expect(try outer.lines() == ["1|x", "1|y", "2|NULL", "3|NULL"])
        let positions = Column(.call("posexplode", [col("words").expression], isDistinct: false))
        #expect(try frame.select("id", positions).types() == "id: int, pos: int, col: string")
        #expect(try frame.select(positions.as("place", "word")).lines() == ["0|x", "1|y"])
        #expect(try frame.select("id", explode("places")).types() == "id: int, key: string, value: int")
        #expect(try frame.withColumn("word", explode("words")).select("word").lines() == ["x", "y"])
        let few = #expect(throws: QueryError.self) { try frame.select(explode("words").as("a", "b")).schema }
        #expect(few?.kind == .analysis)
        let number = #expect(throws: QueryError.self) { try frame.select(explode("id")).schema }
        #expect(number?.message == "explode needs an array or a map, and 'id' is int")
    }
}
