/// The members of a JSON object, in the order in which their keys were first set.
///
/// Keys are the same only if their code points are (a composed and a decomposed letter differ), as JSON has it.
/// Two objects are equal when they have equal members, in whatever order.
public struct JSONObject: Sendable, Sequence, ExpressibleByDictionaryLiteral {
    public typealias Element = (key: String, value: JSONValue)

    private var members: [Element] = []
    /// Places in `members`, kept only for objects too large to search.
    private var places: [ExactKey: Int]?

    /// Up to this many members, comparing all keys is quicker than hashing one.
    private static let searchLimit = 12

    /// An object without members.
    public init() {}

    /// Of members with the same key, the last one counts.
    public init(_ members: some Sequence<(String, JSONValue)>) {
        self.members.reserveCapacity(members.underestimatedCount)
        for (key, value) in members { self[key] = value }
    }

    /// Of members with the same key, the last one counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements)
    }

    /// The number of members.
    public var count: Int { members.count }

    /// Whether there are no members.
    public var isEmpty: Bool { members.isEmpty }

    /// All keys, in order.
    public var keys: [String] { members.map(\.key) }

    /// All values, in the order of their keys.
    public var values: [JSONValue] { members.map(\.value) }

    /// The value of a key. Setting nil removes the member; a key that is set again keeps its place.
    public subscript(_ key: String) -> JSONValue? {
        get {
            guard let place = place(of: key) else { return nil }
            return members[place].value
        }
        set {
            guard let newValue else {
                removeValue(forKey: key)
                return
            }
            if let place = place(of: key) {
                members[place].value = newValue
            } else {
                append(key, newValue)
            }
        }
    }

    /// The value of a key, or the default where there is none; changed in place.
    public subscript(_ key: String, default fallback: @autoclosure () -> JSONValue) -> JSONValue {
        get { self[key] ?? fallback() }
        _modify {
            let place: Int
            if let found = self.place(of: key) {
                place = found
            } else {
                append(key, fallback())
                place = members.count - 1
            }
            yield &members[place].value
        }
    }

    /// Removes a member, and returns its value if there was one.
    @discardableResult
    public mutating func removeValue(forKey key: String) -> JSONValue? {
        guard let place = place(of: key) else { return nil }
        let removed = members.remove(at: place).value
        if places != nil { indexMembers() }
        return removed
    }

    /// Sets every member of `other` here, replacing values of the same key.
    public mutating func merge(_ other: JSONObject) {
        for (key, value) in other { self[key] = value }
    }

    public func makeIterator() -> IndexingIterator<[Element]> { members.makeIterator() }

    public var underestimatedCount: Int { members.count }

    /// Makes room for a number of members.
    public mutating func reserveCapacity(_ count: Int) { members.reserveCapacity(count) }

    private func place(of key: String) -> Int? {
        if let places { return places[ExactKey(key)] }
        return members.firstIndex { ExactKey.same($0.key, key) }
    }

    private mutating func append(_ key: String, _ value: JSONValue) {
        members.append((key, value))
        if places != nil {
            places?[ExactKey(key)] = members.count - 1
        } else if members.count > Self.searchLimit {
            indexMembers()
        }
    }

    private mutating func indexMembers() {
        guard members.count > Self.searchLimit else {
            places = nil
            return
        }
        var places = [ExactKey: Int](minimumCapacity: members.count * 2)
        for (place, member) in members.enumerated() { places[ExactKey(member.key)] = place }
        self.places = places
    }
}

extension JSONObject: Hashable {
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.allSatisfy { right[$0.key] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        // The order of the members must not matter.
        var combined = 0
        for (key, value) in members {
            var member = Hasher()
            member.combine(ExactKey(key))
            member.combine(value)
            combined ^= member.finalize()
        }
        hasher.combine(combined)
    }
}

extension JSONObject: CustomStringConvertible {
    /// The object as compact JSON.
    public var description: String { JSONValue.object(self).serialized() }
}

/// A key that is compared code unit by code unit; `String` itself takes canonically equivalent texts for equal.
private struct ExactKey: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func same(_ left: String, _ right: String) -> Bool {
        // Equal bytes mean an equal String, and String's comparison is the quicker one for texts that differ.
        left == right && left.utf8.elementsEqual(right.utf8)
    }

    static func == (left: ExactKey, right: ExactKey) -> Bool { same(left.text, right.text) }

    func hash(into hasher: inout Hasher) {
        let done: Void? = text.utf8.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if done == nil {
            Array(text.utf8).withUnsafeBytes { hasher.combine(bytes: $0) }
        }
    }
}
