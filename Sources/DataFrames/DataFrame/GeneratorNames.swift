extension Column {
    /// Names for the columns that a generator gives: `posexplode("words").as("place", "word")`.
    public func alias(_ first: String, _ second: String, _ more: String...) -> Column {
        let names = [first, second] + more
        return Column.call("named_columns", [expression] + names.map { .literal(.string($0)) })
    }

    /// Names for the columns that a generator gives.
    public func `as`(_ first: String, _ second: String, _ more: String...) -> Column {
        let names = [first, second] + more
        return Column.call("named_columns", [expression] + names.map { .literal(.string($0)) })
    }
}
