/// Makes a `Decodable` value of what lies within a column: structs, arrays, maps.
struct ValueDecoder: Decoder {
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    let content: Value

    init(_ content: Value) { self.content = content }

    func value<T: Decodable>(as type: T.Type) throws -> T {
        if let element = T.self as? any ColumnElement.Type {
            guard let result = element.init(columnValue: content) as? T else { throw mismatch(type) }
            return result
        }
        if case .timestamp(let instant) = content, Timestamp.isFoundationDate(T.self) {
            return try T(from: ValueDecoder(.double(instant.secondsSinceReferenceDate)))
        }
        return try T(from: self)
    }

    func mismatch(_ type: Any.Type) -> DecodingError {
        .typeMismatch(type, .init(codingPath: [], debugDescription: "\(content.text) is no \(type)"))
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        switch content {
        case .struct(let fields): return KeyedDecodingContainer(Fields<Key>(fields: fields))
        case .map(let entries):
            let fields = entries.map { Value.Field(name: $0.key.text, value: $0.value) }
            return KeyedDecodingContainer(Fields<Key>(fields: fields))
        default: throw mismatch([String: Value].self)
        }
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = content else { throw mismatch([Value].self) }
        return Elements(elements)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { Single(decoder: self) }

    private struct Single: SingleValueDecodingContainer {
        let decoder: ValueDecoder
        var codingPath: [any CodingKey] { [] }

        func decodeNil() -> Bool { decoder.content.isNull }

        func decode<T: Decodable>(_ type: T.Type) throws -> T {
            if T.self is any FixedWidthInteger.Type, !(T.self is any ColumnElement.Type) {
                return try decoder.unsigned(type)
            }
            return try decoder.value(as: type)
        }
    }

    /// Integers without a sign, which columns do not have.
    fileprivate func unsigned<T>(_ type: T.Type) throws -> T {
        guard let number = content.int, let integer = T.self as? any FixedWidthInteger.Type,
            let result = integer.init(exactly: number) as? T
        else { throw mismatch(type) }
        return result
    }

    private struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let fields: [Value.Field]
        var codingPath: [any CodingKey] { [] }
        var allKeys: [Key] { fields.compactMap { Key(stringValue: $0.name) } }

        private func find(_ key: Key) -> Value? {
            fields.first { $0.name == key.stringValue }?.value
                ?? fields.first { $0.name.lowercased() == key.stringValue.lowercased() }?.value
        }

        private func field(_ key: Key) throws -> ValueDecoder {
            guard let value = find(key) else { throw QueryError.unknownColumn(key.stringValue, in: fields.map(\.name)) }
            return ValueDecoder(value)
        }

        func contains(_ key: Key) -> Bool { find(key) != nil }
        func decodeNil(forKey key: Key) throws -> Bool { try field(key).content.isNull }
        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
            try Single(decoder: field(key)).decode(type)
        }
        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> { try field(key).container(keyedBy: type) }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            try field(key).unkeyedContainer()
        }
        func superDecoder() throws -> any Decoder { ValueDecoder(.struct(fields)) }
        func superDecoder(forKey key: Key) throws -> any Decoder { try field(key) }
    }
}

/// The elements of an array, one after the other.
struct Elements: UnkeyedDecodingContainer {
    private let elements: [Value]
    private(set) var currentIndex = 0
    var codingPath: [any CodingKey] { [] }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    init(_ elements: [Value]) { self.elements = elements }

    private mutating func next() throws -> ValueDecoder {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                Value.self, .init(codingPath: [], debugDescription: "there are no more than \(elements.count) elements")
            )
        }
        defer { currentIndex += 1 }
        return ValueDecoder(elements[currentIndex])
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, elements[currentIndex].isNull else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        try next().singleValueContainer().decode(type)
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { try next().container(keyedBy: type) }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
}
