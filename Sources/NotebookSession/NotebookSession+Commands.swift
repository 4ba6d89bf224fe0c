import CellCompiler
import Essentials

// What cells ask of the session itself.
extension NotebookSession {
    func perform(
        _ command: Magics.Command, _ request: CellRequest, onEvent: @escaping @Sendable (CellEvent) -> Void
    ) async -> CellOutcome {
        switch command {
        case .help:
            let width = Magics.known.map(\.name.count).max() ?? 0
            let lines = Magics.known.map { name, summary in
                name + String(repeating: " ", count: width - name.count + 2) + summary
            }
            onEvent(.stream(.stdout, lines.joined(separator: "\n") + "\n"))
        case .variables:
            let names = scope.variables
            onEvent(.stream(.stdout, names.isEmpty ? "No variables yet.\n" : names.joined(separator: "\n") + "\n"))
        case .setOptimization(let level):
            optimization = .init(rawValue: level) ?? .automatic
        case .reset:
            loseHost()
            lostHistory = []
        case .page(let name):
            guard let bundle = await documentation(in: name, cursor: name.unicodeScalars.count, detail: 1) else {
                onEvent(.stream(.stdout, "Nothing is known about '\(name)'.\n"))
                break
            }
            onEvent(.page(bundle))
        case .replay:
            return await replay(onEvent: onEvent)
        }
        return .succeeded
    }

    private func replay(onEvent: @escaping @Sendable (CellEvent) -> Void) async -> CellOutcome {
        let requests = lostHistory
        lostHistory = []
        for request in requests {
            let outcome = await run(request, onEvent: onEvent)
            guard outcome == .succeeded else { return outcome }
            history.append(request)
        }
        onEvent(.stream(.stdout, "Ran \(requests.count) cells again.\n"))
        return .succeeded
    }
}
