import Glibc

/// Runs a shell command, as `!COMMAND` in a cell does. What it prints is output of the cell.
///
/// - Returns: the command's exit code.
@discardableResult
public func shell(_ command: String) -> Int {
    let status = system(command)
    return status & 0x7f == 0 ? Int(status >> 8) & 0xff : 128 + Int(status & 0x7f)
}
