/// Maps places in the source that the compiler sees back to the cell that the user wrote.
///
/// Rewriting inserts and replaces text inside lines and keeps every line break, so a line keeps its number and only
/// columns move.
public struct OriginMap: Sendable, Equatable, Codable {
    /// A piece of a rewritten line that the user did not write as it stands there.
    struct Edit: Sendable, Equatable, Codable {
        /// 1-based line, and 1-based UTF-8 column in the rewritten line.
        var line: Int
        var column: Int
        /// UTF-8 lengths of what was taken away and what stands there now.
        var removed: Int
        var inserted: Int
    }

    /// In the order of the text.
    var edits: [Edit] = []

    /// The column in the user's line for a column in the rewritten line, both 1-based and in UTF-8 bytes.
    public func column(_ column: Int, line: Int) -> Int {
        var shift = 0
        for edit in edits where edit.line == line {
            guard edit.column < column else { break }
            if column < edit.column + edit.inserted { return edit.column - shift }
            shift += edit.inserted - edit.removed
        }
        return max(1, column - shift)
    }
}

/// Collects edits of a text by UTF-8 offset and applies them in order.
struct SourceEditor {
    private struct Change {
        var offset: Int
        var removed: Int
        var text: String
        var order: Int
    }
    private var changes: [Change] = []
    private let source: String

    init(_ source: String) { self.source = source }

    /// Inserts text before the byte at `offset`. Of several insertions at one place the later calls come after.
    mutating func insert(_ text: String, at offset: Int) {
        changes.append(Change(offset: offset, removed: 0, text: text, order: changes.count))
    }

    mutating func replace(_ range: Range<Int>, with text: String) {
        changes.append(Change(offset: range.lowerBound, removed: range.count, text: text, order: changes.count))
    }

    /// The new text, and how to find the way back.
    func apply() -> (text: String, map: OriginMap) {
        let bytes = Array(source.utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + 256)
        var map = OriginMap()
        var line = 1
        var lineStart = 0
        var position = 0
        func copy(to end: Int) {
            while position < end {
                let byte = bytes[position]
                out.append(byte)
                position += 1
                if byte == 0x0A {
                    line += 1
                    lineStart = out.count
                }
            }
        }
        for change in changes.sorted(by: { ($0.offset, $0.order) < ($1.offset, $1.order) }) {
            copy(to: change.offset)
            let inserted = Array(change.text.utf8)
            map.edits.append(
                .init(line: line, column: out.count - lineStart + 1, removed: change.removed, inserted: inserted.count))
            out.append(contentsOf: inserted)
            position = max(position, change.offset + change.removed)
        }
        copy(to: bytes.count)
        return (String(decoding: out, as: UTF8.self), map)
    }
}
