import DataFrames
import Essentials
import Foundation
import LocalEngine
import Testing

/// What a real Spark gave for one expression, see Tests/golden/golden.
private struct Answer {
    var expression: String
    /// Nil where Spark failed.
    var result: (name: String, type: String, values: [String])?

    init(_ json: JSONValue) {
        expression = json["swift"]?.stringValue ?? ""
        if let values = json["values"]?.arrayValue {
            result = (
                json["name"]?.stringValue ?? "", json["type"]?.stringValue ?? "", values.map { $0.stringValue ?? "" }
            )
        }
    }
}

@Suite("Expressions give what Spark gives")
struct GoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("golden")

    private static func read(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    @Test("column by column: value, type and name, or an error where Spark has one")
    func golden() throws {
        let frame = try SparkSession(engine: try LocalEngine()).sql(try Self.read("table.duckdb.sql"))
        let document = try JSONValue(parsing: try Self.read("answers.json"))
        let answers = (document["answers"]?.arrayValue ?? []).map(Answer.init)
        let expressions = Dictionary(GoldenExpressions.all, uniquingKeysWith: { first, _ in first })
        let divergences = Set(
            try Self.read("divergences.txt").split(separator: "\n").filter { !$0.hasPrefix("#") }
                .map { String($0.components(separatedBy: " ## ")[0]) })
        #expect(answers.count > 400)
        var same = 0
        for answer in answers {
            let column = try #require(expressions[answer.expression], "\(answer.expression) is in no Swift file")
            let difference = Self.difference(answer, column, frame)
            if divergences.contains(answer.expression) {
                #expect(difference != nil, "\(answer.expression) is as in Spark: take it out of divergences.txt")
            } else if let difference {
                Issue.record("\(answer.expression): \(difference)")
            } else {
                same += 1
            }
        }
        print("\(same) of \(answers.count) expressions are as in Spark, \(divergences.count) are known not to be")
    }

    private static func difference(_ answer: Answer, _ column: Column, _ frame: DataFrame) -> String? {
        do {
            let result = frame.select(column)
            let rows = try result.collect().map { Self.text($0.values[0]) }
            guard let expected = answer.result else { return "\(rows), where Spark fails" }
            let isOrdered = !answer.expression.contains(".over(")
            let given = isOrdered ? rows : rows.sorted()
            let wanted = isOrdered ? expected.values : expected.values.sorted()
            if given.count != wanted.count || !zip(given, wanted).allSatisfy(isSame) {
                return "\(given), not \(wanted)"
            }
            let type = try result.dtypes[0].1
            if type != expected.type { return "the type \(type), not \(expected.type)" }
            // Spark's names of windows tell of its own defaults.
            let name = try result.columns[0]
            if isOrdered, name != expected.name { return "the name \(name), not \(expected.name)" }
            return nil
        } catch {
            return answer.result == nil ? nil : "an error: \(error)"
        }
    }

    /// As Spark shows it, the entries of maps in the order of their keys: Spark itself promises none.
    private static func text(_ value: Value) -> String {
        guard case .map(let entries) = value else { return value.text }
        return Value.map(entries.sorted { $0.key.text < $1.key.text }).text
    }

    /// Equal, or as near as the last digits of a floating point number.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        guard let a = Double(left), let b = Double(right), left.contains("."), right.contains(".") else { return false }
        return abs(a - b) <= 1e-12 * max(abs(a), abs(b)) || abs(a - b) < 1e-15
    }
}
