import DataFrames
import Synchronization

/// An engine that computes nothing: it answers with what it was given, and writes down what it was asked.
final class FakeEngine: Engine {
    let name = "Fake"
    private let answer: ColumnBatch
    private let notes = Mutex<[String]>([])
    private let target = Mutex<FileTarget?>(nil)

    init(_ answer: ColumnBatch = .numbers(0)) { self.answer = answer }

    /// One line for each request.
    var asked: [String] { notes.withLock { $0 } }
    /// What the last write was told.
    var written: FileTarget? { target.withLock { $0 } }

    func schema(of plan: LogicalPlan) throws -> StructType {
        note("schema of \(plan.treeString)")
        return answer.schema
    }

    func collect(_ plan: LogicalPlan) throws -> ColumnBatch {
        note("collect \(plan.treeString)")
        return answer
    }

    func runCommands(_ sql: SQLText) throws -> ColumnBatch? {
        note("run \(sql.text)")
        return sql.text.hasPrefix("SHOW") ? answer : nil
    }

    func write(_ plan: LogicalPlan, to target: FileTarget) throws { self.target.withLock { $0 = target } }

    func createView(_ name: String, of plan: LogicalPlan, replace: Bool) throws {
        note("view \(name), replace \(replace)")
    }

    func dropView(_ name: String) throws -> Bool { name == "known" }
    func tables() throws -> [CatalogTable] { [CatalogTable(name: "Known", isTemporary: true, kind: "VIEW")] }
    func explain(_ plan: LogicalPlan, extended: Bool) throws -> String { "none" }
    func interrupt() { note("interrupt") }

    private func note(_ text: String) { notes.withLock { $0.append(text) } }
}

extension ColumnBatch {
    /// The whole numbers from 0, in a column `id`.
    static func numbers(_ count: Int) -> ColumnBatch {
        ColumnBatch(
            schema: StructType([StructField("id", .long)]),
            columns: [ColumnVector(type: .long, count: count, storage: .long((0..<count).map(Int64.init)))],
            count: count)
    }

    /// Columns of texts.
    static func texts(_ columns: KeyValuePairs<String, [String]>) -> ColumnBatch {
        ColumnBatch(
            schema: StructType(columns.map { StructField($0.key, .string) }),
            columns: columns.map { ColumnVector(type: .string, count: $0.value.count, storage: .string($0.value)) },
            count: columns.first?.value.count ?? 0)
    }
}

extension ColumnVector {
    /// Numbers of which some are missing.
    static func doubles(_ values: [Double?]) -> ColumnVector {
        var validity = [UInt64](repeating: 0, count: (values.count + 63) / 64)
        for (row, value) in values.enumerated() where value != nil { validity[row >> 6] |= 1 << UInt64(row & 63) }
        return ColumnVector(
            type: .double, count: values.count, storage: .double(values.map { $0 ?? -1 }), validity: validity)
    }

    static func longs(_ values: [Int64]) -> ColumnVector {
        ColumnVector(type: .long, count: values.count, storage: .long(values))
    }

    static func strings(_ values: [String]) -> ColumnVector {
        ColumnVector(type: .string, count: values.count, storage: .string(values))
    }
}
