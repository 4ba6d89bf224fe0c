/// A Swift type that values of a column can be read as.
public protocol ColumnElement: Sendable {
    /// nil when the value is null or does not fit the type.
    init?(columnValue: Value)

    /// All values of a column at once, with arbitrary ones for null; nil when the column's memory holds something else,
    /// or a value does not fit, and each value has to be looked at by itself.
    static func elements(of vector: ColumnVector) -> [Self]?

    /// All values of a column at once, nil for null; nil as `elements`.
    static func optionalElements(of vector: ColumnVector) -> [Self?]?

    /// Whether null is one of the values.
    static var takesNull: Bool { get }
}

extension ColumnElement {
    public static func elements(of vector: ColumnVector) -> [Self]? { nil }
    public static var takesNull: Bool { false }

    public static func optionalElements(of vector: ColumnVector) -> [Self?]? {
        guard let raw = elements(of: vector) else { return nil }
        guard let validity = vector.validity else { return raw.map { $0 } }
        return [Self?](unsafeUninitializedCapacity: raw.count) { buffer, count in
            for row in raw.indices {
                let isThere = validity[row >> 6] & (1 << UInt64(row & 63)) != 0
                (buffer.baseAddress! + row).initialize(to: isThere ? raw[row] : nil)
            }
            count = raw.count
        }
    }

    /// The same array under the name of its type.
    static func same<T>(_ values: [T]) -> [Self]? { T.self == Self.self ? values as? [Self] : nil }
}

extension ColumnElement where Self: FixedWidthInteger {
    public init?(columnValue: Value) {
        switch columnValue {
        case .integer(let number): self.init(exactly: number)
        case .decimal(let number):
            guard let whole = number.wholeNumber else { return nil }
            self.init(exactly: whole)
        default: return nil
        }
    }

    public static func elements(of vector: ColumnVector) -> [Self]? {
        switch vector.storage {
        case .byte(let values): same(values) ?? converted(values)
        case .short(let values): same(values) ?? converted(values)
        case .integer(let values): same(values) ?? converted(values)
        case .long(let values): same(values) ?? converted(values)
        default: nil
        }
    }

    /// nil when a number is beyond the range.
    private static func converted<T: FixedWidthInteger>(_ values: [T]) -> [Self]? {
        if T.min >= Self.min, T.max <= Self.max { return values.map { Self(truncatingIfNeeded: $0) } }
        guard values.allSatisfy({ Self(exactly: $0) != nil }) else { return nil }
        return values.map { Self(truncatingIfNeeded: $0) }
    }
}

extension Int: ColumnElement {}
extension Int8: ColumnElement {}
extension Int16: ColumnElement {}
extension Int32: ColumnElement {}
extension Int64: ColumnElement {}
extension Int128: ColumnElement {}

extension Double: ColumnElement {
    public init?(columnValue: Value) {
        guard let number = columnValue.double else { return nil }
        self = number
    }

    public static func elements(of vector: ColumnVector) -> [Double]? {
        switch vector.storage {
        case .double(let values): values
        case .float(let values): values.map { Double($0) }
        case .long(let values): values.map { Double($0) }
        case .integer(let values): values.map { Double($0) }
        case .short(let values): values.map { Double($0) }
        case .byte(let values): values.map { Double($0) }
        default: nil
        }
    }
}

extension Float: ColumnElement {
    public init?(columnValue: Value) {
        guard let number = columnValue.double else { return nil }
        self = Float(number)
    }

    public static func elements(of vector: ColumnVector) -> [Float]? {
        switch vector.storage {
        case .float(let values): values
        case .double(let values): values.map { Float($0) }
        default: nil
        }
    }
}

extension Bool: ColumnElement {
    public init?(columnValue: Value) {
        guard let flag = columnValue.bool else { return nil }
        self = flag
    }

    public static func elements(of vector: ColumnVector) -> [Bool]? {
        if case .boolean(let values) = vector.storage { values } else { nil }
    }
}

extension String: ColumnElement {
    public init?(columnValue: Value) {
        guard let text = columnValue.string else { return nil }
        self = text
    }

    public static func elements(of vector: ColumnVector) -> [String]? {
        if case .string(let values) = vector.storage { values } else { nil }
    }
}

extension LocalDate: ColumnElement {
    public init?(columnValue: Value) {
        guard let date = columnValue.date else { return nil }
        self = date
    }

    public static func elements(of vector: ColumnVector) -> [LocalDate]? {
        guard case .date(let values) = vector.storage else { return nil }
        return values.map { LocalDate(daysSinceEpoch: Int($0)) }
    }
}

extension LocalDateTime: ColumnElement {
    public init?(columnValue: Value) {
        guard case .timestampNTZ(let time) = columnValue else { return nil }
        self = time
    }

    public static func elements(of vector: ColumnVector) -> [LocalDateTime]? {
        guard case .microseconds(let values) = vector.storage, vector.type == .timestampNTZ else { return nil }
        return values.map { LocalDateTime(microsecondsSinceEpoch: $0) }
    }
}

extension Timestamp: ColumnElement {
    public init?(columnValue: Value) {
        guard case .timestamp(let instant) = columnValue else { return nil }
        self = instant
    }

    public static func elements(of vector: ColumnVector) -> [Timestamp]? {
        guard case .microseconds(let values) = vector.storage, vector.type == .timestamp else { return nil }
        return values.map { Timestamp(microsecondsSinceEpoch: $0) }
    }
}

extension DecimalNumber: ColumnElement {
    public init?(columnValue: Value) {
        switch columnValue {
        case .decimal(let number): self = number
        case .integer(let number): self.init(unscaled: Int128(number), scale: 0)
        default: return nil
        }
    }
}

extension Value: ColumnElement {
    public init?(columnValue: Value) { self = columnValue }
    public static var takesNull: Bool { true }
}

extension Optional: ColumnElement where Wrapped: ColumnElement {
    public init?(columnValue: Value) {
        if columnValue.isNull {
            self = .none
        } else {
            guard let wrapped = Wrapped(columnValue: columnValue) else { return nil }
            self = .some(wrapped)
        }
    }

    public static func elements(of vector: ColumnVector) -> [Wrapped?]? { Wrapped.optionalElements(of: vector) }
    public static var takesNull: Bool { true }
}

extension Array: ColumnElement where Element: ColumnElement {
    public init?(columnValue: Value) {
        guard let values = columnValue.array else { return nil }
        var elements: [Element] = []
        elements.reserveCapacity(values.count)
        for value in values {
            guard let element = Element(columnValue: value) else { return nil }
            elements.append(element)
        }
        self = elements
    }
}
