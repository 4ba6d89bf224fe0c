import CCellGuard
import Display
import Essentials
import Glibc
import HostProtocol

/// Puts frames into the queue, and carries the queue to the session.
enum FrameSender {
    static func push(_ kind: FrameKind, json: JSONObject) {
        let bytes = JSONValue.object(json).serializedBytes()
        cellguard_push(kind.rawValue, bytes, bytes.count)
    }

    /// Sends whatever the queue holds until the session is gone.
    static func run(socket: Int32) {
        while true {
            var bytes: UnsafeMutablePointer<UInt8>?
            let count = cellguard_take(&bytes, 1000)
            guard count > 0, let bytes else { continue }
            defer { free(bytes) }
            var done = 0
            while done < count {
                let written = send(socket, bytes + done, count - done, Int32(MSG_NOSIGNAL))
                if written < 0 && errno == EINTR { continue }
                if written <= 0 { HostProcess.end() }
                done += written
            }
        }
    }
}

/// What `display(...)` in a cell writes to.
struct FrameDisplaySink: DisplaySink {
    func display(_ bundle: DisplayBundle, id: String?, update: Bool) {
        var frame: JSONObject = [
            "data": .object(bundle.data), "metadata": .object(bundle.metadata), "update": .bool(update),
        ]
        if let id { frame["id"] = .string(id) }
        FrameSender.push(.display, json: frame)
    }

    func clearOutput(wait: Bool) {
        FrameSender.push(.clearOutput, json: ["wait": .bool(wait)])
    }
}
