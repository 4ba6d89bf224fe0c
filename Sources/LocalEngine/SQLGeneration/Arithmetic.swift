import DataFrames

/// The types of Spark's arithmetic, and its division.
enum Arithmetic {
    /// One side of an operator.
    struct Operand {
        var type: DataType?
        /// Of a whole constant: beside a decimal it is one of just its digits.
        var literalDigits: Int?

        init(_ expression: Expression, _ type: DataType?) {
            self.type = type
            if case .literal(.integer(let number)) = expression { literalDigits = String(number.magnitude).count }
        }

        /// Precision and scale as a decimal; nil for other numbers.
        var decimal: (precision: Int, scale: Int)? {
            if let literalDigits { return (literalDigits, 0) }
            switch type {
            case .decimal(let precision, let scale)?: return (precision, scale)
            case .byte?: return (3, 0)
            case .short?: return (5, 0)
            case .integer?: return (10, 0)
            case .long?: return (20, 0)
            default: return nil
            }
        }

        /// Of such a pair Spark makes doubles, as a float does not hold all whole numbers.
        func isFloatBesideWhole(_ other: Operand) -> Bool {
            type == .float && other.type?.isWholeNumber == true || type?.isWholeNumber == true && other.type == .float
        }

        var isDecimal: Bool { if case .decimal? = type { true } else { false } }
    }

    static let divisionByZero = "error('division by zero')"

    /// The type of a result; nil where Spark's rules say nothing.
    static func type(_ symbol: Expression.BinaryOperator, _ left: Operand, _ right: Operand) -> DataType? {
        if left.isDecimal || right.isDecimal, let a = left.decimal, let b = right.decimal {
            return decimal(symbol, a, b)
        }
        guard let leftType = left.type, let rightType = right.type else { return nil }
        let numbers: [DataType] = [.byte, .short, .integer, .long, .float, .double]
        if left.isDecimal || right.isDecimal { return .double }
        if leftType == .string || rightType == .string {
            let other = leftType == .string ? rightType : leftType
            return symbol != .divide && other.isWholeNumber ? .long : .double
        }
        guard let a = numbers.firstIndex(of: leftType), let b = numbers.firstIndex(of: rightType) else { return nil }
        if symbol == .divide { return .double }
        if left.isFloatBesideWhole(right) { return .double }
        return numbers[max(a, b)]
    }

    private static func decimal(
        _ symbol: Expression.BinaryOperator, _ a: (precision: Int, scale: Int), _ b: (precision: Int, scale: Int)
    ) -> DataType {
        let scale = max(a.scale, b.scale)
        let whole = max(a.precision - a.scale, b.precision - b.scale)
        switch symbol {
        case .multiply: return adjusted(a.precision + b.precision + 1, a.scale + b.scale)
        case .divide:
            let scale = max(6, a.scale + b.precision + 1)
            return adjusted(a.precision - a.scale + b.scale + scale, scale)
        case .remainder: return adjusted(min(a.precision - a.scale, b.precision - b.scale) + scale, scale)
        default: return adjusted(whole + scale + 1, scale)
        }
    }

    /// 38 digits at most: digits behind the point go first, but 6 of them stay.
    private static func adjusted(_ precision: Int, _ scale: Int) -> DataType {
        if precision <= 38 { return .decimal(precision: precision, scale: scale) }
        return .decimal(precision: 38, scale: max(38 - (precision - scale), min(scale, 6)))
    }

    /// A template for `$1 / $2`.
    ///
    /// - Parameter ifZero: what a division by zero gives; nil when the divisor is none.
    static func quotient(_ left: Operand, _ right: Operand, ifZero: String?) -> String {
        var division = "($1 / $2)"
        if left.isDecimal || right.isDecimal, let a = left.decimal, let b = right.decimal,
            case .decimal(let precision, let scale) = decimal(.divide, a, b)
        {
            division = exact(a.scale, b.scale, precision, scale)
        } else if left.type == .float {
            division = "($1::DOUBLE / $2)"
        }
        guard let ifZero else { return division }
        return ifZero == "NULL"
            ? "CASE WHEN $2 <> 0 THEN \(division) END"
            : "CASE WHEN $2 = 0 AND $1 IS NOT NULL THEN \(ifZero) ELSE \(division) END"
    }

    /// The quotient of decimals, rounded half up: DuckDB itself makes a double of it. Where whole numbers of 128 bits do
    /// not hold the digits, the double must do.
    private static func exact(_ leftScale: Int, _ rightScale: Int, _ precision: Int, _ scale: Int) -> String {
        func digits(_ place: String, _ scale: Int) -> String {
            "CAST(replace(CAST(CAST(\(place) AS DECIMAL(38, \(scale))) AS VARCHAR), '.', '') AS HUGEINT)"
        }
        let unit = "CAST('1\(String(repeating: "0", count: scale))' AS HUGEINT)"
        let shift = max(0, scale - leftScale + rightScale)
        let numerator = "abs(\(digits("$1", leftScale))) * CAST('1\(String(repeating: "0", count: shift))' AS HUGEINT)"
        let denominator = "abs(\(digits("$2", rightScale)))"
        let whole = "((2 * \(numerator) + \(denominator)) // (2 * \(denominator)))"
        let sign = "CASE WHEN sign($1) * sign($2) < 0 THEN '-' ELSE '' END"
        let type = "DECIMAL(\(precision), \(scale))"
        return "CASE WHEN abs($1::DOUBLE) < 8e\(37 - leftScale - shift) "
            + "THEN CAST(\(sign) || (\(whole) // \(unit)) || '.' || lpad(CAST(\(whole) % \(unit) AS VARCHAR), \(scale), '0') AS \(type)) "
            + "ELSE CAST($1::DOUBLE / $2::DOUBLE AS \(type)) END"
    }
}
