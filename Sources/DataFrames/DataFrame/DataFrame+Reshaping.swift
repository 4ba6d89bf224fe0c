// Steps that turn columns into rows, take rows by chance, or look after missing values.
extension DataFrame {
    /// Columns become rows: for each row, one for each of the columns, with its name and its value.
    ///
    ///     quarters.unpivot(["year"], ["q1", "q2"], "quarter", "sales")
    ///
    /// - Parameters:
    ///   - ids: columns that stay as they are.
    ///   - values: columns that become rows, of one type; nil for all others.
    public func unpivot(
        _ ids: [any ColumnOrName], _ values: [any ColumnOrName]? = nil, _ variableColumnName: String,
        _ valueColumnName: String
    ) -> DataFrame {
        let unpivot = Unpivot(
            ids: ids.map { $0.namedColumn.expression }, values: values?.map { $0.namedColumn.expression },
            variableName: variableColumnName, valueName: valueColumnName)
        return with(.unpivot(plan, unpivot))
    }

    /// As `unpivot`.
    public func melt(
        _ ids: [any ColumnOrName], _ values: [any ColumnOrName]? = nil, _ variableColumnName: String,
        _ valueColumnName: String
    ) -> DataFrame {
        unpivot(ids, values, variableColumnName, valueColumnName)
    }

    // MARK: - Chance

    /// Some of the rows.
    ///
    /// - Parameters:
    ///   - withReplacement: whether a row may come several times.
    ///   - fraction: the share of rows, on average; above 1 only with replacement.
    ///   - seed: the same seed gives the same rows, as long as they come in the same order.
    public func sample(withReplacement: Bool = false, fraction: Double, seed: Int? = nil) -> DataFrame {
        guard fraction >= 0, withReplacement || fraction <= 1 else {
            return failing(
                QueryError(
                    .invalidParameter, "a sample's fraction is \(fraction)",
                    hint: withReplacement ? "It cannot be negative." : "Without replacement it lies between 0 and 1."))
        }
        let method: Sampling.Method = withReplacement ? .withReplacement(fraction) : .range(0...fraction)
        return with(.sample(plan, Sampling(method: method, seed: seed.map(Int64.init))))
    }

    /// Some of the rows, each once: `sample(0.1, seed: 7)`.
    public func sample(_ fraction: Double, seed: Int? = nil) -> DataFrame { sample(fraction: fraction, seed: seed) }

    /// A share of the rows for each value of a column; of other values none.
    public func sampleBy(
        _ column: any ColumnOrName, fractions: KeyValuePairs<any LiteralValue, Double>, seed: Int? = nil
    ) -> DataFrame {
        let strata = fractions.map { Sampling.Stratum(value: $0.key.literalValue, fraction: $0.value) }
        if let wrong = strata.first(where: { !(0...1).contains($0.fraction) }) {
            return failing(
                QueryError(
                    .invalidParameter, "the fraction of \(wrong.value.text) is \(wrong.fraction)",
                    hint: "It lies between 0 and 1."))
        }
        let method = Sampling.Method.strata(column.namedColumn.expression, strata)
        return with(.sample(plan, Sampling(method: method, seed: seed.map(Int64.init))))
    }

    /// The rows dealt out by chance: each comes to one part. Parts are as large, on average, as their weights say.
    ///
    ///     let parts = flights.randomSplit([0.8, 0.2], seed: 1)
    public func randomSplit(_ weights: [Double], seed: Int? = nil) -> [DataFrame] {
        let total = weights.reduce(0, +)
        guard total > 0, weights.allSatisfy({ $0 >= 0 }) else {
            let error = QueryError(
                .invalidParameter, "the weights of a split are \(weights)",
                hint: "None may be negative, and one at least must be positive.")
            return weights.map { _ in failing(error) }
        }
        // All parts look at the same rows in the same order with the same seed.
        let whole = plan.hasSteadyOrder ? self : with(.checkpoint(plan))
        let seed = seed.map(Int64.init) ?? .random(in: 0..<(1 << 32))
        var start = 0.0
        return weights.enumerated().map { index, weight in
            let end = index == weights.count - 1 ? 1 : Swift.min(1, start + weight / total)
            defer { start = end }
            let sampling = Sampling(method: .range(start...Swift.max(start, end)), seed: seed)
            return weight == 0 ? whole.limit(0) : whole.with(.sample(whole.plan, sampling))
        }
    }

