import CDuckDB
import DataFrames

/// Collects the values of one column, chunk by chunk, into the memory of a `ColumnVector`.
final class ColumnBuilder {
    /// The type of what is built.
    let type: DataType
    private let physicalType: CDuckDBTypeID
    private let duckdb: CDuckDBFunctions
    private var storage: ColumnVector.Storage
    private var validity = ValidityBuilder()
    private var offsets: [Int] = [0]
    private var children: [ColumnBuilder] = []
    private var dictionary: [String] = []
    private var arraySize = 0
    private var ownBytes = 0

    /// About how much memory the values take.
    var bytes: Int { children.reduce(ownBytes) { $0 + $1.bytes } }

    /// - Parameter logicalType: stays the caller's.
    init(_ logicalType: CDuckDBType?, _ duckdb: CDuckDBFunctions) {
        self.duckdb = duckdb
        type = SparkType(logicalType, duckdb).type
        let id = duckdb.get_type_id(logicalType)
        storage = Self.emptyStorage(type)
        switch id {
        case CDUCKDB_DECIMAL: physicalType = duckdb.decimal_internal_type(logicalType)
        case CDUCKDB_ENUM:
            physicalType = duckdb.enum_internal_type(logicalType)
            dictionary = (0..<UInt64(duckdb.enum_dictionary_size(logicalType))).map { index in
                let word = duckdb.enum_dictionary_value(logicalType, index)
                defer { duckdb.free(word) }
                return word.map { String(cString: $0) } ?? ""
            }
        default: physicalType = id
        }
        switch id {
        case CDUCKDB_LIST: children = [Self.child(duckdb.list_type_child_type(logicalType), duckdb)]
        case CDUCKDB_ARRAY:
            children = [Self.child(duckdb.array_type_child_type(logicalType), duckdb)]
            arraySize = Int(duckdb.array_type_array_size(logicalType))
        case CDUCKDB_MAP:
            children = [
                Self.child(duckdb.map_type_key_type(logicalType), duckdb),
                Self.child(duckdb.map_type_value_type(logicalType), duckdb),
            ]
        case CDUCKDB_STRUCT:
            children = (0..<duckdb.struct_type_child_count(logicalType)).map {
                Self.child(duckdb.struct_type_child_type(logicalType, $0), duckdb)
            }
        default: break
        }
    }

    private static func child(_ type: CDuckDBType?, _ duckdb: CDuckDBFunctions) -> ColumnBuilder {
        var type = type
        defer { duckdb.destroy_logical_type(&type) }
        return ColumnBuilder(type, duckdb)
    }

    private static func emptyStorage(_ type: DataType) -> ColumnVector.Storage {
        switch type {
        case .null, .array, .map, .struct: .null
        case .boolean: .boolean([])
        case .byte: .byte([])
        case .short: .short([])
        case .integer: .integer([])
        case .long: .long([])
        case .float: .float([])
        case .double: .double([])
        case .decimal: .decimal([])
        case .string: .string([])
        case .binary: .binary([])
        case .date: .date([])
        case .timestamp, .timestampNTZ, .time: .microseconds([])
        case .interval: .interval([])
        }
    }

    /// What was collected.
    func vector() -> ColumnVector {
        let parts = children.map { $0.vector() }
        let content: ColumnVector.Storage =
            switch type {
            case .array: .array(offsets: offsets, elements: parts[0])
            case .map: .map(offsets: offsets, keys: parts[0], values: parts[1])
            case .struct: .struct(parts)
            default: storage
            }
        return ColumnVector(type: type, count: validity.count, storage: content, validity: validity.words)
    }

    // MARK: - Appending

