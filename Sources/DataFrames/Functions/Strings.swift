// Functions of text. Positions count from 1.

public func upper(_ column: any ColumnOrName) -> Column { .call("upper", column) }
public func lower(_ column: any ColumnOrName) -> Column { .call("lower", column) }
/// Each word with a capital first letter, the rest small.
public func initcap(_ column: any ColumnOrName) -> Column { .call("initcap", column) }
/// The number of characters.
public func length(_ column: any ColumnOrName) -> Column { .call("length", column) }
public func trim(_ column: any ColumnOrName) -> Column { .call("trim", column) }
public func ltrim(_ column: any ColumnOrName) -> Column { .call("ltrim", column) }
public func rtrim(_ column: any ColumnOrName) -> Column { .call("rtrim", column) }
/// The texts behind each other; null when one is null.
public func concat(_ columns: any ColumnOrName...) -> Column { .call("concat", columns) }
/// The texts with a separator between them, nulls left out.
public func concat_ws(_ separator: String, _ columns: any ColumnOrName...) -> Column {
    .call("concat_ws", [.literal(.string(separator))] + columns.map { $0.namedColumn.expression })
}
/// A part of a text: from a position, at most so many characters.
public func substring(_ column: any ColumnOrName, _ position: any ColumnOrName, _ length: any ColumnOrName) -> Column {
    .call("substring", column, position, length)
}
/// The first characters.
public func left(_ column: any ColumnOrName, _ length: any ColumnOrName) -> Column { .call("left", column, length) }
/// The last characters.
public func right(_ column: any ColumnOrName, _ length: any ColumnOrName) -> Column { .call("right", column, length) }
/// The position of a text in another, 0 when it is not in it.
public func instr(_ column: any ColumnOrName, _ text: String) -> Column { .call("instr", column, lit(text)) }
public func `repeat`(_ column: any ColumnOrName, _ times: any ColumnOrName) -> Column { .call("repeat", column, times) }
public func reverse(_ column: any ColumnOrName) -> Column { .call("reverse", column) }
/// Filled up on the left to a length.
public func lpad(_ column: any ColumnOrName, _ length: Int, _ fill: String) -> Column {
    .call("lpad", column, length, lit(fill))
}
/// Filled up on the right to a length.
public func rpad(_ column: any ColumnOrName, _ length: Int, _ fill: String) -> Column {
    .call("rpad", column, length, lit(fill))
}
/// Every occurrence of a text replaced by another.
public func replace(_ column: any ColumnOrName, _ search: any ColumnOrLiteral, _ replacement: any ColumnOrLiteral)
    -> Column
{
    .call("replace", column, search.valueColumn, replacement.valueColumn)
}
/// Every match of a regular expression replaced; `$1` stands for its first group.
public func regexp_replace(_ column: any ColumnOrName, _ pattern: String, _ replacement: String) -> Column {
    .call("regexp_replace", column, lit(pattern), lit(replacement))
}
/// A group of the first match of a regular expression, empty when there is none.
public func regexp_extract(_ column: any ColumnOrName, _ pattern: String, _ group: Int = 1) -> Column {
    .call("regexp_extract", column, lit(pattern), group)
}
/// The parts between the matches of a regular expression, as an array.
public func split(_ column: any ColumnOrName, _ pattern: String) -> Column { .call("split", column, lit(pattern)) }
public func md5(_ column: any ColumnOrName) -> Column { .call("md5", column) }
/// A number with thousands separators and so many digits behind the point.
public func format_number(_ column: any ColumnOrName, _ digits: Int) -> Column {
    .call("format_number", column, digits)
}
/// The Levenshtein distance of two texts.
public func levenshtein(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column {
    .call("levenshtein", left, right)
}
