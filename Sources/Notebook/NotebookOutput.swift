public import Essentials

/// One output of a code cell.
public enum NotebookOutput: Sendable, Equatable {
    case stream(Stream)
    case displayData(Display)
    case executeResult(Result)
    case error(Failure)
    /// An output of a type that this version of the format does not know, kept as it is.
    case unknown(JSONObject)

    /// Text that a cell printed.
    public struct Stream: Sendable, Equatable {
        /// `stdout` or `stderr`.
        public var name: String
        public var text: String
        /// Members that the format does not know.
        public var otherMembers: JSONObject

        public init(name: String, text: String, otherMembers: JSONObject = [:]) {
            self.name = name
            self.text = text
            self.otherMembers = otherMembers
        }
    }

    /// What a cell displayed.
    public struct Display: Sendable, Equatable {
        public var bundle: OutputBundle
        /// Members that the format does not know.
        public var otherMembers: JSONObject

        public init(_ bundle: OutputBundle, otherMembers: JSONObject = [:]) {
            self.bundle = bundle
            self.otherMembers = otherMembers
        }
    }

    /// The value of a cell.
    public struct Result: Sendable, Equatable {
        public var bundle: OutputBundle
        public var executionCount: Int?
        /// Members that the format does not know.
        public var otherMembers: JSONObject

        public init(_ bundle: OutputBundle, executionCount: Int?, otherMembers: JSONObject = [:]) {
            self.bundle = bundle
            self.executionCount = executionCount
            self.otherMembers = otherMembers
        }
    }

    /// The error that ended a cell.
    public struct Failure: Sendable, Equatable {
        /// Jupyter's `ename`.
        public var name: String
        /// Jupyter's `evalue`.
        public var message: String
        public var traceback: [String]
        /// Members that the format does not know.
        public var otherMembers: JSONObject

        public init(name: String, message: String, traceback: [String], otherMembers: JSONObject = [:]) {
            self.name = name
            self.message = message
            self.traceback = traceback
            self.otherMembers = otherMembers
        }
    }
}
