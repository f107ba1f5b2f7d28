package import Quantities
package import Statistics

/// How long an MQL is given to become an SQL, and how much of that time each has had.
///
/// One curve over all MQLs known on the as-of day serves every row, whatever the period. An MQL of
/// age a counts for G(a) = F(min(a, H)) ÷ F(H): the share of those that convert within the
/// horizon H that has done so by that age. This is the Cape Cod estimator at the level of leads
/// (Bornhuetter and Ferguson 1972; Stanard 1985).
package struct Maturity: Sendable {
    /// The days that an MQL is given.
    package let horizon: Int
    /// Why the horizon is what it is.
    package let choice: Choice
    private let curve: DelayCurve
    private let shareByHorizon: Double

    package enum Choice: String, Hashable, Sendable {
        /// Whoever asked has set it.
        case given
        /// The shortest of 90, 180 and 365 days by which nine of ten known SQLs had come.
        case curve
        /// Fewer than ten SQLs have a delay that is known: 90 days.
        case fewSQLs
        /// No MQL is as old as 90 days yet: the highest age that ten MQLs have.
        case youngMQLs
    }

    /// - Parameters:
    ///   - all: every MQL known on the as-of day.
    ///   - given: the horizon in days; nil to have it follow from the data.
    package init(_ all: Cohort, horizon given: Int? = nil) {
        let curve = all.delayCurve
        self.curve = curve
        var horizon = 90
        var choice = Choice.fewSQLs
        if all.delayCount >= 10 {
            choice = .curve
            horizon = [90, 180, 365].first { curve.share(by: $0) >= 0.9 * curve.last } ?? 365
        }
        if let given {
            horizon = given
            choice = .given
        } else if all.count(olderThan: horizon) == 0 {
            let ages = all.mqls.entries.map(\.day).reversed()
            if let age = ages.first(where: { all.count(olderThan: $0) >= 10 }), age > 0 {
                horizon = age
                choice = .youngMQLs
            }
        }
        self.horizon = horizon
        self.choice = choice
        shareByHorizon = curve.share(by: horizon)
    }

    /// The part of its time that an MQL of this age has had, 0…1.
    package func weight(age: Int) -> Double {
        // Without any SQL nothing is known of the delay: only a full horizon counts.
        guard shareByHorizon > 0 else { return age >= horizon ? 1 : 0 }
        return curve.share(by: min(age, horizon)) / shareByHorizon
    }

    /// Conversion within the horizon, among the MQLs for the part of their time they had.
    ///
    /// A row with at least ten SQLs has a delay of its own: where some of its MQLs are young and ten
    /// are as old as the horizon, its rate is read from its own curve by Kaplan and Meier, with the
    /// counts that would tell as much (see `DelayCurve.effective`).
    ///
    /// - Parameter hasOwnDelay: whether the row may have a delay of its own: a source may, all together
    ///   and a month may not.
    package func conversion(_ cohort: Cohort, hasOwnDelay: Bool = false) -> MaturedConversion {
        let sqls = cohort.sqls.entries.reduce(0) { $0 + ($1.day <= horizon ? $1.count : 0) }
        let hadTime = hadTime(cohort, sqls: sqls)
        let isYoung = hadTime < Double(cohort.mqlCount)
        let own = hasOwnDelay && isYoung ? ownCounts(cohort) : nil
        return MaturedConversion(
            sqls: sqls, later: cohort.sqlCount - sqls,
            counts: own ?? Proportion(Double(sqls), of: hadTime) ?? .none,
            isByOwnDelay: own != nil)
    }

    private func ownCounts(_ cohort: Cohort) -> Proportion? {
        guard cohort.knowsEveryDelay, cohort.delayCount >= Self.fewestForOwnCurve else {
            return nil
        }
        let curve = cohort.delayCurve
        guard curve.atRisk(on: horizon) >= Self.fewestForOwnCurve else { return nil }
        return curve.effective(by: horizon)
    }

    /// SQLs that a row needs for a curve of its own, and MQLs that have to be as old as the horizon.
    private static let fewestForOwnCurve = 10

    /// How many days later at least `wanted` MQLs will have had their time, with no new ones.
    package func daysUntil(_ wanted: Double, _ cohort: Cohort) -> Int? {
        guard Double(cohort.mqlCount) >= wanted else { return nil }
        return (0...max(horizon, 1)).first { days in
            hadTime(cohort, sqls: 0, later: days) >= wanted
        }
    }

    /// Whether everybody who became an MQL by this day has had the whole horizon.
    package func isClosed(_ last: Day, asOf: Day) -> Bool { last.distance(to: asOf) >= horizon }

    private func hadTime(_ cohort: Cohort, sqls: Int, later days: Int = 0) -> Double {
        // In order of age, so that the same cohort gives the same last digit everywhere.
        let sum = cohort.mqls.entries.reduce(0.0) {
            $0 + weight(age: $1.day + days) * Double($1.count)
        }
        return max(sum, Double(sqls))
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

    package var hadTime: Double { counts.trials }
}

/// A rate with the range that holds the true one in 95 of 100 cases.
package struct EstimatedRate: Hashable, Sendable {
    /// Nil for 0 of 0.
    package let rate: Double?
    package let low: Double
    package let high: Double

    package init(_ proportion: Proportion?) {
        let interval = proportion?.interval() ?? .unknown
        rate = proportion?.rate
        low = interval.lower
        high = interval.upper
    }
}
