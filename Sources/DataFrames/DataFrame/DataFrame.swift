import Essentials

/// Rows with named, typed columns: a description of how to get them. Nothing is computed until an action (`show`,
/// `collect`, `count`, `write`) or until a cell displays it.
///
///     let late = flights
///         .filter(flights.dep_delay > 60)
///         .groupBy("carrier")
///         .agg(count("*").as("n"), avg("dep_delay").as("mean"))
///         .orderBy(desc("n"))
///     try late.show()
@dynamicMemberLookup
public struct DataFrame: Sendable {
    /// What is to be computed.
    public let plan: LogicalPlan
    let session: SparkSession

    init(_ node: LogicalPlan.Node, _ session: SparkSession) {
        plan = LogicalPlan(node)
        self.session = session
    }

    /// The same session with another step on top.
    func with(_ node: LogicalPlan.Node) -> DataFrame { DataFrame(node, session) }

    /// A column of this DataFrame; also after a join it is this side's.
    public subscript(_ name: String) -> Column {
        name == "*" ? Column(name) : Column(.column(name, plan: plan.id, mayBeText: false))
    }

    /// A column of this DataFrame: `flights.carrier`. Where a method has the same name, write `flights["count"]`.
    public subscript(dynamicMember name: String) -> Column { self[name] }

    /// A column of this DataFrame.
    public func col(_ name: String) -> Column { self[name] }

    /// Names and types of the columns.
    ///
    /// - Throws: `QueryError` when the query has no meaning: a column or table that is not there, a file that is
    ///   missing, types that do not fit.
    public var schema: StructType {
        get throws { try session.engine().schema(of: plan) }
    }

    /// The names of the columns.
    ///
    /// - Throws: what `schema` throws.
    public var columns: [String] {
        get throws { try schema.names }
    }

    /// Names and types, as Spark abbreviates them: `[("id", "bigint")]`.
    ///
    /// - Throws: what `schema` throws.
    public var dtypes: [(String, String)] {
        get throws { try schema.fields.map { ($0.name, $0.type.simpleName) } }
    }

    /// Prints the schema as a tree.
    ///
    /// - Throws: what `schema` throws.
    public func printSchema() throws { print(try schema.treeString) }

    /// Prints the plan, and how the engine runs it.
    ///
    /// - Throws: what `schema` throws.
    public func explain(_ extended: Bool = false) throws {
        print("== Logical Plan ==\n\(plan.treeString)\n\(try session.engine().explain(plan, extended: extended))")
    }

    /// Prints how the engine runs the plan.
    ///
    /// - Parameter mode: `simple`, `extended` for the SQL as well, or `analyze`, which runs the plan and prints the
    ///   time and the rows of each step. `formatted`, `cost` and `codegen` are accepted.
    /// - Throws: what `schema` throws, and when it is run, what `collect` throws.
    public func explain(_ mode: String) throws { print(try explainString(mode)) }

    /// What `explain` prints.
    ///
    /// - Throws: as `explain`.
    public func explainString(_ mode: String = "simple") throws -> String {
        let engine = try session.engine()
        switch mode.lowercased() {
        case "simple": return try engine.explain(plan, extended: false)
        case "extended", "formatted", "cost", "codegen":
            return "== Logical Plan ==\n\(plan.treeString)\n\(try engine.explain(plan, extended: true))"
        case "analyze": return try engine.analyze(plan)
        default:
            throw QueryError(
                .invalidParameter, "explain has no mode '\(mode)'", hint: "Known are simple, extended and analyze.")
        }
    }
}
