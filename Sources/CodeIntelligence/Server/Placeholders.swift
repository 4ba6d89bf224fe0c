/// The editor's placeholders in texts of sourcekitd: `<#name#>`, `<#T##type#>` or `<#T##name: type##type#>`.
enum Placeholders {
    /// Puts something in the place of each that compiles in many cases, also where its type is generic: a closure for a
    /// function, the literal 0 for all else.
    static func filled(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let start = firstRange(of: "<#", in: rest), let end = firstRange(of: "#>", in: rest[start.upperBound...])
        {
            result += rest[..<start.lowerBound]
            result += value(for: rest[start.upperBound..<end.lowerBound])
            rest = rest[end.upperBound...]
        }
        return result + rest
    }

    private static func value(for placeholder: Substring) -> String {
        var type = placeholder
        while let mark = firstRange(of: "##", in: type) { type = type[mark.upperBound...] }
        guard let parameters = parameterCount(ofFunctionType: type) else { return "0" }
        let names = Array(repeating: "_", count: parameters).joined(separator: ", ")
        return parameters == 0 ? "{ fatalError() }" : "{ \(names) in fatalError() }"
    }

    /// Nil where the type is not a function's.
    private static func parameterCount(ofFunctionType type: Substring) -> Int? {
        guard type.first == "(", firstRange(of: "->", in: type) != nil else { return nil }
        var depth = 0
        var commas = 0
        var isEmpty = true
        var isArrow = false
        for character in type {
            defer { isArrow = character == "-" }
            if isArrow { continue }
            if character == ")" || character == "]" || character == ">" { depth -= 1 }
            if depth == 0, character == ")" { break }
            if depth == 1, character == "," { commas += 1 }
            if depth > 0, character != " " { isEmpty = false }
            if character == "(" || character == "[" || character == "<" { depth += 1 }
        }
        return isEmpty ? 0 : commas + 1
    }

    static func firstRange(of pattern: String, in text: Substring) -> Range<Substring.Index>? {
        let wanted = pattern.utf8
        var start = text.startIndex
        while let place = text.utf8[start...].firstIndex(of: wanted.first!) {
            if text.utf8[place...].starts(with: wanted) {
                return place..<text.utf8.index(place, offsetBy: wanted.count)
            }
            start = text.utf8.index(after: place)
        }
        return nil
    }
}
