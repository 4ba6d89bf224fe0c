public import Essentials

/// What the kernel is doing.
public enum Status: String, OutgoingContent {
    public static let type = "status"

    /// Published once, when the process begins.
    case starting
    /// It works on the parent request.
    case busy
    /// It is done with the parent request, and has published all that belongs to it.
    case idle

    public func encoded() -> JSONObject { ["execution_state": .string(rawValue)] }
}

/// Text of a cell on one of the output streams.
public struct Stream: OutgoingContent, Equatable {
    public static let type = "stream"

    /// The stream's name.
    public enum Name: String, Sendable {
        case standardOutput = "stdout"
        case standardError = "stderr"
    }

    public var name: Name
    public var text: String

    public init(_ name: Name, _ text: String) {
        self.name = name
        self.text = text
    }

    public func encoded() -> JSONObject { ["name": .string(name.rawValue), "text": .string(text)] }
}

/// Something to show, as a MIME bundle.
public struct DisplayData: OutgoingContent, Equatable {
    public static let type = "display_data"

    /// Values by MIME type.
    public var data: JSONObject
    public var metadata: JSONObject
    /// A name under which it can be updated later.
    public var displayID: String?

    public init(data: JSONObject, metadata: JSONObject = [:], displayID: String? = nil) {
        self.data = data
        self.metadata = metadata
        self.displayID = displayID
    }

    public func encoded() -> JSONObject {
        var transient: JSONObject = [:]
        if let displayID { transient["display_id"] = .string(displayID) }
        return ["data": .object(data), "metadata": .object(metadata), "transient": .object(transient)]
    }
}

/// Something to show in place of what was shown under the same display id.
public struct UpdateDisplayData: OutgoingContent, Equatable {
    public static let type = "update_display_data"

    /// With a display id.
    public var display: DisplayData

    public init(data: JSONObject, metadata: JSONObject = [:], displayID: String) {
        display = DisplayData(data: data, metadata: metadata, displayID: displayID)
    }

    public func encoded() -> JSONObject { display.encoded() }
}

/// Tells all clients which cell runs.
public struct ExecuteInput: OutgoingContent, Equatable {
    public static let type = "execute_input"

    public var code: String
    public var executionCount: Int

    public init(code: String, executionCount: Int) {
        self.code = code
        self.executionCount = executionCount
    }

    public func encoded() -> JSONObject {
        ["code": .string(code), "execution_count": .integer(Int64(executionCount))]
    }
}

/// The value of a cell's trailing expression, as a MIME bundle.
public struct ExecuteResult: OutgoingContent, Equatable {
    public static let type = "execute_result"

    public var display: DisplayData
    public var executionCount: Int

    public init(data: JSONObject, metadata: JSONObject = [:], executionCount: Int) {
        display = DisplayData(data: data, metadata: metadata)
        self.executionCount = executionCount
    }

    public func encoded() -> JSONObject {
        var content = display.encoded()
        content["execution_count"] = .integer(Int64(executionCount))
        return content
    }
}

/// Why a cell failed.
public struct ErrorOutput: OutgoingContent, Equatable {
    public static let type = "error"

    public var error: ErrorReply

    public init(_ error: ErrorReply) {
        self.error = error
    }

    public func encoded() -> JSONObject {
        var content = error.encoded()
        content["status"] = nil
        return content
    }
}

/// Clears what the cell has shown.
public struct ClearOutput: OutgoingContent, Equatable {
    public static let type = "clear_output"

    /// Only when the next output comes.
    public var wait: Bool

    public init(wait: Bool) {
        self.wait = wait
    }

    public func encoded() -> JSONObject { ["wait": .bool(wait)] }
}
