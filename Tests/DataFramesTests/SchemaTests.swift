import DataFrames
import Testing

@Suite("Schemas written as SQL")
struct SchemaTests {
    @Test(
        "types are read by all of their names",
        arguments: [
            ("void", .null), ("BOOLEAN", .boolean), ("bool", .boolean), ("tinyint", .byte), ("byte", .byte),
            ("smallint", .short), ("short", .short), ("int", .integer), ("INTEGER", .integer), ("bigint", .long),
            ("long", .long), ("float", .float), ("real", .float), ("double", .double), ("string", .string),
            ("text", .string), ("varchar(10)", .string), ("char", .string), ("binary", .binary), ("date", .date),
            ("timestamp", .timestamp), ("timestamp_ltz", .timestamp), ("timestamp_ntz", .timestampNTZ),
            ("time", .time), ("interval", .interval), ("decimal", .decimal(precision: 10, scale: 0)),
            ("DECIMAL(12)", .decimal(precision: 12, scale: 0)), ("dec( 38 , 38 )", .decimal(precision: 38, scale: 38)),
            ("numeric(9,2)", .decimal(precision: 9, scale: 2)), ("array<array<int>>", .array(.array(.integer))),
            ("map<string, array<double>>", .map(key: .string, value: .array(.double))),
            ("struct<>", .struct(StructType())),
            (
                "struct<a: int, b string NOT NULL>",
                .struct(StructType([StructField("a", .integer), StructField("b", .string, nullable: false)]))
            ),
        ] as [(String, DataType)])
    func types(text: String, type: DataType) throws {
        #expect(try StructType("x \(text)").fields == [StructField("x", type)])
        #expect(try StructType("  x :\(text) not null ,y int").fields.first == StructField("x", type, nullable: false))
    }

    @Test("names may be quoted, hold any letter, and be words of SQL")
    func names() throws {
        let schema = try StructType("`my col` INT, größe DOUBLE, not STRING, _1 date")
        #expect(schema.names == ["my col", "größe", "not", "_1"])
        #expect(try StructType("").fields.isEmpty)
        #expect(try StructType("  ").fields.isEmpty)
    }

    @Test(
        "what cannot be read is an error that says what and where",
        arguments: [
            ("id", "a type is missing at character 3"), ("id INT name STRING", "'name STRING' is not understood"),
            ("id itn", "'itn' is not a type"), (", a int", "a column name is missing at character 1"),
            ("a int NOT", "NULL is missing after NOT"), ("a array<int", "'>' is missing at character 12"),
            ("a array int", "'<' is missing at character 9"), ("a map<int>", "',' is missing at character 10"),
            ("a decimal(x)", "a number is missing"), ("a decimal(39)", "1 to 38 digits"),
            ("a decimal(5,6)", "1 to 38 digits"), ("a decimal(0)", "1 to 38 digits"),
            ("a struct<b int", "'>' is missing at character 15"), ("a int)", "')' is not understood"),
        ])
    func faults(ddl: String, problem: String) throws {
        let error = #expect(throws: QueryError.self) { try StructType(ddl) }
        #expect(error?.kind == .invalidSchema)
        #expect(error?.message.contains("\"\(ddl)\"") == true)
        #expect(error?.message.contains(problem) == true, "\(error?.message ?? "")")
        #expect(error?.hint?.isEmpty == false)
    }

    @Test("a field is found by its name without regard to case")
    func lookup() throws {
        let schema = try StructType("Id INT, name STRING")
        #expect(schema["ID"]?.type == .integer)
        #expect(schema["nom"] == nil)
        #expect(schema.description == "Id INT, name STRING")
        #expect(
            try StructType("a ARRAY<INT> NOT NULL, d DECIMAL(9,2)").description
                == "a ARRAY<INT> NOT NULL, d DECIMAL(9,2)")
    }

    @Test(
        "types are abbreviated as Spark does",
        arguments: [
            (.null, "void"), (.byte, "tinyint"), (.short, "smallint"), (.integer, "int"), (.long, "bigint"),
            (.timestampNTZ, "timestamp_ntz"), (.decimal(precision: 5, scale: 1), "decimal(5,1)"),
            (.map(key: .string, value: .array(.long)), "map<string,array<bigint>>"),
            (
                .struct(StructType([StructField("a", .integer), StructField("B", .binary)])),
                "struct<a:int,B:binary>"
            ),
        ] as [(DataType, String)])
    func simpleNames(type: DataType, name: String) {
        #expect(type.simpleName == name)
        #expect(type.description == name)
    }

    @Test("numbers are what stands on the right of a table")
    func numeric() {
        let numbers: [DataType] = [
            .byte, .short, .integer, .long, .float, .double, .decimal(precision: 3, scale: 1),
        ]
        let others: [DataType] = [.null, .boolean, .string, .date, .timestamp, .interval, .array(.long), .binary]
        #expect(numbers.filter(\.isNumeric) == numbers)
        #expect(others.filter(\.isNumeric).isEmpty)
    }

    @Test("printSchema's tree is Spark's")
    func tree() throws {
        let schema = try StructType(
            """
            id BIGINT NOT NULL, n INT, price DECIMAL(10,2), tags ARRAY<STRING>,
            person STRUCT<name: STRING, homes: ARRAY<STRUCT<zip: INT>>>, counts MAP<STRING, ARRAY<SMALLINT>>
            """)
        #expect(
            schema.treeString == """
                root
                 |-- id: long (nullable = false)
                 |-- n: integer (nullable = true)
                 |-- price: decimal(10,2) (nullable = true)
                 |-- tags: array (nullable = true)
                 |    |-- element: string (containsNull = true)
                 |-- person: struct (nullable = true)
                 |    |-- name: string (nullable = true)
                 |    |-- homes: array (nullable = true)
                 |    |    |-- element: struct (containsNull = true)
                 |    |    |    |-- zip: integer (nullable = true)
                 |-- counts: map (nullable = true)
                 |    |-- key: string
                 |    |-- value: array (valueContainsNull = true)
                 |    |    |-- element: short (containsNull = true)

                """)
    }
}
