import DataFrames

extension FunctionTable {
    static let numbers: Lines = [
        // Spark gives NaN where DuckDB fails.
        "sqrt": "CASE WHEN $1 < 0 THEN 'NaN'::DOUBLE ELSE sqrt($1) END",
        "ln": "CASE WHEN $1 > 0 THEN ln($1) END",
        "log": .counted([1: "CASE WHEN $1 > 0 THEN ln($1) END", 2: logarithm]),
        "log10": "CASE WHEN $1 > 0 THEN log10($1) END", "log2": "CASE WHEN $1 > 0 THEN log2($1) END",
        "log1p": "CASE WHEN $1 > -1 THEN ln(1 + $1) END", "expm1": "(exp($1) - 1)",
        "power": "pow($1, $2)", "hypot": "sqrt(pow($1, 2) + pow($2, 2))",
        "abs": "abs($1)", "negative": "(-$1)", "positive": "(+$1)", "signum": "sign($1)::DOUBLE",
        "sign": "sign($1)::DOUBLE",
        "round": .chosen(1...2) { rounded($0) },
        "bround": .chosen(1...2) { arguments in
            switch arguments.type(0) {
            case .double?, .float?:
                return arguments.count == 2 ? "round_even($1::DOUBLE, $2)" : "round_even($1::DOUBLE, 0)"
            case .decimal(let precision, let scale)?:
                let kept = Swift.max(0, Swift.min(scale, arguments.integer(1) ?? 0))
                return "CAST(round_even($1, $2) AS DECIMAL(\(Swift.min(38, precision - scale + kept + 1)), \(kept)))"
            default: return "CAST(round_even($1, $2) AS \(arguments.type(0)?.duckDBName ?? "DOUBLE"))"
            }
        },
        "rint": "round_even($1::DOUBLE, 0)",
        "floor": .chosen(1...2) { wholed($0, "floor") }, "ceil": .chosen(1...2) { wholed($0, "ceil") },
        "ceiling": .chosen(1...2) { wholed($0, "ceil") },
        "cot": "(1 / tan($1))", "sec": "(1 / cos($1))", "csc": "(1 / sin($1))",
        "asin": "CASE WHEN abs($1) > 1 THEN 'NaN'::DOUBLE ELSE asin($1) END",
        "acos": "CASE WHEN abs($1) > 1 THEN 'NaN'::DOUBLE ELSE acos($1) END",
        "acosh": "CASE WHEN $1 < 1 THEN 'NaN'::DOUBLE ELSE acosh($1) END",
        "atanh":
            "CASE WHEN abs($1) > 1 THEN 'NaN'::DOUBLE WHEN abs($1) = 1 THEN $1 * 'Infinity'::DOUBLE ELSE atanh($1) END",
        "e": "exp(1)",
        "factorial":
            "CASE WHEN $1 BETWEEN 0 AND 20 THEN factorial(CASE WHEN $1 BETWEEN 0 AND 20 THEN $1 END::INTEGER)::BIGINT END",
        "pmod": .chosen(2...2) { positiveRemainder($0) },
        "bin": "bin($1::BIGINT)",
        "hex": .chosen(1...1) {
            switch $0.type(0) {
            case .string?, .binary?: "hex($1)"
            default: "hex($1::BIGINT)"
            }
        },
        "unhex": "TRY(unhex(CASE WHEN length($1) % 2 = 1 THEN '0' || $1 ELSE $1 END))",
        "conv":
            "to_base(list_reduce(list_transform(string_split(upper($1::VARCHAR), ''), lambda c: (strpos('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', c) - 1)::HUGEINT), lambda n, c: n * $2 + c)::BIGINT, $3)",
        "width_bucket":
            "CASE WHEN $4 <= 0 OR $2 = $3 THEN NULL WHEN $2 < $3 THEN CASE WHEN $1 < $2 THEN 0 WHEN $1 >= $3 THEN $4 + 1 ELSE floor(($1 - $2) * $4 / ($3 - $2)) + 1 END ELSE CASE WHEN $1 > $2 THEN 0 WHEN $1 <= $3 THEN $4 + 1 ELSE floor(($2 - $1) * $4 / ($2 - $3)) + 1 END END::BIGINT",
        "rand": .counted([0: "random()", 1: "random()"]),
        "randn": .counted([0: normal, 1: normal]),
        "uniform": .chosen(2...2) {
            $0.integer(0) != nil && $0.integer(1) != nil
                ? "CAST(floor($1 + random() * ($2 - $1)) AS INTEGER)" : "($1 + random() * ($2 - $1))"
        },
        "+": "($1 + $2)",
    ]

