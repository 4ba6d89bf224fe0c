import DataFrames

extension FunctionTable {
    static let texts: Lines = [
        "ucase": "upper($1)", "lcase": "lower($1)",
        "initcap":
            "array_to_string(list_transform(string_split(lower($1), ' '), lambda word: upper(word[1]) || word[2:]), ' ')",
        "length": .chosen(1...1) { $0.isBinary(0) ? "octet_length($1)::INTEGER" : "length($1::VARCHAR)::INTEGER" },
        "char_length": "length($1::VARCHAR)::INTEGER", "character_length": "length($1::VARCHAR)::INTEGER",
        "octet_length": .chosen(1...1) {
            $0.isBinary(0) ? "octet_length($1)::INTEGER" : "strlen($1::VARCHAR)::INTEGER"
        },
        "bit_length": .chosen(1...1) {
            $0.isBinary(0) ? "(octet_length($1) * 8)::INTEGER" : "(strlen($1::VARCHAR) * 8)::INTEGER"
        },
        "trim": .counted([1: "trim($1, ' ')", 2: "trim($1, $2)"]),
        "btrim": .counted([1: "trim($1, ' ')", 2: "trim($1, $2)"]),
        "ltrim": .counted([1: "ltrim($1, ' ')", 2: "ltrim($1, $2)"]),
        "rtrim": .counted([1: "rtrim($1, ' ')", 2: "rtrim($1, $2)"]),
        "concat": .chosen(0...Int.max) { arguments in
            let all = 1...Swift.max(1, arguments.count)
            if arguments.count == 0 { return "''" }
            if arguments.isArray(0) {
                let sum = all.dropFirst().reduce("$1") { "list_concat(\($0), $\($1))" }
                return Translation.strict(arguments.count, sum)
            }
            let isBinary = (0..<arguments.count).allSatisfy(arguments.isBinary)
            return "("
                + all.map { isBinary ? "$\($0)" : Casting.text(arguments.type($0 - 1), "$\($0)") }.joined(
                    separator: " || ") + ")"
        },
        "concat_ws": .chosen(1...Int.max) { arguments in
            let parts = (1..<Swift.max(1, arguments.count)).map { index in
                arguments.isArray(index)
                    ? "$\(index + 1)::VARCHAR[]" : "[\(Casting.text(arguments.type(index), "$\(index + 1)"))]"
            }
            if parts.isEmpty { return "''" }
            let list = parts.dropFirst().reduce(parts[0]) { "list_concat(\($0), \($1))" }
            return "coalesce(array_to_string(list_filter(\(list), lambda e: e IS NOT NULL), $1), '')"
        },
        "substring": .chosen(2...3) { substring($0) }, "substr": .chosen(2...3) { substring($0) },
        "substring_index": .chosen(3...3) { arguments in
            let parts = "string_split($1, $2)"
            let text =
                "CASE WHEN $3 > 0 THEN array_to_string(\(parts)[1:$3], $2) "
                + "WHEN $3 < 0 THEN array_to_string(\(parts)[greatest(len(\(parts)) + $3 + 1, 1):], $2) ELSE '' END"
            return Translation.strict(3, "CASE WHEN $2 = '' THEN '' ELSE \(text) END")
        },
        "left": "left($1::VARCHAR, CASE WHEN $2 < 0 THEN 0 ELSE $2 END)",
        "right": "right($1::VARCHAR, CASE WHEN $2 < 0 THEN 0 ELSE $2 END)",
        "instr": "instr($1, $2)::INTEGER",
        "locate": .template(locate("$2", "$1", "$3")),
        "position": .counted([2: "instr($2, $1)::INTEGER", 3: locate("$2", "$1", "$3")]),
        "contains": "contains($1, $2)", "startswith": "starts_with($1, $2)", "endswith": "ends_with($1, $2)",
        "repeat": "repeat($1, CASE WHEN $2 < 0 THEN 0 ELSE $2 END)",
        "reverse": .chosen(1...1) { $0.isArray(0) ? "list_reverse($1)" : "reverse($1::VARCHAR)" },
        "lpad": .template(padded("lpad")), "rpad": .template(padded("rpad")),
        "replace": .counted([
            2: "CASE WHEN $2 = '' THEN $1 ELSE replace($1, $2, '') END",
            3: "CASE WHEN $2 = '' THEN $1 ELSE replace($1, $2, $3) END",
        ]),
        "overlay": .counted([
            3: overlaid(length: "length($2)"), 4: overlaid(length: "CASE WHEN $4 < 0 THEN length($2) ELSE $4 END"),
        ]),
        "split_part": "CASE WHEN $3 = 0 THEN error('split_part counts parts from 1') ELSE split_part($1, $2, $3) END",
        "elt":
            "CASE WHEN $1 BETWEEN 1 AND len([$*2]) THEN [$*2][$1] WHEN $1 IS NOT NULL THEN error('elt has no column of that number') END",
        "find_in_set": .template(
            Translation.strict(
                2,
                "CASE WHEN contains($1, ',') THEN 0 ELSE coalesce(list_position(string_split($2, ','), $1), 0) END::INTEGER"
            )),
        "ascii": "CASE WHEN $1 = '' THEN 0 ELSE ascii($1::VARCHAR) END::INTEGER",
        "char": "CASE WHEN $1 < 0 THEN '' ELSE chr(($1 % 256)::INTEGER) END",
        "chr": "CASE WHEN $1 < 0 THEN '' ELSE chr(($1 % 256)::INTEGER) END",
        "levenshtein": .counted([
            2: "levenshtein($1, $2)::INTEGER",
            3: "CASE WHEN levenshtein($1, $2) > $3 THEN -1 ELSE levenshtein($1, $2) END::INTEGER",
        ]),
        "soundex": .template(soundex),
        "format_number": .chosen(2...2) {
            var number = "$1"
            if case .decimal? = $0.type(0) { number = "round_even($1, $2)" }
            return "CASE WHEN $2 >= 0 THEN format('{:,.' || $2 || 'f}', CAST(\(number) AS DOUBLE)) END"
        },
        "format_string": .chosen(1...Int.max) { try formatted($0) },
        "printf": .chosen(1...Int.max) { try formatted($0) },
        "mask": .chosen(1...5) { arguments in
            let given = (2...5).map { $0 <= arguments.count ? "$\($0)" : ["'X'", "'x'", "'n'", "NULL"][$0 - 2] }
            return "array_to_string(list_transform(string_split($1, ''), lambda c: coalesce(CASE "
                + "WHEN regexp_full_match(c, '\\p{Lu}') THEN \(given[0]) WHEN regexp_full_match(c, '\\p{Ll}') THEN \(given[1]) "
                + "WHEN regexp_full_match(c, '\\d') THEN \(given[2]) ELSE \(given[3]) END, c)), '')"
        },
        "randstr":
            "array_to_string(list_transform(range($1), lambda e: substr('0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', 1 + floor(random() * 62 + e * 0)::INTEGER, 1)), '')",
        "is_valid_utf8": .chosen(1...1) {
            $0.isBinary(0) ? "CASE WHEN $1 IS NOT NULL THEN TRY(decode($1)) IS NOT NULL END" : "($1 = $1)"
        },
        "make_valid_utf8": "$1::VARCHAR", "validate_utf8": "$1::VARCHAR", "try_validate_utf8": "$1::VARCHAR",
        "collation": "CASE WHEN $1 IS NULL OR TRUE THEN 'SYSTEM.BUILTIN.UTF8_BINARY' END",
        "to_char": .chosen(2...2) { try character($0) }, "to_varchar": .chosen(2...2) { try character($0) },
        "to_number": .chosen(2...2) { try number($0, "CAST") },
    ]

