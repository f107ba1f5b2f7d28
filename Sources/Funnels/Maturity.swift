package import Quantities
package import Statistics

/// How long an MQL is given to become an SQL, or a customer, and how much of that time each has had.
///
/// One curve over all MQLs known on the as-of day serves every row, whatever the period; a source with
/// enough of both has a curve of its own. An MQL of age a counts for G(a) = F(min(a, H)) ÷ F(H): the
/// share of those that convert within the horizon H that has done so by that age. This is the Cape Cod
/// estimator at the level of leads (Bornhuetter and Ferguson 1972; Stanard 1985). Each MQL counts by
/// the curve of its source, so rows of any breakdown add up to their total.
package struct Maturity: Sendable {
    /// The days that an MQL is given.
    package let horizon: Int
    /// Why the horizon is what it is.
    package let choice: Choice
    private let pooled: Delay
    private let own: [Int: Delay]

    /// How the number of days was chosen.
    package enum Choice: String, Hashable, Sendable {
        /// Whoever asked has set it.
        case given
        /// The shortest of 90, 180 and 365 days by which nine of ten known SQLs had come.
        case curve
        /// Fewer than ten SQLs are known: 90 days.
        case fewSQLs
        /// Fewer than ten MQLs are older: what happens after that is not known yet.
        case youngMQLs
    }

    /// How the goal is reached over the days.
    private struct Delay: Sendable {
        let curve: DelayCurve
        let byHorizon: Double
    }

    /// MQLs and SQLs that a curve takes, and a source for a curve of its own.
    private static let fewest = 10

    /// - Parameters:
    ///   - all: every MQL known on the as-of day.
    ///   - sources: the same by source.
    ///   - given: the horizon in days; nil to have it follow from the data.
    package init(_ all: Cohort, sources: [Int: Cohort] = [:], horizon given: Int? = nil) {
        let curve = all.delayCurve
        var (horizon, choice) = (90, Choice.fewSQLs)
        if let given {
            (horizon, choice) = (given, .given)
        } else if all.goal == .customer {
            // A sale takes as long as it takes: as far as the data go.
            (horizon, choice) = (3650, .given)
        } else if all.reachedCount >= Self.fewest {
            choice = .curve
            horizon = [90, 180, 365].first { curve.share(by: $0) >= 0.9 * curve.last } ?? 365
        }
        // Beyond the age that ten have, a curve hangs on a single MQL.
        if let last = all.mqls.last(Self.fewest), last < horizon {
            (horizon, choice) = (max(last, 1), .youngMQLs)
        }
        self.horizon = horizon
        self.choice = choice
        pooled = Delay(curve: curve, byHorizon: curve.share(by: horizon))
        own = sources.compactMapValues { cohort in
            guard cohort.reachedCount >= Self.fewest,
                let last = cohort.mqls.last(Self.fewest), last >= horizon
            else { return nil }
            let curve = cohort.delayCurve
            let byHorizon = curve.share(by: horizon)
            return byHorizon > 0 ? Delay(curve: curve, byHorizon: byHorizon) : nil
        }
    }

    /// Whether a source has a curve of its own.
    package func hasOwnDelay(_ source: Int) -> Bool { own[source] != nil }

    /// The part of its time that an MQL of this source and age has had, 0…1.
    package func weight(_ source: Int, age: Int) -> Double {
        if age >= horizon { return 1 }
        let delay = own[source] ?? pooled
        // Without any SQL nothing is known of the delay: only a full horizon counts.
        return delay.byHorizon > 0 ? delay.curve.share(by: age) / delay.byHorizon : 0
    }

    /// Conversion within the horizon, among the MQLs for the part of their time they had.
    package func conversion(_ cohort: Cohort) -> MaturedConversion {
        let count = cohort.reached.entries.reduce(0) { $0 + ($1.day <= horizon ? $1.count : 0) }
        let maturedEquivalent = max(maturedEquivalent(cohort), Double(count))
        let sources = cohort.bySource.map(\.source)
        return MaturedConversion(
            sqls: count, later: cohort.reachedCount - count,
            counts: Proportion(Double(count), of: maturedEquivalent) ?? .none,
            isByOwnDelay: sources.count == 1 && hasOwnDelay(sources[0])
                && cohort.mqls.entries.first.map { $0.day < horizon } ?? false)
    }

    /// The same by source: SQLs and MQLs, each for the part of its time that it had, in order of source.
    package func conversionBySource(_ cohort: Cohort) -> [(source: Int, counts: Proportion)] {
        cohort.bySource.map { part in
            let count = Double(cohort.reached(part.source, within: horizon))
            let trials = part.ages.entries.reduce(0.0) {
                $0 + weight(part.source, age: $1.day) * Double($1.count)
            }
            return (part.source, Proportion(count, of: max(trials, count)) ?? .none)
        }
    }

    /// The same without a bound: by source the SQLs within the horizon, and the MQLs each for the part of its time
    /// that it had, which add up over rows.
    package func exposures(_ cohort: Cohort) -> [(source: Int, sqls: Int, mqls: Double)] {
        cohort.bySource.map { part in
            (
                part.source, cohort.reached(part.source, within: horizon),
                part.ages.entries.reduce(0.0) {
                    $0 + weight(part.source, age: $1.day) * Double($1.count)
                }
            )
        }
    }

    /// How many days later at least `wanted` MQLs will have had their time, with no new ones.
    package func daysUntil(_ wanted: Double, _ cohort: Cohort) -> Int? {
        guard Double(cohort.mqlCount) >= wanted else { return nil }
        // It only grows: halve the days in which it must happen.
        var (low, high) = (0, max(horizon, 1))
        guard maturedEquivalent(cohort, later: high) >= wanted else { return nil }
        while low < high {
            let middle = (low + high) / 2
            if maturedEquivalent(cohort, later: middle) >= wanted {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }

    /// Whether everybody who became an MQL by this day has had the whole horizon.
    package func isClosed(_ last: Day, asOf: Day) -> Bool { last.distance(to: asOf) >= horizon }

    private func maturedEquivalent(_ cohort: Cohort, later days: Int = 0) -> Double {
        cohort.bySource.reduce(0) { sum, part in
            part.ages.entries.reduce(sum) {
                $0 + weight(part.source, age: $1.day + days) * Double($1.count)
            }
        }
    }
}

/// Conversion within the horizon.
package struct MaturedConversion: Hashable, Sendable {
    /// SQLs within the horizon.
    package let sqls: Int
    /// SQLs that took longer.
    package let later: Int
    /// SQLs and MQLs, each MQL for the part of its time that it had: 80 MQLs may count for 71.96.
    package let counts: Proportion
    /// Whether the row's own delay was used, and not that of all MQLs together.
    package let isByOwnDelay: Bool
    package let estimate: EstimatedRate

    init(sqls: Int, later: Int, counts: Proportion, isByOwnDelay: Bool) {
        self.sqls = sqls
        self.later = later
        self.counts = counts
        self.isByOwnDelay = isByOwnDelay
        estimate = EstimatedRate(counts)
    }

    /// The MQLs that had their time, where those that had a part of it count as that part.
    /// The matured-equivalent MQLs: the sum over MQLs of the part of their time that each has had, which on
    /// screen is called "had time".
    package var maturedEquivalent: Double { counts.trials }
}

/// A rate with the range that holds the true one in 95 of 100 cases.
package struct EstimatedRate: Hashable, Sendable {
    /// Nil for 0 of 0.
    package let rate: Double?
    package let low: Double
    package let high: Double

    /// Of successes and trials: Jeffreys' interval, and 0 to 1 of nothing.
    package init(_ proportion: Proportion?) {
        let interval = proportion?.interval() ?? .unknown
        rate = proportion?.rate
        low = interval.lower
        high = interval.upper
    }
}
