// Functions that take a Swift closure over columns: `transform("prices") { $0 * 1.19 }`. It is called once, to build an expression.

/// Each element as the closure says.
public func transform(_ column: any ColumnOrName, _ value: (Column) -> Column) -> Column {
    .call("transform", [column], lambda: .closure(value))
}
/// Each element as the closure says, which also gets its position from 0.
public func transform(_ column: any ColumnOrName, _ value: (Column, Column) -> Column) -> Column {
    .call("transform", [column], lambda: .closure(value))
}
/// The elements for which a condition holds.
public func filter(_ column: any ColumnOrName, _ condition: (Column) -> Column) -> Column {
    .call("filter", [column], lambda: .closure(condition))
}
/// The elements for which a condition holds, which also gets the position from 0.
public func filter(_ column: any ColumnOrName, _ condition: (Column, Column) -> Column) -> Column {
    .call("filter", [column], lambda: .closure(condition))
}
/// Whether a condition holds for an element at least; null when it does for none and is null for some.
public func exists(_ column: any ColumnOrName, _ condition: (Column) -> Column) -> Column {
    .call("exists", [column], lambda: .closure(condition))
}
/// Whether a condition holds for all elements; null when it fails for none and is null for some.
public func forall(_ column: any ColumnOrName, _ condition: (Column) -> Column) -> Column {
    .call("forall", [column], lambda: .closure(condition))
}
/// The elements merged into one value, one after the other: `aggregate("n", lit(0)) { $0 + $1 }`.
public func aggregate(
    _ column: any ColumnOrName, _ initial: any ColumnOrName, _ merge: (Column, Column) -> Column
) -> Column {
    .call("aggregate", [column, initial], lambda: .closure(merge))
}
/// The elements merged into one value, from which the last closure makes the result.
public func aggregate(
    _ column: any ColumnOrName, _ initial: any ColumnOrName, _ merge: (Column, Column) -> Column,
    _ finish: (Column) -> Column
) -> Column {
    .call("aggregate", [column, initial], lambda: .closure(merge), .closure(finish))
}
/// The elements merged into one value, one after the other: `reduce("n", lit(0)) { $0 + $1 }`.
public func reduce(
    _ column: any ColumnOrName, _ initial: any ColumnOrName, _ merge: (Column, Column) -> Column
) -> Column {
    .call("reduce", [column, initial], lambda: .closure(merge))
}
/// The elements merged into one value, from which the last closure makes the result.
public func reduce(
    _ column: any ColumnOrName, _ initial: any ColumnOrName, _ merge: (Column, Column) -> Column,
    _ finish: (Column) -> Column
) -> Column {
    .call("reduce", [column, initial], lambda: .closure(merge), .closure(finish))
}
/// The elements at the same places of two arrays merged; the shorter one is filled up with nulls.
public func zip_with(
    _ left: any ColumnOrName, _ right: any ColumnOrName, _ value: (Column, Column) -> Column
) -> Column {
    .call("zip_with", [left, right], lambda: .closure(value))
}
/// The elements in the order of a closure that gives a negative number, 0 or a positive one for two of them.
public func array_sort(_ column: any ColumnOrName, _ comparison: (Column, Column) -> Column) -> Column {
    .call("array_sort", [column], lambda: .closure(comparison))
}
/// The entries of a map for which a condition on key and value holds.
public func map_filter(_ column: any ColumnOrName, _ condition: (Column, Column) -> Column) -> Column {
    .call("map_filter", [column], lambda: .closure(condition))
}
/// A map with the keys that the closure makes of key and value.
public func transform_keys(_ column: any ColumnOrName, _ key: (Column, Column) -> Column) -> Column {
    .call("transform_keys", [column], lambda: .closure(key))
}
/// A map with the values that the closure makes of key and value.
public func transform_values(_ column: any ColumnOrName, _ value: (Column, Column) -> Column) -> Column {
    .call("transform_values", [column], lambda: .closure(value))
}
/// A map of the keys of two maps, with the values that the closure makes of the key and both values.
public func map_zip_with(
    _ left: any ColumnOrName, _ right: any ColumnOrName, _ value: (Column, Column, Column) -> Column
) -> Column {
    .call("map_zip_with", [left, right], lambda: .closure(value))
}
