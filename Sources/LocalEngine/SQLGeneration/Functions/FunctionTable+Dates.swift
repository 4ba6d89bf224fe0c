import DataFrames

extension FunctionTable {
    static let dates: Lines = [
        "year": "year($1::DATE)::INTEGER", "quarter": "quarter($1::DATE)::INTEGER", "month": "month($1::DATE)::INTEGER",
        "dayofmonth": "day($1::DATE)::INTEGER", "day": "day($1::DATE)::INTEGER",
        "dayofweek": "(dayofweek($1::DATE) + 1)::INTEGER", "weekday": "(isodow($1::DATE) - 1)::INTEGER",
        "dayofyear": "dayofyear($1::DATE)::INTEGER", "weekofyear": "week($1::DATE)::INTEGER",
        "dayname": "strftime($1::DATE, '%a')", "monthname": "strftime($1::DATE, '%b')",
        "extract": .chosen(2...2) { try field($0) }, "date_part": .chosen(2...2) { try field($0) },
        "datepart": .chosen(2...2) { try field($0) },
        "current_date": "today()", "curdate": "today()",
        "to_date": .chosen(1...2) {
            $0.count == 1 ? "CAST($1 AS DATE)" : "CAST(\(try DatePattern.parsed($0)) AS DATE)"
        },
        "try_to_date": .chosen(1...2) {
            $0.count == 1 ? "TRY_CAST($1 AS DATE)" : "CAST(\(try DatePattern.parsed($0, try: true)) AS DATE)"
        },
        "make_date": "make_date($1::BIGINT, $2::BIGINT, $3::BIGINT)",
        "trunc": .chosen(2...2) {
            guard let unit = unit($0.text(1)), ["year", "quarter", "month", "week"].contains(unit) else {
                return "NULL::DATE"
            }
            return "CAST(date_trunc('\(unit)', CAST($1 AS DATE)) AS DATE)"
        },
        "date_add": "CAST(CAST($1 AS DATE) + CAST($2 AS INTEGER) AS DATE)",
        "dateadd": "CAST(CAST($1 AS DATE) + CAST($2 AS INTEGER) AS DATE)",
        "date_sub": "CAST(CAST($1 AS DATE) - CAST($2 AS INTEGER) AS DATE)",
        "datediff": "CAST(date_diff('day', CAST($2 AS DATE), CAST($1 AS DATE)) AS INTEGER)",
        "date_diff": "CAST(date_diff('day', CAST($2 AS DATE), CAST($1 AS DATE)) AS INTEGER)",
        "add_months": "CAST(CAST($1 AS DATE) + to_months(CAST($2 AS INTEGER)) AS DATE)",
        "months_between": .chosen(2...3) { arguments in
            if arguments.count == 3, case .literal(.boolean(false)) = arguments.expressions[2] { return monthsBetween }
            return "round(\(monthsBetween), 8)"
        },
        "last_day": "last_day(CAST($1 AS DATE))",
        "next_day": .chosen(2...2) {
            let names = ["mo", "tu", "we", "th", "fr", "sa", "su"]
            let name = try $0.constant(1, "the day of the week").lowercased()
            guard name.count >= 2, let day = names.firstIndex(of: String(name.prefix(2))) else {
                throw QueryError(.analysis, "'\(name)' is no day of the week")
            }
            return
                "CAST(CAST($1 AS DATE) + CAST((\(day + 1) - isodow(CAST($1 AS DATE)) + 6) % 7 + 1 AS INTEGER) AS DATE)"
        },
        "unix_date": "CAST(CAST($1 AS DATE) - DATE '1970-01-01' AS INTEGER)",
        "date_from_unix_date": "CAST(DATE '1970-01-01' + CAST($1 AS INTEGER) AS DATE)",
    ]

