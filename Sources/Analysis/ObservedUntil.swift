package import Funnels
package import Intake
internal import Leads
package import Quantities
internal import Statistics

/// Up to which day it is known what became of leads, and why that day.
///
/// That is the day of the export, where a file's name, a line of its own or somebody says it, and else
/// the last day of which it tells anything. Spend, plans and open deals say nothing of what became of
/// leads, and neither does the day of an import or that on which somebody looks.
package struct ObservedUntil: Hashable, Sendable {
    /// The day to which the data go; nil where nothing has a day.
    package let day: Day?
    /// The last day of a lead, an activity, a stage or a deal that was decided; nil where there is none.
    package let lastRow: Day?
    package let reason: Reason
    /// The day up to which it is known who became an SQL; nil where nothing has a day.
    package let sqls: Day?
    /// The day up to which it is known who became a customer; nil where nothing has a day.
    package let customers: Day?
    /// The day to which each table goes, in their order; nil where it does not say it.
    package let tables: [Day?]
    /// Days so long after all others that they cannot be meant, the last first.
    package let apart: [Day]
    /// The last day that is still to come, where there is one that cannot have happened; it does not count.
    package let ahead: Day?
    /// On which days something happened.
    package let events: KnownDays

    /// Why the data go to a day.
    package enum Reason: Hashable, Sendable {
        /// A file has it as the day of its export: in its name, or in a line of its own.
        case stated(file: String)
        /// Somebody said so.
        case said
        /// It is the last day of a lead, an activity, a stage or a deal that was decided.
        case lastRow
        /// Nothing has a day.
        case nothing
    }

    /// More than so many days after all others a day is none of the data.
    static let mostDaysApart = 30
    /// Of a day of which so many times its rows are not all of them more is meant than one slip.
    static let mostApart = 20
    /// Quiet days that are less likely than this are the end of what was written down, and no chance.
    static let leastChance = 0.01

    /// - Parameters:
    ///   - said: the day of the exports, as somebody said it.
    ///   - today: later days cannot have happened. Where all are later, it is the clock that is wrong.
    package init(_ reading: Reading, in zone: TimeZoneRule, said: Day?, today: Day) {
        self.init(
            KnownDays(reading.facts), reading.tables, in: zone, said: said, today: today)
    }

    /// - Parameters:
    ///   - events: on which days something happened.
    ///   - all: how the files were read that tell of it.
    package init(
        _ events: KnownDays, _ all: [TableReport], in zone: TimeZoneRule, said: Day?, today: Day
    ) {
        var events = events
        events.zone = zone
        self.events = events
        let isClockWrong = events.last(through: today) == nil
        let limit = isClockWrong ? Day.ofCalendar.upperBound : today
        ahead = isClockWrong ? nil : events.last(after: today)
        let (lastRow, apart) = Self.withoutThoseApart(events, limit)
        self.apart = apart
        self.lastRow = lastRow
        func statedDay(_ table: TableReport) -> Day? {
            [table.statedDay.flatMap { $0 <= limit ? $0 : nil }, said].compactMap(\.self).max()
        }
        func tellsOutcomes(_ table: TableReport) -> Bool {
            table.kinds.contains { [.lead, .activity, .stage, .deal].contains($0) }
        }
        let told = all.filter(tellsOutcomes)
        let days: [(Day, String)] = told.compactMap { table in
            statedDay(table).map { ($0, table.file) }
        }
        let stated = days.max { $0.0 < $1.0 || $0.0 == $1.0 && $0.1 > $1.1 }
        let day = [lastRow, stated?.0].compactMap(\.self).max()
        self.day = day
        if let stated, stated.0 == day {
            let isOfFile = told.contains { $0.statedDay == day && $0.file == stated.1 }
            reason = isOfFile ? .stated(file: stated.1) : .said
        } else {
            reason = day == nil ? .nothing : .lastRow
        }

        let last = lastRow ?? limit
        let deals = told.count { $0.kinds.contains(.deal) }
        tables = all.map { table in
            guard tellsOutcomes(table) else { return nil }
            var days = table.latest.moments.map(zone.day(of:))
            days += table.latestStages.moments.map(TimeZoneRule.utc.day(of:))
            // Of deals it is not kept which file they are of.
            if table.kinds.contains(.deal), deals == 1,
                let decided = events.decisions.last(through: last)
            {
                days.append(decided)
            }
            return ([statedDay(table)] + [days.filter { $0 <= last }.max()]).compactMap(\.self)
                .max()
        }
        /// Up to which day a series is known, of which files of a kind tell.
        func end(_ series: DayTally, among rows: DayTally, of kind: FactKind) -> Day? {
            guard let day, let lastOfSeries = series.last(through: last) else { return day }
            let lastOfRows = rows.last(through: last) ?? lastOfSeries
            if let stated = told.filter({ $0.kinds.contains(kind) }).compactMap(statedDay).max(),
                stated >= lastOfRows
            {
                return min(day, stated)
            }
            for tally in [rows, series] {
                if let end = tally.last(through: last),
                    Self.isQuiet(after: end, until: day, tally, since: events.first)
                {
                    return end
                }
            }
            return day
        }
        sqls =
            events.sqls.isEmpty
            ? end(events.wins, among: events.decisions, of: .deal)
            : end(events.sqls, among: events.stages, of: .stage)
        customers =
            events.wonStages.isEmpty
            ? end(events.wins, among: events.decisions, of: .deal)
            : end(events.wonStages, among: events.stages, of: .stage)
    }

    /// Whether the days between cannot be quiet by chance.
    private static func isQuiet(
        after last: Day, until day: Day, _ tally: DayTally, since first: Day?
    ) -> Bool {
        let start = max(first ?? last, last.advanced(by: 1 - QuietDays.window))
        return QuietDays.chance(
            events: tally.days(start, through: last), in: start.distance(to: last) + 1,
            quiet: last.distance(to: day)) < leastChance
    }

    /// The last day that is not far from all others, and those that are, where data so dense have no such
    /// hole by chance.
    private static func withoutThoseApart(
        _ events: KnownDays, _ limit: Day
    ) -> (last: Day?, apart: [Day]) {
        var (last, apart) = (events.last(through: limit), [Day]())
        let all = events.rows.sum(Day.ofCalendar.lowerBound, through: limit)
        while let day = last, let before = events.last(through: day.advanced(by: -1)),
            before.distance(to: day) > mostDaysApart,
            events.rows.sum(day, through: day) * mostApart <= all,
            isQuiet(after: before, until: day, events.rows, since: events.first)
        {
            apart.append(day)
            last = before
        }
        return (last, apart)
    }

    /// The days of a question.
    ///
    /// - Parameter asOf: nil for the day to which the data go.
    package func days(asOf: Day?) -> ObservedDays? {
        (asOf ?? day).map {
            ObservedDays(
                asOf: $0, data: day, sqls: sqls, customers: customers,
                uncounted: apart + [ahead].compactMap(\.self))
        }
    }
}

