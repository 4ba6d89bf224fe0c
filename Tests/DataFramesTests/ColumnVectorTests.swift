import DataFrames
import Testing

@Suite("Columns of values")
struct ColumnVectorTests {
    @Test("missing values are found by their bit, also beyond the first word")
    func validity() {
        let values = (0..<200).map { $0 % 3 == 0 ? nil : Double($0) }
        let vector = ColumnVector.doubles(values)
        for (row, value) in values.enumerated() {
            #expect(vector.isNull(row) == (value == nil))
            #expect(vector[row].double == value)
        }
        #expect(ColumnVector(type: .null, count: 2, storage: .null)[1] == .null)
    }

    @Test("every kind of storage gives its values")
    func storages() throws {
        let offsets = [0, 2, 2]
        let structType = StructType([StructField("x", .long), StructField("y", .string)])
        let cases: [(DataType, ColumnVector.Storage, Value)] = [
            (.boolean, .boolean([true, false]), true), (.byte, .byte([-1, 0]), -1), (.short, .short([-2, 0]), -2),
            (.integer, .integer([-3, 0]), -3), (.long, .long([-4, 0]), -4), (.float, .float([1.5, 0]), .float(1.5)),
            (.double, .double([2.5, 0]), 2.5), (.string, .string(["x", ""]), "x"),
            (.decimal(precision: 5, scale: 2), .decimal([125, 0]), .decimal(DecimalNumber(unscaled: 125, scale: 2))),
            (.binary, .binary([[1], []]), .binary([1])),
            (.date, .date([15_706, 0]), .date(LocalDate(year: 2013, month: 1, day: 1))),
            (.timestamp, .microseconds([5, 0]), .timestamp(Timestamp(microsecondsSinceEpoch: 5))),
            (.timestampNTZ, .microseconds([5, 0]), .timestampNTZ(LocalDateTime(microsecondsSinceEpoch: 5))),
            (.time, .microseconds([5, 0]), .time(LocalTime(microsecondsSinceMidnight: 5))),
            (.interval, .interval([.init(days: 1), .init()]), .interval(.init(days: 1))),
            (.array(.long), .array(offsets: offsets, elements: .longs([7, 8])), .array([7, 8])),
            (
                .map(key: .string, value: .long),
                .map(offsets: offsets, keys: .strings(["a", "b"]), values: .longs([7, 8])),
                .map([.init(key: "a", value: 7), .init(key: "b", value: 8)])
            ),
            (
                .struct(structType), .struct([.longs([7, 8]), .strings(["a", "b"])]),
                .struct([.init(name: "x", value: 7), .init(name: "y", value: "a")])
            ),
        ]
        for (type, storage, value) in cases {
            let vector = ColumnVector(type: type, count: 2, storage: storage)
            #expect(vector[0] == value, "\(type)")
            #expect(try vector.array(of: Value.self).first == value, "\(type)")
            let withNull = ColumnVector(type: type, count: 2, storage: storage, validity: [0b10])
            #expect(withNull[0] == .null && !withNull[1].isNull, "\(type)")
        }
    }

    @Test("numbers become the Swift type that is asked for")
    func numbers() throws {
        let longs = ColumnVector.longs([1, -2, 127])
        #expect(try longs.array(of: Int.self) == [1, -2, 127])
        #expect(try longs.array(of: Int64.self) == [1, -2, 127])
        #expect(try longs.array(of: Int8.self) == [1, -2, 127])
        #expect(try longs.array(of: Int128.self) == [1, -2, 127])
        #expect(try longs.array(of: Double.self) == [1, -2, 127])
        #expect(try longs.array(of: Float?.self) == [1, -2, 127])
        #expect(try longs.array(of: DecimalNumber.self).map(\.description) == ["1", "-2", "127"])
        let ints = ColumnVector(type: .integer, count: 2, storage: .integer([.min, .max]))
        #expect(try ints.array(of: Int32.self) == [.min, .max])
        #expect(try ints.array(of: Int.self) == [-2_147_483_648, 2_147_483_647])
        let decimals = ColumnVector(type: .decimal(precision: 5, scale: 1), count: 2, storage: .decimal([10, -25]))
        #expect(try decimals.array(of: Double.self) == [1, -2.5])
        #expect(throws: QueryError.self) { try decimals.array(of: Int.self) }
    }

