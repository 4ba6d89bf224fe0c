import DataFrames

/// How Spark's functions are said in DuckDB's SQL: one line each, by subject, in Functions/. Names that are not there
/// are the same in both, with the same meaning.
enum FunctionTable {
    typealias Lines = [String: Translation]

    private static let lines: Lines = [
        texts, patterns, encodings, numbers, bits, dates, timestamps, conditions, arrays, maps, lambdas, json,
        aggregates, statistics, attempts, others,
    ].reduce(into: [:]) { all, lines in all.merge(lines) { first, _ in first } }

    /// A call in SQL.
    ///
    /// - Parameter over: the ` OVER (...)` of a window, or nothing.
    /// - Throws: `QueryError` when the arguments are wrong.
    static func sql(
        _ name: String, _ arguments: FunctionArguments, isDistinct: Bool = false, over: String = ""
    ) throws -> String {
        let distinct = isDistinct ? "DISTINCT " : ""
        let key = name.lowercased()
        if let line = lines[key] {
            let template = try line.template(name, arguments)
            if !over.isEmpty, !template.contains("$w") {
                throw QueryError(.analysis, "\(name) is no function of windows or groups, and cannot have over()")
            }
            return Translation.filled(template, arguments.sql, distinct: distinct, over: over)
        }
        let isPlainName = !key.isEmpty && key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        return "\(isPlainName ? key : quoted(key))(\(distinct)\(arguments.sql.joined(separator: ", ")))\(over)"
    }

    /// Functions whose text arguments Spark reads as numbers.
    static let takesNumbers: Set<String> = [
        "sum", "avg", "median", "percentile", "stddev", "std", "stddev_samp", "stddev_pop", "variance", "var_samp",
        "var_pop", "corr", "covar_samp", "covar_pop", "skewness", "kurtosis", "abs", "sqrt", "cbrt", "exp", "expm1",
        "ln",
        "log", "log10", "log2", "log1p", "power", "hypot", "round", "bround", "rint", "floor", "ceil", "ceiling",
        "signum", "sign", "negative", "positive", "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan",
        "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "degrees", "radians", "product", "try_sum",
        "try_avg", "format_number",
    ]
}
