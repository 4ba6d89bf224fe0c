import Essentials
import Synchronization

/// Where `display` and its relatives write: the host sends it to the front end.
public protocol DisplaySink: Sendable {
    /// - Parameters:
    ///   - id: names the output, so that it can be updated; nil for none.
    ///   - update: whether to replace what was shown under the same id.
    func display(_ bundle: DisplayBundle, id: String?, update: Bool)

    /// - Parameter wait: whether to clear only when the next output comes.
    func clearOutput(wait: Bool)
}

/// The sink of this process. Without a host, plain text goes to standard output.
enum CurrentSink {
    private static let sink = Mutex<any DisplaySink>(StandardOutputSink())

    static var value: any DisplaySink { sink.withLock { $0 } }

    static func set(_ newValue: any DisplaySink) { sink.withLock { $0 = newValue } }
}

/// Sends everything that is displayed from now on to `sink`. The host calls this once, before any cell runs.
public func installDisplaySink(_ sink: any DisplaySink) { CurrentSink.set(sink) }

private struct StandardOutputSink: DisplaySink {
    func display(_ bundle: DisplayBundle, id: String?, update: Bool) {
        if let text = bundle.data["text/plain"]?.stringValue { print(text) }
    }

    func clearOutput(wait: Bool) {}
}