    static let patterns: Lines = [
        "like": .counted([2: "($1 LIKE $2 ESCAPE '\\')", 3: "($1 LIKE $2 ESCAPE $3)"]),
        "ilike": .counted([2: "($1 ILIKE $2 ESCAPE '\\')", 3: "($1 ILIKE $2 ESCAPE $3)"]),
        "rlike": "regexp_matches($1, $2)", "regexp": "regexp_matches($1, $2)", "regexp_like": "regexp_matches($1, $2)",
        "regexp_count": "len(regexp_extract_all($1, $2))::INTEGER",
        "regexp_extract": .counted([2: "regexp_extract($1, $2, 1)", 3: "regexp_extract($1, $2, $3)"]),
        "regexp_extract_all": .counted([2: "regexp_extract_all($1, $2, 1)", 3: "regexp_extract_all($1, $2, $3)"]),
        "regexp_instr":
            "CASE WHEN regexp_matches($1, $2) THEN length(string_split_regex($1, $2)[1]) + 1 WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN 0 END::INTEGER",
        "regexp_substr": "CASE WHEN regexp_matches($1, $2) THEN regexp_extract($1, $2) END",
        "regexp_replace": .chosen(3...3) { arguments in
            guard let text = arguments.text(2) else {
                return "regexp_replace($1, $2, regexp_replace($3, '\\$(\\d)', '\\\\\\1', 'g'), 'g')"
            }
            return "regexp_replace($1, $2, \(quotedText(replacement(text)).dollarsKept), 'g')"
        },
        "split": .chosen(2...3) { arguments in
            guard let limit = arguments.integer(2), limit > 0 else { return "string_split_regex($1, $2)" }
            // Cut at marks that stand in the places of the first matches.
            let marked = (0..<(limit - 1)).reduce("$1") { text, _ in "regexp_replace(\(text), $2, chr(1))" }
            return "string_split(\(marked), chr(1))"
        },
    ]

