import DataFrames

extension Value {
    /// The value as text that DuckDB casts back to the value's type.
    var textForCast: String {
        switch self {
        case .string(let text): text
        case .timestamp(let instant): "\(instant)+00"
        case .interval(let interval):
            "\(interval.months) months \(interval.days) days \(interval.microseconds) microseconds"
        case .array(let elements): "[" + elements.map(\.nestedText).joined(separator: ", ") + "]"
        case .map(let entries):
            "{" + entries.map { "\($0.key.nestedText)=\($0.value.nestedText)" }.joined(separator: ", ") + "}"
        case .struct(let fields):
            "{" + fields.map { "\(Value.string($0.name).nestedText): \($0.value.nestedText)" }.joined(separator: ", ")
                + "}"
        default: text
        }
    }

    private var nestedText: String {
        switch self {
        case .null: "NULL"
        case .string(let text):
            "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "\\'") + "'"
        default: textForCast
        }
    }
}
