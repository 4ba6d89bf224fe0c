extension Column {
    /// The same values under another name.
    public func alias(_ name: String) -> Column { Column(.alias(expression, name)) }

    /// The same values under another name.
    public func `as`(_ name: String) -> Column { alias(name) }

    /// The same values under another name.
    public func name(_ name: String) -> Column { alias(name) }

    /// The values converted to another type. A value that does not fit is an error when the query runs.
    public func cast(_ type: DataType) -> Column { Column(.cast(expression, type, isTry: false)) }

    /// The values converted to a type by its name in SQL: `"int"`, `"decimal(10,2)"`.
    public func cast(_ type: String) -> Column { Self.typed(type) { .cast(expression, $0, isTry: false) } }

    /// The values converted to another type; null where a value does not fit.
    public func try_cast(_ type: DataType) -> Column { Column(.cast(expression, type, isTry: true)) }

    /// The values converted to a type by its name in SQL; null where a value does not fit.
    public func try_cast(_ type: String) -> Column { Self.typed(type) { .cast(expression, $0, isTry: true) } }

    private static func typed(_ name: String, _ make: (DataType) -> Expression) -> Column {
        do {
            return Column(make(try TypeParser.type(name)))
        } catch {
            return Column(.invalid(error as? QueryError ?? QueryError(.invalidSchema, "\(error)")))
        }
    }

    /// Whether the value is missing.
    public func isNull() -> Column { Column(.unary(.isNull, expression)) }

    /// Whether the value is there.
    public func isNotNull() -> Column { Column(.unary(.isNotNull, expression)) }

    /// Whether the value is not a number, as 0.0 / 0.0 is.
    public func isNaN() -> Column { Column(.unary(.isNaN, expression)) }

    /// Equality for which null equals null.
    public func eqNullSafe(_ other: any ColumnOrLiteral) -> Column {
        .binary(.equalNullSafe, expression, other.valueColumn.expression)
    }

    /// Whether the value is one of those listed.
    public func isin(_ values: any ColumnOrLiteral...) -> Column { isin(values) }

    /// Whether the value is one of those listed.
    public func isin(_ values: [any ColumnOrLiteral]) -> Column {
        Column(.in(expression, values.map { $0.valueColumn.expression }))
    }

    /// Whether the value lies between two others, both included.
    public func between(_ lower: any ColumnOrLiteral, _ upper: any ColumnOrLiteral) -> Column {
        .binary(
            .and, .binary(.greaterOrEqual, expression, lower.valueColumn.expression),
            .binary(.lessOrEqual, expression, upper.valueColumn.expression))
    }

    /// Whether the text fits a pattern in which `%` stands for any characters and `_` for one.
    public func like(_ pattern: any ColumnOrLiteral) -> Column {
        .binary(.like, expression, pattern.valueColumn.expression)
    }

    /// As `like`, without regard to case.
    public func ilike(_ pattern: any ColumnOrLiteral) -> Column {
        .binary(.caseInsensitiveLike, expression, pattern.valueColumn.expression)
    }

    /// Whether a regular expression matches somewhere in the text.
    public func rlike(_ pattern: any ColumnOrLiteral) -> Column {
        .binary(.regexLike, expression, pattern.valueColumn.expression)
    }

    /// Whether the text contains another.
    public func contains(_ text: any ColumnOrLiteral) -> Column {
        .call("contains", [expression, text.valueColumn.expression])
    }

    /// Whether the text begins with another.
    public func startswith(_ text: any ColumnOrLiteral) -> Column {
        .call("startswith", [expression, text.valueColumn.expression])
    }

    /// Whether the text ends with another.
    public func endswith(_ text: any ColumnOrLiteral) -> Column {
        .call("endswith", [expression, text.valueColumn.expression])
    }

    /// A part of the text, from a position that counts from 1.
    public func substr(_ position: any ColumnOrLiteral, _ length: any ColumnOrLiteral) -> Column {
        .call("substr", [expression, position.valueColumn.expression, length.valueColumn.expression])
    }

    /// An element of an array by its position from 0, or the value of a map's key.
    public func getItem(_ key: any ColumnOrLiteral) -> Column {
        Column(.item(expression, key: key.valueColumn.expression))
    }

    /// A field of a struct.
    public func getField(_ name: String) -> Column { Column(.item(expression, key: .literal(.string(name)))) }

    public subscript(_ name: String) -> Column { getField(name) }
    public subscript(_ position: Int) -> Column { getItem(position) }

    /// The value over a window of rows: `sum("n").over(Window.partitionBy("carrier"))`.
    public func over(_ window: WindowSpecification) -> Column { Column(.window(expression, window)) }

    /// The bits that are set in both.
    public func bitwiseAND(_ other: any ColumnOrLiteral) -> Column {
        .binary(.bitwiseAnd, expression, other.valueColumn.expression)
    }

    /// The bits that are set in one at least.
    public func bitwiseOR(_ other: any ColumnOrLiteral) -> Column {
        .binary(.bitwiseOr, expression, other.valueColumn.expression)
    }

    /// The bits that are set in one and not in the other.
    public func bitwiseXOR(_ other: any ColumnOrLiteral) -> Column {
        .binary(.bitwiseXor, expression, other.valueColumn.expression)
    }

    // MARK: - Order

    /// Ascending, nulls first.
    public func asc() -> Column { ordered(true) }
    public func asc_nulls_first() -> Column { ordered(true, nullsFirst: true) }
    public func asc_nulls_last() -> Column { ordered(true, nullsFirst: false) }
    /// Descending, nulls last.
    public func desc() -> Column { ordered(false) }
    public func desc_nulls_first() -> Column { ordered(false, nullsFirst: true) }
    public func desc_nulls_last() -> Column { ordered(false, nullsFirst: false) }

    private func ordered(_ ascending: Bool, nullsFirst: Bool? = nil) -> Column {
        Column(.sorted(expression, SortDirection(isAscending: ascending, nullsFirst: nullsFirst)))
    }

    // MARK: - Cases

    /// The next case of `when(...)`: its value counts where no earlier condition holds and this one does.
    public func when(_ condition: Column, _ value: any ColumnOrLiteral) -> Column {
        guard case .conditional(let branches, nil) = expression else {
            return Column(.invalid(QueryError(.analysis, "when() can only follow when(), and not otherwise()")))
        }
        let branch = Expression.Branch(condition: condition.expression, value: value.valueColumn.expression)
        return Column(.conditional(branches + [branch], otherwise: nil))
    }

    /// What counts where no condition of `when(...)` holds; without it, that is null.
    public func otherwise(_ value: any ColumnOrLiteral) -> Column {
        guard case .conditional(let branches, nil) = expression else {
            return Column(.invalid(QueryError(.analysis, "otherwise() can only follow when(), and only once")))
        }
        return Column(.conditional(branches, otherwise: value.valueColumn.expression))
    }
}
