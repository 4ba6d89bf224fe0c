/// What a `Column` says, as a tree. Engines translate it; nothing is resolved yet.
public indirect enum Expression: Sendable, Hashable {
    /// A column by name, perhaps with a qualifier in front (`a.id`).
    ///
    /// - plan: the DataFrame that the column was taken from (`df.id`), nil for `col("id")`.
    /// - mayBeText: the name was given as a plain string where a column may stand.
    case column(String, plan: PlanID?, mayBeText: Bool)
    /// All columns, or those of an alias.
    case star(qualifier: String?)
    case literal(Value)
    /// SQL text of the user's.
    case sql(String)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    /// A function by Spark's name.
    case call(String, [Expression], isDistinct: Bool)
    case cast(Expression, DataType, isTry: Bool)
    case alias(Expression, String)
    case conditional([Branch], otherwise: Expression?)
    case `in`(Expression, [Expression])
    case sorted(Expression, SortDirection)
    case window(Expression, WindowSpecification)
    /// A field of a struct, or the value of a map's key.
    case item(Expression, key: Expression)
    /// A function of elements of an array or map, by the names of its parameters.
    case lambda([String], Expression)
    /// A parameter of a lambda.
    case variable(String)
    /// Something wrong that was found when the column was built; it comes out when the column is used.
    case invalid(QueryError)

    public struct Branch: Sendable, Hashable {
        public var condition: Expression
        public var value: Expression
    }

    public enum UnaryOperator: String, Sendable {
        case not = "NOT"
        case minus = "-"
        case isNull = "IS NULL"
        case isNotNull = "IS NOT NULL"
        case isNaN = "ISNAN"
    }

    public enum BinaryOperator: String, Sendable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case remainder = "%"
        case equal = "="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        /// Equality for which null equals null.
        case equalNullSafe = "<=>"
        case and = "AND"
        case or = "OR"
        case like = "LIKE"
        case caseInsensitiveLike = "ILIKE"
        /// Holds a match of the regular expression on the right.
        case regexLike = "RLIKE"
        case bitwiseAnd = "&"
        case bitwiseOr = "|"
        case bitwiseXor = "^"
    }
}

/// How a sort orders one of its expressions.
public struct SortDirection: Sendable, Hashable {
    public var isAscending: Bool
    public var nullsFirst: Bool

    public init(isAscending: Bool, nullsFirst: Bool? = nil) {
        self.isAscending = isAscending
        self.nullsFirst = nullsFirst ?? isAscending
    }
}

extension Expression.BinaryOperator: Hashable {}
extension Expression.UnaryOperator: Hashable {}

extension Expression {
    /// The expressions directly inside.
    public var children: [Expression] {
        switch self {
        case .column, .star, .literal, .sql, .variable, .invalid: []
        case .unary(_, let operand): [operand]
        case .binary(_, let left, let right): [left, right]
        case .call(_, let arguments, _): arguments
        case .cast(let operand, _, _): [operand]
        case .alias(let operand, _): [operand]
        case .conditional(let branches, let otherwise):
            branches.flatMap { [$0.condition, $0.value] } + (otherwise.map { [$0] } ?? [])
        case .in(let operand, let values): [operand] + values
        case .sorted(let operand, _): [operand]
        case .window(let operand, let window): [operand] + window.partition + window.order
        case .item(let operand, let key): [operand, key]
        case .lambda(_, let body): [body]
        }
    }

    /// Whether the expression, or one inside it, fulfils a condition.
    public func contains(where condition: (Expression) -> Bool) -> Bool {
        condition(self) || children.contains { $0.contains(where: condition) }
    }
}