    // MARK: - Parts

    private static func substring(_ arguments: FunctionArguments) -> String {
        let text = "$1::VARCHAR"
        // DuckDB takes 0 for the place before the first character, Spark for the first.
        let start = (arguments.integer(1) ?? 0) != 0 ? "$2" : "CASE WHEN $2 = 0 THEN 1 ELSE $2 END"
        if arguments.count == 2 { return "substring(\(text), \(start))" }
        let length = (arguments.integer(2) ?? -1) >= 0 ? "$3" : "CASE WHEN $3 < 0 THEN 0 ELSE $3 END"
        return "substring(\(text), \(start), \(length))"
    }

    private static func locate(_ text: String, _ part: String, _ start: String) -> String {
        let found = "strpos(substring(\(text), \(start)), \(part))"
        return
            "CASE WHEN \(text) IS NULL OR \(part) IS NULL THEN NULL WHEN \(start) < 1 OR \(found) = 0 THEN 0 ELSE \(found) + \(start) - 1 END::INTEGER"
    }

    private static func padded(_ name: String) -> String {
        "CASE WHEN $2 <= 0 THEN '' WHEN $3 = '' THEN left($1::VARCHAR, $2) ELSE \(name)($1::VARCHAR, ($2)::INTEGER, $3) END"
    }

    private static func overlaid(length: String) -> String {
        "(left($1, ($3 - 1)::BIGINT) || $2 || substring($1, ($3 + \(length))::BIGINT))"
    }

    private static var soundex: String {
        let codes =
            "translate(translate(upper($1[1]), 'HW', 'AA') || upper($1[2:]), 'AEIOUYHWBFPVCGJKQSXZDTLMNR', '00000077111122222222334556')"
        let plain = "regexp_replace(regexp_replace(\(codes), '7', '', 'g'), '[^0-6]', '0', 'g')"
        let single = (1...6).reduce(plain) { "regexp_replace(\($0), '\($1)+', '\($1)', 'g')" }
        return
            "CASE WHEN regexp_matches($1, '^[A-Za-z]') THEN rpad(upper($1[1]) || left(replace((\(single))[2:], '0', ''), 3), 4, '0') ELSE $1 END"
    }

