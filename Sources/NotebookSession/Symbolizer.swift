import CellCompiler
import Essentials
import Glibc
import HostProtocol
import SystemSupport

/// A place in the source of a cell.
struct CodePlace: Sendable, Equatable {
    var function: String
    /// 1-based; 0 when unknown.
    var line: Int
    var column: Int
    /// What the optimiser recorded as the reason of a trap at this place, such as `arithmetic overflow`.
    var runtimeFailure: String?
    var library: String
}

/// Finds lines and columns for addresses in cells with the toolchain's llvm-symbolizer.
struct Symbolizer {
    let toolchain: Toolchain

    /// The places in order, inlined calls included, each once. Empty when the tool is missing or fails.
    func places(_ places: [FinishedReport.Place]) -> [CodePlace] {
        guard !places.isEmpty, access(toolchain.symbolizer, X_OK) == 0,
            let output = run(places.prefix(24).map { "\($0.library) 0x\(String($0.offset, radix: 16))" }),
            let json = try? JSONValue(parsing: Array(output))
        else { return [] }
        var result: [CodePlace] = []
        for (entry, place) in zip(json.arrayValue ?? [], places) {
            for symbol in entry["Symbol"]?.arrayValue ?? [] {
                let name = symbol["FunctionName"]?.stringValue ?? ""
                let marker = "Swift runtime failure: "
                if name.hasPrefix(marker) {
                    result.append(
                        CodePlace(
                            function: "", line: 0, column: 0, runtimeFailure: String(name.dropFirst(marker.count)),
                            library: place.library))
                    continue
                }
                guard symbol["FileName"]?.stringValue == CellNames.file, let line = symbol["Line"]?.intValue, line > 0
                else { continue }
                let found = CodePlace(
                    function: Self.shortName(place.function), line: line, column: symbol["Column"]?.intValue ?? 1,
                    runtimeFailure: nil, library: place.library)
                if result.last != found { result.append(found) }
            }
        }
        return result
    }

    private static func shortName(_ function: String) -> String {
        if function.hasSuffix("_main") { return "the cell's top level," }
        return CellNames.withoutModules(function)
    }

    private func run(_ lines: [String]) -> [UInt8]? {
        guard let folder = try? TemporaryDirectory(prefix: "swiftlet-places-") else { return nil }
        defer { folder.remove() }
        let path = folder.path + "/output"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // The addresses follow the options, each with its file.
        let arguments =
            [toolchain.symbolizer, "--output-style=JSON", "--no-demangle", "--inlines", "--basenames"] + lines
        guard
            let child = try? ChildProcess(
                executable: toolchain.symbolizer, arguments: arguments, descriptors: [1: descriptor]),
            child.waitUntilEnded() == .exited(0)
        else { return nil }
        return try? readFile(path)
    }
}
