import DataFrames
import Essentials
import Testing

@Suite("What is wrong with a query")
struct ErrorTests {
    private let spark: SparkSession

    init() throws { spark = try newSession() }

    @Test(
        "faults of SQL have a code and their place in the text",
        arguments: [
            ("SELEC 1", .syntax, 1, 1), ("SELECT 1\n  FRM x y", .syntax, 2, 7),
            ("SELECT id,\n  nope FROM range(3) t(id)", .unknownColumn, 2, 3),
            ("SELECT 'äöü', nope FROM range(3) t(id)", .unknownColumn, 1, 15),
            ("SELECT *\nFROM nowhere", .unknownTable, 2, 6), ("SELECT nothing_like_it(1)", .unknownFunction, 1, 8),
            ("SELECT id FROM range(2) a(id), range(2) b(id)", .ambiguousColumn, 1, 8),
            ("SELECT id, count(*) FROM range(2) a(id)", .analysis, 1, 8),
        ] as [(String, QueryError.Code, Int, Int)])
    func positions(sql: String, code: QueryError.Code, line: Int, column: Int) throws {
        let error = #expect(throws: QueryError.self) { try spark.sql(sql).schema }
        #expect(error?.kind == code)
        #expect(error?.position == TextPosition(line: line, column: column))
        #expect(error?.place == "SQL line \(line), column \(column)")
    }

    @Test("places are those of the text with its parameters, not of what was filled in")
    func parameterPositions() throws {
        let error = #expect(throws: QueryError.self) {
            try spark.sql(
                "SELECT :long AS a,\n :n + nope AS b FROM range(2)", args: ["long": "many words here", "n": 123456])
        }
        #expect(error?.kind == .unknownColumn)
        #expect(error?.position == TextPosition(line: 2, column: 7))
    }

    @Test(
        "text without a statement is an error",
        arguments: ["", "  \n", "-- nothing", ";"])
    func empty(sql: String) {
        let error = #expect(throws: QueryError.self) { try spark.sql(sql).schema }
        #expect(error?.kind == .syntax)
    }

    @Test("a column that is not there is an error that names near ones")
    func unknownColumn() throws {
        let frame = try people(spark)
        for query in [
            frame.select("nmae"), frame.filter(frame.nmae == "x"), frame.orderBy("nmae"), frame.groupBy("nmae").count(),
        ] {
            let error = #expect(throws: QueryError.self) { try query.schema }
            #expect(error?.kind == .unknownColumn)
            #expect(
                error?.description == "there is no column 'nmae'. Did you mean Name? The columns are id, Name, height.")
        }
        let text = #expect(throws: QueryError.self) { try frame.select(concat("name", " - ")).schema }
        #expect(text?.hint?.contains("lit(\" - \")") == true)
        let fragment = #expect(throws: QueryError.self) { try frame.filter("nmae = 1").schema }
        #expect(fragment?.kind == .unknownColumn)
    }

    @Test("values that do not fit are errors of conversion when the query runs, or null with try_cast")
    func conversion() throws {
        let frame = try people(spark)
        let cast = frame.select(col("name").cast("int"))
        #expect(try cast.columns == ["name"])
        let error = #expect(throws: QueryError.self) { try cast.collect() }
        #expect(error?.kind == .conversion)
        #expect(error?.message.contains("'ann'") == true)
        #expect(try frame.select(col("name").try_cast("int")).distinct().lines() == ["NULL"])
        let inSQL = #expect(throws: QueryError.self) { try spark.sql("SELECT CAST('x' AS INT) AS i").collect() }
        #expect(inSQL?.kind == .conversion)
        let wide = #expect(throws: QueryError.self) { try spark.sql("SELECT CAST(3000000000 AS INT)").collect() }
        #expect(wide?.kind == .conversion)
    }

    @Test("numbers beyond their range are errors of arithmetic")
    func overflow() throws {
        let error = #expect(throws: QueryError.self) {
            try spark.sql("SELECT 9223372036854775807 + id FROM range(2) t(id)").collect()
        }
        #expect(error?.kind == .arithmetic)
        #expect(throws: QueryError.self) { try spark.range(2).select(col("id") * Int.max + 5 * col("id")).collect() }
    }

    @Test("what was wrong with a column comes out when it is used")
    func invalidColumns() throws {
        let frame = try people(spark)
        let faulty: [(Column, QueryError.Code)] = [
            (col("id").cast("itn"), .invalidSchema), (col("id").otherwise(1), .analysis), (col("id").asc(), .analysis),
            (col("*") + 1, .analysis), (date_format("id", "G"), .unsupported),
        ]
        for (column, code) in faulty {
            let error = #expect(throws: QueryError.self) { try frame.select(column).schema }
            #expect(error?.kind == code, "\(column)")
        }
    }

    @Test("after an error the session works as before")
    func recovery() throws {
        try spark.sql("CREATE TABLE t (id INT)")
        #expect(throws: QueryError.self) { try spark.sql("INSERT INTO t VALUES (1), ('x')") }
        #expect(throws: QueryError.self) { try spark.sql("SELECT CAST('x' AS INT)").collect() }
        #expect(try spark.table("t").count() == 0)
        try spark.sql("INSERT INTO t VALUES (1)")
        #expect(try spark.table("t").lines() == ["1"])
    }
}
