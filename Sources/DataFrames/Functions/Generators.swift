// Functions that make rows of arrays and maps. A selection can hold one.

/// A row for every element, or entry of a map; rows whose array is empty or null go.
public func explode(_ column: any ColumnOrName) -> Column { .call("explode", column) }
/// A row for every element, or entry of a map; one with null when the array is empty or null.
public func explode_outer(_ column: any ColumnOrName) -> Column { .call("explode_outer", column) }
/// A row for every element with its position from 0; rows whose array is empty or null go.
public func posexplode(_ column: any ColumnOrName) -> Column { .call("posexplode", column) }
/// A row for every element with its position from 0; one with nulls when the array is empty or null.
public func posexplode_outer(_ column: any ColumnOrName) -> Column { .call("posexplode_outer", column) }
/// A row for every struct of an array, its fields as columns.
public func inline(_ column: any ColumnOrName) -> Column { .call("inline", column) }
/// A row for every struct of an array, its fields as columns; one with nulls when the array is empty or null.
public func inline_outer(_ column: any ColumnOrName) -> Column { .call("inline_outer", column) }
/// The values, the first of which is the number of rows, laid out in so many rows.
public func stack(_ columns: any ColumnOrName...) -> Column { .call("stack", columns) }
