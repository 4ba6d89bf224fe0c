import DataFrames

// Spark's functions with closures. DuckDB's lambdas get one value each; where Spark's get more, they are parts of it.
extension ExpressionWriter {
    /// The closure of a call as a lambda of DuckDB's.
    ///
    /// - Throws: `QueryError` for what is wrong in it.
    func lambda(
        _ function: String, _ parameters: [String], _ body: Expression, of arguments: [Expression]
    ) throws -> String {
        let types = arguments.prefix { if case .lambda = $0 { false } else { true } }.map { type(of: $0) }
        let element = Self.element(types.first ?? nil)
        switch function {
        case "transform", "filter":
            // DuckDB counts from 1.
            let places =
                [Variable(sql: parameters[0], type: element)]
                + parameters.dropFirst().map { Variable(sql: "(\($0) - 1)::INTEGER", type: .integer) }
            return "lambda \(parameters.joined(separator: ", ")): \(try within(parameters, places, body))"
        case "exists", "forall":
            return "lambda \(parameters[0]): "
                + (try within(parameters, [Variable(sql: parameters[0], type: element)], body))
        case "zip_with":
            let pair = parameters[0]
            let right = Self.element(types.count > 1 ? types[1] : nil)
            return "lambda \(pair): "
                + (try within(
                    parameters, [Variable(sql: "\(pair)[1]", type: element), Variable(sql: "\(pair)[2]", type: right)],
                    body))
        case "map_filter", "transform_keys", "transform_values":
            let entry = parameters[0]
            let (key, value) = Self.entry(types.first ?? nil)
            let text = try within(
                parameters, [Variable(sql: "\(entry).key", type: key), Variable(sql: "\(entry).value", type: value)],
                body)
            switch function {
            case "map_filter": return "lambda \(entry): \(text)"
            case "transform_keys": return "lambda \(entry): {'key': \(text), 'value': \(entry).value}"
            default: return "lambda \(entry): {'key': \(entry).key, 'value': \(text)}"
            }
        case "map_zip_with":
            let entry = parameters[0]
            let (key, left) = Self.entry(types.first ?? nil)
            let right = Self.entry(types.count > 1 ? types[1] : nil).1
            let text = try within(
                parameters,
                [
                    Variable(sql: "\(entry).key", type: key), Variable(sql: "\(entry).left", type: left),
                    Variable(sql: "\(entry).right", type: right),
                ], body)
            return "lambda \(entry): {'key': \(entry).key, 'value': \(text)}"
        case "array_sort":
            // See the line in FunctionTable: `s` is an element that was put in order, `q[1]` the one to put in.
            return try within(
                parameters, [Variable(sql: "s", type: element), Variable(sql: "q[1]", type: element)], body)
        default: throw QueryError(.analysis, "\(function) takes no closure")
        }
    }

    /// `aggregate` and `reduce`: DuckDB's `list_reduce` wants elements of the result's type, so each gets a place for it.
    ///
    /// - Returns: nil for other functions.
    /// - Throws: `QueryError` for what is wrong in the closures.
    func merging(_ function: String, _ arguments: [Expression]) throws -> String? {
        guard function == "aggregate" || function == "reduce", arguments.count >= 3,
            case .lambda(let parameters, let body) = arguments[2], parameters.count == 2
        else { return nil }
        let (list, initial) = (try inner(arguments[0]), try inner(arguments[1]))
        let (left, right) = (parameters[0], parameters[1])
        let resultType = type(of: arguments[1])
        let merge = try within(
            parameters,
            [
                Variable(sql: "\(left).result", type: resultType),
                Variable(sql: "\(right).element", type: Self.element(type(of: arguments[0]))),
            ], body)
        let seeds = "list_transform(\(list), lambda e: {'result': \(initial), 'element': e})"
        let step = "lambda \(left), \(right): {'result': \(merge), 'element': \(right).element}"
        let merged = "list_reduce(\(seeds), \(step), {'result': \(initial), 'element': NULL}).result"
        guard arguments.count > 3, case .lambda(let names, let finish) = arguments[3] else { return "(\(merged))" }
        return try within(names, [Variable(sql: "(\(merged))", type: resultType)], finish)
    }

    private func within(_ names: [String], _ places: [Variable], _ body: Expression) throws -> String {
        var writer = self
        for (name, place) in zip(names, places) { writer.variables[name] = place }
        return try writer.inner(body)
    }

    private static func element(_ type: DataType?) -> DataType? {
        if case .array(let element)? = type { element } else { nil }
    }

    private static func entry(_ type: DataType?) -> (DataType?, DataType?) {
        if case .map(let key, let value)? = type { (key, value) } else { (nil, nil) }
    }
}
