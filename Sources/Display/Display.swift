/// Shows a value now, in the cell that runs.
///
/// - Throws: what the value's `displayBundle()` throws.
public func display<T>(_ value: T) throws {
    guard let bundle = try renderResult(value) else { return }
    CurrentSink.value.display(bundle, id: nil, update: false)
}

/// Shows a value under an id, so that `updateDisplay` can replace it.
///
/// - Throws: what the value's `displayBundle()` throws.
public func display<T>(_ value: T, id: String) throws {
    guard let bundle = try renderResult(value) else { return }
    CurrentSink.value.display(bundle, id: id, update: false)
}

/// Replaces what was shown under an id, in whichever cell that was.
///
/// - Throws: what the value's `displayBundle()` throws.
public func updateDisplay<T>(_ value: T, id: String) throws {
    guard let bundle = try renderResult(value) else { return }
    CurrentSink.value.display(bundle, id: id, update: true)
}

// What needs no work cannot fail, and needs no `try`.

/// Shows formatted text now.
public func display(_ value: RichText) { CurrentSink.value.display(value.displayBundle(), id: nil, update: false) }

/// Shows formatted text under an id.
public func display(_ value: RichText, id: String) {
    CurrentSink.value.display(value.displayBundle(), id: id, update: false)
}

/// Replaces what was shown under an id by formatted text.
public func updateDisplay(_ value: RichText, id: String) {
    CurrentSink.value.display(value.displayBundle(), id: id, update: true)
}

/// Takes away what the running cell has shown so far.
///
/// - Parameter wait: keeps it until the next output comes, so that nothing flickers.
public func clearOutput(wait: Bool = false) { CurrentSink.value.clearOutput(wait: wait) }
