import Economics
import Statistics
import Testing

struct MonthBeliefTests {
    private var supposed: BudgetSuppositions {
        var supposed = BudgetSuppositions()
        supposed.seasonFrom = 13
        (supposed.season, supposed.trend, supposed.damping) = (0.2, 0.015, 0.9)
        (supposed.unrest, supposed.wandering) = (0.05, 0.02)
        return supposed
    }

    /// So many months from January on, of which each is known to one percent.
    private func months(_ count: Int, _ value: (Int) -> Double) -> [MonthBelief.Seen] {
        (0..<count).map { .init(month: $0 % 12 + 1, value: value($0), variance: 1e-4) }
    }

    /// The three months that follow after so many from January on.
    private func quarter(after count: Int) -> [(month: Int, ahead: Int)] {
        (0..<3).map { (month: (count + $0) % 12 + 1, ahead: $0 + 1) }
    }

    @Test("Two years of a wave tell the factor of the quarter that comes")
    func season() throws {
        // 0.3 × cos: 0.3, 0.26 and 0.15 in January, February and March, on average 0.237.
        let wave = { (place: Int) in 0.3 * Mathematics.cosine(Double(place) * 2 * .pi / 12) }
        let found = MonthBelief(months(24, wave), plan: quarter(after: 24), supposed)
        let season = try #require(found.season)
        #expect(abs(season / Mathematics.exponential(0.237) - 1) < 0.05, "\(season)")
        #expect(abs(found.beside / Mathematics.exponential(0.237) - 1) < 0.1, "\(found.beside)")
        #expect(try #require(found.trend).isShown == false)
    }

    @Test("A year or less tells no season: what comes may lie as far off as quarters do")
    func young() throws {
        let wave = { (place: Int) in 0.3 * Mathematics.cosine(Double(place) * 2 * .pi / 12) }
        let found = MonthBelief(months(12, wave), plan: quarter(after: 12), supposed)
        #expect(found.season == nil && found.quarterSpread > 0.08)
        // Who was the same all year differs less.
        let flat = MonthBelief(months(12) { _ in 0 }, plan: quarter(after: 12), supposed)
        #expect(flat.quarterSpread < found.quarterSpread / 2)
        // Of two months nothing is learned: it is what is supposed, 20 % of a month. Of three together
        // (3 + 4 cos 30° + 2 cos 60°) ÷ 9 of four fifths of its square, and a third of the rest: 0.171.
        let two = MonthBelief(months(2) { _ in 0 }, plan: quarter(after: 2), supposed)
        #expect(abs(two.quarterSpread - 0.171) < 0.002, "\(two.quarterSpread)")
    }

    @Test("A fall that goes on is shown, and is expected to go on by less each month")
    func trend() throws {
        let found = MonthBelief(
            months(24) { Double($0) * -0.03 }, plan: quarter(after: 24), supposed)
        let trend = try #require(found.trend)
        #expect(trend.isShown && abs(trend.value + 0.03) < 0.008, "\(trend)")
        // The last month lies at −0.69; two months on it would be −0.75, and is less as it dies out.
        #expect(found.expected < Mathematics.exponential(-0.69))
        #expect(found.expected > Mathematics.exponential(-0.78))
        let still = MonthBelief(months(24) { _ in 0 }, plan: quarter(after: 24), supposed)
        #expect(try #require(still.trend).isShown == false && abs(still.expected - 1) < 0.02)
    }

    @Test("Where nothing is supposed, or there is one month, each month is like another")
    func none() {
        let found = MonthBelief(
            months(24) { Double($0) }, plan: quarter(after: 24), BudgetSuppositions())
        #expect(found.expected == 1 && found.season == nil && found.trend == nil)
        let one = MonthBelief(months(1) { _ in 1 }, plan: quarter(after: 1), supposed)
        #expect(one.expected == 1 && one.factors.isEmpty)
    }
}

struct NormalSpreadTests {
    @Test("Groups that are known well and lie far apart keep what is theirs")
    func apart() throws {
        let spread = try #require(
            NormalSpread([(0, 1e-6), (1, 1e-6), (2, 1e-6)], usual: 0.7))
        let between = spread.expected { $0.variance }
        // As seen from three the variance between them is 1, give or take much.
        #expect(between > 0.3 && between < 3)
        #expect(abs(spread.expected { $0.mean } - 1) < 1e-3)
    }

    @Test("Groups that differ by no more than chance are believed to be alike")
    func alike() throws {
        let spread = try #require(
            NormalSpread(
                [(-0.1, 0.04), (0, 0.04), (0.1, 0.04), (0.05, 0.04), (-0.05, 0.04)], usual: 0.7)
        )
        // Of what one lies from the others less than a third is its own: t² ÷ (t² + 0.04).
        #expect(spread.expected { $0.variance / ($0.variance + 0.04) } < 0.33)
        #expect(NormalSpread([(1, 1)], usual: 0.7) == nil)
    }

    @Test("Draws lie around the mean, and are the same for one seed")
    func draws() throws {
        let spread = try #require(NormalSpread([(0, 0.01), (1, 0.01)], usual: 0.5))
        var (one, again) = (SplitMix64(seed: 3), SplitMix64(seed: 3))
        var sum = 0.0
        for _ in 0..<4000 {
            let drawn = spread.draw(&one)
            #expect(drawn == spread.draw(&again))
            sum += drawn.mean
        }
        #expect(abs(sum / 4000 - 0.5) < 0.05)
    }
}
