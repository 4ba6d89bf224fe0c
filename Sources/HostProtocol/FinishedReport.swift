public import Essentials

/// How a cell ended in the host.
public struct FinishedReport: Sendable, Equatable {
    public enum Outcome: String, Sendable {
        case succeeded
        /// An error reached the cell's top level.
        case threw
        /// A signal stopped the thread.
        case trapped
        case interrupted
        case exited
        /// The library could not be loaded.
        case notLoaded
    }

    /// An address inside a cell's library.
    public struct Place: Sendable, Equatable {
        /// Path of the library.
        public var library: String
        /// Offset of the instruction in the library.
        public var offset: UInt64
        /// Demangled name of the function, as the runtime spells it.
        public var function: String

        public init(library: String, offset: UInt64, function: String) {
            self.library = library
            self.offset = offset
            self.function = function
        }
    }

    public var generation: UInt64
    public var outcome: Outcome
    /// The type of the thrown error, or the name of the signal.
    public var name: String
    /// The error's description, the runtime's last words, or the loader's message.
    public var message: String
    /// Frames in cells, innermost first.
    public var places: [Place]
    /// How many of the cell's top-level statements had begun.
    public var statementsBegun: Int
    public var signal: Int
    public var exitCode: Int
    public var isStackOverflow: Bool
    /// A bad memory access: the state of the process may be damaged.
    public var mayBeDamaged: Bool
    /// Extra, structured data of the thrown error (such as a place in an SQL text).
    public var details: JSONObject

    public init(generation: UInt64, outcome: Outcome) {
        self.generation = generation
        self.outcome = outcome
        name = ""
        message = ""
        places = []
        statementsBegun = 0
        signal = 0
        exitCode = 0
        isStackOverflow = false
        mayBeDamaged = false
        details = [:]
    }

    public init?(_ json: JSONValue) {
        guard let generation = json["generation"]?.intValue,
            let outcome = json["outcome"]?.stringValue.flatMap(Outcome.init(rawValue:))
        else { return nil }
        self.init(generation: UInt64(generation), outcome: outcome)
        name = json["name"]?.stringValue ?? ""
        message = json["message"]?.stringValue ?? ""
        places = (json["places"]?.arrayValue ?? []).map { place in
            Place(
                library: place["library"]?.stringValue ?? "", offset: UInt64(place["offset"]?.intValue ?? 0),
                function: place["function"]?.stringValue ?? "")
        }
        statementsBegun = json["statementsBegun"]?.intValue ?? 0
        signal = json["signal"]?.intValue ?? 0
        exitCode = json["exitCode"]?.intValue ?? 0
        isStackOverflow = json["isStackOverflow"]?.boolValue ?? false
        mayBeDamaged = json["mayBeDamaged"]?.boolValue ?? false
        details = json["details"]?.objectValue ?? [:]
    }

    public var json: JSONObject {
        [
            "generation": .integer(Int64(generation)), "outcome": .string(outcome.rawValue), "name": .string(name),
            "message": .string(message),
            "places": .array(
                places.map { place in
                    [
                        "library": .string(place.library), "offset": .integer(Int64(place.offset)),
                        "function": .string(place.function),
                    ]
                }),
            "statementsBegun": .integer(Int64(statementsBegun)), "signal": .integer(Int64(signal)),
            "exitCode": .integer(Int64(exitCode)), "isStackOverflow": .bool(isStackOverflow),
            "mayBeDamaged": .bool(mayBeDamaged), "details": .object(details),
        ]
    }
}
