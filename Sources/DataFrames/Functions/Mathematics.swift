// Functions of numbers. Where C and Swift have a function of the same name (`sqrt`, `round`), the parameter is `any ColumnReference`: plain numbers are none, and calls with them stay theirs.

/// The number without its sign.
public func abs(_ column: any ColumnReference) -> Column { .call("abs", column) }
/// The square root; not a number for those below zero.
public func sqrt(_ column: any ColumnReference) -> Column { .call("sqrt", column) }
/// The cube root.
public func cbrt(_ column: any ColumnReference) -> Column { .call("cbrt", column) }
/// e to the power of the number.
public func exp(_ column: any ColumnReference) -> Column { .call("exp", column) }
/// e to the power of the number, less one.
public func expm1(_ column: any ColumnReference) -> Column { .call("expm1", column) }
/// The natural logarithm; null for numbers that have none.
public func ln(_ column: any ColumnOrName) -> Column { .call("ln", column) }
/// The natural logarithm; null for numbers that have none.
public func log(_ column: any ColumnReference) -> Column { .call("ln", column) }
/// The logarithm to a base; null for numbers that have none.
public func log(_ base: Double, _ column: any ColumnReference) -> Column { .call("log", base, column) }
/// The logarithm to base 10; null for numbers that have none.
public func log10(_ column: any ColumnReference) -> Column { .call("log10", column) }
/// The logarithm to base 2; null for numbers that have none.
public func log2(_ column: any ColumnReference) -> Column { .call("log2", column) }
/// The natural logarithm of the number and one; null where there is none.
public func log1p(_ column: any ColumnReference) -> Column { .call("log1p", column) }
/// The power of a number.
public func pow(_ base: any ColumnReference, _ exponent: any ColumnOrName) -> Column { .call("power", base, exponent) }
/// The power of a number.
public func power(_ base: any ColumnOrName, _ exponent: any ColumnOrName) -> Column { .call("power", base, exponent) }
/// The root of the sum of both squares.
public func hypot(_ a: any ColumnReference, _ b: any ColumnReference) -> Column { .call("hypot", a, b) }
/// Rounded half away from zero, to a number of digits behind the point, or before it when negative.
public func round(_ column: any ColumnReference, _ digits: Int = 0) -> Column { .call("round", column, digits) }
/// Rounded half to even.
public func bround(_ column: any ColumnOrName, _ digits: Int = 0) -> Column { .call("bround", column, digits) }
/// The nearest whole number as a double, half to even.
public func rint(_ column: any ColumnReference) -> Column { .call("rint", column) }
/// The greatest whole number that is not greater.
public func floor(_ column: any ColumnReference) -> Column { .call("floor", column) }
/// The greatest decimal number with so many digits that is not greater.
public func floor(_ column: any ColumnReference, _ digits: Int) -> Column { .call("floor", column, digits) }
/// The least whole number that is not less.
public func ceil(_ column: any ColumnReference) -> Column { .call("ceil", column) }
/// The least decimal number with so many digits that is not less.
public func ceil(_ column: any ColumnReference, _ digits: Int) -> Column { .call("ceil", column, digits) }
/// The least whole number that is not less.
public func ceiling(_ column: any ColumnOrName) -> Column { .call("ceiling", column) }
/// -1, 0 or 1 by the sign.
public func signum(_ column: any ColumnOrName) -> Column { .call("signum", column) }
/// -1, 0 or 1 by the sign.
public func sign(_ column: any ColumnOrName) -> Column { .call("sign", column) }
/// The number with the other sign.
public func negative(_ column: any ColumnOrName) -> Column { .call("negative", column) }
/// The number with the other sign.
public func negate(_ column: any ColumnOrName) -> Column { .call("negative", column) }
/// The number as it is.
public func positive(_ column: any ColumnOrName) -> Column { .call("positive", column) }
public func sin(_ column: any ColumnReference) -> Column { .call("sin", column) }
public func cos(_ column: any ColumnReference) -> Column { .call("cos", column) }
public func tan(_ column: any ColumnReference) -> Column { .call("tan", column) }
public func cot(_ column: any ColumnOrName) -> Column { .call("cot", column) }
public func sec(_ column: any ColumnOrName) -> Column { .call("sec", column) }
public func csc(_ column: any ColumnOrName) -> Column { .call("csc", column) }
public func asin(_ column: any ColumnReference) -> Column { .call("asin", column) }
public func acos(_ column: any ColumnReference) -> Column { .call("acos", column) }
public func atan(_ column: any ColumnReference) -> Column { .call("atan", column) }
public func atan2(_ y: any ColumnReference, _ x: any ColumnOrName) -> Column { .call("atan2", y, x) }
public func sinh(_ column: any ColumnReference) -> Column { .call("sinh", column) }
public func cosh(_ column: any ColumnReference) -> Column { .call("cosh", column) }
public func tanh(_ column: any ColumnReference) -> Column { .call("tanh", column) }
public func asinh(_ column: any ColumnReference) -> Column { .call("asinh", column) }
public func acosh(_ column: any ColumnReference) -> Column { .call("acosh", column) }
public func atanh(_ column: any ColumnReference) -> Column { .call("atanh", column) }
/// An angle in radians in degrees.
public func degrees(_ column: any ColumnOrName) -> Column { .call("degrees", column) }
/// An angle in degrees in radians.
public func radians(_ column: any ColumnOrName) -> Column { .call("radians", column) }
/// The ratio of a circle's circumference to its diameter.
public func pi() -> Column { .call("pi") }
/// Euler's number.
public func e() -> Column { .call("e") }
/// The factorial of 0 to 20; null for others.
public func factorial(_ column: any ColumnOrName) -> Column { .call("factorial", column) }
/// The remainder, moved to the divisor's sign.
public func pmod(_ dividend: any ColumnOrName, _ divisor: any ColumnOrName) -> Column {
    .call("pmod", dividend, divisor)
}
/// A whole number in binary digits.
public func bin(_ column: any ColumnOrName) -> Column { .call("bin", column) }
/// A whole number, text or binary value in hexadecimal digits.
public func hex(_ column: any ColumnOrName) -> Column { .call("hex", column) }
/// The bytes of hexadecimal digits; null when they are none.
public func unhex(_ column: any ColumnOrName) -> Column { .call("unhex", column) }
/// The digits of a number in another base, 2 to 36.
public func conv(_ column: any ColumnOrName, _ from: Int, _ to: Int) -> Column { .call("conv", column, from, to) }
/// The number of the bucket that a value falls into, when a range is cut into equal ones.
public func width_bucket(
    _ value: any ColumnOrName, _ least: any ColumnOrName, _ greatest: any ColumnOrName, _ buckets: any ColumnOrName
) -> Column { .call("width_bucket", value, least, greatest, buckets) }
/// Random numbers from 0 up to 1.
public func rand() -> Column { .call("rand") }
/// Random numbers from 0 up to 1. The seed is not followed: each run draws others.
public func rand(_ seed: Int) -> Column { .call("rand", seed) }
/// Random numbers of the standard normal distribution.
public func randn() -> Column { .call("randn") }
/// Random numbers of the standard normal distribution. The seed is not followed: each run draws others.
public func randn(_ seed: Int) -> Column { .call("randn", seed) }
/// Random numbers between two constants, whole when both are.
public func uniform(_ least: any ColumnOrName, _ greatest: any ColumnOrName) -> Column {
    .call("uniform", least, greatest)
}
