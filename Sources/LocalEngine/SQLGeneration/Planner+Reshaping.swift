import DataFrames

// Steps after which there are more or fewer rows: columns as rows, elements as rows, samples.
extension Planner {
    func unpivot(_ below: Relation, _ unpivot: Unpivot) throws -> Relation {
        let ids = try unpivot.ids.flatMap { try items($0, in: below) }
        let idNames = Set(ids.compactMap { $0.origin?.sqlName })
        let values =
            try unpivot.values?.flatMap { try items($0, in: below) }
            ?? below.columns.filter { !idNames.contains($0.sqlName) }.map(item)
        guard !values.isEmpty else { throw QueryError(.analysis, "unpivot needs at least one column with values") }
        let types = values.map(\.origin?.type)
        if types.contains(.string), let other = values.first(where: { $0.origin?.type != .string && $0.origin != nil }),
            let text = values.first(where: { $0.origin?.type == .string })
        {
            throw QueryError(
                .analysis,
                "unpivot needs values of one type; '\(text.name)' is string and '\(other.name)' is "
                    + (other.origin?.type.simpleName ?? "not"),
                hint: "Cast them, or name the columns that belong together.")
        }
        let names = values.map { quotedText($0.name) }.joined(separator: ", ")
        let list = values.map(\.sql).joined(separator: ", ")
        return try select(
            ids + [
                Item(name: unpivot.variableName, sql: "unnest([\(names)])", origin: nil),
                Item(name: unpivot.valueName, sql: "unnest([\(list)])", origin: nil),
            ], from: below)
    }

    // MARK: - Samples

    func sample(_ below: Relation, _ sampling: Sampling) throws -> Relation {
        let row = quoted("__swiftlet_row")
        // With a seed chance goes by the row's number, which needs the rows one after the other.
        let source =
            sampling.seed == nil
            ? below.source : "(SELECT *, row_number() OVER () AS \(row) FROM \(below.source)) AS \(quoted(below.alias))"
        let number = sampling.seed.map { "(hash(\(row) + \(Self.mixed($0))) / 18446744073709551616.0)" } ?? "random()"
        let columns = below.columns.map { quoted($0.sqlName) }.joined(separator: ", ")
        switch sampling.method {
        case .range(let range):
            let lower = range.lowerBound > 0 ? "\(number) >= \(range.lowerBound) AND " : ""
            let upper = range.upperBound < 1 ? "\(number) < \(range.upperBound)" : "TRUE"
            return below.replacing("SELECT \(columns) FROM \(source) WHERE \(lower)\(upper)")
        case .withReplacement(let mean):
            let times = Self.poisson(number, mean: mean)
            let many = "SELECT \(columns), unnest(range(\(times))) AS \(quoted("__swiftlet_time")) FROM \(source)"
            return below.replacing("SELECT \(columns) FROM (\(many)) AS \(quoted(below.alias))")
        case .strata(let column, let strata):
            let operand = try writer(below).sql(column)
            let cases = strata.map { stratum in
                "WHEN \(operand) IS NOT DISTINCT FROM \(stratum.value.sqlLiteral) THEN \(stratum.fraction)"
            }
            let fraction = cases.isEmpty ? "0" : "CASE \(cases.joined(separator: " ")) ELSE 0 END"
            return below.replacing("SELECT \(columns) FROM \(source) WHERE \(number) < \(fraction)")
        }
    }

    /// A seed spread over 60 bits (splitmix64), so that seeds next to each other have no rows in common.
    private static func mixed(_ seed: Int64) -> UInt64 {
        var bits = UInt64(bitPattern: seed) &+ 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return (bits ^ (bits >> 31)) >> 4
    }

    /// How often a row is taken: the Poisson distribution's quantile of a random number.
    private static func poisson(_ number: String, mean: Double) -> String {
        var probability = exponential(-mean)
        var total = probability
        var cases: [String] = []
        var count = 0
        while total < 1 - 1e-12, count < 1000 {
            cases.append("WHEN chance < \(total) THEN \(count)")
            count += 1
            probability *= mean / Double(count)
            total += probability
        }
        if cases.isEmpty { return "0" }
        // Asked once a row: each mention of random() would be another number.
        return "list_transform([\(number)], lambda chance: CASE \(cases.joined(separator: " ")) ELSE \(count) END)[1]"
    }

    /// e to a power that is not positive.
    private static func exponential(_ power: Double) -> Double {
        let part = power / 1024
        var value = 1 + part * (1 + part / 2 * (1 + part / 3 * (1 + part / 4)))
        for _ in 0..<10 { value *= value }
        return value
    }

