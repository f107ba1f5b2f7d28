internal import Leads
internal import Quantities

/// What was spent on one source, by the days of which it is known, and its MQLs by day.
struct BoughtSource {
    let source: Hole.Source?
    /// The days of the rows, each with its cents in the currency of the report.
    var rows: [(period: Period, cents: Int64)] = []
    var mqls = DayTally()
}

/// Days on which a source has MQLs as before, and none of its spend is known: what an MQL cost seems
/// lower than it is.
///
/// A row that says that nothing was spent is known. Who pays now and then, such as by the quarter, has
/// times between that are no holes; after a pause MQLs become fewer, and that is none either.
struct SpendGaps {
    private let rules: HoleRules
    private let period: Period
    private let currency: Currency
    /// The day to which the data go.
    private let last: Day

    init(_ rules: HoleRules, period: Period, currency: Currency, until last: Day) {
        (self.rules, self.period, self.currency, self.last) = (rules, period, currency, last)
    }

    /// - Parameter sources: those on which anything was spent.
    func holes(_ sources: [(number: Int?, bought: BoughtSource)]) -> [Hole] {
        let ends = sources.flatMap { $0.bought.rows.map(\.period.lastDay) }.max()
        return sources.flatMap { holes($0.bought, endOfFile: ends ?? last) }
    }

    private func holes(_ source: BoughtSource, endOfFile: Day) -> [Hole] {
        let runs = Self.runs(source.rows.map(\.period), until: last)
        guard let firstRun = runs.first, let lastRun = runs.last,
            let longest = source.rows.map(\.period.length).max()
        else { return [] }
        let isDaily = longest < 14
        let covered = runs.reduce(0) { $0 + $1.length }
        let between = zip(runs, runs.dropFirst()).compactMap {
            Period(first: $0.end, end: $1.first)
        }
        let brought = runs.reduce(0) { $0 + source.mqls.sum($1.first, through: $1.lastDay) }
        guard covered >= (isDaily ? rules.coveredDaysDaily : rules.coveredDays),
            brought >= rules.gapMQLs
        else { return [] }
        var allowed = isDaily ? rules.dailyGap : rules.monthlyGap
        let open = between.reduce(0) { $0 + $1.length }
        // A third of the days between without any: it is paid now and then.
        let areSingle = runs.allSatisfy { $0.length <= 31 }
        let isNowAndThen = (between.count > 1 || areSingle) && open * 2 >= covered && open > 0
        if isNowAndThen, let usual = between.map(\.length).max() {
            allowed = max(allowed, usual * rules.timesUsualGap / 10_000 + 1)
        }
        let first = source.mqls.first ?? firstRun.first
        var gaps: [(Hole.Kind, Period)] = []
        if let gap = Period(first: first, end: firstRun.first) { gaps.append((.spendBegins, gap)) }
        if !isNowAndThen { gaps += between.map { (.spendHole, $0) } }
        if let gap = Period(first: lastRun.end, end: last.advanced(by: 1)) {
            let isOfFile = lastRun.lastDay.distance(to: endOfFile) < 14
            gaps.append((isOfFile ? .spendEnds : .sourceStops, gap))
        }
        let found = gaps.filter { _, gap in
            let mqls = source.mqls.sum(gap.first, through: gap.lastDay)
            // Of so many days with spend: counted, and not divided.
            return gap.length >= allowed && mqls >= rules.gapMQLs
                && mqls * covered * 10_000 >= brought * gap.length * rules.gapPace
        }.filter { $0.1.overlap(with: period) != nil }
        let effect = effect(source, runs, found.map(\.1))
        let spent = source.rows.reduce(Int128(0)) { $0 + Int128($1.cents) }
        return found.map { kind, gap in
            Hole(
                kind: kind, source: source.source, days: gap,
                mqls: source.mqls.sum(gap.first, through: gap.lastDay),
                missing: missing(spent, in: covered, days: gap.length), effect: effect)
        }
    }

    /// What days without any would have cost, as the others did, to whole euros.
    private func missing(_ cents: Int128, in covered: Int, days: Int) -> Money? {
        guard cents > 0,
            let units = Rounding.halfEven(cents * Int128(days), over: Int128(covered) * 100)
        else { return nil }
        return Money(exactly: Int128(units) * 100, currency)
    }

    /// What an MQL of the period cost, and what it cost over the MQLs outside the gaps.
    private func effect(
        _ source: BoughtSource, _ runs: [Period], _ gaps: [Period]
    ) -> Hole.Effect {
        let cents = source.rows.reduce(Int128(0)) { sum, row in
            sum
                + Int128(
                    Spend(
                        period: row.period, source: "", money: Money(cents: row.cents, currency)
                    ).cents(within: period))
        }
        let inPeriod = source.mqls.sum(period.first, through: min(period.lastDay, last))
        let inGaps = gaps.compactMap { $0.overlap(with: period) }.reduce(0) {
            $0 + source.mqls.sum($1.first, through: $1.lastDay)
        }
        func cost(_ mqls: Int) -> Money? {
            cents > 0 ? Money(exactly: cents, currency)?.divided(by: mqls) : nil
        }
        return .costTooLow(now: cost(inPeriod), without: cost(inPeriod - inGaps))
    }

    /// The days of which something is known, put together where they touch.
    private static func runs(_ periods: [Period], until last: Day) -> [Period] {
        var runs: [Period] = []
        for period in periods.sorted(by: { ($0.first, $0.end) < ($1.first, $1.end) }) {
            guard period.first <= last else { continue }
            if let before = runs.last, period.first <= before.end {
                if period.end > before.end,
                    let both = Period(first: before.first, end: period.end)
                {
                    runs[runs.count - 1] = both
                }
            } else {
                runs.append(period)
            }
        }
        return runs
    }
}
