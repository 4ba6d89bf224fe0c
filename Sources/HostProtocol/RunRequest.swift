public import Essentials

/// Load a compiled cell and call its entry.
public struct RunRequest: Sendable, Equatable {
    /// Counts the cells that this host was asked to run, from 1.
    public var generation: UInt64
    /// Path of the cell's library.
    public var library: String
    /// Libraries that must be loaded before it, such as Foundation.
    public var libraries: [String]
    /// Name of its entry function.
    public var entry: String
    /// No result, no output.
    public var silent: Bool
    /// Whether reading standard input may ask the front end.
    public var allowsInput: Bool

    public init(
        generation: UInt64, library: String, libraries: [String] = [], entry: String, silent: Bool, allowsInput: Bool
    ) {
        self.generation = generation
        self.library = library
        self.libraries = libraries
        self.entry = entry
        self.silent = silent
        self.allowsInput = allowsInput
    }

    public init?(_ json: JSONValue) {
        guard let generation = json["generation"]?.intValue, let library = json["library"]?.stringValue,
            let entry = json["entry"]?.stringValue
        else { return nil }
        self.init(
            generation: UInt64(generation), library: library,
            libraries: (json["libraries"]?.arrayValue ?? []).compactMap(\.stringValue), entry: entry,
            silent: json["silent"]?.boolValue ?? false, allowsInput: json["allowsInput"]?.boolValue ?? false)
    }

    public var json: JSONObject {
        [
            "generation": .integer(Int64(generation)), "library": .string(library),
            "libraries": .array(libraries.map { .string($0) }), "entry": .string(entry),
            "silent": .bool(silent), "allowsInput": .bool(allowsInput),
        ]
    }
}
