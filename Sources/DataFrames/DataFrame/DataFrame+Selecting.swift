// Steps that choose and change columns and rows.
extension DataFrame {
    /// The given columns: names, columns and expressions, `"*"` for all.
    public func select(_ columns: any ColumnOrName...) -> DataFrame { select(columns) }

    /// The given columns.
    public func select(_ columns: [any ColumnOrName]) -> DataFrame {
        with(.project(plan, columns.map { $0.namedColumn.expression }))
    }

    /// Columns written in SQL: `selectExpr("carrier", "distance / 1.6 AS km")`.
    public func selectExpr(_ expressions: String...) -> DataFrame {
        with(.project(plan, expressions.map { $0 == "*" ? .star(qualifier: nil) : expr($0).expression }))
    }

    /// Columns written in SQL.
    public func selectExpr(_ expressions: [String]) -> DataFrame {
        with(.project(plan, expressions.map { $0 == "*" ? .star(qualifier: nil) : expr($0).expression }))
    }

    /// All columns whose names fit a regular expression, for use in `select`: ``df.select(df.colRegex("dep_.*"))``.
    public func colRegex(_ pattern: String) -> Column {
        let quotes = pattern.count > 2 && pattern.hasPrefix("`") && pattern.hasSuffix("`")
        return .call("col_regex", [.literal(.string(quotes ? String(pattern.dropFirst().dropLast()) : pattern))])
    }

    /// The rows for which a condition holds.
    public func filter(_ condition: Column) -> DataFrame { with(.filter(plan, condition.expression)) }

    /// The rows for which a condition in SQL holds: `filter("dep_delay > 60 AND origin = 'JFK'")`.
    public func filter(_ condition: String) -> DataFrame { with(.filter(plan, .sql(condition))) }

    /// The rows for which a condition holds.
    public func `where`(_ condition: Column) -> DataFrame { filter(condition) }

    /// The rows for which a condition in SQL holds.
    public func `where`(_ condition: String) -> DataFrame { filter(condition) }

    /// Adds a column, or replaces the one of that name.
    public func withColumn(_ name: String, _ column: any ColumnOrLiteral) -> DataFrame {
        with(.withColumns(plan, [.init(name: name, expression: column.valueColumn.expression)]))
    }

    /// Adds or replaces several columns; none sees another's new value.
    public func withColumns(_ columns: KeyValuePairs<String, any ColumnOrLiteral>) -> DataFrame {
        with(.withColumns(plan, columns.map { .init(name: $0.key, expression: $0.value.valueColumn.expression) }))
    }

    /// Renames a column. As in Spark, a name that is not there changes nothing.
    public func withColumnRenamed(_ old: String, _ new: String) -> DataFrame {
        with(.rename(plan, [.init(old: old, new: new)]))
    }

    /// Renames several columns.
    public func withColumnsRenamed(_ names: KeyValuePairs<String, String>) -> DataFrame {
        with(.rename(plan, names.map { .init(old: $0.key, new: $0.value) }))
    }

    /// New names for all columns, in their order.
    public func toDF(_ names: String...) -> DataFrame { with(.renameAll(plan, names)) }

    /// New names for all columns, in their order.
    public func toDF(_ names: [String]) -> DataFrame { with(.renameAll(plan, names)) }

    /// Leaves columns out. As in Spark, a name that is not there changes nothing.
    public func drop(_ columns: any ColumnOrName...) -> DataFrame {
        with(.drop(plan, columns.map { $0.namedColumn.expression }))
    }

    /// The rows in an order: `orderBy("carrier", desc("n"))`. Nulls come first when ascending, last when descending.
    public func orderBy(_ columns: any ColumnOrName...) -> DataFrame {
        with(.sort(plan, columns.map { $0.namedColumn.expression }))
    }

    /// The rows in an order.
    public func sort(_ columns: any ColumnOrName...) -> DataFrame {
        with(.sort(plan, columns.map { $0.namedColumn.expression }))
    }

    /// The rows in an order.
    public func orderBy(_ columns: [any ColumnOrName]) -> DataFrame {
        with(.sort(plan, columns.map { $0.namedColumn.expression }))
    }

    /// The rows in an order; there are no partitions here, so it is the same as `sort`.
    public func sortWithinPartitions(_ columns: any ColumnOrName...) -> DataFrame { orderBy(columns) }

    /// The first rows.
    public func limit(_ count: Int) -> DataFrame { with(.limit(plan, count: count, offset: 0)) }

    /// The rows without the first ones.
    public func offset(_ count: Int) -> DataFrame { with(.limit(plan, count: nil, offset: count)) }

    /// Every different row once.
    public func distinct() -> DataFrame { with(.distinct(plan, columns: nil)) }

    /// One row for each different combination of values in the columns, or in all.
    public func dropDuplicates(_ columns: String...) -> DataFrame {
        with(.distinct(plan, columns: columns.isEmpty ? nil : columns))
    }

    /// One row for each different combination of values in the columns.
    public func dropDuplicates(_ columns: [String]) -> DataFrame { with(.distinct(plan, columns: columns)) }

    /// As `dropDuplicates`.
    public func drop_duplicates(_ columns: String...) -> DataFrame {
        with(.distinct(plan, columns: columns.isEmpty ? nil : columns))
    }

    /// The same rows: advice such as `broadcast` is accepted, and the engine decides by itself.
    public func hint(_ name: String, _ parameters: any LiteralValue...) -> DataFrame { self }

    /// The same rows: on one machine there is one partition, and the engine spreads work over the cores by itself.
    public func repartition(_ count: Int, _ columns: any ColumnOrName...) -> DataFrame { self }

    /// The same rows: on one machine there is one partition.
    public func repartition(_ columns: any ColumnOrName...) -> DataFrame { self }

    /// The same rows: on one machine there is one partition.
    public func coalesce(_ count: Int) -> DataFrame { self }

    /// The same rows under a name by which columns can be told apart: `col("a.id")`.
    public func alias(_ name: String) -> DataFrame { with(.alias(plan, name)) }

    /// The same rows under a name by which columns can be told apart.
    public func `as`(_ name: String) -> DataFrame { alias(name) }

    /// Hands the DataFrame to a function, so that steps of one's own read like the others.
    ///
    /// - Throws: what the function throws.
    public func transform(_ step: (DataFrame) throws -> DataFrame) rethrows -> DataFrame { try step(self) }
}
