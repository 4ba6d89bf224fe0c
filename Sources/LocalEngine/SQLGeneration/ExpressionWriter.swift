import DataFrames

/// Writes expressions in DuckDB's SQL, with Spark's meaning.
struct ExpressionWriter {
    /// The columns that names can mean.
    let columns: [Attribute]
    /// Finds the type of a piece of SQL over these columns; nil when it has no meaning.
    let typeOfSQL: (String) -> DataType?

    /// - Throws: `QueryError` for names that mean nothing, and for what cannot be said.
    func sql(_ expression: Expression) throws -> String {
        switch expression {
        case .column(let name, let plan, let mayBeText):
            return try columns.resolve(name, plan: plan, mayBeText: mayBeText).sql
        case .star: throw QueryError(.analysis, "'*' can only stand in a selection and in count(\"*\")")
        case .literal(let value): return value.sqlLiteral
        case .sql(let text): return "(\(SQLDialect.translated(text))\n)"
        case .unary(let symbol, let operand): return try unary(symbol, operand)
        case .binary(let symbol, let left, let right): return try binary(symbol, left, right)
        case .call(let name, let arguments, let isDistinct):
            let call = try function(name, arguments, isDistinct)
            return call.wrap(call.core)
        case .cast(let operand, let type, let isTry): return try cast(operand, type, isTry)
        case .alias(let operand, _): return try sql(operand)
        case .conditional(let branches, let otherwise):
            let cases = try branches.map { "WHEN \(try sql($0.condition)) THEN \(try sql($0.value))" }
            let rest = try otherwise.map { " ELSE \(try sql($0))" } ?? ""
            return "CASE \(cases.joined(separator: " "))\(rest) END"
        case .in(let operand, let values):
            if values.isEmpty { return "FALSE" }
            return "(\(try sql(operand)) IN (\(try values.map(sql).joined(separator: ", "))))"
        case .sorted: throw QueryError(.analysis, "asc() and desc() belong into orderBy")
        case .window(let operand, let window): return try self.window(operand, window)
        case .item(let operand, let key): return try item(operand, key)
        case .invalid(let error): throw error
        }
    }

    /// An expression of an ORDER BY: ascending unless it says otherwise, with Spark's place for nulls.
    ///
    /// - Throws: `QueryError`.
    func orderSQL(_ expression: Expression) throws -> String {
        var operand = expression
        var direction = SortDirection(isAscending: true)
        if case .sorted(let inner, let given) = expression { (operand, direction) = (inner, given) }
        return try sql(operand) + (direction.isAscending ? " ASC" : " DESC")
            + (direction.nullsFirst ? " NULLS FIRST" : " NULLS LAST")
    }

    /// The type of an expression where it can be told without asking DuckDB.
    func knownType(_ expression: Expression) -> DataType? {
        switch expression {
        case .column(let name, let plan, let mayBeText):
            try? columns.resolve(name, plan: plan, mayBeText: mayBeText).type
        case .literal(.string): .string
        case .literal(.integer): .long
        case .literal(.double), .literal(.float): .double
        case .cast(_, let type, _): type
        case .alias(let operand, _): knownType(operand)
        default: nil
        }
    }

    // MARK: - Operators

    private func unary(_ symbol: Expression.UnaryOperator, _ operand: Expression) throws -> String {
        let inner = try sql(operand)
        switch symbol {
        case .not: return "(NOT \(inner))"
        case .minus: return "(-\(inner))"
        case .isNull: return "(\(inner) IS NULL)"
        case .isNotNull: return "(\(inner) IS NOT NULL)"
        case .isNaN: return "coalesce(isnan(\(inner)), FALSE)"
        }
    }

    private func binary(_ symbol: Expression.BinaryOperator, _ left: Expression, _ right: Expression) throws -> String {
        let (a, b) = try alike(symbol, left, right)
        switch symbol {
        case .equalNullSafe: return "(\(a) IS NOT DISTINCT FROM \(b))"
        case .regexLike: return "regexp_matches(\(a), \(b))"
        case .like, .caseInsensitiveLike: return "(\(a) \(symbol.rawValue) \(b) ESCAPE '\\')"
        default: return "(\(a) \(symbol.rawValue) \(b))"
        }
    }

