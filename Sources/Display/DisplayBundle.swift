public import Essentials

/// One value in several representations: a front end shows the richest that it knows.
public struct DisplayBundle: Sendable, Equatable {
    /// MIME type to value: text as strings, binary types in base64, `+json` types as JSON.
    public var data: JSONObject
    /// Hints for front ends, by MIME type.
    public var metadata: JSONObject

    public init(data: JSONObject, metadata: JSONObject = [:]) {
        self.data = data
        self.metadata = metadata
    }
}

/// A type that knows how it looks in a notebook.
public protocol Displayable {
    /// The representations of the value.
    ///
    /// - Throws: when they cannot be made, such as when a query fails; the cell then fails with that error.
    func displayBundle() throws -> DisplayBundle
}
