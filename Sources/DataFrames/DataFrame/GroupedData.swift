/// Rows in groups, waiting for what to compute of each.
public struct GroupedData: Sendable {
    let input: DataFrame
    let grouping: Grouping
    private var pivoted: Pivot?

    init(_ input: DataFrame, _ grouping: Grouping) {
        self.input = input
        self.grouping = grouping
    }

    /// One row a group: the grouping columns, and the given aggregates.
    public func agg(_ aggregates: [Column]) -> DataFrame { aggregate(aggregates) }

    /// One row a group: the grouping columns, and the given aggregates.
    public func agg(_ aggregates: Column...) -> DataFrame { aggregate(aggregates) }

    /// One row a group, with aggregates as pairs of column and function: `agg(["dep_delay": "avg"])`.
    public func agg(_ aggregates: KeyValuePairs<String, String>) -> DataFrame {
        aggregate(aggregates.map { Column.call($0.value, $0.key) })
    }

    /// The number of rows of each group, in a column `count`.
    public func count() -> DataFrame { aggregate([DataFrames.count("*").alias("count")]) }

    public func sum(_ columns: String...) -> DataFrame { aggregate(columns.map { DataFrames.sum($0) }) }
    public func avg(_ columns: String...) -> DataFrame { aggregate(columns.map { DataFrames.avg($0) }) }
    public func mean(_ columns: String...) -> DataFrame { aggregate(columns.map { DataFrames.avg($0) }) }
    public func min(_ columns: String...) -> DataFrame { aggregate(columns.map { DataFrames.min($0) }) }
    public func max(_ columns: String...) -> DataFrame { aggregate(columns.map { DataFrames.max($0) }) }

    // MARK: - Pivot

    /// A column for each of the values that a column has; with several aggregates, one for each value and aggregate.
    ///
    ///     try flights.groupBy("carrier").pivot("origin", ["JFK", "LGA"]).sum("distance").show()
    ///
    /// - Parameter values: which values become columns, in this order. Without, all are looked up first, and sorted.
    public func pivot(_ column: any ColumnOrName, _ values: [any LiteralValue]? = nil) -> GroupedData {
        var copy = self
        copy.pivoted = Pivot(column: column.namedColumn.expression, values: values?.map(\.literalValue))
        return copy
    }

    private func aggregate(_ aggregates: [Column]) -> DataFrame {
        let expressions = aggregates.map(\.expression)
        guard let pivoted else { return input.with(.aggregate(input.plan, grouping, aggregates: expressions)) }
        guard grouping.kind == .plain else {
            let error = QueryError(
                .analysis, "a pivot can only follow groupBy", hint: "rollup, cube and groupingSets cannot be pivoted.")
            return input.with(.project(input.plan, [.invalid(error)]))
        }
        return input.with(
            .pivot(input.plan, grouping: grouping.columns, pivoted, aggregates: expressions))
    }
}

extension DataFrame {
    /// The rows in groups of equal values.
    public func groupBy(_ columns: any ColumnOrName...) -> GroupedData {
        GroupedData(self, Grouping(columns: columns.map { $0.namedColumn.expression }))
    }

    /// The rows in groups of equal values.
    public func groupBy(_ columns: [any ColumnOrName]) -> GroupedData {
        GroupedData(self, Grouping(columns: columns.map { $0.namedColumn.expression }))
    }

    /// The rows in groups by all the columns, by all but the last, and so on down to one group of all rows. Columns
    /// that a group does not go by are null.
    public func rollup(_ columns: any ColumnOrName...) -> GroupedData {
        GroupedData(self, Grouping(kind: .rollup, columns: columns.map { $0.namedColumn.expression }))
    }

    /// The rows in groups by every subset of the columns. Columns that a group does not go by are null.
    public func cube(_ columns: any ColumnOrName...) -> GroupedData {
        GroupedData(self, Grouping(kind: .cube, columns: columns.map { $0.namedColumn.expression }))
    }

    /// The rows in groups by each of the given lists of columns: `groupingSets([["a", "b"], ["a"], []], "a", "b")`.
    ///
    /// - Parameter columns: what the result shows of the columns, in this order; without, all that occur.
    public func groupingSets(_ sets: [[any ColumnOrName]], _ columns: any ColumnOrName...) -> GroupedData {
        let sets = sets.map { set in set.map { $0.namedColumn.expression } }
        var shown = columns.map { $0.namedColumn.expression }
        if shown.isEmpty {
            for column in sets.joined() where !shown.contains(column) { shown.append(column) }
        }
        return GroupedData(self, Grouping(kind: .sets(sets), columns: shown))
    }

    /// Aggregates over all rows.
    public func agg(_ aggregates: Column...) -> DataFrame {
        with(.aggregate(plan, Grouping(), aggregates: aggregates.map(\.expression)))
    }

    /// Aggregates over all rows.
    public func agg(_ aggregates: [Column]) -> DataFrame {
        with(.aggregate(plan, Grouping(), aggregates: aggregates.map(\.expression)))
    }

    /// Aggregates over all rows, as pairs of column and function: `agg(["dep_delay": "avg"])`.
    public func agg(_ aggregates: KeyValuePairs<String, String>) -> DataFrame {
        agg(aggregates.map { Column.call($0.value, $0.key) })
    }
}
