import DataFrames

// What `na` does about null, NaN and values that stand for something else.
extension Planner {
    func treat(_ below: Relation, _ treatment: MissingValues) throws -> Relation {
        switch treatment {
        case .fill(let fills): return try fill(below, fills)
        case .drop(let columns, let count): return try drop(below, columns, atLeast: count)
        case .replace(let pairs, let columns): return try replace(below, pairs, columns)
        }
    }

    private func fill(_ below: Relation, _ fills: [MissingValues.Fill]) throws -> Relation {
        var items = below.columns.map(item)
        for fill in fills {
            let chosen = try places(fill.columns, in: below)
            for index in chosen where below.columns[index].type.takes(fill.value) {
                let column = below.columns[index]
                let value = constant(fill.value, column.type)
                let sql =
                    column.type.hasNaN
                    ? "CASE WHEN \(column.isMissing) THEN \(value) ELSE \(column.reference) END"
                    : "coalesce(\(column.reference), \(value))"
                items[index] = Item(name: column.name, sql: sql, origin: nil)
            }
        }
        return try select(items, from: below)
    }

    private func drop(_ below: Relation, _ columns: [String]?, atLeast count: Int?) throws -> Relation {
        let chosen = try places(columns, in: below).map { below.columns[$0] }
        let condition: String
        if let count {
            let counted = chosen.map { "CASE WHEN \($0.isMissing) THEN 0 ELSE 1 END" }
            condition = counted.isEmpty ? "0 >= \(count)" : "\(counted.joined(separator: " + ")) >= \(count)"
        } else {
            condition = chosen.isEmpty ? "TRUE" : chosen.map { "NOT (\($0.isMissing))" }.joined(separator: " AND ")
        }
        return below.replacing("SELECT * FROM \(below.source) WHERE \(condition)")
    }

    private func replace(
        _ below: Relation, _ pairs: [MissingValues.Replacement], _ columns: [String]?
    ) throws -> Relation {
        var items = below.columns.map(item)
        for index in try places(columns, in: below) {
            let column = below.columns[index]
            let cases = pairs.filter { column.type.takes($0.old) }.map { pair in
                "WHEN \(column.reference) = \(pair.old.sqlLiteral) THEN \(constant(pair.new, column.type))"
            }
            guard !cases.isEmpty else { continue }
            let sql = "CASE \(cases.joined(separator: " ")) ELSE \(column.reference) END"
            items[index] = Item(name: column.name, sql: sql, origin: nil)
        }
        return try select(items, from: below)
    }

    /// The columns of these names; all when there are none.
    private func places(_ names: [String]?, in below: Relation) throws -> [Int] {
        guard let names else { return Array(below.columns.indices) }
        return try names.map { name in
            let found = try below.columns.resolve(name, plan: nil, mayBeText: false)
            guard let place = below.columns.firstIndex(where: { $0.reference == found.sql }) else {
                throw QueryError(.analysis, "'\(name)' is a part of a column", hint: "Here whole columns are named.")
            }
            return place
        }
    }

    /// A constant of a column's type; fractions are cut off where the column has none.
    private func constant(_ value: Value, _ type: DataType) -> String {
        var sql = value.sqlLiteral
        if type.isWholeNumber, value.int == nil, value.double != nil { sql = "trunc(\(sql))" }
        return "CAST(\(sql) AS \(type.duckDBName))"
    }
}

extension Attribute {
    fileprivate var isMissing: String {
        type.hasNaN ? "\(reference) IS NULL OR isnan(\(reference))" : "\(reference) IS NULL"
    }
}

extension DataType {
    fileprivate var hasNaN: Bool { self == .float || self == .double }

    /// Whether a column of this type is one of the kind that a value is for.
    fileprivate func takes(_ value: Value) -> Bool {
        switch value {
        case .boolean: self == .boolean
        case .string: self == .string
        case .integer, .double, .float, .decimal: isNumeric
        case .date: self == .date
        case .timestamp: self == .timestamp
        case .timestampNTZ: self == .timestampNTZ
        default: false
        }
    }
}
