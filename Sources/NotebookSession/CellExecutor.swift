public import Essentials

/// Runs the cells of one notebook, one after the other, whoever drives it: the Jupyter kernel, nbrun or a test.
///
/// Cells run in the order in which `execute` is called; a call made while a cell runs waits for it. Every other
/// method may be called at any time, also while a cell runs.
public protocol CellExecutor: Sendable {
    /// Runs one cell to its end.
    ///
    /// - Parameters:
    ///   - request: the source and how to run it.
    ///   - onEvent: called in order, on no particular thread, for everything the cell shows while it runs. All calls
    ///     are made before `execute` returns.
    /// - Returns: how the cell ended. A cell's failure is a value, never a thrown error.
    func execute(_ request: CellRequest, onEvent: @escaping @Sendable (CellEvent) -> Void) async -> CellOutcome

    /// Compiles a cell, runs nothing, and takes its declarations as if it had run well, so that later cells can be
    /// checked against them. Returns nil when it compiles.
    func check(_ request: CellRequest) async -> CellFailure?

    /// Stops the running cell, if there is one: `execute` then returns with a failure of kind `interrupted`.
    func interrupt() async

    /// Answers the `inputRequest` that is open; without one this does nothing.
    func provideInput(_ text: String) async

    /// Hands a comm message of the front end to the cell host.
    func deliver(_ comm: CommMessage) async

    /// Says whether more lines are needed, for consoles.
    func completeness(of source: String) async -> SourceCompleteness

    /// Completions at a place in a cell. `cursor` counts Unicode code points, as Jupyter does.
    func completions(in source: String, cursor: Int) async -> CompletionReply

    /// Documentation for the name at a place in a cell, nil when there is none.
    func documentation(in source: String, cursor: Int, detail: Int) async -> MIMEBundle?

    /// Ends the cell host and removes what the session left on disk. The session cannot be used afterwards.
    func shutdown() async
}

/// One cell to run.
public struct CellRequest: Sendable {
    /// The cell's text as the user sees it, magics included.
    public var source: String
    /// What diagnostics call the cell, such as `In[3]` or `cell 3`.
    public var label: String
    /// The kernel's execution count (1-based), or the 1-based index of the cell in a headless run.
    public var number: Int
    /// Neither result nor output is wanted.
    public var silent: Bool
    /// Whether the cell may ask for input; where it may not, reading input fails with a clear error.
    public var allowsInput: Bool
    /// The limit for the cell's run time; compilation does not count. nil: none.
    public var timeout: Duration?

    public init(
        source: String, label: String, number: Int, silent: Bool = false, allowsInput: Bool = false,
        timeout: Duration? = nil
    ) {
        self.source = source
        self.label = label
        self.number = number
        self.silent = silent
        self.allowsInput = allowsInput
        self.timeout = timeout
    }
}

/// What a cell shows while it runs.
public enum CellEvent: Sendable, Equatable {
    /// Text on standard output or standard error.
    case stream(StreamName, String)
    /// `display(...)`; with `update` it replaces what was shown under the same display id.
    case display(MIMEBundle, displayID: String?, update: Bool)
    /// The value of the trailing expression.
    case result(MIMEBundle)
    /// Clears the cell's output, with `wait` only when the next output comes.
    case clearOutput(wait: Bool)
    /// The cell reads a line from standard input and waits for `provideInput`.
    case inputRequest(prompt: String, password: Bool)
    /// A comm message of the cell for the front end.
    case comm(CommMessage)
    /// Text for the front end's pager (`?name`): part of the execute reply, not of the output.
    case page(MIMEBundle)
}

/// The two output streams of a process.
public enum StreamName: String, Sendable {
    case stdout
    case stderr
}

/// One value in several representations, with metadata per MIME type.
public struct MIMEBundle: Sendable, Equatable {
    /// MIME type to value: strings for text, base64 strings for binary types, JSON for `+json` types.
    public var data: JSONObject
    /// Front-end hints, keyed by MIME type.
    public var metadata: JSONObject

    public init(data: JSONObject, metadata: JSONObject = [:]) {
        self.data = data
        self.metadata = metadata
    }
}

/// A message of Jupyter's comm channel, either way.
public struct CommMessage: Sendable, Equatable {
    public enum Kind: String, Sendable {
        case open = "comm_open"
        case message = "comm_msg"
        case close = "comm_close"
    }
    public var kind: Kind
    public var id: String
    /// Set for `open` only.
    public var target: String?
    public var data: JSONValue
    public var metadata: JSONObject

    public init(kind: Kind, id: String, target: String? = nil, data: JSONValue = [:], metadata: JSONObject = [:]) {
        self.kind = kind
        self.id = id
        self.target = target
        self.data = data
        self.metadata = metadata
    }
}

/// How a cell ended.
public enum CellOutcome: Sendable, Equatable {
    case succeeded
    case failed(CellFailure)
}

/// Why a cell failed, in the form that Jupyter's error reply takes.
public struct CellFailure: Sendable, Equatable {
    public enum Kind: String, Sendable {
        /// The compiler refused the cell; nothing of it ran.
        case compile
        /// The cell threw an error to its top level.
        case thrown
        /// The Swift runtime or the processor stopped the cell: index out of range, nil, overflow, bad memory.
        case trap
        /// Interrupted by the user.
        case interrupted
        /// The cell ran longer than its limit.
        case timeout
        /// The cell called `exit`.
        case exit
        /// The cell host ended; the state of all cells is gone.
        case hostLost
        /// A fault of Swiftlet itself or of its installation.
        case system
    }
    public var kind: Kind
    /// Short name, such as `CompileError` or the thrown error's type: Jupyter's `ename`.
    public var name: String
    /// One line of what happened: Jupyter's `evalue`.
    public var message: String
    /// Lines for people: message, place, source line with a caret, and the calls that led there.
    public var traceback: [String]
    /// 1-based line and column in the cell, where known.
    public var line: Int?
    public var column: Int?

    public init(
        kind: Kind, name: String, message: String, traceback: [String], line: Int? = nil, column: Int? = nil
    ) {
        self.kind = kind
        self.name = name
        self.message = message
        self.traceback = traceback
        self.line = line
        self.column = column
    }
}

/// Whether a console may send what was typed.
public enum SourceCompleteness: Sendable, Equatable {
    case complete
    /// More is needed; `indent` is what the next line should start with.
    case incomplete(indent: String)
    case invalid
}

/// Completions for a place in a cell; offsets count Unicode code points.
public struct CompletionReply: Sendable, Equatable {
    public struct Item: Sendable, Equatable {
        public var text: String
        /// `function`, `property`, `struct`, `keyword` ...
        public var kind: String
        /// The signature, shown beside the name.
        public var signature: String

        public init(text: String, kind: String, signature: String) {
            self.text = text
            self.kind = kind
            self.signature = signature
        }
    }
    public var items: [Item]
    public var start: Int
    public var end: Int

    public init(items: [Item], start: Int, end: Int) {
        self.items = items
        self.start = start
        self.end = end
    }
}
