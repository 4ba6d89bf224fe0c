public import Essentials

/// One output in several representations, as a notebook file keeps it.
public struct OutputBundle: Sendable, Equatable {
    /// MIME type to value: text as one string, binary types as base64, JSON types as their JSON.
    public var data: JSONObject
    /// Front-end hints, keyed by MIME type.
    public var metadata: JSONObject

    public init(data: JSONObject = [:], metadata: JSONObject = [:]) {
        self.data = data
        self.metadata = metadata
    }

    /// Whether values of a MIME type are JSON, which is kept as it is and never joined or split into lines.
    public static func isJSON(_ type: String) -> Bool {
        type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json"))
    }

    /// Whether nbformat writes values of a MIME type as arrays of lines.
    static func isWrittenAsLines(_ type: String) -> Bool {
        type.hasPrefix("text/") || type == "application/javascript" || type == "image/svg+xml"
    }

    /// A bundle's data as it stands in a file, with arrays of lines joined.
    static func joined(_ data: JSONObject) -> JSONObject {
        var joined = JSONObject()
        for (type, value) in data {
            joined[type] = isJSON(type) ? value : MultilineText.joined(value).map(JSONValue.string) ?? value
        }
        return joined
    }

    /// The data as it is written to a file.
    static func split(_ data: JSONObject) -> JSONObject {
        var split = JSONObject()
        for (type, value) in data {
            if isWrittenAsLines(type), case .string(let text) = value {
                split[type] = MultilineText.lines(text)
            } else {
                split[type] = value
            }
        }
        return split
    }
}

/// nbformat's texts: one string, or an array of strings that are to be joined.
enum MultilineText {
    /// The text, nil when the value is neither form.
    static func joined(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text):
            return text
        case .array(let parts):
            var text = ""
            for part in parts {
                guard case .string(let line) = part else { return nil }
                text += line
            }
            return text
        default:
            return nil
        }
    }

    /// The text as an array of its lines, each with its line break. Lines end where Python's `splitlines` has them
    /// end, because that is what nbformat writes.
    static func lines(_ text: String) -> JSONValue {
        var lines: [JSONValue] = []
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            var place = 0
            while place < bytes.count {
                let length = lineBreakLength(bytes, at: place)
                place += max(length, 1)
                if length > 0 {
                    lines.append(.string(String(decoding: bytes[start..<place], as: UTF8.self)))
                    start = place
                }
            }
            if start < bytes.count { lines.append(.string(String(decoding: bytes[start...], as: UTF8.self))) }
        }
        return .array(lines)
    }

    private static func lineBreakLength(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
        switch bytes[place] {
        case 0x0A, 0x0B, 0x0C, 0x1C, 0x1D, 0x1E:
            return 1
        case 0x0D:
            return place + 1 < bytes.count && bytes[place + 1] == 0x0A ? 2 : 1
        case 0xC2:  // U+0085, next line
            return place + 1 < bytes.count && bytes[place + 1] == 0x85 ? 2 : 0
        case 0xE2:  // U+2028 and U+2029, line and paragraph separator
            let isSeparator = place + 2 < bytes.count && bytes[place + 1] == 0x80 && bytes[place + 2] & 0xFE == 0xA8
            return isSeparator ? 3 : 0
        default:
            return 0
        }
    }
}
