// Functions of maps and structs.

/// A map of keys and values in turn.
public func create_map(_ columns: any ColumnOrName...) -> Column { .call("map", columns) }
/// The keys as an array.
public func map_keys(_ column: any ColumnOrName) -> Column { .call("map_keys", column) }
/// The values as an array.
public func map_values(_ column: any ColumnOrName) -> Column { .call("map_values", column) }
/// The entries as an array of structs with `key` and `value`.
public func map_entries(_ column: any ColumnOrName) -> Column { .call("map_entries", column) }
/// A map of an array of keys and one of values.
public func map_from_arrays(_ keys: any ColumnOrName, _ values: any ColumnOrName) -> Column {
    .call("map_from_arrays", keys, values)
}
/// A map of an array of structs of two fields.
public func map_from_entries(_ column: any ColumnOrName) -> Column { .call("map_from_entries", column) }
/// The entries of all maps.
public func map_concat(_ columns: any ColumnOrName...) -> Column { .call("map_concat", columns) }
/// Whether the map has a key.
public func map_contains_key(_ column: any ColumnOrName, _ key: any ColumnOrLiteral) -> Column {
    .call("map_contains_key", column, key.valueColumn)
}
/// A map of a text such as `a:1,b:2`; other delimiters can be said.
public func str_to_map(
    _ column: any ColumnOrName, _ pairs: (any ColumnOrName)? = nil, _ pair: (any ColumnOrName)? = nil
) -> Column { .call("str_to_map", column, pairs, pair) }
/// The columns as one struct, under their names.
public func `struct`(_ columns: any ColumnOrName...) -> Column { .call("struct", columns) }
/// A struct of names, which are constants, and values in turn.
public func named_struct(_ columns: any ColumnOrName...) -> Column { .call("named_struct", columns) }
