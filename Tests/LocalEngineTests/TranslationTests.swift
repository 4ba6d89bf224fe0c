import Essentials
import Testing

@testable import DataFrames
@testable import LocalEngine

@Suite("DuckDB's words in the project's terms")
struct TranslationTests {
    @Test(
        "faults get the code that their kind stands for",
        arguments: [
            ("Parser Error: syntax error at or near \"x\"", .syntax),
            ("Conversion Error: Could not convert", .conversion),
            ("Out of Range Error: Overflow", .arithmetic), ("Out of Memory Error: failed", .outOfMemory),
            ("IO Error: No files found", .file), ("INTERRUPT Error: Interrupted!", .interrupted),
            ("Catalog Error: Scalar Function with name f does not exist!", .unknownFunction),
            ("Catalog Error: Table with name t does not exist!", .unknownTable),
            ("Catalog Error: Table with name \"t\" already exists!", .alreadyExists),
            ("Binder Error: Referenced column \"x\" not found in FROM clause!", .unknownColumn),
            ("Binder Error: Ambiguous reference to column name \"x\"", .ambiguousColumn),
            ("Binder Error: something else", .analysis), ("Not implemented Error: no", .unsupported),
            ("Internal Error: oh", .execution), ("no kind at all", .execution), ("", .execution),
        ] as [(String, QueryError.Code)])
    func codes(message: String, code: QueryError.Code) {
        let error = FailureTranslation(DuckDBFailure(message: message), sql: nil).error
        #expect(error.kind == code)
        #expect(!error.message.hasSuffix("!"))
        #expect(error.position == nil)
    }

    @Test("the caret below a line of the query is its position, and lines between are the hint")
    func position() {
        let sql = SQLText(text: "SELECT 'ä',\n  nope FROM t", original: "SELECT 'ä',\n  nope FROM t")
        let message = """
            Binder Error: Referenced column "nope" not found in FROM clause!
            Candidate bindings: "name"

            LINE 2:   nope FROM t
                      ^
            """
        let error = FailureTranslation(DuckDBFailure(message: message), sql: sql).error
        #expect(error.position == TextPosition(line: 2, column: 3))
        #expect(
            error.description
                == "SQL line 2, column 3: referenced column \"nope\" not found in FROM clause. Candidate bindings: \"name\""
        )
    }

    @Test(
        "Java's date patterns become strftime's",
        arguments: [
            ("yyyy-MM-dd", "%Y-%m-%d"), ("d.M.yy", "%-d.%-m.%y"), ("EEE d MMM", "%a %-d %b"), ("EEEE MMMM", "%A %B"),
            ("HH:mm:ss.SSS", "%H:%M:%S.%g"), ("h a", "%-I %p"), ("yyyy'T'HH", "%YT%H"), ("HH''mm", "%H'%M"),
            ("100%", "100%%"), ("DDD", "%j"), ("", ""),
        ])
    func patterns(java: String, strftime: String) throws {
        #expect(try DatePattern.strftime(java) == strftime)
    }

    @Test("a letter without counterpart is an error that names it", arguments: ["G", "yyyy-QQ", "ddd", "SS"])
    func unknownLetters(pattern: String) {
        let error = #expect(throws: QueryError.self) { try DatePattern.strftime(pattern) }
        #expect(error?.kind == .unsupported)
        #expect(error?.message.contains("'\(pattern)'") == true)
    }

    @Test(
        "backticks become double quotes outside of texts, and every place stays",
        arguments: [
            ("SELECT `a b`", "SELECT \"a b\""), ("SELECT '`', `x`", "SELECT '`', \"x\""),
            ("SELECT \"`\"", "SELECT \"`\""), ("SELECT 'it''s' AS `q`", "SELECT 'it''s' AS \"q\""),
            ("SELECT 1", "SELECT 1"),
        ])
    func backticks(spark: String, duckdb: String) {
        #expect(SQLDialect.translated(spark) == duckdb)
        #expect(SQLDialect.translated(spark).utf8.count == spark.utf8.count)
    }

    @Test("names and texts are quoted whatever is in them")
    func quoting() {
        #expect(quoted("a\"b") == "\"a\"\"b\"")
        #expect(quotedText("it's") == "'it''s'")
        var names = UniqueNames()
        #expect(["a", "A", "a", "b"].map { names.next($0) } == ["a", "A#2", "a#3", "b"])
    }
}
