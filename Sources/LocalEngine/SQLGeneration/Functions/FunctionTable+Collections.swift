import DataFrames

extension FunctionTable {
    static let arrays: Lines = [
        "array": "[$*]", "array_size": "len($1)::INTEGER",
        "size": .chosen(1...1) { $0.isMap(0) ? "cardinality($1)::INTEGER" : "len($1)::INTEGER" },
        "cardinality": .chosen(1...1) { $0.isMap(0) ? "cardinality($1)::INTEGER" : "len($1)::INTEGER" },
        "array_contains":
            "CASE WHEN list_contains($1, $2) THEN TRUE WHEN $2 IS NULL OR len($1) > list_count($1) THEN NULL ELSE list_contains($1, $2) END",
        "sort_array": .chosen(1...2) { arguments in
            if arguments.count == 2, case .literal(.boolean(false)) = arguments.expressions[1] {
                return "list_sort($1, 'DESC', 'NULLS LAST')"
            }
            return "list_sort($1, 'ASC', 'NULLS FIRST')"
        },
        "array_distinct": .template(distinct("$1")),
        "array_join": .counted([
            2: "array_to_string(list_filter($1, lambda e: e IS NOT NULL), $2)",
            3: "array_to_string(list_transform($1, lambda e: coalesce(e::VARCHAR, $3)), $2)",
        ]),
        "array_append": "CASE WHEN $1 IS NOT NULL THEN list_append($1, $2) END",
        "array_prepend": "CASE WHEN $1 IS NOT NULL THEN list_prepend($2, $1) END",
        "array_insert":
            "CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL WHEN $2 = 0 THEN error('array_insert counts positions from 1') WHEN $2 > 0 THEN list_concat(list_append(list_resize($1[:$2 - 1], ($2 - 1)::BIGINT), $3), $1[$2:]) WHEN -$2 <= len($1) + 1 THEN list_concat(list_append($1[:len($1) + $2 + 1], $3), $1[len($1) + $2 + 2:]) ELSE list_concat(list_resize([$3], (-$2 - len($1))::BIGINT), $1) END",
        "array_compact": "list_filter($1, lambda e: e IS NOT NULL)",
        "array_remove": "CASE WHEN $2 IS NOT NULL THEN list_filter($1, lambda e: e IS DISTINCT FROM $2) END",
        "array_repeat": "list_transform(range($2), lambda e: $1)",
        "array_max": "list_max($1)", "array_min": "list_min($1)",
        "array_position": .template(Translation.strict(2, "coalesce(list_position($1, $2), 0)::BIGINT")),
        "array_union": .template(Translation.strict(2, distinct("list_concat($1, $2)"))),
        "array_intersect": .template(
            Translation.strict(2, "list_filter(\(distinct("$1")), lambda e: coalesce(list_position($2, e), 0) > 0)")),
        "array_except": .template(
            Translation.strict(2, "list_filter(\(distinct("$1")), lambda e: coalesce(list_position($2, e), 0) = 0)")),
        "arrays_overlap":
            "CASE WHEN list_has_any($1, $2) THEN TRUE WHEN len($1) > 0 AND len($2) > 0 AND (len($1) > list_count($1) OR len($2) > list_count($2)) THEN NULL ELSE list_has_any($1, $2) END",
        "arrays_zip": .chosen(1...Int.max) { arguments in
            let fields = arguments.expressions.enumerated().map { index, expression in
                var name = String(index)
                if case .column = expression { name = expression.outputName }
                if case .alias(_, let given) = expression { name = given }
                return "\(quotedText(name).dollarsKept): e[\(index + 1)]"
            }
            return Translation.strict(
                arguments.count, "list_transform(list_zip($*), lambda e: {\(fields.joined(separator: ", "))})")
        },
        "element_at": .chosen(2...2) {
            $0.isMap(0)
                ? "$1[$2]"
                : "CASE WHEN $2 = 0 THEN error('element_at counts elements from 1') WHEN abs($2) > len($1) THEN error('the array has no element ' || $2) ELSE $1[$2] END"
        },
        "get": "CASE WHEN $2 >= 0 THEN $1[$2 + 1] END",
        "slice":
            "CASE WHEN $2 = 0 THEN error('slice counts elements from 1') WHEN $3 < 0 THEN error('slice takes no negative length') WHEN $2 > 0 THEN $1[$2:$2 + $3 - 1] WHEN -$2 > len($1) THEN [] ELSE $1[len($1) + $2 + 1:len($1) + $2 + $3] END",
        "flatten": "CASE WHEN len($1) = list_count($1) THEN flatten($1) END",
        "sequence": .chosen(2...3) { arguments in
            switch arguments.type(0) {
            case .date?:
                let step = arguments.count == 3 ? "$3" : "CASE WHEN $1 <= $2 THEN INTERVAL 1 DAY ELSE to_days(-1) END"
                return "generate_series($1::TIMESTAMP, $2::TIMESTAMP, \(step))::DATE[]"
            case .timestamp?, .timestampNTZ?:
                return arguments.count == 3 ? "generate_series($1, $2, $3)" : "generate_series($1, $2, INTERVAL 1 DAY)"
            case let type:
                let step = arguments.count == 3 ? "$3" : "CASE WHEN $1 <= $2 THEN 1 ELSE -1 END"
                return
                    "generate_series($1, $2, \(step))::\(type?.isWholeNumber == true ? type?.duckDBName ?? "BIGINT" : "INTEGER")[]"
            }
        },
        "shuffle":
            "list_transform(list_sort(list_transform($1, lambda e, i: {'order': random() + i * 0, 'value': e})), lambda e: e.value)",
        "explode": .chosen(1...1) { $0.isMap(0) ? "unnest(map_entries($1))" : "unnest($1)" },
        "explode_outer": "unnest(CASE WHEN len($1) > 0 THEN $1 ELSE [NULL] END)",
    ]

