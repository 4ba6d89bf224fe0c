/// Rows as an HTML table. It takes its colours from the page, so it looks right on light and dark ground, and needs no
/// files from elsewhere.
struct HTMLTable {
    private let batch: ColumnBatch
    private let shown: Int
    private let hasMore: Bool

    /// Texts beyond this many characters are shortened; the whole text is in the cell's tooltip.
    static let longestText = 80
    /// No tooltip holds more than this.
    static let longestTooltip = 2000

    /// - Parameters:
    ///   - batch: the rows, and one more when there is one.
    ///   - count: how many rows are shown.
    init(_ batch: ColumnBatch, count: Int) {
        self.batch = batch
        shown = Swift.min(batch.count, count)
        hasMore = batch.count > count
    }

    var html: String {
        var html = Self.style + "<div class=\"swiftlet-table\"><table><thead><tr>"
        for field in batch.schema.fields {
            html += "<th\(field.type.isNumeric ? " class=\"n\"" : "") scope=\"col\">\(Self.escaped(field.name))"
            html += "<small>\(Self.escaped(Self.shortened(field.type.simpleName).text))</small></th>"
        }
        html += "</tr></thead><tbody>"
        for row in 0..<shown {
            html += "<tr>"
            for (field, column) in zip(batch.schema.fields, batch.columns) {
                html += cell(column[row], isNumeric: field.type.isNumeric)
            }
            html += "</tr>"
        }
        return html + "</tbody></table><p>\(shape)</p></div>"
    }

    /// `first 20 of 20+ rows × 19 columns`: how many rows there are is not counted for a display.
    var shape: String {
        let columns = batch.columns.count
        let columnText = "\(columns) \(columns == 1 ? "column" : "columns")"
        return hasMore
            ? "first \(shown) rows of more × \(columnText)"
            : "\(shown) \(shown == 1 ? "row" : "rows") × \(columnText)"
    }

    private func cell(_ value: Value, isNumeric: Bool) -> String {
        if value.isNull { return "<td class=\"\(isNumeric ? "n " : "")null\">null</td>" }
        let (text, full) = Self.shortened(value.text)
        let tooltip = full.map { " title=\"\(Self.escaped($0))\"" } ?? ""
        return "<td\(isNumeric ? " class=\"n\"" : "")\(tooltip)>\(Self.escaped(text))</td>"
    }

    /// A text that fits a cell, and the whole one when that is more.
    static func shortened(_ text: String) -> (text: String, full: String?) {
        guard text.utf8.count > longestText, text.count > longestText else { return (text, nil) }
        return (text.prefix(longestText - 1) + "…", String(text.prefix(longestTooltip)))
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            // Front ends take text between dollar signs for formulas.
            case "$": result += "&#36;"
            case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
            // Not allowed in HTML, as characters or as references.
            case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    // Front ends bring rules of their own for tables, with more weight than a class has: hence `important`.
    private static let style = """
        <style>.swiftlet-table{overflow-x:auto;font-size:13px}\
        .swiftlet-table table{border-collapse:collapse;margin:0;border:0;font-variant-numeric:tabular-nums}\
        .swiftlet-table table th,.swiftlet-table table td{padding:3px 10px;border:0;text-align:left!important;white-space:pre;\
        vertical-align:top}\
        .swiftlet-table table th{border-bottom:1px solid currentColor}\
        .swiftlet-table th small{display:block;font-weight:400;opacity:.6}\
        .swiftlet-table tbody tr:nth-child(even){background:color-mix(in srgb,currentColor 5%,transparent)}\
        .swiftlet-table table .n{text-align:right!important}.swiftlet-table .null{opacity:.5;font-style:italic}\
        .swiftlet-table p{margin:4px 10px;opacity:.7}</style>
        """
}
