import DataFrames

// Aggregates over groups, and pivots.
extension Planner {
    func aggregate(_ below: Relation, _ grouping: Grouping, _ aggregates: [Expression]) throws -> Relation {
        let keys = try grouping.columns.flatMap { try items($0, in: below) }
        let values = try aggregates.flatMap { try items(numbered($0, grouping.columns), in: below) }
        let ending: String
        switch grouping.kind {
        case .plain: ending = keys.indices.map { String($0 + 1) }.joined(separator: ", ")
        case .rollup: ending = "ROLLUP (\(keys.map(\.sql).joined(separator: ", ")))"
        case .cube: ending = "CUBE (\(keys.map(\.sql).joined(separator: ", ")))"
        case .sets(let sets):
            let lists = try sets.map { set in
                "(\(try set.flatMap { try items($0, in: below) }.map(\.sql).joined(separator: ", ")))"
            }
            ending = "GROUPING SETS (\(lists.joined(separator: ", ")))"
        }
        return try select(keys + values, from: below, ending: keys.isEmpty ? "" : " GROUP BY \(ending)")
    }

    /// `grouping_id()` with the columns that it means.
    private func numbered(_ expression: Expression, _ columns: [Expression]) -> Expression {
        switch expression {
        case .call("grouping_id", let arguments, let isDistinct) where arguments.isEmpty:
            .call("grouping_id", columns, isDistinct: isDistinct)
        case .alias(let inner, let name): .alias(numbered(inner, columns), name)
        default: expression
        }
    }

    // MARK: - Pivot

    private static let mostPivotValues = 10_000

    /// First a row for each group and value, as aggregates need, then a column for each value.
    func pivot(
        _ below: Relation, _ grouping: [Expression], _ pivot: Pivot, _ aggregates: [Expression]
    ) throws -> Relation {
        guard !aggregates.isEmpty else { throw QueryError(.analysis, "a pivot needs at least one aggregate") }
        let pivotSQL = try writer(below).sql(pivot.column)
        let values = try pivot.values ?? pivotValues(pivotSQL, below, pivot.column)
        let keys = try grouping.flatMap { try items($0, in: below) }
        let pivotItem = Item(name: "__swiftlet_pivot", sql: pivotSQL, origin: nil)
        let aggregateItems = try aggregates.flatMap { try items($0, in: below) }
        let places = (1...keys.count + 1).map(String.init).joined(separator: ", ")
        let inner = try select(keys + [pivotItem] + aggregateItems, from: below, ending: " GROUP BY \(places)")

        let innerKeys = inner.columns.prefix(keys.count)
        let key = inner.columns[keys.count].reference
        var columns = innerKeys.map(item)
        for value in values {
            for aggregate in inner.columns.dropFirst(keys.count + 1) {
                let text = value.isNull ? "null" : value.text
                let sql =
                    "any_value(\(aggregate.reference)) FILTER (WHERE \(key) IS NOT DISTINCT FROM \(value.sqlLiteral))"
                columns.append(
                    Item(name: aggregates.count == 1 ? text : "\(text)_\(aggregate.name)", sql: sql, origin: nil))
            }
        }
        let outer = innerKeys.indices.map { String($0 + 1) }.joined(separator: ", ")
        return try select(columns, from: inner, ending: outer.isEmpty ? "" : " GROUP BY \(outer)")
    }

    private func pivotValues(_ sql: String, _ below: Relation, _ column: Expression) throws -> [Value] {
        let found = try ask(
            """
            SELECT DISTINCT \(sql) AS value FROM \(below.source) ORDER BY 1 NULLS FIRST \
            LIMIT \(Self.mostPivotValues + 1)
            """)
        guard found.count <= Self.mostPivotValues else {
            throw QueryError(
                .analysis, "the pivot column '\(column.text)' has more than \(Self.mostPivotValues) values",
                hint: "Name those that should become columns: pivot(\"\(column.text)\", [...]).")
        }
        return found.rows.map { $0[0] }
    }
}
