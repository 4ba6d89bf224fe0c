import DataFrames

extension FunctionTable {
    static let aggregates: Lines = [
        "count": .chosen(1...Int.max) { arguments in
            if arguments.count == 1 { return "count($d$1)$w" }
            // Rows in which any of the columns is null do not count.
            let allThere = (1...arguments.count).map { "$\($0) IS NOT NULL" }.joined(separator: " AND ")
            return "count($dCASE WHEN \(allThere) THEN ($*) END)$w"
        },
        "collect_list": .template(collected("$d")), "array_agg": .template(collected("$d")),
        "collect_set": .template(collected("DISTINCT ")),
        "mean": .chosen(1...1) { average($0) }, "avg": .chosen(1...1) { average($0) },
        "try_avg": .chosen(1...1) { average($0) }, "sum": .chosen(1...1) { total($0) },
        "try_sum": .chosen(1...1) {
            $0.type(0)?.isWholeNumber == true ? "TRY_CAST(sum($d$1)$w AS BIGINT)" : total($0)
        },
        "product": "product($d$1)$w",
        "first": .chosen(1...2) { over($0, "first") }, "last": .chosen(1...2) { over($0, "last") },
        "first_value": .chosen(1...2) { over($0, "first") }, "last_value": .chosen(1...2) { over($0, "last") },
        "any_value": .counted([1: "first($1)$w", 2: "any_value($1)$w"]),
        "count_if": "count(CASE WHEN $1 THEN 1 END)$w",
        "listagg": .chosen(1...2) {
            $0.count == 1 ? "string_agg($d$1::VARCHAR, '')$w" : "string_agg($d$1::VARCHAR, $2)$w"
        },
        "string_agg": .chosen(1...2) {
            $0.count == 1 ? "string_agg($d$1::VARCHAR, '')$w" : "string_agg($d$1::VARCHAR, $2)$w"
        },
        "every": "bool_and($1)$w", "some": "bool_or($1)$w",
        "bit_and": "bit_and($d$1)$w", "bit_or": "bit_or($d$1)$w", "bit_xor": "bit_xor($d$1)$w",
        "grouping": "grouping($1)::TINYINT", "grouping_id": "grouping($*)::BIGINT",
        "approx_count_distinct": "approx_count_distinct($1)$w::BIGINT",
        "ntile": "ntile($1)$w::INTEGER", "row_number": "row_number()$w::INTEGER", "rank": "rank()$w::INTEGER",
        "dense_rank": "dense_rank()$w::INTEGER",
    ]

    static let statistics: Lines = [
        "median": "median($d$1::DOUBLE)$w",
        "percentile": "quantile_cont($d$1::DOUBLE, $2)$w", "percentile_approx": .chosen(2...3) { _ in discrete },
        "approx_percentile": .chosen(2...3) { _ in discrete },
        "stddev": "stddev_samp($d$1)$w", "std": "stddev_samp($d$1)$w", "variance": "var_samp($d$1)$w",
        "kurtosis": "kurtosis_pop($d$1)$w",
        // DuckDB corrects for the sample's size, Spark does not.
        "skewness":
            "CASE WHEN count($1)$w = 2 AND var_pop($1)$w > 0 THEN 0 ELSE skewness($1)$w * (count($1)$w::DOUBLE - 2) / sqrt(count($1)$w::DOUBLE * (count($1)$w::DOUBLE - 1)) END",
        "regr_count": "regr_count($1, $2)$w::BIGINT",
    ]

    private static let discrete = "quantile_disc($d$1, $2)$w"

    private static func collected(_ distinct: String) -> String {
        "coalesce(list(\(distinct)$1) FILTER (WHERE $1 IS NOT NULL)$w, [])"
    }

    /// Two more digits on both sides of nothing: Spark's type of a mean of decimals has four more.
    private static func average(_ arguments: FunctionArguments) -> String {
        guard case .decimal(let precision, let scale)? = arguments.type(0) else { return "avg($d$1)$w" }
        return "CAST(avg($d$1)$w AS DECIMAL(\(Swift.min(38, precision + 4)), \(Swift.min(38, scale + 4))))"
    }

    private static func total(_ arguments: FunctionArguments) -> String {
        switch arguments.type(0) {
        case .decimal(let precision, let scale)?:
            return "CAST(sum($d$1)$w AS DECIMAL(\(Swift.min(38, precision + 10)), \(scale)))"
        case .float?: return "sum($d$1::DOUBLE)$w"
        default: return "sum($d$1)$w"
        }
    }

    /// As a window function with the frame's nulls left out, else as an aggregate.
    private static func over(_ arguments: FunctionArguments, _ name: String) -> String {
        if arguments.isWindow { return "\(name)_value($1\(arguments.count == 2 ? " IGNORE NULLS" : ""))$w" }
        return arguments.count == 2 ? "\(name)($1) FILTER (WHERE $1 IS NOT NULL)" : "\(name)($1)"
    }
}
