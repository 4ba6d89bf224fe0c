/// Rows in groups, waiting for what to compute of each.
public struct GroupedData: Sendable {
    let input: DataFrame
    let grouping: [Expression]

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

    private func aggregate(_ aggregates: [Column]) -> DataFrame {
        input.with(.aggregate(input.plan, grouping: grouping, aggregates: aggregates.map(\.expression)))
    }
}

extension DataFrame {
    /// The rows in groups of equal values.
    public func groupBy(_ columns: any ColumnOrName...) -> GroupedData {
        GroupedData(input: self, grouping: columns.map { $0.namedColumn.expression })
    }

    /// Aggregates over all rows.
    public func agg(_ aggregates: Column...) -> DataFrame {
        with(.aggregate(plan, grouping: [], aggregates: aggregates.map(\.expression)))
    }
}
