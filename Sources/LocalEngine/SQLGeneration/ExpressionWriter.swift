import DataFrames

/// Writes expressions in DuckDB's SQL, with Spark's meaning.
struct ExpressionWriter {
    /// The columns that names can mean.
    let columns: [Attribute]
    /// Finds the type of a piece of SQL over these columns; nil when it has no meaning.
    let typeOfSQL: (String) -> DataType?
    /// The parameters of the lambdas around an expression.
    var variables: [String: Variable] = [:]

    struct Variable {
        var sql: String
        /// Nil when nothing tells it.
        var type: DataType?
    }

    init(columns: [Attribute], typeOfSQL: @escaping (String) -> DataType?) {
        self.columns = columns
        self.typeOfSQL = typeOfSQL
    }

    /// An expression whose values leave the query, or are compared, in Spark's type.
    ///
    /// - Throws: `QueryError` for names that mean nothing, and for what cannot be said.
    func sql(_ expression: Expression) throws -> String {
        let text = try inner(expression)
        // DuckDB's decimals are narrower, so that most stay in 64 bits. Within an expression that is as good.
        if case .binary(let symbol, _, _) = expression.withoutAlias, symbol.isArithmetic, symbol != .divide,
            case .decimal(let precision, let scale)? = type(of: expression)
        {
            return "CAST(\(text) AS DECIMAL(\(precision), \(scale)))"
        }
        return text
    }

