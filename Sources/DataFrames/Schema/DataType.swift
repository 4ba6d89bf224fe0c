/// The type of a column, in Spark's terms.
public indirect enum DataType: Sendable, Hashable {
    /// The type of `NULL` alone.
    case null
    case boolean
    /// A signed integer of 8, 16, 32 or 64 bits.
    case byte, short, integer, long
    /// A binary floating point number of 32 or 64 bits.
    case float, double
    /// A decimal number of `precision` digits (38 at most), `scale` of them behind the point.
    case decimal(precision: Int, scale: Int)
    case string
    case binary
    /// A day of the calendar.
    case date
    /// An instant, shown in the session's time zone.
    case timestamp
    /// A date and time of day without a time zone.
    case timestampNTZ
    /// A time of day.
    case time
    /// A span of months, days and microseconds.
    case interval
    case array(DataType)
    case map(key: DataType, value: DataType)
    case `struct`(StructType)

    /// Spark's short name, as SQL and table headers show it: `bigint`, `array<string>`.
    public var simpleName: String {
        switch self {
        case .null: "void"
        case .boolean: "boolean"
        case .byte: "tinyint"
        case .short: "smallint"
        case .integer: "int"
        case .long: "bigint"
        case .float: "float"
        case .double: "double"
        case .decimal(let precision, let scale): "decimal(\(precision),\(scale))"
        case .string: "string"
        case .binary: "binary"
        case .date: "date"
        case .timestamp: "timestamp"
        case .timestampNTZ: "timestamp_ntz"
        case .time: "time(6)"
        case .interval: "interval"
        case .array(let element): "array<\(element.simpleName)>"
        case .map(let key, let value): "map<\(key.simpleName),\(value.simpleName)>"
        case .struct(let type):
            "struct<" + type.fields.map { "\($0.name):\($0.type.simpleName)" }.joined(separator: ",") + ">"
        }
    }

    /// The name in the tree that `printSchema` prints: `long`, `integer`.
    var treeName: String {
        switch self {
        case .byte: "byte"
        case .short: "short"
        case .integer: "integer"
        case .long: "long"
        case .array: "array"
        case .map: "map"
        case .struct: "struct"
        default: simpleName
        }
    }

    /// Whether values are numbers, and so stand on the right of a table's column.
    public var isNumeric: Bool {
        switch self {
        case .byte, .short, .integer, .long, .float, .double, .decimal: true
        default: false
        }
    }
}

extension DataType: CustomStringConvertible {
    public var description: String { simpleName }
}
