/// The names that somebody may have meant, nearest first.
///
/// Distance is Damerau-Levenshtein (optimal string alignment) without regard to case; names further away than a third
/// of the longer length (at least one edit) are not proposed, except those that begin with what was typed.
///
/// - Parameter limit: how many names at most.
public func nearestNames(to name: String, in names: some Sequence<String>, limit: Int = 3) -> [String] {
    let wanted = Array(name.lowercased())
    // The work grows with the square of the length, and nobody mistypes a name of hundreds of letters.
    guard (1...200).contains(wanted.count) else { return [] }
    var candidates: [(distance: Int, name: String)] = []
    for candidate in Set(names) where candidate.utf8.count <= 800 {
        let letters = Array(candidate.lowercased())
        let allowed = max(1, max(wanted.count, letters.count) / 3)
        var distance = editDistance(wanted, letters)
        if distance > allowed, wanted.count >= 3, letters.starts(with: wanted) { distance = allowed }
        // One edit makes any one-letter name of any other.
        if distance <= allowed, distance < max(wanted.count, letters.count) { candidates.append((distance, candidate)) }
    }
    return candidates.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit).map(\.name)
}

private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
        var row = [i] + [Int](repeating: 0, count: b.count)
        for j in 1...b.count {
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
        }
        beforeLast = last
        last = row
    }
    return last[b.count]
}