    /// An expression within another.
    ///
    /// - Throws: as `sql`.
    func inner(_ expression: Expression) throws -> String {
        switch expression {
        case .column(let name, let plan, let mayBeText):
            return try columns.resolve(name, plan: plan, mayBeText: mayBeText).sql
        case .star: throw QueryError(.analysis, "'*' can only stand in a selection and in count(\"*\")")
        case .literal(let value):
            let text = value.sqlLiteral
            // Two minus signs would begin a comment.
            return text.hasPrefix("-") ? "(\(text))" : text
        case .sql(let text): return "(\(SQLDialect.translated(text))\n)"
        case .unary(let symbol, let operand): return try unary(symbol, operand)
        case .binary(let symbol, let left, let right): return try binary(symbol, left, right)
        case .call(let name, let arguments, let isDistinct): return try function(name, arguments, isDistinct)
        case .cast(let operand, let type, let isTry): return try cast(operand, type, isTry)
        case .alias(let operand, _): return try inner(operand)
        case .conditional(let branches, let otherwise):
            let cases = try branches.map { "WHEN \(try inner($0.condition)) THEN \(try inner($0.value))" }
            let rest = try otherwise.map { " ELSE \(try inner($0))" } ?? ""
            return "CASE \(cases.joined(separator: " "))\(rest) END"
        case .in(let operand, let values):
            if values.isEmpty { return "FALSE" }
            return "(\(try inner(operand)) IN (\(try values.map(inner).joined(separator: ", "))))"
        case .sorted: throw QueryError(.analysis, "asc() and desc() belong into orderBy")
        case .window(let operand, let window): return try self.window(operand, window)
        case .item(let operand, let key): return try item(operand, key)
        case .lambda: throw QueryError(.analysis, "a closure can only stand in functions such as transform")
        case .variable(let name):
            guard let variable = variables[name] else {
                throw QueryError(.analysis, "a closure's parameter is used outside of the closure")
            }
            return variable.sql
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
        return try inner(operand) + (direction.isAscending ? " ASC" : " DESC")
            + (direction.nullsFirst ? " NULLS FIRST" : " NULLS LAST")
    }

    // MARK: - Operators

    private func unary(_ symbol: Expression.UnaryOperator, _ operand: Expression) throws -> String {
        let inner = try inner(operand)
        switch symbol {
        case .not: return "(NOT \(inner))"
        case .minus: return "(-\(inner))"
        case .isNull: return "(\(inner) IS NULL)"
        case .isNotNull: return "(\(inner) IS NOT NULL)"
        case .isNaN: return "coalesce(isnan(\(inner)), FALSE)"
        }
    }

    private func binary(_ symbol: Expression.BinaryOperator, _ left: Expression, _ right: Expression) throws -> String {
        if symbol.isArithmetic { return try arithmetic(symbol, left, right) }
        let (a, b) = try alike(symbol, left, right)
        switch symbol {
        case .equalNullSafe: return "(\(a) IS NOT DISTINCT FROM \(b))"
        case .regexLike: return "regexp_matches(\(a), \(b))"
        case .like, .caseInsensitiveLike: return "(\(a) \(symbol.rawValue) \(b) ESCAPE '\\')"
        case .bitwiseXor: return "xor(\(a), \(b))"
        default: return "(\(a) \(symbol.rawValue) \(b))"
        }
    }

    private func arithmetic(
        _ symbol: Expression.BinaryOperator, _ left: Expression, _ right: Expression
    ) throws -> String {
        var (a, b) = (try inner(left), try inner(right))
        let (leftType, rightType) = (knownType(left), knownType(right))
        if leftType == .string {
            a = number(a, beside: rightType)
        } else if left.isWholeLiteral, rightType?.isShort == true {
            a += "::INTEGER"
        }
        if rightType == .string {
            b = number(b, beside: leftType)
        } else if right.isWholeLiteral, leftType?.isShort == true {
            b += "::INTEGER"
        }
        if Arithmetic.Operand(left, leftType).isFloatBesideWhole(.init(right, rightType)) {
            (a, b) = ("\(a)::DOUBLE", "\(b)::DOUBLE")
        }
        let template: String
        switch symbol {
        case .divide:
            // Only for a quotient it must be known whether numbers are decimals.
            template = Arithmetic.quotient(
                .init(left, type(of: left)), .init(right, type(of: right)),
                ifZero: right.isNonzeroLiteral ? nil : Arithmetic.divisionByZero)
        case .remainder where !right.isNonzeroLiteral:
            template = "CASE WHEN $2 = 0 AND $1 IS NOT NULL THEN \(Arithmetic.divisionByZero) ELSE $1 % $2 END"
        default: template = "($1 \(symbol.rawValue) $2)"
        }
        return Translation.filled(template, [a, b], distinct: "", over: "")
    }

    /// Both sides, a text made a number where the other side is one, as Spark does.
    private func alike(
        _ symbol: Expression.BinaryOperator, _ left: Expression, _ right: Expression
    ) throws -> (String, String) {
        let (a, b) = (try inner(left), try inner(right))
        let (leftType, rightType) = (knownType(left), knownType(right))
        switch symbol {
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .equalNullSafe:
            if leftType == .string, rightType?.isNumeric == true { return (number(a), b) }
            if rightType == .string, leftType?.isNumeric == true { return (a, number(b)) }
            return (a, b)
        default: return (a, b)
        }
    }

    /// A text as a number: a whole one beside whole numbers.
    private func number(_ sql: String, beside type: DataType? = nil) -> String {
        let target: DataType = type?.isWholeNumber == true ? .long : .double
        return Translation.filled(
            Casting.template(from: .string, to: target, isTry: false), [sql], distinct: "", over: "")
    }

    private func cast(_ operand: Expression, _ type: DataType, _ isTry: Bool) throws -> String {
        let sql = try inner(operand)
        let template = Casting.template(from: self.type(of: operand), to: type, isTry: isTry)
        return Translation.filled(template, [sql], distinct: "", over: "")
    }

    private func item(_ operand: Expression, _ key: Expression) throws -> String {
        let container = try inner(operand)
        let type = type(of: operand)
        // Spark counts elements from 0, DuckDB from 1.
        if case .array? = type {
            let position = try inner(key)
            return "CASE WHEN \(position) < 0 OR \(position) >= len(\(container)) "
                + "THEN error('the array has no element ' || \(position)) ELSE \(container)[\(position) + 1] END"
        }
        if case .literal(.integer(let position)) = key, type == nil { return "\(container)[\(position + 1)]" }
        return "\(container)[\(try inner(key))]"
    }

    // MARK: - Functions

    private func function(
        _ name: String, _ arguments: [Expression], _ isDistinct: Bool, over: String = ""
    ) throws -> String {
        if name == "struct" {
            let fields = try arguments.map { "\(quotedText($0.outputName)): \(try inner($0))" }
            return "{\(fields.joined(separator: ", "))}"
        }
        if let call = try merging(name, arguments) { return call }
        let takesNumbers = FunctionTable.takesNumbers.contains(name)
        let texts = try arguments.enumerated().map { index, argument in
            switch argument {
            case .star, .column("*", _, _): return "*"
            case .lambda(let parameters, let body): return try lambda(name, parameters, body, of: arguments)
            default:
                let text = try inner(argument)
                return takesNumbers && knownType(argument) == .string ? number(text) : text
            }
        }
        let given = FunctionArguments(sql: texts, expressions: arguments, isWindow: !over.isEmpty) {
            type(of: arguments[$0])
        }
        return try FunctionTable.sql(name, given, isDistinct: isDistinct, over: over)
    }

    private func window(_ operand: Expression, _ window: WindowSpecification) throws -> String {
        guard case .call(let name, let arguments, let isDistinct) = operand.withoutAlias else {
            throw QueryError(.analysis, "over() can only follow a function, such as sum(\"n\").over(...)")
        }
        var parts: [String] = []
        if !window.partition.isEmpty {
            parts.append("PARTITION BY " + (try window.partition.map(inner).joined(separator: ", ")))
        }
        if !window.order.isEmpty {
            parts.append("ORDER BY " + (try window.order.map(orderSQL).joined(separator: ", ")))
        }
        if let frame = window.frame {
            parts.append("\(frame.unit.rawValue) BETWEEN \(bound(frame.start)) AND \(bound(frame.end))")
        }
        return try function(name, arguments, isDistinct, over: " OVER (\(parts.joined(separator: " ")))")
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