    /// Both sides, a text made a number where the other side is one, as Spark does.
    private func alike(
        _ symbol: Expression.BinaryOperator, _ left: Expression, _ right: Expression
    ) throws -> (String, String) {
        let (a, b) = (try sql(left), try sql(right))
        let (leftType, rightType) = (knownType(left), knownType(right))
        switch symbol {
        case .add, .subtract, .multiply, .divide, .remainder:
            return (leftType == .string ? number(a) : a, rightType == .string ? number(b) : b)
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .equalNullSafe:
            if leftType == .string, rightType?.isNumeric == true { return (number(a), b) }
            if rightType == .string, leftType?.isNumeric == true { return (a, number(b)) }
            return (a, b)
        default: return (a, b)
        }
    }

    private func number(_ sql: String) -> String { "CAST(\(sql) AS DOUBLE)" }

    private func cast(_ operand: Expression, _ type: DataType, _ isTry: Bool) throws -> String {
        var inner = try sql(operand)
        let verb = isTry ? "TRY_CAST" : "CAST"
        if type.isWholeNumber {
            // Spark cuts the fraction off, DuckDB would round.
            switch knownType(operand) ?? typeOfSQL(inner) {
            case .float, .double, .decimal: inner = "trunc(\(inner))"
            default: break
            }
        }
        return "\(verb)(\(inner) AS \(type.duckDBName))"
    }

    private func item(_ operand: Expression, _ key: Expression) throws -> String {
        // Spark counts elements from 0, DuckDB from 1.
        if case .literal(.integer(let position)) = key { return "\(try sql(operand))[\(position + 1)]" }
        return "\(try sql(operand))[\(try sql(key))]"
    }

    // MARK: - Functions

    private func function(_ name: String, _ arguments: [Expression], _ isDistinct: Bool) throws -> FunctionSQL {
        if name == "count", arguments.count == 1, case .star = arguments[0] { return FunctionSQL("count(*)") }
        if name == "count", arguments.count == 1, case .column("*", _, _) = arguments[0] {
            return FunctionSQL("count(*)")
        }
        if name == "struct" {
            let fields = try arguments.map { "\(quotedText($0.outputName)): \(try sql($0))" }
            return FunctionSQL("{\(fields.joined(separator: ", "))}")
        }
        let takesNumbers = FunctionTable.takesNumbers.contains(name)
        let texts = try arguments.map { argument in
            let text = try sql(argument)
            return takesNumbers && knownType(argument) == .string ? number(text) : text
        }
        return try FunctionTable.sql(
            name, FunctionArguments(sql: texts, expressions: arguments), isDistinct: isDistinct)
    }

    private func window(_ operand: Expression, _ window: WindowSpecification) throws -> String {
        guard case .call(let name, let arguments, let isDistinct) = operand else {
            throw QueryError(.analysis, "over() can only follow a function, such as sum(\"n\").over(...)")
        }
        let call = try function(name, arguments, isDistinct)
        var parts: [String] = []
        if !window.partition.isEmpty {
            parts.append("PARTITION BY " + (try window.partition.map(sql).joined(separator: ", ")))
        }
        if !window.order.isEmpty {
            parts.append("ORDER BY " + (try window.order.map(orderSQL).joined(separator: ", ")))
        }
        if let frame = window.frame {
            parts.append("\(frame.unit.rawValue) BETWEEN \(bound(frame.start)) AND \(bound(frame.end))")
        }
        return call.wrap("\(call.core) OVER (\(parts.joined(separator: " ")))")
    }

    private func bound(_ distance: Int) -> String {
        switch distance {
        case Window.unboundedPreceding: "UNBOUNDED PRECEDING"
        case Window.unboundedFollowing: "UNBOUNDED FOLLOWING"
        case 0: "CURRENT ROW"
        case ..<0: "\(-distance) PRECEDING"
        default: "\(distance) FOLLOWING"
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
}
