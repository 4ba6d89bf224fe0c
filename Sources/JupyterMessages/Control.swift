public import Essentials

/// A request to stop the running cell.
public struct InterruptRequest: IncomingContent, Equatable {
    public static let type = "interrupt_request"

    public init(decoding content: JSONObject) throws(MessageError) {}
}

/// The running cell was told to stop.
public struct InterruptReply: OutgoingContent, Equatable {
    public static let type = "interrupt_reply"

    public init() {}

    public func encoded() -> JSONObject { ["status": "ok"] }
}

/// A request to end the kernel.
public struct ShutdownRequest: IncomingContent, Equatable {
    public static let type = "shutdown_request"

    /// Whether another kernel takes its place.
    public var restart: Bool

    public init(decoding content: JSONObject) throws(MessageError) {
        restart = try Fields(content, of: Self.type).flag("restart", default: false)
    }
}

/// The kernel ends. It is also published on iopub, for other clients.
public struct ShutdownReply: OutgoingContent, Equatable {
    public static let type = "shutdown_reply"

    public var restart: Bool

    public init(restart: Bool) {
        self.restart = restart
    }

    public func encoded() -> JSONObject { ["status": "ok", "restart": .bool(restart)] }
}

/// A request for the debugger, in the Debug Adapter Protocol.
public struct DebugRequest: IncomingContent, Equatable {
    public static let type = "debug_request"

    public var sequence: Int
    public var command: String

    public init(decoding content: JSONObject) throws(MessageError) {
        let fields = Fields(content, of: Self.type)
        sequence = try fields.optionalInteger("seq") ?? 0
        command = try fields.optionalText("command") ?? ""
    }
}

/// The answer of a kernel without a debugger, in the Debug Adapter Protocol.
public struct DebugReply: OutgoingContent, Equatable {
    public static let type = "debug_reply"

    public var request: DebugRequest

    public init(refusing request: DebugRequest) {
        self.request = request
    }

    public func encoded() -> JSONObject {
        [
            "type": "response", "request_seq": .integer(Int64(request.sequence)), "seq": 0, "success": false,
            "command": .string(request.command), "message": "this kernel has no debugger",
        ]
    }
}
