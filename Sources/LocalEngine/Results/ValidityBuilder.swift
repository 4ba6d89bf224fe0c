/// Collects which rows have a value.
struct ValidityBuilder {
    private(set) var count = 0
    // Empty until the first missing value.
    private var bits: [UInt64] = []

    /// The bits, nil when every row has a value.
    var words: [UInt64]? { bits.isEmpty ? nil : bits }

    func isSet(_ row: Int) -> Bool { bits.isEmpty || bits[row >> 6] & (1 << UInt64(row & 63)) != 0 }

    /// - Parameter mask: DuckDB's bits, nil when all rows have a value.
    mutating func append(_ mask: UnsafeMutablePointer<UInt64>?, from start: Int, count added: Int) {
        let end = count + added
        defer { count = end }
        guard let mask, !Self.isFull(mask, start, added) else {
            if !bits.isEmpty { setAll(count..<end) }
            return
        }
        if bits.isEmpty { setAll(0..<count) }
        bits.reserveCapacity((end + 63) >> 6)
        while bits.count * 64 < end { bits.append(0) }
        if start & 63 == 0, count & 63 == 0 {
            for word in 0..<(added + 63) >> 6 { bits[(count >> 6) + word] = mask[(start >> 6) + word] }
            // What lies behind the last row belongs to rows to come.
            if end & 63 != 0 { bits[end >> 6] &= (1 << UInt64(end & 63)) - 1 }
            return
        }
        for index in 0..<added {
            let source = start + index
            let target = count + index
            bits[target >> 6] |= ((mask[source >> 6] >> UInt64(source & 63)) & 1) << UInt64(target & 63)
        }
    }

    private static func isFull(_ mask: UnsafeMutablePointer<UInt64>, _ start: Int, _ count: Int) -> Bool {
        guard start & 63 == 0 else { return false }
        for word in 0..<count >> 6 where mask[(start >> 6) + word] != .max { return false }
        let rest = (UInt64(1) << UInt64(count & 63)) - 1
        return rest == 0 || mask[(start + count) >> 6] & rest == rest
    }

    private mutating func setAll(_ rows: Range<Int>) {
        while bits.count * 64 < rows.upperBound { bits.append(0) }
        var row = rows.lowerBound
        while row < rows.upperBound {
            if row & 63 == 0, row + 64 <= rows.upperBound {
                bits[row >> 6] = .max
                row += 64
            } else {
                bits[row >> 6] |= 1 << UInt64(row & 63)
                row += 1
            }
        }
    }
}
