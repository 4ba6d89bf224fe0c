import Essentials

/// A notebook as a plain Swift file in the percent format that jupytext and many editors know: `// %%` starts a cell
/// of code, `// %% [markdown]` a cell of text whose lines are comments.
///
/// Outputs, attachments, cell ids and blank lines at the end of a cell are not part of the format, and a cell cannot
/// hold a line that looks like a mark, except inside a multi-line string or block comment of code.
public struct PercentScript: Sendable, Equatable {
    /// The lines before the first cell, such as a licence or jupytext's metadata between two `// ---`.
    public var header: [String]
    /// The cells, and the metadata that the header states.
    public var document: NotebookDocument

    /// A script with the cells of a document; the header states its kernel.
    public init(_ document: NotebookDocument) {
        header = PercentHeader.lines(for: document.metadata)
        self.document = document
    }

    /// Reads a script. A Swift file without any cell marks is one cell of code.
    ///
    /// - Parameter name: what errors call the file.
    /// - Throws: `NotebookError` when the bytes are not UTF-8 text.
    public init(reading bytes: [UInt8], name: String) throws(NotebookError) {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw NotebookError(
                code: NotebookError.notANotebook, message: "the file is not text in UTF-8", file: name,
                hint: "A script is a Swift file whose cells begin with `// %%`.")
        }
        let lines = Self.lines(of: text)
        let isInLiteral = SwiftLineScanner.linesInsideLiterals(lines)
        let starts = lines.indices.filter { !isInLiteral[$0] && PercentMarker.isMarker(lines[$0]) }
        let firstStart = starts.first ?? lines.count
        let headerEnd = PercentHeader.end(in: lines[..<firstStart], isBeforeCell: !starts.isEmpty)

        header = Self.trimmed(lines[..<headerEnd])
        document = NotebookDocument()
        document.metadata = PercentHeader.metadata(in: header)
        if let cell = Self.unmarkedCell(lines, headerEnd..<firstStart, isInLiteral) { document.cells.append(cell) }
        for (start, end) in zip(starts, starts.dropFirst() + [lines.count]) {
            let marker = PercentMarker(line: lines[start])
            document.cells.append(
                marker.kind == .code
                    ? Self.codeCell(lines, (start + 1)..<end, isInLiteral, metadata: marker.metadata)
                    : NotebookCell(
                        kind: marker.kind, source: Self.uncommented(Self.trimmed(lines[(start + 1)..<end])),
                        metadata: marker.metadata))
        }
        document.migrate()
    }

    /// The bytes of the script's file.
    public func serialized() -> [UInt8] {
        var blocks: [String] = header.isEmpty ? [] : [header.joined(separator: "\n")]
        for cell in document.cells {
            let mark = PercentMarker(kind: cell.kind, metadata: cell.metadata).line
            let lines = Self.trimmed(Self.lines(of: cell.source)[...])
            let body = cell.kind == .code ? Self.commentedMagics(lines) : lines.map { $0.isEmpty ? "//" : "// " + $0 }
            blocks.append(([mark] + body).joined(separator: "\n"))
        }
        if blocks.isEmpty { return [] }
        return Array((blocks.joined(separator: "\n\n") + "\n").utf8)
    }

    // MARK: Cells

    /// Code before the first mark; nil when there is none.
    private static func unmarkedCell(_ lines: [String], _ range: Range<Int>, _ isInLiteral: [Bool]) -> NotebookCell? {
        guard lines[range].contains(where: { !isBlank($0) }) else { return nil }
        let start = lines[range].firstIndex { !isBlank($0) } ?? range.lowerBound
        return codeCell(lines, start..<range.upperBound, isInLiteral, metadata: [:])
    }

    private static func codeCell(
        _ lines: [String], _ range: Range<Int>, _ isInLiteral: [Bool], metadata: JSONObject
    ) -> NotebookCell {
        let source = range.map { isInLiteral[$0] ? lines[$0] : uncommentedMagic(lines[$0]) }
        return NotebookCell(kind: .code, source: trimmed(source[...]).joined(separator: "\n"), metadata: metadata)
    }

    private static func uncommented(_ lines: [String]) -> String {
        lines.map { line in
            if line.hasPrefix("// ") { return String(line.dropFirst(3)) }
            return line.hasPrefix("//") ? String(line.dropFirst(2)) : line
        }.joined(separator: "\n")
    }

    // MARK: Magics

    // A line such as `%time` is not Swift, so in a Swift file it stands as a comment, as jupytext has it.

    private static func uncommentedMagic(_ line: String) -> String {
        guard line.hasPrefix("//"), isMagic(line) else { return line }
        return String(line.dropFirst(line.hasPrefix("// ") ? 3 : 2))
    }

    private static func commentedMagics(_ lines: [String]) -> [String] {
        let isInLiteral = SwiftLineScanner.linesInsideLiterals(lines)
        return zip(lines, isInLiteral).map { line, isInLiteral in !isInLiteral && isMagic(line) ? "// " + line : line }
    }

    /// Whether a line is a magic, commented or not: one to three `%` and a name. One letter is no name, so that a
    /// comment about `%d` stays a comment.
    private static func isMagic(_ line: String) -> Bool {
        var rest = line[...]
        while rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            if rest.hasPrefix(" ") { rest = rest.dropFirst() }
        }
        let name = rest.drop { $0 == "%" }
        guard (1...3).contains(rest.utf8.count - name.utf8.count) else { return false }
        return name.prefix { $0.isASCII && $0.isLetter }.count >= 2
    }

    // MARK: Lines

    /// The lines of a text; both kinds of line break end one.
    static func lines(of text: String) -> [String] {
        text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            String(Substring(line.last == 0x0D ? line.dropLast() : line))
        }
    }

    static func isBlank(_ line: String) -> Bool { line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }

    /// The lines without the blank ones at their end.
    static func trimmed(_ lines: ArraySlice<String>) -> [String] {
        guard let last = lines.lastIndex(where: { !isBlank($0) }) else { return [] }
        return Array(lines[...last])
    }
}
