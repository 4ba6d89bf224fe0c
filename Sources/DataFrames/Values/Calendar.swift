/// A day of the calendar, without time and time zone.
public struct LocalDate: Sendable, Hashable, Comparable {
    /// Days since 1 January 1970.
    public var daysSinceEpoch: Int

    public init(daysSinceEpoch: Int) { self.daysSinceEpoch = daysSinceEpoch }

    /// A day of the Gregorian calendar, also before it was introduced. A month or day beyond its range counts on into
    /// the next: 31 April is 1 May.
    public init(year: Int, month: Int, day: Int) {
        let months = year * 12 + month - 1
        let wholeYear = floorDivide(months, 12)
        daysSinceEpoch = daysFromCivil(wholeYear, months - wholeYear * 12 + 1, 1) + day - 1
    }

    /// A day written as `2013-01-31`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            (1...12).contains(month), day >= 1
        else { return nil }
        self.init(year: year, month: month, day: day)
        guard civil == (year, month, day) else { return nil }
    }

    private var civil: (Int, Int, Int) { civilFromDays(daysSinceEpoch) }

    public var year: Int { civil.0 }
    /// 1 to 12.
    public var month: Int { civil.1 }
    /// 1 to 31.
    public var day: Int { civil.2 }

    public static func < (left: LocalDate, right: LocalDate) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }
}

/// A time of day.
public struct LocalTime: Sendable, Hashable, Comparable, Codable {
    public var microsecondsSinceMidnight: Int64

    public init(microsecondsSinceMidnight: Int64) { self.microsecondsSinceMidnight = microsecondsSinceMidnight }

    public static func < (left: LocalTime, right: LocalTime) -> Bool {
        left.microsecondsSinceMidnight < right.microsecondsSinceMidnight
    }
}

/// A date and time of day without a time zone.
public struct LocalDateTime: Sendable, Hashable, Comparable, Codable {
    /// Microseconds since 1 January 1970, as if the time zone were UTC.
    public var microsecondsSinceEpoch: Int64

    public init(microsecondsSinceEpoch: Int64) { self.microsecondsSinceEpoch = microsecondsSinceEpoch }

    public var date: LocalDate {
        LocalDate(daysSinceEpoch: floorDivide(Int(microsecondsSinceEpoch), microsecondsOfDay))
    }

    public var time: LocalTime {
        LocalTime(
            microsecondsSinceMidnight: microsecondsSinceEpoch
                - Int64(floorDivide(Int(microsecondsSinceEpoch), microsecondsOfDay) * microsecondsOfDay))
    }

    public static func < (left: LocalDateTime, right: LocalDateTime) -> Bool {
        left.microsecondsSinceEpoch < right.microsecondsSinceEpoch
    }
}

/// An instant.
public struct Timestamp: Sendable, Hashable, Comparable, Codable {
    /// Microseconds since 1 January 1970, 00:00 UTC.
    public var microsecondsSinceEpoch: Int64

    public init(microsecondsSinceEpoch: Int64) { self.microsecondsSinceEpoch = microsecondsSinceEpoch }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microsecondsSinceEpoch < right.microsecondsSinceEpoch
    }
}

/// A span of time in units that cannot be converted to each other: months and days differ in length.
public struct CalendarInterval: Sendable, Hashable, Codable {
    public var months: Int
    public var days: Int
    public var microseconds: Int64

    public init(months: Int = 0, days: Int = 0, microseconds: Int64 = 0) {
        self.months = months
        self.days = days
        self.microseconds = microseconds
    }
}

extension LocalDate: CustomStringConvertible {
    public var description: String {
        let (year, month, day) = civil
        let yearText = year >= 0 && year < 1000 ? String(String(10000 + year).dropFirst()) : String(year)
        return "\(yearText)-\(twoDigits(month))-\(twoDigits(day))"
    }
}

extension LocalTime: CustomStringConvertible {
    /// `05:15:00`, with fractions of a second where there are any.
    public var description: String {
        let seconds = Int(microsecondsSinceMidnight / 1_000_000)
        let fraction = Int(microsecondsSinceMidnight % 1_000_000)
        let text = "\(twoDigits(seconds / 3600)):\(twoDigits(seconds / 60 % 60)):\(twoDigits(seconds % 60))"
        guard fraction != 0 else { return text }
        var digits = String(String(1_000_000 + fraction).dropFirst())
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(text).\(digits)"
    }
}

extension LocalDateTime: CustomStringConvertible {
    public var description: String { "\(date) \(time)" }
}

extension Timestamp: CustomStringConvertible {
    /// The instant in UTC, as Spark shows it in a session of that time zone.
    public var description: String {
        LocalDateTime(microsecondsSinceEpoch: microsecondsSinceEpoch).description
    }
}

extension CalendarInterval: CustomStringConvertible {
    /// `1 years 2 months 3 days 4 hours`, as Spark writes it.
    public var description: String {
        let seconds = microseconds / 1_000_000
        let fraction = microseconds % 1_000_000
        var secondsText = String(seconds % 60)
        if fraction != 0 {
            var digits = String(String(1_000_000 + Swift.abs(fraction)).dropFirst())
            while digits.hasSuffix("0") { digits.removeLast() }
            secondsText = (microseconds < 0 ? "-" : "") + "\(Swift.abs(seconds % 60)).\(digits)"
        }
        let parts: [(String, String)] = [
            (String(months / 12), "years"), (String(months % 12), "months"), (String(days), "days"),
            (String(seconds / 3600), "hours"), (String(seconds / 60 % 60), "minutes"), (secondsText, "seconds"),
        ]
        let text = parts.filter { $0.0 != "0" }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
        return text.isEmpty ? "0 seconds" : text
    }
}

private let microsecondsOfDay = 86_400_000_000

private func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

// Days and dates: Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil and civil_from_days.

private func daysFromCivil(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = floorDivide(y, 400)
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

private func civilFromDays(_ days: Int) -> (Int, Int, Int) {
    let z = days + 719_468
    let era = floorDivide(z, 146_097)
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
}
