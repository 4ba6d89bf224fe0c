import CCellGuard
import Glibc
import HostProtocol

/// Finds which functions of cells a list of addresses belongs to.
enum Symbols {
    /// - Parameter firstIsExact: the first address is an instruction; all others are return addresses, whose call
    ///   stands just before.
    static func places(_ addresses: some Sequence<UInt>, firstIsExact: Bool) -> [FinishedReport.Place] {
        var places: [FinishedReport.Place] = []
        for (index, address) in addresses.enumerated() {
            let at = firstIsExact && index == 0 ? address : address - 1
            var path: UnsafePointer<CChar>?
            var symbol: UnsafePointer<CChar>?
            var base: UInt = 0
            guard cellguard_symbol_at(at, &path, &base, &symbol), let path else { continue }
            let library = String(cString: path)
            guard library.contains("/libCell_") else { continue }
            let name = symbol.map { demangled(String(cString: $0)) } ?? ""
            places.append(.init(library: library, offset: UInt64(at - base), function: name))
            if places.count == 32 { break }
        }
        return places
    }

    private static func demangled(_ name: String) -> String {
        typealias Demangle =
            @convention(c) (
                UnsafePointer<CChar>?, Int, UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<Int>?, UInt32
            ) -> UnsafeMutablePointer<CChar>?
        guard let symbol = dlsym(nil, "swift_demangle") else { return name }
        let demangle = unsafeBitCast(symbol, to: Demangle.self)
        guard let text = demangle(name, name.utf8.count, nil, nil, 0) else { return name }
        defer { free(text) }
        return String(cString: text)
    }
}
