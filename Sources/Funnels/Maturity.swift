package import Quantities
package import Statistics

/// The MQLs of a row by their age, and its SQLs by the days they took.
package struct Cohort: Hashable, Sendable {
    /// By age in days on the as-of day.
    package private(set) var mqls: [Int: Int] = [:]
    /// By lag in days. An SQL dated before its MQL stands at 0: it is an SQL, only its lag is
    /// wrong.
    package private(set) var sqls: [Int: Int] = [:]
    /// By age and lag, the SQLs with a lag that can be believed; the others by age alone.
    private var believed: [Pair: Int] = [:]
    private var doubted: [Int: Int] = [:]
    package private(set) var negativeLags = 0

    private struct Pair: Hashable, Sendable {
        let age: Int
        let lag: Int
    }

    package init() {}

    package mutating func add(_ cell: Tally.Cell, asOf: Day) {
        let age = cell.day.distance(to: asOf)
        let count = Int(truncatingIfNeeded: cell.count)
        switch cell.event {
        case .mql: mqls[age, default: 0] += count
        case .sql where cell.lag >= 0:
            sqls[cell.lag, default: 0] += count
            believed[Pair(age: age, lag: cell.lag), default: 0] += count
        case .sql:
            sqls[0, default: 0] += count
            doubted[age, default: 0] += count
            negativeLags += count
        case .impliedSQL:
            if cell.lag < 0 { negativeLags += count }
            sqls[max(0, cell.lag), default: 0] += count
            doubted[age, default: 0] += count
        default: break
        }
    }

    /// The curve of days from MQL to SQL over this cohort. SQLs whose day is implied or lies
    /// before the MQL are left out of it: how long they took is not known.
    package var delayCurve: DelayCurve {
        let last = max(mqls.keys.max() ?? 0, sqls.keys.max() ?? 0, 0)
        var counts = [(events: Int, watched: Int)](repeating: (0, 0), count: last + 1)
        for (age, count) in mqls where age >= 0 { counts[age].watched += count }
        for (age, count) in doubted where age >= 0 { counts[age].watched -= count }
        for (pair, count) in believed where pair.age >= 0 {
            counts[pair.age].watched -= count
            counts[pair.lag].events += count
        }
        return DelayCurve(counts: counts)
    }

    /// How many MQLs are this old, or older.
    func count(olderThan age: Int) -> Int {
        mqls.reduce(0) { $0 + ($1.key >= age ? $1.value : 0) }
    }

    /// SQLs of which it is known how long they took.
    var delayCount: Int { believed.values.reduce(0, +) }

    package var mqlCount: Int { mqls.values.reduce(0, +) }
    package var sqlCount: Int { sqls.values.reduce(0, +) }
}

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
            let ages = all.mqls.keys.sorted(by: >)
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
    package func conversion(_ cohort: Cohort) -> MaturedConversion {
        let sqls = cohort.sqls.reduce(0) { $0 + ($1.key <= horizon ? $1.value : 0) }
        return MaturedConversion(
            sqls: sqls, later: cohort.sqlCount - sqls, hadTime: hadTime(cohort, sqls: sqls))
    }

    /// How many days later at least `wanted` MQLs will have had their time, with no new ones.
    package func daysUntil(_ wanted: Double, _ cohort: Cohort) -> Int? {
        guard Double(cohort.mqlCount) >= wanted else { return nil }
        return (0...max(horizon, 1)).first { days in
            hadTime(cohort, sqls: 0, later: days) >= wanted
        }
    }

    private func hadTime(_ cohort: Cohort, sqls: Int, later days: Int = 0) -> Double {
        // In order of age, so that the same cohort gives the same last digit everywhere.
        let sum = cohort.mqls.sorted { $0.key < $1.key }.reduce(0.0) {
            $0 + weight(age: $1.key + days) * Double($1.value)
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
    /// MQLs, each for the part of its time that it had: 80 MQLs may count for 71.96.
    package let hadTime: Double
    package let estimate: EstimatedRate

    init(sqls: Int, later: Int, hadTime: Double) {
        self.sqls = sqls
        self.later = later
        self.hadTime = hadTime
        estimate = EstimatedRate(Proportion(Double(sqls), of: hadTime))
    }
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
