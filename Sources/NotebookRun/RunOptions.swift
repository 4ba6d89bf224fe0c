/// What to run and how: the options of `nbrun`.
public struct RunOptions: Sendable {
    /// Path of the notebook or `.swift` file, `-` for standard input.
    public var notebook: String
    /// Where the executed notebook goes; nil shows text output on the terminal instead.
    public var output: String?
    /// Where an HTML report goes.
    public var html: String?
    /// Parameters from the command line, as text, in order.
    public var parameters: [(name: String, value: String)] = []
    /// YAML or JSON files with parameters; the command line wins over them.
    public var parameterFiles: [String] = []
    /// The folder in which cells run, nil for the notebook's own.
    public var workingFolder: String?
    /// Limit for the whole run.
    public var timeout: Duration?
    /// Limit for each cell.
    public var cellTimeout: Duration?
    /// Whether cells after a failed one run.
    public var allowsErrors = false
    /// Compile every cell and run none.
    public var checksOnly = false
    public var report = ReportStyle.automatic

    /// How progress is shown on standard error.
    public enum ReportStyle: Sendable {
        /// A line that changes on a terminal, plain lines elsewhere.
        case automatic
        case quiet
        /// One JSON object a line.
        case json
    }

    public init(notebook: String) { self.notebook = notebook }
}

/// How a run ended, and the exit code of `nbrun` for it.
public enum RunResult: Int32, Sendable {
    case succeeded = 0
    case cellFailed = 1
    case badInput = 2
    case timedOut = 3
    case interrupted = 130
}
