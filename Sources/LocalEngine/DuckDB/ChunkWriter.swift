import CDuckDB
import DataFrames

/// Puts columns of the program into DuckDB's memory, some thousand rows at a time.
struct ChunkWriter {
    private(set) var handle: CDuckDBChunk?
    /// How many rows a chunk takes.
    let capacity: Int
    private var types: [CDuckDBType?]
    private let duckdb: CDuckDBFunctions

    /// - Parameter appender: tells the types of the columns.
    init(_ appender: CDuckDBAppender?, columns: Int, _ duckdb: CDuckDBFunctions) {
        self.duckdb = duckdb
        capacity = Int(duckdb.vector_size())
        types = (0..<columns).map { duckdb.appender_column_type(appender, UInt64($0)) }
        handle = duckdb.create_data_chunk(&types, UInt64(columns))
    }

    mutating func close() {
        duckdb.destroy_data_chunk(&handle)
        for index in types.indices { duckdb.destroy_logical_type(&types[index]) }
    }

    /// Fills the chunk with rows of the columns.
    ///
    /// - Parameter rows: no more than `capacity`.
    func fill(_ columns: [ColumnVector], rows: Range<Int>) {
        duckdb.data_chunk_reset(handle)
        for (index, column) in columns.enumerated() {
            write(column, rows, to: duckdb.data_chunk_get_vector(handle, UInt64(index)), at: 0)
        }
        duckdb.data_chunk_set_size(handle, UInt64(rows.count))
    }

    /// - Parameter start: the place of the first row in the vector.
    private func write(_ column: ColumnVector, _ rows: Range<Int>, to vector: CDuckDBVector?, at start: Int) {
        guard !rows.isEmpty else { return }
        writeValidity(column, rows, to: vector, at: start)
        let data = duckdb.vector_get_data(vector)
        func copy<T>(_ values: [T]) {
            guard let target = data?.assumingMemoryBound(to: T.self) else { return }
            values.withUnsafeBufferPointer { source in
                guard let base = source.baseAddress else { return }
                (target + start).update(from: base + rows.lowerBound, count: rows.count)
            }
        }
        switch column.storage {
        case .null: break
        case .boolean(let values): copy(values)
        case .byte(let values): copy(values)
        case .short(let values): copy(values)
        case .integer(let values), .date(let values): copy(values)
        case .long(let values), .microseconds(let values): copy(values)
        case .float(let values): copy(values)
        case .double(let values): copy(values)
        case .decimal(let values): writeDecimals(values, column.type, rows, data, start)
        case .interval(let values):
            guard let target = data?.assumingMemoryBound(to: CDuckDBInterval.self) else { return }
            for (place, row) in rows.enumerated() {
                let value = values[row]
                target[start + place] = CDuckDBInterval(
                    months: Int32(clamping: value.months), days: Int32(clamping: value.days), micros: value.microseconds
                )
            }
        case .string(let values):
            for (place, row) in rows.enumerated() where !column.isNull(row) {
                var text = values[row]
                text.withUTF8 { bytes in
                    bytes.withMemoryRebound(to: CChar.self) { characters in
                        duckdb.vector_assign_string_element_len(
                            vector, UInt64(start + place), characters.baseAddress, UInt64(characters.count))
                    }
                }
            }
        case .binary(let values):
            for (place, row) in rows.enumerated() where !column.isNull(row) {
                values[row].withUnsafeBytes { bytes in
                    duckdb.vector_assign_string_element_len(
                        vector, UInt64(start + place), bytes.assumingMemoryBound(to: CChar.self).baseAddress,
                        UInt64(bytes.count))
                }
            }
        case .array(let offsets, let elements):
            let child = entries(offsets, rows, vector, start) { duckdb.list_vector_get_child($0) }
            write(elements, offsets[rows.lowerBound]..<offsets[rows.upperBound], to: child.vector, at: child.start)
        case .map(let offsets, let keys, let values):
            let child = entries(offsets, rows, vector, start) { duckdb.list_vector_get_child($0) }
            let range = offsets[rows.lowerBound]..<offsets[rows.upperBound]
            write(keys, range, to: duckdb.struct_vector_get_child(child.vector, 0), at: child.start)
            write(values, range, to: duckdb.struct_vector_get_child(child.vector, 1), at: child.start)
        case .struct(let fields):
            for (index, field) in fields.enumerated() {
                write(field, rows, to: duckdb.struct_vector_get_child(vector, UInt64(index)), at: start)
            }
        }
    }

    private func writeValidity(_ column: ColumnVector, _ rows: Range<Int>, to vector: CDuckDBVector?, at start: Int) {
        if case .null = column.storage {
        } else if column.validity == nil {
            return
        }
        duckdb.vector_ensure_validity_writable(vector)
        guard let mask = duckdb.vector_get_validity(vector) else { return }
        for (place, row) in rows.enumerated() where column.isNull(row) {
            let target = start + place
            mask[target >> 6] &= ~(1 << UInt64(target & 63))
        }
    }

    private func writeDecimals(
        _ values: [Int128], _ type: DataType, _ rows: Range<Int>, _ data: UnsafeMutableRawPointer?, _ start: Int
    ) {
        guard let data, case .decimal(let precision, _) = type else { return }
        func write<T: FixedWidthInteger>(_ type: T.Type) {
            let target = data.assumingMemoryBound(to: type)
            for (place, row) in rows.enumerated() { target[start + place] = T(truncatingIfNeeded: values[row]) }
        }
        // As wide as the digits need.
        switch precision {
        case ...4: write(Int16.self)
        case ...9: write(Int32.self)
        case ...18: write(Int64.self)
        default: write(Int128.self)
        }
    }

    /// Writes where each row's elements lie, behind those that the vector's child has already.
    private func entries(
        _ offsets: [Int], _ rows: Range<Int>, _ vector: CDuckDBVector?, _ start: Int,
        _ child: (CDuckDBVector?) -> CDuckDBVector?
    ) -> (vector: CDuckDBVector?, start: Int) {
        let before = Int(duckdb.list_vector_get_size(vector))
        let first = offsets[rows.lowerBound]
        let count = offsets[rows.upperBound] - first
        _ = duckdb.list_vector_reserve(vector, UInt64(before + count))
        _ = duckdb.list_vector_set_size(vector, UInt64(before + count))
        if let target = duckdb.vector_get_data(vector)?.assumingMemoryBound(to: CDuckDBListEntry.self) {
            for (place, row) in rows.enumerated() {
                target[start + place] = CDuckDBListEntry(
                    offset: UInt64(before + offsets[row] - first), length: UInt64(offsets[row + 1] - offsets[row]))
            }
        }
        return (child(vector), before)
    }
}
