internal import CZeroMQ
public import Essentials

/// The kernel's key pair for CurveZMQ, which encrypts all channels and admits only clients that know the public key.
public struct CurveKeys: Sendable, Equatable {
    /// Z85 text of 40 characters.
    public var publicKey: String
    /// Z85 text of 40 characters.
    public var secretKey: Redacted<String>

    /// - Throws: `WireError` (`badCurveKeys`, `curveUnavailable`) when the keys are malformed or not a pair, or when
    ///   libzmq cannot encrypt.
    public init(publicKey: String, secretKey: String) throws(WireError) {
        try Self.checkAvailability()
        guard Self.isKey(publicKey) else {
            throw Self.malformed("curve_publickey is not a key: 40 characters of Z85 are expected")
        }
        guard Self.isKey(secretKey) else {
            throw Self.malformed("curve_secretkey is not a key: 40 characters of Z85 are expected")
        }
        var derived = [CChar](repeating: 0, count: 41)
        guard zmq_curve_public(&derived, secretKey) == 0, String(terminated: derived) == publicKey else {
            throw Self.malformed("curve_publickey does not belong to curve_secretkey")
        }
        self.publicKey = publicKey
        self.secretKey = Redacted(secretKey)
    }

    /// A new pair.
    ///
    /// - Throws: `WireError` (`curveUnavailable`) when libzmq cannot encrypt.
    public static func generate() throws(WireError) -> CurveKeys {
        try checkAvailability()
        var publicKey = [CChar](repeating: 0, count: 41)
        var secretKey = [CChar](repeating: 0, count: 41)
        guard zmq_curve_keypair(&publicKey, &secretKey) == 0 else { throw unavailable }
        return try CurveKeys(publicKey: String(terminated: publicKey), secretKey: String(terminated: secretKey))
    }

    private static func checkAvailability() throws(WireError) {
        if zmq_has("curve") != 1 { throw unavailable }
    }

    private static func isKey(_ text: String) -> Bool {
        guard text.utf8.count == 40, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return false }
        var bytes = [UInt8](repeating: 0, count: 32)
        return zmq_z85_decode(&bytes, text) != nil
    }

    private static func malformed(_ message: String) -> WireError {
        WireError(
            code: WireError.badCurveKeys, message: message,
            hint: "Let Jupyter write the connection file anew, or leave both keys out.")
    }

    private static var unavailable: WireError {
        WireError(
            code: WireError.curveUnavailable, message: "the installed libzmq cannot encrypt with CurveZMQ",
            hint: "Install a libzmq built with libsodium, or turn transport encryption off.")
    }
}
