// Numbers that describe a DataFrame. They are computed at once.
extension DataFrame {
    /// Number, mean, standard deviation, least and greatest value of columns of numbers and texts.
    ///
    /// - Parameter columns: without any, all of them.
    /// - Returns: a row for each number, its name in a column `summary`; values as text.
    /// - Throws: `QueryError`.
    public func describe(_ columns: String...) throws -> DataFrame {
        try summarized(columns.isEmpty ? nil : columns, ["count", "mean", "stddev", "min", "max"])
    }

    /// Numbers that describe the columns of numbers and texts.
    ///
    /// - Parameter statistics: `count`, `mean`, `stddev`, `min`, `max`, percentiles such as `25%`, `count_distinct` and
    ///   `approx_count_distinct`; without any, the first five with the quartiles.
    /// - Returns: a row for each number, its name in a column `summary`; values as text.
    /// - Throws: `QueryError`.
    public func summary(_ statistics: String...) throws -> DataFrame {
        try summarized(
            nil, statistics.isEmpty ? ["count", "mean", "stddev", "min", "25%", "50%", "75%", "max"] : statistics)
    }

    private func summarized(_ names: [String]?, _ statistics: [String]) throws -> DataFrame {
        let fields = try schema.fields
        let chosen = try names.map { names in
            try names.map { name in
                guard let field = fields.first(where: { $0.name.lowercased() == name.lowercased() }) else {
                    throw QueryError.unknownColumn(name, in: fields.map(\.name))
                }
                return field
            }
        }
        let columns = (chosen ?? fields).filter { $0.type.isNumeric || $0.type == .string }
        var rows = [("summary", statistics.map { Value.string($0) })]
        if !columns.isEmpty {
            let aggregates = try columns.flatMap { field in try statistics.map { try Self.statistic($0, field) } }
            let found = try agg(aggregates).batch()
            for (index, field) in columns.enumerated() {
                rows.append(
                    (
                        field.name,
                        statistics.indices.map { statistic in
                            let value = found.columns[index * statistics.count + statistic][0]
                            return value.isNull ? .null : .string(value.text)
                        }
                    ))
            }
        }
        let vectors = try rows.map { ($0.0, try ColumnVector($0.1, type: .string, place: $0.0)) }
        return DataFrame(.local(LocalData(try SparkSession.batch(vectors))), session)
    }

    private static func statistic(_ name: String, _ field: StructField) throws -> Column {
        let column = Expression.column("`\(field.name)`", plan: nil, mayBeText: false)
        // A text that is no number does not count for numbers.
        let number = field.type == .string ? Expression.cast(column, .double, isTry: true) : column
        switch name.lowercased() {
        case "count": return .call("count", [column])
        case "mean", "avg": return .call("avg", [number])
        case "stddev": return .call("stddev_samp", [number])
        case "min": return .call("min", [column])
        case "max": return .call("max", [column])
        case "count_distinct": return Column(.call("count", [column], isDistinct: true))
        case "approx_count_distinct": return .call("approx_count_distinct", [column])
        case let percent:
            guard percent.hasSuffix("%"), let share = Double(percent.dropLast()), (0...100).contains(share) else {
                throw QueryError(
                    .invalidParameter, "summary has no statistic '\(name)'",
                    hint: "Known are count, mean, stddev, min, max, count_distinct, approx_count_distinct and "
                        + "percentiles such as 25%.")
            }
            return .call("percentile_approx", [number, .literal(.double(share / 100))])
        }
    }

    /// Numbers that describe columns: `df.stat.corr("a", "b")`.
    public var stat: StatisticFunctions { StatisticFunctions(frame: self) }

    /// As `stat.corr`.
    ///
    /// - Throws: `QueryError`.
    public func corr(_ first: String, _ second: String) throws -> Double { try stat.corr(first, second) }

    /// As `stat.cov`.
    ///
    /// - Throws: `QueryError`.
    public func cov(_ first: String, _ second: String) throws -> Double { try stat.cov(first, second) }

    /// As `stat.crosstab`.
    ///
    /// - Throws: `QueryError`.
    public func crosstab(_ first: String, _ second: String) throws -> DataFrame { try stat.crosstab(first, second) }

    /// As `stat.freqItems`.
    ///
    /// - Throws: `QueryError`.
    public func freqItems(_ columns: [String], support: Double = 0.01) throws -> DataFrame {
        try stat.freqItems(columns, support: support)
    }

