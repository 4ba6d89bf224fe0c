// Functions of numbers. Where C and Swift have a function of the same name (`sqrt`, `round`), the parameter is a
// concrete Column or name, so that calls with plain numbers stay theirs.

public func abs(_ column: Column) -> Column { .call("abs", column) }
public func abs(_ column: String) -> Column { .call("abs", column) }
public func sqrt(_ column: Column) -> Column { .call("sqrt", column) }
public func sqrt(_ column: String) -> Column { .call("sqrt", column) }
public func cbrt(_ column: Column) -> Column { .call("cbrt", column) }
public func exp(_ column: Column) -> Column { .call("exp", column) }
/// The natural logarithm; null for numbers that have none.
public func ln(_ column: Column) -> Column { .call("ln", column) }
/// The natural logarithm; null for numbers that have none.
public func log(_ column: Column) -> Column { .call("ln", column) }
public func log10(_ column: Column) -> Column { .call("log10", column) }
public func log2(_ column: Column) -> Column { .call("log2", column) }
public func pow(_ base: Column, _ exponent: any ColumnOrName) -> Column { .call("power", base, exponent) }
public func power(_ base: any ColumnOrName, _ exponent: any ColumnOrName) -> Column { .call("power", base, exponent) }
/// Rounded half away from zero, to a number of digits behind the point, or before it when negative.
public func round(_ column: Column, _ digits: Int = 0) -> Column { .call("round", column, digits) }
public func round(_ column: String, _ digits: Int = 0) -> Column { .call("round", column, digits) }
/// Rounded half to even.
public func bround(_ column: any ColumnOrName, _ digits: Int = 0) -> Column { .call("bround", column, digits) }
/// The greatest whole number that is not greater.
public func floor(_ column: Column) -> Column { .call("floor", column) }
public func floor(_ column: String) -> Column { .call("floor", column) }
/// The least whole number that is not less.
public func ceil(_ column: Column) -> Column { .call("ceil", column) }
public func ceil(_ column: String) -> Column { .call("ceil", column) }
/// -1, 0 or 1 by the sign.
public func signum(_ column: any ColumnOrName) -> Column { .call("signum", column) }
public func sin(_ column: Column) -> Column { .call("sin", column) }
public func cos(_ column: Column) -> Column { .call("cos", column) }
public func tan(_ column: Column) -> Column { .call("tan", column) }
public func asin(_ column: Column) -> Column { .call("asin", column) }
public func acos(_ column: Column) -> Column { .call("acos", column) }
public func atan(_ column: Column) -> Column { .call("atan", column) }
public func atan2(_ y: Column, _ x: Column) -> Column { .call("atan2", y, x) }
public func degrees(_ column: any ColumnOrName) -> Column { .call("degrees", column) }
public func radians(_ column: any ColumnOrName) -> Column { .call("radians", column) }
/// The remainder with the sign of the divisor.
public func pmod(_ dividend: any ColumnOrName, _ divisor: any ColumnOrName) -> Column {
    .call("pmod", dividend, divisor)
}
/// Random numbers from 0 up to 1.
public func rand() -> Column { .call("rand") }
