/// Shows a place in a cell as compilers do: where, what, the line, and a caret under it.
public enum DiagnosticRenderer {
    /// - Parameters:
    ///   - label: what the cell is called, such as `In[3]`.
    ///   - source: the cell as the user wrote it.
    public static func render(_ diagnostics: [Diagnostic], source: String, label: String) -> [String] {
        diagnostics.flatMap { diagnostic -> [String] in
            let heading = "\(place(diagnostic, label)): \(diagnostic.severity.rawValue): \(diagnostic.message)"
            guard let line = diagnostic.line else { return [heading] }
            return [heading] + excerpt(source: source, line: line, column: diagnostic.column, length: diagnostic.length)
        }
    }

    private static func place(_ diagnostic: Diagnostic, _ label: String) -> String {
        guard let line = diagnostic.line else { return label }
        return diagnostic.column.map { "\(label):\(line):\($0)" } ?? "\(label):\(line)"
    }

    /// The line of the source with its number, and a caret under the column; nothing when there is no such line.
    ///
    /// - Parameter column: 1-based, in UTF-8 bytes.
    public static func excerpt(source: String, line: Int, column: Int?, length: Int = 1) -> [String] {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        guard line >= 1, line <= lines.count else { return [] }
        let text = lines[line - 1]
        let number = String(line)
        var result = ["  \(number) | \(text)"]
        guard let column else { return result }
        let before = text.utf8.prefix(max(0, column - 1))
        // Keep tabs, so that the caret stands under its character whatever a tab's width is.
        let padding = String(decoding: before, as: UTF8.self).map { $0 == "\t" ? "\t" : " " }.joined()
        let room = max(1, text.count - padding.count)
        let gutter = String(repeating: " ", count: number.count + 2)
        result.append("\(gutter) | \(padding)^" + String(repeating: "~", count: max(0, min(length, room) - 1)))
        return result
    }
}
