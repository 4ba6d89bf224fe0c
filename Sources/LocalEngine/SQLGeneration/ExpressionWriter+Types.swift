import DataFrames

// What type an expression has in Spark, as far as the SQL depends on it.
extension ExpressionWriter {
    /// The type of an expression, from its parts where they tell it, else from DuckDB.
    func type(of expression: Expression) -> DataType? {
        if let type = knownType(expression) { return type }
        switch expression {
        case .lambda, .star, .sorted, .invalid: return nil
        default: break
        }
        guard let text = try? inner(expression) else { return nil }
        if variables.isEmpty { return typeOfSQL(text) }
        // Columns that stand for the lambda's parameters, which are only known inside of it.
        var names: Set<String> = []
        var columns: [String] = []
        for variable in variables.values {
            guard let name = variable.sql.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" }).first,
                variable.sql == name, let type = variable.type, names.insert(String(name)).inserted
            else { continue }
            columns.append("CAST(NULL AS \(type.duckDBName)) AS \(name)")
        }
        guard !columns.isEmpty else { return nil }
        return typeOfSQL("(SELECT \(text) FROM (SELECT \(columns.joined(separator: ", "))))")
    }

    /// The name of the column that a selection of the expression gets: `map[key]` for maps, where structs have a point.
    func name(of expression: Expression) -> String {
        if case .item(let operand, .literal(.string(let key))) = expression, case .map? = type(of: operand) {
            return "\(operand.text)[\(key)]"
        }
        return expression.outputName
    }

    /// The type of an expression where it can be told without asking DuckDB.
    func knownType(_ expression: Expression) -> DataType? {
        switch expression {
        case .column(let name, let plan, let mayBeText):
            return (try? columns.resolve(name, plan: plan, mayBeText: mayBeText))?.type
        case .variable(let name): return variables[name]?.type
        case .literal(let value): return Self.type(of: value)
        case .cast(_, let type, _): return type
        case .alias(let operand, _): return knownType(operand)
        case .unary(.minus, let operand): return knownType(operand)
        case .unary: return .boolean
        case .in: return .boolean
        case .binary(let symbol, let left, let right):
            guard symbol.isArithmetic else { return symbol.isBitwise ? nil : .boolean }
            guard let leftType = knownType(left), let rightType = knownType(right) else { return nil }
            return Arithmetic.type(symbol, .init(left, leftType), .init(right, rightType))
        case .conditional(let branches, let otherwise):
            let values = branches.map(\.value) + (otherwise.map { [$0] } ?? [])
            let types = Set(values.filter { $0 != .literal(.null) }.map { knownType($0) })
            return types.count == 1 ? types.first ?? nil : nil
        case .item(let operand, let key):
            switch (knownType(operand), key) {
            case (.array(let element)?, _): return element
            case (.map(_, let value)?, _): return value
            case (.struct(let type)?, .literal(.string(let name))): return type[name]?.type
            default: return nil
            }
        case .window(let operand, _): return knownType(operand)
        case .call(let name, let arguments, _): return knownType(name, arguments)
        case .star, .sql, .sorted, .lambda, .invalid: return nil
        }
    }

    private func knownType(_ name: String, _ arguments: [Expression]) -> DataType? {
        switch name {
        case "sum", "try_sum":
            switch arguments.first.flatMap({ knownType($0) }) {
            case .decimal(let precision, let scale)?: return .decimal(precision: min(38, precision + 10), scale: scale)
            case .double?, .float?, .string?: return .double
            case let type?: return type.isWholeNumber ? .long : nil
            case nil: return nil
            }
        case "avg", "try_avg":
            guard case .decimal(let precision, let scale)? = arguments.first.flatMap({ knownType($0) }) else {
                return .double
            }
            return .decimal(precision: min(38, precision + 4), scale: min(38, scale + 4))
        case "count", "count_if": return .long
        case "length", "year", "month", "day", "dayofmonth", "hour", "minute", "second", "size", "instr", "datediff":
            return .integer
        case "upper", "lower", "trim", "ltrim", "rtrim", "substring", "concat_ws", "regexp_replace", "regexp_extract",
            "date_format", "lpad", "rpad", "replace", "initcap", "get_json_object", "from_unixtime":
            return .string
        case "min", "max", "first", "last", "coalesce", "abs", "lag", "lead", "array_distinct", "array_sort", "filter":
            return arguments.first.flatMap { knownType($0) }
        default: return nil
        }
    }

    private static func type(of value: Value) -> DataType? {
        switch value {
        case .string: .string
        case .integer(let number): Int32(exactly: number) == nil ? .long : .integer
        case .double: .double
        case .float: .float
        case .boolean: .boolean
        case .date: .date
        case .timestamp: .timestamp
        case .timestampNTZ: .timestampNTZ
        case .binary: .binary
        case .decimal(let number):
            .decimal(precision: max(String(number.unscaled.magnitude).count, number.scale), scale: number.scale)
        default: nil
        }
    }
}

extension DataType {
    var isWholeNumber: Bool {
        switch self {
        case .byte, .short, .integer, .long: true
        default: false
        }
    }

    var isShort: Bool { self == .byte || self == .short }
}

extension Expression {
    var withoutAlias: Expression { if case .alias(let operand, _) = self { operand.withoutAlias } else { self } }

    var isWholeLiteral: Bool { if case .literal(.integer) = self { true } else { false } }

    var isNonzeroLiteral: Bool {
        switch self {
        case .literal(.integer(let number)): number != 0
        case .literal(.double(let number)): number != 0
        default: false
        }
    }
}

extension Expression.BinaryOperator {
    var isArithmetic: Bool {
        switch self {
        case .add, .subtract, .multiply, .divide, .remainder: true
        default: false
        }
    }

    var isBitwise: Bool { self == .bitwiseAnd || self == .bitwiseOr || self == .bitwiseXor }
}