    static let maps: Lines = [
        "map": .chosen(0...Int.max) { arguments in
            let (keys, values) = try pairs(arguments, "create_map")
            return "MAP([\(keys.joined(separator: ", "))], [\(values.joined(separator: ", "))])"
        },
        "named_struct": .chosen(2...Int.max) { arguments in
            let (_, values) = try pairs(arguments, "named_struct")
            let names = try values.indices.map { try arguments.constant($0 * 2, "the name of a field") }
            return "{" + zip(names, values).map { "\(quotedText($0).dollarsKept): \($1)" }.joined(separator: ", ") + "}"
        },
        "map_from_arrays": .template(Translation.strict(2, "map($1, $2)")),
        "map_from_entries": "map_from_entries($1)",
        "map_contains_key": "list_contains(map_keys($1), $2)",
        "map_concat": .chosen(0...Int.max) {
            $0.count == 0 ? "MAP {}" : $0.count == 1 ? "$1" : Translation.strict($0.count, "map_concat($*)")
        },
        "str_to_map": .counted([
            1: toMap("','", "':'"), 2: toMap("$2", "':'"), 3: toMap("$2", "$3"),
        ]),
    ]

    /// Functions with a closure; its parameters are set in `ExpressionWriter+Lambdas`.
    static let lambdas: Lines = [
        "transform": "list_transform($1, $2)", "filter": "list_filter($1, $2)",
        "exists":
            "CASE WHEN list_contains(list_transform($1, $2), TRUE) THEN TRUE WHEN len($1) > list_count(list_transform($1, $2)) THEN NULL WHEN $1 IS NOT NULL THEN FALSE END",
        "forall":
            "CASE WHEN list_contains(list_transform($1, $2), FALSE) THEN FALSE WHEN len($1) > list_count(list_transform($1, $2)) THEN NULL WHEN $1 IS NOT NULL THEN TRUE END",
        "zip_with": .template(Translation.strict(2, "list_transform(list_zip($1, $2), $3)")),
        "map_filter": "map_from_entries(list_filter(map_entries($1), $2))",
        "transform_keys": "map_from_entries(list_transform(map_entries($1), $2))",
        "transform_values": "map_from_entries(list_transform(map_entries($1), $2))",
        "map_zip_with": .template(
            Translation.strict(
                2,
                "map_from_entries(list_transform(list_transform(\(distinct("list_concat(map_keys($1), map_keys($2))")), lambda k: {'key': k, 'left': $1[k], 'right': $2[k]}), $3))"
            )),
        "array_sort": .counted([
            1: "list_sort($1, 'ASC', 'NULLS LAST')",
            // An element goes behind those that it does not come before.
            2:
                "CASE WHEN len($1) = 0 THEN $1 ELSE list_reduce(list_transform($1, lambda e: [e]), lambda p, q: list_concat(list_append(list_filter(p, lambda s: ($2) <= 0), q[1]), list_filter(p, lambda s: ($2) > 0))) END",
        ]),
    ]

    // MARK: - Parts

    /// The elements once each, in the order of the first occurrences, which DuckDB's own function does not keep.
    static func distinct(_ list: String) -> String {
        "list_filter(\(list), lambda d, i: list_position(\(list), d) = i)"
    }

    private static func pairs(_ arguments: FunctionArguments, _ name: String) throws -> ([String], [String]) {
        guard arguments.count % 2 == 0 else {
            throw QueryError(.analysis, "\(name) takes names and values in turn, and \(arguments.count) are given")
        }
        let places = (0..<(arguments.count / 2)).map { ("$\($0 * 2 + 1)", "$\($0 * 2 + 2)") }
        return (places.map(\.0), places.map(\.1))
    }

    private static func toMap(_ pairs: String, _ parts: String) -> String {
        "map_from_entries(list_transform(string_split_regex($1, \(pairs)), lambda e: {'key': string_split_regex(e, \(parts))[1], 'value': CASE WHEN regexp_matches(e, \(parts)) THEN regexp_replace(e, '^.*?' || \(parts), '') END}))"
    }
}
