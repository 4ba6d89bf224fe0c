import DataFrames

/// Turns plans into DuckDB's SQL, step by step, each step a query over the one below.
struct Planner {
    /// Asks DuckDB for a query's columns.
    let describe: (String) throws -> [DuckDBConnection.Column]
    /// The table that holds rows of the program.
    let localTable: (LocalData) throws -> String
    /// What stands for files in a FROM.
    let fileTable: (FileScan.Source) throws -> String
    /// Runs a query whose answer decides about columns.
    let ask: (String) throws -> ColumnBatch
    /// What stands in a FROM for a plan whose rows are kept; nil for all others.
    let keptTable: (LogicalPlan, _ sql: String) throws -> String?
    /// What earlier calls found.
    let known: (PlanID) -> Relation?
    let remember: (PlanID, Relation) -> Void

    /// - Throws: `QueryError` for what the plan says wrongly, `DuckDBFailure` for what DuckDB finds.
    func relation(_ plan: LogicalPlan) throws -> Relation {
        if let relation = known(plan.id) { return relation }
        var relation = try translate(plan)
        if let table = try keptTable(plan, relation.sql) { relation.sql = "SELECT * FROM \(table)" }
        for index in relation.columns.indices { relation.columns[index].plans.insert(plan.id) }
        remember(plan.id, relation)
        return relation
    }

    /// The query whose columns have the names that the user sees.
    ///
    /// - Throws: as `relation`.
    func finalSQL(_ plan: LogicalPlan) throws -> String {
        let relation = try relation(plan)
        let columns = relation.columns.map { "\($0.reference) AS \(quoted($0.name))" }
        return "SELECT \(columns.joined(separator: ", ")) FROM \(relation.source)"
    }

    private func translate(_ plan: LogicalPlan) throws -> Relation {
        switch plan.node {
        case .files(let source):
            let files = try fileTable(FileScan(source, describe: describe).read())
            return try typed("SELECT * FROM \(files)", kind: .storage)
        case .table(let name):
            let table = name.split(separator: ".").last.map(String.init) ?? name
            return try typed("SELECT * FROM \(Self.tableName(name))", kind: .storage).qualified(by: table)
        case .sql(let text):
            return try typed("SELECT * FROM (\(SQLDialect.translated(text.text))\n) AS query", kind: .computed)
        case .range(let start, let end, let step):
            return try typed("SELECT range AS id FROM range(\(start), \(end), \(step))", kind: .computed)
        case .local(let data): return try typed("SELECT * FROM \(try localTable(data))", kind: .storage)
        case .project(let input, let items): return try project(try relation(input), items)
        case .withColumns(let input, let items): return try withColumns(try relation(input), items)
        case .rename(let input, let names): return rename(try relation(input), names)
        case .renameAll(let input, let names): return try renameAll(try relation(input), names)
        case .drop(let input, let columns): return try drop(try relation(input), columns)
        case .filter(let input, let condition):
            return try relation(input, reaching: [condition]) { below in
                below.replacing("SELECT * FROM \(below.source) WHERE \(try writer(below).sql(condition))")
            }
        case .aggregate(let input, let grouping, let aggregates):
            return try aggregate(try relation(input), grouping, aggregates)
        case .pivot(let input, let grouping, let pivot, let aggregates):
            return try self.pivot(try relation(input), grouping, pivot, aggregates)
        case .unpivot(let input, let unpivot): return try self.unpivot(try relation(input), unpivot)
        case .sample(let input, let sampling): return try sample(try relation(input), sampling)
        case .missingValues(let input, let treatment): return try treat(try relation(input), treatment)
        case .sort(let input, let order):
            return try relation(input, reaching: order) { below in
                let keys = try order.map { try writer(below).orderSQL($0) }.joined(separator: ", ")
                return keys.isEmpty ? below : below.replacing("SELECT * FROM \(below.source) ORDER BY \(keys)")
            }
        case .limit(let input, let count, let offset):
            let below = try relation(input)
            let limit = count.map { " LIMIT \(Swift.max(0, $0))" } ?? ""
            return below.replacing("SELECT * FROM \(below.source)\(limit)\(offset > 0 ? " OFFSET \(offset)" : "")")
        case .distinct(let input, let columns):
            let below = try relation(input)
            let keys = try columns?.map { try below.columns.resolve($0, plan: nil, mayBeText: false).sql }
            let words = keys.map { "DISTINCT ON (\($0.joined(separator: ", ")))" } ?? "DISTINCT"
            return below.replacing("SELECT \(words) * FROM \(below.source)")
        case .join(let left, let right, let type, let condition):
            return try join(try relation(left), try relation(right), type, condition)
        case .setOperation(let left, let right, let operation):
            return try combine(try relation(left), try relation(right), operation)
        case .alias(let input, let name): return try relation(input).qualified(by: name)
        case .checkpoint(let input): return try relation(input)
        }
    }

