// Choosing between values, and ordering.

/// A value where a condition holds; go on with `.when` and `.otherwise`.
public func when(_ condition: Column, _ value: any ColumnOrLiteral) -> Column {
    Column(.conditional([.init(condition: condition.expression, value: value.valueColumn.expression)], otherwise: nil))
}
/// The first value that is not null.
public func coalesce(_ columns: any ColumnOrName...) -> Column { .call("coalesce", columns) }
/// The second value where the first is null.
public func ifnull(_ column: any ColumnOrName, _ other: any ColumnOrName) -> Column { .call("ifnull", column, other) }
/// The second value where the first is null.
public func nvl(_ column: any ColumnOrName, _ other: any ColumnOrName) -> Column { .call("nvl", column, other) }
/// The second value where the first is not null, else the third.
public func nvl2(_ column: any ColumnOrName, _ value: any ColumnOrName, _ other: any ColumnOrName) -> Column {
    .call("nvl2", column, value, other)
}
/// Null where both are equal, else the first.
public func nullif(_ column: any ColumnOrName, _ other: any ColumnOrName) -> Column { .call("nullif", column, other) }
/// Null for zero, else the number.
public func nullifzero(_ column: any ColumnOrName) -> Column { .call("nullifzero", column) }
/// Zero for null, else the number.
public func zeroifnull(_ column: any ColumnOrName) -> Column { .call("zeroifnull", column) }
/// The second number where the first is not a number.
public func nanvl(_ column: any ColumnOrName, _ other: any ColumnOrName) -> Column { .call("nanvl", column, other) }
/// Equality for which null equals null.
public func equal_null(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column {
    .call("equal_null", left, right)
}
/// Whether the value is missing.
public func isnull(_ column: any ColumnOrName) -> Column { column.namedColumn.isNull() }
/// Whether the value is there.
public func isnotnull(_ column: any ColumnOrName) -> Column { column.namedColumn.isNotNull() }
/// Whether the value is not a number, as 0.0 / 0.0 is.
public func isnan(_ column: any ColumnReference) -> Column { column.namedColumn.isNaN() }
/// The greatest of several columns, nulls left out.
public func greatest(_ columns: any ColumnOrName...) -> Column { .call("greatest", columns) }
/// The least of several columns, nulls left out.
public func least(_ columns: any ColumnOrName...) -> Column { .call("least", columns) }
public func asc(_ column: any ColumnOrName) -> Column { column.namedColumn.asc() }
public func desc(_ column: any ColumnOrName) -> Column { column.namedColumn.desc() }
public func asc_nulls_first(_ column: any ColumnOrName) -> Column { column.namedColumn.asc_nulls_first() }
public func asc_nulls_last(_ column: any ColumnOrName) -> Column { column.namedColumn.asc_nulls_last() }
public func desc_nulls_first(_ column: any ColumnOrName) -> Column { column.namedColumn.desc_nulls_first() }
public func desc_nulls_last(_ column: any ColumnOrName) -> Column { column.namedColumn.desc_nulls_last() }
