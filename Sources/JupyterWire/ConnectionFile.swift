public import Essentials
import Glibc
internal import SystemSupport

/// What a connection file says: where the kernel listens and which keys it shares with its clients.
///
/// See "Connection files" in Jupyter's documentation of kernels.
public struct ConnectionFile: Sendable, Equatable {
    /// How bytes travel.
    public enum Transport: String, Sendable, CaseIterable {
        /// TCP, possibly across machines.
        case tcp
        /// Unix domain sockets.
        case ipc
    }

    public var transport: Transport
    /// For tcp an address or a host name, `*` for all of them; for ipc the beginning of the sockets' paths.
    public var address: String
    /// One for each channel. For tcp, 0 lets the system choose.
    public var ports: [Channel: Int]
    /// The key of the signatures; empty for unsigned messages.
    public var key: Redacted<[UInt8]>
    /// The keys for encryption, if there is to be any.
    public var curve: CurveKeys?

    /// - Throws: `WireError` when `validate()` does.
    public init(
        transport: Transport = .tcp, address: String = "127.0.0.1", ports: [Channel: Int], key: [UInt8],
        curve: CurveKeys? = nil
    ) throws(WireError) {
        self.transport = transport
        self.address = address
        self.ports = ports
        self.key = Redacted(key)
        self.curve = curve
        try validate()
    }

    /// Reads a connection file.
    ///
    /// - Throws: `WireError` naming the file and the field.
    public init(path: String) throws(WireError) {
        let bytes: [UInt8]
        do {
            bytes = try readFile(path)
        } catch {
            throw Self.unreadable(error, path)
        }
        do {
            try self.init(parsing: bytes)
        } catch {
            var error = error
            error.place = error.place.map { "\(path), \($0)" } ?? path
            throw error
        }
    }

    /// Reads the text of a connection file.
    ///
    /// - Throws: `WireError` naming the field.
    public init(parsing bytes: [UInt8]) throws(WireError) {
        let fields = Fields(try Self.members(bytes))
        let transport = try fields.text("transport") ?? Transport.tcp.rawValue
        guard let known = Transport(rawValue: transport) else {
            throw WireError(
                code: WireError.badField, message: "the transport \"\(transport)\" is not supported",
                place: "transport", hint: "Use tcp or ipc.")
        }
        let scheme = try fields.text("signature_scheme") ?? "hmac-sha256"
        guard scheme == "hmac-sha256" else {
            throw WireError(
                code: WireError.badField, message: "the signature scheme \"\(scheme)\" is not supported",
                place: "signature_scheme", hint: "Use hmac-sha256, which is Jupyter's default.")
        }
        guard let address = try fields.text("ip"), !address.isEmpty else { throw Self.missing("ip") }
        var ports: [Channel: Int] = [:]
        for channel in Channel.allCases { ports[channel] = try fields.port(channel.portKey) }
        try self.init(
            transport: known, address: address, ports: ports, key: Array((try fields.text("key") ?? "").utf8),
            curve: try fields.curveKeys())
    }

    /// Checks what one field alone cannot tell.
    ///
    /// - Throws: `WireError` (`missingField`, `badField`, `duplicatePort`, `emptyKey`).
    public func validate() throws(WireError) {
        var owners: [Int: Channel] = [:]
        for channel in Channel.allCases {
            guard let port = ports[channel] else { throw Self.missing(channel.portKey) }
            guard (0...65535).contains(port), port > 0 || transport == .tcp else {
                throw WireError(
                    code: WireError.badField, message: "\(port) is not a port", place: channel.portKey,
                    hint: transport == .tcp
                        ? "Use a number from 1 to 65535, or 0 to let the system choose."
                        : "Use a number from 1 to 65535.")
            }
            if port > 0, let other = owners.updateValue(channel, forKey: port) {
                throw WireError(
                    code: WireError.duplicatePort, message: "\(other.portKey) is \(port) as well",
                    place: channel.portKey, hint: "Give each of the five channels a port of its own.")
            }
        }
        if key.value.isEmpty && !isLocal {
            throw WireError(
                code: WireError.emptyKey,
                message: "without a key anybody who reaches \(address) could run code here", place: "key",
                hint: "Set a key, or listen on 127.0.0.1 or on ipc only.")
        }
        if transport == .ipc {
            let longest = Channel.allCases.map { endpoint(for: $0).utf8.count }.max() ?? 0
            // The system's limit for the path of a socket, without `ipc://`.
            guard longest - 6 < 108, !address.utf8.contains(0) else {
                throw WireError(
                    code: WireError.badField, message: "the path is too long for a socket: \(address)", place: "ip",
                    hint: "Use a path of fewer than 100 bytes.")
            }
        }
    }

