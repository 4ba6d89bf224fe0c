// Functions of times.

public func hour(_ column: any ColumnOrName) -> Column { .call("hour", column) }
public func minute(_ column: any ColumnOrName) -> Column { .call("minute", column) }
public func second(_ column: any ColumnOrName) -> Column { .call("second", column) }
/// This moment, the same in the whole query.
public func current_timestamp() -> Column { .call("current_timestamp") }
/// This moment, the same in the whole query.
public func now() -> Column { .call("now") }
/// This moment without a time zone.
public func localtimestamp() -> Column { .call("localtimestamp") }
/// The session's time zone.
public func current_timezone() -> Column { .call("current_timezone") }
/// A text or date as a timestamp; by a pattern such as `yyyy-MM-dd HH:mm`.
public func to_timestamp(_ column: any ColumnOrName, _ pattern: String? = nil) -> Column {
    .call("to_timestamp", column, pattern.map { lit($0) })
}
/// A text or date as a timestamp; by a pattern such as `yyyy-MM-dd HH:mm`.
public func to_timestamp_ltz(_ column: any ColumnOrName, _ pattern: (any ColumnOrName)? = nil) -> Column {
    .call("to_timestamp_ltz", column, pattern)
}
/// A text or date as a timestamp without time zone.
public func to_timestamp_ntz(_ column: any ColumnOrName, _ pattern: (any ColumnOrName)? = nil) -> Column {
    .call("to_timestamp_ntz", column, pattern)
}
/// A date or timestamp as text, by a pattern such as `EEE d MMM yyyy`.
public func date_format(_ column: any ColumnOrName, _ pattern: String) -> Column {
    .call("date_format", column, lit(pattern))
}
/// The beginning of the `year`, `quarter`, `month`, `week`, `day`, `hour`, `minute` or `second`, as a timestamp.
public func date_trunc(_ unit: String, _ column: any ColumnOrName) -> Column { .call("date_trunc", lit(unit), column) }
/// A timestamp from its parts.
public func make_timestamp(
    _ year: any ColumnOrName, _ month: any ColumnOrName, _ day: any ColumnOrName, _ hour: any ColumnOrName,
    _ minute: any ColumnOrName, _ second: any ColumnOrName, _ zone: (any ColumnOrName)? = nil
) -> Column { .call("make_timestamp", year, month, day, hour, minute, second, zone) }
/// A timestamp from its parts.
public func make_timestamp_ltz(
    _ year: any ColumnOrName, _ month: any ColumnOrName, _ day: any ColumnOrName, _ hour: any ColumnOrName,
    _ minute: any ColumnOrName, _ second: any ColumnOrName, _ zone: (any ColumnOrName)? = nil
) -> Column { .call("make_timestamp_ltz", year, month, day, hour, minute, second, zone) }
/// A timestamp without time zone from its parts.
public func make_timestamp_ntz(
    _ year: any ColumnOrName, _ month: any ColumnOrName, _ day: any ColumnOrName, _ hour: any ColumnOrName,
    _ minute: any ColumnOrName, _ second: any ColumnOrName
) -> Column { .call("make_timestamp_ntz", year, month, day, hour, minute, second) }
/// Seconds since 1 January 1970, now.
public func unix_timestamp() -> Column { .call("unix_timestamp") }
/// Seconds since 1 January 1970; of a text by a pattern.
public func unix_timestamp(_ column: any ColumnOrName, _ pattern: String = "yyyy-MM-dd HH:mm:ss") -> Column {
    .call("unix_timestamp", column, lit(pattern))
}
/// Seconds since 1 January 1970; of a text by a pattern.
public func to_unix_timestamp(_ column: any ColumnOrName, _ pattern: (any ColumnOrName)? = nil) -> Column {
    .call("to_unix_timestamp", column, pattern)
}
/// The text of a moment so many seconds after 1 January 1970.
public func from_unixtime(_ column: any ColumnOrName, _ pattern: String = "yyyy-MM-dd HH:mm:ss") -> Column {
    .call("from_unixtime", column, lit(pattern))
}
/// Seconds since 1 January 1970.
public func unix_seconds(_ column: any ColumnOrName) -> Column { .call("unix_seconds", column) }
/// Milliseconds since 1 January 1970.
public func unix_millis(_ column: any ColumnOrName) -> Column { .call("unix_millis", column) }
/// Microseconds since 1 January 1970.
public func unix_micros(_ column: any ColumnOrName) -> Column { .call("unix_micros", column) }
/// The moment so many seconds after 1 January 1970.
public func timestamp_seconds(_ column: any ColumnOrName) -> Column { .call("timestamp_seconds", column) }
/// The moment so many milliseconds after 1 January 1970.
public func timestamp_millis(_ column: any ColumnOrName) -> Column { .call("timestamp_millis", column) }
/// The moment so many microseconds after 1 January 1970.
public func timestamp_micros(_ column: any ColumnOrName) -> Column { .call("timestamp_micros", column) }
/// So many units later.
public func timestamp_add(_ unit: String, _ quantity: any ColumnOrName, _ column: any ColumnOrName) -> Column {
    .call("timestampadd", lit(unit), quantity, column)
}
/// Whole units from the first moment to the second.
public func timestamp_diff(_ unit: String, _ start: any ColumnOrName, _ end: any ColumnOrName) -> Column {
    .call("timestampdiff", lit(unit), start, end)
}
/// What clocks of a zone show when those of UTC show this time.
public func from_utc_timestamp(_ column: any ColumnOrName, _ zone: any ColumnOrLiteral) -> Column {
    .call("from_utc_timestamp", column, zone.valueColumn)
}
/// What clocks of UTC show when those of a zone show this time.
public func to_utc_timestamp(_ column: any ColumnOrName, _ zone: any ColumnOrLiteral) -> Column {
    .call("to_utc_timestamp", column, zone.valueColumn)
}
/// What clocks of the target zone show when those of the source zone show this time.
public func convert_timezone(_ sourceZone: Column, _ targetZone: Column, _ column: any ColumnOrName) -> Column {
    .call("convert_timezone", sourceZone, targetZone, column)
}
/// A span of time from its parts.
public func make_interval(
    _ years: (any ColumnOrName)? = nil, _ months: (any ColumnOrName)? = nil, _ weeks: (any ColumnOrName)? = nil,
    _ days: (any ColumnOrName)? = nil, _ hours: (any ColumnOrName)? = nil, _ minutes: (any ColumnOrName)? = nil,
    _ seconds: (any ColumnOrName)? = nil
) -> Column {
    .call("make_interval", [years ?? 0, months ?? 0, weeks ?? 0, days ?? 0, hours ?? 0, minutes ?? 0, seconds ?? 0])
}
/// A span of time from its parts; null when it is too long.
public func try_make_interval(
    _ years: (any ColumnOrName)? = nil, _ months: (any ColumnOrName)? = nil, _ weeks: (any ColumnOrName)? = nil,
    _ days: (any ColumnOrName)? = nil, _ hours: (any ColumnOrName)? = nil, _ minutes: (any ColumnOrName)? = nil,
    _ seconds: (any ColumnOrName)? = nil
) -> Column {
    .call(
        "try_make_interval", [years ?? 0, months ?? 0, weeks ?? 0, days ?? 0, hours ?? 0, minutes ?? 0, seconds ?? 0])
}
/// A span of days and times from its parts.
public func make_dt_interval(
    _ days: (any ColumnOrName)? = nil, _ hours: (any ColumnOrName)? = nil, _ minutes: (any ColumnOrName)? = nil,
    _ seconds: (any ColumnOrName)? = nil
) -> Column { .call("make_dt_interval", [days ?? 0, hours ?? 0, minutes ?? 0, seconds ?? 0]) }
/// A span of years and months from its parts.
public func make_ym_interval(_ years: (any ColumnOrName)? = nil, _ months: (any ColumnOrName)? = nil) -> Column {
    .call("make_ym_interval", [years ?? 0, months ?? 0])
}
/// The span of time that a moment falls into, as a struct of start and end: `window("time", "10 minutes")`.
public func window(_ column: any ColumnOrName, _ duration: String) -> Column {
    Column(
        .alias(
            .call("window", [column.namedColumn.expression, .literal(.string(duration))], isDistinct: false), "window"))
}
/// The last moment of a span of time.
public func window_time(_ column: any ColumnOrName) -> Column { .call("window_time", column) }
