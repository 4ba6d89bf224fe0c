import DataFrames

// Sorting and filtering by columns that an earlier selection has left out, as Spark allows.
extension Planner {
    /// Takes a step over a plan, with columns that the step needs and the plan has left out.
    ///
    /// - Parameter expressions: what the step says about columns.
    func relation(
        _ input: LogicalPlan, reaching expressions: [Expression], _ step: (Relation) throws -> Relation
    ) throws -> Relation {
        let below = try relation(input)
        do {
            return try step(below)
        } catch let error as QueryError where error.kind == .unknownColumn {
            let missing = expressions.flatMap { missingColumns($0, in: below) }
            guard !missing.isEmpty, let wide = try extended(input, by: missing), let taken = try? step(wide) else {
                throw error
            }
            let visible = try select(taken.columns.prefix(below.columns.count).map(item), from: taken)
            return Relation(sql: visible.sql, columns: below.columns)
        }
    }

    private func missingColumns(_ expression: Expression, in below: Relation) -> [Expression] {
        if case .column(let name, let plan, let mayBeText) = expression {
            let found = try? below.columns.resolve(name, plan: plan, mayBeText: mayBeText)
            return found == nil ? [expression] : []
        }
        return expression.children.flatMap { missingColumns($0, in: below) }
    }

    /// A plan with further columns behind its own; nil when they cannot be had.
    private func extended(_ plan: LogicalPlan, by missing: [Expression]) throws -> Relation? {
        switch plan.node {
        case .project(let input, let items):
            guard let below = try reaching(input, missing) else { return nil }
            let own = try items.flatMap { try self.items($0, in: try relation(input)) }
            return try select(own + missing.flatMap { try self.items($0, in: below) }, from: below)
        case .drop(let input, _):
            guard let below = try reaching(input, missing) else { return nil }
            let own = try relation(plan).columns
            let kept = below.columns.filter { column in own.contains { $0.sqlName == column.sqlName } }
            guard kept.count == own.count else { return nil }
            return try select(kept.map(item) + missing.flatMap { try self.items($0, in: below) }, from: below)
        case .filter(let input, let condition):
            guard let below = try extended(input, by: missing) else { return nil }
            return below.replacing("SELECT * FROM \(below.source) WHERE \(try writer(below).sql(condition))")
        case .sort(let input, let order):
            guard let below = try extended(input, by: missing) else { return nil }
            let keys = try order.map { try writer(below).orderSQL($0) }.joined(separator: ", ")
            return below.replacing("SELECT * FROM \(below.source) ORDER BY \(keys)")
        default: return nil
        }
    }

    /// The relation of a plan that has the columns, by itself or with further ones behind its own.
    private func reaching(_ plan: LogicalPlan, _ missing: [Expression]) throws -> Relation? {
        let below = try relation(plan)
        let stillMissing = missing.filter { !missingColumns($0, in: below).isEmpty }
        return stillMissing.isEmpty ? below : try extended(plan, by: stillMissing)
    }
}
