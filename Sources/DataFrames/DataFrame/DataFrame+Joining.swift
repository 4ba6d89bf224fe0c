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
