internal import Funnels
internal import Leads
internal import Quantities
internal import Statistics
internal import Valuation

extension Pipeline {
    /// Everything that is missing in the data and counts as nothing; nothing where nobody asks.
    func holes(
        _ question: Figures.Question, _ counted: Counted, _ sources: SourceDirectory
    ) -> Holes {
        guard let holeRules else { return .none }
        var finder = HoleFinder(self, question, counted, sources, holeRules)
        return finder.holes
    }
}

/// Looks for holes in what was counted, by source and day.
private struct HoleFinder {
    private let pipeline: Pipeline
    private let sums: LeadSums
    private let question: Figures.Question
    private let rules: HoleRules
    private var sources: SourceDirectory
    private let names: RowNames
    /// By source, in order of its number.
    private var mqls: [Int: DayTally] = [:]
    private var leads: [Int: DayTally] = [:]
    /// MQLs, and those that were turned down without becoming an SQL, by the day of the MQL.
    private var allMQLs = DayTally()
    private var closed = DayTally()
    private var allLeads = DayTally()

    private var last: Day { question.observed.data }

    init(
        _ pipeline: Pipeline, _ question: Figures.Question, _ counted: Counted,
        _ sources: SourceDirectory, _ rules: HoleRules
    ) {
        let tally = counted.tally
        sums = counted.sums
        (self.pipeline, self.question) = (pipeline, question)
        (self.sources, self.rules) = (sources, rules)
        names = RowNames(pipeline, sources, .source, tally, asOf: question.asOf)
        for cell in tally.cells where cell.happened(by: question.asOf) {
            let count = Int(truncatingIfNeeded: cell.count)
            switch cell.event {
            case .mql:
                mqls[cell.segment.source, default: DayTally()].add(count, on: cell.day)
                allMQLs.add(count, on: cell.day)
            case .created:
                leads[cell.segment.source, default: DayTally()].add(count, on: cell.day)
                allLeads.add(count, on: cell.day)
            case .closedWithoutSQL: closed.add(count, on: cell.day)
            default: break
            }
        }
    }

    var holes: Holes {
        mutating get {
            let bought = bought()
            let gaps = SpendGaps(
                rules, period: question.period, currency: question.currency, until: last)
            return Holes(
                gaps.holes(bought) + oldOutcomes() + recentOutcomes() + migrationDays()
                    + levelShifts(bought) + emptySources() + daysApart(),
                withoutActivity: withoutActivity())
        }
    }

    private func source(_ number: Int) -> Hole.Source {
        let row = names.row(ofSource: number)
        return Hole.Source(key: row.key, label: row.label)
    }

    /// Leads that come together on a day, and not by and by.
    private func isList(_ number: Int) -> Bool {
        sources.rule(number).map { $0.channel == .event || $0.direction == .outbound } ?? false
    }

    // MARK: Spend

    private mutating func bought() -> [(number: Int?, bought: BoughtSource)] {
        var rows: [Int: [Spend]] = [:]
        var shared: [Spend] = []
        for row in pipeline.facts.spend
        where row.category.isBought && row.period.first <= question.asOf {
            guard !row.isShared else {
                shared.append(row)
                continue
            }
            let number = sources.resolve(
                source: row.source, medium: row.medium, campaign: row.campaign
            ).number
            rows[number, default: []].append(row)
        }
        func known(_ rows: [Spend]) -> [(period: Period, cents: Int64)] {
            // An agency that is paid each month hides that media are not.
            let media = rows.filter { $0.category == .media }
            return (media.isEmpty ? rows : media).map {
                ($0.period, $0.money.currency == question.currency ? $0.money.cents : 0)
            }
        }
        var found: [(number: Int?, bought: BoughtSource)] = rows.keys.sorted().filter {
            !isList($0)
        }.map {
            number in
            (
                number,
                BoughtSource(
                    source: source(number), rows: known(rows[number] ?? []),
                    mqls: mqls[number] ?? DayTally())
            )
        }
        if !shared.isEmpty {
            found.append((nil, BoughtSource(source: nil, rows: known(shared), mqls: allMQLs)))
        }
        return found
    }

    // MARK: Outcomes

