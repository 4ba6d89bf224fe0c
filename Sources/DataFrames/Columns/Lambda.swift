extension Expression {
    // Variables are named by how deep their closure lies, so that equal closures give equal expressions.
    @TaskLocal private static var depth = 0

    private static func closure(_ count: Int, _ body: ([Column]) -> Column) -> Expression {
        let names = (0..<count).map { "\(["x", "y", "z"][$0])_\(depth)" }
        let result = $depth.withValue(depth + 1) { body(names.map { Column(.variable($0)) }) }
        return .lambda(names, result.expression)
    }

    /// A Swift closure over columns, called once to know its expression.
    static func closure(_ body: (Column) -> Column) -> Expression { closure(1) { body($0[0]) } }

    static func closure(_ body: (Column, Column) -> Column) -> Expression { closure(2) { body($0[0], $0[1]) } }

    static func closure(_ body: (Column, Column, Column) -> Column) -> Expression {
        closure(3) { body($0[0], $0[1], $0[2]) }
    }
}
