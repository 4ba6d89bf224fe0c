import Essentials

/// Rows that belong together: the result of a query, column by column.
public final class ColumnBatch: Sendable {
    public let schema: StructType
    public let columns: [ColumnVector]
    /// The number of rows.
    public let count: Int
    let places: [String: Int]

    /// - Parameter columns: as many as the schema has fields, all of `count` rows.
    public init(schema: StructType, columns: [ColumnVector], count: Int) {
        self.schema = schema
        self.columns = columns
        self.count = count
        var places: [String: Int] = [:]
        for (place, field) in schema.fields.enumerated() where places[field.name.lowercased()] == nil {
            places[field.name.lowercased()] = place
        }
        self.places = places
    }

    /// All rows in order. Rows share the columns' memory.
    public var rows: [Row] { (0..<count).map { Row(batch: self, index: $0) } }

    func place(of name: String) -> Int? { places[name.lowercased()] }
}

/// One row of a result. Values are reached by name or position.
///
///     for row in try flights.limit(3).collect() {
///         print(row["carrier"], row[3], try row.get("distance", as: Int.self))
///     }
@dynamicMemberLookup
public struct Row: Sendable {
    let batch: ColumnBatch
    let index: Int

    /// The names of the columns.
    public var names: [String] { batch.schema.names }

    /// All values in order.
    public var values: [Value] { batch.columns.map { $0[index] } }

    /// The number of columns.
    public var count: Int { batch.columns.count }

    /// The value at a position from 0. As with arrays, a position beyond the end is a fault of the program.
    public subscript(_ position: Int) -> Value { batch.columns[position][index] }

    /// The value of a column, by its name without regard to case. As with positions, a name that the row does not have
    /// is a fault of the program; `get` throws instead.
    public subscript(_ name: String) -> Value {
        guard let place = batch.place(of: name) else {
            programmingError(QueryError.unknownColumn(name, in: names).description)
        }
        return batch.columns[place][index]
    }

    public subscript(dynamicMember name: String) -> Value { self[name] }

    /// The value of a column as a Swift type, `Int?` and the like where it may be missing.
    ///
    /// - Throws: `QueryError` (`unknownColumn`, or `conversion` when the value is null or of another type).
    public func get<T: ColumnElement>(_ name: String, as type: T.Type = T.self) throws -> T {
        guard let place = batch.place(of: name) else { throw QueryError.unknownColumn(name, in: names) }
        let value = batch.columns[place][index]
        guard let result = T(columnValue: value) else {
            throw ColumnVector.mismatch(value, T.self, place: "column '\(name)'")
        }
        return result
    }
}

extension Row {
    /// The row as a value of a `Codable` struct, whose properties have the names of columns.
    ///
    /// - Throws: `QueryError` (`unknownColumn`, or `conversion` when a value does not fit).
    public func `as`<T: Decodable>(_ type: T.Type) throws -> T { try RowDecoder(batch).value(at: index, as: type) }
}

extension Row: CustomStringConvertible {
    /// `Row(carrier='UA', n=58665)`.
    public var description: String {
        let parts = zip(names, values).map { name, value in
            if case .string(let text) = value { return "\(name)='\(text)'" }
            return "\(name)=\(value.text)"
        }
        return "Row(" + parts.joined(separator: ", ") + ")"
    }
}

extension Row: Equatable, Hashable {
    /// Rows are equal when their values are, whatever their names.
    public static func == (left: Row, right: Row) -> Bool { left.values == right.values }

    public func hash(into hasher: inout Hasher) { hasher.combine(values) }
}
