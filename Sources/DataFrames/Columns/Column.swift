/// An expression over the columns of a DataFrame. It computes nothing by itself: a DataFrame does, when it is shown.
///
///     flights.filter(flights.dep_delay > 60 && flights.origin == "JFK")
///
/// Operators take columns and plain Swift numbers, strings and Booleans on either side.
public struct Column: Sendable {
    public let expression: Expression

    public init(_ expression: Expression) { self.expression = expression }

    /// The column of a name, in whichever DataFrame it is used; `a.id` for the column `id` of the alias `a`.
    public init(_ name: String) {
        if name == "*" {
            expression = .star(qualifier: nil)
        } else if name.hasSuffix(".*") {
            expression = .star(qualifier: String(name.dropLast(2)))
        } else {
            expression = .column(name, plan: nil, mayBeText: false)
        }
    }

    static func call(_ name: String, _ arguments: [any ColumnOrName]) -> Column {
        Column(.call(name, arguments.map { $0.namedColumn.expression }, isDistinct: false))
    }

    /// - Parameter arguments: those that are nil are left out.
    static func call(_ name: String, _ arguments: (any ColumnOrName)?...) -> Column {
        call(name, arguments.compactMap { $0 })
    }

    static func call(_ name: String, _ arguments: [any ColumnOrName], lambda: Expression...) -> Column {
        Column(.call(name, arguments.map { $0.namedColumn.expression } + lambda, isDistinct: false))
    }

    static func call(_ name: String, _ arguments: [Expression]) -> Column {
        Column(.call(name, arguments, isDistinct: false))
    }

    static func binary(_ symbol: Expression.BinaryOperator, _ left: Expression, _ right: Expression) -> Column {
        Column(.binary(symbol, left, right))
    }
}

extension Column: CustomStringConvertible {
    public var description: String { "Column<'\(expression.text)'>" }
}

/// The column of a name, in whichever DataFrame it is used.
public func col(_ name: String) -> Column { Column(name) }

/// The column of a name, in whichever DataFrame it is used.
public func column(_ name: String) -> Column { Column(name) }

/// A constant.
public func lit(_ value: any ColumnOrLiteral) -> Column { value.valueColumn }

/// An expression written in SQL: `expr("distance / air_time * 60 AS mph")`.
public func expr(_ sql: String) -> Column {
    let (expression, alias) = SQLFragment.splitAlias(sql)
    return Column(alias.map { .alias(.sql(expression), $0) } ?? .sql(expression))
}
