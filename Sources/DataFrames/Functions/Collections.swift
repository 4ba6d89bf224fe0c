// Functions of arrays, maps and structs.

/// The columns as one array.
public func array(_ columns: any ColumnOrName...) -> Column { .call("array", columns) }
/// The columns as one struct, under their names.
public func `struct`(_ columns: any ColumnOrName...) -> Column { .call("struct", columns) }
/// The number of elements.
public func size(_ column: any ColumnOrName) -> Column { .call("size", column) }
public func array_contains(_ column: any ColumnOrName, _ value: any ColumnOrLiteral) -> Column {
    .call("array_contains", column, value.valueColumn)
}
/// The elements in ascending order, nulls last.
public func array_sort(_ column: any ColumnOrName) -> Column { .call("array_sort", column) }
public func array_distinct(_ column: any ColumnOrName) -> Column { .call("array_distinct", column) }
public func array_join(_ column: any ColumnOrName, _ separator: String) -> Column {
    .call("array_join", column, lit(separator))
}
/// An element by its position from 1, from the end when negative, or the value of a map's key.
public func element_at(_ column: any ColumnOrName, _ key: any ColumnOrLiteral) -> Column {
    .call("element_at", column, key.valueColumn)
}
/// A row for every element; rows whose array is empty or null go.
public func explode(_ column: any ColumnOrName) -> Column { .call("explode", column) }
/// The whole numbers from one to another, both included.
public func sequence(_ start: any ColumnOrName, _ stop: any ColumnOrName) -> Column { .call("sequence", start, stop) }
