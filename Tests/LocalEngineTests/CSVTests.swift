import DataFrames
import Testing

@Suite("Reading CSV")
struct CSVTests {
    private let folder: TestFolder
    private let spark: SparkSession

    init() throws {
        folder = try TestFolder()
        spark = try newSession()
    }

    private static let mixed = """
        id,n,d,b,day,at,s
        1,3000000000,1.5,true,2013-01-02,2013-01-02 03:04:05,x
        2,,NA,false,2013-02-28,2013-01-02T03:04:05Z,"q,""z"
        ,5,,,,,

        """

    @Test("all columns are strings, named by the header or by their place")
    func strings() throws {
        let path = try folder.write("a.csv", Self.mixed)
        let named = try spark.read.csv(path, header: true)
        #expect(try named.types() == "id: string, n: string, d: string, b: string, day: string, at: string, s: string")
        #expect(
            try named.lines() == [
                "1|3000000000|1.5|true|2013-01-02|2013-01-02 03:04:05|x",
                "2|NULL|NA|false|2013-02-28|2013-01-02T03:04:05Z|q,\"z", "NULL|5|NULL|NULL|NULL|NULL|NULL",
            ])
        let plain = try spark.read.csv(path)
        #expect(try plain.columns == (0..<7).map { "_c\($0)" })
        #expect(try plain.count() == 4)
    }

    @Test("types are found when asked for")
    func inferred() throws {
        let path = try folder.write("a.csv", Self.mixed)
        let frame = try spark.read.csv(path, header: true, inferSchema: true, nullValue: "NA")
        #expect(
            try frame.types() == "id: int, n: bigint, d: double, b: boolean, day: date, at: timestamp, s: string")
        #expect(
            try frame.lines() == [
                "1|3000000000|1.5|true|2013-01-02|2013-01-02 03:04:05|x",
                "2|NULL|NULL|false|2013-02-28|2013-01-02 03:04:05|q,\"z", "NULL|5|NULL|NULL|NULL|NULL|NULL",
            ])
        // One text that fits no number makes the column one of strings.
        #expect(try spark.read.csv(path, header: true, inferSchema: true).schema["d"]?.type == .string)
    }

    @Test("instants in text are taken to UTC, and only ISO dates are dates")
    func inferredTimes() throws {
        let path = try folder.write(
            "a.csv",
            "at,zone,day,other,time\n2013-01-02 03:04:05.25,2013-01-02T03:04:05+02:00,2013-01-02,01/31/2013,12:30:00\n")
        let frame = try spark.read.csv(path, header: true, inferSchema: true)
        #expect(try frame.types() == "at: timestamp, zone: timestamp, day: date, other: string, time: string")
        #expect(
            try frame.lines() == ["2013-01-02 03:04:05.25|2013-01-02 01:04:05|2013-01-02|01/31/2013|12:30:00"])
    }

    @Test("a schema is taken as it is, by position")
    func givenSchema() throws {
        let path = try folder.write("a.csv", "x,y,z\n1,2.5,2013-01-02\n,NA,\n")
        let frame = try spark.read.schema("a BIGINT, b DOUBLE, c DATE").csv(path, header: true, nullValue: "NA")
        #expect(try frame.types() == "a: bigint, b: double, c: date")
        #expect(try frame.lines() == ["1|2.5|2013-01-02", "NULL|NULL|NULL"])
        // Columns that the file lacks are null.
        let wider = try spark.read.schema("a INT, b STRING, c STRING, d INT").csv(path, header: true)
        #expect(try wider.lines() == ["1|2.5|2013-01-02|NULL", "NULL|NA|NULL|NULL"])
    }

    @Test(
        "separators, quotes, escapes, comments and line ends are understood",
        arguments: [
            ("a;b\n1;2\n", ["sep": ";"], ["1|2"]), ("a\tb\n1\t2\n", ["delimiter": "\t"], ["1|2"]),
            ("a,b\n'x,y',2\n", ["quote": "'"], ["x,y|2"]), ("a,b\n\"x\\\"y\",2\n", ["escape": "\\"], ["x\"y|2"]),
            ("# note\na,b\n1,2\n", ["comment": "#"], ["1|2"]), ("a,b\r\n1,2\r\n", [:], ["1|2"]),
            ("a,b\n1,2", [:], ["1|2"]), ("\u{FEFF}a,b\n1,2\n", [:], ["1|2"]), ("a,b\n\n1,2\n\n", [:], ["1|2"]),
            ("a,b\n1\n1,2\n", [:], ["1|NULL", "1|2"]), ("a,b\n", [:], []), ("a,b\né,日本\n", [:], ["é|日本"]),
            ("a,b\n 1 , x \n", [:], [" 1 | x "]), ("a,b\n1,2,3\n4,5\n", ["mode": "DROPMALFORMED"], ["4|5"]),
        ] as [(String, [String: String], [String])])
    func dialects(text: String, options: [String: String], lines: [String]) throws {
        let path = try folder.write("a.csv", text)
        let reader = options.reduce(spark.read.option("header", true)) { $0.option($1.key, $1.value) }
        let frame = try reader.csv(path)
        #expect(try frame.columns == ["a", "b"])
        #expect(try frame.lines() == lines)
    }

    @Test("dates and times are read by Java's patterns")
    func patterns() throws {
        let path = try folder.write("a.csv", "31.12.2013,2013/12/31 13:05\n")
        let frame = try spark.read.schema("a DATE, b TIMESTAMP").option("dateFormat", "dd.MM.yyyy")
            .option("timestampFormat", "yyyy/MM/dd HH:mm").csv(path)
        #expect(try frame.lines() == ["2013-12-31|2013-12-31 13:05:00"])
    }

    @Test("an unknown option is an error that lists the known ones")
    func unknownOption() throws {
        let path = try folder.write("a.csv", "a\n1\n")
        let error = #expect(throws: QueryError.self) { try spark.read.option("headers", true).csv(path) }
        #expect(error?.kind == .invalidOption)
        #expect(error?.message == "reading csv has no option 'headers'")
        #expect(error?.hint?.contains("escape, header, ") == true)
    }

    @Test(
        "an option with a value that it cannot have is an error",
        arguments: [
            ("header", "yes", "true or false"), ("inferSchema", "1", "true or false"), ("mode", "x", "FAILFAST"),
        ])
    func badOption(name: String, value: String, hint: String) throws {
        let path = try folder.write("a.csv", "a\n1\n")
        let error = #expect(throws: QueryError.self) { try spark.read.option(name, value).csv(path) }
        #expect(error?.kind == .invalidOption)
        #expect(error?.message.contains("'\(value)'") == true)
        #expect(error?.hint?.contains(hint) == true)
    }

    @Test("files that change between two queries give their new rows")
    func changedFiles() throws {
        let path = try folder.write("a.csv", "a\n1\n")
        let frame = try spark.read.csv(path, header: true)
        try frame.createOrReplaceTempView("v")
        let query = try spark.sql("SELECT a || '!' AS b FROM v")
        #expect(try frame.lines() == ["1"] && query.lines() == ["1!"])
        // Of the same size, and written at once.
        try folder.write("a.csv", "a\n2\n")
        #expect(try frame.lines() == ["2"])
        #expect(try query.lines() == ["2!"])
        try folder.write("a.csv", "a\n3\n4\n")
        #expect(try query.lines() == ["3!", "4!"])
        #expect(try frame.count() == 2)
    }

    @Test("a file that is gone is an error, and its rows are back when it is")
    func removedFile() throws {
        let path = try folder.write("a.csv", "a\n1\n")
        let frame = try spark.read.csv(path, header: true)
        #expect(try frame.count() == 1)
        folder.remove("a.csv")
        #expect(throws: QueryError.self) { try frame.count() }
        try folder.write("a.csv", "a\n1\n2\n")
        #expect(try frame.count() == 2)
    }
}
