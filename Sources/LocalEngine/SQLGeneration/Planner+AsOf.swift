import DataFrames

// For each row the nearest one of the other side.
extension Planner {
    func joinAsOf(_ left: Relation, _ right: Relation, _ type: JoinType, _ asOf: AsOf) throws -> Relation {
        guard type == .inner || type == .left else {
            throw QueryError(
                .analysis, "an as-of join cannot be a \(type.rawValue) join", hint: "It is either inner or left.")
        }
        let leftColumns = left.columns.on("left")
        let rightColumns = right.columns.on("right")
        let leftTime = try writer(leftColumns, source: "(\(left.sql)\n) AS \(quoted("left"))").sql(asOf.left)
        let rightTime = try writer(rightColumns, source: "(\(right.sql)\n) AS \(quoted("right"))").sql(asOf.right)
        let keys = try asOf.names.map { try keyPair($0, leftColumns, rightColumns) }
        let equal = keys.map { "\($0.left.reference) = \($0.right.reference) AND " }.joined()

        // Each side's row is carried as one value, so that a row that is too far away can be taken back as a whole.
        let rightRow =
            "{"
            + right.columns.map { "\(quotedText($0.sqlName)): \(quoted($0.sqlName))" }
            .joined(separator: ", ") + "}"
        func source(_ side: String, _ time: String) -> String {
            let keyColumns = keys.map { quoted($0.right.sqlName) + ", " }.joined()
            let inner =
                "SELECT \(keyColumns)\(rightTime) AS \(time), \(rightRow) AS \(side) FROM (\(right.sql)\n) AS \(quoted("right"))"
            return "(\(inner)) AS \(quoted("right"))"
        }
        let forward = asOf.allowsExactMatches ? "<=" : "<"
        let backward = asOf.allowsExactMatches ? ">=" : ">"
        let marks = ["__swiftlet_before", "__swiftlet_before_time", "__swiftlet_after", "__swiftlet_after_time"]
        let (before, beforeTime, after, afterTime) = (marks[0], marks[1], marks[2], marks[3])
        var sql = "SELECT \(quoted("left")).*, \(leftTime) AS __swiftlet_time FROM (\(left.sql)\n) AS \(quoted("left"))"
        if asOf.direction != .forward {
            sql = asOfStep(
                sql, left, source(before, beforeTime),
                "\(equal)\(quoted("left")).__swiftlet_time \(backward) \(quoted("right")).\(beforeTime)",
                [before, beforeTime])
        }
        if asOf.direction != .backward {
            sql = asOfStep(
                sql, left, source(after, afterTime),
                "\(equal)\(quoted("left")).__swiftlet_time \(forward) \(quoted("right")).\(afterTime)",
                [after, afterTime])
        }
        let (found, distance) = Self.nearest(asOf.direction)
        let tolerance = try asOf.tolerance.map { try writer([], source: "(SELECT 1) AS one").sql($0) }
        let fits = tolerance.map { "\(distance) <= \($0)" } ?? "\(distance) IS NOT NULL"
        let matched = "SELECT *, CASE WHEN \(fits) THEN \(found) END AS __swiftlet_found FROM (\(sql)) AS found"

        var items = left.columns.map(item)
        for column in right.columns where !keys.contains(where: { $0.right.sqlName == column.sqlName }) {
            var origin = column
            origin.side = nil
            items.append(
                Item(name: column.name, sql: "__swiftlet_found[\(quotedText(column.sqlName))]", origin: origin))
        }
        let whole = Relation(sql: matched, columns: [])
        return try select(items, from: whole, ending: type == .inner ? " WHERE __swiftlet_found IS NOT NULL" : "")
    }

    private func asOfStep(
        _ sql: String, _ left: Relation, _ right: String, _ condition: String, _ columns: [String]
    ) -> String {
        let added = columns.map { "\(quoted("right")).\($0)" }.joined(separator: ", ")
        return
            "SELECT \(quoted("left")).*, \(added) FROM (\(sql)) AS \(quoted("left")) ASOF LEFT JOIN \(right) ON \(condition)"
    }

    /// The row that was found, and how far away it is.
    private static func nearest(_ direction: AsOf.Direction) -> (row: String, distance: String) {
        let before = "(__swiftlet_time - __swiftlet_before_time)"
        let after = "(__swiftlet_after_time - __swiftlet_time)"
        switch direction {
        case .backward: return ("__swiftlet_before", before)
        case .forward: return ("__swiftlet_after", after)
        case .nearest:
            let isAfter = "\(before) IS NULL OR \(after) < \(before)"
            return (
                "CASE WHEN \(isAfter) THEN __swiftlet_after ELSE __swiftlet_before END",
                "CASE WHEN \(isAfter) THEN \(after) ELSE \(before) END"
            )
        }
    }
}
