import Essentials
import Testing

@testable import DataFrames

@Suite("Parameters of SQL")
struct SQLTextTests {
    @Test(
        "named parameters are replaced, and nothing that only looks like one",
        arguments: [
            ("SELECT :a", "SELECT 1"), (":a", "1"), ("x = :a AND y=:a", "x = 1 AND y=1"), ("(:a)", "(1)"),
            (":a::int", "1::int"), ("x::int + :a", "x::int + 1"), ("x::a, :a", "x::a, 1"), ("x :: a, :a", "x :: a, 1"),
            ("':a' || :a", "':a' || 1"), ("\":a\" || :a", "\":a\" || 1"), ("`:a` || :a", "`:a` || 1"),
            ("'it''s :a' || :a", "'it''s :a' || 1"), ("-- :a\n:a", "-- :a\n1"), ("/* :a */ :a", "/* :a */ 1"),
            ("x[1:2], :a", "x[1:2], 1"), ("{'k': :a}", "{'k': 1}"), (":a 'unfinished :a", "1 'unfinished :a"),
            ("-:a", "-1"), ("é = :a", "é = 1"),
        ])
    func named(sql: String, text: String) throws {
        let result = try SQLText(sql, named: [("a", 1)])
        #expect(result.text == text)
        #expect(result.original == sql)
    }

    @Test("without values the text stays as it is")
    func untouched() throws {
        #expect(try SQLText("SELECT :a ? x::int", named: []).text == "SELECT :a ? x::int")
    }

    @Test(
        "question marks are replaced in order",
        arguments: [
            ("SELECT ?, ?", "SELECT 1, 'x'"), ("? -- ?\n, ?", "1 -- ?\n, 'x'"), ("'?' ? \"?\" ?", "'?' 1 \"?\" 'x'"),
        ])
    func positional(sql: String, text: String) throws {
        #expect(try SQLText(sql, positional: [1, "x"]).text == text)
    }

    @Test(
        "values are written as constants that cannot be mistaken for anything else",
        arguments: [
            (nil, "NULL"), (true, "TRUE"), (-5, "-5"), (1.5, "CAST(1.5 AS DOUBLE)"), (1e300, "CAST(1e+300 AS DOUBLE)"),
            (.float(1.5), "CAST(1.5 AS FLOAT)"), (.double(.nan), "CAST('nan' AS DOUBLE)"),
            (.double(-.infinity), "CAST('-inf' AS DOUBLE)"), ("it's", "'it''s'"), ("", "''"), ("'; --", "'''; --'"),
            (.decimal(DecimalNumber(unscaled: 125, scale: 2)), "1.25"), (.binary([0, 255]), #"'\x00\xff'::BLOB"#),
            (.date(LocalDate(daysSinceEpoch: 0)), "DATE '1970-01-01'"),
            (.timestamp(Timestamp(microsecondsSinceEpoch: 0)), "TIMESTAMPTZ '1970-01-01 00:00:00+00'"),
            (.timestampNTZ(LocalDateTime(microsecondsSinceEpoch: 1)), "TIMESTAMP '1970-01-01 00:00:00.000001'"),
            (.array([1, nil]), "[1, NULL]"), (.map([.init(key: "a", value: 1)]), "MAP {'a': 1}"),
            (.struct([.init(name: "a'b", value: 1)]), "{'a''b': 1}"),
        ] as [(Value, String)])
    func constants(value: Value, text: String) {
        #expect(value.sqlLiteral == text)
    }

    @Test("a parameter without value is an error at its place")
    func missing() {
        let error = #expect(throws: QueryError.self) { try SQLText("SELECT 'ä',\n  :ab", named: [("a", 1), ("c", 2)]) }
        #expect(error?.kind == .invalidParameter)
        #expect(error?.position == TextPosition(line: 2, column: 3))
        #expect(error?.place == "SQL line 2, column 3")
        #expect(error?.message == "the SQL asks for the parameter :ab, which has no value")
        #expect(error?.hint == "The values given are for a, c.")
    }

    @Test("a value without parameter is an error, as is another number of values")
    func extra() {
        let unused = #expect(throws: QueryError.self) { try SQLText("SELECT :a, ':b'", named: [("a", 1), ("b", 2)]) }
        #expect(unused?.message == "the SQL has no parameter :b")
        #expect(unused?.hint == "Its parameters are a.")
        for values in [[1], [1, 2, 3]] as [[Value]] {
            let error = #expect(throws: QueryError.self) { try SQLText("SELECT ?, ?", positional: values) }
            #expect(error?.kind == .invalidParameter)
            #expect(error?.message == "the SQL has 2 parameters, and \(values.count) values are given")
        }
    }

    @Test("places in the engine's text are places in what the user wrote")
    func positions() throws {
        let sql = try SQLText("SELECT :long, é,\n :b + wrong", named: [("long", "many words"), ("b", 5)])
        #expect(sql.text == "SELECT 'many words', é,\n 5 + wrong")
        let bytes = Array(sql.text.utf8)
        func position(of text: String) -> TextPosition {
            let wanted = Array(text.utf8)
            let place = bytes.indices.first { bytes[$0...].starts(with: wanted) }
            return sql.position(ofByte: place ?? -1)
        }
        #expect(position(of: "SELECT") == TextPosition(line: 1, column: 1))
        #expect(position(of: "words") == TextPosition(line: 1, column: 8))
        #expect(position(of: "é") == TextPosition(line: 1, column: 15))
        #expect(position(of: "5") == TextPosition(line: 2, column: 2))
        #expect(position(of: "wrong") == TextPosition(line: 2, column: 7))
        #expect(sql.position(ofByte: bytes.count) == TextPosition(line: 2, column: 12))
    }

    @Test(
        "of several statements the last is the query, at the place where it was",
        arguments: [
            ("SELECT 1", "SELECT 1"), ("SELECT 1;", "SELECT 1"), ("SELECT 1 ; -- end\n;", "SELECT 1"),
            ("SET a=1; SELECT ';'", "         SELECT ';'"), ("A;\nB;\n C;", "  \n  \n C"), ("A; /* ; */", "A"),
            ("", ""), (";", " "),
        ])
    func lastStatement(sql: String, text: String) throws {
        let last = SQLText(text: sql, original: sql).lastStatement
        #expect(last.text == text)
        #expect(last.original == sql)
    }
}
