internal import Economics
internal import Funnels
internal import Leads
internal import Quantities
internal import Statistics
internal import Valuation

/// What is known of MQLs, SQLs and sales on a day, and what it lets expect of a period.
struct ForecastWorld {
    /// Full months that the pace was learned from.
    let months: Int
    let knowsSeason: Bool
    let lacks: (sqls: Absence?, customers: Absence?, money: Absence?)
    let hasMargin: Bool

    let period: Period
    let until: Day
    let forecast: Forecast?
    /// Sources by number, with the MQLs of the last months.
    let sources: [(number: Int, mqls: Int)]
    /// MQLs a day, on average of the months that were.
    let pace: Double
    let ahead: MonthsAhead
    /// Stretches of days to come: what lies before the period, and its months.
    let stretches: [Stretch]
    let open: OpenMQLs
    /// The ages of SQLs on which nothing was decided.
    let openSQLs: [(age: Int, count: Int)]
    let sales: CompetingRisks?
    let wins: BetaDistribution?
    let size: SaleSize?
    let amountOfMargin: Double?
    let soFar: [(period: Period, came: Came)]

    struct Stretch {
        let days: Period
        /// Its month of the period; nil for the days before that.
        let month: Int?
        /// Which month it is after the last that was whole, from 0 on.
        let place: Int

        /// What tells it from others, in whatever period it lies.
        var number: Int { Int(days.first.number) }
    }

    struct Came {
        var mqls = 0
        var sqls = 0
        var customers = 0
    }

    /// As many months as the mix of sources is learned from.
    private static let mixMonths = 6

    init?(
        _ figures: Figures, _ tally: Tally, until: Day, of period: Period,
        _ supposed: BudgetSuppositions
    ) {
        self.period = period
        self.until = until
        guard figures.total.mqls.absence == nil else { return nil }
        var byMonth: [Day: [Int: Int]] = [:]
        var open = OpenMQLs()
        for cell in tally.cells where cell.happened(by: until) {
            open.add(cell, asOf: until)
            if cell.event == .mql {
                byMonth[cell.day.advanced(by: cell.lag).startOfMonth, default: [:]][
                    cell.segment.source, default: 0] += Int(truncatingIfNeeded: cell.count)
            }
        }
        self.open = open
        guard let first = byMonth.keys.min() else { return nil }
        // Of the month in which the first came, and of the running one, only a part is known.
        var seen: [Day] = []
        var month = first.startOfNextMonth
        while month.startOfNextMonth <= until.advanced(by: 1) {
            seen.append(month)
            month = month.startOfNextMonth
        }
        if seen.isEmpty, first.startOfNextMonth <= until.advanced(by: 1) { seen = [first] }
        guard !seen.isEmpty else { return nil }
        months = seen.count
        let counts = seen.map { (byMonth[$0] ?? [:]).values.reduce(0, +) }
        let length = seen.reduce(0) { $0 + $1.distance(to: $1.startOfNextMonth) }
        pace = Double(counts.reduce(0, +)) / Double(length)
        guard pace > 0 else { return nil }
        let last = seen[seen.count - 1]
        func place(_ day: Day) -> Int {
            let (from, to) = (last.civil, day.civil)
            return (to.year - from.year) * 12 + to.month - from.month - 1
        }
        let start = until.advanced(by: 1)
        var days: [(days: Period, month: Int?)] = []
        if let before = Period(first: start, end: period.first) {
            days += before.months.compactMap { $0.overlap(with: before) }.map { ($0, nil) }
        }
        let rest = Period(first: max(start, period.first), end: period.end)
        for (place, month) in period.months.enumerated() {
            if let part = rest.flatMap({ month.overlap(with: $0) }) { days.append((part, place)) }
        }
        guard !days.isEmpty else { return nil }
        stretches = days.map {
            Stretch(days: $0.days, month: $0.month, place: place($0.days.first))
        }
        let usual = pace
        ahead = MonthsAhead(
            zip(seen, counts).map { day, count in
                .init(
                    month: day.civil.month, came: count,
                    usual: usual * Double(day.distance(to: day.startOfNextMonth)))
            }, ahead: (stretches.map(\.place).max() ?? 0) + 1, supposed)
        knowsSeason = ahead.knowsSeason
        var mix: [Int: Int] = [:]
        for month in seen.suffix(Self.mixMonths) {
            for (source, count) in byMonth[month] ?? [:] { mix[source, default: 0] += count }
        }
        sources = mix.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let noSQLs = figures.total.sqls.absence
        forecast = noSQLs == nil ? figures.forecast : nil
        let asked = SQLAges(tally, until: until)
        openSQLs = asked.open
        let noWins = figures.total.won.absence
        let decisions = figures.sales.decisions
        let decided = decisions.wins
        sales = noWins == nil && asked.sold > 0 ? asked.risks : nil
        wins = sales == nil ? nil : BetaDistribution(decided)
        size = sales == nil ? nil : figures.sales.margin.value == nil ? nil : figures.sales.size
        hasMargin = figures.sales.margin.value != nil
        let amount = figures.total.meanAmount
        amountOfMargin = amount.flatMap { amount in
            figures.sales.margin.value.flatMap { $0.cents > 0 ? amount / Double($0.cents) : nil }
        }
        lacks = (
            forecast == nil ? noSQLs ?? .noSQLs : nil,
            sales == nil ? noWins ?? .noCustomers : nil,
            size == nil ? figures.sales.margin.absence ?? .noMargin : nil
        )
        soFar = period.months.compactMap { $0.overlap(with: period) }.map {
            ($0, Self.came(tally, in: $0, until: until))
        }
    }

