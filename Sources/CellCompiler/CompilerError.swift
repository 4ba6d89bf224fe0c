public import Essentials

/// A fault of the compiler's installation or of the files it needs; faults of a cell are `Diagnostic`s.
public struct CompilerError: UserFacingError {
    public var code: String
    public var message: String
    public var place: String?
    public var hint: String?

    static func noToolchain(_ message: String) -> CompilerError {
        CompilerError(
            code: "noToolchain", message: message, place: nil,
            hint: "Install Swift 6.1 or newer from swift.org/install and put its `swift` on the PATH, "
                + "or set SWIFTLET_TOOLCHAIN to its folder.")
    }

    static func notInstalled(_ message: String, path: String) -> CompilerError {
        CompilerError(
            code: "notInstalled", message: message, place: path, hint: "Run `make build` in the project's folder.")
    }
}
