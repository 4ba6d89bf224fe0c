/// An error whose text is written for the person in front of it.
public protocol UserFacingError: Error, Sendable, CustomStringConvertible {
    /// A stable name for programs, such as `json.syntax`.
    var code: String { get }
    /// What is wrong: one sentence, without its full stop.
    var message: String { get }
    /// Where: a file, a cell, a line and column, a path or a key.
    var place: String? { get }
    /// What to do next: a whole sentence.
    var hint: String? { get }
    /// Where in the text that the error is about, such as the SQL of a query.
    var position: TextPosition? { get }
}

/// A place in a text, both numbers from 1; the column counts Unicode scalars.
public struct TextPosition: Sendable, Hashable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

extension UserFacingError {
    public var place: String? { nil }
    public var hint: String? { nil }
    public var position: TextPosition? { nil }

    /// "place: message. hint", as a terminal shows it. A message of several lines puts the hint on a line of its own.
    public var description: String {
        var text = message
        if let place, !place.isEmpty { text = "\(place): \(text)" }
        guard let hint, !hint.isEmpty else { return text }
        if text.utf8.contains(UInt8(ascii: "\n")) { return "\(text)\n\(hint)" }
        let isSentence = text.last.map { ".!?".contains($0) } ?? true
        return text + (isSentence ? " " : ". ") + hint
    }
}
