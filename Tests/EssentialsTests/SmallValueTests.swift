import Essentials
import Testing

@Suite("Errors, names, amounts, deadlines")
struct SmallValueTests {
    struct Sample: UserFacingError {
        var code = "sample"
        var message: String
        var place: String?
        var hint: String?
    }

    @Test(
        "an error reads as place, message and hint",
        arguments: [
            (Sample(message: "it broke"), "it broke"),
            (Sample(message: "it broke", place: "a.ipynb"), "a.ipynb: it broke"),
            (Sample(message: "it broke", hint: "Mend it."), "it broke. Mend it."),
            (Sample(message: "did it break?", place: "x", hint: "Look."), "x: did it break? Look."),
            (Sample(message: "one\ntwo", hint: "Look."), "one\ntwo\nLook."),
            (Sample(message: "it broke", place: "", hint: ""), "it broke"),
        ])
    func description(error: Sample, text: String) {
        #expect(error.description == text)
        #expect("\(error as any Error)" == text)
    }

    @Test(
        "near names are found, nearest first",
        arguments: [
            ("colum", ["column", "columns", "row"], ["column", "columns"]),
            ("Select", ["filter", "select"], ["select"]),
            ("slelect", ["select", "delete"], ["select"]),
            ("gropuBy", ["groupBy"], ["groupBy"]),
            ("x", ["y", "X"], ["X"]),
            ("id", ["ab", "idx", "id2"], ["id2", "idx"]),
            ("", ["a"], []),
            ("price", ["priceInEuro", "cost"], ["priceInEuro"]),
            ("zzzzzz", ["column"], []),
            ("name", ["name", "name"], ["name"]),
        ])
    func nearest(name: String, names: [String], expected: [String]) {
        #expect(nearestNames(to: name, in: names) == expected)
    }

    @Test("a huge name is not compared, and the limit holds")
    func nearestLimits() {
        #expect(nearestNames(to: String(repeating: "a", count: 100_000), in: ["a"]).isEmpty)
        #expect(nearestNames(to: "abcd", in: ["abca", "abcb", "abcc"], limit: 2).count == 2)
    }

    @Test(
        "amounts are read as people and Spark write them",
        arguments: [
            ("100", 100), ("4g", 4 << 30), ("512MB", 512 << 20), ("1.5 MiB", 3 << 19), ("2K", 2048), ("1t", 1 << 40),
            ("7b", 7), ("", nil), ("g", nil), ("-1", nil), ("4x", nil), ("1e3", nil), ("99999999999t", nil),
        ] as [(String, Int?)])
    func parsesAmounts(text: String, bytes: Int?) {
        #expect(ByteCount(parsing: text)?.bytes == bytes)
    }

    @Test(
        "amounts are written with at most one decimal",
        arguments: [
            (0, "0 B"), (1023, "1023 B"), (1024, "1 KiB"), (1536, "1.5 KiB"), (1_048_575, "1 MiB"),
            (3 << 19, "1.5 MiB"), (4 << 30, "4 GiB"), (5 << 50, "5120 TiB"),
        ])
    func writesAmounts(bytes: Int, text: String) {
        #expect(ByteCount(bytes).description == text)
    }

    @Test("deadlines pass, and never comes last")
    func deadlines() throws {
        #expect(Deadline.after(.seconds(-1)).hasPassed)
        #expect(Deadline.after(.seconds(-1)).remaining == .zero)
        let soon = Deadline.after(.seconds(60))
        #expect(!soon.hasPassed)
        #expect(try #require(soon.remaining) > .seconds(50))
        #expect(Deadline.after(nil) == .never)
        #expect(Deadline.never.remaining == nil)
        #expect(!Deadline.never.hasPassed)
        #expect(soon < .never)
        #expect(min(.never, soon) == soon)
    }

    @Test("a redacted value is in no description or dump")
    func redaction() {
        let secret = Redacted("hunter2")
        var dumped = ""
        dump(["k": secret], to: &dumped)
        #expect(!dumped.contains("hunter2"))
        #expect("\(secret)" == "<redacted>")
        #expect(String(reflecting: secret) == "<redacted>")
        #expect(secret.value == "hunter2")
    }
}
