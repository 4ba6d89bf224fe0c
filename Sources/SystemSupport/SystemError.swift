public import Essentials
import Glibc

/// A system call that failed.
public struct SystemError: UserFacingError {
    /// What was tried, as in "cannot <operation>".
    public var operation: String
    public var path: String?
    public var errno: Int32

    public init(operation: String, path: String?, errno: Int32) {
        self.operation = operation
        self.path = path
        self.errno = errno
    }

    public var code: String { "system" }
    public var place: String? { path }
    public var message: String { "cannot \(operation): \(String(cString: strerror(errno)))" }

    public var hint: String? {
        switch errno {
        case ENOSPC, EDQUOT: "Free some space on that disk and try again."
        case EACCES, EPERM, EROFS: "Check the permissions of that path."
        case ENOENT: "Check the spelling of the path."
        default: nil
        }
    }
}
