package import Quantities
package import Statistics

/// How many there are of each number of days, from 0 up.
package struct DayCounts: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    private var counts: [Int] = []
    package private(set) var total = 0

    package init() {}

    package init(dictionaryLiteral entries: (Int, Int)...) {
        for (day, count) in entries { add(count, on: day) }
    }

    mutating func add(_ count: Int, on day: Int) {
        guard day >= 0, count != 0 else { return }
        if day >= counts.count {
            counts.append(contentsOf: repeatElement(0, count: day + 1 - counts.count))
        }
        counts[day] += count
        total += count
    }

    /// The highest number of days that there is.
    package var last: Int? { counts.isEmpty ? nil : counts.count - 1 }

    package subscript(day: Int) -> Int { counts.indices.contains(day) ? counts[day] : 0 }

    /// What there is, by ascending number of days.
    var entries: some Sequence<(day: Int, count: Int)> {
        counts.enumerated().lazy.filter { $0.element != 0 }.map {
            (day: $0.offset, count: $0.element)
        }
    }
}

/// The MQLs of a row by their age, and its SQLs by the days they took.
package struct Cohort: Hashable, Sendable {
    /// By age in days on the as-of day.
    package private(set) var mqls = DayCounts()
    /// By lag in days. An SQL dated before its MQL stands at 0: it is an SQL, only its lag is
    /// wrong.
    package private(set) var sqls = DayCounts()
    /// The SQLs with a lag that can be believed, by lag; all SQLs by age.
    private var believed = DayCounts()
    private var sqlsByAge = DayCounts()
    /// Those that were rejected or lost and are no SQL, by lag and by age.
    private var closed = DayCounts()
    private var closedByAge = DayCounts()
    package private(set) var negativeLags = 0

    package init() {}

    package mutating func add(_ cell: Tally.Cell, asOf: Day) {
        let age = cell.day.distance(to: asOf)
        let (count, lag) = (Int(truncatingIfNeeded: cell.count), cell.lag)
        switch cell.event {
        case .mql: mqls.add(count, on: age)
        case .sql, .impliedSQL:
            sqls.add(count, on: max(0, lag))
            sqlsByAge.add(count, on: age)
            if lag < 0 {
                negativeLags += count
            } else if cell.event == .sql {
                believed.add(count, on: lag)
            }
        case .closedWithoutSQL:
            closed.add(count, on: min(max(0, lag), age))
            closedByAge.add(count, on: age)
        default: break
        }
    }

    /// For each day from 0, how many became an SQL after that many days, and how many are of that
    /// age and no SQL. SQLs whose day is implied or lies before the MQL are in neither: how long
    /// they took is not known. A rejected MQL keeps its age: it stays among those that could.
    package var days: [(events: Int, watched: Int)] {
        (0...lastDay).map { day in
            (events: believed[day], watched: mqls[day] - sqlsByAge[day])
        }
    }

    private var lastDay: Int { max(mqls.last ?? 0, sqls.last ?? 0) }

    /// The curve of days from MQL to SQL.
    package var delayCurve: DelayCurve { DelayCurve(counts: days) }

    /// How SQLs and rejections, which exclude each other, are spread over the days.
    package var outcomes: CompetingRisks {
        CompetingRisks(
            counts: (0...lastDay).map { day in
                (
                    first: believed[day], other: closed[day],
                    watched: mqls[day] - sqlsByAge[day] - closedByAge[day]
                )
            })
    }

    /// How many MQLs are this old, or older.
    func count(olderThan age: Int) -> Int {
        mqls.entries.reduce(0) { $0 + ($1.day >= age ? $1.count : 0) }
    }

    /// SQLs of which it is known how long they took.
    var delayCount: Int { believed.total }
    /// Whether the lag of every SQL is known.
    var knowsEveryDelay: Bool { believed.total == sqls.total }

    package var mqlCount: Int { mqls.total }
    package var sqlCount: Int { sqls.total }
}
