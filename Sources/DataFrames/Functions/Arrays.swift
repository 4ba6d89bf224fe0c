// Functions of arrays. Positions count from 1, except those of `get` and `getItem`.

/// The columns as one array.
public func array(_ columns: any ColumnOrName...) -> Column { .call("array", columns) }
/// The number of elements of an array or a map; null for null.
public func size(_ column: any ColumnOrName) -> Column { .call("size", column) }
/// The number of elements of an array or a map; null for null.
public func cardinality(_ column: any ColumnOrName) -> Column { .call("cardinality", column) }
/// The number of elements.
public func array_size(_ column: any ColumnOrName) -> Column { .call("array_size", column) }
/// Whether an element is the value; null when none is and some are null.
public func array_contains(_ column: any ColumnOrName, _ value: any ColumnOrLiteral) -> Column {
    .call("array_contains", column, value.valueColumn)
}
/// The elements in ascending order, nulls last.
public func array_sort(_ column: any ColumnOrName) -> Column { .call("array_sort", column) }
/// The elements in order, nulls first when ascending, else last.
public func sort_array(_ column: any ColumnOrName, _ ascending: Bool = true) -> Column {
    .call("sort_array", column, ascending)
}
/// Each element once, in order of the first occurrences.
public func array_distinct(_ column: any ColumnOrName) -> Column { .call("array_distinct", column) }
/// The elements as text with a separator between them, nulls left out.
public func array_join(_ column: any ColumnOrName, _ separator: String) -> Column {
    .call("array_join", column, lit(separator))
}
/// The elements as text with a separator between them, and a text for nulls.
public func array_join(_ column: any ColumnOrName, _ separator: String, _ null: String) -> Column {
    .call("array_join", column, lit(separator), lit(null))
}
/// The array with one more element at its end.
public func array_append(_ column: any ColumnOrName, _ value: any ColumnOrLiteral) -> Column {
    .call("array_append", column, value.valueColumn)
}
/// The array with one more element at its start.
public func array_prepend(_ column: any ColumnOrName, _ value: any ColumnOrLiteral) -> Column {
    .call("array_prepend", column, value.valueColumn)
}
/// The array with an element put in at a position, from the end when negative.
public func array_insert(_ column: any ColumnOrName, _ position: any ColumnOrName, _ value: any ColumnOrLiteral)
    -> Column
{ .call("array_insert", column, position, value.valueColumn) }
/// The elements that are not null.
public func array_compact(_ column: any ColumnOrName) -> Column { .call("array_compact", column) }
/// The elements without those that are the value.
public func array_remove(_ column: any ColumnOrName, _ value: any ColumnOrLiteral) -> Column {
    .call("array_remove", column, value.valueColumn)
}
/// An array of the value so many times.
public func array_repeat(_ column: any ColumnOrName, _ count: any ColumnOrName) -> Column {
    .call("array_repeat", column, count)
}
/// The greatest element, nulls left out.
public func array_max(_ column: any ColumnOrName) -> Column { .call("array_max", column) }
/// The least element, nulls left out.
public func array_min(_ column: any ColumnOrName) -> Column { .call("array_min", column) }
/// The position of the first element that is the value, 0 when none is.
public func array_position(_ column: any ColumnOrName, _ value: any ColumnOrLiteral) -> Column {
    .call("array_position", column, value.valueColumn)
}
/// The elements of both, each once.
public func array_union(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column {
    .call("array_union", left, right)
}
/// The elements that are in both, each once.
public func array_intersect(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column {
    .call("array_intersect", left, right)
}
/// The elements that are not in the second, each once.
public func array_except(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column {
    .call("array_except", left, right)
}
/// Whether both share an element; null when none is shared and some are null.
public func arrays_overlap(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column {
    .call("arrays_overlap", left, right)
}
/// The elements at the same places as structs.
public func arrays_zip(_ columns: any ColumnOrName...) -> Column { .call("arrays_zip", columns) }
/// An element by its position from 1, from the end when negative, or the value of a map's key.
public func element_at(_ column: any ColumnOrName, _ key: any ColumnOrLiteral) -> Column {
    .call("element_at", column, key.valueColumn)
}
/// An element by its position from 0; null beyond the ends.
public func get(_ column: any ColumnOrName, _ index: any ColumnOrName) -> Column { .call("get", column, index) }
/// A part of an array: from a position, from the end when negative, so many elements.
public func slice(_ column: any ColumnOrName, _ start: any ColumnOrName, _ length: any ColumnOrName) -> Column {
    .call("slice", column, start, length)
}
/// The elements of an array of arrays.
public func flatten(_ column: any ColumnOrName) -> Column { .call("flatten", column) }
/// The values from one to another, both included: whole numbers, or dates with a step of time.
public func sequence(_ start: any ColumnOrName, _ stop: any ColumnOrName, _ step: (any ColumnOrName)? = nil) -> Column {
    .call("sequence", start, stop, step)
}
/// The elements in random order.
public func shuffle(_ column: any ColumnOrName) -> Column { .call("shuffle", column) }