    /// A DataFrame that says what is wrong as soon as it is used.
    func failing(_ error: QueryError) -> DataFrame { with(.project(plan, [.invalid(error)])) }

    // MARK: - Missing values

    /// Null and missing values: `df.na.fill(0)`, `df.na.drop()`, `df.na.replace(["": "unknown"])`.
    public var na: MissingValueSteps { MissingValueSteps(frame: self) }

    /// As `na.fill`.
    public func fillna(_ value: any LiteralValue, subset: [String]? = nil) -> DataFrame { na.fill(value, subset) }

    /// As `na.fill`.
    public func fillna(_ values: KeyValuePairs<String, any LiteralValue>) -> DataFrame { na.fill(values) }

    /// As `na.drop`.
    public func dropna(how: String = "any", thresh: Int? = nil, subset: [String]? = nil) -> DataFrame {
        na.drop(how, thresh: thresh, subset: subset)
    }

    /// As `na.replace`.
    public func replace(_ values: KeyValuePairs<any LiteralValue, (any LiteralValue)?>, subset: [String]? = nil)
        -> DataFrame
    {
        na.replace(values, subset)
    }
}

/// What can be done about null and NaN.
public struct MissingValueSteps: Sendable {
    let frame: DataFrame

    /// A value in place of null and NaN: a number in columns of numbers, a text in columns of texts, a Boolean in
    /// columns of Booleans.
    ///
    /// - Parameter subset: which columns; without, all.
    public func fill(_ value: any LiteralValue, _ subset: [String]? = nil) -> DataFrame {
        frame.with(.missingValues(frame.plan, .fill([.init(columns: subset, value: value.literalValue)])))
    }

    /// For each named column a value in place of null and NaN.
    public func fill(_ values: KeyValuePairs<String, any LiteralValue>) -> DataFrame {
        let fills = values.map { MissingValues.Fill(columns: [$0.key], value: $0.value.literalValue) }
        return frame.with(.missingValues(frame.plan, .fill(fills)))
    }

    /// The rows without null and NaN.
    ///
    /// - Parameters:
    ///   - how: `any` leaves out rows with one missing value, `all` those with nothing else.
    ///   - thresh: how many values must be there; `how` has no meaning then.
    ///   - subset: which columns are looked at; without, all.
    public func drop(_ how: String = "any", thresh: Int? = nil, subset: [String]? = nil) -> DataFrame {
        guard ["any", "all"].contains(how.lowercased()) else {
            return frame.failing(
                QueryError(.invalidParameter, "na.drop has no mode '\(how)'", hint: "Known are any and all."))
        }
        let count = thresh ?? (how.lowercased() == "all" ? 1 : nil)
        return frame.with(.missingValues(frame.plan, .drop(columns: subset, atLeast: count)))
    }

    /// Values become others: numbers in columns of numbers, texts in columns of texts.
    ///
    /// - Parameter subset: which columns; without, all.
    public func replace(_ values: KeyValuePairs<any LiteralValue, (any LiteralValue)?>, _ subset: [String]? = nil)
        -> DataFrame
    {
        let pairs = values.map {
            MissingValues.Replacement(old: $0.key.literalValue, new: $0.value?.literalValue ?? .null)
        }
        return frame.with(.missingValues(frame.plan, .replace(pairs, columns: subset)))
    }
}

extension LogicalPlan {
    /// Whether two runs bring the rows in the same order.
    fileprivate var hasSteadyOrder: Bool {
        switch node {
        case .files, .range, .local, .checkpoint: true
        case .project(let input, let items): input.hasSteadyOrder && !items.contains(where: \.isFree)
        case .withColumns(let input, let items):
            input.hasSteadyOrder && !items.contains { $0.expression.isFree }
        case .filter(let input, let condition): input.hasSteadyOrder && !condition.isFree
        case .rename(let input, _), .renameAll(let input, _), .drop(let input, _), .alias(let input, _):
            input.hasSteadyOrder
        default: false
        }
    }
}

extension Expression {
    /// Whether the value may be another one next time.
    fileprivate var isFree: Bool {
        contains { expression in
            switch expression {
            case .call(let name, _, _): ["rand", "randn", "uuid", "shuffle", "random"].contains(name.lowercased())
            case .sql: true
            default: false
            }
        }
    }
}
