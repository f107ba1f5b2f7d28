import Funnels
import Quantities
import Statistics
import TestSupport
import Testing

struct VerdictTests {
    @Test("Verdicts agree with the reference", arguments: VectorCase.load("verdict"))
    func vectors(_ entry: VectorCase) throws {
        let fewest = try #require(entry.input["min_n"] as? Double)
        let (x, n) = (entry.number("x"), entry.number("n"))
        let counts = try #require(Proportion(x, of: n))
        let estimate = EstimatedRate(counts)
        if let lower = entry.output["lower"] as? Double,
            let upper = entry.output["upper"] as? Double
        {
            #expect(entry.agrees(estimate.low, with: lower))
            #expect(entry.agrees(estimate.high, with: upper))
        }
        // The reference states its own minimum; ours is always ten.
        guard n >= Verdict.fewest || fewest == Verdict.fewest else { return }
        let verdict = Verdict(counts, mqls: Int(n), against: entry.number("benchmark"))
        let words = [
            "above": "above", "below": "below", "on_par": "around", "not_enough_data": "too_few",
        ]
        let word = try #require(entry.output["verdict"] as? String)
        let expected = try #require(words[word])
        #expect(verdict.code == (n == 0 ? "no_mqls" : expected))
    }

    private func counts(_ successes: Double, _ trials: Double) throws -> Proportion {
        try #require(Proportion(successes, of: trials))
    }

    @Test("Few MQLs are too few and say how many more; young ones are too young and say when")
    func fewAndYoung() throws {
        guard case .tooFew(.some(let more)) = Verdict(try counts(0, 6), mqls: 6, against: 0.1)
        else {
            Issue.record("0 of 6 is too few")
            return
        }
        let comparison = try #require(RateComparison(with: 0.1))
        #expect(comparison.outlook(of: try counts(0, 6), after: more).decided >= 0.8)
        #expect(
            Verdict(try counts(0, 6), mqls: 25, against: 0.1) { $0 == 10 ? 12 : nil }
                == .tooYoung(days: 12))
        #expect(Verdict(.none, mqls: 0, against: 0.1) == .noMQLs)
        #expect(Verdict(try counts(2, 20), mqls: 20, against: 0) == .notKnown)
    }

    @Test("2 of 20 is neither above nor below 10 %, nor around it: it is too few")
    func twoOfTwenty() throws {
        #expect(Verdict(try counts(2, 20), mqls: 20, against: 0.1).code == "too_few")
    }

    @Test("Where MQLs that are here already will do, it is a matter of waiting and not of buying")
    func waiting() throws {
        let half = try counts(4, 40)
        guard case .tooFew(.some(let more)) = Verdict(half, mqls: 40, against: 0.1) else {
            Issue.record("4 of 40 is too few")
            return
        }
        // Enough are waiting, and have had their time in 30 days.
        let verdict = Verdict(half, mqls: 40 + more, against: 0.1) { wanted in
            wanted <= Double(40 + more) ? 30 : nil
        }
        #expect(verdict == .tooYoung(days: 30))
        // Ten of them are here and still young: as many fewer have to be bought.
        #expect(Verdict(half, mqls: 50, against: 0.1) { _ in nil } == .tooFew(more: more - 10))
    }

    @Test("A verdict holds at every look once the evidence is 20: 0 of 40 does not, 0 of 80 does")
    func holds() throws {
        for (trials, expected) in [(40.0, false), (80, true)] {
            let none = try counts(0, trials)
            let verdict = Verdict(none, mqls: Int(trials), against: 0.1)
            #expect(verdict == .below)
            #expect(verdict.holds(none, against: 0.1) == expected)
        }
        // What is no verdict cannot hold.
        let many = try counts(500, 1000)
        #expect(Verdict.around.holds(many, against: 0.1) == false)
    }
}

struct PlanningTests {
    private func groups(_ counts: [(Double, Double)]) -> [Proportion] {
        counts.compactMap { Proportion($0.0, of: $0.1) }
    }

