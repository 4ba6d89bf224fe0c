/// Finds the properties of a `Decodable` type without a value: it lets the type read, and writes down what it asks for.
final class SchemaProbe: Decoder {
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private var found: [(name: String, type: DataType)] = []

    /// Names and types in the order in which the type reads them; those behind a property that does not take a made-up
    /// value are missing.
    static func fields(of type: any Decodable.Type) -> [(name: String, type: DataType)] {
        let probe = SchemaProbe()
        _ = try? type.init(from: probe)
        return probe.found
    }

    private struct Unknown: Error {}

    private func note(_ name: String, _ type: any Decodable.Type) {
        let inner = Self.fields(of: type)
        let nested = inner.isEmpty ? DataType.string : .struct(StructType(inner.map { StructField($0.name, $0.type) }))
        found.append((name, (type as? any ColumnDatum.Type)?.columnType ?? nested))
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Properties<Key>(probe: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Unknown() }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Unknown() }

    private struct Properties<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let probe: SchemaProbe
        var codingPath: [any CodingKey] { [] }
        var allKeys: [Key] { [] }

        func contains(_ key: Key) -> Bool { true }
        func decodeNil(forKey key: Key) throws -> Bool { false }

        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
            probe.note(key.stringValue, type)
            if let datum = T.self as? any ColumnDatum.Type, let value = datum.placeholder as? T { return value }
            return try T(from: SchemaProbe())
        }

        func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
            probe.note(key.stringValue, type)
            return nil
        }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> { throw Unknown() }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw Unknown() }
        func superDecoder() throws -> any Decoder { probe }
        func superDecoder(forKey key: Key) throws -> any Decoder { probe }
    }
}
