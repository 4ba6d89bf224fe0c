import DataFrames
import Dispatch
import LocalEngine
import Synchronization
import Testing

@Suite("Interrupts and threads")
struct ConcurrencyTests {
    @Test("an interrupt from another thread ends a long query, and the engine goes on", .timeLimit(.minutes(1)))
    func interrupt() throws {
        let engine = try LocalEngine()
        let spark = SparkSession(engine: engine)
        try spark.range(3).createTempView("kept")
        let timer = DispatchSource.makeTimerSource(queue: .global())
        // Again and again, as the query may not have begun at the first.
        timer.schedule(deadline: .now() + 0.1, repeating: 0.02)
        timer.setEventHandler { engine.interrupt() }
        timer.resume()
        let error = #expect(throws: QueryError.self) {
            try spark.range(0, 1_000_000_000_000).agg(sum(sqrt(col("id")) % 7)).collect()
        }
        timer.cancel()
        #expect(error?.kind == .interrupted)
        #expect(error?.message == "the query was interrupted")
        #expect(try spark.table("kept").count() == 3)
    }

    @Test("an interrupt without a query does nothing")
    func idleInterrupt() throws {
        let engine = try LocalEngine()
        let spark = SparkSession(engine: engine)
        engine.interrupt()
        #expect(try spark.range(3).count() == 3)
        engine.interrupt()
        #expect(try spark.range(4).count() == 4)
    }

    @Test("several threads share a session")
    func threads() throws {
        let spark = try newSession()
        try spark.range(1000).createTempView("numbers")
        let results = Mutex<[Int: Int]>([:])
        DispatchQueue.concurrentPerform(iterations: 16) { number in
            let frame = spark.range(number + 1).join(spark.table("numbers"), on: "id")
            let sum = try? frame.agg(sum("id")).first()?[0].int
            results.withLock { $0[number] = sum }
        }
        #expect(results.withLock { $0 } == Dictionary(uniqueKeysWithValues: (0..<16).map { ($0, $0 * ($0 + 1) / 2) }))
    }

    @Test("sessions know nothing of each other")
    func sessions() throws {
        let one = try newSession()
        let other = try newSession()
        try one.range(1).createTempView("mine")
        #expect(try other.catalog.listTables().isEmpty)
        #expect(throws: QueryError.self) { try other.table("mine").schema }
    }
}
