public import Essentials

/// Why a file is not a notebook, or not a valid one.
public struct NotebookError: UserFacingError, Equatable {
    public var code: String
    public var message: String
    /// The file's name as the caller gave it.
    public var file: String
    /// Where in the file: a JSON path such as `cells[3].source` (cells count from 0), or a line and column.
    public var path: String?
    public var hint: String?

    public init(code: String, message: String, file: String, path: String? = nil, hint: String? = nil) {
        self.code = code
        self.message = message
        self.file = file
        self.path = path
        self.hint = hint
    }

    public var place: String? { path.map { "\(file), \($0)" } ?? file }
}

extension NotebookError {
    /// The file is no notebook at all: empty, not text, or JSON of another kind.
    public static let notANotebook = "notebook.notANotebook"
    /// The file is not JSON.
    public static let badJSON = "notebook.badJSON"
    /// A notebook of a format other than nbformat 4.
    public static let unsupportedFormat = "notebook.unsupportedFormat"
    /// A field that must be there is not.
    public static let missingField = "notebook.missingField"
    /// A field has a value of the wrong kind.
    public static let badField = "notebook.badField"
    /// A field breaks a rule of the format which its kind does not express, such as an id that occurs twice.
    public static let brokenRule = "notebook.brokenRule"
}

/// Something that reading a notebook put right.
public struct NotebookRepair: Sendable, Equatable, CustomStringConvertible {
    /// The JSON path of what was wrong.
    public var path: String
    /// What was done.
    public var message: String

    public init(path: String, message: String) {
        self.path = path
        self.message = message
    }

    public var description: String { "\(path): \(message)" }
}

/// A member's JSON path: `metadata.tags`, or `data["text/plain"]` for keys that are no names.
func memberPath(_ parent: String, _ key: String) -> String {
    let isName =
        key.utf8.first.map { !(0x30...0x39).contains($0) } ?? false
        && key.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F
        }
    if isName { return parent.isEmpty ? key : "\(parent).\(key)" }
    return "\(parent)[\(JSONValue.string(key).serialized())]"
}