    /// What happened in a period, by the day on which it did.
    static func came(_ tally: Tally, in period: Period, until: Day) -> Came {
        var came = Came()
        for cell in tally.cells where cell.happened(by: until) {
            guard period.contains(cell.day.advanced(by: cell.lag)) else { continue }
            let count = Int(truncatingIfNeeded: cell.count)
            switch cell.event {
            case .mql: came.mqls += count
            case .sql, .impliedSQL: came.sqls += count
            case .won: came.customers += count
            default: break
            }
        }
        return came
    }

    /// The sources that bring at least one in twenty MQLs of late.
    var usual: [Int] {
        let all = sources.reduce(0) { $0 + $1.mqls }
        return sources.filter { $0.mqls * 20 >= all }.map(\.number)
    }

    /// The chance that an MQL that comes evenly from now on is an SQL by the end of the period.
    func chanceFromNowOn(_ source: Int) -> Double {
        guard let forecast, let first = stretches.first?.days.first else { return 0 }
        let days = first.distance(to: period.end)
        guard days > 0 else { return 0 }
        let sum = (0..<days).reduce(0.0) {
            $0 + forecast.chance(ofNew: source, by: days - 1 - $1)
        }
        return sum / Double(days)
    }
}

/// What became of SQLs by their age.
private struct SQLAges {
    let open: [(age: Int, count: Int)]
    let sold: Int
    let risks: CompetingRisks

    init(_ tally: Tally, until: Day) {
        var ages: [Int: Int] = [:]
        var (soldBy, lostBy): ([Int: Int], [Int: Int]) = ([:], [:])
        var sold = 0
        for cell in tally.cells where cell.happened(by: until) {
            let (age, count) = (cell.day.distance(to: until), Int(truncatingIfNeeded: cell.count))
            switch cell.event {
            case .sqlAsked: ages[age, default: 0] += count
            case .sqlSold:
                ages[age, default: 0] -= count
                soldBy[max(0, cell.lag), default: 0] += count
                sold += count
            case .sqlLost:
                ages[age, default: 0] -= count
                lostBy[max(0, cell.lag), default: 0] += count
            default: break
            }
        }
        open = ages.filter { $0.key >= 0 && $0.value > 0 }.sorted { $0.key < $1.key }.map {
            ($0.key, $0.value)
        }
        self.sold = sold
        let last = max(open.last?.age ?? 0, soldBy.keys.max() ?? 0, lostBy.keys.max() ?? 0)
        var counts = Array(repeating: (first: 0, other: 0, watched: 0), count: last + 1)
        for (age, count) in open { counts[age].watched += count }
        for (lag, count) in soldBy { counts[lag].first += count }
        for (lag, count) in lostBy { counts[lag].other += count }
        risks = CompetingRisks(counts: counts)
    }
}
