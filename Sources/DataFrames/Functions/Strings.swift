// Functions of text. Positions count from 1.

/// All letters capital.
public func upper(_ column: any ColumnOrName) -> Column { .call("upper", column) }
/// All letters capital.
public func ucase(_ column: any ColumnOrName) -> Column { .call("ucase", column) }
/// All letters small.
public func lower(_ column: any ColumnOrName) -> Column { .call("lower", column) }
/// All letters small.
public func lcase(_ column: any ColumnOrName) -> Column { .call("lcase", column) }
/// Each word with a capital first letter, the rest small.
public func initcap(_ column: any ColumnOrName) -> Column { .call("initcap", column) }
/// The number of characters, or of bytes of a binary value.
public func length(_ column: any ColumnOrName) -> Column { .call("length", column) }
/// The number of characters.
public func char_length(_ column: any ColumnOrName) -> Column { .call("char_length", column) }
/// The number of characters.
public func character_length(_ column: any ColumnOrName) -> Column { .call("character_length", column) }
/// The number of bytes.
public func octet_length(_ column: any ColumnOrName) -> Column { .call("octet_length", column) }
/// The number of bits.
public func bit_length(_ column: any ColumnOrName) -> Column { .call("bit_length", column) }
/// Without spaces, or the given characters, at both ends.
public func trim(_ column: any ColumnOrName, _ characters: (any ColumnOrName)? = nil) -> Column {
    .call("trim", column, characters)
}
/// Without spaces, or the given characters, at both ends.
public func btrim(_ column: any ColumnOrName, _ characters: (any ColumnOrName)? = nil) -> Column {
    .call("btrim", column, characters)
}
/// Without spaces, or the given characters, at the start.
public func ltrim(_ column: any ColumnOrName, _ characters: (any ColumnOrName)? = nil) -> Column {
    .call("ltrim", column, characters)
}
/// Without spaces, or the given characters, at the end.
public func rtrim(_ column: any ColumnOrName, _ characters: (any ColumnOrName)? = nil) -> Column {
    .call("rtrim", column, characters)
}
/// Texts, arrays or binary values behind each other; null when one is null.
public func concat(_ columns: any ColumnOrName...) -> Column { .call("concat", columns) }
/// The texts with a separator between them, nulls left out; arrays count as their elements.
public func concat_ws(_ separator: String, _ columns: any ColumnOrName...) -> Column {
    .call("concat_ws", [lit(separator)] + columns)
}
/// A part of a text: from a position, from the end when negative, at most so many characters.
public func substring(_ column: any ColumnOrName, _ position: any ColumnOrName, _ length: any ColumnOrName) -> Column {
    .call("substring", column, position, length)
}
/// A part of a text: from a position, from the end when negative, at most so many characters.
public func substr(_ column: any ColumnOrName, _ position: any ColumnOrName, _ length: (any ColumnOrName)? = nil)
    -> Column
{ .call("substr", column, position, length) }
/// What comes before the delimiter's n-th occurrence, or behind it from the end when n is negative.
public func substring_index(_ column: any ColumnOrName, _ delimiter: String, _ count: Int) -> Column {
    .call("substring_index", column, lit(delimiter), count)
}
/// The first characters.
public func left(_ column: any ColumnOrName, _ length: any ColumnOrName) -> Column { .call("left", column, length) }
/// The last characters.
public func right(_ column: any ColumnOrName, _ length: any ColumnOrName) -> Column { .call("right", column, length) }
/// The position of a text in another, 0 when it is not in it.
public func instr(_ column: any ColumnOrName, _ text: any ColumnOrLiteral) -> Column {
    .call("instr", column, text.valueColumn)
}
/// The position of a text in another from a position on, 0 when it is not there.
public func locate(_ text: String, _ column: any ColumnOrName, _ start: Int = 1) -> Column {
    .call("locate", lit(text), column, start)
}
/// The position of the first text in the second from a position on, 0 when it is not there.
public func position(_ text: any ColumnOrName, _ column: any ColumnOrName, _ start: (any ColumnOrName)? = nil) -> Column
{ .call("position", text, column, start) }
/// Whether the second text is in the first.
public func contains(_ column: any ColumnOrName, _ text: any ColumnOrName) -> Column { .call("contains", column, text) }
/// Whether the first text begins with the second.
public func startswith(_ column: any ColumnOrName, _ text: any ColumnOrName) -> Column {
    .call("startswith", column, text)
}
/// Whether the first text ends with the second.
public func endswith(_ column: any ColumnOrName, _ text: any ColumnOrName) -> Column { .call("endswith", column, text) }
/// The text so many times behind itself.
public func `repeat`(_ column: any ColumnOrName, _ times: any ColumnOrName) -> Column { .call("repeat", column, times) }
/// The characters or elements from last to first.
public func reverse(_ column: any ColumnOrName) -> Column { .call("reverse", column) }
/// Filled up on the left, or cut, to a length.
public func lpad(_ column: any ColumnOrName, _ length: any ColumnOrLiteral, _ fill: any ColumnOrLiteral) -> Column {
    .call("lpad", column, length.valueColumn, fill.valueColumn)
}
/// Filled up on the right, or cut, to a length.
public func rpad(_ column: any ColumnOrName, _ length: any ColumnOrLiteral, _ fill: any ColumnOrLiteral) -> Column {
    .call("rpad", column, length.valueColumn, fill.valueColumn)
}
/// Every occurrence of a text replaced by another, or taken out.
public func replace(_ column: any ColumnOrName, _ search: any ColumnOrName, _ replacement: (any ColumnOrName)? = nil)
    -> Column
{ .call("replace", column, search, replacement) }
/// Characters replaced one by one by those at the same place of another text; those without counterpart go.
public func translate(_ column: any ColumnOrName, _ characters: String, _ replacements: String) -> Column {
    .call("translate", column, lit(characters), lit(replacements))
}
/// A part of a text replaced, as long as the replacement unless the length says otherwise.
public func overlay(
    _ column: any ColumnOrName, _ replacement: any ColumnOrName, _ position: any ColumnOrName,
    _ length: any ColumnOrName = -1
) -> Column { .call("overlay", column, replacement, position, length) }
/// The n-th part between delimiters, from the end when negative; empty when there is none.
public func split_part(_ column: any ColumnOrName, _ delimiter: any ColumnOrName, _ part: any ColumnOrName) -> Column {
    .call("split_part", column, delimiter, part)
}
/// The column whose number the first one says.
public func elt(_ columns: any ColumnOrName...) -> Column { .call("elt", columns) }
/// The place of a text in a list with commas, 0 when it is not in it.
public func find_in_set(_ column: any ColumnOrName, _ list: any ColumnOrName) -> Column {
    .call("find_in_set", column, list)
}
/// The number of the first character.
public func ascii(_ column: any ColumnOrName) -> Column { .call("ascii", column) }
/// The character of a number up to 255.
public func char(_ column: any ColumnOrName) -> Column { .call("char", column) }
/// The Levenshtein distance of two texts.
public func levenshtein(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column {
    .call("levenshtein", left, right)
}
/// The Levenshtein distance of two texts, -1 when it is greater than the threshold.
public func levenshtein(_ left: any ColumnOrName, _ right: any ColumnOrName, _ threshold: Int) -> Column {
    .call("levenshtein", left, right, threshold)
}
/// The code of the text's sound in English.
public func soundex(_ column: any ColumnOrName) -> Column { .call("soundex", column) }
/// A number with thousands separators and so many digits behind the point.
public func format_number(_ column: any ColumnOrName, _ digits: Int) -> Column {
    .call("format_number", column, digits)
}
/// A text with values in the places of `%s`, `%d`, `%.2f`.
public func format_string(_ format: String, _ columns: any ColumnOrName...) -> Column {
    .call("format_string", [lit(format)] + columns)
}
/// A text with values in the places of `%s`, `%d`, `%.2f`.
public func printf(_ format: any ColumnOrName, _ columns: any ColumnOrName...) -> Column {
    .call("printf", [format] + columns)
}
/// Letters and digits hidden: `X` for capital ones, `x` for small ones, `n` for digits.
public func mask(
    _ column: any ColumnOrName, _ upper: (any ColumnOrName)? = nil, _ lower: (any ColumnOrName)? = nil,
    _ digit: (any ColumnOrName)? = nil, _ other: (any ColumnOrName)? = nil
) -> Column { .call("mask", column, upper, lower, digit, other) }
/// Random letters and digits.
public func randstr(_ length: Int) -> Column { .call("randstr", length) }
/// Whether the text is valid UTF-8.
public func is_valid_utf8(_ column: any ColumnOrName) -> Column { .call("is_valid_utf8", column) }
/// The text with what is no UTF-8 replaced.
public func make_valid_utf8(_ column: any ColumnOrName) -> Column { .call("make_valid_utf8", column) }
/// The text; an error when it is not valid UTF-8.
public func validate_utf8(_ column: any ColumnOrName) -> Column { .call("validate_utf8", column) }
/// A number, date or binary value as text by a format.
public func to_char(_ column: any ColumnOrName, _ format: any ColumnOrName) -> Column {
    .call("to_char", column, format)
}
/// A number, date or binary value as text by a format.
public func to_varchar(_ column: any ColumnOrName, _ format: any ColumnOrName) -> Column {
    .call("to_varchar", column, format)
}
/// A text as a decimal number by a format such as `999.99`.
public func to_number(_ column: any ColumnOrName, _ format: any ColumnOrName) -> Column {
    .call("to_number", column, format)
}
/// The name of the text's collation.
public func collation(_ column: any ColumnOrName) -> Column { .call("collation", column) }
