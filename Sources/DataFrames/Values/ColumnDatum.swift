/// A Swift type whose values can become a column: numbers, texts, dates and the like, optionals and arrays of them.
public protocol ColumnDatum: Sendable {
    /// The type of the column.
    static var columnType: DataType { get }
    /// What stands in the memory of a row that is null.
    static var placeholder: Self { get }
    /// The values as a column.
    static func columnVector(_ values: [Self]) -> ColumnVector
}

/// Values for one column: an array of numbers, texts, dates and the like, or of optionals.
public protocol ColumnData: Sendable {
    var columnVector: ColumnVector { get }
}

extension Array: ColumnData where Element: ColumnDatum {
    public var columnVector: ColumnVector { Element.columnVector(self) }
}

extension Bool: ColumnDatum {
    public static var columnType: DataType { .boolean }
    public static var placeholder: Bool { false }
    public static func columnVector(_ values: [Bool]) -> ColumnVector {
        ColumnVector(type: .boolean, count: values.count, storage: .boolean(values))
    }
}

extension Int: ColumnDatum {
    public static var columnType: DataType { .long }
    public static var placeholder: Int { 0 }
    public static func columnVector(_ values: [Int]) -> ColumnVector {
        ColumnVector(type: .long, count: values.count, storage: .long(values.map { Int64($0) }))
    }
}

extension Int8: ColumnDatum {
    public static var columnType: DataType { .byte }
    public static var placeholder: Int8 { 0 }
    public static func columnVector(_ values: [Int8]) -> ColumnVector {
        ColumnVector(type: .byte, count: values.count, storage: .byte(values))
    }
}

extension Int16: ColumnDatum {
    public static var columnType: DataType { .short }
    public static var placeholder: Int16 { 0 }
    public static func columnVector(_ values: [Int16]) -> ColumnVector {
        ColumnVector(type: .short, count: values.count, storage: .short(values))
    }
}

extension Int32: ColumnDatum {
    public static var columnType: DataType { .integer }
    public static var placeholder: Int32 { 0 }
    public static func columnVector(_ values: [Int32]) -> ColumnVector {
        ColumnVector(type: .integer, count: values.count, storage: .integer(values))
    }
}

extension Int64: ColumnDatum {
    public static var columnType: DataType { .long }
    public static var placeholder: Int64 { 0 }
    public static func columnVector(_ values: [Int64]) -> ColumnVector {
        ColumnVector(type: .long, count: values.count, storage: .long(values))
    }
}

extension Float: ColumnDatum {
    public static var columnType: DataType { .float }
    public static var placeholder: Float { 0 }
    public static func columnVector(_ values: [Float]) -> ColumnVector {
        ColumnVector(type: .float, count: values.count, storage: .float(values))
    }
}

extension Double: ColumnDatum {
    public static var columnType: DataType { .double }
    public static var placeholder: Double { 0 }
    public static func columnVector(_ values: [Double]) -> ColumnVector {
        ColumnVector(type: .double, count: values.count, storage: .double(values))
    }
}

extension String: ColumnDatum {
    public static var columnType: DataType { .string }
    public static var placeholder: String { "" }
    public static func columnVector(_ values: [String]) -> ColumnVector {
        ColumnVector(type: .string, count: values.count, storage: .string(values))
    }
}

extension LocalDate: ColumnDatum {
    public static var columnType: DataType { .date }
    public static var placeholder: LocalDate { LocalDate(daysSinceEpoch: 0) }
    public static func columnVector(_ values: [LocalDate]) -> ColumnVector {
        ColumnVector(
            type: .date, count: values.count, storage: .date(values.map { Int32(clamping: $0.daysSinceEpoch) }))
    }
}