    @Test(
        "Five rows with 200 MQLs measure their own spread; fewer lean on the total, or on the norm")
    func basis() throws {
        let rows = groups([(26, 100), (13, 110), (4, 160), (9, 35), (31, 150), (2, 80)])
        let measured = try #require(PlanningRates(rows, norm: 0.1))
        #expect(measured.basis == .rows)
        #expect(abs(measured.weight - 7.215085) < 0.001)
        let four = try #require(PlanningRates(groups([(4, 40), (2, 20)]), norm: 0.3))
        // 6 of 60, with half an MQL more of each kind, worth twelve MQLs.
        #expect(four.basis == .total)
        #expect(four.mean == 6.5 / 61 && four.weight == 12)
        let few = try #require(PlanningRates(groups([(2, 10), (1, 12)]), norm: 0.3))
        #expect(few.basis == .norm && few.mean == 0.3)
        // (0.3 × 12 + 2) ÷ (12 + 10).
        #expect(abs(few.spread.shrunk(groups([(2, 10)])[0]) - 5.6 / 22) < 1e-12)
        // None of 300 is known well: the norm of 10 % would be an invention.
        let none = try #require(PlanningRates(groups([(0, 300)]), norm: 0.1))
        #expect(none.basis == .total && none.mean == 0.5 / 301)
        #expect(PlanningRates([], norm: nil) == nil)
    }
}

struct ForecastTests {
    private typealias MQL = (age: Int, sql: Int?, closed: Int?)

    private func tally(_ mqls: [MQL], source: Int = 0, asOf: Day = "2026-10-01") -> Tally {
        var tally = Tally()
        let segment = Segment(source: source, intent: nil, persona: nil)
        for mql in mqls {
            let day = asOf.advanced(by: -mql.age)
            tally.add(.mql, segment, from: day, on: day)
            if let lag = mql.sql { tally.add(.sql, segment, from: day, on: day.advanced(by: lag)) }
            if let lag = mql.closed {
                tally.add(.closedWithoutSQL, segment, from: day, on: day.advanced(by: lag))
            }
        }
        tally.finish()
        return tally
    }

    /// MQLs with the days after which they became an SQL, or were rejected.
    private func cohort(_ mqls: [MQL]) -> Cohort {
        var cohort = Cohort()
        for cell in tally(mqls).cells { cohort.add(cell, asOf: "2026-10-01") }
        return cohort
    }

    private func open(_ mqls: [MQL], source: Int = 0) -> OpenMQLs {
        var open = OpenMQLs()
        for cell in tally(mqls, source: source).cells { open.add(cell, asOf: "2026-10-01") }
        return open
    }

