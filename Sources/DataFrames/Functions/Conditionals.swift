// Choosing between values, and ordering.

/// A value where a condition holds; go on with `.when` and `.otherwise`.
public func when(_ condition: Column, _ value: any ColumnOrLiteral) -> Column {
    Column(.conditional([.init(condition: condition.expression, value: value.valueColumn.expression)], otherwise: nil))
}

/// The first value that is not null.
public func coalesce(_ columns: any ColumnOrName...) -> Column { .call("coalesce", columns) }
/// The second value where the first is null.
public func ifnull(_ column: any ColumnOrName, _ other: any ColumnOrName) -> Column { .call("coalesce", column, other) }
/// The second value where the first is null.
public func nvl(_ column: any ColumnOrName, _ other: any ColumnOrName) -> Column { .call("coalesce", column, other) }
/// Null where both are equal, else the first.
public func nullif(_ column: any ColumnOrName, _ other: any ColumnOrName) -> Column { .call("nullif", column, other) }
public func isnull(_ column: any ColumnOrName) -> Column { column.namedColumn.isNull() }
public func isnotnull(_ column: any ColumnOrName) -> Column { column.namedColumn.isNotNull() }
public func isnan(_ column: Column) -> Column { column.isNaN() }
public func isnan(_ column: String) -> Column { col(column).isNaN() }
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
