package import Statistics

/// Conversion to plan with: the raw rate of each row, drawn towards what the rows have in common.
///
/// A raw rate of 2 of 3 promises too much, and one of 0 of 3 too little. For a verdict the raw rate
/// and its range serve; this one never does.
package struct PlanningRates: Hashable, Sendable {
    package let spread: RateSpread
    package let basis: Basis

    package enum Basis: String, Hashable, Sendable {
        /// How far the rows lie apart was measured: five rows or more with 200 MQLs together.
        case rows
        /// Too little to measure it from: each row's rate beside that of all together, which counts
        /// for twelve MQLs.
        case total
        /// Fewer than thirty MQLs had their time: beside the norm, which counts for twelve.
        case norm
    }

    /// What a published rate is worth in MQLs: the spread between four published rates of 2.5 to 25 %
    /// gives 11.6.
    private static let benchmarkWeight = 12.0

    /// Nil where there is neither enough of one's own nor a norm.
    package init?(_ groups: [Proportion], norm: Double?) {
        let groups = groups.filter { $0.trials > 0 }
        let trials = groups.reduce(0) { $0 + $1.trials }
        let successes = groups.reduce(0) { $0 + $1.successes }
        if groups.count >= 5, trials >= 200, successes > 0, successes < trials,
            let spread = RateSpread(likelihood: groups)
        {
            self.spread = spread
            basis = .rows
        } else if trials >= 30, successes > 0, successes < trials {
            spread = RateSpread(mean: successes / trials, weight: Self.benchmarkWeight)
            basis = .total
        } else if let norm, norm > 0, norm < 1 {
            spread = RateSpread(mean: norm, weight: Self.benchmarkWeight)
            basis = .norm
        } else {
            return nil
        }
    }

    /// The rate that raw ones are drawn towards, and how many MQLs it is worth.
    package var mean: Double { spread.mean }
    package var weight: Double { spread.weight }
}

/// What the MQLs that still wait may bring within their horizon.
package struct StillToCome: Hashable, Sendable {
    /// MQLs that are neither an SQL nor rejected and have days of their horizon left.
    package let waiting: Int
    package let expected: Double
    /// 95 of 100 such rows will see this many SQLs more, or a number between the two.
    package let low: Int
    package let high: Int
    fileprivate let variance: Double

    /// The rows together: what is expected of the whole is the sum of what is expected of its parts,
    /// and so is the variance, because rows come true independently of each other. The range is that
    /// of a gamma distribution of this mean and variance.
    package static func total(_ rows: [StillToCome]) -> StillToCome {
        let parts = rows.filter { $0.expected > 0 }
        let expected = parts.reduce(0) { $0 + $1.expected }
        let variance = parts.reduce(0) { $0 + $1.variance }
        let waiting = rows.reduce(0) { $0 + $1.waiting }
        if parts.count == 1 {
            return StillToCome(
                waiting: waiting, expected: expected, low: parts[0].low, high: parts[0].high,
                variance: variance)
        }
        func quantile(_ p: Double) -> Int {
            guard expected > 0, variance > 0 else { return 0 }
            let scale = variance / expected
            let place = GammaFunction.quantile(p, expected / scale) * scale
            // A whole number stands for all up to a half above it.
            return min(waiting, max(0, Int((place - 0.5).rounded(.up))))
        }
        return StillToCome(
            waiting: waiting, expected: expected, low: quantile(0.025), high: quantile(0.975),
            variance: variance)
    }
}

/// What open MQLs bring, from how SQLs and rejections were spread over the days so far.
///
/// The chance of an MQL that is open at age a is (F(H) − F(a)) ÷ S(a), after Aalen and Johansen: F is
/// the share that became an SQL, S the share that was neither that nor rejected. It holds for all
/// MQLs together; a row has it in proportion to its own rate.
package struct Forecast: Sendable {
    private let outcomes: CompetingRisks
    private let horizon: Int
    private let atStart: Double

    /// Nil where no SQL has a delay that is known.
    package init?(_ all: Cohort, _ maturity: Maturity) {
        outcomes = all.outcomes
        horizon = maturity.horizon
        atStart = outcomes.share(by: horizon)
        guard atStart > 0 else { return nil }
    }

    /// - Parameter belief: what is believed of the row's own rate.
    package func stillToCome(_ cohort: Cohort, _ belief: BetaDistribution) -> StillToCome {
        var waiting = 0
        // As many new MQLs would bring as much as those that wait.
        var equivalent = 0.0
        for (age, count) in cohort.open where age < horizon {
            waiting += count
            let chance = outcomes.chance(by: horizon, afterNeitherBy: age) ?? 0
            equivalent += Double(count) * chance / atStart
        }
        let range = Self.range(equivalent, belief)
        let mean = belief.mean
        return StillToCome(
            waiting: waiting, expected: min(equivalent * mean, Double(waiting)),
            low: min(waiting, range.low), high: min(waiting, range.high),
            // Of a beta-binomial number: chance, and what is not known of the rate.
            variance: equivalent * mean * (1 - mean)
                + equivalent * max(0, equivalent - 1) * belief.variance)
    }

    private static func range(_ mqls: Double, _ rate: BetaDistribution) -> (low: Int, high: Int) {
        // Of so many the rate itself is all that is uncertain.
        guard mqls < 100_000 else {
            let rates = rate.interval()
            return (Int(mqls * rates.lower), Int((mqls * rates.upper).rounded(.up)))
        }
        let coming = BetaBinomial(trials: Int(mqls.rounded(.up)), rate)
        return (coming.quantile(0.025), coming.quantile(0.975))
    }
}
