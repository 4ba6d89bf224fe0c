import DataFrames

/// The options of a reader, by Spark's names.
struct ScanOptions {
    enum Mode { case permissive, dropMalformed, failFast }

    private let format: FileSource.Format
    private let values: [String: String]

    /// - Parameter known: what the format takes, in lower case.
    /// - Throws: `QueryError` (`invalidOption`) that lists the known ones.
    init(_ source: FileSource, known: Set<String>) throws {
        format = source.format
        values = source.options
        if let unknown = values.keys.sorted().first(where: { !known.contains($0) }) {
            throw QueryError(
                .invalidOption, "reading \(format.rawValue) has no option '\(unknown)'",
                hint: known.isEmpty ? "It takes none." : "Known are \(known.sorted().joined(separator: ", ")).")
        }
    }

    subscript(_ name: String) -> String? { values[name] }

    /// - Throws: `QueryError` (`invalidOption`) for anything but true and false.
    func flag(_ name: String) throws -> Bool {
        switch values[name]?.lowercased() {
        case nil, "false": return false
        case "true": return true
        case let value?:
            throw QueryError(.invalidOption, "the option \(name) is '\(value)'", hint: "It is either true or false.")
        }
    }

    /// A date pattern as strftime has it, as a constant of SQL.
    ///
    /// - Throws: `QueryError` for a pattern that cannot be said.
    func pattern(_ name: String) throws -> String? {
        try values[name].map { quotedText(try DatePattern.strftime($0)) }
    }

    /// What becomes of records that do not fit.
    var mode: Mode {
        get throws {
            switch values["mode"]?.lowercased() {
            case nil, "permissive": return .permissive
            case "dropmalformed": return .dropMalformed
            case "failfast": return .failFast
            case let mode?:
                throw QueryError(
                    .invalidOption, "the option mode is '\(mode)'",
                    hint: "Known are PERMISSIVE, DROPMALFORMED and FAILFAST.")
            }
        }
    }
}
