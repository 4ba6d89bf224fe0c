// Functions of patterns: LIKE, and regular expressions (RE2's, which know neither lookahead nor backreferences).

/// Whether a text fits a pattern in which `%` stands for any characters and `_` for one.
public func like(_ column: any ColumnOrName, _ pattern: any ColumnOrName) -> Column { .call("like", column, pattern) }
/// As `like`, with another character than `\` before `%` and `_` that stand for themselves.
public func like(_ column: any ColumnOrName, _ pattern: any ColumnOrName, _ escape: Column) -> Column {
    .call("like", column, pattern, escape)
}
/// As `like`, whether letters are capital or not.
public func ilike(_ column: any ColumnOrName, _ pattern: any ColumnOrName) -> Column { .call("ilike", column, pattern) }
/// As `ilike`, with another character than `\` before `%` and `_` that stand for themselves.
public func ilike(_ column: any ColumnOrName, _ pattern: any ColumnOrName, _ escape: Column) -> Column {
    .call("ilike", column, pattern, escape)
}
/// Whether a text holds a match of a regular expression.
public func rlike(_ column: any ColumnOrName, _ pattern: any ColumnOrName) -> Column { .call("rlike", column, pattern) }
/// Whether a text holds a match of a regular expression.
public func regexp(_ column: any ColumnOrName, _ pattern: any ColumnOrName) -> Column {
    .call("regexp", column, pattern)
}
/// Whether a text holds a match of a regular expression.
public func regexp_like(_ column: any ColumnOrName, _ pattern: any ColumnOrName) -> Column {
    .call("regexp_like", column, pattern)
}
/// The number of matches.
public func regexp_count(_ column: any ColumnOrName, _ pattern: any ColumnOrName) -> Column {
    .call("regexp_count", column, pattern)
}
/// A group of the first match, empty when there is none.
public func regexp_extract(_ column: any ColumnOrName, _ pattern: String, _ group: Int = 1) -> Column {
    .call("regexp_extract", column, lit(pattern), group)
}
/// A group of each match.
public func regexp_extract_all(_ column: any ColumnOrName, _ pattern: any ColumnOrName, _ group: Int = 1) -> Column {
    .call("regexp_extract_all", column, pattern, group)
}
/// The position of the first match, 0 when there is none.
public func regexp_instr(_ column: any ColumnOrName, _ pattern: any ColumnOrName) -> Column {
    .call("regexp_instr", column, pattern)
}
/// The first match, null when there is none.
public func regexp_substr(_ column: any ColumnOrName, _ pattern: any ColumnOrName) -> Column {
    .call("regexp_substr", column, pattern)
}
/// Every match replaced; `$1` stands for its first group.
public func regexp_replace(
    _ column: any ColumnOrName, _ pattern: any ColumnOrLiteral, _ replacement: any ColumnOrLiteral
) -> Column { .call("regexp_replace", column, pattern.valueColumn, replacement.valueColumn) }
/// The parts between the matches, as an array; at most `limit` when that is positive.
public func split(_ column: any ColumnOrName, _ pattern: any ColumnOrLiteral, _ limit: Int = -1) -> Column {
    .call("split", column, pattern.valueColumn, limit)
}