    static let bits: Lines = [
        "bit_count": "bit_count($1::BIGINT)::INTEGER", "bit_get": "(($1::BIGINT >> $2) & 1)::TINYINT",
        "getbit": "(($1::BIGINT >> $2) & 1)::TINYINT", "~": "(~$1)",
        "shiftleft": .chosen(2...2) { shifted($0, left: true) },
        "shiftright": .chosen(2...2) { shifted($0, left: false) },
        "shiftrightunsigned": .chosen(2...2) {
            $0.type(0) == .long
                ? "CASE WHEN $2 = 0 THEN $1 ELSE (($1 >> $2) & ((1::HUGEINT << (64 - $2)::HUGEINT) - 1)::BIGINT) END"
                : "CASE WHEN $2 = 0 THEN $1 ELSE ((($1::BIGINT + 4294967296) % 4294967296) >> $2)::INTEGER END"
        },
    ]

    private static let logarithm = "CASE WHEN $1 > 0 AND $2 > 0 THEN ln($2) / ln($1) END"
    private static let normal = "(sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()))"

    private static func positiveRemainder(_ arguments: FunctionArguments) -> String {
        let sql =
            "CASE WHEN $2 = 0 AND $1 IS NOT NULL THEN \(Arithmetic.divisionByZero) WHEN $1 % $2 < 0 THEN ($1 % $2 + $2) % $2 ELSE $1 % $2 END"
        let (left, right) = (arguments.expressions[0], arguments.expressions[1])
        let type = Arithmetic.type(.remainder, .init(left, arguments.type(0)), .init(right, arguments.type(1)))
        if case .decimal(let precision, let scale)? = type { return "CAST(\(sql) AS DECIMAL(\(precision), \(scale)))" }
        return sql
    }

    /// Half away from zero by the number's decimal digits: 1.005 becomes 1.01, although it lies a little below in binary.
    private static func rounded(_ arguments: FunctionArguments) -> String {
        let digits = arguments.count == 2 ? arguments.integer(1) ?? 0 : 0
        switch arguments.type(0) {
        case .double?, .float?:
            guard (1...8).contains(digits) else { return "round($1, \(digits))" }
            // By way of its text, which has the fewest digits that tell the number.
            return
                "CASE WHEN abs($1) < 1e14 THEN CAST(round(CAST(CAST($1 AS VARCHAR) AS DECIMAL(38, 22)), \(digits)) AS "
                + "\(arguments.type(0) == .float ? "FLOAT" : "DOUBLE")) ELSE $1 END"
        case .decimal(let precision, let scale)?:
            let newScale = Swift.max(0, Swift.min(scale, digits))
            let newPrecision = Swift.max(1, Swift.min(38, precision - scale + newScale + 1))
            return "CAST(round($1, \(digits)) AS DECIMAL(\(newPrecision), \(newScale)))"
        case .byte?, .short?, .integer?, .long?:
            if digits >= 0 { return "$1" }
            return "CAST(round($1, \(digits)) AS \(arguments.type(0)?.duckDBName ?? "BIGINT"))"
        default: return arguments.count == 2 ? "round($1, $2)" : "round($1)"
        }
    }

    private static func wholed(_ arguments: FunctionArguments, _ name: String) -> String {
        if arguments.count == 2 {
            let digits = arguments.integer(1) ?? 0
            let scale = Swift.max(0, digits)
            let precision: Int =
                switch arguments.type(0) {
                case .decimal(let precision, let scale)?: precision - scale
                case .byte?: 3
                case .short?: 5
                case .integer?: 10
                case .long?: 20
                case .float?: 7
                default: 15
                }
            let factor = "1" + String(repeating: "0", count: Swift.abs(digits))
            let number = "CAST($1 AS DECIMAL(38, \(Swift.min(20, scale + 10))))"
            let cut =
                digits < 0 ? "\(name)(\(number) / \(factor)) * \(factor)" : "\(name)(\(number) * \(factor)) / \(factor)"
            return "CAST(\(cut) AS DECIMAL(\(Swift.min(38, precision + scale + 1)), \(scale)))"
        }
        if case .decimal(let precision, let scale)? = arguments.type(0) {
            return "CAST(\(name)($1) AS DECIMAL(\(Swift.min(38, precision - scale + 1)), 0))"
        }
        return "CAST(\(name)($1) AS BIGINT)"
    }

    /// Java's shifts: bits that leave are lost, and the sign is that of the bit that comes in.
    private static func shifted(_ arguments: FunctionArguments, left: Bool) -> String {
        let bits = arguments.type(0) == .long ? 64 : 32
        let count = "($2 & \(bits - 1))"
        if !left { return "($1 >> \(count))" }
        let type = bits == 64 ? "BIGINT" : "INTEGER"
        let span = bits == 64 ? "18446744073709551616::HUGEINT" : "4294967296::HUGEINT"
        let half = bits == 64 ? "9223372036854775808::HUGEINT" : "2147483648::HUGEINT"
        let product = "($1::HUGEINT * (1::HUGEINT << \(count)::HUGEINT))"
        return "((((\(product) % \(span)) + \(span) + \(half)) % \(span)) - \(half))::\(type)"
    }
}