    static let timestamps: Lines = [
        "hour": "hour($1::TIMESTAMP)::INTEGER", "minute": "minute($1::TIMESTAMP)::INTEGER",
        "second": "second($1::TIMESTAMP)::INTEGER",
        "current_timestamp": "now()", "now": "now()", "localtimestamp": "now()::TIMESTAMP",
        "current_timezone": "current_setting('TimeZone')",
        "to_timestamp": .chosen(1...2) { try instant($0, "TIMESTAMPTZ") },
        "to_timestamp_ltz": .chosen(1...2) { try instant($0, "TIMESTAMPTZ") },
        "to_timestamp_ntz": .chosen(1...2) { try instant($0, "TIMESTAMP") },
        "try_to_timestamp": .chosen(1...2) {
            $0.count == 1
                ? "TRY_CAST($1 AS TIMESTAMPTZ)" : "CAST(\(try DatePattern.parsed($0, try: true)) AS TIMESTAMPTZ)"
        },
        "date_format": .chosen(2...2) {
            try DatePattern.written("CAST($1 AS TIMESTAMP)", try $0.constant(1, "the pattern of a date"))
        },
        "date_trunc": .chosen(2...2) {
            guard let unit = unit($0.text(0)) else { return "NULL::TIMESTAMPTZ" }
            return "CAST(date_trunc('\(unit)', CAST($2 AS TIMESTAMPTZ)) AS TIMESTAMPTZ)"
        },
        "make_timestamp": .counted([6: "\(made)::TIMESTAMPTZ", 7: "timezone($7, \(made))"]),
        "make_timestamp_ltz": .counted([6: "\(made)::TIMESTAMPTZ", 7: "timezone($7, \(made))"]),
        "make_timestamp_ntz": .template(made),
        "try_make_timestamp": .template("TRY(\(made)::TIMESTAMPTZ)"),
        "try_make_timestamp_ltz": .template("TRY(\(made)::TIMESTAMPTZ)"),
        "try_make_timestamp_ntz": .template("TRY(\(made))"),
        "unix_timestamp": .chosen(0...2) { $0.count == 0 ? "CAST(floor(epoch(now())) AS BIGINT)" : try seconds($0) },
        "to_unix_timestamp": .chosen(1...2) { try seconds($0) },
        "from_unixtime": .chosen(1...2) {
            try DatePattern.written(
                "to_timestamp($1::BIGINT)::TIMESTAMP",
                $0.count == 1 ? "yyyy-MM-dd HH:mm:ss" : try $0.constant(1, "the pattern of a date"))
        },
        "unix_seconds": "CAST(floor(epoch($1::TIMESTAMPTZ)) AS BIGINT)", "unix_millis": "epoch_ms($1::TIMESTAMPTZ)",
        "unix_micros": "epoch_us($1::TIMESTAMPTZ)",
        "timestamp_seconds": "to_timestamp($1::DOUBLE)",
        "timestamp_millis": "make_timestamp($1::BIGINT * 1000)::TIMESTAMPTZ",
        "timestamp_micros": "make_timestamp($1::BIGINT)::TIMESTAMPTZ",
        "timestampadd": .chosen(3...3) {
            let unit = unit($0.text(0)) ?? "day"
            return
                "CAST(CAST($3 AS TIMESTAMPTZ) + to_\(unit == "quarter" ? "quarter" : unit)s(CAST($2 AS INTEGER)) AS TIMESTAMPTZ)"
        },
        "timestampdiff": .chosen(3...3) {
            "date_sub('\(unit($0.text(0)) ?? "day")', CAST($2 AS TIMESTAMP), CAST($3 AS TIMESTAMP))"
        },
        "from_utc_timestamp": "timezone($2, timezone('UTC', $1::TIMESTAMP))::TIMESTAMPTZ",
        "to_utc_timestamp": "timezone('UTC', timezone($2, $1::TIMESTAMP))::TIMESTAMPTZ",
        "convert_timezone": "timezone($2, timezone($1, $3::TIMESTAMP))",
        "make_interval": .template(interval), "try_make_interval": .template("TRY(\(interval))"),
        "make_dt_interval":
            "(to_days($1::INTEGER) + to_hours($2) + to_minutes($3) + to_microseconds(($4 * 1000000)::BIGINT))",
        "make_ym_interval": "(to_years($1::INTEGER) + to_months($2::INTEGER))",
        "window": .chosen(2...2) {
            let span = "CAST(\(quotedText(try $0.constant(1, "the duration")).dollarsKept) AS INTERVAL)"
            let start = "time_bucket(\(span), CAST($1 AS TIMESTAMP), TIMESTAMP '1970-01-01')"
            return
                "CASE WHEN $1 IS NOT NULL THEN {'start': CAST(\(start) AS TIMESTAMPTZ), 'end': CAST(\(start) + \(span) AS TIMESTAMPTZ)} END"
        },
        "window_time": "($1['end'] - INTERVAL 1 MICROSECOND)",
    ]

