import Economics
import Statistics
import Testing

struct MonthsAheadTests {
    private var supposed: BudgetSuppositions {
        var supposed = BudgetSuppositions()
        supposed.seasonFrom = 13
        (supposed.season, supposed.trend, supposed.damping) = (0.2, 0.015, 0.9)
        (supposed.unexplained, supposed.wandering) = (0.12, 0.03)
        return supposed
    }

    /// So many months from January on.
    private func months(_ count: Int, _ came: (Int) -> Int) -> [MonthsAhead.Seen] {
        let all = (0..<count).map(came)
        let mean = Double(all.reduce(0, +)) / Double(count)
        return all.enumerated().map {
            .init(month: $0.offset % 12 + 1, came: $0.element, usual: mean)
        }
    }

    private func spread(_ path: MonthsAhead, _ place: Int) -> Double {
        var random = SplitMix64(seed: 1)
        let draws = (0..<2_000).map { _ in
            let way = random.uniform()
            return path.draw(way, path.expected.map { _ in random.normals().0 })[place]
        }
        let mean = draws.reduce(0, +) / 2_000
        return (draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2_000).squareRoot()
    }

    @Test("Months that are alike but for chance are expected to go on, not above their mean")
    func alike() {
        // 20 on average, as far apart as counting alone makes them.
        let counts = [15, 25, 18, 22, 20, 16, 24, 20, 27, 13, 21, 19, 20, 24, 16, 20]
        let path = MonthsAhead(months(16) { counts[$0] }, ahead: 3, supposed)
        let mean = path.expected.reduce(0, +) / 3
        #expect(abs(mean - 1) < 0.025, "\(path.expected)")
    }

    @Test("Two years of a wave tell the months that come; half a year tells less, and is less sure")
    func season() {
        let wave = { (place: Int) in
            Int(200 * Mathematics.exponential(0.3 * Mathematics.cosine(Double(place) * .pi / 6)))
        }
        let long = MonthsAhead(months(24, wave), ahead: 3, supposed)
        let mean = Double((0..<24).reduce(0) { $0 + wave($1) }) / 24
        for place in 0..<3 {
            let truth = Double(wave(24 + place)) / mean
            #expect(abs(long.expected[place] / truth - 1) < 0.08, "\(place): \(long.expected)")
        }
        #expect(long.knowsSeason)
        let short = MonthsAhead(months(7, wave), ahead: 3, supposed)
        #expect(!short.knowsSeason && spread(short, 2) > 1.3 * spread(long, 2))
    }

    @Test("Months that differ more than counting lets them are told with a wider range")
    func unrest() {
        let calm = MonthsAhead(months(14) { 200 + $0 % 2 }, ahead: 1, supposed)
        let restless = MonthsAhead(months(14) { $0 % 2 == 0 ? 260 : 140 }, ahead: 1, supposed)
        #expect(spread(restless, 0) > 2 * spread(calm, 0))
    }

    @Test("A month is the same whether it is asked for alone or with those after it")
    func prefix() {
        let seen = months(18) { 100 + ($0 * 37) % 23 }
        let (two, six) = (
            MonthsAhead(seen, ahead: 2, supposed), MonthsAhead(seen, ahead: 6, supposed)
        )
        let normals = [0.3, -1.2, 0.8, 0.1, -0.4, 2]
        #expect(two.expected == Array(six.expected.prefix(2)))
        for way in [0.01, 0.4, 0.97] {
            #expect(
                two.draw(way, Array(normals.prefix(2))) == Array(six.draw(way, normals).prefix(2)))
        }
    }

    @Test("One month alone tells a pace, and that hardly anything is sure")
    func one() {
        let path = MonthsAhead(months(1) { _ in 30 }, ahead: 3, supposed)
        #expect(path.expected.allSatisfy { $0 > 0.8 && $0 < 1.6 } && spread(path, 0) > 0.15)
    }
}
