extension Expression {
    /// A function call as Spark writes it: most by name and arguments, some with what it puts in by itself.
    static func callText(_ name: String, _ arguments: [Expression], isDistinct: Bool) -> String {
        var texts = arguments.map(\.argumentText)
        switch (name, texts.count) {
        case ("count", 1) where !isDistinct && arguments[0].isStar: return "count(1)"
        case ("negative", 1): return "negative(\(texts[0]))"
        case ("positive", 1): return "(+ \(texts[0]))"
        case ("~", 1): return "~\(texts[0])"
        case ("trim", 2): return "TRIM(BOTH \(texts[1]) FROM \(texts[0]))"
        case ("ltrim", 2): return "TRIM(LEADING \(texts[1]) FROM \(texts[0]))"
        case ("rtrim", 2): return "TRIM(TRAILING \(texts[1]) FROM \(texts[0]))"
        case ("like", 2): return "\(texts[0]) LIKE \(texts[1])"
        case ("extract", 2), ("datepart", 2): return "\(name)(\(texts[0]) FROM \(texts[1]))"
        case ("explode", 1), ("explode_outer", 1): return "col"
        case ("from_json", 2...), ("from_csv", 2...): texts = [texts[0]]
        case ("first", 2), ("last", 2), ("first_value", 2), ("last_value", 2), ("any_value", 2): texts.removeLast()
        case ("aggregate", 3), ("reduce", 3):
            texts.append("lambdafunction(namedlambdavariable(), namedlambdavariable())")
        case ("mask", 1..<5): texts += ["X", "x", "n", "NULL"].dropFirst(texts.count - 1)
        case ("str_to_map", 1..<3): texts += [",", ":"].dropFirst(texts.count - 1)
        default: if let added = defaults[name], texts.count == added.count { texts.append(added.text) }
        }
        let shown = inCapitals.contains(name) && !(texts.count == 2 && (name == "floor" || name == "ceil"))
        let called = shown ? name.uppercased() : otherNames[name] ?? name
        return "\(called)(\(isDistinct ? "DISTINCT " : "")\(texts.joined(separator: ", ")))"
    }

    private var isStar: Bool { self == .star(qualifier: nil) }

    private var argumentText: String {
        if case .literal(.array(let elements)) = self {
            return "array(\(elements.map(\.text).joined(separator: ", ")))"
        }
        return text
    }

    /// What Spark adds to a number of arguments.
    private static let defaults: [String: (count: Int, text: String)] = [
        "substr": (2, "2147483647"), "position": (2, "1"), "replace": (2, ""), "regexp_instr": (2, "0"),
        "regexp_replace": (3, "1"), "to_unix_timestamp": (1, "yyyy-MM-dd HH:mm:ss"), "percentile": (2, "1"),
        "regexp_extract_all": (2, "1"),
    ]

    private static let otherNames = [
        "dateadd": "date_add", "curdate": "current_date", "array_agg": "collect_list",
        "current_database": "current_schema",
    ]

    private static let inCapitals: Set<String> = [
        "sqrt", "cbrt", "exp", "expm1", "log", "log10", "log2", "log1p", "power", "hypot", "floor", "ceil", "signum",
        "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh",
        "acosh", "atanh", "degrees", "radians", "pi", "e", "rlike", "regexp", "regexp_like", "spark_partition_id",
    ]
}
