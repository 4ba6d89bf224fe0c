// Functions of dates and times.

public func year(_ column: any ColumnOrName) -> Column { .call("year", column) }
/// 1 to 4.
public func quarter(_ column: any ColumnOrName) -> Column { .call("quarter", column) }
public func month(_ column: any ColumnOrName) -> Column { .call("month", column) }
public func dayofmonth(_ column: any ColumnOrName) -> Column { .call("dayofmonth", column) }
public func day(_ column: any ColumnOrName) -> Column { .call("dayofmonth", column) }
/// 1 for Sunday to 7 for Saturday.
public func dayofweek(_ column: any ColumnOrName) -> Column { .call("dayofweek", column) }
/// 0 for Monday to 6 for Sunday.
public func weekday(_ column: any ColumnOrName) -> Column { .call("weekday", column) }
public func dayofyear(_ column: any ColumnOrName) -> Column { .call("dayofyear", column) }
/// The week of the year as ISO 8601 counts.
public func weekofyear(_ column: any ColumnOrName) -> Column { .call("weekofyear", column) }
public func hour(_ column: any ColumnOrName) -> Column { .call("hour", column) }
public func minute(_ column: any ColumnOrName) -> Column { .call("minute", column) }
public func second(_ column: any ColumnOrName) -> Column { .call("second", column) }
public func current_date() -> Column { .call("current_date") }
public func current_timestamp() -> Column { .call("current_timestamp") }
/// A text or timestamp as a date.
public func to_date(_ column: any ColumnOrName) -> Column { .call("to_date", column) }
/// A text as a date, by a pattern such as `dd.MM.yyyy`.
public func to_date(_ column: any ColumnOrName, _ pattern: String) -> Column { .call("to_date", column, lit(pattern)) }
/// A text or date as a timestamp.
public func to_timestamp(_ column: any ColumnOrName) -> Column { .call("to_timestamp", column) }
/// A text as a timestamp, by a pattern such as `yyyy-MM-dd HH:mm`.
public func to_timestamp(_ column: any ColumnOrName, _ pattern: String) -> Column {
    .call("to_timestamp", column, lit(pattern))
}
/// A date as text, by a pattern such as `EEE d MMM yyyy`.
public func date_format(_ column: any ColumnOrName, _ pattern: String) -> Column {
    .call("date_format", column, lit(pattern))
}
/// The beginning of the `year`, `quarter`, `month`, `week`, `day`, `hour`, `minute` or `second`, as a timestamp.
public func date_trunc(_ unit: String, _ column: any ColumnOrName) -> Column { .call("date_trunc", lit(unit), column) }
/// The first day of the `year`, `quarter`, `month` or `week`, as a date.
public func trunc(_ column: any ColumnOrName, _ unit: String) -> Column { .call("trunc", column, lit(unit)) }
public func date_add(_ column: any ColumnOrName, _ days: any ColumnOrName) -> Column { .call("date_add", column, days) }
public func date_sub(_ column: any ColumnOrName, _ days: any ColumnOrName) -> Column { .call("date_sub", column, days) }
/// Days from the second date to the first.
public func datediff(_ end: any ColumnOrName, _ start: any ColumnOrName) -> Column { .call("datediff", end, start) }
public func add_months(_ column: any ColumnOrName, _ months: any ColumnOrName) -> Column {
    .call("add_months", column, months)
}
/// The last day of the month.
public func last_day(_ column: any ColumnOrName) -> Column { .call("last_day", column) }
/// A date from its parts.
public func make_date(_ year: any ColumnOrName, _ month: any ColumnOrName, _ day: any ColumnOrName) -> Column {
    .call("make_date", year, month, day)
}
/// Seconds since 1 January 1970.
public func unix_timestamp(_ column: any ColumnOrName) -> Column { .call("unix_timestamp", column) }
