import DataFrames
import Testing

@Suite("What columns are called")
struct ColumnTextTests {
    private static let a = col("a")
    private static let b = col("b")

    @Test(
        "operators are written as Spark writes them",
        arguments: [
            (a + b, "(a + b)"), (a - 1, "(a - 1)"), (2 * a, "(2 * a)"), (a / 1.5, "(a / 1.5)"), (7 % a, "(7 % a)"),
            (-a, "negative(a)"), (a + b * 2 - 1.0, "((a + (b * 2)) - 1.0)"), (a == b, "(a = b)"), (a == "x", "(a = x)"),
            (a == true, "(a = true)"), (a != 3, "(NOT (a = 3))"), ("x" != a, "(NOT (x = a))"), (a < 1, "(a < 1)"),
            (1 <= a, "(1 <= a)"), (a > "k", "(a > k)"), (2.5 >= a, "(2.5 >= a)"),
            (a > 1 && b < 2 || !(a == b), "(((a > 1) AND (b < 2)) OR (NOT (a = b)))"),
        ] as [(Column, String)])
    func operators(column: Column, text: String) {
        #expect(column.expression.text == text)
        #expect(column.expression.outputName == text)
        #expect(column.description == "Column<'\(text)'>")
    }

    @Test(
        "methods are written as Spark writes them",
        arguments: [
            (a.isNull(), "(a IS NULL)"), (a.isNotNull(), "(a IS NOT NULL)"), (a.isNaN(), "isnan(a)"),
            (a.eqNullSafe(1), "(a <=> 1)"), (a.eqNullSafe(Int?.none), "(a <=> NULL)"),
            (a.isin(1, 2.5, "x"), "(a IN (1, 2.5, x))"), (a.isin([]), "(a IN ())"),
            (a.between(1, b), "((a >= 1) AND (a <= b))"), (a.like("x%"), "a LIKE x%"),
            (a.ilike("x%"), "ilike(a, x%)"), (a.rlike("^x"), "RLIKE(a, ^x)"), (a.contains("x"), "contains(a, x)"),
            (a.startswith(b), "startswith(a, b)"), (a.endswith("x"), "endswith(a, x)"),
            (a.substr(1, 2), "substr(a, 1, 2)"), (a.cast("INT"), "CAST(a AS INT)"),
            (a.cast(.array(.string)), "CAST(a AS ARRAY<STRING>)"),
            (a.try_cast("decimal(10, 2)"), "TRY_CAST(a AS DECIMAL(10,2))"), (a.getItem(0), "a[0]"), (a[1], "a[1]"),
            (a.asc(), "a ASC NULLS FIRST"), (a.desc(), "a DESC NULLS LAST"),
            (a.asc_nulls_last(), "a ASC NULLS LAST"), (a.desc_nulls_first(), "a DESC NULLS FIRST"),
            (a.alias("x"), "a AS x"), ((a + 1).as("x"), "(a + 1) AS x"), (lit("x"), "x"), (lit([1, 2]), "[1, 2]"),
        ] as [(Column, String)])
    func methods(column: Column, text: String) {
        #expect(column.expression.text == text)
    }

    @Test(
        "functions are written with their arguments",
        arguments: [
            (count("*"), "count(1)"), (count(lit(1)), "count(1)"), (count("a"), "count(a)"),
            (countDistinct("a", "b"), "count(DISTINCT a, b)"), (sum_distinct("a"), "sum(DISTINCT a)"),
            (mean("a"), "avg(a)"), (sum(a * 2), "sum((a * 2))"), (round(a, 2), "round(a, 2)"),
            (concat_ws("-", "a", b), "concat_ws(-, a, b)"), (day("a"), "day(a)"),
            (coalesce("a", lit("none")), "coalesce(a, none)"), (desc("a"), "a DESC NULLS LAST"),
            (isnull("a"), "(a IS NULL)"), (current_date(), "current_date()"),
            (sum("a").over(Window.partitionBy("b")), "sum(a) OVER (PARTITION BY b)"),
        ] as [(Column, String)])
    func functions(column: Column, text: String) {
        #expect(column.expression.text == text)
    }

    @Test(
        "a selected column has the name that Spark gives it",
        arguments: [
            (a, "a"), (col("t.a"), "a"), (a.alias("x"), "x"), (a.name("y"), "y"), (a.cast("int"), "a"),
            (col("t.a").cast("int"), "a"), ((a + 1).cast("int"), "CAST((a + 1) AS INT)"), (lit(1), "1"),
            (expr("a * 2 AS twice"), "twice"), (expr("a * 2"), "a * 2"), (a.isNull(), "(a IS NULL)"),
        ] as [(Column, String)])
    func outputNames(column: Column, name: String) {
        #expect(column.expression.outputName == name)
    }