    /// As `stat.approxQuantile`.
    ///
    /// - Throws: `QueryError`.
    public func approxQuantile(_ column: String, _ probabilities: [Double], _ relativeError: Double = 0) throws
        -> [Double]
    {
        try stat.approxQuantile(column, probabilities, relativeError)
    }
}

/// Numbers that describe columns. They are computed at once.
public struct StatisticFunctions: Sendable {
    let frame: DataFrame

    /// Pearson's correlation of two columns of numbers; NaN when there is none.
    ///
    /// - Throws: `QueryError`.
    public func corr(_ first: String, _ second: String, method: String = "pearson") throws -> Double {
        guard method.lowercased() == "pearson" else {
            throw QueryError(.unsupported, "there is no correlation '\(method)'", hint: "Known is pearson.")
        }
        return try number("corr", first, second) ?? .nan
    }

    /// The covariance of a sample, of two columns of numbers.
    ///
    /// - Throws: `QueryError`.
    public func cov(_ first: String, _ second: String) throws -> Double {
        try number("covar_samp", first, second) ?? .nan
    }

    private func number(_ function: String, _ first: String, _ second: String) throws -> Double? {
        try frame.agg(Column.call(function, first, second)).batch().columns[0][0].double
    }

    /// How often the values of two columns meet: a row for each value of the first, a column for each of the second.
    ///
    /// - Throws: `QueryError`.
    public func crosstab(_ first: String, _ second: String) throws -> DataFrame {
        let key = "\(first)_\(second)"
        func text(_ name: String) -> Column {
            Column.call("coalesce", [.cast(frame[name].expression, .string, isTry: false), .literal(.string("null"))])
        }
        let pairs = frame.select(text(first).alias(key), text(second).alias("value"))
        return pairs.groupBy(key).pivot("value").count().na.fill(0)
    }

    /// The values that make up at least a share of the rows, in one row with an array for each column.
    ///
    /// - Parameter support: the share, from 0 to 1.
    /// - Throws: `QueryError`.
    public func freqItems(_ columns: [String], support: Double = 0.01) throws -> DataFrame {
        guard support > 0.0001, support <= 1 else {
            throw QueryError(.invalidParameter, "the support is \(support)", hint: "It lies between 0.0001 and 1.")
        }
        let rows = Double(try frame.count())
        let vectors = try columns.map { name in
            let counted = frame.groupBy(name).agg(count("*").alias("n")).filter(
                Column(
                    .binary(
                        .greaterOrEqual, .column("n", plan: nil, mayBeText: false), .literal(.double(rows * support)))))
            let values = try counted.batch()
            let items = (0..<values.count).map { values.columns[0][$0] }
            let type = DataType.array(values.schema.fields[0].type)
            return ("\(name)_freqItems", try ColumnVector([.array(items)], type: type, place: "column '\(name)'"))
        }
        return DataFrame(.local(LocalData(try SparkSession.batch(vectors))), frame.session)
    }

    /// Values of a column of numbers below which given shares of the rows lie. They are exact.
    ///
    /// - Parameters:
    ///   - probabilities: shares from 0, for the least value, to 1, for the greatest.
    ///   - relativeError: how far from exact Spark may be; accepted.
    /// - Returns: a value for each share; none when the column has no values.
    /// - Throws: `QueryError`.
    public func approxQuantile(_ column: String, _ probabilities: [Double], _ relativeError: Double = 0) throws
        -> [Double]
    {
        if let wrong = probabilities.first(where: { !(0...1).contains($0) }) {
            throw QueryError(.invalidParameter, "a probability is \(wrong)", hint: "It lies between 0 and 1.")
        }
        let found = frame.agg(
            probabilities.map { .call("percentile_approx", [frame[column].expression, .literal(.double($0))]) })
        return probabilities.isEmpty ? [] : try found.batch().columns.compactMap { $0[0].double }
    }

    /// The quantiles of several columns.
    ///
    /// - Throws: `QueryError`.
    public func approxQuantile(_ columns: [String], _ probabilities: [Double], _ relativeError: Double = 0) throws
        -> [[Double]]
    {
        try columns.map { try approxQuantile($0, probabilities, relativeError) }
    }

    /// As `sampleBy` of the DataFrame.
    public func sampleBy(
        _ column: any ColumnOrName, fractions: KeyValuePairs<any LiteralValue, Double>, seed: Int? = nil
    ) -> DataFrame {
        frame.sampleBy(column, fractions: fractions, seed: seed)
    }
}