    private static let made =
        "make_timestamp($1::BIGINT, $2::BIGINT, $3::BIGINT, $4::BIGINT, $5::BIGINT, $6::DOUBLE)"
    private static let interval =
        "(to_years($1::INTEGER) + to_months($2::INTEGER) + to_days(($3 * 7 + $4)::INTEGER) + to_hours($5) + to_minutes($6) + to_microseconds(($7 * 1000000)::BIGINT))"

    /// Whole months where the days agree or both are the last of their months; else 31 days make one.
    private static var monthsBetween: String {
        let (a, b) = ("CAST($1 AS TIMESTAMP)", "CAST($2 AS TIMESTAMP)")
        let months = "((year(\(a)) - year(\(b))) * 12 + month(\(a)) - month(\(b)))"
        func seconds(_ time: String) -> String {
            "(day(\(time)) * 86400 + date_diff('second', date_trunc('day', \(time)), \(time)))"
        }
        return
            "CASE WHEN day(\(a)) = day(\(b)) OR (last_day(\(a)) = \(a)::DATE AND last_day(\(b)) = \(b)::DATE) THEN \(months)::DOUBLE "
            + "ELSE \(months) + (\(seconds(a)) - \(seconds(b))) / 2678400.0::DOUBLE END"
    }

    private static func instant(_ arguments: FunctionArguments, _ type: String) throws -> String {
        arguments.count == 1 ? "CAST($1 AS \(type))" : "CAST(\(try DatePattern.parsed(arguments)) AS \(type))"
    }

    private static func seconds(_ arguments: FunctionArguments) throws -> String {
        if arguments.count == 2, arguments.type(0) == .string {
            return "CAST(floor(epoch(\(try DatePattern.parsed(arguments)))) AS BIGINT)"
        }
        return "CAST(floor(epoch($1::TIMESTAMPTZ)) AS BIGINT)"
    }

    /// DuckDB's name of one of Spark's units.
    private static func unit(_ name: String?) -> String? {
        switch name?.lowercased() {
        case "year", "yyyy", "yy": "year"
        case "quarter": "quarter"
        case "month", "mon", "mm": "month"
        case "week": "week"
        case "day", "dd": "day"
        case "hour": "hour"
        case "minute": "minute"
        case "second": "second"
        case "millisecond": "millisecond"
        case "microsecond": "microsecond"
        default: nil
        }
    }

    private static func field(_ arguments: FunctionArguments) throws -> String {
        let name = try arguments.constant(0, "the field")
        let source = "$2::TIMESTAMP"
        switch name.lowercased() {
        case "year", "y", "years", "yr", "yrs": return "year(\(source))::INTEGER"
        case "yearofweek": return "isoyear(\(source))::INTEGER"
        case "quarter", "qtr": return "quarter(\(source))::INTEGER"
        case "month", "mon", "mons", "months": return "month(\(source))::INTEGER"
        case "week", "w", "weeks": return "week(\(source))::INTEGER"
        case "day", "d", "days": return "day(\(source))::INTEGER"
        case "dayofweek", "dow": return "(dayofweek(\(source)) + 1)::INTEGER"
        case "dayofweek_iso", "dow_iso": return "isodow(\(source))::INTEGER"
        case "doy": return "dayofyear(\(source))::INTEGER"
        case "hour", "h", "hours", "hr", "hrs": return "hour(\(source))::INTEGER"
        case "minute", "m", "min", "mins", "minutes": return "minute(\(source))::INTEGER"
        case "second", "s", "sec", "seconds", "secs":
            return "CAST(second(\(source)) + (microsecond(\(source)) % 1000000) / 1000000.0 AS DECIMAL(8, 6))"
        default: throw QueryError(.analysis, "'\(name)' is no field of a date or time")
        }
    }
}
