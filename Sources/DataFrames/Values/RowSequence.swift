/// Rows that stay with the engine and are fetched piece by piece.
public struct RowSequence: Sequence, Sendable {
    let frame: DataFrame
    /// The number of rows.
    public let count: Int

    static let pieceSize = 50_000

    func piece(from start: Int) throws -> ColumnBatch {
        try frame.session.engine().collect(frame.plan, rows: start..<Swift.min(count, start + Self.pieceSize))
    }

    public func makeIterator() -> Iterator { Iterator(rows: self) }

    public struct Iterator: IteratorProtocol {
        fileprivate let rows: RowSequence
        private var piece: ColumnBatch?
        private var start = 0
        private var place = 0

        fileprivate init(rows: RowSequence) { self.rows = rows }

        /// The next row; nil at the end, and when the query was interrupted.
        public mutating func next() -> Row? {
            if piece == nil || place == piece?.count {
                start += piece?.count ?? 0
                guard start < rows.count else { return nil }
                piece = try? rows.piece(from: start)
                place = 0
            }
            guard let piece, place < piece.count else { return nil }
            defer { place += 1 }
            return Row(batch: piece, index: place)
        }
    }
}
