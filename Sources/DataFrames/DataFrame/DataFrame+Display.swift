public import Display
import Essentials

extension DataFrame: Displayable {
    /// The first 20 rows as an HTML table, and as the text that `show` prints.
    ///
    /// - Throws: `QueryError` when the query has no meaning, fails or is interrupted.
    public func displayBundle() throws -> DisplayBundle {
        let count = 20
        let batch = try limit(count + 1).batch()
        return DisplayBundle(data: [
            "text/html": .string(HTMLTable(batch, count: count).html),
            "text/plain": .string(TextTable(batch, count: count, truncate: 20).text(vertical: false)),
        ])
    }
}

extension DataFrame: CustomStringConvertible {
    /// Names and types, `DataFrame[id: bigint]`; reads no data.
    public var description: String {
        do {
            let fields = try schema.fields
            return "DataFrame[" + fields.map { "\($0.name): \($0.type.simpleName)" }.joined(separator: ", ") + "]"
        } catch {
            return "DataFrame[\(error)]"
        }
    }
}
