import Synchronization

/// The session of this notebook.
public let spark = SparkSession()

/// Where DataFrames come from: files, SQL, tables, values of the program.
public final class SparkSession: Sendable {
    // A lock and no actor: notebooks call from plain, synchronous code. It is held while the engine starts, so that
    // only one does.
    private let currentEngine = Mutex<(any Engine)?>(nil)

    // By lower-case names, with the names as they were given.
    private let given = Mutex<[String: (name: String, value: String)]>([:])

    init() {}

    /// A session with an engine of its own, as tests use it.
    public init(engine: any Engine) { currentEngine.withLock { $0 = engine } }

    /// The engine, made on first use.
    func engine() throws -> any Engine {
        try currentEngine.withLock { current in
            if let current { return current }
            let engine = try EngineRegistry.makeEngine()
            for (name, value) in given.withLock({ Array($0.values) }) { try engine.configure(name, value) }
            current = engine
            return engine
        }
    }

    /// The version of Spark whose API this follows.
    public var version: String { "4.0" }

    /// Reads files: `spark.read.option("header", true).csv("flights.csv")`.
    public var read: DataFrameReader { DataFrameReader(session: self) }

    /// The settings of the session.
    public var conf: RuntimeConfiguration { RuntimeConfiguration(session: self) }

    /// - Parameter value: nil to take a setting back.
    /// - Throws: `QueryError` (`invalidOption`); then nothing has changed.
    func configure(_ name: String, _ value: String?) throws {
        // The engine is asked first, so that a value without meaning is reported here.
        try engine().configure(name, value)
        given.withLock { $0[name.lowercased()] = value.map { (name, $0) } }
    }

    func setting(_ name: String) -> String? { given.withLock { $0[name.lowercased()]?.value } }

    var settings: [String: String] {
        given.withLock { Dictionary($0.values.map { ($0.name, $0.value) }) { first, _ in first } }
    }

    /// For programs that begin with `SparkSession.builder.getOrCreate()`: the one session that there is.
    public static var builder: Builder { Builder() }

    /// Settings for a session.
    public struct Builder: Sendable {
        private var settings: [(String, String)] = []

        public func appName(_ name: String) -> Builder { self }
        public func master(_ name: String) -> Builder { self }

        public func config(_ name: String, _ value: any CustomStringConvertible) -> Builder {
            var copy = self
            copy.settings.append((name, value.description))
            return copy
        }

        /// The session of the notebook, with the settings.
        ///
        /// - Throws: `QueryError` (`invalidOption`) when a value has no meaning.
        public func getOrCreate() throws -> SparkSession {
            for (name, value) in settings { try spark.configure(name, value) }
            return spark
        }
    }

    /// The tables and views of the session.
    public var catalog: Catalog { Catalog(session: self) }

    /// Runs SQL. A query is checked, and runs when its DataFrame is shown; a command (`CREATE TABLE`) runs at once,
    /// and its DataFrame holds what it says. Of several statements the last gives the DataFrame.
    ///
    ///     try spark.sql("SELECT * FROM flights WHERE origin = :origin", args: ["origin": "JFK"])
    ///
    /// - Parameter args: values for `:name` in the text.
    /// - Throws: `QueryError` with the place in the text.
    @discardableResult
    public func sql(_ text: String, args: KeyValuePairs<String, any LiteralValue> = [:]) throws -> DataFrame {
        try run(SQLText(text, named: args.map { ($0.key, $0.value.literalValue) }))
    }

    /// Runs SQL with values for each `?` in the text.
    ///
    /// - Throws: `QueryError` with the place in the text.
    @discardableResult
    public func sql(_ text: String, args: [any LiteralValue]) throws -> DataFrame {
        try run(SQLText(text, positional: args.map(\.literalValue)))
    }

    private func run(_ sql: SQLText) throws -> DataFrame {
        if let batch = try engine().runCommands(sql) { return DataFrame(.local(LocalData(batch)), self) }
        return DataFrame(.sql(sql.lastStatement), self)
    }

    /// The rows of a table or view.
    public func table(_ name: String) -> DataFrame { DataFrame(.table(name), self) }

    /// Whole numbers from 0 up to, and without, `end`, in a column `id`.
    public func range(_ end: Int) -> DataFrame { range(0, end) }

    /// Whole numbers from `start` up to, and without, `end`, in a column `id`.
    public func range(_ start: Int, _ end: Int, _ step: Int = 1) -> DataFrame {
        DataFrame(.range(start: Int64(start), end: Int64(end), step: Int64(step)), self)
    }
}