extension LocalDateTime: ColumnDatum {
    public static var columnType: DataType { .timestampNTZ }
    public static var placeholder: LocalDateTime { LocalDateTime(microsecondsSinceEpoch: 0) }
    public static func columnVector(_ values: [LocalDateTime]) -> ColumnVector {
        let times = values.map(\.microsecondsSinceEpoch)
        return ColumnVector(type: .timestampNTZ, count: values.count, storage: .microseconds(times))
    }
}

extension Timestamp: ColumnDatum {
    public static var columnType: DataType { .timestamp }
    public static var placeholder: Timestamp { Timestamp(microsecondsSinceEpoch: 0) }
    public static func columnVector(_ values: [Timestamp]) -> ColumnVector {
        let times = values.map(\.microsecondsSinceEpoch)
        return ColumnVector(type: .timestamp, count: values.count, storage: .microseconds(times))
    }
}

extension LocalTime: ColumnDatum {
    public static var columnType: DataType { .time }
    public static var placeholder: LocalTime { LocalTime(microsecondsSinceMidnight: 0) }
    public static func columnVector(_ values: [LocalTime]) -> ColumnVector {
        let times = values.map(\.microsecondsSinceMidnight)
        return ColumnVector(type: .time, count: values.count, storage: .microseconds(times))
    }
}

extension DecimalNumber: ColumnDatum {
    public static var columnType: DataType { .decimal(precision: 38, scale: 18) }
    public static var placeholder: DecimalNumber { DecimalNumber(unscaled: 0, scale: 0) }
    public static func columnVector(_ values: [DecimalNumber]) -> ColumnVector {
        let scale = values.reduce(0) { Swift.max($0, $1.scale) }
        return ColumnVector(
            type: .decimal(precision: 38, scale: scale), count: values.count,
            storage: .decimal(values.map { $0.unscaled(atScale: scale) ?? 0 }))
    }
}

extension Optional: ColumnDatum where Wrapped: ColumnDatum {
    public static var columnType: DataType { Wrapped.columnType }
    public static var placeholder: Wrapped? { nil }
    public static func columnVector(_ values: [Wrapped?]) -> ColumnVector {
        var validity = [UInt64](repeating: 0, count: (values.count + 63) / 64)
        var missing = 0
        var filled: [Wrapped] = []
        filled.reserveCapacity(values.count)
        for (row, value) in values.enumerated() {
            if let value {
                validity[row >> 6] |= 1 << UInt64(row & 63)
                filled.append(value)
            } else {
                missing += 1
                filled.append(Wrapped.placeholder)
            }
        }
        var vector = Wrapped.columnVector(filled)
        if missing > 0 { vector.validity = validity }
        return vector
    }
}

extension Array: ColumnDatum where Element: ColumnDatum {
    public static var columnType: DataType { .array(Element.columnType) }
    public static var placeholder: [Element] { [] }
    public static func columnVector(_ values: [[Element]]) -> ColumnVector {
        var offsets = [0]
        for value in values { offsets.append(offsets[offsets.count - 1] + value.count) }
        let elements = Element.columnVector(Array(values.joined()))
        return ColumnVector(
            type: .array(elements.type), count: values.count, storage: .array(offsets: offsets, elements: elements))
    }
}

extension DecimalNumber {
    /// The nearest decimal with so many digits behind the point; nil for numbers beyond what doubles have exactly.
    init?(rounding number: Double, scale: Int) {
        let digits = (number * Double(Self.power(scale))).rounded()
        guard digits.magnitude < 9_007_199_254_740_992 else { return nil }
        self.init(unscaled: Int128(digits), scale: scale)
    }

    /// All digits as if so many were behind the point; nil when they do not fit.
    func unscaled(atScale wanted: Int) -> Int128? {
        if wanted == scale { return unscaled }
        if wanted > scale {
            let (digits, overflow) = unscaled.multipliedReportingOverflow(by: Self.power(wanted - scale))
            return overflow ? nil : digits
        }
        let (digits, rest) = unscaled.quotientAndRemainder(dividingBy: Self.power(scale - wanted))
        return rest == 0 ? digits : nil
    }
}