    // MARK: - Generators

    /// What a generator (`explode` and its kin) or a choice of columns selects; nil for all other expressions.
    func generated(_ expression: Expression, in below: Relation) throws -> [Item]? {
        var call = expression
        var names: [String] = []
        if case .alias(let inner, let name) = expression {
            (call, names) = (inner, [name])
        }
        if case .call("named_columns", let parts, _) = call, let inner = parts.first {
            call = inner
            names = parts.dropFirst().compactMap { if case .literal(.string(let name)) = $0 { name } else { nil } }
        }
        guard case .call(let name, let arguments, _) = call else { return nil }
        if name == "col_regex" { return try fitting(arguments, in: below) }
        guard let found = try generator(name.lowercased(), arguments, in: below) else { return nil }
        guard names.isEmpty || names.count == found.count else {
            throw QueryError(
                .analysis, "\(name) gives \(found.count) columns, and \(names.count) names are given",
                hint: "They are \(found.map(\.name).joined(separator: ", ")).")
        }
        return zip(found, names.isEmpty ? found.map(\.name) : names).map { Item(name: $1, sql: $0.sql, origin: nil) }
    }

    private func fitting(_ arguments: [Expression], in below: Relation) throws -> [Item] {
        guard case .literal(.string(let pattern))? = arguments.first, let regex = try? Regex(pattern).ignoresCase()
        else {
            throw QueryError(.analysis, "colRegex is given a pattern that is not a regular expression")
        }
        return below.columns.filter { (try? regex.wholeMatch(in: $0.name)) != nil }.map(item)
    }

    private func generator(
        _ name: String, _ arguments: [Expression], in below: Relation
    ) throws -> [(name: String, sql: String)]? {
        let isOuter = name.hasSuffix("_outer")
        switch isOuter ? String(name.dropLast(6)) : name {
        case "explode", "posexplode": break
        case "inline": return try inline(arguments, isOuter: isOuter, in: below)
        case "stack": return try stack(arguments, in: below)
        default: return nil
        }
        guard arguments.count == 1 else { throw QueryError(.analysis, "\(name) takes 1 argument") }
        let operand = try writer(below).sql(arguments[0])
        func rows(_ list: String) -> String {
            isOuter ? "unnest(CASE WHEN len(\(list)) > 0 THEN \(list) ELSE [NULL] END)" : "unnest(\(list))"
        }
        var columns: [(String, String)]
        switch writer(below).knownType(arguments[0]) ?? writer(below).typeOfSQL(operand) {
        case .map: columns = [("key", rows("map_keys(\(operand))")), ("value", rows("map_values(\(operand))"))]
        case .array, nil: columns = [("col", rows(operand))]
        case let type?:
            throw QueryError(
                .analysis, "\(name) needs an array or a map, and '\(arguments[0].text)' is \(type.simpleName)")
        }
        if name.hasPrefix("pos") {
            let count = columns.count == 1 ? operand : "map_keys(\(operand))"
            columns.insert(("pos", "CAST(\(rows("range(len(\(count)))")) AS INTEGER)"), at: 0)
        }
        return columns
    }

    private func inline(
        _ arguments: [Expression], isOuter: Bool, in below: Relation
    ) throws -> [(name: String, sql: String)] {
        let operand = try arguments.first.map { try writer(below).sql($0) } ?? "NULL"
        guard case .array(.struct(let type))? = writer(below).typeOfSQL(operand) else {
            throw QueryError(.analysis, "inline needs an array of structs")
        }
        let list = isOuter ? "CASE WHEN len(\(operand)) > 0 THEN \(operand) ELSE [NULL] END" : operand
        return type.names.map { ($0, "struct_extract(unnest(\(list)), \(quotedText($0)))") }
    }

    private func stack(_ arguments: [Expression], in below: Relation) throws -> [(name: String, sql: String)] {
        guard case .literal(.integer(let count))? = arguments.first, count > 0, arguments.count > 1 else {
            throw QueryError(.analysis, "stack takes the number of rows, and then their values")
        }
        let values = try arguments.dropFirst().map { try writer(below).sql($0) }
        let width = (values.count + Int(count) - 1) / Int(count)
        return (0..<width).map { column in
            let parts = (0..<Int(count)).map { row in
                row * width + column < values.count ? values[row * width + column] : "NULL"
            }
            return ("col\(column)", "unnest([\(parts.joined(separator: ", "))])")
        }
    }
}
