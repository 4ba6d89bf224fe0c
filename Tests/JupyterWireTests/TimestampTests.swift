import JupyterWire
import Testing

@Suite("Timestamp")
struct TimestampTests {
    @Test(
        "dates of all clients are read",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-11-21T06:38:00.123456Z", 1_795_243_080_123_456),
            ("2026-11-21T06:38:00.123Z", 1_795_243_080_123_000),
            ("2026-11-21T06:38:00.123456789Z", 1_795_243_080_123_456),
            ("2026-11-21 06:38:00", 1_795_243_080_000_000),
            ("2026-11-21T06:38", 1_795_243_080_000_000),
            ("2026-11-21T08:38:00.5+02:00", 1_795_243_080_500_000),
            ("2026-11-20T22:38:00-0800", 1_795_243_080_000_000),
            ("2000-02-29T00:00:00+00", 951_782_400_000_000),
            ("1969-12-31T23:59:59.999999Z", -1),
        ] as [(String, Int64)])
    func good(text: String, microseconds: Int64) {
        #expect(Timestamp(parsing: text)?.microseconds == microseconds)
    }

    @Test(
        "anything else is no date",
        arguments: [
            "", "now", "2026-11-21", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-11-21T24:00:00Z",
            "2026-11-21T06:38:00.Z", "2026-11-21T06:38:00Zz", "2026-11-21T06:38:00+1", "0000-01-01T00:00:00Z",
            "20261121T063800Z", "2026-11-21T06:38:00+24:00", "２026-11-21T06:38:00Z",
        ])
    func bad(text: String) {
        #expect(Timestamp(parsing: text) == nil)
    }

    @Test("writing and reading give the same moment")
    func roundTrip() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<10_000 {
            // From year 1 to 9999.
            let moment = Timestamp(
                microseconds: .random(in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &generator))
            #expect(Timestamp(parsing: moment.iso8601) == moment)
        }
        #expect(Timestamp(microseconds: 1_795_243_080_000_056).iso8601 == "2026-11-21T06:38:00.000056Z")
    }
}
