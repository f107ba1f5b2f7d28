import Statistics
import TestSupport
import Testing

struct TwoArmsTests {
    @Test(
        "Ratios, ranges and evidence agree with scipy",
        arguments: VectorCase.load("experiment_arms"))
    func vectors(_ entry: VectorCase) throws {
        let arms = try #require(
            TwoArms(
                .init(entry.number("x"), of: entry.number("e")),
                .init(entry.number("y"), of: entry.number("f"))))
        let end = try #require(Looks.ratio(arms, isEnd: true))
        let early = try #require(Looks.ratio(arms, isEnd: false))
        entry.expect(end.estimate, "ratio")
        entry.expect([end.low, end.high], "final")
        entry.expect([early.low, early.high], "early")
        entry.expect(arms.evidence, "evidence")
    }

    @Test(
        "Twice as much with the treatment as without, of equal exposure: ratio 2, of double exposure 1"
    )
    func exposure() throws {
        let equal = try #require(TwoArms(.init(60, of: 1), .init(30, of: 1))?.ratio())
        #expect(abs(equal.estimate - 2) < 1e-12 && equal.low > 1)
        let double = try #require(TwoArms(.init(60, of: 2), .init(30, of: 1))?.ratio())
        #expect(abs(double.estimate - 1) < 1e-12 && double.holds(1))
    }

    @Test("Counts that come four at a time are those of a quarter as many")
    func dispersion() throws {
        let wide = try #require(TwoArms(.init(60, of: 1), .init(30, of: 1), dispersion: 4)?.ratio())
        let few = try #require(TwoArms(.init(15, of: 1), .init(7.5, of: 1))?.ratio())
        #expect(abs(wide.low - few.low) < 1e-12 && abs(wide.high - few.high) < 1e-12)
    }

    @Test("Nothing came, or no exposure: no ratio")
    func none() {
        #expect(TwoArms(.init(0, of: 1), .init(0, of: 1))?.ratio() == nil)
        #expect(TwoArms(.init(1, of: 0), .init(1, of: 1)) == nil)
        #expect(TwoArms(.init(-1, of: 1), .init(1, of: 1)) == nil)
    }

    @Test("Windows of the past agree with numpy", arguments: VectorCase.load("experiment_windows"))
    func windows(_ entry: VectorCase) throws {
        let past = try #require(entry.input["past"] as? [Double]).map { Int($0) }
        let found = try #require(
            Dispersion.ofWindows(
                past, before: Int(entry.number("before")), during: Int(entry.number("during"))))
        entry.expect(found, "dispersion")
    }

    @Test("A past of fewer than three windows says nothing")
    func shortPast() {
        #expect(
            Dispersion.ofWindows([Int](repeating: 3, count: 23), before: 4, during: 4) == nil)
    }
}

struct PairedDifferencesTests {
    @Test(
        "Ranges and p agree with scipy and all subsets",
        arguments: VectorCase.load("experiment_pairs"))
    func vectors(_ entry: VectorCase) throws {
        let pairs = PairedDifferences(try #require(entry.input["differences"] as? [Double]))
        let effect = try #require(pairs.effect())
        entry.expect(effect.estimate, "mean")
        entry.expect([effect.low, effect.high], "range")
        entry.expect(pairs.p, "p")
    }

    @Test(
        "Six differences of one sign: 2 of 64 ways are as far out, and the range starts at the least"
    )
    func byHand() throws {
        let effect = try #require(PairedDifferences([3, 5, 1, 4, 2, 6]).effect())
        #expect(effect == EffectRange(3.5, low: 1, high: 6))
        #expect(PairedDifferences([3, 5, 1, 4, 2, 6]).p == 2.0 / 64)
    }

    @Test("Five pairs never show anything")
    func tooFew() {
        #expect(PairedDifferences([9, 9, 9, 9, 9]).effect() == nil)
        #expect(PairedDifferences([]).p == 1)
    }

    @Test(
        "The range leaves out zero just where the chance is below one in twenty", arguments: 1...40)
    func agrees(_ seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let count = 7 + random.below(12)
        let pairs = PairedDifferences(
            (0..<count).map { _ in Double(random.below(1_000)) - 350.5 + 0.001 * Double(seed) })
        let effect = try #require(pairs.effect())
        #expect(effect.holds(0) == (pairs.p > 0.05), "\(pairs.p)")
    }
}

struct GroupComparisonTests {
    private func rows(_ entry: VectorCase, _ name: String) throws -> [[Double]] {
        let rows = entry.input[name] as? [[Double]]
        return try #require(rows)
    }