/// On which days something happened, by what it was.
package struct KnownDays: Hashable, Sendable {
    /// The last moments at which leads were created and did something, and the zone whose days they are of.
    var latest = LatestMoments()
    fileprivate var zone = TimeZoneRule.utc
    /// Leads created.
    var created = DayTally()
    /// How many stages were reached.
    var stages = DayTally()
    /// How many leads became an SQL, and a customer, by what a stage says.
    var sqls = DayTally()
    var wonStages = DayTally()
    /// Deals that were won, and those that were decided.
    var wins = DayTally()
    var decisions = DayTally()
    /// Leads created, stages and decided deals.
    private(set) var rows = DayTally()
    fileprivate var first: Day? { rows.first }

    init() {}

    init(_ facts: Facts) {
        for lead in 0..<facts.leads.count where facts.leads.hasRow(lead) {
            let moment = facts.leads.created[lead]
            guard moment != LeadTable.countedElsewhere else { continue }
            latest.note(moment)
            // A day too early or too late makes no pace another.
            created.add(on: TimeZoneRule.utc.day(of: moment))
        }
        latest.add(facts.activities.latest)
        for days in facts.stages where !days.isEmpty {
            var sql: Day?
            for stage in Stage.allCases {
                guard let day = days[stage] else { continue }
                stages.add(on: day)
                switch stage {
                case .sql, .opportunity: sql = Day.earlier(sql, day)
                case .won:
                    sql = Day.earlier(sql, day)
                    wonStages.add(on: day)
                case .mql, .contacted, .lost, .rejected: break
                }
            }
            if let sql { sqls.add(on: sql) }
        }
        for day in facts.laterStages.days { stages.add(on: day) }
        for deal in facts.deals where deal.status != .open {
            guard let day = deal.closedOn else { continue }
            decisions.add(on: day)
            if deal.status == .won, !deal.isCredit { wins.add(on: day) }
        }
        sum()
    }

    /// Puts together what was counted by itself.
    mutating func sum() {
        rows = created
        rows.add(stages)
        rows.add(decisions)
    }

    /// The last day of anything, up to one.
    func last(through day: Day) -> Day? {
        [
            latest.moments.map(zone.day(of:)).filter { $0 <= day }.max(), stages.last(through: day),
            decisions.last(through: day),
        ].compactMap(\.self).max()
    }

    /// The last day of anything after one.
    func last(after day: Day) -> Day? {
        last(through: Day.ofCalendar.upperBound).flatMap { $0 > day ? $0 : nil }
    }
}
