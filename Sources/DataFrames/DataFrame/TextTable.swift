/// Rows as a table of characters, exactly as Spark's `show` prints them.
struct TextTable {
    private let batch: ColumnBatch
    private let shown: Int
    private let hasMore: Bool
    private let truncate: Int

    /// - Parameters:
    ///   - batch: the rows, and one more when there is one.
    ///   - count: how many rows are shown.
    ///   - truncate: how many characters of a value are shown; 0 for all.
    init(_ batch: ColumnBatch, count: Int, truncate: Int) {
        self.batch = batch
        shown = Swift.min(batch.count, count)
        hasMore = batch.count > count
        self.truncate = truncate
    }

    func text(vertical: Bool) -> String {
        var text = vertical ? self.vertical : horizontal
        if hasMore { text += "only showing top \(shown) \(shown == 1 ? "row" : "rows")\n" }
        return text
    }

    private var names: [String] { batch.schema.names.map(cell) }

    private var rows: [[String]] {
        (0..<shown).map { row in batch.columns.map { cell($0[row].text) } }
    }

    private var horizontal: String {
        let names = names
        let rows = rows
        let widths = names.indices.map { column in
            rows.reduce(Swift.max(3, Self.width(names[column]))) { Swift.max($0, Self.width($1[column])) }
        }
        let rule = "+" + widths.map { String(repeating: "-", count: $0) + "+" }.joined() + "\n"
        var text = rule + line(names, widths) + rule
        for row in rows { text += line(row, widths) }
        return text + rule
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        "|" + zip(cells, widths).map { padded($0, $1) + "|" }.joined() + "\n"
    }

    private func padded(_ text: String, _ width: Int) -> String {
        let space = String(repeating: " ", count: Swift.max(0, width - Self.width(text)))
        return truncate > 0 ? space + text : text + space
    }

    private var vertical: String {
        let names = names
        let rows = rows
        if rows.isEmpty { return "(0 rows)\n" }
        let nameWidth = names.reduce(3) { Swift.max($0, Self.width($1)) }
        let valueWidth = rows.reduce(3) { $1.reduce($0) { Swift.max($0, Self.width($1)) } }
        func filled(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: Swift.max(0, width - Self.width(text)))
        }
        var text = ""
        for (number, row) in rows.enumerated() {
            let header = "-RECORD \(number)"
            text +=
                header + String(repeating: "-", count: Swift.max(0, nameWidth + valueWidth + 5 - header.count)) + "\n"
            for (name, value) in zip(names, row) {
                text += " \(filled(name, nameWidth)) | \(filled(value, valueWidth)) \n"
            }
        }
        return text
    }

    private func cell(_ text: String) -> String {
        let escaped = Self.escaped(text)
        guard truncate > 0, escaped.unicodeScalars.count > truncate else { return escaped }
        if truncate < 4 { return String(String.UnicodeScalarView(escaped.unicodeScalars.prefix(truncate))) }
        return String(String.UnicodeScalarView(escaped.unicodeScalars.prefix(truncate - 3))) + "..."
    }

    /// Characters that would break the lines, as Spark writes them.
    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0B}": result += "\\v"
            case "\u{0C}": result += "\\f"
            case "\u{08}": result += "\\b"
            case "\u{07}": result += "\\a"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The width in columns of a terminal; East Asian wide characters take two. The ranges are those of Spark's
    /// `Utils.stringHalfWidth`.
    static func width(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.unicodeScalars.reduce(0) { total, scalar in
            switch scalar.value {
            case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
                0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF01...0xFF60, 0xFFE0...0xFFE6:
                total + 2
            default: total + 1
            }
        }
    }
}
