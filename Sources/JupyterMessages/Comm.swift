public import Essentials

/// Opens a comm: a channel between an object in the kernel and one in the front end. Sent by either side.
public struct CommOpen: IncomingContent, OutgoingContent, Equatable {
    public static let type = "comm_open"

    public var id: String
    /// The name under which the other side is to find the object's maker.
    public var target: String
    public var data: JSONObject

    public init(id: String, target: String, data: JSONObject = [:]) {
        self.id = id
        self.target = target
        self.data = data
    }

    public init(decoding content: JSONObject) throws(MessageError) {
        let fields = Fields(content, of: Self.type)
        id = try fields.text("comm_id")
        target = try fields.text("target_name")
        data = try fields.object("data")
    }

    public func encoded() -> JSONObject {
        ["comm_id": .string(id), "target_name": .string(target), "data": .object(data)]
    }
}

/// A message on an open comm. Sent by either side.
public struct CommMessageContent: IncomingContent, OutgoingContent, Equatable {
    public static let type = "comm_msg"

    public var id: String
    public var data: JSONObject

    public init(id: String, data: JSONObject) {
        self.id = id
        self.data = data
    }

    public init(decoding content: JSONObject) throws(MessageError) {
        let fields = Fields(content, of: Self.type)
        id = try fields.text("comm_id")
        data = try fields.object("data")
    }

    public func encoded() -> JSONObject { ["comm_id": .string(id), "data": .object(data)] }
}

/// Closes a comm. Sent by either side.
public struct CommClose: IncomingContent, OutgoingContent, Equatable {
    public static let type = "comm_close"

    public var id: String
    public var data: JSONObject

    public init(id: String, data: JSONObject = [:]) {
        self.id = id
        self.data = data
    }

    public init(decoding content: JSONObject) throws(MessageError) {
        let fields = Fields(content, of: Self.type)
        id = try fields.text("comm_id")
        data = try fields.object("data")
    }

    public func encoded() -> JSONObject { ["comm_id": .string(id), "data": .object(data)] }
}

/// A request for the comms that are open.
public struct CommInfoRequest: IncomingContent, Equatable {
    public static let type = "comm_info_request"

    /// Only comms of this target; nil for all.
    public var target: String?

    public init(decoding content: JSONObject) throws(MessageError) {
        let target = try Fields(content, of: Self.type).optionalText("target_name")
        // JupyterLab sends an empty name when it means all.
        self.target = target == "" ? nil : target
    }
}

/// The comms that are open.
public struct CommInfoReply: OutgoingContent, Equatable {
    public static let type = "comm_info_reply"

    /// Target names by comm id.
    public var targets: [String: String]

    public init(targets: [String: String]) {
        self.targets = targets
    }

    public func encoded() -> JSONObject {
        let comms = targets.sorted { $0.key < $1.key }.map { id, target in
            (id, ["target_name": .string(target)] as JSONValue)
        }
        return ["status": "ok", "comms": .object(JSONObject(comms))]
    }
}
