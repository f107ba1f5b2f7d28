package import Quantities
package import Statistics

/// Conversion to plan with: the raw rate of each row, drawn towards what the rows have in common.
///
/// A raw rate of 2 of 3 promises too much, and one of 0 of 3 too little. For a verdict the raw rate
/// and its range serve; this one never does.
package struct PlanningRates: Hashable, Sendable {
    package let spread: RateSpread
    package let basis: Basis

    /// Towards which rate the rate of a row is drawn.
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
        } else if trials >= 30 {
            // Also where none or all of them converted there is a rate to lean on.
            spread = RateSpread(
                mean: (successes + 0.5) / (trials + 1), weight: Self.benchmarkWeight)
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
    /// In MQLs.
    package var weight: Double { spread.weight }
}

/// What the MQLs on which nothing was decided yet may bring within their horizon.
package struct StillToCome: Hashable, Sendable {
    /// MQLs that are neither an SQL nor rejected or lost, and have days of their horizon left.
    package let undecided: Int
    /// The SQLs that they bring on average.
    package let expected: Double
    /// 95 of 100 such rows will see this many SQLs more, or a number between the two.
    package let low: Int
    package let high: Int
}

/// What undecided MQLs bring, from how SQLs and rejections were spread over the days so far.
///
/// The chance of an MQL on which nothing was decided by age a is (F(H) − F(a)) ÷ S(a), after Aalen and
/// Johansen: F is the share that became an SQL, S the share that was neither that nor rejected. It
/// holds for all MQLs together; each source has it in proportion to its own rate. So what an MQL is
/// expected to bring depends on its source and age alone, and rows of any breakdown or period are sums
/// over the same MQLs.
package struct Forecast: Sendable {
    private let horizon: Int
    private let pooled: Part
    /// Sources with a delay of their own also have outcomes of their own.
    private let own: [Int: Part]
    private let beliefs: [Int: BetaDistribution]

    private struct Part: Sendable {
        let outcomes: CompetingRisks
        let atStart: Double

        init?(_ cohort: Cohort, _ horizon: Int) {
            outcomes = cohort.outcomes
            atStart = outcomes.share(by: horizon)
            guard atStart > 0 else { return nil }
        }
    }

    /// - Parameters:
    ///   - all: every MQL known on the as-of day.
    ///   - sources: the same by source.
    ///   - beliefs: by source, what is believed of its rate.
    /// - Returns: nil where there is no SQL yet.
    package init?(
        _ all: Cohort, sources: [Int: Cohort] = [:], _ maturity: Maturity,
        beliefs: [Int: BetaDistribution]
    ) {
        horizon = maturity.horizon
        guard let pooled = Part(all, maturity.horizon) else { return nil }
        self.pooled = pooled
        own = sources.filter { maturity.hasOwnDelay($0.key) }.compactMapValues {
            Part($0, maturity.horizon)
        }
        self.beliefs = beliefs
    }

    /// The chance that one MQL of a source becomes an SQL yet, of which nothing is decided after so many days; 0 after
    /// the horizon, as then nothing is expected of it. Nil where nothing is known of the source.
    package func chance(source: Int, age: Int) -> Double? {
        guard let belief = beliefs[source] else { return nil }
        guard age < horizon else { return 0 }
        let part = own[source] ?? pooled
        let chance = part.outcomes.chance(by: horizon, afterNeitherBy: max(0, age)) ?? 0
        return min(1, chance / part.atStart * belief.mean)
    }

    /// What is believed of the rate of a source within the horizon; nil where nothing is known of it.
    package func belief(of source: Int) -> BetaDistribution? { beliefs[source] }

    /// The chance that an MQL of which nothing is decided at one age is an SQL by a later one, also beyond the
    /// horizon; 0 where nothing is known of the source.
    package func chance(source: Int, age: Int, by end: Int) -> Double {
        guard let belief = beliefs[source], age < end else { return 0 }
        let part = own[source] ?? pooled
        let chance = part.outcomes.chance(by: end, afterNeitherBy: max(0, age)) ?? 0
        return min(1, chance / part.atStart * belief.mean)
    }

    /// The same of an MQL that is new.
    package func chance(ofNew source: Int, by end: Int) -> Double {
        guard let belief = beliefs[source], end >= 0 else { return 0 }
        let part = own[source] ?? pooled
        return min(1, part.outcomes.share(by: end) / part.atStart * belief.mean)
    }

    /// - Parameter open: by source and age, the MQLs on which nothing was decided.
    package func stillToCome(_ open: OpenMQLs) -> StillToCome {
        var undecided = 0
        var parts: [(mqls: Double, belief: BetaDistribution)] = []
        for (source, ages) in open.bySource {
            guard let belief = beliefs[source] else { continue }
            let part = own[source] ?? pooled
            // As many new MQLs of this source would bring as much.
            var equivalent = 0.0
            for entry in ages.entries where entry.day < horizon && entry.count > 0 {
                undecided += entry.count
                let chance = part.outcomes.chance(by: horizon, afterNeitherBy: entry.day) ?? 0
                equivalent += Double(entry.count) * chance / part.atStart
            }
            if equivalent > 0 { parts.append((equivalent, belief)) }
        }
        let expected = parts.reduce(0) { $0 + $1.mqls * $1.belief.mean }
        let range =
            parts.count == 1 ? Self.range(parts[0].mqls, parts[0].belief) : Self.range(parts)
        return StillToCome(
            undecided: undecided, expected: min(expected, Double(undecided)),
            low: min(undecided, range.low), high: min(undecided, range.high))
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

    /// Several sources come true independently of each other: their means and variances add up, and
    /// the range is that of a gamma distribution with both.
    private static func range(
        _ parts: [(mqls: Double, belief: BetaDistribution)]
    ) -> (low: Int, high: Int) {
        let mean = parts.reduce(0) { $0 + $1.mqls * $1.belief.mean }
        // Of a beta-binomial number: chance, and what is not known of the rate.
        let variance = parts.reduce(0) { sum, part in
            let rate = part.belief.mean
            return sum + part.mqls * rate * (1 - rate)
                + part.mqls * max(0, part.mqls - 1) * part.belief.variance
        }
        guard mean > 0, variance > 0 else { return (0, 0) }
        func quantile(_ p: Double) -> Int {
            let place = GammaFunction.quantile(p, mean * mean / variance) * variance / mean
            // A whole number stands for all up to a half above it.
            return max(0, Int((place - 0.5).rounded(.up)))
        }
        return (quantile(0.025), quantile(0.975))
    }
}

/// The MQLs of a row on which nothing was decided yet, by source and age.
package struct OpenMQLs: Hashable, Sendable {
    private var ages: [Int: DayCounts] = [:]

    package init() {}

    /// Takes in a cell of the tally: an MQL comes in, and goes when something is decided on it.
    ///
    /// - Parameter asOf: up to which it is known; one that came later has all its time to come.
    package mutating func add(_ cell: Tally.Cell, asOf: Day) {
        let sign: Int
        switch cell.event {
        case .mql: sign = 1
        case .sql, .impliedSQL, .closedWithoutSQL: sign = -1
        default: return
        }
        ages[cell.segment.source, default: DayCounts()].add(
            sign * Int(truncatingIfNeeded: cell.count), on: max(0, cell.day.distance(to: asOf)))
    }

    /// Takes in those of another row.
    mutating func add(_ other: OpenMQLs) {
        for (source, counts) in other.ages { ages[source, default: DayCounts()].add(counts) }
    }

    /// In order of source, so that sums have the same last digit everywhere.
    package var bySource: [(source: Int, ages: DayCounts)] {
        ages.sorted { $0.key < $1.key }.map { (source: $0.key, ages: $0.value) }
    }
}
