import Glibc
import SystemSupport

/// The folders of sessions whose process has gone without removing them.
enum SessionFolders {
    static func removeAbandoned(in parent: String) {
        for name in directoryContents(parent) {
            guard let pid = name.split(separator: "-").first.flatMap({ Int32($0) }) else { continue }
            if kill(pid, 0) != 0 && errno == ESRCH { removeTree("\(parent)/\(name)") }
        }
    }
}
