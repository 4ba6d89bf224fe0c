// Steps that bring two DataFrames together.
extension DataFrame {
    /// Rows of both sides that agree in a column of the same name, which appears once.
    public func join(_ right: DataFrame, on name: String, how: JoinType = .inner) -> DataFrame {
        join(right, on: [name], how: how)
    }

    /// Rows of both sides that agree in the columns of the same names, which appear once.
    public func join(_ right: DataFrame, on names: [String], how: JoinType = .inner) -> DataFrame {
        with(.join(plan, right.plan, how, .names(names)))
    }

    /// Rows of both sides for which a condition holds: `on: flights.dest == airports.faa`.
    public func join(_ right: DataFrame, on condition: Column, how: JoinType = .inner) -> DataFrame {
        with(.join(plan, right.plan, how, .expression(condition.expression)))
    }

    /// As `join(_:on:how:)`, in PySpark's order.
    public func join(_ right: DataFrame, _ name: String, _ how: JoinType = .inner) -> DataFrame {
        join(right, on: name, how: how)
    }

    /// As `join(_:on:how:)`, in PySpark's order.
    public func join(_ right: DataFrame, _ names: [String], _ how: JoinType = .inner) -> DataFrame {
        join(right, on: names, how: how)
    }

    /// As `join(_:on:how:)`, in PySpark's order.
    public func join(_ right: DataFrame, _ condition: Column, _ how: JoinType = .inner) -> DataFrame {
        join(right, on: condition, how: how)
    }

    /// Every row of this side with every row of the other.
    public func crossJoin(_ right: DataFrame) -> DataFrame { with(.join(plan, right.plan, .cross, .none)) }

    /// Rows of both sides that agree in all columns whose names both have; those appear once.
    public func naturalJoin(_ right: DataFrame, how: JoinType = .inner) -> DataFrame {
        with(.join(plan, right.plan, how, .natural))
    }

    /// For each row the row of the other side that is nearest in time, or in any other order.
    ///
    ///     trades.joinAsOf(quotes, trades.time, quotes.time, on: ["ticker"], how: .left)
    ///
    /// - Parameters:
    ///   - leftAsOfColumn: the time of a row of this side.
    ///   - rightAsOfColumn: the time of a row of the other side.
    ///   - on: columns that must be equal; they appear once.
    ///   - how: `inner` or `left`: whether rows that find none stay.
    ///   - tolerance: how far away the row may be; a number, or an interval for times.
    ///   - allowExactMatches: whether a row of the same time counts.
    ///   - direction: `backward` for the last row that is not after, `forward` for the first that is not before, or
    ///     `nearest`.
    public func joinAsOf(
        _ right: DataFrame, _ leftAsOfColumn: any ColumnOrName, _ rightAsOfColumn: any ColumnOrName,
        on names: [String] = [], how: JoinType = .left, tolerance: (any ColumnOrLiteral)? = nil,
        allowExactMatches: Bool = true, direction: AsOf.Direction = .backward
    ) -> DataFrame {
        let asOf = AsOf(
            left: leftAsOfColumn.namedColumn.expression, right: rightAsOfColumn.namedColumn.expression, names: names,
            direction: direction, tolerance: tolerance?.valueColumn.expression, allowsExactMatches: allowExactMatches)
        return with(.join(plan, right.plan, how, .asOf(asOf)))
    }

    /// As `join(_:on:how:)` without a condition: every row with every row.
    public func join(_ right: DataFrame) -> DataFrame { with(.join(plan, right.plan, .inner, .none)) }

    /// The rows of both, by the columns' positions; equal rows stay.
    public func union(_ other: DataFrame) -> DataFrame { with(.setOperation(plan, other.plan, .unionAll)) }

    /// The rows of both, by the columns' positions; equal rows stay.
    public func unionAll(_ other: DataFrame) -> DataFrame { union(other) }

    /// The rows of both, by the columns' names; equal rows stay.
    ///
    /// - Parameter allowMissingColumns: whether columns that one side lacks are null there.
    public func unionByName(_ other: DataFrame, allowMissingColumns: Bool = false) -> DataFrame {
        with(.setOperation(plan, other.plan, .unionByName(allowMissing: allowMissingColumns)))
    }

    /// Every row that both have, once.
    public func intersect(_ other: DataFrame) -> DataFrame {
        with(.setOperation(plan, other.plan, .intersect(all: false)))
    }

    /// The rows that both have, as often as both have them.
    public func intersectAll(_ other: DataFrame) -> DataFrame {
        with(.setOperation(plan, other.plan, .intersect(all: true)))
    }

    /// Every row that the other does not have, once.
    public func subtract(_ other: DataFrame) -> DataFrame { with(.setOperation(plan, other.plan, .except(all: false))) }

    /// Every row that the other does not have, as often as it is left over.
    public func exceptAll(_ other: DataFrame) -> DataFrame { with(.setOperation(plan, other.plan, .except(all: true))) }
}
