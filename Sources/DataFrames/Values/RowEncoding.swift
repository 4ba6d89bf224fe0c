/// Makes columns of `Encodable` values.
enum RowEncoding {
    /// - Throws: `QueryError` when a value has no properties, or those of different rows have different types.
    static func batch<T: Encodable>(_ rows: [T]) throws -> ColumnBatch {
        var names: [String] = []
        var places: [String: Int] = [:]
        var columns: [[Value]] = []
        var types: [String: DataType] = [:]
        for (row, value) in rows.enumerated() {
            let encoder = ValueEncoder()
            let encoded = try encoder.value(of: value)
            guard let fields = encoded.properties else {
                throw QueryError(
                    .invalidSchema, "\(T.self) has no properties that could be columns",
                    hint: "Give tuples and names: createDataFrame([(1, \"x\")], [\"id\", \"name\"]).")
            }
            types.merge(encoder.types) { first, _ in first }
            for field in value is any StringKeyed ? fields.sorted(by: { $0.name < $1.name }) : fields {
                if places[field.name] == nil {
                    places[field.name] = names.count
                    names.append(field.name)
                    columns.append([])
                }
                guard let place = places[field.name] else { continue }
                while columns[place].count < row { columns[place].append(.null) }
                columns[place].append(field.value)
            }
        }
        let probe = (T.self as? any Decodable.Type).map(SchemaProbe.fields) ?? []
        types.merge(probe.map { ($0.name, $0.type) }) { first, _ in first }
        if rows.isEmpty {
            names = probe.map(\.name)
            columns = names.map { _ in [] }
        }
        let vectors = try zip(names, columns).map { name, values in
            var values = values
            while values.count < rows.count { values.append(.null) }
            let found = try DataType(holding: values, place: "column '\(name)'")
            // What the values leave open, because they are null or there are none, the properties' types tell.
            let isNarrow = types[name]?.isNumeric == true
            let type = isNarrow ? types[name] ?? found : types[name].flatMap { found.merged(with: $0) } ?? found
            return (name, try ColumnVector(values, type: type.settled, place: "column '\(name)'"))
        }
        return try SparkSession.batch(vectors)
    }
}

/// Dictionaries with texts as keys.
protocol StringKeyed {}
extension Dictionary: StringKeyed where Key == String {}

extension Value {
    /// The fields of a struct, or the entries of a map with texts as keys.
    fileprivate var properties: [Field]? {
        switch self {
        case .struct(let fields): fields
        case .map(let entries): entries.map { Field(name: $0.key.text, value: $0.value) }
        default: nil
        }
    }
}

/// Turns one `Encodable` value into a `Value`.
final class ValueEncoder: Encoder {
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    /// The types of properties, as far as their Swift types tell.
    fileprivate(set) var types: [String: DataType] = [:]
    private var result: (() -> Value)?

    func value<T: Encodable>(of value: T) throws -> Value {
        if let literal = value as? any LiteralValue { return literal.literalValue }
        if let number = value as? any BinaryInteger { return .integer(Int64(clamping: number)) }
        try value.encode(to: self)
        let encoded = result?() ?? .null
        if value is any StringKeyed, case .struct(let fields) = encoded {
            return .map(fields.map { Value.Entry(key: .string($0.name), value: $0.value) })
        }
        if case .double(let seconds) = encoded, Timestamp.isFoundationDate(T.self) {
            return .timestamp(Timestamp(secondsSinceReferenceDate: seconds))
        }
        return encoded
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        let fields = FieldList(self)
        result = { .struct(fields.fields) }
        return KeyedEncodingContainer(KeyedFields<Key>(fields: fields))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        let list = ElementList()
        result = { .array(list.elements) }
        return list
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleValue { [self] value in result = { value } }
    }

    fileprivate final class FieldList {
        var fields: [Value.Field] = []
        let encoder: ValueEncoder
        init(_ encoder: ValueEncoder) { self.encoder = encoder }

        func add<T: Encodable>(_ name: String, _ value: T?) throws {
            if let datum = T.self as? any ColumnDatum.Type { encoder.types[name] = datum.columnType }
            fields.append(Value.Field(name: name, value: try value.map { try ValueEncoder().value(of: $0) } ?? .null))
        }
    }

    private struct KeyedFields<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let fields: FieldList
        var codingPath: [any CodingKey] { [] }

        mutating func encodeNil(forKey key: Key) throws { try fields.add(key.stringValue, String?.none) }
        mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
            try fields.add(key.stringValue, value)
        }
        mutating func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
            try fields.add(key.stringValue, value)
        }
        mutating func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try fields.add(key.stringValue, value) }
        mutating func encodeIfPresent(_ value: String?, forKey key: Key) throws {
            try fields.add(key.stringValue, value)
        }
        mutating func encodeIfPresent(_ value: Double?, forKey key: Key) throws {
            try fields.add(key.stringValue, value)
        }
        mutating func encodeIfPresent(_ value: Float?, forKey key: Key) throws {
            try fields.add(key.stringValue, value)
        }
        mutating func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try fields.add(key.stringValue, value) }
        mutating func encodeIfPresent(_ value: Int32?, forKey key: Key) throws {
            try fields.add(key.stringValue, value)
        }
        mutating func encodeIfPresent(_ value: Int64?, forKey key: Key) throws {
            try fields.add(key.stringValue, value)
        }

        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) -> KeyedEncodingContainer<Nested> { ValueEncoder().container(keyedBy: type) }
        mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { ElementList() }
        mutating func superEncoder() -> any Encoder { fields.encoder }
        mutating func superEncoder(forKey key: Key) -> any Encoder { fields.encoder }
    }

    private final class ElementList: UnkeyedEncodingContainer {
        var elements: [Value] = []
        var codingPath: [any CodingKey] { [] }
        var count: Int { elements.count }

        func encodeNil() throws { elements.append(.null) }
        func encode<T: Encodable>(_ value: T) throws { elements.append(try ValueEncoder().value(of: value)) }
        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
            ValueEncoder().container(keyedBy: type)
        }
        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { ElementList() }
        func superEncoder() -> any Encoder { ValueEncoder() }
    }

    private struct SingleValue: SingleValueEncodingContainer {
        let set: (Value) -> Void
        var codingPath: [any CodingKey] { [] }

        mutating func encodeNil() throws { set(.null) }
        mutating func encode<T: Encodable>(_ value: T) throws {
            set(try ValueEncoder().value(of: value))
        }
    }
}

extension Timestamp {
    /// Whether a type is Foundation's `Date`, which is not imported here: it would slow down every start.
    static func isFoundationDate(_ type: Any.Type) -> Bool {
        ["FoundationEssentials.Date", "Foundation.Date"].contains(String(reflecting: type))
    }

    /// Seconds since 1 January 2001, as Foundation's `Date` counts.
    init(secondsSinceReferenceDate seconds: Double) {
        self.init(microsecondsSinceEpoch: Int64(((seconds + 978_307_200) * 1_000_000).rounded()))
    }

    var secondsSinceReferenceDate: Double { Double(microsecondsSinceEpoch) / 1_000_000 - 978_307_200 }
}
