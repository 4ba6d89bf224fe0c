/// Asks sourcekitd for completions.
struct CompletionQuery {
    /// No answer is longer.
    static let limit = 500

    let library: SourceKit
    let document: SourceDocument

    /// The completions in the order in which they are shown.
    ///
    /// - Throws: `CodeIntelligenceError` with code `refused`.
    func run() throws -> [Completion] {
        let start = document.identifierStart(before: document.offset)
        let prefix = String(decoding: document.bytes[start..<document.offset], as: UTF8.self)
        if let first = prefix.utf8.first, SourceDocument.isDigit(first) { return [] }

        return try ask(prefix: prefix, at: start) { results in
            let candidates = results.compactMap { CompletionCandidate($0, prefix: prefix) }
            return Self.completions(candidates, start: start, bytes: document.bytes)
        }
    }

    /// Hands the library's results for names that begin with a prefix to `read`, in no particular order.
    ///
    /// - Parameter start: where the prefix begins, or would.
    /// - Throws: `CodeIntelligenceError` with code `refused`, and what `read` throws.
    func ask<Result>(prefix: String, at start: Int, read: ([Answer]) throws -> Result) throws -> Result {
        defer { close(at: start) }
        return try library.ask([
            (.request, .name("source.request.codecomplete.open")),
            (.name, .string(document.path)),
            (.sourceFile, .string(document.path)),
            (.sourceText, .string(document.text)),
            (.offset, .integer(start)),
            (.compilerArguments, .strings(document.arguments)),
            (
                .options,
                .dictionary([
                    (.filterText, .string(prefix)),
                    (.fuzzyMatching, .integer(0)),
                    (.hideUnderscores, .integer(1)),
                    (.hideLowPriority, .integer(0)),
                    (.addInnerOperators, .integer(0)),
                    (.includeExactMatch, .integer(1)),
                ])
            ),
        ]) { try read($0.elements(.results)) }
    }

    /// The library keeps what it found for narrowing it down, and refuses another request for the same place until it
    /// is told to forget. That it knows nothing of the place, after a failed request, is no fault.
    private func close(at offset: Int) {
        try? library.ask([
            (.request, .name("source.request.codecomplete.close")),
            (.name, .string(document.path)),
            (.sourceFile, .string(document.path)),
            (.offset, .integer(offset)),
        ]) { _ in }
    }

    /// Puts candidates in order, joins overloads, and gives all the same start.
    static func completions(_ candidates: [CompletionCandidate], start: Int, bytes: [UInt8]) -> [Completion] {
        let sorted = candidates.sorted()
        // `?.count` also replaces the dot before it; then all the others repeat the dot.
        let erased = min(sorted.map(\.bytesToErase).max() ?? 0, start)
        let commonStart = start - erased

        var result: [Completion] = []
        var places: [String: Int] = [:]
        for candidate in sorted {
            let kept = erased > candidate.bytesToErase ? commonStart..<(start - candidate.bytesToErase) : 0..<0
            let name = String(decoding: bytes[kept], as: UTF8.self) + candidate.text
            if let place = places[name] {
                result[place].overloadCount += 1
                if candidate.signature.utf8.count < result[place].signature.utf8.count {
                    result[place].signature = candidate.signature
                    result[place].typeName = candidate.typeName
                }
            } else {
                places[name] = result.count
                result.append(
                    Completion(
                        name: name, signature: candidate.signature, kind: candidate.kind,
                        typeName: candidate.typeName, replacementStart: commonStart))
            }
        }
        return Array(result.prefix(limit))
    }
}
