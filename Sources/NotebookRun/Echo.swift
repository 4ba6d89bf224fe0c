import Essentials
import Glibc
import NotebookSession

/// Shows what cells print on the terminal, for runs that keep no notebook.
enum Echo {
    static func show(_ event: CellEvent) {
        switch event {
        case .stream(let name, let text): write(text, to: name == .stdout ? 1 : 2)
        case .display(let bundle, _, _), .result(let bundle):
            if let text = bundle.data["text/plain"]?.stringValue {
                write(text.hasSuffix("\n") ? text : text + "\n", to: 1)
            }
        case .clearOutput, .inputRequest, .comm, .page: break
        }
    }

    static func show(_ failure: CellFailure) {
        write(failure.traceback.joined(separator: "\n") + "\n", to: 2)
    }

    static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + done, bytes.count - done) }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return }
            done += count
        }
    }
}
