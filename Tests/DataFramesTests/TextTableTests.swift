import Testing

@testable import DataFrames

@Suite("What show prints")
struct TextTableTests {
    private func text(_ batch: ColumnBatch, count: Int = 20, truncate: Int = 20, vertical: Bool = false) -> String {
        TextTable(batch, count: count, truncate: truncate).text(vertical: vertical)
    }

    @Test("values stand on the right, names too, and columns have three characters at least")
    func plain() {
        let batch = ColumnBatch(
            schema: StructType([StructField("n", .double), StructField("carrier", .string)]),
            columns: [.doubles([1, nil]), .strings(["UA", "B6"])], count: 2)
        #expect(
            text(batch) == """
                +----+-------+
                |   n|carrier|
                +----+-------+
                | 1.0|     UA|
                |NULL|     B6|
                +----+-------+

                """)
    }

    @Test("long values and names are shortened, and only then")
    func truncation() {
        let batch = ColumnBatch.texts([
            "a name of more than twenty": ["12345678901234567890", "123456789012345678901"]
        ])
        #expect(
            text(batch) == """
                +--------------------+
                |a name of more th...|
                +--------------------+
                |12345678901234567890|
                |12345678901234567...|
                +--------------------+

                """)
        #expect(
            text(batch, truncate: 3) == """
                +---+
                |a n|
                +---+
                |123|
                |123|
                +---+

                """)
        #expect(
            text(batch, truncate: 0) == """
                +--------------------------+
                |a name of more than twenty|
                +--------------------------+
                |12345678901234567890      |
                |123456789012345678901     |
                +--------------------------+

                """)
    }

    @Test("a table without rows has its names")
    func empty() {
        #expect(text(.numbers(0)) == "+---+\n| id|\n+---+\n+---+\n")
        #expect(text(.numbers(0), vertical: true) == "(0 rows)\n")
    }

    @Test(
        "what is left out is said",
        arguments: [
            (3, 3, ""), (3, 2, "only showing top 2 rows\n"), (2, 1, "only showing top 1 row\n"),
            (1, 0, "only showing top 0 rows\n"),
        ])
    func more(rows: Int, count: Int, note: String) {
        let lines = text(.numbers(rows), count: count)
        let numbers = (0..<min(rows, count)).map { "|  \($0)|\n" }.joined()
        #expect(lines == "+---+\n| id|\n+---+\n\(numbers)+---+\n\(note)")
    }

    @Test("wide characters take two columns")
    func wide() {
        #expect(
            text(.texts(["名前": ["日本語", "abc", "é", "ｆ"]])) == """
                +------+
                |  名前|
                +------+
                |日本語|
                |   abc|
                |     é|
                |    ｆ|
                +------+

                """)
        #expect(TextTable.width("한글ab") == 6)
        #expect(TextTable.width("é") == 1)
    }

    @Test("characters that would break a line are written as escapes")
    func control() {
        #expect(
            text(.texts(["a\tb": ["1\n2", "\r\u{07}\u{08}\u{0B}\u{0C}"]])) == #"""
                +----------+
                |      a\tb|
                +----------+
                |      1\n2|
                |\r\a\b\v\f|
                +----------+

                """#)
    }

    @Test("vertical tables have a line for each value")
    func vertical() {
        let batch = ColumnBatch(
            schema: StructType([StructField("n", .double), StructField("carrier", .string)]),
            columns: [.doubles([1, nil]), .strings(["a text of more than twenty", "B6"])], count: 2)
        #expect(
            text(batch, vertical: true) == """
                -RECORD 0-----------------------
                 n       | 1.0                  
                 carrier | a text of more th... 
                -RECORD 1-----------------------
                 n       | NULL                 
                 carrier | B6                   

                """)
        #expect(
            text(.numbers(2), count: 1, vertical: true) == """
                -RECORD 0--
                 id  | 0   
                only showing top 1 row

                """)
    }
}

@Suite("Tables in HTML")
struct HTMLTableTests {
    @Test("texts cannot become markup or formulas")
    func escaping() {
        #expect(
            HTMLTable.escaped("<b a=\"1\" c='2'>&$\0\u{1B}\u{7F}\u{9F}\té日\n</b>")
                == "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;&#36;\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\té日\n&lt;/b&gt;")
        let html = HTMLTable(.texts(["<i>": ["</td><script>alert(1)</script>"]]), count: 20).html
        #expect(!html.contains("<script>") && !html.contains("<i>"))
        #expect(html.contains("<td>&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;</td>"))
        #expect(html.contains("<th scope=\"col\">&lt;i&gt;<small>string</small></th>"))
    }

    @Test("numbers stand on the right, and missing values are marked")
    func cells() {
        let batch = ColumnBatch(
            schema: StructType([StructField("n", .double), StructField("s", .string)]),
            columns: [
                .doubles([1, nil]),
                ColumnVector(type: .string, count: 2, storage: .string(["null", ""]), validity: [1]),
            ],
            count: 2)
        let html = HTMLTable(batch, count: 20).html
        #expect(html.contains("<th class=\"n\" scope=\"col\">n<small>double</small></th>"))
        #expect(html.contains("<tr><td class=\"n\">1.0</td><td>null</td></tr>"))
        #expect(html.contains("<tr><td class=\"n null\">null</td><td class=\"null\">null</td></tr>"))
    }

    @Test("long texts are shortened, and their tooltip has more")
    func shortening() {
        let fits = String(repeating: "x", count: 80)
        #expect(HTMLTable.shortened(fits).text == fits && HTMLTable.shortened(fits).full == nil)
        let wide = String(repeating: "é", count: 80)
        #expect(HTMLTable.shortened(wide).full == nil)
        let long = HTMLTable.shortened(fits + "y")
        #expect(long.text == String(repeating: "x", count: 79) + "…" && long.full == fits + "y")
        let longer = HTMLTable.shortened(String(repeating: "z", count: 1_000_000))
        #expect(longer.text.count == 80 && longer.full?.count == HTMLTable.longestTooltip)
    }

    @Test(
        "the shape is told below",
        arguments: [
            (0, 20, "0 rows × 1 column"), (1, 20, "1 row × 1 column"), (20, 20, "20 rows × 1 column"),
            (21, 20, "first 20 rows of more × 1 column"),
        ])
    func shape(rows: Int, count: Int, text: String) {
        let table = HTMLTable(.numbers(rows), count: count)
        #expect(table.shape == text)
        #expect(table.html.hasSuffix("<p>\(text)</p></div>"))
    }
}
