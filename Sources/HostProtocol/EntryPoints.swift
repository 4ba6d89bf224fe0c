/// Names that the compiler writes into cells and the host provides. Cells declare them with `@_silgen_name`, so that
/// a cell that needs nothing else imports nothing.
public enum CellHook {
    /// `func <T>(_ value: T)`: takes the value of the trailing expression.
    public static let result = "swiftlet_cell_result"
    /// `func (_ index: Int)`: a top-level statement begins.
    public static let statement = "swiftlet_cell_statement"
    /// `func <T, E: Error>(_ body: @escaping () async throws(E) -> T) throws(E) -> T`: waits for asynchronous work.
    public static let await = "swiftlet_cell_await"
}
