internal import Funnels
internal import Quantities
internal import Statistics

/// Invented sources of which the truth is known, judged as real ones are: how often is a range or a
/// verdict right? Equal for an equal seed.
package enum Simulations {
    /// A share that was found, and how far it may lie from the true one because runs are few.
    package struct Share: Sendable {
        package let value: Double
        package let runs: Int

        package init(_ hits: Int, of runs: Int) {
            value = Double(hits) / Double(runs)
            self.runs = runs
        }

        /// Three standard errors: 997 of 1,000 times the true share lies within.
        package var margin: Double {
            3 * (max(value * (1 - value), 0.0001) / Double(runs)).squareRoot()
        }
    }

    // MARK: Intervals

    /// The lowest share of cases, over true rates of 1 to 40 %, in which the shown range holds the
    /// true rate; worked out, not drawn.
    package static func lowestCoverage(trials: Int) -> Double {
        let intervals = (0...trials).compactMap { Proportion($0, of: trials)?.interval() }
        return (10...400).map { perMille in
            let rate = Double(perMille) / 1000
            return intervals.enumerated().reduce(0) { sum, entry in
                let (count, interval) = (entry.offset, entry.element)
                guard interval.lower <= rate, rate <= interval.upper else { return sum }
                return sum + chance(of: count, trials, rate)
            }
        }.min() ?? 0
    }

    private static func chance(of successes: Int, _ trials: Int, _ rate: Double) -> Double {
        func atMost(_ count: Int) -> Double {
            if count < 0 { return 0 }
            if count >= trials { return 1 }
            return 1
                - BetaFunction.regularised(rate, Double(count + 1), Double(trials - count))
        }
        return atMost(successes) - atMost(successes - 1)
    }

    // MARK: Looking again and again

    /// A source that converts exactly at the benchmark, looked at every week.
    package struct Peeking: Sendable {
        /// By weeks, how often it was called above or below at least once.
        package let flagged: [Int: Share]
        /// How often such a verdict was said to hold, in all weeks.
        package let held: Share
    }

    package static func peeking(
        at rate: Double, mqlsPerWeek: Int, weeks: [Int], runs: Int, seed: UInt64
    ) -> Peeking {
        guard let comparison = RateComparison(with: rate), let last = weeks.max() else {
            return Peeking(flagged: [:], held: Share(0, of: 1))
        }
        // By week and number of SQLs, what is said: the same for every run.
        let said: [[(isFlagged: Bool, holds: Bool)]] = (1...last).map { week in
            let trials = week * mqlsPerWeek
            return (0...trials).map { sqls in
                guard let counts = Proportion(sqls, of: trials) else { return (false, false) }
                let outcome = comparison.outcome(of: counts)
                return (
                    outcome == .above || outcome == .below,
                    comparison.evidence(in: counts) >= Verdict.holding
                )
            }
        }
        var random = SplitMix64(seed: seed)
        var first = [Int](repeating: 0, count: last + 1)
        var held = 0
        for _ in 0..<runs {
            var (sqls, flaggedIn, isHeld) = (0, 0, false)
            for week in 1...last {
                for _ in 0..<mqlsPerWeek where random.unit() < rate { sqls += 1 }
                let verdict = said[week - 1][sqls]
                if verdict.isFlagged, flaggedIn == 0 { flaggedIn = week }
                if verdict.holds { isHeld = true }
            }
            first[flaggedIn] += 1
            if isHeld { held += 1 }
        }
        let flagged = weeks.map { week in
            (week, Share(first[1...week].reduce(0, +), of: runs))
        }
        return Peeking(
            flagged: Dictionary(flagged, uniquingKeysWith: { one, _ in one }),
            held: Share(held, of: runs))
    }

    // MARK: Young cohorts

    /// How one source of young and old MQLs is judged.
    package struct YoungCohort: Sendable {
        /// How often the range holds the true rate, and how wide it is on average.
        package let coverage: Share
        package let width: Double
        package let mean: Double
        /// The same for SQLs ÷ MQLs, as a spreadsheet has it.
        package let rawCoverage: Share
        package let rawMean: Double
        /// How often the range for the SQLs still to come holds the number that came.
        package let forecast: Share
        package let expected: Double
        package let came: Double
    }

    /// - Parameters:
    ///   - rate: the share that becomes an SQL within 90 days; half of those do so within 21 days.
    ///   - oldest: MQLs are of any age up to this one, each as likely.
    package static func youngCohort(
        rate: Double, mqls: Int, oldest: Int, runs: Int, seed: UInt64
    ) -> YoungCohort {
        let (horizon, asOf) = (90, Day(number: 20_000))
        let segment = Segment(source: 0, intent: nil, persona: nil)
        var random = SplitMix64(seed: seed)
        var (covered, rawCovered, forecasts, forecastHeld) = (0, 0, 0, 0)
        var (width, mean, rawMean, expected, came) = (0.0, 0.0, 0.0, 0.0, 0.0)
        // Of the delays of those that ever convert, 94.9 % lie within the horizon.
        let eventual = rate / delayShare(by: horizon)
        for _ in 0..<runs {
            var tally = Tally()
            var later = 0
            for _ in 0..<mqls {
                let age = random.below(oldest + 1)
                let day = asOf.advanced(by: -age)
                tally.add(.mql, segment, from: day, on: day)
                guard random.unit() < eventual else { continue }
                let delay = random.delay()
                if delay <= age {
                    tally.add(.sql, segment, from: day, on: day.advanced(by: delay))
                } else if delay <= horizon {
                    later += 1
                }
            }
            tally.finish()
            var (cohort, open) = (Cohort(), OpenMQLs())
            for cell in tally.cells {
                cohort.add(cell, asOf: asOf)
                open.add(cell, asOf: asOf)
            }
            let maturity = Maturity(cohort, horizon: horizon)
            let estimate = maturity.conversion(cohort)
            if estimate.estimate.low <= rate, rate <= estimate.estimate.high { covered += 1 }
            width += estimate.estimate.high - estimate.estimate.low
            mean += estimate.estimate.rate ?? 0
            let raw = EstimatedRate(Proportion(cohort.reachedCount, of: mqls))
            if raw.low <= rate, rate <= raw.high { rawCovered += 1 }
            rawMean += raw.rate ?? 0
            let beliefs = [0: BetaDistribution(estimate.counts)]
            guard let forecast = Forecast(cohort, maturity, beliefs: beliefs) else { continue }
            let still = forecast.stillToCome(open)
            forecasts += 1
            expected += still.expected
            came += Double(later)
            if still.low <= later, later <= still.high { forecastHeld += 1 }
        }
        let all = Double(runs)
        return YoungCohort(
            coverage: Share(covered, of: runs), width: width / all, mean: mean / all,
            rawCoverage: Share(rawCovered, of: runs), rawMean: rawMean / all,
            forecast: Share(forecastHeld, of: max(1, forecasts)),
            expected: expected / Double(max(1, forecasts)), came: came / Double(max(1, forecasts)))
    }

    /// Delays halve what is left every 21 days: geometric, in whole days.
    fileprivate static let dailyStay = 0.967532

    private static func delayShare(by day: Int) -> Double {
        var left = 1.0
        for _ in 0...day { left *= dailyStay }
        return 1 - left
    }

    // MARK: Sources that are alike

    /// How often rows with one and the same rate are said to differ, and how often any is named.
    package static func alike(
        rate: Double, sources: Int, mqls: Int, runs: Int, seed: UInt64
    ) -> (differ: Share, named: Share) {
        var random = SplitMix64(seed: seed)
        var (differ, named) = (0, 0)
        for _ in 0..<runs {
            let groups = (0..<sources).compactMap { place -> Proportion? in
                // Some large, some small.
                let trials = max(10, mqls * (place + 1) / sources)
                let sqls = (0..<trials).count { _ in random.unit() < rate }
                return Proportion(sqls, of: trials)
            }
            let all = SeveralProportions(groups)
            guard let equality = all.equality, equality.p < 0.05 else { continue }
            differ += 1
            let adjusted = ManyTests.benjaminiHochberg(all.againstRest)
            if adjusted.contains(where: { $0 < 0.1 }) { named += 1 }
        }
        return (Share(differ, of: runs), Share(named, of: runs))
    }
}

extension SplitMix64 {
    /// From 0 up to, not including, 1.
    fileprivate mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    fileprivate mutating func delay() -> Int {
        var days = 0
        while unit() < Simulations.dailyStay { days += 1 }
        return days
    }
}
