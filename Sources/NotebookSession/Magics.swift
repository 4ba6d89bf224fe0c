import Essentials

/// What the first lines of a cell ask for beyond Swift, as in IPython.
struct Magics: Sendable, Equatable {
    /// The Swift to compile: the cell with its magics blanked, so that lines keep their numbers.
    var swift: String
    var timesCell = false
    /// `none`, `speed` or `automatic` when the cell chooses.
    var optimization: String?
    /// Something that the session does itself.
    var command: Command?
    /// Where the query of an SQL cell begins in the cell.
    var queryStart: TextPosition?

    enum Command: Sendable, Equatable {
        case help
        case variables
        case reset
        case replay
        case page(name: String)
        case setOptimization(String)
    }

    struct Problem: Error, Equatable {
        var message: String
        var line: Int
        var column: Int
    }

    static let known: [(name: String, summary: String)] = [
        ("%sql QUERY", "runs SQL on this notebook's tables and shows the result; `%sql -o name QUERY` keeps it"),
        ("%time", "first line of a cell: shows how long the cell ran"),
        ("%optimize none|speed|automatic", "how this cell is compiled; alone in a cell, how later cells are"),
        ("%vars", "lists the variables of this notebook"),
        ("%reset", "starts a new cell host: all variables are gone"),
        ("%replay", "runs all cells again that ran well before the cell host was lost"),
        ("%help", "shows this list"),
        ("!COMMAND", "runs a shell command"),
        ("name?", "shows the documentation of a name"),
    ]

    /// Reads the magics of a cell.
    init(_ source: String) throws(Problem) {
        swift = source
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        var blanked = lines.map(String.init)
        for (index, line) in lines.enumerated() {
            let text = line.trimmed
            if text.isEmpty || text.hasPrefix("//") { continue }
            if text.hasPrefix("!") && !text.hasPrefix("!(") && index == lines.firstIndexOfCode {
                let commands = lines[index...].map(\.trimmed)
                guard commands.allSatisfy({ $0.isEmpty || $0.hasPrefix("!") || $0.hasPrefix("//") }) else { return }
                for (offset, command) in commands.enumerated() where command.hasPrefix("!") {
                    blanked[index + offset] = "shell(\(Self.literal(String(command.dropFirst()))))"
                }
                swift = blanked.joined(separator: "\n")
                return
            }
            if let name = Self.helpRequest(text), lines.count(where: { !$0.trimmed.isEmpty }) == 1 {
                command = .page(name: name)
                return
            }
            guard text.hasPrefix("%") else { break }
            let words = text.drop { $0 == "%" }.split(separator: " ", maxSplits: 1).map(String.init)
            let column = (line.firstIndex(of: "%").map { line[..<$0].utf8.count } ?? 0) + 1
            let rest = words.count > 1 ? words[1].trimmed : ""
            blanked[index] = ""
            switch words.first ?? "" {
            case "sql":
                let body = ([words.count > 1 ? words[1] : ""] + lines[(index + 1)...].map(String.init))
                    .joined(separator: "\n")
                let query: String
                (swift, query) = try Self.sql(body, line: index + 1, column: column)
                queryStart = Self.start(of: query, in: source)
                swift = String(repeating: "\n", count: index) + swift
                return
            case "time", "timeit": timesCell = true
            case "optimize", "opt", "O":
                let level = rest.isEmpty ? "speed" : rest
                guard ["none", "speed", "automatic"].contains(level) else {
                    throw Problem(
                        message: "%optimize takes none, speed or automatic, not '\(level)'", line: index + 1,
                        column: column)
                }
                optimization = level
            case "vars", "who", "whos": command = .variables
            case "reset", "restart": command = .reset
            case "replay": command = .replay
            case "help", "lsmagic", "magic": command = .help
            case let name:
                let names = Self.known.map { String($0.name.split(separator: " ")[0].drop { $0 == "%" }) }
                let near = nearestNames(to: name, in: names, limit: 1).first.map { " Did you mean %\($0)?" } ?? ""
                throw Problem(
                    message: "there is no magic %\(name).\(near) %help lists them", line: index + 1, column: column)
            }
        }
        swift = blanked.joined(separator: "\n")
        let hasCode = blanked.contains { !$0.trimmed.isEmpty && !$0.trimmed.hasPrefix("//") }
        if let optimization, !hasCode { command = .setOptimization(optimization) }
    }

    /// `?name` and `name?`, with two question marks for the source as in IPython.
    private static func helpRequest(_ text: String) -> String? {
        let name = text.hasPrefix("?") ? text.drop { $0 == "?" } : Substring(text)
        let core = name.reversed().drop { $0 == "?" }.reversed().map { $0 }
        guard text.hasPrefix("?") || text.hasSuffix("?"), !core.isEmpty else { return nil }
        let bare = String(core).trimmed
        guard bare.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }) else { return nil }
        return bare
    }

    /// The Swift for an SQL cell.
    private static func sql(
        _ body: String, line: Int, column: Int
    ) throws(Problem) -> (swift: String, query: String) {
        var text = Substring(body.trimmed)
        var name: String?
        if text.hasPrefix("-o ") {
            text = Substring(String(text.dropFirst(3)).trimmed)
            let word = text.prefix { !$0.isWhitespace }
            guard word.first?.isLetter == true || word.first == "_",
                word.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
            else {
                throw Problem(
                    message: "%sql -o needs the name of a variable, not '\(word)'", line: line, column: column)
            }
            name = String(word)
            text = text.dropFirst(word.count)
        }
        let query = String(text).trimmed
        guard !query.isEmpty else {
            throw Problem(message: "%sql needs a query", line: line, column: column)
        }
        let call = "try spark.sql(\(literal(query)))"
        return (name.map { "let \($0) = \(call); \($0)" } ?? call, query)
    }

    /// Where a query begins that ends a cell.
    private static func start(of query: String, in source: String) -> TextPosition {
        let before = source.trimmed.unicodeScalars.dropLast(query.unicodeScalars.count)
        let leading = source.unicodeScalars.prefix { $0.properties.isWhitespace }
        let lines = (String(String.UnicodeScalarView(leading)) + String(String.UnicodeScalarView(before)))
            .split(separator: "\n", omittingEmptySubsequences: false)
        return TextPosition(line: lines.count, column: (lines.last?.unicodeScalars.count ?? 0) + 1)
    }

    /// A Swift string literal on one line.
    static func literal(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\0": out += "\\0"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}

extension StringProtocol {
    var trimmed: String {
        var view = Substring(self)
        while view.first?.isWhitespace == true { view.removeFirst() }
        while view.last?.isWhitespace == true { view.removeLast() }
        return String(view)
    }
}

extension [Substring] {
    fileprivate var firstIndexOfCode: Int? { firstIndex { !$0.trimmed.isEmpty && !$0.trimmed.hasPrefix("//") } }
}
