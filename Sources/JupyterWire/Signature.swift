internal import COpenSSL

/// HMAC-SHA256 signatures of messages, under one key.
///
/// An instance holds OpenSSL's state and belongs to one thread.
public final class Signature {
    /// The hexadecimal digits of a signature.
    public static let digitCount = 64

    private let context: OpaquePointer?

    /// - Parameter key: an empty key turns signing and checking off, as the protocol says.
    /// - Throws: `WireError` when OpenSSL offers no HMAC-SHA256.
    public init(key: [UInt8]) throws {
        guard !key.isEmpty else {
            context = nil
            return
        }
        guard let algorithm = EVP_MAC_fetch(nil, "HMAC", nil), let context = EVP_MAC_CTX_new(algorithm) else {
            throw Self.unavailable
        }
        EVP_MAC_free(algorithm)  // the context keeps its own reference
        var digest = Array("SHA256".utf8CString)
        let ready = digest.withUnsafeMutableBufferPointer { name in
            let parameters = [
                OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.baseAddress, 0),
                OSSL_PARAM_construct_end(),
            ]
            return EVP_MAC_init(context, key, key.count, parameters)
        }
        guard ready == 1 else {
            EVP_MAC_CTX_free(context)
            throw Self.unavailable
        }
        self.context = context
    }

    deinit {
        EVP_MAC_CTX_free(context)
    }

    /// Whether messages are signed at all.
    public var isOn: Bool { context != nil }

    /// The signature of frames, as lower-case hexadecimal digits; empty when the key is empty.
    public func sign(_ frames: some Sequence<[UInt8]>) -> [UInt8] {
        guard let context else { return [] }
        var digest = [UInt8](repeating: 0, count: 32)
        var count = 0
        // Without a key, init starts over with the key it had.
        var done = EVP_MAC_init(context, nil, 0, nil) == 1
        for frame in frames where done { done = EVP_MAC_update(context, frame, frame.count) == 1 }
        done = done && EVP_MAC_final(context, &digest, &count, digest.count) == 1
        // Hashing bytes in memory fails only when OpenSSL itself is out of memory. A signature that no client accepts
        // is then better than an unsigned message.
        guard done, count == digest.count else { return [UInt8](repeating: UInt8(ascii: "0"), count: Self.digitCount) }
        return Self.hexadecimal(digest)
    }

    /// Whether `signature` is that of the frames, found out in a time that does not depend on where they differ.
    public func matches(_ signature: [UInt8], _ frames: some Sequence<[UInt8]>) -> Bool {
        guard isOn else { return true }
        guard signature.count == Self.digitCount else { return false }
        let expected = sign(frames)
        return CRYPTO_memcmp(signature, expected, expected.count) == 0
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return text
    }

    private static var unavailable: WireError {
        WireError(
            code: WireError.system, message: "OpenSSL offers no HMAC-SHA256",
            hint: "Check that OpenSSL 3 is installed with its default provider.")
    }
}
