/// A Swift type that values of a column can be read as.
public protocol ColumnElement: Sendable {
    /// nil when the value is null or does not fit the type.
    init?(columnValue: Value)
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
}

extension Float: ColumnElement {
    public init?(columnValue: Value) {
        guard let number = columnValue.double else { return nil }
        self = Float(number)
    }
}

extension Bool: ColumnElement {
    public init?(columnValue: Value) {
        guard let flag = columnValue.bool else { return nil }
        self = flag
    }
}

extension String: ColumnElement {
    public init?(columnValue: Value) {
        guard let text = columnValue.string else { return nil }
        self = text
    }
}

extension LocalDate: ColumnElement {
    public init?(columnValue: Value) {
        guard let date = columnValue.date else { return nil }
        self = date
    }
}

extension LocalDateTime: ColumnElement {
    public init?(columnValue: Value) {
        guard case .timestampNTZ(let time) = columnValue else { return nil }
        self = time
    }
}

extension Timestamp: ColumnElement {
    public init?(columnValue: Value) {
        guard case .timestamp(let instant) = columnValue else { return nil }
        self = instant
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
