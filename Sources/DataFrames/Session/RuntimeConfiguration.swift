/// The settings of a session, by Spark's names: `try spark.conf.set("spark.sql.session.timeZone", "Europe/Berlin")`.
///
/// | name | meaning |
/// | --- | --- |
/// | `spark.sql.session.timeZone` | the time zone in which instants are shown and read, `UTC` if not set |
/// | `spark.driver.cores` | how many cores queries use |
/// | `spark.driver.memory` | how much memory queries use before they spill, `4g` |
/// | `spark.local.dir` | the folder for what is spilled |
/// | `spark.driver.maxResultSize` | how many bytes of rows come into the program at once, `1g` if not set, `0` for all |
///
/// Other names are kept and have no effect.
public struct RuntimeConfiguration: Sendable {
    let session: SparkSession

    /// What is set if nobody says otherwise.
    private static let defaults = ["spark.sql.session.timezone": "UTC", "spark.driver.maxresultsize": "1g"]

    /// Sets something for the queries to come.
    ///
    /// - Throws: `QueryError` (`invalidOption`) when the value has no meaning.
    public func set(_ name: String, _ value: any CustomStringConvertible) throws {
        try session.configure(name, value.description)
    }

    /// What is set.
    ///
    /// - Throws: `QueryError` (`invalidOption`) when nothing is.
    public func get(_ name: String) throws -> String {
        guard let value = session.setting(name) ?? Self.defaults[name.lowercased()] else {
            throw QueryError(
                .invalidOption, "there is no setting '\(name)'",
                hint: "spark.conf.get(\"\(name)\", \"value\") says what counts when nothing is set.")
        }
        return value
    }

    /// What is set, or a value of one's own.
    public func get(_ name: String, _ otherwise: String) -> String {
        session.setting(name) ?? Self.defaults[name.lowercased()] ?? otherwise
    }

    /// Takes a setting back.
    ///
    /// - Throws: `QueryError`.
    public func unset(_ name: String) throws { try session.configure(name, nil) }

    /// All that is set, by name.
    public var getAll: [String: String] { session.settings }
}
