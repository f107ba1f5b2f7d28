package import Quantities
package import Statistics

/// How many there are of each number of days, from 0 up.
package struct DayCounts: Sendable, ExpressibleByDictionaryLiteral {
    /// By ascending day; a day may stand at 0.
    package private(set) var entries: [Entry] = []
    package private(set) var total = 0
    /// Where the last was added: the next is mostly of a day beside it.
    private var latest = 0

    /// How many there are of one age, in days.
    package struct Entry: Hashable, Sendable {
        package let day: Int
        package fileprivate(set) var count: Int
    }

    package init() {}

    package init(dictionaryLiteral entries: (Int, Int)...) {
        for (day, count) in entries { add(count, on: day) }
    }

    mutating func add(_ count: Int, on day: Int) {
        guard day >= 0, count != 0 else { return }
        total += count
        // Days mostly come in order, or are there already.
        guard let last = entries.last, last.day >= day else {
            latest = entries.count
            entries.append(Entry(day: day, count: count))
            return
        }
        if !isOf(day, latest) {
            latest =
                isOf(day, latest - 1)
                ? latest - 1 : isOf(day, latest + 1) ? latest + 1 : place(of: day)
        }
        if isOf(day, latest) {
            entries[latest].count += count
        } else {
            entries.insert(Entry(day: day, count: count), at: latest)
        }
    }

    mutating func add(_ other: DayCounts) {
        for entry in other.entries { add(entry.count, on: entry.day) }
    }

    @inline(__always)
    private func isOf(_ day: Int, _ place: Int) -> Bool {
        entries.indices.contains(place) && entries[place].day == day
    }

    /// Of the first entry on this day or later.
    private func place(of day: Int) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].day < day { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The highest number of days that at least `count` have, or exceed; nil where there are not so many.
    func last(_ count: Int) -> Int? {
        var sum = 0
        return entries.last { entry in
            sum += entry.count
            return sum >= count
        }?.day
    }

    /// The highest number of days that there is.
    package var last: Int? { entries.last?.day }
}

extension DayCounts: Hashable {
    package static func == (one: DayCounts, other: DayCounts) -> Bool {
        one.entries == other.entries
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(entries) }
}

/// The members of a row by their age, and by the days that the event they are followed for took: MQLs
/// that become SQLs, or customers.
package struct Cohort: Hashable, Sendable {
    /// What the MQLs are followed for.
    package enum Goal: Hashable, Sendable {
        case sql, customer

        /// Whether an event is the goal.
        fileprivate func counts(_ event: Event) -> Bool {
            switch self {
            case .sql: event == .sql || event == .impliedSQL
            case .customer: event == .won
            }
        }
    }

    package let goal: Goal
    /// By source, and by age in days on the as-of day.
    private var mqlsOfSource: [Int: DayCounts] = [:]
    package private(set) var mqls = DayCounts()
    /// By lag in days, those that reached the goal. One dated before its MQL stands at 0: it counts,
    /// only its lag is wrong. An SQL that is known from its sale alone stands at the day of that.
    package private(set) var reached = DayCounts()
    /// The same by source.
    private var reachedOfSource: [Int: DayCounts] = [:]
    /// The same by age.
    private var reachedByAge = DayCounts()
    /// Those that were rejected or lost and are no SQL, by lag and by age.
    private var closed = DayCounts()
    private var closedByAge = DayCounts()
    package private(set) var negativeLags = 0

    /// Whether an event says anything of a cohort.
    package static func follows(_ event: Event) -> Bool {
        event == .mql || event == .closedWithoutSQL || Goal.sql.counts(event)
            || Goal.customer.counts(event)
    }

    package init(_ goal: Goal = .sql) {
        self.goal = goal
    }

    /// Takes in a cell of the tally, by its age on the as-of day and its lag in days.
    package mutating func add(_ cell: Tally.Cell, asOf: Day) {
        let (event, lag) = (cell.event, cell.lag)
        let count = Int(truncatingIfNeeded: cell.count)
        let age = cell.day.distance(to: asOf)
        if event == .mql {
            mqls.add(count, on: age)
            mqlsOfSource[cell.segment.source, default: DayCounts()].add(count, on: age)
        } else if goal.counts(event) {
            reached.add(count, on: max(0, lag))
            reachedOfSource[cell.segment.source, default: DayCounts()].add(
                count, on: max(0, lag))
            reachedByAge.add(count, on: age)
            if lag < 0 { negativeLags += count }
        } else if goal == .sql, event == .closedWithoutSQL {
            closed.add(count, on: min(max(0, lag), age))
            closedByAge.add(count, on: age)
        }
    }

    /// Takes in those of another row.
    mutating func add(_ other: Cohort) {
        for (source, ages) in other.mqlsOfSource {
            mqlsOfSource[source, default: DayCounts()].add(ages)
        }
        for (source, lags) in other.reachedOfSource {
            reachedOfSource[source, default: DayCounts()].add(lags)
        }
        mqls.add(other.mqls)
        reached.add(other.reached)
        reachedByAge.add(other.reachedByAge)
        closed.add(other.closed)
        closedByAge.add(other.closedByAge)
        negativeLags += other.negativeLags
    }

    /// By ascending number of the source, so that sums have the same last digit everywhere.
    var bySource: [(source: Int, ages: DayCounts)] {
        mqlsOfSource.sorted { $0.key < $1.key }.map { (source: $0.key, ages: $0.value) }
    }

    /// Of the MQLs that are older than so many days, those that reached the goal.
    func closed(after days: Int) -> Proportion {
        func count(_ counts: DayCounts) -> Int {
            counts.entries.reduce(0) { $0 + ($1.day >= days ? $1.count : 0) }
        }
        return Proportion(count(reachedByAge), of: count(mqls)) ?? .none
    }

    /// How many of a source reached the goal within so many days.
    func reached(_ source: Int, within days: Int) -> Int {
        reachedOfSource[source]?.entries.reduce(0) { $0 + ($1.day <= days ? $1.count : 0) } ?? 0
    }

    /// For each day from 0, how many reached the goal after that many days, and how many are of that
    /// age and have not. A rejected MQL keeps its age: it stays among those that could.
    package var days: [(events: Int, watched: Int)] {
        var counts = [(events: Int, watched: Int)](repeating: (0, 0), count: lastDay + 1)
        for entry in reached.entries { counts[entry.day].events += entry.count }
        for entry in mqls.entries { counts[entry.day].watched += entry.count }
        for entry in reachedByAge.entries { counts[entry.day].watched -= entry.count }
        return counts
    }

    private var lastDay: Int { max(mqls.last ?? 0, reached.last ?? 0) }

    /// The curve of days from MQL to the goal.
    package var delayCurve: DelayCurve { DelayCurve(counts: days) }

    /// How SQLs and rejections, which exclude each other, are spread over the days.
    package var outcomes: CompetingRisks {
        var counts = days.map { (first: $0.events, other: 0, watched: $0.watched) }
        for entry in closed.entries { counts[entry.day].other += entry.count }
        for entry in closedByAge.entries { counts[entry.day].watched -= entry.count }
        return CompetingRisks(counts: counts)
    }

    /// MQLs of any age.
    package var mqlCount: Int { mqls.total }
    /// Those of them that have reached the step by the as-of day.
    package var reachedCount: Int { reached.total }
}
