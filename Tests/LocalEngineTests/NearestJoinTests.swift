import DataFrames
import Testing

@Suite("Joins by nearness and by all common names")
struct NearestJoinTests {
    private let spark: SparkSession
    private let trades: DataFrame
    private let quotes: DataFrame

    init() throws {
        spark = try newSession()
        trades = try spark.sql("SELECT * FROM (VALUES ('x', 10, 'A'), ('x', 1, 'B'), ('y', 5, 'C')) t(tick, time, id)")
        quotes = try spark.sql(
            "SELECT * FROM (VALUES ('x', 3, 30), ('x', 10, 100), ('x', 12, 120), ('y', 7, 70)) q(tick, time, bid)")
    }

    private func bids(_ joined: DataFrame) throws -> [String] { try joined.select("id", "bid").orderBy("id").lines() }

    @Test("the last row that is not after")
    func backward() throws {
        let joined = trades.joinAsOf(quotes, trades.time, quotes.time, on: ["tick"])
        #expect(try joined.columns == ["tick", "time", "id", "time", "bid"])
        #expect(try bids(joined) == ["A|100", "B|NULL", "C|NULL"])
        #expect(try joined.select(quotes.time).orderBy(trades.id).lines() == ["10", "NULL", "NULL"])
        #expect(try bids(trades.joinAsOf(quotes, "time", "time", on: ["tick"], how: .inner)) == ["A|100"])
        let before = trades.joinAsOf(quotes, "time", "time", on: ["tick"], allowExactMatches: false)
        #expect(try bids(before) == ["A|30", "B|NULL", "C|NULL"])
    }

    @Test("the first row that is not before, and the nearest")
    func otherDirections() throws {
        let forward = trades.joinAsOf(quotes, "time", "time", on: ["tick"], direction: .forward)
        #expect(try bids(forward) == ["A|100", "B|30", "C|70"])
        let nearest = trades.joinAsOf(
            quotes, "time", "time", on: ["tick"], allowExactMatches: false, direction: .nearest)
        #expect(try bids(nearest) == ["A|120", "B|30", "C|70"])
    }

    @Test("rows that are too far away do not count")
    func tolerance() throws {
        let near = trades.joinAsOf(quotes, "time", "time", on: ["tick"], tolerance: 1, direction: .forward)
        #expect(try bids(near) == ["A|100", "B|NULL", "C|NULL"])
        #expect(try trades.joinAsOf(quotes, "time", "time", how: .inner, tolerance: 2).count() == 2)
        #expect(throws: QueryError.self) { try trades.joinAsOf(quotes, "time", "time", how: .full).schema }
        #expect(throws: QueryError.self) { try trades.joinAsOf(quotes, "tme", "time").schema }
    }

    @Test("a natural join goes by all names that both sides have")
    func natural() throws {
        let joined = trades.naturalJoin(quotes)
        #expect(try joined.columns == ["tick", "time", "id", "bid"])
        #expect(try joined.lines() == ["x|10|A|100"])
        #expect(try trades.naturalJoin(quotes, how: .left).count() == 3)
        #expect(try trades.select("id").naturalJoin(quotes.select("bid")).count() == 12)
        #expect(try trades.join(quotes).count() == 12)
    }
}