    /// Whether only this machine can connect.
    public var isLocal: Bool {
        switch transport {
        case .ipc: return true
        case .tcp:
            let host = bareAddress
            var four = in_addr()
            if inet_pton(AF_INET, host, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
            return host == "localhost" || host == "::1"
        }
    }

    /// Where a channel listens, as libzmq writes it: `tcp://127.0.0.1:5555`, `ipc:///run/user/1000/kernel-1`.
    public func endpoint(for channel: Channel) -> String {
        let port = ports[channel] ?? 0
        switch transport {
        case .ipc: return "ipc://\(address)-\(port)"
        case .tcp: return usesIPv6 ? "tcp://[\(bareAddress)]:\(port)" : "tcp://\(bareAddress):\(port)"
        }
    }

    /// The path of a channel's socket, nil for tcp.
    func socketPath(for channel: Channel) -> String? {
        transport == .ipc ? String(endpoint(for: channel).dropFirst(6)) : nil
    }

    /// Whether the address is one of IPv6.
    var usesIPv6: Bool { transport == .tcp && address.contains(":") }

    private var bareAddress: String {
        address.hasPrefix("[") && address.hasSuffix("]") ? String(address.dropFirst().dropLast()) : address
    }

    /// Writes the ports into an existing connection file, for clients of a kernel that let the system choose them.
    /// Everything else in the file stays.
    ///
    /// - Throws: `WireError` naming the file.
    public func writePorts(to path: String) throws(WireError) {
        do {
            var members = try Self.members(try readFile(path))
            for channel in Channel.allCases { members[channel.portKey] = ports[channel].map { .integer(Int64($0)) } }
            try AtomicFile.write(JSONValue.object(members).serializedBytes(indent: 2), to: path, mode: 0o600)
        } catch let error as WireError {
            throw WireError(code: error.code, message: error.message, place: path, hint: error.hint)
        } catch {
            throw Self.unreadable(error, path)
        }
    }

    private static func members(_ bytes: [UInt8]) throws(WireError) -> JSONObject {
        let hint = "A connection file is written by Jupyter, or by a program that starts kernels."
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw WireError(
                code: WireError.notJSON, message: "the connection file is not JSON: \(error.message)",
                place: error.place, hint: hint)
        }
        guard let members = value.objectValue else {
            throw WireError(
                code: WireError.notJSON, message: "the connection file is \(value.kindName), not an object", hint: hint)
        }
        return members
    }

    fileprivate static func missing(_ field: String) -> WireError {
        WireError(
            code: WireError.missingField, message: "the connection file has no \(field)", place: field,
            hint: "Let Jupyter write the file anew.")
    }

    private static func unreadable(_ error: any Error, _ path: String) -> WireError {
        let known = error as? any UserFacingError
        return WireError(
            code: WireError.unreadableFile, message: known?.message ?? "\(error)", place: path,
            hint: known?.hint ?? "Pass the connection file that Jupyter wrote for this kernel.")
    }
}

/// The fields of a connection file by kind.
private struct Fields {
    let members: JSONObject

    init(_ members: JSONObject) { self.members = members }

    func text(_ name: String) throws(WireError) -> String? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw wrongKind(name, value, "a string") }
        return text
    }

    func port(_ name: String) throws(WireError) -> Int {
        guard let value = members[name], !value.isNull else { throw ConnectionFile.missing(name) }
        guard let number = value.intValue else { throw wrongKind(name, value, "a whole number") }
        return number
    }

    func curveKeys() throws(WireError) -> CurveKeys? {
        switch (try text("curve_publickey"), try text("curve_secretkey")) {
        case (nil, nil):
            return nil
        case (let publicKey?, let secretKey?):
            return try CurveKeys(publicKey: publicKey, secretKey: secretKey)
        case (nil, _):
            // To go on without encryption would be the opposite of what is asked for.
            throw incomplete("curve_publickey")
        case (_, nil):
            throw incomplete("curve_secretkey")
        }
    }

    private func incomplete(_ name: String) -> WireError {
        WireError(
            code: WireError.badCurveKeys, message: "the connection file has only one of the two keys for encryption",
            place: name, hint: "Let Jupyter write the file anew, or leave both keys out.")
    }

    private func wrongKind(_ name: String, _ value: JSONValue, _ expected: String) -> WireError {
        WireError(
            code: WireError.badField, message: "\(name) is \(value.kindName), not \(expected)", place: name,
            hint: "Let Jupyter write the file anew.")
    }
}
