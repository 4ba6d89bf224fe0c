import CDuckDB
import DataFrames

/// A DuckDB type as the Spark type that holds its values.
struct SparkType {
    var type: DataType
    /// False for DuckDB types that Spark does not have, such as `UUID`: values must be cast to `type` first.
    var isExact: Bool
    /// Whether it is DuckDB's 128-bit integer: what sums of whole numbers come in.
    var isWideInteger = false

    /// - Parameter logicalType: stays the caller's.
    init(_ logicalType: CDuckDBType?, _ duckdb: CDuckDBFunctions) {
        (type, isExact, isWideInteger) = Self.read(logicalType, duckdb)
    }

    private static func read(_ type: CDuckDBType?, _ duckdb: CDuckDBFunctions) -> (DataType, Bool, Bool) {
        let id = duckdb.get_type_id(type)
        if let simple = simple[id] { return (simple, true, false) }
        if let replacement = replacements[id] { return (replacement, false, id == CDUCKDB_HUGEINT) }
        switch id {
        case CDUCKDB_DECIMAL:
            let precision = Int(duckdb.decimal_width(type))
            return (.decimal(precision: precision, scale: Int(duckdb.decimal_scale(type))), true, false)
        case CDUCKDB_LIST:
            let (element, isExact) = child(duckdb.list_type_child_type(type), duckdb)
            return (.array(element), isExact, false)
        case CDUCKDB_ARRAY:
            let (element, _) = child(duckdb.array_type_child_type(type), duckdb)
            return (.array(element), false, false)
        case CDUCKDB_MAP:
            let (key, isKeyExact) = child(duckdb.map_type_key_type(type), duckdb)
            let (value, isValueExact) = child(duckdb.map_type_value_type(type), duckdb)
            return (.map(key: key, value: value), isKeyExact && isValueExact, false)
        case CDUCKDB_STRUCT:
            var isExact = true
            let fields = (0..<duckdb.struct_type_child_count(type)).map { index in
                let name = duckdb.struct_type_child_name(type, index)
                defer { duckdb.free(name) }
                let (fieldType, isFieldExact) = child(duckdb.struct_type_child_type(type, index), duckdb)
                isExact = isExact && isFieldExact
                return StructField(name.map { String(cString: $0) } ?? "", fieldType)
            }
            return (.struct(StructType(fields)), isExact, false)
        default: return (.string, false, false)
        }
    }

    private static func child(_ type: CDuckDBType?, _ duckdb: CDuckDBFunctions) -> (DataType, Bool) {
        var type = type
        defer { duckdb.destroy_logical_type(&type) }
        let (sparkType, isExact, _) = read(type, duckdb)
        return (sparkType, isExact)
    }

    private static let simple: [CDuckDBTypeID: DataType] = [
        CDUCKDB_BOOLEAN: .boolean, CDUCKDB_TINYINT: .byte, CDUCKDB_SMALLINT: .short, CDUCKDB_INTEGER: .integer,
        CDUCKDB_BIGINT: .long, CDUCKDB_FLOAT: .float, CDUCKDB_DOUBLE: .double, CDUCKDB_VARCHAR: .string,
        CDUCKDB_BLOB: .binary, CDUCKDB_DATE: .date, CDUCKDB_TIMESTAMP: .timestampNTZ,
        CDUCKDB_TIMESTAMP_TZ: .timestamp, CDUCKDB_TIME: .time, CDUCKDB_INTERVAL: .interval, CDUCKDB_SQLNULL: .null,
    ]

    private static let replacements: [CDuckDBTypeID: DataType] = [
        CDUCKDB_UTINYINT: .short, CDUCKDB_USMALLINT: .integer, CDUCKDB_UINTEGER: .long,
        CDUCKDB_UBIGINT: .decimal(precision: 20, scale: 0), CDUCKDB_HUGEINT: .decimal(precision: 38, scale: 0),
        CDUCKDB_UHUGEINT: .decimal(precision: 38, scale: 0), CDUCKDB_TIMESTAMP_S: .timestampNTZ,
        CDUCKDB_TIMESTAMP_MS: .timestampNTZ, CDUCKDB_TIMESTAMP_NS: .timestampNTZ, CDUCKDB_TIME_NS: .time,
    ]
}

extension DataType {
    /// The type's name in DuckDB's SQL.
    var duckDBName: String {
        switch self {
        case .null: "INTEGER"
        case .boolean: "BOOLEAN"
        case .byte: "TINYINT"
        case .short: "SMALLINT"
        case .integer: "INTEGER"
        case .long: "BIGINT"
        case .float: "FLOAT"
        case .double: "DOUBLE"
        case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
        case .string: "VARCHAR"
        case .binary: "BLOB"
        case .date: "DATE"
        case .timestamp: "TIMESTAMPTZ"
        case .timestampNTZ: "TIMESTAMP"
        case .time: "TIME"
        case .interval: "INTERVAL"
        case .array(let element): element.duckDBName + "[]"
        case .map(let key, let value): "MAP(\(key.duckDBName), \(value.duckDBName))"
        case .struct(let type):
            "STRUCT(" + type.fields.map { "\(quoted($0.name)) \($0.type.duckDBName)" }.joined(separator: ", ") + ")"
        }
    }
}

/// A name as DuckDB's SQL takes it, whatever is in it.
func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}

/// A text constant of DuckDB's SQL.
func quotedText(_ text: String) -> String { Value.string(text).sqlLiteral }
