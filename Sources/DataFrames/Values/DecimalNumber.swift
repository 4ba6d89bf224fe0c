/// A decimal number: `unscaled` divided by ten to the power of `scale`.
public struct DecimalNumber: Sendable, Hashable, Comparable, Codable {
    /// All digits, without the point.
    public var unscaled: Int128
    /// How many of the digits are behind the point.
    public var scale: Int

    public init(unscaled: Int128, scale: Int) {
        self.unscaled = unscaled
        self.scale = scale
    }

    /// The nearest double.
    public var doubleValue: Double { Double(description) ?? .nan }

    /// The value without its point; nil when digits behind the point are not zero.
    public var wholeNumber: Int128? {
        let (quotient, remainder) = unscaled.quotientAndRemainder(dividingBy: Self.power(scale))
        return remainder == 0 ? quotient : nil
    }

    public static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
        if left.scale == right.scale { return left.unscaled < right.unscaled }
        let scale = Swift.max(left.scale, right.scale)
        let (a, overflowA) = left.unscaled.multipliedReportingOverflow(by: power(scale - left.scale))
        let (b, overflowB) = right.unscaled.multipliedReportingOverflow(by: power(scale - right.scale))
        return overflowA || overflowB ? left.doubleValue < right.doubleValue : a < b
    }

    static func power(_ exponent: Int) -> Int128 {
        var result: Int128 = 1
        for _ in 0..<Swift.min(exponent, 38) { result *= 10 }
        return result
    }
}

extension DecimalNumber: CustomStringConvertible {
    public var description: String {
        guard scale > 0 else { return String(unscaled) }
        var digits = String(unscaled.magnitude)
        if digits.count <= scale { digits = String(repeating: "0", count: scale + 1 - digits.count) + digits }
        return (unscaled < 0 ? "-" : "") + digits.dropLast(scale) + "." + digits.suffix(scale)
    }
}
