extension Value: CustomStringConvertible {
    /// The value as Spark shows it: `NULL`, `[1, 2]`, `{a -> 1}`, `1.0E7`.
    public var description: String { text }

    /// The value as Spark casts it to a string; null is `NULL`.
    public var text: String {
        switch self {
        case .null: "NULL"
        case .boolean(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .float(let number):
            Self.text(number.description, magnitude: Double(number.magnitude), isFinite: number.isFinite)
        case .double(let number): Self.text(number.description, magnitude: number.magnitude, isFinite: number.isFinite)
        case .decimal(let number): number.description
        case .string(let text): text
        case .binary(let bytes): "[" + bytes.map(Self.hex).joined(separator: " ") + "]"
        case .date(let date): date.description
        case .timestamp(let instant): instant.description
        case .timestampNTZ(let time): time.description
        case .time(let time): time.description
        case .interval(let interval): interval.description
        case .array(let elements): "[" + elements.map(\.text).joined(separator: ", ") + "]"
        case .map(let entries):
            "{" + entries.map { "\($0.key.text) -> \($0.value.text)" }.joined(separator: ", ") + "}"
        case .struct(let fields): "{" + fields.map(\.value.text).joined(separator: ", ") + "}"
        }
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
    }

    /// The shortest digits of a number in the form that Java, and so Spark, gives them: plain between 0.001 and ten
    /// million, with an exponent beyond.
    private static func text(_ swift: String, magnitude: Double, isFinite: Bool) -> String {
        guard isFinite else { return swift == "nan" ? "NaN" : swift == "inf" ? "Infinity" : "-Infinity" }
        if magnitude == 0 { return swift }
        let negative = swift.hasPrefix("-")
        let body = negative ? swift.dropFirst() : Substring(swift)
        let parts = body.split(separator: "e", maxSplits: 1)
        let mantissa = parts[0].split(separator: ".", maxSplits: 1)
        var exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + mantissa[0].count
        var digits = String(mantissa[0]) + (mantissa.count > 1 ? String(mantissa[1]) : "")
        // Digits as 0.DIGITS times ten to the exponent, without zeros at either end.
        while digits.hasPrefix("0") {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.hasSuffix("0") { digits.removeLast() }
        let sign = negative ? "-" : ""
        if magnitude >= 1e-3, magnitude < 1e7 {
            if exponent <= 0 { return sign + "0." + String(repeating: "0", count: -exponent) + digits }
            if digits.count <= exponent {
                return sign + digits + String(repeating: "0", count: exponent - digits.count) + ".0"
            }
            return sign + digits.prefix(exponent) + "." + digits.dropFirst(exponent)
        }
        let rest = digits.dropFirst()
        return "\(sign)\(digits.prefix(1)).\(rest.isEmpty ? "0" : String(rest))E\(exponent - 1)"
    }
}
