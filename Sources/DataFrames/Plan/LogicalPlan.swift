import Synchronization

/// Names a plan, so that `df.price` can tell of which DataFrame it is a column.
public struct PlanID: Sendable, Hashable {
    let number: UInt64

    private static let last = Atomic<UInt64>(0)

    static func next() -> PlanID { PlanID(number: last.wrappingAdd(1, ordering: .relaxed).newValue) }
}

/// What is to be computed, as a tree whose leaves are the sources of data. A plan says what, an engine knows how.
public final class LogicalPlan: Sendable {
    public let id = PlanID.next()
    public let node: Node
    // A lock and no actor: it is taken once or twice in the life of a plan.
    private let releases = Mutex<[@Sendable () -> Void]>([])

    public init(_ node: Node) { self.node = node }

    /// Calls back when nothing refers to the plan any more, so that an engine can free what it keeps for it.
    public func whenReleased(_ action: @escaping @Sendable () -> Void) {
        releases.withLock { $0.append(action) }
    }

    deinit {
        for action in releases.withLock({ $0 }) { action() }
    }

    public enum Node: Sendable {
        /// Files of a format.
        case files(FileSource)
        /// A table or view of the session.
        case table(String)
        /// A query in SQL, parameters filled in.
        case sql(SQLText)
        /// Whole numbers from start up to, and without, end, in a column `id`.
        case range(start: Int64, end: Int64, step: Int64)
        /// Rows that the program made.
        case local(LocalData)
        case project(LogicalPlan, [Expression])
        /// Adds columns, in place of those of the same names.
        case withColumns(LogicalPlan, [NamedExpression])
        case rename(LogicalPlan, [Renaming])
        /// New names for all columns, by position.
        case renameAll(LogicalPlan, [String])
        /// Leaves columns out; names that are not there do not matter.
        case drop(LogicalPlan, [Expression])
        case filter(LogicalPlan, Expression)
        case aggregate(LogicalPlan, Grouping, aggregates: [Expression])
        /// Aggregates with a column for each value of one column.
        case pivot(LogicalPlan, grouping: [Expression], Pivot, aggregates: [Expression])
        case unpivot(LogicalPlan, Unpivot)
        /// Some rows by chance.
        case sample(LogicalPlan, Sampling)
        case missingValues(LogicalPlan, MissingValues)
        case sort(LogicalPlan, [Expression])
        case limit(LogicalPlan, count: Int?, offset: Int)
        /// Of rows that agree in the columns (in all, when nil) keeps one.
        case distinct(LogicalPlan, columns: [String]?)
        case join(LogicalPlan, LogicalPlan, JoinType, JoinCondition)
        case setOperation(LogicalPlan, LogicalPlan, SetOperation)
        case alias(LogicalPlan, String)
        /// Rows that are computed once and then kept.
        case checkpoint(LogicalPlan)
    }

    public struct NamedExpression: Sendable {
        public var name: String
        public var expression: Expression
    }

    public struct Renaming: Sendable {
        public var old: String
        public var new: String
    }

    public enum JoinCondition: Sendable {
        case none
        /// Columns of these names are equal, and appear once.
        case names([String])
        /// The columns of the same names on both sides are equal, and appear once.
        case natural
        case expression(Expression)
        case asOf(AsOf)
    }

    public enum SetOperation: Sendable, Hashable {
        case unionAll
        /// By names instead of positions.
        case unionByName(allowMissing: Bool)
        case intersect(all: Bool)
        case except(all: Bool)
    }

    /// The plans directly below.
    public var children: [LogicalPlan] {
        switch node {
        case .files, .table, .sql, .range, .local: []
        case .project(let input, _), .withColumns(let input, _), .rename(let input, _), .renameAll(let input, _),
            .drop(let input, _), .filter(let input, _), .aggregate(let input, _, _), .pivot(let input, _, _, _),
            .unpivot(let input, _), .sample(let input, _), .missingValues(let input, _), .sort(let input, _),
            .limit(let input, _, _), .distinct(let input, _), .alias(let input, _), .checkpoint(let input):
            [input]
        case .join(let left, let right, _, _), .setOperation(let left, let right, _): [left, right]
        }
    }
}

/// Which rows of a join stay that have no partner.
public enum JoinType: String, Sendable, Hashable {
    case inner
    /// All rows of the left side.
    case left
    /// All rows of the right side.
    case right
    /// All rows of both sides.
    case full
    /// Rows of the left side that have a partner, with the left side's columns alone.
    case semi
    /// Rows of the left side that have no partner.
    case anti
    /// Every row with every row.
    case cross

    public static let outer = JoinType.full
    public static let fullOuter = JoinType.full
    public static let leftOuter = JoinType.left
    public static let rightOuter = JoinType.right
    public static let leftSemi = JoinType.semi
    public static let leftAnti = JoinType.anti
}

/// The text of a query in SQL.
public struct SQLText: Sendable, Hashable {
    /// What the engine gets.
    public var text: String
    /// What the user wrote, for messages; and where parts of it stand in `text`.
    public var original: String
    /// For each parameter that was filled in: its place in `text` and `original`, and lengths in both, in bytes.
    var substitutions: [Substitution] = []

    struct Substitution: Sendable, Hashable {
        var place: Int
        var length: Int
        var originalPlace: Int
        var originalLength: Int
    }
}
