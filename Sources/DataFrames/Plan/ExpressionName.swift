extension Expression {
    /// The name of the column that a selection of this expression gets: Spark's.
    public var outputName: String {
        switch self {
        case .alias(_, let name): name
        case .column(let name, _, _): Self.unqualified(name)
        // A cast keeps the name of a column.
        case .cast(.column(let name, _, _), _, _): Self.unqualified(name)
        default: text
        }
    }

    static func unqualified(_ name: String) -> String {
        name.split(separator: ".").last.map(String.init) ?? name
    }

    /// The expression as Spark writes it in column names and plans.
    public var text: String {
        switch self {
        case .column(let name, _, _): name
        case .star(let qualifier): qualifier.map { $0 + ".*" } ?? "*"
        case .literal(let value): value.text
        case .sql(let sql): sql
        case .unary(.minus, let operand): "negative(\(operand.text))"
        case .unary(.not, let operand): "(NOT \(operand.text))"
        case .unary(.isNaN, let operand): "isnan(\(operand.text))"
        case .unary(let symbol, let operand): "(\(operand.text) \(symbol.rawValue))"
        case .binary(.notEqual, let left, let right): "(NOT (\(left.text) = \(right.text)))"
        case .binary(.like, let left, let right): "\(left.text) LIKE \(right.text)"
        case .binary(.regexLike, let left, let right): "RLIKE(\(left.text), \(right.text))"
        case .binary(.caseInsensitiveLike, let left, let right): "ilike(\(left.text), \(right.text))"
        case .binary(let symbol, let left, let right): "(\(left.text) \(symbol.rawValue) \(right.text))"
        case .call(let name, let arguments, let isDistinct):
            Self.callText(name, arguments, isDistinct: isDistinct)
        case .cast(let operand, let type, let isTry):
            "\(isTry ? "TRY_CAST" : "CAST")(\(operand.text) AS \(type.simpleName.uppercased()))"
        case .alias(let operand, let name): "\(operand.text) AS \(name)"
        case .conditional(let branches, let otherwise):
            "CASE"
                + branches.map { " WHEN \($0.condition.text) THEN \($0.value.text)" }.joined()
                + (otherwise.map { " ELSE \($0.text)" } ?? "") + " END"
        case .in(let operand, let values): "(\(operand.text) IN (\(values.map(\.text).joined(separator: ", "))))"
        case .sorted(let operand, let direction):
            "\(operand.text) \(direction.isAscending ? "ASC" : "DESC") NULLS \(direction.nullsFirst ? "FIRST" : "LAST")"
        case .window(let operand, let window): "\(operand.text) OVER (\(window.text))"
        case .item(let operand, .literal(.string(let field))): "\(operand.text).\(field)"
        case .item(let operand, let key): "\(operand.text)[\(key.text)]"
        case .lambda(let parameters, let body):
            "lambdafunction(\(body.text), \(parameters.map { _ in "namedlambdavariable()" }.joined(separator: ", ")))"
        case .variable: "namedlambdavariable()"
        case .invalid: "?"
        }
    }
}
