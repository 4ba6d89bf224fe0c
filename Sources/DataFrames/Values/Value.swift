/// One value of a row, of whatever type.
public enum Value: Sendable, Hashable {
    case null
    case boolean(Bool)
    /// An integer of any width.
    case integer(Int64)
    case float(Float)
    case double(Double)
    case decimal(DecimalNumber)
    case string(String)
    case binary([UInt8])
    case date(LocalDate)
    case timestamp(Timestamp)
    case timestampNTZ(LocalDateTime)
    case time(LocalTime)
    case interval(CalendarInterval)
    case array([Value])
    /// Keys and values in order.
    case map([Entry])
    /// The fields of a struct in order.
    case `struct`([Field])

    public struct Entry: Sendable, Hashable {
        public var key: Value
        public var value: Value

        public init(key: Value, value: Value) {
            self.key = key
            self.value = value
        }
    }

    public struct Field: Sendable, Hashable {
        public var name: String
        public var value: Value

        public init(name: String, value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// Whether the value is missing.
    public var isNull: Bool { self == .null }

    /// The value as an integer; nil for null, for other types, and for decimals with digits behind the point.
    public var int: Int? {
        switch self {
        case .integer(let number): Int(number)
        case .decimal(let number): number.wholeNumber.flatMap { Int(exactly: $0) }
        default: nil
        }
    }

    /// The value of any numeric type; nil for null and other types.
    public var double: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .float(let number): Double(number)
        case .double(let number): number
        case .decimal(let number): number.doubleValue
        default: nil
        }
    }

    /// The text of a string; nil for null and other types.
    public var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The value of a Boolean; nil for null and other types.
    public var bool: Bool? { if case .boolean(let flag) = self { flag } else { nil } }

    /// The elements of an array; nil for null and other types.
    public var array: [Value]? { if case .array(let elements) = self { elements } else { nil } }

    /// The value of a date; nil for null and other types.
    public var date: LocalDate? { if case .date(let date) = self { date } else { nil } }

    /// An element of an array; null beyond its ends and for other types.
    public subscript(_ index: Int) -> Value {
        if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { .null }
    }

    /// A field of a struct, or the value of a map's key; null where there is none.
    public subscript(_ name: String) -> Value {
        switch self {
        case .struct(let fields): fields.first { $0.name == name }?.value ?? .null
        case .map(let entries): entries.first { $0.key == .string(name) }?.value ?? .null
        default: .null
        }
    }
}

extension Value: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    public init(nilLiteral: ()) { self = .null }
}
