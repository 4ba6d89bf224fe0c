// Functions of a row's place in its window; they need `.over(...)`.

/// 1, 2, 3 and so on.
public func row_number() -> Column { .call("row_number") }
/// The place in the order; equal rows share one, and the next place counts them.
public func rank() -> Column { .call("rank") }
/// The place in the order; equal rows share one, and the next place follows without a gap.
public func dense_rank() -> Column { .call("dense_rank") }
/// The rank from 0 to 1.
public func percent_rank() -> Column { .call("percent_rank") }
/// The part of rows up to and with this one.
public func cume_dist() -> Column { .call("cume_dist") }
/// The number of the group when rows are split into `n` groups of equal size.
public func ntile(_ n: Int) -> Column { .call("ntile", n) }
/// The value some rows before; null, or the default, when there is none.
public func lag(_ column: any ColumnOrName, _ offset: Int = 1, _ default: (any ColumnOrLiteral)? = nil) -> Column {
    .call("lag", column, offset, `default`?.valueColumn)
}
/// The value some rows after; null, or the default, when there is none.
public func lead(_ column: any ColumnOrName, _ offset: Int = 1, _ default: (any ColumnOrLiteral)? = nil) -> Column {
    .call("lead", column, offset, `default`?.valueColumn)
}
/// The n-th value of the window so far.
public func nth_value(_ column: any ColumnOrName, _ n: Int) -> Column { .call("nth_value", column, n) }
