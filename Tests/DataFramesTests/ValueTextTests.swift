import DataFrames
import Testing

@Suite("The text of values")
struct ValueTextTests {
    @Test(
        "numbers with a fraction are written as Java, and so Spark, writes them",
        arguments: [
            (0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (-1.5, "-1.5"), (0.1, "0.1"), (0.001, "0.001"),
            (0.00099, "9.9E-4"), (1e-3, "0.001"), (1e-4, "1.0E-4"), (-1.25e-10, "-1.25E-10"), (100, "100.0"),
            (1234567.875, "1234567.875"), (9_999_999, "9999999.0"), (9_999_999.5, "9999999.5"), (1e7, "1.0E7"),
            (12_345_678, "1.2345678E7"), (-1e7, "-1.0E7"), (1e15, "1.0E15"), (1e16, "1.0E16"), (1e17, "1.0E17"),
            (123_456_789_012_345_680, "1.2345678901234568E17"), (1.0 / 3, "0.3333333333333333"),
            (2e-3, "0.002"), (1e100, "1.0E100"), (.greatestFiniteMagnitude, "1.7976931348623157E308"),
            (2.2250738585072014e-308, "2.2250738585072014E-308"), (.infinity, "Infinity"), (-.infinity, "-Infinity"),
            (.nan, "NaN"), (-.nan, "NaN"),
        ] as [(Double, String)])
    func doubles(number: Double, text: String) {
        #expect(Value.double(number).text == text)
    }

    @Test(
        "numbers of 32 bits have their own shortest digits",
        arguments: [
            (0.1, "0.1"), (16_777_216, "1.6777216E7"), (1e7, "1.0E7"), (9_999_999, "9999999.0"),
            (3.4028235e38, "3.4028235E38"),
            (1e-3, "0.001"), (-.infinity, "-Infinity"), (.nan, "NaN"), (-0.0, "-0.0"),
        ] as [(Float, String)])
    func floats(number: Float, text: String) {
        #expect(Value.float(number).text == text)
    }

    @Test(
        "decimals keep all their digits",
        arguments: [
            (0, 0, "0"), (0, 2, "0.00"), (5, 2, "0.05"), (-5, 2, "-0.05"), (125, 2, "1.25"), (-125, 2, "-1.25"),
            (100, 0, "100"), (1, 38, "0." + String(repeating: "0", count: 37) + "1"),
            (99_999_999_999_999_999_999_999_999_999_999_999_999, 0, "99999999999999999999999999999999999999"),
            (-99_999_999_999_999_999_999_999_999_999_999_999_999, 10, "-9999999999999999999999999999.9999999999"),
        ] as [(Int128, Int, String)])
    func decimals(unscaled: Int128, scale: Int, text: String) {
        #expect(Value.decimal(DecimalNumber(unscaled: unscaled, scale: scale)).text == text)
    }

    @Test(
        "nested values are written as Spark's show writes them",
        arguments: [
            (nil, "NULL"), (true, "true"), (.integer(.min), "-9223372036854775808"), ("a'b", "a'b"), ("", ""),
            (.binary([0x61, 0x0F, 0xFF]), "[61 0F FF]"), (.binary([]), "[]"), (.array([]), "[]"),
            (.array([1, nil, .array([2.5])]), "[1, NULL, [2.5]]"), (.map([]), "{}"),
            (.map([.init(key: "a", value: 1), .init(key: "b", value: nil)]), "{a -> 1, b -> NULL}"),
            (
                .struct([.init(name: "x", value: "t"), .init(name: "y", value: .struct([.init(name: "z", value: 1)]))]),
                "{t, {1}}"
            ),
        ] as [(Value, String)])
    func nested(value: Value, text: String) {
        #expect(value.text == text)
        #expect(value.description == text)
    }

    @Test(
        "spans of time are written unit by unit",
        arguments: [
            (0, 0, 0, "0 seconds"), (14, 3, 14_400_000_000, "1 years 2 months 3 days 4 hours"),
            (-14, -3, 0, "-1 years -2 months -3 days"), (0, 0, 1_500_000, "1.5 seconds"), (0, 0, 1, "0.000001 seconds"),
            (0, 0, -1, "-0.000001 seconds"), (0, 0, 60_000_000, "1 minutes"),
            (0, 0, -61_500_000, "-1 minutes -1.5 seconds"),
            (12, 0, 0, "1 years"), (0, 40, 90_000_000_000, "40 days 25 hours"),
        ] as [(Int, Int, Int64, String)])
    func intervals(months: Int, days: Int, microseconds: Int64, text: String) {
        let interval = CalendarInterval(months: months, days: days, microseconds: microseconds)
        #expect(Value.interval(interval).text == text)
    }

    @Test("values are read by type, and what does not fit is nil")
    func accessors() {
        #expect(Value.integer(5).int == 5)
        #expect(Value.integer(5).double == 5)
        #expect(Value.double(5).int == nil)
        #expect(Value.decimal(DecimalNumber(unscaled: 500, scale: 2)).int == 5)
        #expect(Value.decimal(DecimalNumber(unscaled: 505, scale: 2)).int == nil)
        #expect(Value.decimal(DecimalNumber(unscaled: 505, scale: 2)).double == 5.05)
        #expect(Value.decimal(DecimalNumber(unscaled: .max, scale: 0)).int == nil)
        #expect(Value.string("x").string == "x" && Value.string("x").bool == nil)
        #expect(Value.null.isNull && Value.null.int == nil && Value.null.string == nil)
        let list: Value = .array([1, 2])
        #expect(list[1] == 2 && list[2] == .null && list[-1] == .null && list["a"] == .null)
        #expect(Value.map([.init(key: "k", value: 7)])["k"] == 7)
        #expect(Value.struct([.init(name: "k", value: 7)])["k"] == 7)
        #expect(Value.struct([.init(name: "k", value: 7)])["K"] == .null)
    }

    @Test("decimals are ordered by value, whatever their scale")
    func decimalOrder() {
        let numbers = [(15, 1), (149, 2), (-2, 0), (1, 38), (151, 2)].map {
            DecimalNumber(unscaled: $0.0, scale: $0.1)
        }
        #expect(
            numbers.sorted().map(\.description).map { String($0.prefix(4)) } == ["-2", "0.00", "1.49", "1.5", "1.51"])
        let huge = DecimalNumber(unscaled: Int128(10) * .init(1_000_000_000_000_000_000), scale: 0)
        #expect(DecimalNumber(unscaled: 1, scale: 38) < huge)
        #expect(!(huge < DecimalNumber(unscaled: 1, scale: 38)))
    }
}

