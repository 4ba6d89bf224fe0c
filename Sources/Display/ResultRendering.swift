import Essentials

/// How the value of a cell's trailing expression looks; nil when there is nothing to show (`()`, also inside an
/// optional).
///
/// Types that are `Displayable` say themselves. All others are text as Swift's own tools show it: strings in quotes,
/// collections as they print. Of long collections the first elements are shown, long texts are shortened in the middle.
///
/// - Throws: what `displayBundle()` throws.
public func renderResult<T>(_ value: T) throws -> DisplayBundle? {
    if T.self == Void.self || T.self == Void?.self { return nil }
    if let displayable = value as? any Displayable { return try displayable.displayBundle() }
    return DisplayBundle(data: ["text/plain": .string(shortened(plainText(value)))])
}

private func plainText<T>(_ value: T) -> String {
    if let text = value as? String { return text.debugDescription }
    if let text = value as? Substring { return String(text).debugDescription }
    if let character = value as? Character { return String(character).debugDescription }
    if let elements = firstElements(of: value) { return elements }
    return String(describing: value)
}

/// Of longer collections so many elements are shown, as IPython does.
private let mostElements = 1000

/// The text of a collection that is too long to be shown whole; nil for everything else.
private func firstElements<T>(of value: T) -> String? {
    let mirror = Mirror(reflecting: value)
    let isDictionary = mirror.displayStyle == .dictionary
    guard isDictionary || mirror.displayStyle == .collection || mirror.displayStyle == .set,
        mirror.children.count > mostElements
    else { return nil }
    let elements = mirror.children.prefix(mostElements).map { child -> String in
        guard isDictionary, let pair = child.value as? (key: Any, value: Any) else {
            return String(reflecting: child.value)
        }
        return "\(String(reflecting: pair.key)): \(String(reflecting: pair.value))"
    }
    return "[\(elements.joined(separator: ", ")), … \(mirror.children.count - mostElements) more]"
}

/// The longest text that is shown whole, in characters.
private let longestResult = 20_000

private func shortened(_ text: String) -> String {
    guard text.utf8.count > longestResult, text.count > longestResult else { return text }
    let half = longestResult / 2
    return "\(text.prefix(half))\n[\(text.count - longestResult) characters left out]\n\(text.suffix(half))"
}
