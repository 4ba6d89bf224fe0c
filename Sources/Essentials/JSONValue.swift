/// A JSON value.
///
/// Whole numbers that fit 64 bits are `integer`, longer ones `largeInteger`, all others `number`: `1` and `1.0` are
/// different values and each is written as it was read.
public enum JSONValue: Sendable, Equatable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// The digits, with a minus sign where there is one.
    case largeInteger(String)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

extension JSONValue {
    /// The text of a string, nil for every other kind.
    public var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The value of an integer, nil for every other kind.
    public var intValue: Int? {
        if case .integer(let number) = self { Int(exactly: number) } else { nil }
    }

    /// The value of a number or of an integer, which may lose digits beyond 2^53; nil for every other kind.
    public var doubleValue: Double? {
        switch self {
        case .number(let number): number
        case .integer(let number): Double(number)
        case .largeInteger(let digits): Double(digits)
        default: nil
        }
    }

    /// The value of a Boolean, nil for every other kind.
    public var boolValue: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    /// The elements of an array, nil for every other kind.
    public var arrayValue: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members of an object, nil for every other kind.
    public var objectValue: JSONObject? {
        if case .object(let members) = self { members } else { nil }
    }

    /// Whether the value is `null`.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The kind's name with its article, for messages: "a string", "null".
    public var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a Boolean"
        case .integer, .largeInteger, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// A member of an object; nil where there is none, or where the value is not an object.
    ///
    /// Setting a member of `null` makes it an object; on any other kind, setting does nothing.
    public subscript(_ key: String) -> JSONValue? {
        get {
            if case .object(let members) = self { members[key] } else { nil }
        }
        set {
            switch self {
            case .object(var members):
                self = .null  // so that the members are not shared, and not copied, while they change
                members[key] = newValue
                self = .object(members)
            case .null:
                if let newValue { self = .object([key: newValue]) }
            default:
                break
            }
        }
    }

    /// An element of an array; nil beyond its ends, or where the value is not an array.
    public subscript(_ index: Int) -> JSONValue? {
        if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { nil }
    }
}

extension JSONValue: CustomStringConvertible {
    /// The value as compact JSON.
    public var description: String { serialized() }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    public init(nilLiteral: ()) { self = .null }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// Of members with the same key, the last one counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(JSONObject(elements)) }
}
