// Variants that give null where the plain function or operator is an error.

/// The sum; null on overflow.
public func try_add(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column { .call("try_add", left, right) }
/// The difference; null on overflow.
public func try_subtract(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column {
    .call("try_subtract", left, right)
}
/// The product; null on overflow.
public func try_multiply(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column {
    .call("try_multiply", left, right)
}
/// The quotient; null when the divisor is zero.
public func try_divide(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column {
    .call("try_divide", left, right)
}
/// The remainder; null when the divisor is zero.
public func try_mod(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column { .call("try_mod", left, right) }
/// The sum of a group; null on overflow.
public func try_sum(_ column: any ColumnOrName) -> Column { .call("try_sum", column) }
/// The mean of a group; null on overflow.
public func try_avg(_ column: any ColumnOrName) -> Column { .call("try_avg", column) }
/// An element by its position from 1, or the value of a map's key; null where there is none.
public func try_element_at(_ column: any ColumnOrName, _ key: any ColumnOrLiteral) -> Column {
    .call("try_element_at", column, key.valueColumn)
}
/// A text as a timestamp; null when it is none.
public func try_to_timestamp(_ column: any ColumnOrName, _ pattern: (any ColumnOrName)? = nil) -> Column {
    .call("try_to_timestamp", column, pattern)
}
/// A text as a decimal number by a format such as `999.99`; null when it does not fit.
public func try_to_number(_ column: any ColumnOrName, _ format: any ColumnOrName) -> Column {
    .call("try_to_number", column, format)
}
/// A text in `hex`, `base64` or `utf-8` as bytes; null when it is none.
public func try_to_binary(_ column: any ColumnOrName, _ format: (any ColumnOrName)? = nil) -> Column {
    .call("try_to_binary", column, format)
}
/// A timestamp from its parts; null when there is none.
public func try_make_timestamp(
    _ year: any ColumnOrName, _ month: any ColumnOrName, _ day: any ColumnOrName, _ hour: any ColumnOrName,
    _ minute: any ColumnOrName, _ second: any ColumnOrName
) -> Column { .call("try_make_timestamp", year, month, day, hour, minute, second) }
/// A timestamp from its parts; null when there is none.
public func try_make_timestamp_ltz(
    _ year: any ColumnOrName, _ month: any ColumnOrName, _ day: any ColumnOrName, _ hour: any ColumnOrName,
    _ minute: any ColumnOrName, _ second: any ColumnOrName
) -> Column { .call("try_make_timestamp_ltz", year, month, day, hour, minute, second) }
/// A timestamp without time zone from its parts; null when there is none.
public func try_make_timestamp_ntz(
    _ year: any ColumnOrName, _ month: any ColumnOrName, _ day: any ColumnOrName, _ hour: any ColumnOrName,
    _ minute: any ColumnOrName, _ second: any ColumnOrName
) -> Column { .call("try_make_timestamp_ntz", year, month, day, hour, minute, second) }
/// A part of a URL; null when the text is none.
public func try_parse_url(_ url: any ColumnOrName, _ part: any ColumnOrName, _ key: (any ColumnOrName)? = nil) -> Column
{ .call("try_parse_url", url, part, key) }
/// A text without its percent signs; null when they are wrong.
public func try_url_decode(_ column: any ColumnOrName) -> Column { .call("try_url_decode", column) }
/// The text; null when it is not valid UTF-8.
public func try_validate_utf8(_ column: any ColumnOrName) -> Column { .call("try_validate_utf8", column) }
