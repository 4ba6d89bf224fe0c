// What functions and methods take where a column may stand. Protocols as existential parameters, and not generics or
// overloads: a call has one candidate, and the compiler stays quick.

/// Where columns are asked for: a `Column`, the name of one as a string, or a number or Boolean as a constant. A text
/// constant needs `lit`.
public protocol ColumnOrName: Sendable {
    var namedColumn: Column { get }
}

/// Where columns are asked for and plain numbers are not, as in functions whose names C and Swift have too.
public protocol ColumnReference: ColumnOrName {}

extension Column: ColumnReference {}
extension String: ColumnReference {}

/// Where values are asked for: a `Column`, or any plain value, strings included, as a constant.
public protocol ColumnOrLiteral: Sendable {
    var valueColumn: Column { get }
}

/// A plain Swift value that can be a constant in a query.
public protocol LiteralValue: ColumnOrLiteral {
    var literalValue: Value { get }
}

extension LiteralValue {
    public var valueColumn: Column { Column(.literal(literalValue)) }
    public var namedColumn: Column { valueColumn }
}

extension Column: ColumnOrName, ColumnOrLiteral {
    public var namedColumn: Column { self }
    public var valueColumn: Column { self }
}

extension String: ColumnOrName, LiteralValue {
    public var namedColumn: Column {
        if self == "*" || hasSuffix(".*") { return Column(self) }
        return Column(.column(self, plan: nil, mayBeText: true))
    }
    public var literalValue: Value { .string(self) }
}

extension Int: ColumnOrName, LiteralValue {
    public var literalValue: Value { .integer(Int64(self)) }
}

extension Int32: ColumnOrName, LiteralValue {
    public var literalValue: Value { .integer(Int64(self)) }
}

extension Int64: ColumnOrName, LiteralValue {
    public var literalValue: Value { .integer(self) }
}

extension Double: ColumnOrName, LiteralValue {
    public var literalValue: Value { .double(self) }
}

extension Float: ColumnOrName, LiteralValue {
    public var literalValue: Value { .float(self) }
}

extension Bool: ColumnOrName, LiteralValue {
    public var literalValue: Value { .boolean(self) }
}

extension LocalDate: ColumnOrName, LiteralValue {
    public var literalValue: Value { .date(self) }
}

extension LocalDateTime: ColumnOrName, LiteralValue {
    public var literalValue: Value { .timestampNTZ(self) }
}

extension Timestamp: ColumnOrName, LiteralValue {
    public var literalValue: Value { .timestamp(self) }
}

extension DecimalNumber: ColumnOrName, LiteralValue {
    public var literalValue: Value { .decimal(self) }
}

extension Value: ColumnOrName, LiteralValue {
    public var literalValue: Value { self }
}

extension Optional: ColumnOrLiteral, LiteralValue where Wrapped: LiteralValue {
    public var literalValue: Value { self?.literalValue ?? .null }
}

extension Array: ColumnOrLiteral, LiteralValue where Element: LiteralValue {
    public var literalValue: Value { .array(map(\.literalValue)) }
}
