import DataFrames
import Testing

@Suite("Reading files and folders")
struct FileTests {
    private let folder: TestFolder
    private let spark: SparkSession

    init() throws {
        folder = try TestFolder()
        spark = try newSession()
    }

    @Test("JSON lines give nested columns, missing members are null")
    func json() throws {
        let path = try folder.write(
            "a.json",
            """
            {"b": 1, "a": {"x": [1, null], "y": "t"}, "f": 1.5}
            {"b": null, "c": true, "f": 2}

            """)
        let frame = try spark.read.json(path)
        #expect(try frame.types() == "a: struct<x:array<bigint>,y:string>, b: bigint, c: boolean, f: double")
        #expect(try frame.lines() == ["{[1, NULL], t}|1|NULL|1.5", "NULL|NULL|true|2.0"])
        #expect(try frame.select("a.y", col("a")["x"][0].as("x0")).lines() == ["t|1", "NULL|NULL"])
        let given = try spark.read.schema("b INT, other STRING").json(path)
        #expect(try given.lines() == ["1|NULL", "NULL|NULL"])
    }

    @Test("whole JSON documents are read with multiLine")
    func jsonDocuments() throws {
        let list = try folder.write("list.json", "[{\"a\": 1},\n {\"a\": 2}]")
        #expect(try spark.read.json(list, multiLine: true).lines() == ["1", "2"])
        let object = try folder.write("object.json", "{\n  \"a\": 1\n}")
        #expect(try spark.read.option("multiLine", true).json(object).lines() == ["1"])
        let error = #expect(throws: QueryError.self) { try spark.read.option("lines", true).json(list) }
        #expect(error?.kind == .invalidOption)
        #expect(error?.hint?.contains("multiline") == true)
    }

    @Test("text files give their lines as they are")
    func text() throws {
        let path = try folder.write("a.txt", "a,\"b;\tc\n x \nlast without end")
        let frame = try spark.read.text(path)
        #expect(try frame.types() == "value: string")
        #expect(try frame.lines() == ["a,\"b;\tc", " x ", "last without end"])
        #expect(try spark.read.text(folder.write("crlf.txt", "a\r\nb\r\n")).lines() == ["a", "b"])
        #expect(try spark.read.text(folder.write("empty.txt", "")).count() == 0)
    }

    @Test("Parquet is read with its types, also by load and by a file address")
    func parquet() throws {
        let path = folder.path + "/p"
        try people(spark).write.parquet(path)
        for frame in [
            try spark.read.parquet(path), try spark.read.load(path),
            try spark.read.format("parquet").load("file://" + path),
        ] {
            #expect(try frame.types() == "id: int, Name: string, height: double")
            #expect(try frame.sortedLines() == ["1|ann|1.5", "2|bob|NULL", "3|NULL|2.5", "3|ann|0.5"])
        }
    }

    @Test("a folder stands for all files below it, without hidden ones")
    func folders() throws {
        try folder.write("f/1.csv", "a,b\n1,x\n")
        try folder.write("f/sub/2.csv", "a,b\n2,y\n")
        try folder.write("f/_SUCCESS", "")
        try folder.write("f/.hidden", "not,this,one\n")
        #expect(try spark.read.csv(folder.path + "/f", header: true).sortedLines() == ["1|x", "2|y"])
        #expect(try spark.read.csv(folder.path + "/f/", header: true).count() == 2)
    }

    @Test("patterns and several paths are read together")
    func patterns() throws {
        for number in 1...3 { try folder.write("g/\(number).csv", "a\n\(number)\n") }
        let path = folder.path + "/g"
        #expect(try spark.read.csv(path + "/*.csv", header: true).sortedLines() == ["1", "2", "3"])
        #expect(try spark.read.csv(path + "/[12].csv", header: true).sortedLines() == ["1", "2"])
        #expect(try spark.read.csv(path + "/?.csv", header: true).count() == 3)
        #expect(try spark.read.csv(path + "/1.csv", path + "/3.csv", header: true).sortedLines() == ["1", "3"])
    }

