internal import Logging

/// Logs dropped messages, at most once in ten seconds for each channel and reason, with their number.
struct DropLog {
    private struct Reason: Hashable {
        var channel: Channel
        var code: String
    }

    private struct Tally {
        var total = 0
        var unreported = 0
        var lastReport: ContinuousClock.Instant?
    }

    private static let interval = Duration.seconds(10)

    private let logger: Logger
    private var tallies: [Reason: Tally] = [:]

    init(logger: Logger) {
        self.logger = logger
    }

    mutating func record(
        _ channel: Channel, _ error: WireError, level: Logger.Level = .warning, now: ContinuousClock.Instant = .now
    ) {
        let reason = Reason(channel: channel, code: error.code)
        var tally = tallies[reason] ?? Tally()
        tally.total += 1
        tally.unreported += 1
        if tally.lastReport.map({ $0 + Self.interval <= now }) ?? true {
            report(reason, tally, level, message: error.message, hint: error.hint)
            tally.unreported = 0
            tally.lastReport = now
        }
        tallies[reason] = tally
    }

    /// Reports what was dropped since the last report of its kind.
    mutating func reportRest() {
        for (reason, tally) in tallies where tally.unreported > 0 {
            report(reason, tally, .warning, message: nil, hint: nil)
            tallies[reason]?.unreported = 0
        }
    }

    private func report(_ reason: Reason, _ tally: Tally, _ level: Logger.Level, message: String?, hint: String?) {
        var metadata: Logger.Metadata = [
            "channel": "\(reason.channel.rawValue)", "code": "\(reason.code)", "count": "\(tally.unreported)",
            "total": "\(tally.total)",
        ]
        if let message { metadata["reason"] = "\(message)" }
        if let hint { metadata["hint"] = "\(hint)" }
        logger.log(level: level, "messages dropped", metadata: metadata)
    }
}