    /// A table's name, perhaps with the schema's in front, as SQL takes it.
    static func tableName(_ name: String) -> String {
        let parts = name.split(separator: ".").map { part in
            quoted(part.hasPrefix("`") && part.hasSuffix("`") ? String(part.dropFirst().dropLast()) : String(part))
        }
        return parts.joined(separator: ".")
    }

    func writer(_ below: Relation) -> ExpressionWriter { writer(below.columns, source: below.source) }

    func writer(_ columns: [Attribute], source: String) -> ExpressionWriter {
        ExpressionWriter(columns: columns) { sql in
            try? describe("SELECT \(sql) FROM \(source)").first?.type.type
        }
    }

    // MARK: - Types

    enum Origin {
        /// Data as they lie somewhere.
        case storage
        /// Results of functions: a 128-bit integer is then a sum, which Spark has as a bigint.
        case computed
    }

    /// The query with its columns' types from DuckDB; types that Spark does not have are cast to those nearest.
    ///
    /// - Parameter names: what the user calls the columns, nil for DuckDB's names.
    func typed(_ sql: String, names: [String]? = nil, kind: Origin) throws -> Relation {
        let found = try describe(sql)
        var unique = UniqueNames()
        var columns: [Attribute] = []
        var items: [String] = []
        for (index, column) in found.enumerated() {
            let isSum = kind == .computed && column.type.isWideInteger
            let type = isSum ? DataType.long : column.type.type
            let sqlName = unique.next(column.name)
            columns.append(Attribute(name: names?[index] ?? column.name, sqlName: sqlName, type: type))
            let reference = quoted(column.name)
            let value = column.type.isExact ? reference : "CAST(\(reference) AS \(type.duckDBName))"
            items.append("\(value) AS \(quoted(sqlName))")
        }
        if found.allSatisfy({ $0.type.isExact }) { return Relation(sql: sql, columns: columns) }
        return Relation(sql: "SELECT \(items.joined(separator: ", ")) FROM (\(sql)\n) AS input", columns: columns)
    }

    // MARK: - Columns

    struct Item {
        var name: String
        var sql: String
        /// The column that is passed on as it is.
        var origin: Attribute?
    }

    func select(_ items: [Item], from below: Relation, ending: String = "") throws -> Relation {
        guard !items.isEmpty else {
            throw QueryError(.analysis, "a DataFrame needs at least one column", hint: "Every column was left out.")
        }
        var unique = UniqueNames()
        let names = items.map { unique.next($0.name) }
        let list = zip(items, names).map { "\($0.sql) AS \(quoted($1))" }
        let sql = "SELECT \(list.joined(separator: ", ")) FROM \(below.source)\(ending)"
        // Only new columns need DuckDB's word for their types.
        if items.allSatisfy({ $0.origin != nil }) {
            let columns = zip(items, names).map { item, name in Self.passed(item, as: name) }
            return Relation(sql: sql, columns: columns)
        }
        var relation = try typed(sql, names: items.map(\.name), kind: .computed)
        for (index, item) in items.enumerated() where item.origin != nil {
            let sqlName = relation.columns[index].sqlName
            relation.columns[index] = Self.passed(item, as: sqlName)
        }
        return relation
    }

    private static func passed(_ item: Item, as sqlName: String) -> Attribute {
        var column = item.origin ?? Attribute(name: item.name, sqlName: sqlName, type: .null)
        if column.name != item.name { column.plans = [] }
        column.name = item.name
        column.sqlName = sqlName
        column.side = nil
        return column
    }

    func item(_ attribute: Attribute) -> Item {
        Item(name: attribute.name, sql: attribute.reference, origin: attribute)
    }

