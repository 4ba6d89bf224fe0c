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
/// The value some rows before, null when there is none.
public func lag(_ column: any ColumnOrName, _ offset: Int = 1) -> Column { .call("lag", column, offset) }
/// The value some rows before, the default when there is none.
public func lag(_ column: any ColumnOrName, _ offset: Int, _ default: any ColumnOrLiteral) -> Column {
    .call("lag", column, offset, `default`.valueColumn)
}
/// The value some rows after, null when there is none.
public func lead(_ column: any ColumnOrName, _ offset: Int = 1) -> Column { .call("lead", column, offset) }
/// The value some rows after, the default when there is none.
public func lead(_ column: any ColumnOrName, _ offset: Int, _ default: any ColumnOrLiteral) -> Column {
    .call("lead", column, offset, `default`.valueColumn)
}
public func first_value(_ column: any ColumnOrName) -> Column { .call("first_value", column) }
public func last_value(_ column: any ColumnOrName) -> Column { .call("last_value", column) }
public func nth_value(_ column: any ColumnOrName, _ n: Int) -> Column { .call("nth_value", column, n) }
