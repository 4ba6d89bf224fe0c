// JSON and CSV in texts.

/// What lies at a path such as `$.a[0].b`, as text.
public func get_json_object(_ column: any ColumnOrName, _ path: String) -> Column {
    .call("get_json_object", column, lit(path))
}
/// The number of elements of a JSON array; null when the text is none.
public func json_array_length(_ column: any ColumnOrName) -> Column { .call("json_array_length", column) }
/// The names in a JSON object; null when the text is none.
public func json_object_keys(_ column: any ColumnOrName) -> Column { .call("json_object_keys", column) }
/// JSON as a value of a type: `from_json("text", "a INT, b ARRAY<STRING>")`.
public func from_json(_ column: any ColumnOrName, _ schema: String) -> Column {
    .call("from_json", column, lit(schema))
}
/// A struct, array or map as JSON; fields that are null are left out.
public func to_json(_ column: any ColumnOrName) -> Column { .call("to_json", column) }
/// A line of CSV as a struct: `from_csv("line", "a INT, b STRING")`.
public func from_csv(_ column: any ColumnOrName, _ schema: String) -> Column { .call("from_csv", column, lit(schema)) }
/// A struct as a line of CSV.
public func to_csv(_ column: any ColumnOrName) -> Column { .call("to_csv", column) }
/// The texts of several fields of a JSON object, as columns `c0`, `c1` and so on.
public func json_tuple(_ column: any ColumnOrName, _ fields: String...) -> Column {
    .call("json_tuple", [column] + fields.map { lit($0) })
}
