import DataFrames

/// Spark's SQL in DuckDB's words, as far as they differ in quotes.
enum SQLDialect {
    /// The text with names in backticks put in double quotes. Every place stays where it was.
    static func translated(_ text: String) -> String {
        let backtick = UInt8(ascii: "`")
        var bytes = Array(text.utf8)
        guard bytes.contains(backtick) else { return text }
        var place = 0
        while place < bytes.count {
            let next = place + 1 < bytes.count ? bytes[place + 1] : 0
            switch (bytes[place], next) {
            case (backtick, _):
                let end = bytes[(place + 1)...].firstIndex(of: backtick) ?? bytes.count
                bytes[place] = UInt8(ascii: "\"")
                if end < bytes.count { bytes[end] = UInt8(ascii: "\"") }
                place = end + 1
            case (UInt8(ascii: "'"), _), (UInt8(ascii: "\""), _):
                place = (bytes[(place + 1)...].firstIndex(of: bytes[place]) ?? bytes.count) + 1
            case (UInt8(ascii: "-"), UInt8(ascii: "-")): place = (bytes[place...].firstIndex(of: 10) ?? bytes.count) + 1
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                place += 2
                while place < bytes.count, !(bytes[place] == UInt8(ascii: "/") && bytes[place - 1] == UInt8(ascii: "*"))
                {
                    place += 1
                }
                place += 1
            default: place += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