    @Test(
        "Two of four convert on day 10, one is rejected on day 20: who waits at 15 days brings nothing more"
    )
    func byHand() throws {
        let mqls: [MQL] = [
            (100, 10, nil), (100, 10, nil), (100, nil, 20), (100, nil, nil), (5, nil, nil),
            (15, nil, nil),
        ]
        let all = cohort(mqls)
        // At risk on day 10: five, of which two convert. On day 20: two, of which one is rejected.
        #expect(abs(all.outcomes.share(by: 90) - 0.4) < 1e-12)
        #expect(abs(all.outcomes.withoutEither(by: 20) - 0.3) < 1e-12)
        let sure = try #require(BetaDistribution(alpha: 400_000, beta: 600_000))
        let forecast = try #require(
            Forecast(all, Maturity(all, horizon: 90), beliefs: [0: sure]))
        let still = forecast.stillToCome(open(mqls))
        // The one of 5 days is as good as new: 40 %. The one of 15 days is past the only days on which
        // anybody converted. The one of 100 days has had its time.
        #expect(still.undecided == 2)
        #expect(abs(still.expected - 0.4) < 1e-6)
        #expect(still.low == 0 && still.high == 1)
    }

    @Test("A source of half the rate brings half as much, and the total is the sum of the sources")
    func proportion() throws {
        let young: [MQL] = (0..<20).map { _ in (0, nil, nil) }
        let all = cohort((0..<40).map { (100, $0 < 10 ? 30 : nil, nil) } + young)
        let beliefs = [
            0: try #require(BetaDistribution(alpha: 25, beta: 75)),
            1: try #require(BetaDistribution(alpha: 12.5, beta: 87.5)),
        ]
        let forecast = try #require(Forecast(all, Maturity(all, horizon: 90), beliefs: beliefs))
        let (whole, half) = (
            forecast.stillToCome(open(young)), forecast.stillToCome(open(young, source: 1))
        )
        #expect(abs(whole.expected - 5) < 1e-9)
        #expect(abs(half.expected - 2.5) < 1e-9)
        #expect(whole.low < 5 && whole.high > 5)
        var both = OpenMQLs()
        for source in 0...1 {
            for cell in tally(young, source: source).cells { both.add(cell, asOf: "2026-10-01") }
        }
        let total = forecast.stillToCome(both)
        #expect(abs(total.expected - 7.5) < 1e-9)
        #expect(total.undecided == 40)
        #expect(total.low < 7 && total.high > 8 && total.high < whole.high + half.high)
        #expect(forecast.stillToCome(OpenMQLs()).expected == 0)
    }

    @Test("Without an SQL there is nothing to go by")
    func nothing() {
        let all = cohort([(100, nil, nil), (5, nil, 3)])
        #expect(Forecast(all, Maturity(all, horizon: 90), beliefs: [:]) == nil)
    }

    @Test("A source with ten SQLs has a delay of its own, and rows of any kind add up to the total")
    func ownDelay() throws {
        // Twenty SQLs on day 5 among 30 old and 30 young MQLs of 10 days: by its own delay the young ones
        // have had all of their time. Others convert on day 80 only.
        let quick: [MQL] =
            (0..<30).map { (200, $0 < 10 ? 5 : nil, nil) }
            + (0..<30).map { (10, $0 < 10 ? 5 : nil, nil) }
        let slow: [MQL] =
            (0..<60).map { (200, $0 < 20 ? 80 : nil, nil) } + (0..<20).map { _ in (40, nil, nil) }
        var all = Cohort()
        var sources: [Int: Cohort] = [:]
        for (source, mqls) in [(0, quick), (1, slow)] {
            for cell in tally(mqls, source: source).cells {
                all.add(cell, asOf: "2026-10-01")
                sources[source, default: Cohort()].add(cell, asOf: "2026-10-01")
            }
        }
        let maturity = Maturity(all, sources: sources, horizon: 90)
        let own = maturity.conversion(try #require(sources[0]))
        #expect(own.isByOwnDelay)
        #expect(own.sqls == 20)
        // 20 of 60: a third.
        #expect(own.maturedEquivalent == 60)
        let other = maturity.conversion(try #require(sources[1]))
        // Nobody converts before day 80: those of 40 days have had none of their time.
        #expect(other.maturedEquivalent == 60)
        let total = maturity.conversion(all)
        #expect(total.maturedEquivalent == own.maturedEquivalent + other.maturedEquivalent)
        #expect(total.sqls == 40)
        // By the delay of all together the quick ones would still be waiting.
        let pooled = Maturity(all, horizon: 90)
        #expect(!pooled.hasOwnDelay(0))
        #expect(pooled.conversion(try #require(sources[0])).maturedEquivalent < 60)
    }

    @Test(
        "One old MQL does not make 10 % of the young ones 100 %: the horizon ends where ten were watched"
    )
    func tail() throws {
        let young: [MQL] = (0..<300).map { ($0 % 31, $0 % 10 == 0 ? 0 : nil, nil) }
        let old: [MQL] = [(400, 60, nil)]
        let maturity = Maturity(cohort(young + old))
        #expect(maturity.choice == .youngMQLs)
        #expect(maturity.horizon <= 30)
        let rate = try #require(maturity.conversion(cohort(young + old)).estimate.rate)
        #expect(rate > 0.08 && rate < 0.12)
        // The same where somebody asks for a horizon that nobody has lived through.
        #expect(Maturity(cohort(young), horizon: 365).horizon <= 30)
        // Ten MQLs in all are too few to cut anything short by.
        #expect(Maturity(cohort([(100, 20, nil), (50, nil, nil)])).horizon == 90)
    }

    @Test("SQLs that are known from a sale alone count with their MQLs: 19 of 100 is not 100 %")
    func implied() throws {
        var tally = Tally()
        let segment = Segment(source: 0, intent: nil, persona: nil)
        for age in 1...100 {
            let day = Day("2026-10-01").advanced(by: -age)
            tally.add(.mql, segment, from: day, on: day)
            if age % 5 == 0 {
                tally.add(.impliedSQL, segment, from: day, on: day.advanced(by: age / 2))
            }
        }
        tally.finish()
        var cohort = Cohort()
        for cell in tally.cells { cohort.add(cell, asOf: "2026-10-01") }
        let rate = try #require(Maturity(cohort).conversion(cohort).estimate.rate)
        #expect(rate > 0.15 && rate < 0.45)
    }
}
