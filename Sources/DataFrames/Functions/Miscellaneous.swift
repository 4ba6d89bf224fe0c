// Checks, and what there is to know about values and the session.

/// Null, or an error where the condition does not hold.
public func assert_true(_ condition: any ColumnOrName, _ message: String? = nil) -> Column {
    .call("assert_true", condition, message.map { lit($0) })
}
/// An error when the query comes to a row.
public func raise_error(_ message: any ColumnOrLiteral) -> Column { .call("raise_error", message.valueColumn) }
/// The name of the value's type.
public func typeof(_ column: any ColumnOrName) -> Column { .call("typeof", column) }
/// A number for every row, in ascending order.
public func monotonically_increasing_id() -> Column { .call("monotonically_increasing_id") }
/// The number of the row's partition: here, always 0.
public func spark_partition_id() -> Column { .call("spark_partition_id") }
/// The name of the catalog in use.
public func current_catalog() -> Column { .call("current_catalog") }
/// The name of the database in use.
public func current_database() -> Column { .call("current_database") }
/// The name of the database in use.
public func current_schema() -> Column { .call("current_schema") }
/// The user's name.
public func current_user() -> Column { .call("current_user") }
/// The user's name.
public func session_user() -> Column { .call("session_user") }
/// The user's name.
public func user() -> Column { .call("user") }
/// The version of the engine.
public func version() -> Column { .call("version") }
/// A function by its name, be it one of DuckDB's alone.
public func call_function(_ name: String, _ columns: any ColumnOrName...) -> Column {
    Column(.call(name, columns.map { $0.namedColumn.expression }, isDistinct: false))
}