    /// The first months of MQLs of whom nobody was turned down, where later ones were.
    private func oldOutcomes() -> [Hole] {
        guard let first = allMQLs.first, let turned = closed.first else { return [] }
        let start = turned.startOfMonth
        guard let before = Period(first: first, end: start) else { return [] }
        let (old, late) = (
            allMQLs.sum(before.first, through: before.lastDay), allMQLs.sum(start, through: last)
        )
        let turnedDown = closed.sum(start, through: last)
        guard old >= rules.leastOfSide, turnedDown >= rules.leastOfSide else { return [] }
        // None of the old ones, at a share that is known by the later ones alone.
        var logarithm = 0.0
        for place in 0..<old {
            logarithm += Mathematics.naturalLogarithm(
                Double(late - turnedDown + 1 + place) / Double(late + 2 + place))
        }
        let months = Double(
            Period(first: first, end: last.advanced(by: 1))?.months.count ?? 1)
        guard Mathematics.exponential(logarithm) * months < rules.chance,
            before.overlap(with: question.period) != nil
        else { return [] }
        return [
            Hole(
                kind: .oldOutcomes, source: nil, days: before, mqls: old, effect: .conversionTooHigh
            )
        ]
    }

    /// What came after the last day of which outcomes are known.
    private func recentOutcomes() -> [Hole] {
        let observed = question.observed
        guard observed.sqls.distance(to: observed.data) > 1,
            let days = Period(
                first: observed.sqls.advanced(by: 1), end: observed.data.advanced(by: 1))
        else { return [] }
        let leads = allLeads.sum(days.first, through: days.lastDay)
        let mqls = allMQLs.sum(days.first, through: days.lastDay)
        guard leads + mqls > 0 else { return [] }
        return [
            Hole(
                kind: .recentOutcomes, source: nil, days: days, leads: leads, mqls: mqls,
                effect: .outcomesTooFew)
        ]
    }

    /// Days on which so many leads reached a stage, of so many sources and ages, as only a computer does.
    private func migrationDays() -> [Hole] {
        var found: [Hole] = []
        for stage in Stage.allCases {
            guard let tally = sums.stageDays[stage] else { continue }
            let all = tally.sum(Day.ofCalendar.lowerBound, through: last)
            for (day, count) in tally.counts(atLeast: rules.migrationDates)
            // What a CRM has only as a word is of the day of its export.
            where !(stage == .rejected && (day == last || count == all)) && day <= last
                && count * 10_000 >= all * rules.migrationShare
                && question.period.contains(day) && isSpread(stage, on: day)
            {
                found.append(
                    Hole(
                        kind: .migrationDay, source: nil, days: Period(day: day), stage: stage,
                        leads: count, effect: .delaysUnknown))
            }
        }
        return found
    }

    private func isSpread(_ stage: Stage, on day: Day) -> Bool {
        guard let spread = sums.spread[.init(stage: stage, day: day)] else { return false }
        return min(spread.sources.count, spread.months.count) >= rules.migrationSpread
    }

    /// Days that do not count: long after all others, or still to come.
    private func daysApart() -> [Hole] {
        question.observed.uncounted.map { day in
            return Hole(
                kind: .dayApart, source: nil, days: Period(day: day), leads: sums.apart[day] ?? 0,
                deals: sums.decidedDeals.sum(day, through: day),
                effect: .notCounted)
        }
    }

    // MARK: Levels

    /// The whole months of all leads, in order.
    private var wholeMonths: [Period] {
        guard let first = allLeads.first,
            let all = Period(first: first, end: last.advanced(by: 1))
        else { return [] }
        return all.months.filter { month in
            // A month of which a few days at either end are missing is as good as whole.
            let whole = Period(monthOf: month.first)
            return whole.first.distance(to: month.first) <= 3
                && month.end.distance(to: whole.end) <= 3
        }
    }

