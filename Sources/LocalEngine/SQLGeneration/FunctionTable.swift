import DataFrames

/// A function call in DuckDB's SQL.
struct FunctionSQL {
    /// The call, to which OVER can be added.
    var core: String
    /// What goes around the call, and its OVER.
    var wrap: (String) -> String

    init(_ core: String, wrap: @escaping (String) -> String = { $0 }) {
        self.core = core
        self.wrap = wrap
    }
}

/// The arguments of a call: in SQL, and as the user wrote them.
struct FunctionArguments {
    let sql: [String]
    let expressions: [Expression]

    var count: Int { sql.count }
    subscript(_ index: Int) -> String { sql[index] }

    /// An argument that must be a constant text.
    func text(_ index: Int) -> String? {
        if case .literal(.string(let text)) = expressions[index] { text } else { nil }
    }
}

/// How Spark's functions are said in DuckDB's SQL. Names that are not here are the same in both, with the same meaning.
enum FunctionTable {
    typealias Writer = @Sendable (FunctionArguments) throws -> String

    /// - Throws: `QueryError` when the number of arguments is wrong.
    static func sql(_ name: String, _ arguments: FunctionArguments, isDistinct: Bool) throws -> FunctionSQL {
        if let call = try aggregate(name, arguments, isDistinct: isDistinct) { return call }
        let key = name.lowercased()
        if let (counts, writer) = writers[key] {
            guard counts.contains(arguments.count) else {
                throw QueryError(
                    .analysis, "\(name) takes \(describe(counts)), and \(arguments.count) are given")
            }
            return FunctionSQL(try writer(arguments))
        }
        let target = names[key] ?? key
        let isPlainName = !target.isEmpty && target.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        return FunctionSQL(
            "\(isPlainName ? target : quoted(target))(\(isDistinct ? "DISTINCT " : "")\(arguments.sql.joined(separator: ", ")))"
        )
    }

    /// Functions whose text arguments Spark reads as numbers.
    static let takesNumbers: Set<String> = [
        "sum", "avg", "median", "percentile", "stddev", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop",
        "corr", "covar_samp", "covar_pop", "skewness", "kurtosis", "abs", "sqrt", "cbrt", "exp", "ln", "log10", "log2",
        "power", "round", "bround", "floor", "ceil", "signum",
    ]

    private static func describe(_ counts: ClosedRange<Int>) -> String {
        if counts.lowerBound == counts.upperBound {
            return counts.lowerBound == 1 ? "1 argument" : "\(counts.lowerBound) arguments"
        }
        return counts.upperBound == .max
            ? "\(counts.lowerBound) or more arguments" : "\(counts.lowerBound) to \(counts.upperBound) arguments"
    }

    // MARK: - Aggregates

    private static func aggregate(
        _ name: String, _ arguments: FunctionArguments, isDistinct: Bool
    ) throws -> FunctionSQL? {
        let distinct = isDistinct ? "DISTINCT " : ""
        switch (name, arguments.count) {
        case ("count", 2...) where isDistinct:
            // Rows in which any of the columns is null do not count.
            let allThere = arguments.sql.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
            return FunctionSQL(
                "count(DISTINCT CASE WHEN \(allThere) THEN (\(arguments.sql.joined(separator: ", "))) END)")
        case ("collect_list", 1), ("collect_set", 1):
            let words = name == "collect_set" || isDistinct ? "DISTINCT " : ""
            return FunctionSQL("list(\(words)\(arguments[0])) FILTER (WHERE \(arguments[0]) IS NOT NULL)") {
                "coalesce(\($0), [])"
            }
        case ("percentile", 2): return FunctionSQL("quantile_cont(\(distinct)\(arguments[0]), \(arguments[1]))")
        case ("stddev", 1): return FunctionSQL("stddev_samp(\(distinct)\(arguments[0]))")
        case ("variance", 1): return FunctionSQL("var_samp(\(distinct)\(arguments[0]))")
        case ("kurtosis", 1): return FunctionSQL("kurtosis_pop(\(distinct)\(arguments[0]))")
        case ("skewness", 1):
            // DuckDB corrects for the sample's size, Spark does not.
            let n = "CAST(count(\(arguments[0])) AS DOUBLE)"
            return FunctionSQL("skewness(\(arguments[0])) * (\(n) - 2) / sqrt(\(n) * (\(n) - 1))") { "(\($0))" }
        default: return nil
        }
    }