    @Test("a name with a star stands for all columns, or for those of an alias")
    func stars() {
        #expect(col("*").expression == .star(qualifier: nil))
        #expect(col("t.*").expression == .star(qualifier: "t"))
        #expect("t.*".namedColumn.expression == .star(qualifier: "t"))
        #expect("a".namedColumn.expression == .column("a", plan: nil, mayBeText: true))
        #expect(col("a").expression == .column("a", plan: nil, mayBeText: false))
    }

    @Test(
        "plain Swift values are constants",
        arguments: [
            (lit(1), .integer(1)), (lit(Int32(2)), .integer(2)), (lit(Int64.min), .integer(.min)),
            (lit(1.5), .double(1.5)), (lit(Float(1.5)), .float(1.5)), (lit("x"), .string("x")),
            (lit(false), .boolean(false)), (lit(String?.none), .null), (lit(Int?.some(3)), .integer(3)),
            (lit([1.0, 2.0]), .array([.double(1), .double(2)])), (lit([Int?.none]), .array([.null])),
            (lit(LocalDate(daysSinceEpoch: 1)), .date(LocalDate(daysSinceEpoch: 1))),
            (lit(DecimalNumber(unscaled: 125, scale: 2)), .decimal(DecimalNumber(unscaled: 125, scale: 2))),
        ] as [(Column, Value)])
    func literals(column: Column, value: Value) {
        #expect(column.expression == .literal(value))
    }

    @Test(
        "expr takes an alias only at the end and outside of quotes, comments and parentheses",
        arguments: [
            ("a AS b", "a", "b"), ("a as `my col`", "a", "my col"), ("a AS \"my col\"", "a", "my col"),
            ("cast(a AS int)", "cast(a AS int)", nil), ("cast(a AS int) AS n", "cast(a AS int)", "n"),
            ("'x AS y'", "'x AS y'", nil), ("a /* AS b */", "a /* AS b */", nil), ("a + basis", "a + basis", nil),
            ("a AS 'b", "a", "'b"), ("a AS", "a AS", nil), ("a AS é", "a", "é"),
        ] as [(String, String, String?)])
    func aliases(sql: String, text: String, alias: String?) {
        #expect(expr(sql).expression == (alias.map { .alias(.sql(text), $0) } ?? .sql(text)))
    }

    @Test("children are found through every kind of expression")
    func children() {
        let window = Window.partitionBy("p").orderBy("o")
        let column = when(col("c") > 1, sum("s").over(window)).otherwise(col("x").isin(1)[0].cast("int").alias("y"))
        for name in ["c", "s", "p", "o", "x"] {
            let isFound = column.expression.contains {
                if case .column(name, _, _) = $0 { true } else { false }
            }
            #expect(isFound, "\(name)")
        }
        #expect(!column.expression.contains { $0 == .star(qualifier: nil) })
    }
}

@Suite("Cases of when and otherwise")
struct ConditionalTests {
    @Test("cases are written in order, with what counts else")
    func text() {
        let cases = when(col("a") > 1, "big").when(col("a") > 0, "small")
        #expect(cases.expression.text == "CASE WHEN (a > 1) THEN big WHEN (a > 0) THEN small END")
        #expect(
            cases.otherwise(lit(0)).expression.text
                == "CASE WHEN (a > 1) THEN big WHEN (a > 0) THEN small ELSE 0 END")
    }

    @Test("what follows something else than when() is an error that names it")
    func misplaced() {
        let whole = when(col("a") > 1, 1).otherwise(2)
        let faulty: [(Column, String)] = [
            (whole.when(col("a") > 2, 3), "when()"), (whole.otherwise(3), "otherwise()"),
            (col("a").when(col("a") > 2, 3), "when()"), (col("a").otherwise(3), "otherwise()"),
        ]
        for (column, method) in faulty {
            guard case .invalid(let error) = column.expression else {
                Issue.record("\(column) is no error")
                continue
            }
            #expect(error.kind == .analysis)
            #expect(error.message.hasPrefix(method))
        }
    }

    @Test("a cast to a type that does not exist is an error that names near ones")
    func unknownType() {
        guard case .invalid(let error) = col("a").cast("strin").expression else {
            Issue.record("no error")
            return
        }
        #expect(error.kind == .invalidSchema)
        #expect(error.message.contains("'strin' is not a type"))
        #expect(error.hint?.contains("string") == true)
    }
}