@Suite("The calendar")
struct CalendarTests {
    @Test(
        "days and dates agree",
        arguments: [
            (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017), (1900, 3, 1, -25_508),
            (1900, 2, 28, -25_509), (2100, 3, 1, 47_541), (1, 1, 1, -719_162), (0, 12, 31, -719_163),
            (0, 2, 29, -719_469), (-1, 12, 31, -719_529), (9999, 12, 31, 2_932_896),
        ])
    func days(year: Int, month: Int, day: Int, number: Int) {
        let date = LocalDate(year: year, month: month, day: day)
        #expect(date.daysSinceEpoch == number)
        #expect(date.year == year && date.month == month && date.day == day)
    }

    @Test("every day of 1600 years has the date after the one before")
    func continuity() {
        var previous = LocalDate(year: -400, month: 2, day: 28)
        var leapDays = 0
        for number in (previous.daysSinceEpoch + 1)...(previous.daysSinceEpoch + 584_388) {
            let date = LocalDate(daysSinceEpoch: number)
            let follows =
                date.day == previous.day + 1 && date.month == previous.month && date.year == previous.year
                || date.day == 1 && date.month == previous.month + 1 && date.year == previous.year
                || date.day == 1 && date.month == 1 && previous.month == 12 && date.year == previous.year + 1
            if !follows { Issue.record("\(date) follows \(previous)") }
            if date.month == 2, date.day == 29 { leapDays += 1 }
            previous = date
        }
        #expect(leapDays == 4 * 97)
        #expect(previous == LocalDate(year: 1200, month: 2, day: 28))
    }

    @Test("a day or month beyond its range counts on")
    func overflow() {
        #expect(LocalDate(year: 2013, month: 4, day: 31) == LocalDate(year: 2013, month: 5, day: 1))
        #expect(LocalDate(year: 2013, month: 14, day: 1) == LocalDate(year: 2014, month: 2, day: 1))
        #expect(LocalDate(year: 2013, month: 0, day: 1) == LocalDate(year: 2012, month: 12, day: 1))
        #expect(LocalDate(year: 2013, month: 3, day: 0) == LocalDate(year: 2013, month: 2, day: 28))
    }

    @Test("dates are read from their text, and nothing else is")
    func parsing() {
        for text in ["2013-01-31", "2000-02-29", "0001-01-01", "9999-12-31", "0999-06-07"] {
            #expect(LocalDate(text)?.description == text)
        }
        for text in [
            "2013-02-29", "1900-02-29", "2013-13-01", "2013-00-01", "2013-01-00", "2013-01", "", "x", "2013-1-1x",
        ] {
            #expect(LocalDate(text) == nil, "\(text)")
        }
    }

    @Test(
        "instants and times are written with the fraction that they have",
        arguments: [
            (0, "1970-01-01 00:00:00"), (-1, "1969-12-31 23:59:59.999999"), (1_500_000, "1970-01-01 00:00:01.5"),
            (-86_400_000_000, "1969-12-31 00:00:00"), (1_357_034_400_000_000, "2013-01-01 10:00:00"),
            (951_825_599_000_010, "2000-02-29 11:59:59.00001"),
        ] as [(Int64, String)])
    func instants(microseconds: Int64, text: String) {
        #expect(Value.timestamp(Timestamp(microsecondsSinceEpoch: microseconds)).text == text)
        let local = LocalDateTime(microsecondsSinceEpoch: microseconds)
        #expect(Value.timestampNTZ(local).text == text)
        #expect("\(local.date) \(Value.time(local.time).text)" == text)
        #expect((0..<86_400_000_000).contains(local.time.microsecondsSinceMidnight))
    }

    @Test("dates and times are ordered")
    func order() {
        #expect(LocalDate(year: -1, month: 1, day: 1) < LocalDate(year: 1, month: 1, day: 1))
        #expect(LocalTime(microsecondsSinceMidnight: 1) < LocalTime(microsecondsSinceMidnight: 2))
        #expect(Timestamp(microsecondsSinceEpoch: -1) < Timestamp(microsecondsSinceEpoch: 0))
        #expect(LocalDateTime(microsecondsSinceEpoch: -1) < LocalDateTime(microsecondsSinceEpoch: 0))
    }
}