    // MARK: - Names

    private static let names = [
        "startswith": "starts_with", "endswith": "ends_with", "split": "string_split_regex", "signum": "sign",
        "power": "pow", "bround": "round_even", "rand": "random", "array": "list_value", "size": "len",
        "array_contains": "list_contains", "array_distinct": "list_distinct", "array_join": "array_to_string",
        "explode": "unnest", "sequence": "generate_series", "current_timestamp": "get_current_timestamp",
        "current_date": "today", "mean": "avg", "ifnull": "coalesce", "nvl": "coalesce", "ucase": "upper",
        "lcase": "lower", "char_length": "length", "ceiling": "ceil", "every": "bool_and", "some": "bool_or",
        "approx_percentile": "approx_quantile", "any_value": "any_value",
    ]

    // MARK: - Written out

    private static let writers: [String: (ClosedRange<Int>, Writer)] = [
        // Dates
        "dayofweek": (1...1, { "(dayofweek(\($0[0])) + 1)" }),
        "weekday": (1...1, { "(isodow(\($0[0])) - 1)" }),
        "to_date": (
            1...2,
            {
                guard $0.count == 2 else { return "CAST(\($0[0]) AS DATE)" }
                return "CAST(strptime(\($0[0]), \(try DatePattern.strftime($0, 1))) AS DATE)"
            }
        ),
        "to_timestamp": (
            1...2,
            {
                guard $0.count == 2 else { return "CAST(\($0[0]) AS TIMESTAMPTZ)" }
                return "CAST(strptime(\($0[0]), \(try DatePattern.strftime($0, 1))) AS TIMESTAMPTZ)"
            }
        ),
        "date_format": (2...2, { "strftime(CAST(\($0[0]) AS TIMESTAMP), \(try DatePattern.strftime($0, 1)))" }),
        "date_trunc": (2...2, { "CAST(date_trunc(\($0[0]), CAST(\($0[1]) AS TIMESTAMPTZ)) AS TIMESTAMPTZ)" }),
        "trunc": (2...2, { "CAST(date_trunc(\($0[1]), CAST(\($0[0]) AS DATE)) AS DATE)" }),
        "date_add": (2...2, { "CAST(CAST(\($0[0]) AS DATE) + CAST(\($0[1]) AS INTEGER) AS DATE)" }),
        "date_sub": (2...2, { "CAST(CAST(\($0[0]) AS DATE) - CAST(\($0[1]) AS INTEGER) AS DATE)" }),
        "datediff": (2...2, { "CAST(date_diff('day', CAST(\($0[1]) AS DATE), CAST(\($0[0]) AS DATE)) AS INTEGER)" }),
        "add_months": (2...2, { "CAST(CAST(\($0[0]) AS DATE) + to_months(CAST(\($0[1]) AS INTEGER)) AS DATE)" }),
        "unix_timestamp": (0...1, { "CAST(epoch(\($0.count == 0 ? "now()" : $0[0])) AS BIGINT)" }),
        // Text
        "concat": (1...Int.max, { "(\($0.sql.joined(separator: " || ")))" }),
        "initcap": (
            1...1,
            {
                "array_to_string(list_transform(string_split(lower(\($0[0])), ' '), "
                    + "lambda word: upper(word[1]) || word[2:]), ' ')"
            }
        ),
        "regexp_replace": (
            3...3, { "regexp_replace(\($0[0]), \($0[1]), regexp_replace(\($0[2]), '\\$(\\d)', '\\\\\\1', 'g'), 'g')" }
        ),
        "format_number": (2...2, { "format('{:,.' || \($0[1]) || 'f}', CAST(\($0[0]) AS DOUBLE))" }),
        // Numbers
        "floor": (1...1, { "CAST(floor(\($0[0])) AS BIGINT)" }),
        "ceil": (1...1, { "CAST(ceil(\($0[0])) AS BIGINT)" }),
        "pmod": (2...2, { "(((\($0[0]) % \($0[1])) + \($0[1])) % \($0[1]))" }),
        // Arrays
        "array_sort": (1...1, { "list_sort(\($0[0]), 'ASC', 'NULLS LAST')" }),
        "element_at": (2...2, { "\($0[0])[\($0[1])]" }),
    ]
}
