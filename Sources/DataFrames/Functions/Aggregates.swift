// Functions over groups of rows. Names and meaning are Spark's; nulls are left out unless the comment says otherwise.
// Parameters of functions whose names Swift has too (`min`, `max`) are concrete, so that `max(1, 2)` stays Swift's.

/// The number of rows in which the column is not null; `count("*")` counts all.
public func count(_ column: any ColumnOrName) -> Column { .call("count", column) }
/// The number of different values.
public func countDistinct(_ column: any ColumnOrName, _ more: any ColumnOrName...) -> Column {
    Column(.call("count", ([column] + more).map { $0.namedColumn.expression }, isDistinct: true))
}
/// The number of different values.
public func count_distinct(_ column: any ColumnOrName) -> Column { countDistinct(column) }
/// The number of different values, estimated.
public func approx_count_distinct(_ column: any ColumnOrName) -> Column { .call("approx_count_distinct", column) }
/// The number of rows for which a condition holds.
public func count_if(_ condition: any ColumnOrName) -> Column { .call("count_if", condition) }
public func sum(_ column: any ColumnOrName) -> Column { .call("sum", column) }
/// The sum of the different values.
public func sum_distinct(_ column: any ColumnOrName) -> Column {
    Column(.call("sum", [column.namedColumn.expression], isDistinct: true))
}
public func avg(_ column: any ColumnOrName) -> Column { .call("avg", column) }
public func mean(_ column: any ColumnOrName) -> Column { .call("avg", column) }
public func min(_ column: Column) -> Column { .call("min", column) }
public func min(_ column: String) -> Column { .call("min", column) }
public func max(_ column: Column) -> Column { .call("max", column) }
public func max(_ column: String) -> Column { .call("max", column) }
/// The value of one column in the row where another is least.
public func min_by(_ column: any ColumnOrName, _ order: any ColumnOrName) -> Column { .call("min_by", column, order) }
/// The value of one column in the row where another is greatest.
public func max_by(_ column: any ColumnOrName, _ order: any ColumnOrName) -> Column { .call("max_by", column, order) }
/// The first value, which may be null.
public func first(_ column: any ColumnOrName) -> Column { .call("first", column) }
/// The last value, which may be null.
public func last(_ column: any ColumnOrName) -> Column { .call("last", column) }
public func median(_ column: any ColumnOrName) -> Column { .call("median", column) }
public func mode(_ column: any ColumnOrName) -> Column { .call("mode", column) }
/// The value below which the given part of all values lies (0 to 1), interpolated.
public func percentile(_ column: any ColumnOrName, _ part: Double) -> Column { .call("percentile", column, part) }
/// The standard deviation of a sample.
public func stddev(_ column: any ColumnOrName) -> Column { .call("stddev", column) }
public func stddev_samp(_ column: any ColumnOrName) -> Column { .call("stddev_samp", column) }
public func stddev_pop(_ column: any ColumnOrName) -> Column { .call("stddev_pop", column) }
/// The variance of a sample.
public func variance(_ column: any ColumnOrName) -> Column { .call("variance", column) }
public func var_samp(_ column: any ColumnOrName) -> Column { .call("var_samp", column) }
public func var_pop(_ column: any ColumnOrName) -> Column { .call("var_pop", column) }
/// Pearson's correlation.
public func corr(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column { .call("corr", left, right) }
public func covar_samp(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column {
    .call("covar_samp", left, right)
}
public func covar_pop(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column { .call("covar_pop", left, right) }
public func skewness(_ column: any ColumnOrName) -> Column { .call("skewness", column) }
public func kurtosis(_ column: any ColumnOrName) -> Column { .call("kurtosis", column) }
/// All values as an array.
public func collect_list(_ column: any ColumnOrName) -> Column { .call("collect_list", column) }
/// The different values as an array, in no particular order.
public func collect_set(_ column: any ColumnOrName) -> Column { .call("collect_set", column) }
/// Whether all are true.
public func bool_and(_ column: any ColumnOrName) -> Column { .call("bool_and", column) }
/// Whether one at least is true.
public func bool_or(_ column: any ColumnOrName) -> Column { .call("bool_or", column) }