    private func levelShifts(_ bought: [(number: Int?, bought: BoughtSource)]) -> [Hole] {
        let months = wholeMonths
        var pool = leads.keys.sorted().filter { !isList($0) && $0 != sources.rules.count }
        let tried = Double(pool.count)
        var found: [Hole] = []
        func counts(_ number: Int) -> [Int] {
            months.map { leads[number]?.sum($0.first, through: $0.lastDay) ?? 0 }
        }
        let byMonth = Dictionary(uniqueKeysWithValues: pool.map { ($0, counts($0)) })
        while pool.count > 1 {
            // A source begins when its first leads come, which is no shift.
            let begins = pool.map { number in
                byMonth[number]?.firstIndex { $0 > 0 }.map { $0 == 0 ? 0 : $0 + 1 } ?? months.count
            }
            let effects = MonthEffects.of(
                zip(pool, begins).map { number, begin in
                    months.indices.map { $0 < begin ? nil : byMonth[number]?[$0] }
                })
            let looked = zip(pool, begins).filter { $0.1 < months.count }.map { number, begin in
                (
                    number: number,
                    counts: MonthlyCounts(
                        own: Array((byMonth[number] ?? [])[begin...]),
                        expected: Array(effects[begin...])), start: begin
                )
            }
            let shifts = LevelShifts(looked.map(\.counts), rules)
            var best: (number: Int, shift: LevelShift, start: Int)?
            for (number, counts, start) in looked {
                guard let shift = shifts.find(counts), shift.chance * tried < rules.chance
                else { continue }
                if best.map({ shift.chance < $0.shift.chance }) ?? true {
                    best = (number, shift, start)
                }
            }
            guard let best else { break }
            pool.removeAll { $0 == best.number }
            let first = months[best.start + best.shift.place].first
            let rows = bought.first { $0.number == best.number }?.bought.rows ?? []
            guard !isExplained(best.shift, from: first, by: rows, months, best.start),
                let days = Period(first: first, end: last.advanced(by: 1)),
                days.overlap(with: question.period) != nil
            else { continue }
            let sides = best.shift.sides
            found.append(
                Hole(
                    kind: .levelShift, source: source(best.number), days: days,
                    leads: best.shift.after,
                    effect: .leadsBefore(
                        Self.perMonth(best.shift.before, sides.before),
                        after: Self.perMonth(best.shift.after, sides.after))))
        }
        return found
    }

    private static func perMonth(_ count: Int, _ months: Int) -> Int {
        (2 * count + months) / (2 * max(1, months))
    }

    /// Whether what was spent on it changed the same way, and so far that it explains most of it.
    private func isExplained(
        _ shift: LevelShift, from day: Day, by rows: [(period: Period, cents: Int64)],
        _ months: [Period], _ start: Int
    ) -> Bool {
        guard !rows.isEmpty, let first = months[start...].first?.first,
            let end = months.last?.end, let old = Period(first: first, end: day),
            let new = Period(first: day, end: end)
        else { return false }
        func spent(_ window: Period) -> Double {
            rows.reduce(0) { sum, row in
                let overlap = row.period.overlap(with: window)?.length ?? 0
                return sum + Double(row.cents) * Double(overlap) / Double(row.period.length)
            } / Double(window.length)
        }
        let (before, after) = (spent(old), spent(new))
        let isMore =
            shift.after * shift.sides.before > shift.before * shift.sides.after
        guard before > 0, after > 0 else { return isMore == (after > before) }
        return isMore ? after > before * 1.5 : before > after * 1.5
    }

    /// The month from which on far more leads have no source.
    private func emptySources() -> [Hole] {
        let none = sources.rules.count
        let months = wholeMonths
        guard let without = leads[none] else { return [] }
        let own = months.map { without.sum($0.first, through: $0.lastDay) }
        let others = months.map {
            allLeads.sum($0.first, through: $0.lastDay) - without.sum($0.first, through: $0.lastDay)
        }
        let counts = MonthlyCounts(own: own, expected: others.map(Double.init))
        guard let shift = LevelShifts([], rules).find(counts), shift.chance < rules.chance,
            shift.after * shift.sides.before > shift.before * shift.sides.after,
            let days = Period(first: months[shift.place].first, end: last.advanced(by: 1)),
            days.overlap(with: question.period) != nil
        else { return [] }
        func share(_ range: Range<Int>) -> Double {
            let own = own[range].reduce(0, +)
            let all = own + others[range].reduce(0, +)
            return all > 0 ? Double(own) / Double(all) : 0
        }
        return [
            Hole(
                kind: .emptySources, source: nil, days: days, leads: shift.after,
                effect: .sourcesTooFew(
                    before: share(0..<shift.place), after: share(shift.place..<months.count)))
        ]
    }

    // MARK: Activities

    /// Leads of whom no file has any activity.
    private func withoutActivity() -> [Holes.WithoutActivity] {
        guard sums.counts.activities > 0,
            pipeline.rules.decider(asOf: question.asOf) == .rules
        else { return [] }
        return sums.activity.sorted { $0.key < $1.key }.filter { $0.value.without > 0 }.map {
            .init(source: source($0.key), leads: $0.value.leads, without: $0.value.without)
        }
    }
}
