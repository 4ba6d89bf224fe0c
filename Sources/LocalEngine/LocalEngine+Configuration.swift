import DataFrames
import Essentials

// Settings of the session.
extension LocalEngine {
    public func configure(_ name: String, _ value: String?) throws {
        switch name.lowercased() {
        case "spark.sql.session.timezone": try set("TimeZone", to: value ?? "UTC", for: name)
        case "spark.driver.cores", "spark.executor.cores":
            guard let count = value.map({ Int($0) ?? 0 }) else { return try reset("threads") }
            guard count > 0 else { throw wrong(name, value, "It is a positive number.") }
            try set("threads", to: String(count), for: name)
        case "spark.driver.memory", "spark.executor.memory":
            guard let value else { return try reset("memory_limit") }
            try set("memory_limit", to: "\(try bytes(name, value))B", for: name)
        case "spark.local.dir":
            guard let value else { return try reset("temp_directory") }
            try set("temp_directory", to: value, for: name)
        case "spark.driver.maxresultsize":
            let limit = try bytes(name, value ?? "1g")
            // As in Spark, 0 is no limit.
            setLargestResult(limit == 0 ? .max : limit)
        default: break
        }
    }

    private func set(_ setting: String, to value: String, for name: String) throws {
        do {
            _ = try working { _ in try connection.run("SET \(setting) = \(quotedText(value))") }
        } catch let error as QueryError {
            throw wrong(name, value, error.message)
        }
    }

    private func reset(_ setting: String) throws { _ = try working { _ in try connection.run("RESET \(setting)") } }

    /// `512m`, `4g`, or a plain number of bytes, as Spark writes sizes.
    private func bytes(_ name: String, _ text: String) throws -> Int {
        guard let size = ByteCount(parsing: text) else { throw wrong(name, text, "It is a size such as 512m or 4g.") }
        return size.bytes
    }

    private func wrong(_ name: String, _ value: String?, _ hint: String) -> QueryError {
        QueryError(.invalidOption, "the setting \(name) cannot be '\(value ?? "")'", hint: hint)
    }
}