    func items(_ expression: Expression, in below: Relation) throws -> [Item] {
        switch expression {
        case .star(nil): return below.columns.map(item)
        case .star(let qualifier?):
            let columns = below.columns.filter { column in
                column.qualifiers.contains { $0.lowercased() == qualifier.lowercased() }
            }
            if columns.isEmpty {
                guard let field = try? below.columns.resolve(qualifier, plan: nil, mayBeText: false),
                    case .struct(let type)? = field.type
                else {
                    throw QueryError(.unknownColumn, "there is no DataFrame alias and no struct '\(qualifier)'")
                }
                return type.names.map { Item(name: $0, sql: "\(field.sql)[\(quotedText($0))]", origin: nil) }
            }
            return columns.map(item)
        case .column(let name, let plan, let mayBeText):
            let found = try below.columns.resolve(name, plan: plan, mayBeText: mayBeText)
            if let attribute = below.columns.first(where: { $0.reference == found.sql }) { return [item(attribute)] }
            return [Item(name: expression.outputName, sql: found.sql, origin: nil)]
        case .alias(let inner, let name):
            if case .column = inner, let only = try items(inner, in: below).first {
                return [Item(name: name, sql: only.sql, origin: only.origin)]
            }
            if let several = try generated(expression, in: below) { return several }
            return [Item(name: name, sql: try writer(below).sql(inner), origin: nil)]
        default:
            if let several = try generated(expression, in: below) { return several }
            let writer = writer(below)
            return [Item(name: writer.name(of: expression), sql: try writer.sql(expression), origin: nil)]
        }
    }

    func project(_ below: Relation, _ expressions: [Expression]) throws -> Relation {
        try select(try expressions.flatMap { try items($0, in: below) }, from: below)
    }

    private func withColumns(_ below: Relation, _ additions: [LogicalPlan.NamedExpression]) throws -> Relation {
        var items = below.columns.map(item)
        for addition in additions {
            let sql = try generated(addition.expression, in: below)?.only ?? writer(below).sql(addition.expression)
            let new = Item(name: addition.name, sql: sql, origin: nil)
            if let place = items.firstIndex(where: { $0.name.lowercased() == addition.name.lowercased() }) {
                items[place] = new
            } else {
                items.append(new)
            }
        }
        return try select(items, from: below)
    }

    private func rename(_ below: Relation, _ names: [LogicalPlan.Renaming]) -> Relation {
        var result = below
        for renaming in names {
            for index in result.columns.indices
            where below.columns[index].name.lowercased() == renaming.old.lowercased() {
                result.columns[index].name = renaming.new
            }
        }
        // The names within the SQL follow, so that SQL fragments of the user find them.
        var unique = UniqueNames()
        let sqlNames = result.columns.map { unique.next($0.name) }
        let list = zip(below.columns, sqlNames).map { "\($0.reference) AS \(quoted($1))" }
        for index in result.columns.indices { result.columns[index].sqlName = sqlNames[index] }
        result.sql = "SELECT \(list.joined(separator: ", ")) FROM \(below.source)"
        return result
    }

    private func renameAll(_ below: Relation, _ names: [String]) throws -> Relation {
        guard names.count == below.columns.count else {
            throw QueryError(
                .analysis, "toDF is given \(names.count) names for \(below.columns.count) columns",
                hint: "The columns are \(below.columns.map(\.name).joined(separator: ", ")).")
        }
        return try select(
            zip(below.columns, names).map { Item(name: $1, sql: $0.reference, origin: $0) }, from: below)
    }

    func drop(_ below: Relation, _ columns: [Expression]) throws -> Relation {
        var dropped: Set<String> = []
        for case .column(let name, let plan, _) in columns {
            let found = below.columns.filter { column in
                column.name.lowercased() == name.lowercased() && (plan.map { column.plans.contains($0) } ?? true)
            }
            dropped.formUnion(found.map(\.sqlName))
        }
        return try select(below.columns.filter { !dropped.contains($0.sqlName) }.map(item), from: below)
    }
}

extension [Planner.Item] {
    /// The SQL of the only item; nil when there are several.
    fileprivate var only: String? { count == 1 ? self[0].sql : nil }
}

extension Relation {
    /// The same columns from another query.
    func replacing(_ sql: String) -> Relation { Relation(sql: sql, columns: columns) }

    /// The same columns, told apart by a name.
    func qualified(by name: String) -> Relation {
        var copy = self
        for index in copy.columns.indices { copy.columns[index].qualifiers = [name] }
        return copy
    }
}
