/// How rows are put in groups.
public struct Grouping: Sendable {
    public enum Kind: Sendable, Equatable {
        case plain
        /// Also the groups of each shorter list of columns, down to all rows.
        case rollup
        /// Also the groups of each subset of the columns.
        case cube
        /// The groups of these lists of columns.
        case sets([[Expression]])
    }

    public var kind = Kind.plain
    public var columns: [Expression] = []
}

/// Which values of a column become columns.
public struct Pivot: Sendable {
    public var column: Expression
    /// In this order; nil for all that the data have, sorted.
    public var values: [Value]?
}

/// Columns that become rows: one with their names, one with their values.
public struct Unpivot: Sendable {
    /// Columns that stay.
    public var ids: [Expression]
    /// nil for all others.
    public var values: [Expression]?
    public var variableName: String
    public var valueName: String
}

/// Which rows chance keeps.
public struct Sampling: Sendable {
    public enum Method: Sendable {
        /// Rows whose random number, from 0 up to 1, lies in a range.
        case range(ClosedRange<Double>)
        /// Each row as often as chance has it, on average this often.
        case withReplacement(Double)
        /// A share of the rows for each value of a column.
        case strata(Expression, [Stratum])
    }

    public struct Stratum: Sendable {
        public var value: Value
        public var fraction: Double
    }

    public var method: Method
    /// The same seed gives the same rows as long as the rows below come in the same order.
    public var seed: Int64?
}

/// What happens to values that are null (or NaN), or that stand for something else.
public enum MissingValues: Sendable {
    /// Null and NaN become a value, in columns of the value's kind.
    case fill([Fill])
    /// Rows with fewer values than `atLeast` go; nil for all columns, and for as many values as there are columns.
    case drop(columns: [String]?, atLeast: Int?)
    /// Values become others, in columns of their kind.
    case replace([Replacement], columns: [String]?)

    public struct Fill: Sendable {
        public var columns: [String]?
        public var value: Value
    }

    public struct Replacement: Sendable {
        public var old: Value
        public var new: Value
    }
}

/// The row of the right side that is nearest in time, or in some other order.
public struct AsOf: Sendable {
    public enum Direction: String, Sendable {
        /// The last one that is not after.
        case backward
        /// The first one that is not before.
        case forward
        case nearest
    }

    public var left: Expression
    public var right: Expression
    /// Columns of both sides that are equal.
    public var names: [String]
    public var direction: Direction
    /// How far away the row may be.
    public var tolerance: Expression?
    /// Whether a row at the same time counts.
    public var allowsExactMatches: Bool
}