    @Test(
        "Synthetic controls agree with scipy's SLSQP",
        arguments: VectorCase.load("experiment_groups"))
    func vectors(_ entry: VectorCase) throws {
        let untreated = try #require(entry.input["untreated"] as? [Double]).map { $0 == 1 }
        let draws = try rows(entry, "draws").map { $0.map { $0 == 1 } }
        let past = try rows(entry, "past")
        let during = try #require(entry.input["during"] as? [Double])
        let found = try #require(
            GroupComparison(
                past: past, during: during,
                weeks: Int(entry.number("weeks")), untreated: untreated,
                others: draws.filter { $0 != untreated }))
        entry.expect(found.ratio.estimate, "ratio")
        entry.expect([found.ratio.low, found.ratio.high], "range")
        entry.expect(found.p, "p")
        #expect(abs(found.shares.reduce(0, +) - 1) < 1e-9)
        #expect(zip(found.shares, untreated).allSatisfy { $0 >= 0 && (!$1 || $0 == 0) })
    }

    @Test(
        "Groups that always go alike, and half of them half as much: twice as much with the treatment"
    )
    func byHand() throws {
        let sizes = [10.0, 20, 30, 40, 10, 20, 30, 40]
        let past = sizes.map { size in (0..<12).map { size * (1 + Double($0 % 3) / 4) } }
        let untreated = [true, true, true, true, false, false, false, false]
        let during = zip(sizes, untreated).map { size, off in size * 10 * (off ? 0.5 : 1) }
        let draws = GroupComparison.draws(sizes: sizes).filter { $0 != untreated }
        let found = try #require(
            GroupComparison(
                past: past, during: during, weeks: 10, untreated: untreated, others: draws))
        #expect(abs(found.ratio.estimate - 2) < 1e-9)
        #expect(found.ratio.low > 1.99 && found.ratio.high < 2.01)
    }

    @Test("Eight groups of one size can be drawn in 70 ways, and no other half is too large a part")
    func draws() {
        #expect(GroupComparison.draws(sizes: [Double](repeating: 5, count: 8)).count == 70)
        // One group has nearly everything: whichever half it is in has too much.
        #expect(GroupComparison.draws(sizes: [900, 1, 1, 1, 1, 1, 1, 1]).isEmpty)
        let many = GroupComparison.draws(sizes: [Double](repeating: 5, count: 20))
        #expect(many.count == 1_000 && Set(many).count == 1_000)
        #expect(many.allSatisfy { $0.count { $0 } == 10 })
    }

    @Test("Too few ways, or a group without a past: nothing is said")
    func refused() {
        let past = [[1.0, 1], [1, 1], [0, 0], [1, 1]]
        let untreated = [true, true, false, false]
        #expect(
            GroupComparison(
                past: past, during: [1, 1, 1, 1], weeks: 2, untreated: untreated, others: []) == nil
        )
    }
}

struct ExperimentPowerTests {
    @Test(
        "Pairs have the power of the paired t test in statsmodels",
        arguments: VectorCase.load("experiment_power"))
    func vectors(_ entry: VectorCase) throws {
        // A past without anything but chance: independent counts of the mean.
        var random = SplitMix64(seed: 77)
        let all = (0..<4_000).map { _ in random.poisson(entry.number("all")) }
        let past = try #require(
            PastWeeks(
                all: all,
                credited: all.map {
                    Int((Double($0) * entry.number("credited") / entry.number("all")).rounded())
                }))
        entry.expect(
            past.powerOfPairs(
                Int(entry.number("pairs")), share: entry.number("share"), runs: 4_000), "power")
    }

    @Test("An effect where there is none is shown in no more than one of forty")
    func withoutEffect() throws {
        var random = SplitMix64(seed: 5)
        let all = (0..<104).map { _ in random.poisson(30) }
        let past = try #require(PastWeeks(all: all, credited: all.map { $0 / 3 }))
        #expect(past.powerOfPairs(10, share: 0) < 0.045)
        #expect(past.powerOfPairs(16, share: 0) < 0.045)
        let pause = try #require(past.powerOfPause(before: 8, during: 8, share: 0))
        #expect(pause < 0.045)
    }

    @Test("Five pairs have no power, and the first length that suffices is found")
    func search() throws {
        let past = try #require(PastWeeks(all: [9, 9, 9], credited: [9, 9, 9]))
        #expect(past.powerOfPairs(5, share: 1) == 0)
        #expect(past.powerOfPairs(6, share: 1) == 1)
        #expect(
            PowerSearch.least(of: [4, 5, 6, 7, 8], wanted: 0.8) { past.powerOfPairs($0, share: 1) }
                == 6)
        #expect(
            PowerSearch.least(of: [4, 5], wanted: 0.8) { past.powerOfPairs($0, share: 1) } == nil)
    }

    @Test("More is credited than came, or lists of two lengths: no past")
    func refused() {
        #expect(PastWeeks(all: [1], credited: [2]) == nil)
        #expect(PastWeeks(all: [1, 2], credited: [1]) == nil)
        #expect(PastWeeks(all: [], credited: []) == nil)
    }

    @Test("Four in ten reached though they should not be is certain, one in twenty is not")
    func leak() {
        func isCertain(_ off: Double) -> Bool {
            Leak.isCertain(
                untreated: .init(off, of: 8), treated: .init(50, of: 8), allowed: 0.1)
        }
        #expect(isCertain(20) && !isCertain(2) && !isCertain(0))
    }
}
