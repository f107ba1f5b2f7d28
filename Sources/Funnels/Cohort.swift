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
    /// By age and lag, those that were rejected or lost and are no SQL.
    private var closed: [Pair: Int] = [:]
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
        case .closedWithoutSQL:
            closed[Pair(age: age, lag: max(0, cell.lag)), default: 0] += count
        default: break
        }
    }

    /// For each day from 0, how many became an SQL after that many days, and how many are of that
    /// age and no SQL. SQLs whose day is implied or lies before the MQL are in neither: how long
    /// they took is not known. A rejected MQL keeps its age: it stays among those that could.
    package var days: [(events: Int, watched: Int)] {
        var counts = [(events: Int, watched: Int)](repeating: (0, 0), count: lastDay + 1)
        for (age, count) in mqls where age >= 0 { counts[age].watched += count }
        for (age, count) in doubted where age >= 0 { counts[age].watched -= count }
        for (pair, count) in believed where pair.age >= 0 {
            counts[pair.age].watched -= count
            counts[pair.lag].events += count
        }
        return counts
    }

    private var lastDay: Int { max(mqls.keys.max() ?? 0, sqls.keys.max() ?? 0, 0) }

    /// The curve of days from MQL to SQL.
    package var delayCurve: DelayCurve { DelayCurve(counts: days) }

    /// How SQLs and rejections, which exclude each other, are spread over the days.
    package var outcomes: CompetingRisks {
        var counts = days.map { (first: $0.events, other: 0, watched: $0.watched) }
        for (pair, count) in closed where pair.age >= 0 {
            counts[pair.age].watched -= count
            counts[min(pair.lag, pair.age)].other += count
        }
        return CompetingRisks(counts: counts)
    }

    /// The MQLs that are neither an SQL nor rejected, by age in ascending order.
    package var open: [(age: Int, count: Int)] {
        var counts = mqls
        for (age, count) in doubted { counts[age, default: 0] -= count }
        for (pair, count) in believed { counts[pair.age, default: 0] -= count }
        for (pair, count) in closed { counts[pair.age, default: 0] -= count }
        return counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
            .map { (age: $0.key, count: $0.value) }
    }

    /// How many MQLs are this old, or older.
    func count(olderThan age: Int) -> Int {
        mqls.reduce(0) { $0 + ($1.key >= age ? $1.value : 0) }
    }

    /// SQLs of which it is known how long they took.
    var delayCount: Int { believed.values.reduce(0, +) }
    /// Whether the lag of every SQL is known.
    var knowsEveryDelay: Bool { doubted.isEmpty }

    package var mqlCount: Int { mqls.values.reduce(0, +) }
    package var sqlCount: Int { sqls.values.reduce(0, +) }
}
