import NotebookSession

extension CellFailure {
    /// Says that the limit of the run, and not one of the cell's own, stopped it.
    mutating func becomeRunTimeout(_ limit: Duration) {
        let seconds = Double(limit.components.seconds) + Double(limit.components.attoseconds) / 1e18
        name = "RunTimeout"
        message = "the run took longer than its limit of \(seconds) s"
        let heading = "\(name): \(message)"
        traceback = [heading] + traceback.dropFirst()
    }
}
