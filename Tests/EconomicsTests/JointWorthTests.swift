import Quantities
import Statistics
import Testing

@testable import Economics

/// What MQLs of several sources are worth together.
struct JointWorthTests {
    private func proportion(_ successes: Double, _ trials: Double) -> Proportion {
        Proportion(successes, of: trials) ?? .none
    }

    private var sources: [JointWorth.Source] {
        [
            .init(mqls: 100, sqls: proportion(10, 100), wins: proportion(3, 10)),
            .init(mqls: 50, sqls: proportion(20, 50), wins: proportion(5, 20)),
            .init(mqls: 5, sqls: proportion(0, 5), wins: .none),
        ]
    }

    private func joint(_ sources: [JointWorth.Source], size: SaleSize) -> JointWorth {
        JointWorth(
            sources, rates: RateBelief(sources.map(\.sqls)), wins: RateBelief(sources.map(\.wins)),
            size: size, .eur)
    }

    /// Mean of all: (30 + ½) ÷ (155 + 1) and (8 + ½) ÷ (30 + 1), each of which weighs twelve.
    @Test("The worth of a source leans on all, and that of all is the sum over the sources")
    func sum() throws {
        let joint = joint(sources, size: SaleSize(certain: 100_000))
        let (rate, win) = (30.5 / 156, 8.5 / 31)
        let rates = [(12 * rate + 10) / 112, (12 * rate + 20) / 62, (12 * rate + 0) / 17]
        let wins = [(12 * win + 3) / 22, (12 * win + 5) / 32, win]
        let parts = sources.enumerated().map {
            JointWorth.Part(row: $0, source: $0, mqls: $1.mqls, sqls: $1.sqls)
        }
        let rows = joint.rows(3, parts)
        for place in 0..<3 {
            let worth = try #require(rows[place])
            #expect(abs(worth.cents - rates[place] * wins[place] * 100_000) < 1e-6)
        }
        let all = zip(sources, zip(rates, wins)).reduce(0.0) {
            $0 + Double($1.0.mqls) * $1.1.0 * $1.1.1 * 100_000
        }
        let total = try #require(joint.total)
        #expect(abs(total.cents - all / 155) < 1e-6)
        // What is printed multiplies: the rate × won × margin.
        #expect(
            abs(total.expectedRate * total.expectedWins * total.margin - total.cents) < 1e-6)
        #expect(abs(Double(try #require(joint.value).cents) - all) < 2)
    }

    @Test("However the MQLs of a source are divided, the rows come to the source, in every draw")
    func parts() throws {
        let joint = joint(sources, size: SaleSize(certain: 100_000))
        // The first source in two rows, of which one has nearly all of the SQLs; the others as they are.
        let rows = joint.rows(
            3,
            [
                .init(row: 0, source: 0, mqls: 60, sqls: proportion(9, 60)),
                .init(row: 1, source: 0, mqls: 40, sqls: proportion(1, 40)),
                .init(row: 2, source: 1, mqls: 50, sqls: sources[1].sqls),
                .init(row: 2, source: 2, mqls: 5, sqls: sources[2].sqls),
            ])
        let sum = zip(rows, [60.0, 40, 55]).reduce(0.0) { $0 + ($1.0?.cents ?? 0) * $1.1 }
        #expect(abs(sum - (try #require(joint.total)).cents * 155) < 1e-6)
        let (one, other) = (try #require(rows[0]), try #require(rows[1]))
        #expect(one.cents > other.cents)
        // The two together are as uncertain as the source is: their ends lie on both sides of its own.
        #expect(one.low.cents < one.mean.cents && one.mean.cents < one.high.cents)
    }

    @Test("One source alone is what its counts say, by the product of two Beta distributions")
    func alone() throws {
        let source = JointWorth.Source(
            mqls: 100, sqls: proportion(13, 100), wins: proportion(4, 12))
        let joint = joint([source], size: SaleSize(certain: 900_000))
        let worth = try #require(joint.total)
        // (13 + ½) ÷ 101 × (4 + ½) ÷ 13 × € 9,000 = € 416.41; its 95 % range is € 128.49 to € 858.01, and
        // 0.9577 of it lies above € 150.
        #expect(worth.mean == Money(cents: 41_641))
        #expect(abs(Double(worth.low.cents) - 12_849) < 1_000)
        #expect(abs(Double(worth.high.cents) - 85_801) < 2_500)
        #expect(abs(worth.chance(atLeast: 15_000) - 0.9577) < 0.012)
    }

    @Test("One large sale among few makes a wide range, and equal sales hardly any")
    func sizes() throws {
        let whale = try #require(
            SaleSize([(cents: 100_000, count: 6), (cents: 6_000_000, count: 1)], mean: 942_857))
        let draws = whale.draws(20_000, seed: 7).sorted()
        #expect(abs(draws.reduce(0, +) / 20_000 - 942_857) < 1)
        // Drawn again, none of seven is the large one in (6 ÷ 7)⁷ = 34 % of cases: half of all that is
        // believed lies well below the mean.
        #expect(draws[10_000] < 600_000)
        #expect(draws[500] < 200_000)
        let equal = try #require(SaleSize([(cents: 100_000, count: 40)], mean: 100_000))
        let narrow = equal.draws(20_000, seed: 7).sorted()
        #expect(narrow[500] > 85_000 && narrow[19_499] < 118_000)
        // A sale that lost money has no logarithm.
        let lossy = try #require(
            SaleSize([(cents: -50_000, count: 1), (cents: 250_000, count: 3)], mean: 175_000))
        let wide = lossy.draws(20_000, seed: 7).sorted()
        #expect(wide[0] > 0 && abs(wide.reduce(0, +) / 20_000 - 175_000) < 1)
        #expect(SaleSize([], mean: 0) == nil)
    }

    @Test("With many sources the spread between them is learned, with what is not known of it")
    func learned() {
        // Eight sources of 60 MQLs each, of which 2 to 20 % become an SQL.
        let groups = [1.0, 2, 4, 5, 7, 8, 10, 12].map { proportion($0, 60) }
        let belief = RateBelief(groups)
        // On a grid of 400 × 400 points, from logit −6 to 0 and weights of 0.05 to 100,000, worked out apart
        // from this program: the mean is 0.1185, and the rate of one in sixty 0.0453.
        #expect(abs(belief.mean - 0.1185) < 0.003)
        #expect(abs(belief.expected(groups[0]) - 0.0453) < 0.001)
        let (low, high) = (belief.expected(groups[0]), belief.expected(groups[7]))
        #expect(low > 1.0 / 60 && low < 0.06)
        #expect(high < 0.2 && high > 0.14)
        var random = SplitMix64(seed: 3)
        let drawn = (0..<4000).map { _ in belief.draw(&random) }
        let mean = drawn.reduce(0) { $0 + $1.mean } / 4000
        #expect(abs(mean - belief.mean) < 0.003)
        #expect(Set(drawn.map(\.weight)).count > 5)
    }
}