    /// Adds values of a chunk's vector.
    func append(_ vector: CDuckDBVector?, from start: Int, count: Int) {
        validity.append(duckdb.vector_get_validity(vector), from: start, count: count)
        ownBytes += count * type.width
        let data = duckdb.vector_get_data(vector)
        func values<T>(_ type: T.Type) -> UnsafeBufferPointer<T> {
            guard let data, count > 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
            return UnsafeBufferPointer(start: data.assumingMemoryBound(to: type) + start, count: count)
        }
        switch storage {
        case .boolean(var list):
            release()
            list.append(contentsOf: values(Bool.self))
            storage = .boolean(list)
        case .byte(var list):
            release()
            list.append(contentsOf: values(Int8.self))
            storage = .byte(list)
        case .short(var list):
            release()
            if physicalType == CDUCKDB_UTINYINT {
                list.append(contentsOf: values(UInt8.self).lazy.map { Int16($0) })
            } else {
                list.append(contentsOf: values(Int16.self))
            }
            storage = .short(list)
        case .integer(var list):
            release()
            if physicalType == CDUCKDB_USMALLINT {
                list.append(contentsOf: values(UInt16.self).lazy.map { Int32($0) })
            } else {
                list.append(contentsOf: values(Int32.self))
            }
            storage = .integer(list)
        case .long(var list):
            release()
            if physicalType == CDUCKDB_UINTEGER {
                list.append(contentsOf: values(UInt32.self).lazy.map { Int64($0) })
            } else {
                list.append(contentsOf: values(Int64.self))
            }
            storage = .long(list)
        case .float(var list):
            release()
            list.append(contentsOf: values(Float.self))
            storage = .float(list)
        case .double(var list):
            release()
            list.append(contentsOf: values(Double.self))
            storage = .double(list)
        case .decimal(var list):
            release()
            switch physicalType {
            case CDUCKDB_SMALLINT: list.append(contentsOf: values(Int16.self).lazy.map { Int128($0) })
            case CDUCKDB_INTEGER: list.append(contentsOf: values(Int32.self).lazy.map { Int128($0) })
            case CDUCKDB_BIGINT: list.append(contentsOf: values(Int64.self).lazy.map { Int128($0) })
            case CDUCKDB_UBIGINT: list.append(contentsOf: values(UInt64.self).lazy.map { Int128($0) })
            default: list.append(contentsOf: values(Int128.self))
            }
            storage = .decimal(list)
        case .date(var list):
            release()
            list.append(contentsOf: values(Int32.self))
            storage = .date(list)
        case .microseconds(var list):
            release()
            let scale = Self.microseconds(physicalType)
            let raw = values(Int64.self)
            if scale.multiplier == 1 && scale.divisor == 1 {
                list.append(contentsOf: raw)
            } else {
                list.append(contentsOf: raw.lazy.map { $0 / scale.divisor &* scale.multiplier })
            }
            storage = .microseconds(list)
        case .interval(var list):
            release()
            list.append(
                contentsOf: values(CDuckDBInterval.self).lazy.map {
                    CalendarInterval(months: Int($0.months), days: Int($0.days), microseconds: $0.micros)
                })
            storage = .interval(list)
        case .string(var list):
            release()
            appendTexts(vector, data, start, count, to: &list)
            storage = .string(list)
        case .binary(var list):
            release()
            appendBytes(data, start, count, to: &list)
            storage = .binary(list)
        case .null, .array, .map, .struct: appendNested(vector, data, start, count)
        }
    }

    /// Gives up the storage's hold of its array, so that the array grows in place.
    private func release() { storage = .null }

    private func appendTexts(
        _ vector: CDuckDBVector?, _ data: UnsafeMutableRawPointer?, _ start: Int, _ count: Int, to list: inout [String]
    ) {
        guard let data else { return }
        let isEnumeration = !dictionary.isEmpty
        guard isEnumeration || physicalType == CDUCKDB_VARCHAR else {
            list.append(contentsOf: repeatElement("<a type that cannot be shown>", count: count))
            return
        }
        for row in start..<start + count {
            guard validity.isSet(validity.count - count + row - start) else {
                list.append("")
                continue
            }
            if isEnumeration {
                let index =
                    switch physicalType {
                    case CDUCKDB_UTINYINT: Int(data.assumingMemoryBound(to: UInt8.self)[row])
                    case CDUCKDB_USMALLINT: Int(data.assumingMemoryBound(to: UInt16.self)[row])
                    default: Int(data.assumingMemoryBound(to: UInt32.self)[row])
                    }
                list.append(dictionary[index])
            } else {
                list.append(Self.withBytes(data, row) { String(decoding: $0, as: UTF8.self) })
                ownBytes += Self.heapBytes(data, row)
            }
        }
    }