    @Test("folders named by values become columns")
    func partitions() throws {
        try folder.write("h/year=2013/k=a b/1.csv", "a\nx\n")
        try folder.write("h/year=2014/k=__HIVE_DEFAULT_PARTITION__/1.csv", "a\ny\n")
        let frame = try spark.read.csv(folder.path + "/h", header: true).select("a", "year", "k").orderBy("a")
        #expect(try frame.lines() == ["x|2013|a b", "y|2014|NULL"])
        #expect(try frame.filter(col("year") > 2013).lines() == ["y|2014|NULL"])
        #expect(try frame.groupBy("year").count().count() == 2)
    }

    @Test("a path where nothing is is an error that names it")
    func missing() throws {
        let absolute = folder.path + "/none.csv"
        let error = #expect(throws: QueryError.self) { try spark.read.csv(absolute) }
        #expect(error?.kind == .file)
        #expect(error?.place == absolute)
        #expect(error?.message == "there is no such file or folder")
        let relative = #expect(throws: QueryError.self) { try spark.read.parquet("no/such/file.parquet") }
        #expect(relative?.place == "no/such/file.parquet")
        #expect(relative?.hint?.hasPrefix("Relative paths start in /") == true)
        let pattern = #expect(throws: QueryError.self) { try spark.read.json(folder.path + "/*.json") }
        #expect(pattern?.kind == .file)
        #expect(pattern?.message == "no file fits the pattern")
        try folder.write("empty/_SUCCESS", "")
        let empty = #expect(throws: QueryError.self) { try spark.read.text(folder.path + "/empty") }
        #expect(empty?.message == "there is no file in the folder")
    }

    @Test("a file of another format is an error, and the session goes on")
    func wrongFormat() throws {
        let path = try folder.write("a.parquet", "a,b\n1,2\n")
        let error = #expect(throws: QueryError.self) { try spark.read.parquet(path) }
        #expect(error?.description.contains(path) == true)
        let json = try folder.write("bad.json", "{\"a\": 1}\n{\"a\": \n")
        #expect(try spark.read.json(json).lines() == ["1", "NULL"])
        #expect(throws: QueryError.self) { try spark.read.option("mode", "FAILFAST").json(json).collect() }
        #expect(try spark.range(2).count() == 2)
    }

    @Test("empty lines of text are texts, and unknown options are errors")
    func textLines() throws {
        let path = try folder.write("lines.txt", "a\n\nb\n")
        #expect(try spark.read.text(path).lines() == ["a", "", "b"])
        #expect(throws: QueryError.self) { try spark.read.option("wholetext", true).text(path) }
    }

    @Test("with a given schema a value that does not fit is null, and columns need not match")
    func lenientCSV() throws {
        let path = try folder.write("a.csv", "n,d,x\n3000000000,2024-02-30,a\n7,2024-02-29,b\n")
        let reader = try spark.read.option("header", true).schema("n INT, d DATE")
        #expect(try reader.csv(path).lines() == ["NULL|NULL", "7|2024-02-29"])
        let wide = try spark.read.option("header", true).schema("n BIGINT, d STRING, x STRING, more INT")
        #expect(try wide.csv(path).lines() == ["3000000000|2024-02-30|a|NULL", "7|2024-02-29|b|NULL"])
    }

    @Test("quotes may hold line breaks and empty text, and names hold braces")
    func quotedCSV() throws {
        let path = try folder.write("q.csv", "a,b\n\"1\n2\",\"\"\n3,\n")
        #expect(try spark.read.csv(path, header: true).lines() == ["1\n2|", "3|NULL"])
        _ = try folder.write("1.txt", "x\n")
        _ = try folder.write("2.txt", "y\n")
        #expect(try spark.read.text(folder.path + "/{1,2}.txt").lines().sorted() == ["x", "y"])
    }
}
