/// Ends the thread's work for a fault of the user's program, such as an index beyond the end, with a message.
///
/// A precondition does not do: its message is left out of optimised code, and the user would not learn what was wrong.
public func programmingError(_ message: String) -> Never {
    fatalError(message)
}
