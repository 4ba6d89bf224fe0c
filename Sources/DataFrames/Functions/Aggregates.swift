// Functions over groups of rows. Names and meaning are Spark's; nulls are left out unless the comment says otherwise. Statistics are in Statistics.swift.

/// The number of rows in which the column is not null; `count("*")` counts all.
public func count(_ column: any ColumnOrName) -> Column { .call("count", column) }
/// The number of different values.
public func countDistinct(_ column: any ColumnOrName, _ more: any ColumnOrName...) -> Column {
    Column(.call("count", ([column] + more).map { $0.namedColumn.expression }, isDistinct: true))
}
/// The number of different values.
public func count_distinct(_ column: any ColumnOrName, _ more: any ColumnOrName...) -> Column {
    Column(.call("count", ([column] + more).map { $0.namedColumn.expression }, isDistinct: true))
}
/// The number of different values, estimated.
public func approx_count_distinct(_ column: any ColumnOrName) -> Column { .call("approx_count_distinct", column) }
/// The number of different values, estimated; the deviation that may be is DuckDB's.
public func approx_count_distinct(_ column: any ColumnOrName, _ deviation: Double) -> Column {
    .call("approx_count_distinct", column)
}
/// The number of rows for which a condition holds.
public func count_if(_ condition: any ColumnOrName) -> Column { .call("count_if", condition) }
public func sum(_ column: any ColumnOrName) -> Column { .call("sum", column) }
/// The sum of the different values.
public func sum_distinct(_ column: any ColumnOrName) -> Column {
    Column(.call("sum", [column.namedColumn.expression], isDistinct: true))
}
/// The product of all values.
public func product(_ column: any ColumnOrName) -> Column { .call("product", column) }
public func avg(_ column: any ColumnOrName) -> Column { .call("avg", column) }
public func mean(_ column: any ColumnOrName) -> Column { .call("avg", column) }
public func min(_ column: any ColumnReference) -> Column { .call("min", column) }
public func max(_ column: any ColumnReference) -> Column { .call("max", column) }
/// The value of one column in the row where another is least.
public func min_by(_ column: any ColumnOrName, _ order: any ColumnOrName) -> Column { .call("min_by", column, order) }
/// The value of one column in the row where another is greatest.
public func max_by(_ column: any ColumnOrName, _ order: any ColumnOrName) -> Column { .call("max_by", column, order) }
/// The first value, which may be null unless nulls are left out.
public func first(_ column: any ColumnOrName, _ ignoreNulls: Bool = false) -> Column {
    .call("first", column, ignoreNulls ? true : nil)
}
/// The last value, which may be null unless nulls are left out.
public func last(_ column: any ColumnOrName, _ ignoreNulls: Bool = false) -> Column {
    .call("last", column, ignoreNulls ? true : nil)
}
/// The first value, which may be null unless nulls are left out.
public func first_value(_ column: any ColumnOrName, _ ignoreNulls: Bool = false) -> Column {
    .call("first_value", column, ignoreNulls ? true : nil)
}
/// The last value, which may be null unless nulls are left out.
public func last_value(_ column: any ColumnOrName, _ ignoreNulls: Bool = false) -> Column {
    .call("last_value", column, ignoreNulls ? true : nil)
}
/// Some value, which may be null unless nulls are left out.
public func any_value(_ column: any ColumnOrName, _ ignoreNulls: Bool = false) -> Column {
    .call("any_value", column, ignoreNulls ? true : nil)
}
/// The most frequent value.
public func mode(_ column: any ColumnOrName) -> Column { .call("mode", column) }
/// All values as an array.
public func collect_list(_ column: any ColumnOrName) -> Column { .call("collect_list", column) }
/// All values as an array.
public func array_agg(_ column: any ColumnOrName) -> Column { .call("array_agg", column) }
/// The different values as an array, in no particular order.
public func collect_set(_ column: any ColumnOrName) -> Column { .call("collect_set", column) }
/// The texts behind each other, with a separator between them.
public func listagg(_ column: any ColumnOrName, _ separator: String = "") -> Column {
    .call("listagg", column, lit(separator))
}
/// The texts behind each other, with a separator between them.
public func string_agg(_ column: any ColumnOrName, _ separator: String = "") -> Column {
    .call("string_agg", column, lit(separator))
}
/// The different texts behind each other, with a separator between them.
public func listagg_distinct(_ column: any ColumnOrName, _ separator: String = "") -> Column {
    Column(.call("listagg", [column.namedColumn.expression, lit(separator).expression], isDistinct: true))
}
/// The different texts behind each other, with a separator between them.
public func string_agg_distinct(_ column: any ColumnOrName, _ separator: String = "") -> Column {
    Column(.call("string_agg", [column.namedColumn.expression, lit(separator).expression], isDistinct: true))
}
/// Whether all are true.
public func bool_and(_ column: any ColumnOrName) -> Column { .call("bool_and", column) }
/// Whether all are true.
public func every(_ column: any ColumnOrName) -> Column { .call("every", column) }
/// Whether one at least is true.
public func bool_or(_ column: any ColumnOrName) -> Column { .call("bool_or", column) }
/// Whether one at least is true.
public func some(_ column: any ColumnOrName) -> Column { .call("some", column) }
/// The bits that are set in all.
public func bit_and(_ column: any ColumnOrName) -> Column { .call("bit_and", column) }
/// The bits that are set in one at least.
public func bit_or(_ column: any ColumnOrName) -> Column { .call("bit_or", column) }
/// The bits that are set in an odd number.
public func bit_xor(_ column: any ColumnOrName) -> Column { .call("bit_xor", column) }
/// 1 where a column is summed up in a rollup or cube, else 0.
public func grouping(_ column: any ColumnOrName) -> Column { .call("grouping", column) }
/// The `grouping` of several columns as the bits of a number.
public func grouping_id(_ columns: any ColumnOrName...) -> Column { .call("grouping_id", columns) }
