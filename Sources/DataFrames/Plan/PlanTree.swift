extension LogicalPlan {
    /// The plan as a tree, the last step first, as Spark's `explain` prints it.
    public var treeString: String {
        var text = ""
        append(to: &text, depth: 0)
        return text
    }

    private func append(to text: inout String, depth: Int) {
        text += depth == 0 ? "" : String(repeating: "   ", count: depth - 1) + "+- "
        text += summary + "\n"
        for child in children { child.append(to: &text, depth: depth + 1) }
    }

    private var summary: String {
        switch node {
        case .files(let source): "Read \(source.format.rawValue) [\(source.paths.joined(separator: ", "))]"
        case .table(let name): "Table \(name)"
        case .sql(let sql): "SQL [\(sql.original.split(whereSeparator: \.isWhitespace).joined(separator: " "))]"
        case .range(let start, let end, let step): "Range (\(start), \(end), step=\(step))"
        case .local(let data):
            "LocalRelation [\(data.batch.schema.names.joined(separator: ", "))], \(data.batch.count) rows"
        case .project(_, let items): "Project [\(list(items))]"
        case .withColumns(_, let items):
            "WithColumns [\(items.map { "\($0.expression.text) AS \($0.name)" }.joined(separator: ", "))]"
        case .rename(_, let names): "Rename [\(names.map { "\($0.old) AS \($0.new)" }.joined(separator: ", "))]"
        case .drop(_, let columns): "Drop [\(list(columns))]"
        case .filter(_, let condition): "Filter \(condition.text)"
        case .renameAll(_, let names): "Rename all [\(names.joined(separator: ", "))]"
        case .aggregate(_, let grouping, let aggregates): "Aggregate \(grouping.text), [\(list(aggregates))]"
        case .pivot(_, let grouping, let pivot, let aggregates):
            "Pivot [\(list(grouping))], \(pivot.column.text)"
                + (pivot.values.map { " [\($0.map(\.text).joined(separator: ", "))]" } ?? "")
                + ", [\(list(aggregates))]"
        case .unpivot(_, let unpivot):
            "Unpivot [\(list(unpivot.ids))]" + (unpivot.values.map { ", [\(list($0))]" } ?? "")
                + ", \(unpivot.variableName), \(unpivot.valueName)"
        case .sample(_, let sampling): "Sample \(sampling.text)"
        case .missingValues(_, let treatment): treatment.text
        case .checkpoint: "Checkpoint"
        case .sort(_, let order): "Sort [\(list(order))]"
        case .limit(_, let count, let offset):
            offset == 0
                ? "Limit \(count.map(String.init) ?? "all")"
                : "Limit \(count.map(String.init) ?? "all") offset \(offset)"
        case .distinct(_, nil): "Distinct"
        case .distinct(_, let columns?): "Deduplicate [\(columns.joined(separator: ", "))]"
        case .join(_, _, let type, let condition):
            switch condition {
            case .none: "Join \(type.rawValue)"
            case .natural: "Join natural \(type.rawValue)"
            case .asOf(let asOf):
                "Join as of \(type.rawValue), \(asOf.left.text) \(asOf.direction.rawValue) \(asOf.right.text)"
            case .names(let names): "Join \(type.rawValue), using [\(names.joined(separator: ", "))]"
            case .expression(let expression): "Join \(type.rawValue), \(expression.text)"
            }
        case .setOperation(_, _, let operation):
            switch operation {
            case .unionAll: "Union"
            case .unionByName(let allowMissing): allowMissing ? "Union by name, missing allowed" : "Union by name"
            case .intersect(let all): all ? "Intersect all" : "Intersect"
            case .except(let all): all ? "Except all" : "Except"
            }
        case .alias(_, let name): "SubqueryAlias \(name)"
        }
    }

    private func list(_ items: [Expression]) -> String { items.map(\.text).joined(separator: ", ") }
}

extension Grouping {
    fileprivate var text: String {
        func list(_ items: [Expression]) -> String { "[" + items.map(\.text).joined(separator: ", ") + "]" }
        return switch kind {
        case .plain: list(columns)
        case .rollup: "rollup \(list(columns))"
        case .cube: "cube \(list(columns))"
        case .sets(let sets): "grouping sets [\(sets.map(list).joined(separator: ", "))]"
        }
    }
}

extension Sampling {
    fileprivate var text: String {
        let what =
            switch method {
            case .range(let range): "\(range.lowerBound) to \(range.upperBound)"
            case .withReplacement(let fraction): "with replacement \(fraction)"
            case .strata(let column, let strata):
                "by \(column.text) [\(strata.map { "\($0.value.text): \($0.fraction)" }.joined(separator: ", "))]"
            }
        return what + (seed.map { ", seed \($0)" } ?? "")
    }
}

extension MissingValues {
    fileprivate var text: String {
        func named(_ columns: [String]?) -> String { columns.map { " in [\($0.joined(separator: ", "))]" } ?? "" }
        return switch self {
        case .fill(let fills):
            "Fill missing " + fills.map { $0.value.text + named($0.columns) }.joined(separator: ", ")
        case .drop(let columns, let count):
            "Drop missing" + named(columns) + (count.map { ", at least \($0) values" } ?? "")
        case .replace(let pairs, let columns):
            "Replace [\(pairs.map { "\($0.old.text) -> \($0.new.text)" }.joined(separator: ", "))]" + named(columns)
        }
    }
}
