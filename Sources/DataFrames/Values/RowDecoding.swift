/// Makes `Decodable` values of rows. One decoder goes through all rows of a batch.
final class RowDecoder: Decoder {
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    fileprivate let batch: ColumnBatch
    fileprivate var row = 0
    private var places: [String: Int] = [:]

    init(_ batch: ColumnBatch) { self.batch = batch }

    /// - Throws: `QueryError` (`conversion`, `unknownColumn`) that names the column, the row and the type.
    static func all<T: Decodable>(_ batch: ColumnBatch, as type: T.Type) throws -> [T] {
        let decoder = RowDecoder(batch)
        var result: [T] = []
        result.reserveCapacity(batch.count)
        for row in 0..<batch.count { result.append(try decoder.value(at: row, as: type)) }
        return result
    }

    func value<T: Decodable>(at row: Int, as type: T.Type) throws -> T {
        self.row = row
        if let single = T.self as? any ColumnElement.Type {
            guard batch.columns.count == 1 else {
                throw QueryError(
                    .conversion, "a row of \(batch.columns.count) columns cannot be \(T.self)",
                    hint: "Select one column, or give a struct with their names.")
            }
            return try read(single, column: 0)
        }
        do {
            return try T(from: self)
        } catch let error as DecodingError {
            throw translated(error, type)
        }
    }

    private func translated(_ error: DecodingError, _ type: Any.Type) -> QueryError {
        switch error {
        case .keyNotFound(let key, _): return .unknownColumn(key.stringValue, in: batch.schema.names)
        case .dataCorrupted(let context), .typeMismatch(_, let context), .valueNotFound(_, let context):
            let column = context.codingPath.first.map { "column '\($0.stringValue)', " } ?? ""
            return QueryError(.conversion, "\(column)row \(row + 1) cannot be \(type): \(context.debugDescription)")
        @unknown default: return QueryError(.conversion, "row \(row + 1) cannot be \(type)")
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Columns<Key>(decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        Elements((0..<batch.columns.count).map { batch.columns[$0][row] })
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        throw QueryError(.conversion, "a row has columns, and is no single value")
    }

    fileprivate func place(_ name: String) -> Int? {
        if let place = places[name] { return place }
        guard let place = batch.schema.fields.firstIndex(where: { $0.name == name }) ?? batch.place(of: name) else {
            return nil
        }
        places[name] = place
        return place
    }

    fileprivate func column(_ key: any CodingKey) throws -> Int {
        guard let place = place(key.stringValue) else {
            throw QueryError.unknownColumn(key.stringValue, in: batch.schema.names)
        }
        return place
    }

    fileprivate func mismatch(_ column: Int, _ type: Any.Type) -> QueryError {
        let name = batch.schema.fields[column].name
        return ColumnVector.mismatch(batch.columns[column][row], type, place: "column '\(name)', row \(row + 1)")
    }

    fileprivate func read<T>(_ element: any ColumnElement.Type, column: Int) throws -> T {
        guard let value = element.init(columnValue: batch.columns[column][row]) as? T else {
            throw mismatch(column, T.self)
        }
        return value
    }

    /// The columns of the current row, by the names of a struct's properties.
    private struct Columns<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let decoder: RowDecoder
        var codingPath: [any CodingKey] { [] }
        var allKeys: [Key] { decoder.batch.schema.names.compactMap { Key(stringValue: $0) } }

        func contains(_ key: Key) -> Bool { decoder.place(key.stringValue) != nil }

        func decodeNil(forKey key: Key) throws -> Bool {
            decoder.batch.columns[try decoder.column(key)].isNull(decoder.row)
        }

        private func whole<T: FixedWidthInteger>(_ key: Key) throws -> T {
            let column = try decoder.column(key)
            let vector = decoder.batch.columns[column]
            let row = decoder.row
            guard !vector.isNull(row) else { throw decoder.mismatch(column, T.self) }
            let result: T? =
                switch vector.storage {
                case .long(let values): T(exactly: values[row])
                case .integer(let values): T(exactly: values[row])
                case .short(let values): T(exactly: values[row])
                case .byte(let values): T(exactly: values[row])
                default: vector[row].int.flatMap { T(exactly: $0) }
                }
            guard let result else { throw decoder.mismatch(column, T.self) }
            return result
        }

        private func element<T: ColumnElement>(_ key: Key) throws -> T {
            let column = try decoder.column(key)
            guard let value = T(columnValue: decoder.batch.columns[column][decoder.row]) else {
                throw decoder.mismatch(column, T.self)
            }
            return value
        }

        func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try element(key) }
        func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try whole(key) }
        func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try whole(key) }
        func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try whole(key) }
        func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try whole(key) }
        func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try whole(key) }
        func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try whole(key) }
        func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try whole(key) }
        func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try whole(key) }
        func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try whole(key) }
        func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try whole(key) }
        func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try element(key) }

        func decode(_ type: String.Type, forKey key: Key) throws -> String {
            let column = try decoder.column(key)
            let vector = decoder.batch.columns[column]
            guard case .string(let values) = vector.storage, !vector.isNull(decoder.row) else {
                throw decoder.mismatch(column, type)
            }
            return values[decoder.row]
        }

        func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
            let column = try decoder.column(key)
            let vector = decoder.batch.columns[column]
            if case .double(let values) = vector.storage, !vector.isNull(decoder.row) { return values[decoder.row] }
            return try element(key)
        }

        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
            let column = try decoder.column(key)
            if let element = T.self as? any ColumnElement.Type { return try decoder.read(element, column: column) }
            do {
                return try ValueDecoder(decoder.batch.columns[column][decoder.row]).value(as: type)
            } catch let error as QueryError {
                throw error
            } catch {
                throw decoder.mismatch(column, type)
            }
        }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> {
            try ValueDecoder(decoder.batch.columns[try decoder.column(key)][decoder.row]).container(keyedBy: type)
        }

        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            try ValueDecoder(decoder.batch.columns[try decoder.column(key)][decoder.row]).unkeyedContainer()
        }

        func superDecoder() throws -> any Decoder { decoder }
        func superDecoder(forKey key: Key) throws -> any Decoder { decoder }
    }
}
