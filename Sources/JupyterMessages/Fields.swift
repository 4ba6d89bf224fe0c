internal import Essentials

/// The fields of a message's content by kind. `null` counts as missing.
struct Fields {
    let type: String
    let members: JSONObject

    init(_ members: JSONObject, of type: String) {
        self.type = type
        self.members = members
    }

    func text(_ name: String) throws(MessageError) -> String {
        guard let text = try optionalText(name) else { throw missing(name) }
        return text
    }

    func optionalText(_ name: String) throws(MessageError) -> String? {
        try value(name, "a string", \.stringValue)
    }

    func integer(_ name: String) throws(MessageError) -> Int {
        guard let number = try optionalInteger(name) else { throw missing(name) }
        return number
    }

    func optionalInteger(_ name: String) throws(MessageError) -> Int? {
        try value(name, "a whole number", \.intValue)
    }

    func flag(_ name: String, default fallback: Bool) throws(MessageError) -> Bool {
        try value(name, "a Boolean", \.boolValue) ?? fallback
    }

    func object(_ name: String) throws(MessageError) -> JSONObject {
        try value(name, "an object", \.objectValue) ?? [:]
    }

    func badValue(_ name: String, _ message: String) -> MessageError {
        MessageError(code: MessageError.badValue, message: message, place: "\(type).\(name)")
    }

    private func value<Value>(
        _ name: String, _ expected: String, _ read: (JSONValue) -> Value?
    ) throws(MessageError) -> Value? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let result = read(value) else {
            throw MessageError(
                code: MessageError.wrongKind, message: "\(name) is \(value.kindName), not \(expected)",
                place: "\(type).\(name)")
        }
        return result
    }

    private func missing(_ name: String) -> MessageError {
        MessageError(code: MessageError.missingField, message: "\(name) is missing", place: "\(type).\(name)")
    }
}

extension [String] {
    /// The texts as a JSON array.
    var json: JSONValue { .array(map { .string($0) }) }
}
