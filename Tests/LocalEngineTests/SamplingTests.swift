import DataFrames
import Testing

@Suite("Rows by chance")
struct SamplingTests {
    private let spark: SparkSession

    init() throws { spark = try newSession() }

    @Test("a sample has about its share of the rows, and the same ones for the same seed")
    func fractions() throws {
        let frame = spark.range(10_000)
        let some = frame.sample(fraction: 0.25, seed: 3)
        #expect((2200...2800).contains(try some.count()))
        #expect(try some.lines() == frame.sample(0.25, seed: 3).lines())
        #expect(try some.lines() != frame.sample(0.25, seed: 4).lines())
        #expect((2200...2800).contains(try frame.sample(0.25).count()))
        #expect(try frame.sample(0).count() == 0)
        #expect(try frame.sample(1, seed: 1).count() == 10_000)
        #expect(try some.columns == ["id"])
        #expect(throws: QueryError.self) { try frame.sample(1.5).schema }
    }

    @Test("with replacement rows come several times")
    func replacement() throws {
        let frame = spark.range(5000)
        for seed in [7, nil] {
            let many = frame.sample(withReplacement: true, fraction: 2, seed: seed)
            #expect((9300...10_700).contains(try many.count()))
            let repeated = try many.groupBy("id").count().agg(max("count"), count("*")).collect()[0]
            #expect((repeated[0].int ?? 0) > 4)
            // With a mean of 2, e to the -2 of the rows never come.
            #expect((4200...4440).contains(repeated[1].int ?? 0))
        }
        #expect(try frame.sample(withReplacement: true, fraction: 0).count() == 0)
    }

    @Test("strata have shares of their own")
    func strata() throws {
        let frame = spark.range(9000).withColumn("k", col("id") % 3)
        let counts = try frame.sampleBy("k", fractions: [0: 0.5, 1: 1], seed: 5).groupBy("k").count().orderBy("k")
            .collect()
        #expect(counts.map { $0[0].int } == [0, 1])
        #expect((1380...1620).contains(counts[0][1].int ?? 0))
        #expect(counts[1][1].int == 3000)
    }

    @Test("a split deals out all rows, each to one part")
    func split() throws {
        let grouped = spark.range(30_000).groupBy((col("id") % 7000).as("k")).count()
        for frame in [spark.range(7000).toDF("k"), grouped.select("k")] {
            let parts = frame.randomSplit([3, 1])
            let counts = try parts.map { try $0.count() }
            #expect(counts.reduce(0, +) == 7000)
            #expect((5000...5500).contains(counts[0]))
            #expect(try parts[0].intersect(parts[1]).count() == 0)
        }
        #expect(throws: QueryError.self) { try spark.range(3).randomSplit([0, 0])[0].schema }
    }
}
