// Statistics of groups of rows.

public func median(_ column: any ColumnOrName) -> Column { .call("median", column) }
/// The value below which a part of all values lies (0 to 1), interpolated.
public func percentile(_ column: any ColumnOrName, _ part: Double) -> Column { .call("percentile", column, part) }
/// The values below which parts of all values lie, as an array.
public func percentile(_ column: any ColumnOrName, _ part: [Double]) -> Column {
    .call("percentile", column, lit(part))
}
/// The least value for which a part of all values is not greater.
public func percentile_approx(_ column: any ColumnOrName, _ part: Double, _ accuracy: Int = 10000) -> Column {
    .call("percentile_approx", column, part, accuracy)
}
/// The least values for which parts of all values are not greater, as an array.
public func percentile_approx(_ column: any ColumnOrName, _ part: [Double], _ accuracy: Int = 10000) -> Column {
    .call("percentile_approx", column, lit(part), accuracy)
}
/// The least value for which a part of all values is not greater.
public func approx_percentile(_ column: any ColumnOrName, _ part: Double, _ accuracy: Int = 10000) -> Column {
    .call("approx_percentile", column, part, accuracy)
}
/// The standard deviation of a sample.
public func stddev(_ column: any ColumnOrName) -> Column { .call("stddev", column) }
/// The standard deviation of a sample.
public func std(_ column: any ColumnOrName) -> Column { .call("std", column) }
/// The standard deviation of a sample.
public func stddev_samp(_ column: any ColumnOrName) -> Column { .call("stddev_samp", column) }
/// The standard deviation of a population.
public func stddev_pop(_ column: any ColumnOrName) -> Column { .call("stddev_pop", column) }
/// The variance of a sample.
public func variance(_ column: any ColumnOrName) -> Column { .call("variance", column) }
/// The variance of a sample.
public func var_samp(_ column: any ColumnOrName) -> Column { .call("var_samp", column) }
/// The variance of a population.
public func var_pop(_ column: any ColumnOrName) -> Column { .call("var_pop", column) }
/// Pearson's correlation.
public func corr(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column { .call("corr", left, right) }
/// The covariance of a sample.
public func covar_samp(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column {
    .call("covar_samp", left, right)
}
/// The covariance of a population.
public func covar_pop(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column { .call("covar_pop", left, right) }
public func skewness(_ column: any ColumnOrName) -> Column { .call("skewness", column) }
public func kurtosis(_ column: any ColumnOrName) -> Column { .call("kurtosis", column) }
/// The mean of x in the rows where both are there.
public func regr_avgx(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_avgx", y, x) }
/// The mean of y in the rows where both are there.
public func regr_avgy(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_avgy", y, x) }
/// The number of rows where both are there.
public func regr_count(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_count", y, x) }
/// Where the regression line cuts the y axis.
public func regr_intercept(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_intercept", y, x) }
/// The slope of the regression line.
public func regr_slope(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_slope", y, x) }
/// The part of y's variance that x explains.
public func regr_r2(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_r2", y, x) }
/// The sum of squares of x about its mean.
public func regr_sxx(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_sxx", y, x) }
/// The sum of products of both about their means.
public func regr_sxy(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_sxy", y, x) }
/// The sum of squares of y about its mean.
public func regr_syy(_ y: any ColumnOrName, _ x: any ColumnOrName) -> Column { .call("regr_syy", y, x) }
