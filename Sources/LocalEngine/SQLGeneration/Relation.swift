import DataFrames

/// A plan in DuckDB's SQL: a query, and what its columns stand for.
struct Relation {
    /// A complete SELECT.
    var sql: String
    var columns: [Attribute]

    /// The alias under which the query stands in a FROM, so that SQL fragments can say `a.id`.
    var alias: String {
        guard let first = columns.first?.qualifiers.first, columns.allSatisfy({ $0.qualifiers.first == first }) else {
            return "input"
        }
        return first
    }

    /// The query as part of a FROM.
    var source: String { "(\(sql)\n) AS \(quoted(alias))" }
}

/// A column of a relation.
struct Attribute {
    /// The name that the user sees; several columns may share it.
    var name: String
    /// The name within the generated SQL, unique in its relation.
    var sqlName: String
    var type: DataType
    /// Names of DataFrame aliases or tables by which the column can be told apart.
    var qualifiers: [String] = []
    /// The plans that have this column, so that `df.id` finds it after a join.
    var plans: Set<PlanID> = []
    /// The side of a join that the column is on, as long as its condition is written.
    var side: String?

    /// How SQL refers to the column.
    var reference: String { side.map { "\(quoted($0)).\(quoted(sqlName))" } ?? quoted(sqlName) }
}

/// Names for columns that are unique within a relation, without regard to case.
struct UniqueNames {
    private var taken: Set<String> = []

    mutating func next(_ name: String) -> String {
        var candidate = name
        var number = 1
        while !taken.insert(candidate.lowercased()).inserted {
            number += 1
            candidate = "\(name)#\(number)"
        }
        return candidate
    }
}

extension [Attribute] {
    /// The column that a name means.
    ///
    /// - Parameters:
    ///   - plan: the plan that the column was taken from, nil when any will do.
    ///   - mayBeText: whether the name came as a plain string, which somebody may have meant as a value.
    /// - Returns: SQL for the column, and its type when it is known.
    /// - Throws: `QueryError` (`unknownColumn`, `ambiguousColumn`).
    func resolve(_ name: String, plan: PlanID?, mayBeText: Bool) throws -> (sql: String, type: DataType?) {
        let plain =
            name.hasPrefix("`") && name.hasSuffix("`") && name.count > 2 ? String(name.dropFirst().dropLast()) : name
        if let plan {
            let own = filter { $0.plans.contains(plan) && $0.name.lowercased() == plain.lowercased() }
            if let only = own.first, own.count == 1 { return (only.reference, only.type) }
            if own.count > 1 { throw Self.ambiguous(name, own) }
        }
        let same = filter { $0.name.lowercased() == plain.lowercased() }
        if let only = same.first, same.count == 1 { return (only.reference, only.type) }
        if same.count > 1 { throw Self.ambiguous(name, same) }
        return try resolveParts(plain)
            ?? { throw QueryError.unknownColumn(name, in: map(\.name), mayBeText: mayBeText) }()
    }

    /// `alias.column`, `column.field`, and longer chains of fields.
    private func resolveParts(_ name: String) throws -> (sql: String, type: DataType?)? {
        var parts = name.split(separator: ".").map(String.init)
        guard parts.count > 1 else { return nil }
        let qualified = filter {
            $0.name.lowercased() == parts[1].lowercased()
                && $0.qualifiers.contains { $0.lowercased() == parts[0].lowercased() }
        }
        if qualified.count > 1 { throw Self.ambiguous(name, qualified) }
        var found = qualified.first
        parts.removeFirst(found == nil ? 0 : 2)
        if found == nil {
            let named = filter { $0.name.lowercased() == parts[0].lowercased() }
            if named.count > 1 { throw Self.ambiguous(name, named) }
            found = named.first
            parts.removeFirst()
        }
        guard let found else { return nil }
        if parts.isEmpty { return (found.reference, found.type) }
        return (found.reference + parts.map { "[\(quotedText($0))]" }.joined(), nil)
    }

    private static func ambiguous(_ name: String, _ candidates: [Attribute]) -> QueryError {
        QueryError(
            .ambiguousColumn, "'\(name)' means \(candidates.count) columns",
            hint:
                "Take it from its DataFrame (df[\"\(name)\"]), or give both sides an alias and write col(\"a.\(name)\")."
        )
    }
}
