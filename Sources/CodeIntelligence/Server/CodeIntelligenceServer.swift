import Essentials
import Glibc
import SystemSupport

/// The descriptor on which a helper process finds the socket to its owner.
public let codeIntelligenceDescriptor: Int32 = 3

/// Serves requests of `CodeIntelligence`, one after the other, until the other side goes away; then the process ends
/// with status 0, even in the middle of a request.
///
/// - Parameters:
///   - input: a socket that requests come from.
///   - output: a socket that answers go to; both may be the same.
public func runCodeIntelligenceServer(input: Int32, output: Int32) -> Never {
    limitResources()
    endWithOwner(input)
    let server = CodeIntelligenceServer()
    while let request = MessageFrames.read(from: input) {
        guard MessageFrames.write(server.answer(request), to: output) else { break }
    }
    // Not exit(): the library's destructors have nothing to save, and may wait for its threads.
    _exit(0)
}

/// A library that goes astray must not take the machine's memory, nor leave a core file.
private func limitResources() {
    signal(SIGPIPE, SIG_IGN)
    var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(Int32(RLIMIT_CORE.rawValue), &noCore)
    let bytes: rlim_t = 4 << 30
    var data = rlimit()
    guard getrlimit(Int32(RLIMIT_DATA.rawValue), &data) == 0, data.rlim_cur > bytes else { return }
    data.rlim_cur = bytes
    setrlimit(Int32(RLIMIT_DATA.rawValue), &data)
}

/// Watches for the other side's end on a thread of its own, since a request may never come to an end.
private func endWithOwner(_ descriptor: Int32) {
    SystemThread.start {
        var watched = pollfd(fd: descriptor, events: 0, revents: 0)
        while true {
            let count = poll(&watched, 1, -1)
            if count > 0 || (count < 0 && errno != EINTR) { _exit(0) }
        }
    }
}

/// Answers requests. The library is opened by the first one.
private final class CodeIntelligenceServer {
    private var library: SourceKit?

    func answer(_ request: JSONValue) -> JSONValue {
        var reply: JSONValue = ["id": request["id"] ?? .null]
        do {
            reply["value"] = try value(request)
        } catch {
            let fault =
                error as? CodeIntelligenceError
                ?? CodeIntelligenceError(code: CodeIntelligenceError.refused, message: "\(error)")
            reply["error"] = fault.json
        }
        reply["memory"] = .integer(Int64(Self.residentBytes))
        return reply
    }

    private func value(_ request: JSONValue) throws -> JSONValue {
        guard let directory = request["library"]?.stringValue, let source = request["source"]?.stringValue,
            let offset = request["offset"]?.intValue, let arguments = request["arguments"]?.arrayValue
        else {
            throw CodeIntelligenceError(
                code: CodeIntelligenceError.badMessage, message: "a request lacks a member")
        }
        let document = try SourceDocument(
            text: source, utf8Offset: offset, arguments: arguments.compactMap(\.stringValue))
        let library = try self.library ?? SourceKit(libraryDirectory: directory)
        self.library = library
        switch request["do"]?.stringValue {
        case "complete":
            let completions = try CompletionQuery(library: library, document: document).run()
            return [
                "start": .integer(Int64(completions.first?.replacementStart ?? offset)),
                "completions": .array(completions.map(\.json)),
            ]
        case "inspect":
            return try SymbolQuery(library: library, document: document).run()?.json ?? .null
        case let other:
            throw CodeIntelligenceError(
                code: CodeIntelligenceError.badMessage, message: "there is no request named \(other ?? "nothing")")
        }
    }

    /// What this process holds in memory, in bytes.
    private static var residentBytes: Int {
        guard let file = fopen("/proc/self/statm", "re") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }
}
