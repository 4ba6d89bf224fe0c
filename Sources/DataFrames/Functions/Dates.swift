// Functions of dates. Those of timestamps are in Timestamps.swift.

public func year(_ column: any ColumnOrName) -> Column { .call("year", column) }
/// 1 to 4.
public func quarter(_ column: any ColumnOrName) -> Column { .call("quarter", column) }
/// 1 to 12.
public func month(_ column: any ColumnOrName) -> Column { .call("month", column) }
/// 1 to 31.
public func dayofmonth(_ column: any ColumnOrName) -> Column { .call("dayofmonth", column) }
/// 1 to 31.
public func day(_ column: any ColumnOrName) -> Column { .call("day", column) }
/// 1 for Sunday to 7 for Saturday.
public func dayofweek(_ column: any ColumnOrName) -> Column { .call("dayofweek", column) }
/// 0 for Monday to 6 for Sunday.
public func weekday(_ column: any ColumnOrName) -> Column { .call("weekday", column) }
/// 1 to 366.
public func dayofyear(_ column: any ColumnOrName) -> Column { .call("dayofyear", column) }
/// The week of the year as ISO 8601 counts.
public func weekofyear(_ column: any ColumnOrName) -> Column { .call("weekofyear", column) }
/// `Mon` to `Sun`.
public func dayname(_ column: any ColumnOrName) -> Column { .call("dayname", column) }
/// `Jan` to `Dec`.
public func monthname(_ column: any ColumnOrName) -> Column { .call("monthname", column) }
/// A field of a date or time: `extract(lit("YEAR"), "date")`.
public func extract(_ field: Column, _ source: any ColumnOrName) -> Column { .call("extract", field, source) }
/// A field of a date or time: `date_part(lit("YEAR"), "date")`.
public func date_part(_ field: Column, _ source: any ColumnOrName) -> Column { .call("date_part", field, source) }
/// A field of a date or time: `datepart(lit("YEAR"), "date")`.
public func datepart(_ field: Column, _ source: any ColumnOrName) -> Column { .call("datepart", field, source) }
/// Today.
public func current_date() -> Column { .call("current_date") }
/// Today.
public func curdate() -> Column { .call("curdate") }
/// A text or timestamp as a date; by a pattern such as `dd.MM.yyyy`.
public func to_date(_ column: any ColumnOrName, _ pattern: String? = nil) -> Column {
    .call("to_date", column, pattern.map { lit($0) })
}
/// A text or timestamp as a date; null when it is none.
public func try_to_date(_ column: any ColumnOrName, _ pattern: String? = nil) -> Column {
    .call("try_to_date", column, pattern.map { lit($0) })
}
/// A date from its parts.
public func make_date(_ year: any ColumnOrName, _ month: any ColumnOrName, _ day: any ColumnOrName) -> Column {
    .call("make_date", year, month, day)
}
/// The first day of the `year`, `quarter`, `month` or `week`, as a date.
public func trunc(_ column: any ColumnOrName, _ unit: String) -> Column { .call("trunc", column, lit(unit)) }
/// So many days later.
public func date_add(_ column: any ColumnOrName, _ days: any ColumnOrName) -> Column { .call("date_add", column, days) }
/// So many days later.
public func dateadd(_ column: any ColumnOrName, _ days: any ColumnOrName) -> Column { .call("dateadd", column, days) }
/// So many days earlier.
public func date_sub(_ column: any ColumnOrName, _ days: any ColumnOrName) -> Column { .call("date_sub", column, days) }
/// Days from the second date to the first.
public func datediff(_ end: any ColumnOrName, _ start: any ColumnOrName) -> Column { .call("datediff", end, start) }
/// Days from the second date to the first.
public func date_diff(_ end: any ColumnOrName, _ start: any ColumnOrName) -> Column { .call("date_diff", end, start) }
/// So many months later, on the last day of the month at most.
public func add_months(_ column: any ColumnOrName, _ months: any ColumnOrName) -> Column {
    .call("add_months", column, months)
}
/// Months from the second date to the first; a month has 31 days where it is not whole.
public func months_between(_ end: any ColumnOrName, _ start: any ColumnOrName, _ roundOff: Bool = true) -> Column {
    .call("months_between", end, start, roundOff)
}
/// The last day of the month.
public func last_day(_ column: any ColumnOrName) -> Column { .call("last_day", column) }
/// The next day after this one that is a `Mon`, `Tue` or another.
public func next_day(_ column: any ColumnOrName, _ weekday: String) -> Column {
    .call("next_day", column, lit(weekday))
}
/// Days since 1 January 1970.
public func unix_date(_ column: any ColumnOrName) -> Column { .call("unix_date", column) }
/// The date so many days after 1 January 1970.
public func date_from_unix_date(_ column: any ColumnOrName) -> Column { .call("date_from_unix_date", column) }