    private func appendBytes(_ data: UnsafeMutableRawPointer?, _ start: Int, _ count: Int, to list: inout [[UInt8]]) {
        guard let data else { return }
        for row in start..<start + count {
            let isThere = validity.isSet(validity.count - count + row - start)
            list.append(isThere ? Self.withBytes(data, row) { Array($0) } : [])
            ownBytes += isThere ? Self.heapBytes(data, row) : 0
        }
    }

    private func appendNested(_ vector: CDuckDBVector?, _ data: UnsafeMutableRawPointer?, _ start: Int, _ count: Int) {
        switch type {
        case .struct:
            for (index, child) in children.enumerated() {
                child.append(duckdb.struct_vector_get_child(vector, UInt64(index)), from: start, count: count)
            }
        case .array where arraySize > 0:
            children[0].append(duckdb.array_vector_get_child(vector), from: start * arraySize, count: count * arraySize)
            for _ in 0..<count { offsets.append(offsets[offsets.count - 1] + arraySize) }
        case .array, .map:
            guard let data else { return }
            let entries = data.assumingMemoryBound(to: CDuckDBListEntry.self)
            let elements = duckdb.list_vector_get_child(vector)
            for row in start..<start + count {
                let isThere = validity.isSet(validity.count - count + row - start)
                let length = isThere ? Int(entries[row].length) : 0
                offsets.append(offsets[offsets.count - 1] + length)
                guard length > 0 else { continue }
                let first = Int(entries[row].offset)
                if case .map = type {
                    // A map is a list of structs of key and value.
                    for (index, child) in children.enumerated() {
                        let part = duckdb.struct_vector_get_child(elements, UInt64(index))
                        child.append(part, from: first, count: length)
                    }
                } else {
                    children[0].append(elements, from: first, count: length)
                }
            }
        default: break
        }
    }

    private static func microseconds(_ type: CDuckDBTypeID) -> (multiplier: Int64, divisor: Int64) {
        switch type {
        case CDUCKDB_TIMESTAMP_S: (1_000_000, 1)
        case CDUCKDB_TIMESTAMP_MS: (1000, 1)
        case CDUCKDB_TIMESTAMP_NS, CDUCKDB_TIME_NS: (1, 1000)
        default: (1, 1)
        }
    }

    /// What a text or blob takes beside its entry.
    private static func heapBytes(_ data: UnsafeMutableRawPointer, _ row: Int) -> Int {
        let length = Int(data.assumingMemoryBound(to: CDuckDBString.self)[row].length)
        return length > 15 ? length + 32 : 0
    }

    private static func withBytes<T>(
        _ data: UnsafeMutableRawPointer, _ row: Int, _ body: (UnsafeRawBufferPointer) -> T
    ) -> T {
        let entry = data.assumingMemoryBound(to: CDuckDBString.self) + row
        let length = Int(entry.pointee.length)
        // Up to twelve bytes lie in the entry itself, behind the length.
        if length <= 12 { return body(UnsafeRawBufferPointer(start: UnsafeRawPointer(entry) + 4, count: length)) }
        return body(UnsafeRawBufferPointer(start: entry.pointee.pointer, count: length))
    }
}

extension DataType {
    /// How many bytes a value takes in a column, without what lies elsewhere.
    fileprivate var width: Int {
        switch self {
        case .null, .boolean, .byte, .struct: 1
        case .short: 2
        case .integer, .float, .date: 4
        case .long, .double, .timestamp, .timestampNTZ, .time, .binary, .array, .map: 8
        case .decimal, .string: 16
        case .interval: 24
        }
    }
}
