import JupyterMessages

/// The cells of this session, for consoles.
struct CellHistory {
    private var cells: [(number: Int, source: String)] = []
    /// Older cells are forgotten.
    private static let limit = 10_000

    mutating func add(_ source: String, number: Int) {
        cells.append((number, source))
        if cells.count > Self.limit { cells.removeFirst(cells.count - Self.limit) }
    }

    func entries(for request: HistoryRequest) -> [HistoryReply.Entry] {
        func entry(_ cell: (number: Int, source: String)) -> HistoryReply.Entry {
            .init(session: 0, number: cell.number, input: cell.source)
        }
        switch request.access {
        case .tail(let count): return cells.suffix(max(0, count)).map(entry)
        case .range(let session, let start, let stop):
            guard session == 0 else { return [] }
            return cells.filter { $0.number >= start && $0.number < (stop ?? Int.max) }.map(entry)
        case .search(let pattern, let count, let unique):
            var seen: Set<String> = []
            var found: [HistoryReply.Entry] = []
            for cell in cells.reversed() where Glob.matches(cell.source, pattern: pattern) {
                if unique && !seen.insert(cell.source).inserted { continue }
                found.append(entry(cell))
                if let count, found.count >= count { break }
            }
            return found.reversed()
        }
    }
}

/// Patterns with `*` for any text and `?` for any character.
enum Glob {
    static func matches(_ text: String, pattern: String) -> Bool {
        let text = Array(text)
        let pattern = Array(pattern)
        var t = 0
        var p = 0
        var star: (pattern: Int, text: Int)?
        while t < text.count {
            if p < pattern.count, pattern[p] == "*" {
                star = (p, t)
                p += 1
            } else if p < pattern.count, pattern[p] == "?" || pattern[p] == text[t] {
                p += 1
                t += 1
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                p = last.pattern + 1
                t = last.text + 1
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == "*" }
    }
}
