import DataFrames

// Steps that bring two relations together.
extension Planner {
    func join(
        _ left: Relation, _ right: Relation, _ type: JoinType, _ condition: LogicalPlan.JoinCondition
    ) throws -> Relation {
        if case .asOf(let asOf) = condition { return try joinAsOf(left, right, type, asOf) }
        if case .natural = condition {
            let shared = left.columns.map(\.name).filter { name in
                right.columns.contains { $0.name.lowercased() == name.lowercased() }
            }
            return try join(left, right, shared.isEmpty ? .cross : type, shared.isEmpty ? .none : .names(shared))
        }
        let (leftAlias, rightAlias) =
            left.alias.lowercased() == right.alias.lowercased() ? ("left", "right") : (left.alias, right.alias)
        let leftColumns = left.columns.on(leftAlias)
        let rightColumns = right.columns.on(rightAlias)
        let from = "(\(left.sql)\n) AS \(quoted(leftAlias)) \(type.keyword) (\(right.sql)\n) AS \(quoted(rightAlias))"
        let keepsRight = type != .semi && type != .anti

        switch condition {
        case .none, .natural, .asOf:
            guard type == .cross || type == .inner else {
                throw QueryError(.analysis, "a \(type.rawValue) join needs a condition or the names of columns")
            }
            let both = "(\(left.sql)\n) AS \(quoted(leftAlias)) CROSS JOIN (\(right.sql)\n) AS \(quoted(rightAlias))"
            return output(leftColumns + rightColumns, from: both)
        case .expression(let expression):
            let source = "(\(left.sql)\n) AS \(quoted(leftAlias)), (\(right.sql)\n) AS \(quoted(rightAlias))"
            let on = try writer(leftColumns + rightColumns, source: source).sql(expression)
            return output(keepsRight ? leftColumns + rightColumns : leftColumns, from: "\(from) ON \(on)")
        case .names(let names):
            var pairs: [(left: Attribute, right: Attribute)] = []
            for name in names { pairs.append(try keyPair(name, leftColumns, rightColumns)) }
            let on = pairs.map { "\($0.left.reference) = \($0.right.reference)" }.joined(separator: " AND ")
            guard keepsRight else { return output(leftColumns, from: "\(from) ON \(on)") }
            return output(joined: pairs, leftColumns, rightColumns, type, from: "\(from) ON \(on)")
        }
    }

    /// The columns of both sides that a name means.
    func keyPair(
        _ name: String, _ left: [Attribute], _ right: [Attribute]
    ) throws -> (left: Attribute, right: Attribute) {
        (try key(name, left, "left"), try key(name, right, "right"))
    }

    private func key(_ name: String, _ columns: [Attribute], _ side: String) throws -> Attribute {
        let same = columns.filter { $0.name.lowercased() == name.lowercased() }
        guard let only = same.first, same.count == 1 else {
            var error =
                same.isEmpty
                ? QueryError.unknownColumn(name, in: columns.map(\.name))
                : QueryError(.ambiguousColumn, "'\(name)' means \(same.count) columns")
            error.message += " on the \(side) side of the join"
            throw error
        }
        return only
    }

    /// The columns of both sides; those that were joined by name come first, and once.
    private func output(
        joined pairs: [(left: Attribute, right: Attribute)], _ left: [Attribute], _ right: [Attribute],
        _ type: JoinType,
        from: String
    ) -> Relation {
        var unique = UniqueNames()
        var columns: [Attribute] = []
        var items: [String] = []
        func add(_ attribute: Attribute, _ sql: String) {
            var column = attribute
            column.sqlName = unique.next(attribute.name)
            column.side = nil
            items.append("\(sql) AS \(quoted(column.sqlName))")
            columns.append(column)
        }
        for (leftKey, rightKey) in pairs {
            var key = leftKey
            key.plans.formUnion(rightKey.plans)
            key.qualifiers += rightKey.qualifiers
            switch type {
            case .right: add(key, rightKey.reference)
            case .full: add(key, "coalesce(\(leftKey.reference), \(rightKey.reference))")
            default: add(key, leftKey.reference)
            }
        }
        for column in left where !pairs.contains(where: { $0.left.sqlName == column.sqlName }) {
            add(column, column.reference)
        }
        for column in right where !pairs.contains(where: { $0.right.sqlName == column.sqlName }) {
            add(column, column.reference)
        }
        return Relation(sql: "SELECT \(items.joined(separator: ", ")) FROM \(from)", columns: columns)
    }

