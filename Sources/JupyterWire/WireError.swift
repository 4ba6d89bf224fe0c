public import Essentials

/// Why the wire to Jupyter's clients cannot be set up, or why bytes are not a message.
public struct WireError: UserFacingError, Equatable {
    public var code: String
    public var message: String
    public var place: String?
    public var hint: String?

    public init(code: String, message: String, place: String? = nil, hint: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.hint = hint
    }

    /// The same fault with the connection file that led to it.
    public func inside(_ file: String) -> WireError {
        var error = self
        error.place = place.map { "\(file), \($0)" } ?? file
        return error
    }
}

extension WireError {
    /// The connection file cannot be read or written.
    public static let unreadableFile = "wire.connectionFile.unreadable"
    /// The connection file is not a JSON object.
    public static let notJSON = "wire.connectionFile.notJSON"
    /// A field of the connection file is missing.
    public static let missingField = "wire.connectionFile.missingField"
    /// A field of the connection file has a value of the wrong kind or outside its range.
    public static let badField = "wire.connectionFile.badField"
    /// Two channels share a port.
    public static let duplicatePort = "wire.connectionFile.duplicatePort"
    /// The key is empty although others than this machine's users could connect.
    public static let emptyKey = "wire.connectionFile.emptyKey"
    /// The keys for encryption are incomplete, malformed, or not a pair.
    public static let badCurveKeys = "wire.connectionFile.badCurveKeys"
    /// Encryption is asked for, and the installed libzmq cannot encrypt.
    public static let curveUnavailable = "wire.curveUnavailable"
    /// Another program listens on a channel's port.
    public static let portInUse = "wire.portInUse"
    /// A channel's address cannot be listened on, for another reason.
    public static let cannotBind = "wire.cannotBind"
    /// The system or libzmq refused a socket, a thread or a setting.
    public static let system = "wire.system"

    /// A message without the frame that ends its routing prefix.
    public static let noDelimiter = "wire.message.noDelimiter"
    /// A message with fewer frames than the protocol has, or with too many.
    public static let frameCount = "wire.message.frameCount"
    /// A message without a signature, although there is a key.
    public static let unsigned = "wire.message.unsigned"
    /// A message whose signature is not that of the key.
    public static let badSignature = "wire.message.badSignature"
    /// A frame of a message is not a JSON object.
    public static let badJSON = "wire.message.badJSON"
    /// The header lacks `msg_id` or `msg_type`.
    public static let badHeader = "wire.message.badHeader"
    /// A message that was received before.
    public static let replayed = "wire.message.replayed"
    /// A message so old that it may have been received before.
    public static let tooOld = "wire.message.tooOld"
    /// A message that claims to come from the future.
    public static let fromTheFuture = "wire.message.fromTheFuture"
    /// Bytes on the iopub channel that are not a subscription.
    public static let notASubscription = "wire.message.notASubscription"
    /// The client a message is for has gone.
    public static let peerGone = "wire.message.peerGone"
    /// The client a message is for does not read what it is sent.
    public static let peerNotReading = "wire.message.peerNotReading"
}
