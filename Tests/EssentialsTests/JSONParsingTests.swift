import Essentials
import Testing

@Suite("JSON parsing")
struct JSONParsingTests {
    @Test(
        "valid texts give their values",
        arguments: [
            ("null", .null), (" true ", true), ("false\n", false), ("\"\"", ""), ("[]", []), ("{}", [:]),
            ("0", 0), ("-0", 0), ("-12", -12), ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .largeInteger("9223372036854775808")),
            ("1.0", 1.0), ("-0.0", -0.0), ("1e3", 1000.0), ("1E-2", 0.01), ("2.5e+3", 2500.0), ("1e-400", 0.0),
            ("0.1", 0.1), ("179769313486231570000000000000e279", .number(.greatestFiniteMagnitude)),
            ("12345678901234567890123.5", .number(12345678901234567890123.5)),
            (#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{C}\n\r\tz"), (#""\u0041\u00e9""#, "A\u{E9}"),
            (#""\ud83d\ude00""#, "\u{1F600}"), (#""\ud83d""#, "\u{FFFD}"), (#""\ude00x""#, "\u{FFFD}x"),
            (#""\ud83d\u0041""#, "\u{FFFD}A"), ("\"\u{2028}\u{7F}é日😀\"", "\u{2028}\u{7F}é日😀"),
            ("[1,\t[2, {\"a\":[]}]]", [1, [2, ["a": []]]]), ("{\"a\":1,\"b\":2,\"a\":3}", ["a": 3, "b": 2]),
            ("\u{FEFF}1", 1),
        ] as [(String, JSONValue)])
    func valid(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
        #expect(try JSONValue(parsing: Array(text.utf8)) == value)
    }

    @Test(
        "faults are named with their line and column",
        arguments: [
            ("", JSONError.endOfText, 1, 1), ("  \n ", JSONError.endOfText, 2, 2), ("[1,", JSONError.endOfText, 1, 4),
            ("[1 2]", JSONError.syntax, 1, 4), ("[1,]", JSONError.syntax, 1, 4), ("{\"a\" 1}", JSONError.syntax, 1, 6),
            ("{a:1}", JSONError.syntax, 1, 2), ("{\"a\":1,}", JSONError.syntax, 1, 8), ("1 1", JSONError.syntax, 1, 3),
            ("nul", JSONError.syntax, 1, 1), ("truе", JSONError.syntax, 1, 1), ("'a'", JSONError.syntax, 1, 1),
            ("\"abc", JSONError.endOfText, 1, 1), ("\"a\nb\"", JSONError.badString, 1, 3),
            ("\"é\u{1}\"", JSONError.badString, 1, 3), (#""\x""#, JSONError.badString, 1, 2),
            (#""\u12g4""#, JSONError.badString, 1, 2), (#""\u12"#, JSONError.badString, 1, 2),
            ("\"\\", JSONError.endOfText, 1, 2), ("01", JSONError.badNumber, 1, 1), ("-", JSONError.badNumber, 1, 1),
            ("1.", JSONError.badNumber, 1, 1), ("1e", JSONError.badNumber, 1, 1), (".5", JSONError.syntax, 1, 1),
            ("+1", JSONError.syntax, 1, 1), ("1e999", JSONError.badNumber, 1, 1), ("NaN", JSONError.badNumber, 1, 1),
            ("[\n  Infinity]", JSONError.badNumber, 2, 3), ("-Infinity", JSONError.badNumber, 1, 1),
            ("[1]\n]", JSONError.syntax, 2, 1),
        ])
    func invalid(text: String, code: String, line: Int, column: Int) throws {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.code == code)
        #expect(error?.line == line)
        #expect(error?.column == column)
        #expect(error?.message.isEmpty == false)
    }

    @Test(
        "bytes that are not UTF-8 are an error at their place",
        arguments: [
            ([0x22, 0x61, 0xFF, 0x22], 3), ([0x22, 0xC3, 0x22], 2), ([0x22, 0xED, 0xA0, 0x80, 0x22], 2),
            ([0x22, 0x5C, 0x6E, 0xC0, 0x80, 0x22], 4), ([0x22, 0xC3, 0xA9, 0x80, 0x22], 3),
        ] as [([UInt8], Int)])
    func invalidUTF8(bytes: [UInt8], column: Int) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        #expect(error?.code == JSONError.badString)
        #expect(error?.column == column)
    }

    @Test("512 levels can be read, more are refused")
    func depth() throws {
        let allowed = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        #expect(try JSONValue(parsing: allowed).serialized() == allowed)
        for opening in ["[", "{\"a\":"] {
            let error = #expect(throws: JSONError.self) {
                try JSONValue(parsing: String(repeating: opening, count: 100_000))
            }
            #expect(error?.code == JSONError.tooDeep)
        }
    }

    @Test("any bytes give a value or an error, and a value reads back as itself")
    func mutations() throws {
        let seed = Array(
            #"{"a": [1, -2.5e3, true, null, "x\u00e9\ud83d\ude00\n"], "b": {"c": {}, "d": []}, "é": "日本"}"#.utf8)
        var generator = SeededGenerator(seed: 20_240_607)
        var values = 0
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                default: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: place)
                }
            }
            switch parse(bytes) {
            case .success(let value):
                #expect(try JSONValue(parsing: value.serializedBytes()) == value)
                values += 1
            case .failure(let error):
                #expect(error.line >= 1 && error.column >= 1 && !error.message.isEmpty)
            }
        }
        #expect(values > 1000)
    }

    private func parse(_ bytes: [UInt8]) -> Result<JSONValue, JSONError> {
        Result { () throws(JSONError) in try JSONValue(parsing: bytes) }
    }
}

/// SplitMix64: the same numbers on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