    @Test("missing values fit optionals alone")
    func optionals() throws {
        let vector = ColumnVector.doubles([1, nil, 3])
        #expect(try vector.array(of: Double?.self) == [1, nil, 3])
        let error = #expect(throws: QueryError.self) { try vector.array(of: Double.self) }
        #expect(error?.kind == .conversion)
        #expect(error?.message == "row 2 is null and cannot be Double")
        #expect(error?.hint == "Ask for Double? to allow missing values.")
    }

    @Test(
        "a value of another type, or beyond its range, is an error that names the row",
        arguments: [
            (ColumnVector.longs([1, 128]), Int8.self, "row 2 is 128, which is no Int8"),
            (ColumnVector.longs([5]), String.self, "row 1 is 5, which is no String"),
            (ColumnVector.strings(["5"]), Int.self, "row 1 is 5, which is no Int"),
            (ColumnVector.strings(["t"]), Bool.self, "row 1 is t, which is no Bool"),
            (ColumnVector.doubles([1.5]), Int.self, "row 1 is 1.5, which is no Int"),
            (ColumnVector.doubles([1.5]), LocalDate.self, "row 1 is 1.5, which is no LocalDate"),
            (ColumnVector.longs([1]), [Int].self, "row 1 is 1, which is no Array<Int>"),
        ] as [(ColumnVector, any ColumnElement.Type, String)])
    func mismatches(vector: ColumnVector, type: any ColumnElement.Type, message: String) {
        let error = #expect(throws: QueryError.self) { try convert(vector, to: type) }
        #expect(error?.kind == .conversion)
        #expect(error?.message == message)
    }

    private func convert<T: ColumnElement>(_ vector: ColumnVector, to type: T.Type) throws {
        _ = try vector.array(of: type)
    }

    @Test("arrays nest")
    func nested() throws {
        let vector = ColumnVector(
            type: .array(.double), count: 3,
            storage: .array(offsets: [0, 2, 2, 3], elements: .doubles([1, nil, 3])))
        #expect(try vector.array(of: [Double?].self) == [[1, nil], [], [3]])
        #expect(throws: QueryError.self) { try vector.array(of: [Double].self) }
    }
}

@Suite("Rows")
struct RowTests {
    private let batch = ColumnBatch(
        schema: StructType([StructField("Name", .string), StructField("n", .double), StructField("name", .long)]),
        columns: [.strings(["a", "b'c"]), .doubles([1.5, nil]), .longs([7, 8])], count: 2)

    @Test("values are reached by position, by name without regard to case, and as members")
    func access() {
        let row = batch.rows[0]
        #expect(row.count == 3 && row.names == ["Name", "n", "name"])
        #expect(row.values == ["a", 1.5, 7])
        #expect(row[1] == 1.5)
        #expect(row["N"] == 1.5)
        #expect(row.n.double == 1.5)
        // Of two columns that a name fits, the first.
        #expect(row["NAME"] == "a")
    }

    @Test("get gives Swift types, and errors that name the column")
    func typedAccess() throws {
        let row = batch.rows[1]
        #expect(try row.get("name", as: String.self) == "b'c")
        #expect(try row.get("n", as: Double?.self) == nil)
        let null = #expect(throws: QueryError.self) { try row.get("n", as: Double.self) }
        #expect(null?.kind == .conversion)
        #expect(null?.message == "column 'n' is null and cannot be Double")
        let other = #expect(throws: QueryError.self) { try row.get("Name", as: Int.self) }
        #expect(other?.message == "column 'Name' is b'c, which is no Int")
        let unknown = #expect(throws: QueryError.self) { try row.get("nam", as: Int.self) }
        #expect(unknown?.kind == .unknownColumn)
        #expect(
            unknown?.description
                == "there is no column 'nam'. Did you mean Name or name? The columns are Name, n, name.")
    }

    @Test("rows are written as PySpark writes them, and equal when their values are")
    func textAndEquality() {
        #expect(batch.rows[0].description == "Row(Name='a', n=1.5, name=7)")
        #expect(batch.rows[0] == batch.rows[0] && batch.rows[0] != batch.rows[1])
        #expect(Set(batch.rows + batch.rows).count == 2)
    }
}
