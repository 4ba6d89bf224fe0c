import DataFrames

/// Spark's SQL in DuckDB's words, as far as they differ in quotes.
enum SQLDialect {
    /// The text with names in backticks put in double quotes. Every place stays where it was.
    static func translated(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "`")) else { return text }
        var result: [UInt8] = []
        var quote: UInt8?
        for byte in text.utf8 {
            switch (quote, byte) {
            case (nil, UInt8(ascii: "'")), (nil, UInt8(ascii: "\"")), (nil, UInt8(ascii: "`")): quote = byte
            case (let open?, _) where open == byte: quote = nil
            default: break
            }
            result.append(
                byte == UInt8(ascii: "`") && quote != UInt8(ascii: "'") && quote != UInt8(ascii: "\"")
                    ? UInt8(ascii: "\"") : byte)
        }
        return String(decoding: result, as: UTF8.self)
    }
}
