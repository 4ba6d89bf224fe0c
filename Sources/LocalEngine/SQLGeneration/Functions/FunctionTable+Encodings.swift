import DataFrames

extension FunctionTable {
    static let encodings: Lines = [
        "base64": .chosen(1...1) { "base64(\(bytes($0, 0)))" }, "unbase64": "from_base64($1)",
        "encode": .chosen(2...2) { try charset($0, 1, "encode($1)") },
        "decode": .chosen(2...Int.max) {
            if $0.count > 2 { return decoded($0.count) }
            return try charset($0, 1, $0.isBinary(0) ? "decode($1)" : "$1::VARCHAR")
        },
        "to_binary": .chosen(1...2) { try binary($0) },
        "md5": .chosen(1...1) { "md5(\(bytes($0, 0)))" }, "sha": .chosen(1...1) { "sha1(\(bytes($0, 0)))" },
        "sha1": .chosen(1...1) { "sha1(\(bytes($0, 0)))" },
        "sha2": .chosen(2...2) {
            guard let bits = $0.integer(1), [0, 256].contains(bits) else {
                throw QueryError(.unsupported, "sha2 has 256 bits here", hint: "sha2(column, 256)")
            }
            return "sha256(\(bytes($0, 0)))"
        },
        "url_encode": "replace(replace(replace(url_encode($1), '%20', '+'), '~', '%7E'), '%2A', '*')",
        "url_decode": "url_decode(replace($1, '+', ' '))", "try_url_decode": "TRY(url_decode(replace($1, '+', ' ')))",
        "parse_url": .chosen(2...3) { try urlPart($0) }, "try_parse_url": .chosen(2...3) { try urlPart($0) },
    ]

    private static func bytes(_ arguments: FunctionArguments, _ index: Int) -> String {
        arguments.isBinary(index) ? "$\(index + 1)" : "encode($\(index + 1)::VARCHAR)"
    }

    private static func charset(_ arguments: FunctionArguments, _ index: Int, _ template: String) throws -> String {
        let name = try arguments.constant(index, "the character set").uppercased()
        guard ["UTF-8", "UTF8", "US-ASCII"].contains(name) else {
            throw QueryError(.unsupported, "the character set \(name) is not known here", hint: "UTF-8 is.")
        }
        return template
    }

    /// Oracle's decode: pairs of a value to look for and its result, then perhaps what counts else.
    private static func decoded(_ count: Int) -> String {
        var cases = ""
        var index = 2
        while index + 1 <= count {
            cases += " WHEN $1 IS NOT DISTINCT FROM $\(index) THEN $\(index + 1)"
            index += 2
        }
        return "CASE\(cases)\(index == count ? " ELSE $\(index)" : "") END"
    }

    static func binary(_ arguments: FunctionArguments) throws -> String {
        switch arguments.count == 2 ? try arguments.constant(1, "the format").lowercased() : "hex" {
        case "hex": return "unhex(CASE WHEN length($1) % 2 = 1 THEN '0' || $1 ELSE $1 END)"
        case "base64": return "from_base64($1)"
        case "utf-8", "utf8": return "encode($1)"
        case let format: throw QueryError(.unsupported, "to_binary knows no format '\(format)'")
        }
    }

    private static func urlPart(_ arguments: FunctionArguments) throws -> String {
        let authority = "^[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)"
        func found(_ pattern: String, _ group: Int = 1) -> String {
            "CASE WHEN regexp_matches($1, '\(pattern)') THEN regexp_extract($1, '\(pattern)', \(group)) END"
        }
        switch try arguments.constant(1, "the part of a URL") {
        case "HOST": return found("^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#:]+)")
        case "PROTOCOL": return found("^([A-Za-z][A-Za-z0-9+.-]*):")
        case "AUTHORITY": return found(authority)
        case "USERINFO": return found("^[A-Za-z][A-Za-z0-9+.-]*://([^/?#@]*)@")
        case "PATH": return found("^(?:[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*)?([^?#]*)")
        case "FILE": return found("^(?:[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*)?([^#]*)")
        case "REF": return found("#(.*)")
        case "QUERY":
            if arguments.count == 2 { return found("^[^?#]*\\?([^#]*)") }
            let pattern = "('[?&]' || $3 || '=([^&#]*)')"
            return "CASE WHEN regexp_matches($1, \(pattern)) THEN regexp_extract($1, \(pattern), 1) END"
        case let part: throw QueryError(.unsupported, "parse_url knows no part '\(part)'")
        }
    }
}
