import Statistics
import Testing

/// Counts to come, against sums of the negative binomial distribution worked out outside of the program (Python 3.11,
/// math.lgamma, a sum over its chances).
struct NextCountTests {
    @Test(
        "The range of the next count",
        arguments: [
            (22, 90.0, 60.0, 1.0, 0.95, 6, 26), (0, 84, 28, 1, 0.95, 0, 2),
            (100, 336, 28, 1, 0.95, 3, 15), (100, 336, 28, 1, 0.996875, 1, 19),
            (60, 336, 28, 3, 0.95, 0, 15), (30, 90, 91, 1, 0.95, 17, 48),
            (30, 3_000, 4_500, 1, 0.95, 27, 69),
        ])
    func range(
        _ count: Int, _ before: Double, _ next: Double, _ spread: Double, _ confidence: Double,
        _ low: Int, _ high: Int
    ) throws {
        let range = try #require(
            NextCount(
                after: count, over: before, next: next, spread: spread, confidence: confidence))
        #expect((range.low, range.high) == (low, high))
        #expect(abs(range.expected - Double(count) / before * next) < 1e-12)
        #expect(range.holds(low) && range.holds(high) && !range.holds(high + 1))
    }

    @Test("Nothing to go by gives no range")
    func nothing() {
        #expect(NextCount(after: 3, over: 0, next: 28) == nil)
        #expect(NextCount(after: 3, over: 28, next: .infinity) == nil)
        #expect(NextCount(after: -1, over: 28, next: 28) == nil)
    }

    @Test("Bursts vary more than chance: 0, 10, 0, 10 of equal stretches")
    func spread() {
        // Mean 5: Σ(±5)² ÷ 5 = 20, over 3 degrees of freedom.
        #expect(abs(CountSpread.ratio([0, 10, 0, 10], over: [1, 1, 1, 1]) - 20.0 / 3) < 1e-12)
        // As many as the money lets expect vary less than chance: that is no reason to be surer.
        #expect(CountSpread.ratio([2, 4, 6], over: [1, 2, 3]) == 1)
        #expect(CountSpread.ratio([3], over: [1]) == 1)
    }

    @Test(
        "Where nothing changes, few digests of eight sources say that something did",
        arguments: [1.0, 4])
    func falseAlarms(_ burst: Double) {
        var random = SplitMix64(seed: 20_261_130)
        var alarms = 0
        let firms = 1_000
        let confidence = 1 - 1 / Double(40 * 8)
        for _ in 0..<firms {
            var isAlarmed = false
            for source in 0..<8 {
                let mean = 1.0 + 4 * Double(source)
                // Events come in bursts of so many at once.
                func count() -> Int { Int(burst) * random.poisson(mean / burst) }
                let before = (0..<12).map { _ in count() }
                let range = NextCount(
                    after: before.reduce(0, +), over: 12, next: 1,
                    spread: CountSpread.ratio(before, over: before.map { _ in 1 }),
                    confidence: confidence)
                if range?.holds(count()) == false { isAlarmed = true }
            }
            if isAlarmed { alarms += 1 }
        }
        // Promised is 1 in 40; with bursts, whose size has to be learned from twelve counts, at most 1 in 10.
        #expect(alarms <= (burst == 1 ? 37 : 100), "\(alarms) of \(firms)")
    }
}

/// How many of several come true.
struct BinomialDrawTests {
    @Test(
        "Mean and variance of draws",
        arguments: [(7, 0.3), (250, 0.05), (5_000, 0.4), (5_000, 0.002)])
    func moments(_ trials: Int, _ chance: Double) {
        var random = SplitMix64(seed: 7)
        let draws = (0..<20_000).map { _ in Double(random.binomial(trials, chance)) }
        let mean = draws.reduce(0, +) / 20_000
        let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
        let expected = Double(trials) * chance
        #expect(abs(mean - expected) < 4 * (expected / 20_000).squareRoot())
        #expect(abs(variance / (expected * (1 - chance)) - 1) < 0.05)
        #expect(draws.allSatisfy { $0 >= 0 && $0 <= Double(trials) })
    }

    @Test("What is sure is no chance")
    func sure() {
        var random = SplitMix64(seed: 7)
        #expect(
            random.binomial(9, 1) == 9 && random.binomial(9, 0) == 0 && random.binomial(0, 0.5) == 0
        )
    }
}