    private func output(_ columns: [Attribute], from: String) -> Relation {
        output(joined: [], columns, [], .inner, from: from)
    }

    // MARK: - Set operations

    func combine(_ left: Relation, _ right: Relation, _ operation: LogicalPlan.SetOperation) throws -> Relation {
        if case .unionByName(let allowMissing) = operation { return try unionByName(left, right, allowMissing) }
        guard left.columns.count == right.columns.count else {
            throw QueryError(
                .analysis,
                "both sides need the same number of columns; there are \(left.columns.count) and \(right.columns.count)",
                hint: "unionByName(_:allowMissingColumns:) fills in columns that one side lacks.")
        }
        let keyword =
            switch operation {
            case .unionAll, .unionByName: "UNION ALL"
            case .intersect(let all): all ? "INTERSECT ALL" : "INTERSECT"
            case .except(let all): all ? "EXCEPT ALL" : "EXCEPT"
            }
        return try combined(
            left.columns.map { ($0, $0.reference) }, left, keyword, right.columns.map(\.reference), right)
    }

    private func unionByName(_ left: Relation, _ right: Relation, _ allowMissing: Bool) throws -> Relation {
        var leftItems: [(Attribute, String)] = []
        var rightItems: [String] = []
        for column in left.columns {
            let partner = right.columns.first { $0.name.lowercased() == column.name.lowercased() }
            guard partner != nil || allowMissing else {
                throw QueryError.unknownColumn(column.name, in: right.columns.map(\.name))
            }
            leftItems.append((column, column.reference))
            rightItems.append(partner?.reference ?? "NULL")
        }
        for column in right.columns
        where !left.columns.contains(where: { $0.name.lowercased() == column.name.lowercased() }) {
            guard allowMissing else { throw QueryError.unknownColumn(column.name, in: left.columns.map(\.name)) }
            leftItems.append((column, "NULL"))
            rightItems.append(column.reference)
        }
        return try combined(leftItems, left, "UNION ALL", rightItems, right)
    }

    private func combined(
        _ leftItems: [(column: Attribute, sql: String)], _ left: Relation, _ keyword: String, _ rightItems: [String],
        _ right: Relation
    ) throws -> Relation {
        var unique = UniqueNames()
        let items = leftItems.map { "\($0.sql) AS \(quoted(unique.next($0.column.name)))" }
        let sql = """
            SELECT \(items.joined(separator: ", ")) FROM \(left.source) \(keyword) \
            SELECT \(rightItems.joined(separator: ", ")) FROM \(right.source)
            """
        var relation = try typed(sql, names: leftItems.map(\.column.name), kind: .computed)
        for (index, item) in leftItems.enumerated() { relation.columns[index].plans = item.column.plans }
        return relation
    }
}

extension [Attribute] {
    /// The columns as a join's condition refers to them.
    func on(_ side: String) -> [Attribute] {
        map { column in
            var copy = column
            copy.side = side
            return copy
        }
    }
}

extension JoinType {
    fileprivate var keyword: String {
        switch self {
        case .inner: "JOIN"
        case .left: "LEFT JOIN"
        case .right: "RIGHT JOIN"
        case .full: "FULL JOIN"
        case .semi: "SEMI JOIN"
        case .anti: "ANTI JOIN"
        case .cross: "CROSS JOIN"
        }
    }
}
