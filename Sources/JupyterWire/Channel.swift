/// The five channels between a kernel and its clients.
public enum Channel: String, Sendable, Hashable, CaseIterable {
    /// Requests that are answered one after the other: execute, complete, inspect and so on.
    case shell
    /// Requests that are answered while a cell runs: interrupt and shutdown.
    case control
    /// Questions of the kernel to the client that runs a cell.
    case stdin
    /// What the kernel publishes to all clients: status, output, results.
    case iopub
    /// Echoes bytes, so that clients see that the kernel lives.
    case heartbeat

    /// The channels that carry Jupyter messages; the heartbeat carries plain bytes.
    static let messaging: [Channel] = [.control, .shell, .stdin, .iopub]

    /// The name of the channel's port in a connection file.
    var portKey: String {
        switch self {
        case .shell: "shell_port"
        case .control: "control_port"
        case .stdin: "stdin_port"
        case .iopub: "iopub_port"
        case .heartbeat: "hb_port"
        }
    }
}
