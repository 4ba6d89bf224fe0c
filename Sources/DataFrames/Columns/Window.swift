/// The rows that a window function looks at: groups, their order, and how far before and after the current row.
public struct WindowSpecification: Sendable, Hashable {
    public var partition: [Expression] = []
    public var order: [Expression] = []
    public var frame: Frame?

    public struct Frame: Sendable, Hashable {
        public enum Unit: String, Sendable { case rows = "ROWS", range = "RANGE" }
        public var unit: Unit
        public var start: Int
        public var end: Int
    }

    /// Adds columns whose values tell groups apart.
    public func partitionBy(_ columns: any ColumnOrName...) -> WindowSpecification {
        var copy = self
        copy.partition += columns.map { $0.namedColumn.expression }
        return copy
    }

    /// Adds columns to order each group by.
    public func orderBy(_ columns: any ColumnOrName...) -> WindowSpecification {
        var copy = self
        copy.order += columns.map { $0.namedColumn.expression }
        return copy
    }

    /// Limits the window to rows from `start` to `end`, counted from the current one; see `Window.unboundedPreceding`.
    public func rowsBetween(_ start: Int, _ end: Int) -> WindowSpecification {
        var copy = self
        copy.frame = Frame(unit: .rows, start: start, end: end)
        return copy
    }

    /// Limits the window to rows whose order value differs by `start` to `end` from the current row's.
    public func rangeBetween(_ start: Int, _ end: Int) -> WindowSpecification {
        var copy = self
        copy.frame = Frame(unit: .range, start: start, end: end)
        return copy
    }

    var text: String {
        var parts: [String] = []
        if !partition.isEmpty { parts.append("PARTITION BY " + partition.map(\.text).joined(separator: ", ")) }
        if !order.isEmpty { parts.append("ORDER BY " + order.map(\.text).joined(separator: ", ")) }
        if let frame { parts.append("\(frame.unit.rawValue) BETWEEN \(frame.start) AND \(frame.end)") }
        return parts.joined(separator: " ")
    }
}

/// Where windows begin: `Window.partitionBy("carrier").orderBy(desc("n"))`.
public enum Window {
    public static let unboundedPreceding = Int.min
    public static let unboundedFollowing = Int.max
    public static let currentRow = 0

    public static func partitionBy(_ columns: any ColumnOrName...) -> WindowSpecification {
        WindowSpecification(partition: columns.map { $0.namedColumn.expression })
    }

    public static func orderBy(_ columns: any ColumnOrName...) -> WindowSpecification {
        WindowSpecification(order: columns.map { $0.namedColumn.expression })
    }

    public static func rowsBetween(_ start: Int, _ end: Int) -> WindowSpecification {
        WindowSpecification().rowsBetween(start, end)
    }
}