    /// `$1` of Java's replacements as `\1`.
    private static func replacement(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while let character = rest.popFirst() {
            if character == "$", let digit = rest.first, digit.isASCII, digit.isNumber {
                result += "\\" + String(digit)
                rest.removeFirst()
            } else if character == "\\" {
                if let next = rest.popFirst() { result += next == "\\" ? "\\\\" : String(next) }
            } else {
                result += String(character)
            }
        }
        return result
    }

    /// The pieces of a format, each place with its value in the type that it asks for; null is shown as Java shows it.
    private static func formatted(_ arguments: FunctionArguments) throws -> String {
        var rest = Substring(try arguments.constant(0, "the format"))
        var parts: [String] = []
        var index = 2
        while !rest.isEmpty {
            let text = rest.prefix { $0 != "%" }
            if !text.isEmpty { parts.append(quotedText(String(text)).dollarsKept) }
            rest = rest.dropFirst(text.count)
            guard rest.first == "%" else { continue }
            let flags = rest.dropFirst().prefix { !$0.isLetter && $0 != "%" }
            guard let letter = rest.dropFirst(1 + flags.count).first else {
                throw QueryError(.analysis, "the format ends in a '%' without a letter")
            }
            rest = rest.dropFirst(2 + flags.count)
            if letter == "%" || letter == "n" {
                parts.append(letter == "%" ? "'%'" : "chr(10)")
                continue
            }
            guard index <= arguments.count else {
                throw QueryError(.analysis, "the format has more places than values")
            }
            let type = "dxXo".contains(letter) ? "BIGINT" : "feEgG".contains(letter) ? "DOUBLE" : "VARCHAR"
            let place = quotedText("%\(flags)\(type == "VARCHAR" ? "s" : letter)").dollarsKept
            let measures = flags.drop { !$0.isNumber || $0 == "0" }.split(
                separator: ".", omittingEmptySubsequences: false)
            let shown = String("null".prefix(flags.contains(".") ? measures.last.flatMap { Int($0) } ?? 4 : 4))
            let width = measures.first.flatMap { Int($0) } ?? 0
            let spaces = String(repeating: " ", count: Swift.max(0, width - shown.count))
            let null: String = flags.contains("-") ? shown + spaces : spaces + shown
            parts.append("coalesce(printf(\(place), $\(index)::\(type)), '\(null)')")
            index += 1
        }
        return parts.isEmpty ? "''" : "(" + parts.joined(separator: " || ") + ")"
    }

    /// A date or a binary value as text.
    private static func character(_ arguments: FunctionArguments) throws -> String {
        let format = try arguments.constant(1, "the format")
        if arguments.isBinary(0) {
            switch format.lowercased() {
            case "hex": return "hex($1)"
            case "base64": return "base64($1)"
            default: return "decode($1)"
            }
        }
        switch arguments.type(0) {
        case .date?, .timestamp?, .timestampNTZ?: return try DatePattern.written("$1::TIMESTAMP", format)
        default:
            throw QueryError(
                .unsupported, "to_char of numbers is not known here", hint: "format_number and format_string are.")
        }
    }

    /// A text as a decimal number: separators and signs of money go, then it must fit.
    static func number(_ arguments: FunctionArguments, _ verb: String) throws -> String {
        let format = try arguments.constant(1, "the format")
        let parts = format.uppercased().split(omittingEmptySubsequences: false) { $0 == "." || $0 == "D" }
        let digits = parts.map { $0.filter { $0 == "9" || $0 == "0" }.count }
        let scale = digits.count > 1 ? digits[1] : 0
        let whole = digits.first ?? 0
        let separators = "regexp_replace(trim($1), '[,$$]', '', 'g')"
        return "\(verb)(\(separators) AS DECIMAL(\(Swift.max(1, whole + scale)), \(scale)))"
    }
}

extension String {
    /// The text with its dollar signs safe from being taken for places of a template.
    var dollarsKept: String { split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$") }
}
