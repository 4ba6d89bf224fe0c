import DataFrames

extension FunctionTable {
    static let conditions: Lines = [
        "ifnull": "coalesce($1, $2)", "nvl": "coalesce($1, $2)", "nvl2": "CASE WHEN $1 IS NOT NULL THEN $2 ELSE $3 END",
        "nullifzero": "nullif($1, 0)", "zeroifnull": "coalesce($1, 0)",
        "nanvl": "CASE WHEN isnan($1) THEN $2 ELSE $1 END", "equal_null": "($1 IS NOT DISTINCT FROM $2)",
    ]

    /// Those that give null where the plain function fails.
    static let attempts: Lines = [
        "try_add": "TRY($1 + $2)", "try_subtract": "TRY($1 - $2)", "try_multiply": "TRY($1 * $2)",
        "try_divide": .chosen(2...2) {
            Arithmetic.quotient(
                .init($0.expressions[0], $0.type(0)), .init($0.expressions[1], $0.type(1)), ifZero: "NULL")
        },
        "try_mod": "CASE WHEN $2 = 0 THEN NULL ELSE $1 % $2 END",
        "try_element_at": .chosen(2...2) {
            $0.isMap(0)
                ? "$1[$2]" : "CASE WHEN $2 = 0 THEN error('try_element_at counts elements from 1') ELSE $1[$2] END"
        },
        "try_to_number": .chosen(2...2) { try number($0, "TRY_CAST") },
        "try_to_binary": .chosen(1...2) { "TRY(\(try binary($0)))" },
    ]

    static let json: Lines = [
        "get_json_object": "json_extract_string(CASE WHEN json_valid($1) THEN $1 END, $2)",
        "json_array_length":
            "CASE WHEN json_valid($1) AND json_type($1) = 'ARRAY' THEN json_array_length($1) END::INTEGER",
        "json_object_keys": "CASE WHEN json_valid($1) AND json_type($1) = 'OBJECT' THEN json_keys($1) END",
        "from_json": .chosen(2...2) {
            let type = try written(try $0.constant(1, "the schema"))
            let text =
                "CASE WHEN json_valid($1) THEN $1 WHEN $1 IS NOT NULL THEN '\(isStruct(type) ? "{}" : "null")' END"
            return "json_transform(\(text), \(quotedText(structure(type)).dollarsKept))"
        },
        "to_json": "json_merge_patch('{}', to_json($1))::VARCHAR",
        "from_csv": .chosen(2...2) {
            guard case .struct(let type) = try written(try $0.constant(1, "the schema")) else {
                throw QueryError(.invalidSchema, "from_csv takes the schema of a struct")
            }
            let fields = type.fields.enumerated().map { index, field in
                "\(quotedText(field.name).dollarsKept): TRY_CAST(nullif(string_split($1, ',')[\(index + 1)], '') AS \(field.type.duckDBName))"
            }
            return "CASE WHEN $1 IS NOT NULL THEN {\(fields.joined(separator: ", "))} END"
        },
        "to_csv": .chosen(1...1) {
            guard case .struct(let type)? = $0.type(0) else { throw QueryError(.analysis, "to_csv takes a struct") }
            let fields = type.names.map { "coalesce($1[\(quotedText($0).dollarsKept)]::VARCHAR, '')" }
            return "CASE WHEN $1 IS NOT NULL THEN concat_ws(',', \(fields.joined(separator: ", "))) END"
        },
    ]

    static let others: Lines = [
        "assert_true": .counted([
            1: "CASE WHEN $1 THEN NULL ELSE error('the condition of assert_true does not hold') END",
            2: "CASE WHEN $1 THEN NULL ELSE error($2) END",
        ]),
        "raise_error": "error($1::VARCHAR)",
        "typeof": .chosen(1...1) { quotedText($0.type(0)?.simpleName ?? "void").dollarsKept },
        "monotonically_increasing_id": "(row_number() OVER () - 1)", "spark_partition_id": "0",
        "current_catalog": "'spark_catalog'", "current_database": "'default'", "current_schema": "'default'",
        "current_user": "current_user", "session_user": "current_user", "user": "current_user",
    ]

    // MARK: - Parts

    private static func isStruct(_ type: DataType) -> Bool { if case .struct = type { true } else { false } }

    /// A type from Spark's words for it, or from the list of a struct's fields.
    private static func written(_ text: String) throws -> DataType {
        if let only = try? StructType("value " + text).fields, only.count == 1, let type = only.first?.type {
            return type
        }
        return .struct(try StructType(text))
    }

    /// A type as DuckDB's JSON functions take it.
    private static func structure(_ type: DataType) -> String {
        switch type {
        case .array(let element): "[\(structure(element))]"
        case .struct(let type):
            "{" + type.fields.map { "\"\($0.name)\":\(structure($0.type))" }.joined(separator: ",") + "}"
        default: "\"\(type.duckDBName)\""
        }
    }
}
