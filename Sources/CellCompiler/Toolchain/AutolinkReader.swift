/// Reads which libraries an object file asks for. The Swift compiler writes them as linker flags, each ended by NUL,
/// into the ELF section `.swift1_autolink_entries`.
enum AutolinkReader {
    /// Names as after `-l`, in order, each once; nothing when the bytes are no 64-bit ELF object.
    static func libraries(inObject bytes: [UInt8]) -> [String] {
        func integer(_ offset: Int, _ size: Int) -> Int? {
            guard offset >= 0, offset + size <= bytes.count else { return nil }
            return (0..<size).reversed().reduce(0) { $0 << 8 | Int(bytes[offset + $1]) }
        }
        guard bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]), let table = integer(0x28, 8),
            let entrySize = integer(0x3A, 2), let count = integer(0x3C, 2), let namesIndex = integer(0x3E, 2),
            let names = integer(table + namesIndex * entrySize + 0x18, 8)
        else { return [] }
        var libraries: [String] = []
        for index in 0..<count {
            let header = table + index * entrySize
            guard let nameOffset = integer(header, 4), let offset = integer(header + 0x18, 8),
                let size = integer(header + 0x20, 8), names + nameOffset < bytes.count, offset + size <= bytes.count
            else { continue }
            let name = bytes[(names + nameOffset)...].prefix { $0 != 0 }
            guard String(decoding: name, as: UTF8.self) == ".swift1_autolink_entries" else { continue }
            for flag in bytes[offset..<(offset + size)].split(separator: 0) {
                let text = String(decoding: flag, as: UTF8.self)
                guard text.hasPrefix("-l") else { continue }
                let library = String(text.dropFirst(2))
                if !libraries.contains(library) { libraries.append(library) }
            }
        }
        return libraries
    }
}
