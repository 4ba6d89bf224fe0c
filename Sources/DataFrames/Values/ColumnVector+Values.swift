extension ColumnVector {
    /// Values, of whatever type they are, as a column of one type.
    ///
    /// - Parameter place: names the column in errors.
    /// - Throws: `QueryError` (`conversion`) that names the first row whose value does not fit.
    init(_ values: [Value], type: DataType, place: String) throws {
        var missing = false
        var validity = [UInt64](repeating: 0, count: (values.count + 63) / 64)
        for (row, value) in values.enumerated() {
            if value.isNull { missing = true } else { validity[row >> 6] |= 1 << UInt64(row & 63) }
        }
        let storage = try Self.storage(values, type: type, place: place)
        self.init(type: type, count: values.count, storage: storage, validity: missing ? validity : nil)
    }

    private static func storage(_ values: [Value], type: DataType, place: String) throws -> Storage {
        /// - Parameter read: nil for what does not fit.
        func each<T>(_ placeholder: T, _ read: (Value) -> T?) throws -> [T] {
            var result: [T] = []
            result.reserveCapacity(values.count)
            for (row, value) in values.enumerated() {
                if value.isNull {
                    result.append(placeholder)
                } else if let element = read(value) {
                    result.append(element)
                } else {
                    throw QueryError(
                        .conversion, "\(place), row \(row + 1) is \(value.text), which is no \(type.simpleName)")
                }
            }
            return result
        }
        switch type {
        case .null: return .null
        case .boolean: return .boolean(try each(false, \.bool))
        case .byte: return .byte(try each(0, Int8.init(columnValue:)))
        case .short: return .short(try each(0, Int16.init(columnValue:)))
        case .integer: return .integer(try each(0, Int32.init(columnValue:)))
        case .long: return .long(try each(0, Int64.init(columnValue:)))
        case .float: return .float(try each(0, Float.init(columnValue:)))
        case .double: return .double(try each(0, \.double))
        case .decimal(_, let scale):
            return .decimal(
                try each(0) { value in
                    if case .double(let number) = value {
                        return DecimalNumber(rounding: number, scale: scale)?.unscaled
                    }
                    return DecimalNumber(columnValue: value)?.unscaled(atScale: scale)
                })
        case .string: return .string(try each("", \.string))
        case .binary: return .binary(try each([]) { if case .binary(let bytes) = $0 { bytes } else { nil } })
        case .date: return .date(try each(0) { $0.date.flatMap { Int32(exactly: $0.daysSinceEpoch) } })
        case .timestamp:
            return .microseconds(try each(0) { Timestamp(columnValue: $0)?.microsecondsSinceEpoch })
        case .timestampNTZ:
            return .microseconds(try each(0) { LocalDateTime(columnValue: $0)?.microsecondsSinceEpoch })
        case .time:
            return .microseconds(
                try each(0) { if case .time(let time) = $0 { time.microsecondsSinceMidnight } else { nil } })
        case .interval:
            return .interval(
                try each(CalendarInterval()) { if case .interval(let interval) = $0 { interval } else { nil } })
        case .array(let element):
            let lists = try each([]) { $0.array }
            return .array(
                offsets: offsets(lists), elements: try ColumnVector(Array(lists.joined()), type: element, place: place))
        case .map(let key, let value):
            let entries = try each([], \.entries)
            let all = Array(entries.joined())
            return .map(
                offsets: offsets(entries), keys: try ColumnVector(all.map(\.key), type: key, place: place),
                values: try ColumnVector(all.map(\.value), type: value, place: place))
        case .struct(let structType):
            let rows = try each([], \.fields)
            return .struct(
                try structType.fields.map { field in
                    let values = rows.map { row in row.first { $0.name == field.name }?.value ?? .null }
                    return try ColumnVector(values, type: field.type, place: "\(place).\(field.name)")
                })
        }
    }

    private static func offsets<T>(_ lists: [[T]]) -> [Int] {
        var offsets = [0]
        offsets.reserveCapacity(lists.count + 1)
        for list in lists { offsets.append(offsets[offsets.count - 1] + list.count) }
        return offsets
    }
}

extension Value {
    fileprivate var entries: [Entry]? { if case .map(let entries) = self { entries } else { nil } }
    fileprivate var fields: [Field]? { if case .struct(let fields) = self { fields } else { nil } }
}

extension DataType {
    /// The type that holds all of the values; numbers widen.
    ///
    /// - Throws: `QueryError` (`invalidSchema`) naming the first row that does not fit those before it.
    init(holding values: some Sequence<Value>, place: String) throws {
        var type = DataType.null
        for (row, value) in values.enumerated() {
            let other = DataType(of: value)
            guard let merged = type.merged(with: other) else {
                throw QueryError(
                    .invalidSchema,
                    "\(place), row \(row + 1) is \(other.simpleName), and the rows before are \(type.simpleName)",
                    hint: "Give a schema, or values of one type.")
            }
            type = merged
        }
        self = type
    }

    private init(of value: Value) {
        switch value {
        case .null: self = .null
        case .boolean: self = .boolean
        case .integer: self = .long
        case .float: self = .float
        case .double: self = .double
        case .decimal(let number): self = .decimal(precision: 38, scale: number.scale)
        case .string: self = .string
        case .binary: self = .binary
        case .date: self = .date
        case .timestamp: self = .timestamp
        case .timestampNTZ: self = .timestampNTZ
        case .time: self = .time
        case .interval: self = .interval
        case .array(let elements):
            self = .array(elements.reduce(.null) { $0.merged(with: DataType(of: $1)) ?? .string })
        case .map(let entries):
            self = .map(
                key: entries.reduce(.null) { $0.merged(with: DataType(of: $1.key)) ?? .string },
                value: entries.reduce(.null) { $0.merged(with: DataType(of: $1.value)) ?? .string })
        case .struct(let fields):
            self = .struct(StructType(fields.map { StructField($0.name, DataType(of: $0.value)) }))
        }
    }

    /// The type that holds values of both; nil when there is none.
    func merged(with other: DataType) -> DataType? {
        if self == other || other == .null { return self }
        switch (self, other) {
        case (.null, _): return other
        case (.long, .double), (.double, .long), (.float, .double), (.double, .float), (.long, .float), (.float, .long):
            return .double
        case (.decimal(_, let a), .decimal(_, let b)): return .decimal(precision: 38, scale: Swift.max(a, b))
        case (.decimal, .long): return self
        case (.long, .decimal): return other
        case (.array(let a), .array(let b)): return a.merged(with: b).map { .array($0) }
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            guard let key = key.merged(with: otherKey), let value = value.merged(with: otherValue) else { return nil }
            return .map(key: key, value: value)
        case (.struct(let a), .struct(let b)):
            var fields = a.fields
            for field in b.fields {
                if let place = fields.firstIndex(where: { $0.name == field.name }) {
                    guard let merged = fields[place].type.merged(with: field.type) else { return nil }
                    fields[place].type = merged
                } else {
                    fields.append(field)
                }
            }
            return .struct(StructType(fields))
        default: return nil
        }
    }

    /// The type with text where no value has told which type it is.
    var settled: DataType {
        switch self {
        case .null: .string
        case .array(let element): .array(element.settled)
        case .map(let key, let value): .map(key: key.settled, value: value.settled)
        case .struct(let type): .struct(StructType(type.fields.map { StructField($0.name, $0.type.settled) }))
        default: self
        }
    }
}
