/// A number of bytes that people read and write: `1.5 MiB`, `4g`, `512MB`.
public struct ByteCount: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The number of bytes.
    public var bytes: Int

    public init(_ bytes: Int) { self.bytes = bytes }

    /// Reads a number with an optional unit (b, k, m, g, t; `kb`, `kib` and so on), all powers of 1024 as Spark has it.
    public init?(parsing text: String) {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        guard let number = Double(digits), number >= 0 else { return nil }
        var unit = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
        if unit.hasSuffix("ib") { unit.removeLast(2) } else if unit.count > 1, unit.hasSuffix("b") { unit.removeLast() }
        guard let power = ["", "k", "m", "g", "t", "b"].firstIndex(of: unit) else { return nil }
        var value = number
        for _ in 0..<(power == 5 ? 0 : power) { value *= 1024 }
        guard value < Double(Int.max) else { return nil }
        bytes = Int(value)
    }

    public static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }

    /// As a person reads it, with at most one decimal: `512 B`, `1.5 MiB`, `4 GiB`.
    public var description: String {
        var value = Double(bytes)
        for unit in ["B", "KiB", "MiB", "GiB", "TiB"] {
            // What would show as 1024 belongs to the next unit.
            if (value * 10).rounded() < 10240 || unit == "TiB" {
                if unit == "B" { return "\(bytes) B" }
                let tenths = (value * 10).rounded() / 10
                return tenths == tenths.rounded() ? "\(Int(tenths)) \(unit)" : "\(tenths) \(unit)"
            }
            value /= 1024
        }
        return "\(bytes) B"
    }
}
