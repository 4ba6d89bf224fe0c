/// The values of one column, one after the other in memory.
public struct ColumnVector: Sendable {
    /// The values by their type; rows that are null hold an arbitrary value.
    public enum Storage: Sendable {
        case null
        case boolean([Bool])
        case byte([Int8])
        case short([Int16])
        case integer([Int32])
        case long([Int64])
        case float([Float])
        case double([Double])
        /// Unscaled; the scale is in the vector's type.
        case decimal([Int128])
        case string([String])
        case binary([[UInt8]])
        /// Days since 1 January 1970.
        case date([Int32])
        /// Microseconds: of timestamps since 1 January 1970, of times since midnight.
        case microseconds([Int64])
        case interval([CalendarInterval])
        /// The elements of all rows behind each other; row `i` has those from `offsets[i]` up to `offsets[i + 1]`.
        indirect case array(offsets: [Int], elements: ColumnVector)
        indirect case map(offsets: [Int], keys: ColumnVector, values: ColumnVector)
        case `struct`([ColumnVector])
    }

    public var type: DataType
    /// The number of rows.
    public var count: Int
    public var storage: Storage
    /// One bit a row, the lowest of the first word first, set where there is a value; nil when no value is missing.
    public var validity: [UInt64]?

    public init(type: DataType, count: Int, storage: Storage, validity: [UInt64]? = nil) {
        self.type = type
        self.count = count
        self.storage = storage
        self.validity = validity
    }

    /// Whether the value of a row is missing.
    public func isNull(_ row: Int) -> Bool {
        if case .null = storage { return true }
        guard let validity else { return false }
        return validity[row >> 6] & (1 << UInt64(row & 63)) == 0
    }

    /// The value of a row.
    public subscript(_ row: Int) -> Value {
        if isNull(row) { return .null }
        switch storage {
        case .null: return .null
        case .boolean(let values): return .boolean(values[row])
        case .byte(let values): return .integer(Int64(values[row]))
        case .short(let values): return .integer(Int64(values[row]))
        case .integer(let values): return .integer(Int64(values[row]))
        case .long(let values): return .integer(values[row])
        case .float(let values): return .float(values[row])
        case .double(let values): return .double(values[row])
        case .decimal(let values):
            guard case .decimal(_, let scale) = type else { return .null }
            return .decimal(DecimalNumber(unscaled: values[row], scale: scale))
        case .string(let values): return .string(values[row])
        case .binary(let values): return .binary(values[row])
        case .date(let values): return .date(LocalDate(daysSinceEpoch: Int(values[row])))
        case .microseconds(let values):
            switch type {
            case .timestamp: return .timestamp(Timestamp(microsecondsSinceEpoch: values[row]))
            case .time: return .time(LocalTime(microsecondsSinceMidnight: values[row]))
            default: return .timestampNTZ(LocalDateTime(microsecondsSinceEpoch: values[row]))
            }
        case .interval(let values): return .interval(values[row])
        case .array(let offsets, let elements): return .array((offsets[row]..<offsets[row + 1]).map { elements[$0] })
        case .map(let offsets, let keys, let values):
            return .map((offsets[row]..<offsets[row + 1]).map { Value.Entry(key: keys[$0], value: values[$0]) })
        case .struct(let fields):
            guard case .struct(let structType) = type else { return .null }
            return .struct(zip(structType.fields, fields).map { Value.Field(name: $0.name, value: $1[row]) })
        }
    }

    /// All values as a Swift array: `[Double]`, `[Int]`, `[String]`, or with optionals, `[Double?]`, where values may
    /// be missing.
    ///
    /// - Throws: `QueryError` (`conversion`) naming the first row whose value is null or does not fit.
    public func array<T: ColumnElement>(of type: T.Type = T.self) throws -> [T] {
        if let raw = T.elements(of: self) {
            guard let missing = T.takesNull ? nil : firstNull else { return raw }
            throw Self.mismatch(.null, T.self, place: "row \(missing + 1)")
        }
        var result: [T] = []
        result.reserveCapacity(count)
        for row in 0..<count {
            let value = self[row]
            guard let element = T(columnValue: value) else {
                throw Self.mismatch(value, T.self, place: "row \(row + 1)")
            }
            result.append(element)
        }
        return result
    }

    private var firstNull: Int? {
        guard validity != nil else { return nil }
        return (0..<count).first(where: isNull)
    }

    static func mismatch(_ value: Value, _ type: Any.Type, place: String) -> QueryError {
        value.isNull
            ? QueryError(
                .conversion, "\(place) is null and cannot be \(type)", hint: "Ask for \(type)? to allow missing values."
            )
            : QueryError(.conversion, "\(place) is \(value.text), which is no \(type)")
    }
}
