import DataFrames

/// Spark's casts, as they are with ANSI rules: what does not fit is an error, or null with `try_cast`.
enum Casting {
    /// A template that makes `$1` a value of another type.
    static func template(from source: DataType?, to target: DataType, isTry: Bool) -> String {
        let verb = isTry ? "TRY_CAST" : "CAST"
        func plain(_ value: String) -> String { "\(verb)(\(value) AS \(target.duckDBName))" }
        guard let source else { return plain("$1") }
        switch (source, target) {
        case (.float, _) where target.isWholeNumber, (.double, _) where target.isWholeNumber,
            (.decimal, _) where target.isWholeNumber:
            // Spark cuts the fraction off, DuckDB would round.
            return plain("trunc($1)")
        case (.string, _) where target.isWholeNumber:
            // DuckDB would take '1.5' and '1e3' too.
            let fails = isTry ? "NULL" : "error('the text ''' || $1 || ''' cannot be cast to \(target.simpleName)')"
            return
                "CASE WHEN $1 IS NULL OR regexp_full_match(trim($1), '[+-]?[0-9]+') THEN \(plain("trim($1)")) ELSE \(fails) END"
        case (.string, .boolean):
            let fails = isTry ? "NULL" : "error('the text ''' || $1 || ''' cannot be cast to boolean')"
            return "CASE WHEN lower(trim($1)) IN ('t', 'true', 'y', 'yes', '1') THEN TRUE "
                + "WHEN lower(trim($1)) IN ('f', 'false', 'n', 'no', '0') THEN FALSE WHEN $1 IS NOT NULL THEN \(fails) END"
        case (.string, _) where target.isNumeric: return plain("trim($1)")
        case (.string, .date):
            // A year, or a year and a month, are their first day.
            return plain(
                "CASE WHEN regexp_full_match(trim($1), '[0-9]{4}') THEN trim($1) || '-01-01' "
                    + "WHEN regexp_full_match(trim($1), '[0-9]{4}-[0-9]{1,2}') THEN trim($1) || '-01' ELSE trim($1) END"
            )
        case (.string, .timestamp), (.string, .timestampNTZ): return plain("trim($1)")
        case (.string, .binary): return "encode($1)"
        case (.binary, .string): return "decode($1)"
        case (_, .string): return text(source, "$1")
        case (.boolean, .decimal): return plain("$1::INTEGER")
        case (.timestamp, _) where target.isWholeNumber: return plain("floor(epoch($1))")
        case (.timestamp, .double), (.timestamp, .float), (.timestamp, .decimal): return plain("epoch($1)")
        case (_, .timestamp) where source.isNumeric: return "to_timestamp($1::DOUBLE)"
        case (.boolean, .timestamp): return "to_timestamp($1::INTEGER)"
        default: return plain("$1")
        }
    }

    /// A template that makes a value of a type the text that Spark makes of it.
    ///
    /// - Parameter depth: how many arrays and maps lie around the value.
    static func text(_ type: DataType?, _ value: String, depth: Int = 0) -> String {
        func shown(_ type: DataType, _ part: String) -> String {
            "coalesce(\(text(type, part, depth: depth + 1)), 'null')"
        }
        func joined(_ list: String, _ element: String) -> String {
            "array_to_string(list_transform(\(list), lambda e\(depth): \(element)), ', ')"
        }
        switch type {
        case .double?, .float?: return javaText(value)
        case .timestamp?: return "CAST(\(value)::TIMESTAMP AS VARCHAR)"
        case .binary?: return "decode(\(value))"
        case .array(let element)?:
            return "('[' || \(joined(value, shown(element, "e\(depth)"))) || ']')"
        case .map(let key, let element)?:
            let entry = "\(shown(key, "e\(depth).key")) || ' -> ' || \(shown(element, "e\(depth).value"))"
            return "('{' || \(joined("map_entries(\(value))", entry)) || '}')"
        case .struct(let type)?:
            let fields = type.fields.map { shown($0.type, "\(value)[\(quotedText($0.name).dollarsKept)]") }
            return "CASE WHEN \(value) IS NOT NULL THEN '{' || \(fields.joined(separator: " || ', ' || ")) || '}' END"
        default: return "CAST(\(value) AS VARCHAR)"
        }
    }

    /// A floating point number as Java writes it: plain from 0.001 to ten million, with an exponent beyond.
    private static func javaText(_ value: String) -> String {
        let text = "CAST(abs(\(value)) AS VARCHAR)"
        // All digits, without zeros at either end, and the power of ten of the first one.
        let mantissa = "split_part(\(text), 'e', 1)"
        let digits = "trim(replace(\(mantissa), '.', ''), '0')"
        let exponent =
            "(CASE WHEN contains(\(text), 'e') THEN split_part(\(text), 'e', 2)::INTEGER WHEN abs(\(value)) >= 1 THEN strpos(\(text), '.') - 2 ELSE -length(regexp_extract(\(text), '^0\\.(0*)', 1)) - 1 END)"
        let scientific =
            "\(digits)[1] || '.' || CASE WHEN length(\(digits)) > 1 THEN \(digits)[2:] ELSE '0' END || 'E' || \(exponent)"
        return
            "CASE WHEN isnan(\(value)) THEN 'NaN' WHEN isinf(\(value)) THEN CASE WHEN \(value) > 0 THEN 'Infinity' ELSE '-Infinity' END "
            + "WHEN \(value) = 0 OR abs(\(value)) >= 0.001 AND abs(\(value)) < 10000000 THEN CAST(\(value) AS VARCHAR) "
            + "ELSE CASE WHEN \(value) < 0 THEN '-' ELSE '' END || \(scientific) END"
    }
}
