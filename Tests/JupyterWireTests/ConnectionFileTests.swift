import Essentials
import Glibc
import JupyterWire
import Testing

@Suite("Connection file")
struct ConnectionFileTests {
    static let good: JSONObject = [
        "transport": "tcp", "ip": "127.0.0.1", "shell_port": 1001, "control_port": 1002, "stdin_port": 1003,
        "iopub_port": 1004, "hb_port": 1005, "key": "abc", "signature_scheme": "hmac-sha256", "kernel_name": "swiftlet",
        "jupyter_session": "x.ipynb",
    ]

    private func read(_ members: JSONObject) throws -> ConnectionFile {
        try ConnectionFile(parsing: JSONValue.object(members).serializedBytes())
    }

    @Test("Jupyter's file is understood")
    func jupyter() throws {
        let file = try read(Self.good)
        #expect(file.transport == .tcp && file.key.value == Array("abc".utf8) && file.curve == nil)
        #expect(file.endpoint(for: .shell) == "tcp://127.0.0.1:1001")
        #expect(file.endpoint(for: .control) == "tcp://127.0.0.1:1002")
        #expect(file.endpoint(for: .stdin) == "tcp://127.0.0.1:1003")
        #expect(file.endpoint(for: .iopub) == "tcp://127.0.0.1:1004")
        #expect(file.endpoint(for: .heartbeat) == "tcp://127.0.0.1:1005")
        #expect(!"\(file)".contains("abc"))
    }

    @Test(
        "endpoints of all transports",
        arguments: [
            ("tcp", "0.0.0.0", "tcp://0.0.0.0:1001"), ("tcp", "*", "tcp://*:1001"), ("tcp", "::1", "tcp://[::1]:1001"),
            ("tcp", "[::1]", "tcp://[::1]:1001"), ("ipc", "/run/k", "ipc:///run/k-1001"),
            ("ipc", "kernel-ipc", "ipc://kernel-ipc-1001"),
        ])
    func endpoints(transport: String, address: String, endpoint: String) throws {
        var members = Self.good
        members["transport"] = .string(transport)
        members["ip"] = .string(address)
        #expect(try read(members).endpoint(for: .shell) == endpoint)
    }

    @Test(
        "a bad field is an error that names it",
        arguments: [
            ("transport", "udp", WireError.badField),
            ("transport", 1, WireError.badField),
            ("signature_scheme", "hmac-md5", WireError.badField),
            ("signature_scheme", "", WireError.badField),
            ("ip", nil, WireError.missingField),
            ("ip", "", WireError.missingField),
            ("ip", ["127.0.0.1"], WireError.badField),
            ("shell_port", nil, WireError.missingField),
            ("control_port", nil, WireError.missingField),
            ("stdin_port", nil, WireError.missingField),
            ("iopub_port", nil, WireError.missingField),
            ("hb_port", nil, WireError.missingField),
            ("shell_port", "1001", WireError.badField),
            ("shell_port", 1001.5, WireError.badField),
            ("shell_port", -1, WireError.badField),
            ("shell_port", 65536, WireError.badField),
            ("hb_port", 1001, WireError.duplicatePort),
            ("key", 7, WireError.badField),
            ("curve_publickey", "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID", WireError.badCurveKeys),
            ("curve_secretkey", "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs", WireError.badCurveKeys),
        ] as [(String, JSONValue?, String)])
    func badField(field: String, value: JSONValue?, code: String) throws {
        var members = Self.good
        members[field] = value
        let error = #expect(throws: WireError.self) { try read(members) }
        #expect(error?.code == code)
        #expect(error?.description.contains(field) == true || field.hasPrefix("curve"))
        #expect(error?.hint?.isEmpty == false)
    }

    @Test("what is not an object is refused", arguments: ["", "[]", "1", "{", "\u{FEFF}{}", "{\"ip\": \"\\ud800\"}"])
    func notJSON(text: String) {
        let error = #expect(throws: WireError.self) { try ConnectionFile(parsing: Array(text.utf8)) }
        #expect(error?.code == WireError.notJSON || error?.code == WireError.missingField)
    }

    @Test(
        "an empty key is taken only where no other machine can connect",
        arguments: [
            ("tcp", "127.0.0.1", true), ("tcp", "127.9.9.9", true), ("tcp", "localhost", true), ("tcp", "::1", true),
            ("ipc", "/run/k", true), ("tcp", "0.0.0.0", false), ("tcp", "*", false), ("tcp", "192.168.0.1", false),
            ("tcp", "::", false), ("tcp", "127.0.0.1.example", false), ("tcp", "localhost.example", false),
        ])
    func emptyKey(transport: String, address: String, isTaken: Bool) {
        for key in ["", nil] as [JSONValue?] {
            var members = Self.good
            members["transport"] = .string(transport)
            members["ip"] = .string(address)
            members["key"] = key
            if isTaken {
                #expect(throws: Never.self) { try read(members) }
            } else {
                #expect((#expect(throws: WireError.self) { try read(members) })?.code == WireError.emptyKey)
            }
        }
    }

    @Test("keys for encryption are taken in pairs only")
    func curve() throws {
        let keys = try CurveKeys.generate()
        let others = try CurveKeys.generate()
        var members = Self.good
        members["curve_publickey"] = .string(keys.publicKey)
        members["curve_secretkey"] = .string(keys.secretKey.value)
        let file = try read(members)
        #expect(file.curve == keys)
        #expect(!"\(file)".contains(keys.secretKey.value))
        for wrong in [
            others.secretKey.value, String(keys.secretKey.value.dropLast()), String(repeating: "\"", count: 40),
        ] {
            members["curve_secretkey"] = .string(wrong)
            #expect((#expect(throws: WireError.self) { try read(members) })?.code == WireError.badCurveKeys)
        }
    }

    @Test("a path too long for a socket is refused")
    func longPath() {
        var members = Self.good
        members["transport"] = "ipc"
        members["ip"] = .string("/" + String(repeating: "x", count: 110))
        #expect((#expect(throws: WireError.self) { try read(members) })?.code == WireError.badField)
    }

    @Test("an error of a file names the file")
    func missingFile() {
        let error = #expect(throws: WireError.self) { try ConnectionFile(path: "/nowhere/kernel.json") }
        #expect(error?.code == WireError.unreadableFile && error?.place == "/nowhere/kernel.json")
    }
}
