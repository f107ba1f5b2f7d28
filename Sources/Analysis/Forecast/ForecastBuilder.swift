package import Economics
internal import Funnels
package import Leads
package import Quantities
internal import Statistics
internal import Valuation

extension Pipeline {
    /// What a period to come will bring.
    ///
    /// - Parameters:
    ///   - period: of whole days; at least its last one is still to come.
    ///   - plan: what was planned, in place of what the files have; nil for that.
    /// - Returns: nil where the pace of MQLs is not known: too few months have any.
    package func forecast(
        _ question: Figures.Question, of period: Period, plan: [PlanRow]?,
        _ supposed: BudgetSuppositions, jobs: Int
    ) async -> ForecastFigures? {
        let figures = await figures(whole(question), jobs: jobs)
        let tally = await tally(whole(question), jobs: jobs)
        guard
            let world = ForecastWorld(
                self, figures, tally, until: question.observed.sqls, of: period, supposed)
        else { return nil }
        let drawn = world.draw(Self.forecastDraws, seed: Self.forecastSeed)
        var past: [ForecastFigures.Past] = []
        for before in Self.before(period, until: question.observed.sqls) {
            let asOf = before.first.advanced(by: -1)
            let asked = whole(
                Figures.Question(
                    asOf: asOf, period: before, by: .source, unit: question.unit,
                    currency: question.currency, horizon: question.horizon,
                    margin: question.margin))
            guard
                let world = ForecastWorld(
                    self, await self.figures(asked, jobs: jobs),
                    await self.tally(asked, jobs: jobs), until: asOf, of: before, supposed),
                world.months >= Self.leastMonths
            else { continue }
            let drawn = world.draw(Self.pastDraws, seed: Self.forecastSeed)
            let came = ForecastWorld.came(tally, in: before, until: question.observed.sqls)
            let total = drawn.total
            past.append(
                ForecastFigures.Past(
                    period: before, mqls: .init(expected: total.mqls, came: came.mqls),
                    sqls: total.sqls.map { .init(expected: $0, came: came.sqls) },
                    customers: total.customers.map { .init(expected: $0, came: came.customers) }))
        }
        let rows = plan ?? facts.plan
        let planLacks = rows.isEmpty ? nil : planLacks(rows, period, world)
        let goals = planLacks == nil ? goals(rows, period, drawn) : []
        return ForecastFigures(
            question: question, ruleBook: figures.ruleBook, decidedBy: figures.decidedBy,
            names: figures.names, period: period, known: question.observed.sqls,
            months: drawn.months, total: drawn.total, parts: drawn.parts, goals: goals,
            planLacks: planLacks,
            gap: gap(goals, world, figures, question), velocity: world.velocity,
            past: past.reversed(), learned: (world.months, world.knowsSeason),
            lacks: world.lacks, hasMargin: world.hasMargin)
    }

    private static let forecastDraws = 4_000
    private static let pastDraws = 1_000
    private static let forecastSeed: UInt64 = 0x666F_7265_6361_7374
    /// Fewer months tell no pace that a past forecast could be judged by.
    private static let leastMonths = 3
    private static let mostPast = 4
    private static let mostAhead = 40

    private func whole(_ question: Figures.Question) -> Figures.Question {
        var whole = question
        whole.period = wholePeriod(asOf: question.asOf)
        whole.by = .source
        return whole
    }

    /// The periods of as many months before it that are over, the last one first.
    private static func before(_ period: Period, until known: Day) -> [Period] {
        let months = period.months.count
        var found: [Period] = []
        // The periods that lie between what is known and this one are not over.
        for number in 1...mostPast + mostAhead where found.count < mostPast {
            guard
                let before = Period(
                    first: period.first.advanced(byMonths: -months * number),
                    end: period.first.advanced(byMonths: -months * (number - 1)))
            else { break }
            if before.lastDay <= known { found.append(before) }
        }
        return found
    }

    /// Of a plan that leaves out months, or sources that bring MQLs, nobody can say whether it is reached.
    private func planLacks(
        _ plan: [PlanRow], _ period: Period, _ world: ForecastWorld
    ) -> ForecastFigures.PlanLack? {
        let rows = plan.filter { period.first <= $0.month.first && $0.month.end <= period.end }
        let months = Set(rows.map(\.month.first))
        if months.count != period.months.count { return .months }
        var sources = rules.sources
        for month in months {
            let ofMonth = rows.filter { $0.month.first == month }
            if ofMonth.contains(where: \.isForAll) { continue }
            let named = Set(
                ofMonth.map { row -> String in
                    _ = sources.resolve(source: row.source, medium: "", campaign: "")
                    return sources.key(source: row.source, medium: "", campaign: "")
                })
            if world.usual.contains(where: { !named.contains(rules.sources.keys[$0]) }) {
                return .sources
            }
        }
        return nil
    }

    private func goals(
        _ plan: [PlanRow], _ period: Period, _ drawn: ForecastWorld.Drawn
    ) -> [ForecastFigures.Goal] {
        let rows = plan.filter { period.first <= $0.month.first && $0.month.end <= period.end }
        // A plan for all sources together goes before the sum of them.
        func planned(_ value: (PlanRow) -> Int?) -> Int? {
            var sum: Int?
            for month in Set(rows.map(\.month.first)) {
                let ofMonth = rows.filter { $0.month.first == month }
                let all = ofMonth.filter(\.isForAll).compactMap(value)
                let each = ofMonth.filter { !$0.isForAll }.compactMap(value)
                let parts = all.isEmpty ? each : all
                if !parts.isEmpty { sum = (sum ?? 0) + parts.reduce(0, +) }
            }
            return sum
        }
        let total = drawn.total
        let kinds: [(ForecastFigures.Goal.Kind, Int?, ForecastFigures.Expected?, [Double])] = [
            (.mqls, planned(\.mqls), total.mqls, drawn.sums.mqls),
            (.sqls, planned(\.sqls), total.sqls, drawn.sums.sqls),
            (.won, planned(\.won), total.customers, drawn.sums.customers),
        ]
        return kinds.compactMap { kind, planned, expected, draws in
            guard let planned, let expected, !draws.isEmpty else { return nil }
            let reached = draws.count { $0 >= Double(planned) }
            return .init(
                kind: kind, planned: planned, expected: expected,
                chance: Double(reached) / Double(draws.count))
        }
    }

    private func gap(
        _ goals: [ForecastFigures.Goal], _ world: ForecastWorld, _ figures: Figures,
        _ question: Figures.Question
    ) -> ForecastFigures.Gap? {
        guard let goal = goals.first(where: { $0.kind == .sqls }) else { return nil }
        let short = Double(goal.planned) - goal.expected.mean
        guard short > 0 else { return nil }
        var best: (row: Figures.Row, mqls: Double, cents: Double)?
        for row in figures.rows {
            guard let cost = row.costs.perMQL.value, cost.cents > 0, row.boughtUntil == nil,
                let source = rules.sources.keys.firstIndex(of: row.key)
            else { continue }
            let chance = world.chanceFromNowOn(source)
            guard chance > 0.005 else { continue }
            let mqls = short / chance
            let cents = mqls * Double(cost.cents)
            if cents < best?.cents ?? .infinity { best = (row, mqls, cents) }
        }
        guard let best, best.mqls < 1e7,
            let cost = Money(rounding: best.cents, question.currency)
        else { return nil }
        let waiting = waiting(question, atLeast: 0).value?.count
        return .init(
            sqls: short, label: best.row.label, mqls: Int(best.mqls) + 1, cost: cost,
            waiting: waiting)
    }
}

/// What is known of MQLs, SQLs and sales on a day, and what it lets expect of a period.
struct ForecastWorld {
    /// Full months that the pace was learned from.
    let months: Int
    let knowsSeason: Bool
    let lacks: (sqls: Absence?, customers: Absence?, money: Absence?)
    let hasMargin: Bool
    let velocity: [ForecastFigures.Velocity]

    private let period: Period
    private let until: Day
    private let forecast: Forecast?
    /// Sources by number, with the MQLs of the last months.
    private let sources: [(number: Int, mqls: Int)]
    private let pace: Double
    private let belief: MonthBelief
    /// Stretches of days to come: what lies before the period, and its months.
    private let stretches: [Stretch]
    private let open: OpenMQLs
    /// The ages of SQLs on which nothing was decided.
    private let openSQLs: [(age: Int, count: Int)]
    private let sales: CompetingRisks?
    private let wins: BetaDistribution?
    private let size: SaleSize?
    private let amountOfMargin: Double?
    private let soFar: [(period: Period, came: Came)]

    private struct Stretch {
        let days: Period
        /// Its month of the period; nil for the days before that.
        let month: Int?
        /// What it brings beside the mean of all stretches.
        let factor: Double
    }

    struct Came {
        var mqls = 0
        var sqls = 0
        var customers = 0
    }

    /// As many months as the mix of sources is learned from.
    private static let mixMonths = 6

    init?(
        _ pipeline: Pipeline, _ figures: Figures, _ tally: Tally, until: Day, of period: Period,
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
        let mean = Double(counts.reduce(0, +)) / Double(seen.count)
        guard mean > 0 else { return nil }
        pace = mean / (365.25 / 12)
        let months = zip(seen, counts).map { day, count in
            MonthBelief.Seen(
                month: day.civil.month,
                value: Mathematics.naturalLogarithm((Double(count) + 0.5) / (mean + 0.5)),
                variance: 1 / (Double(count) + 0.5))
        }
        let last = seen[seen.count - 1]
        func ahead(_ day: Day) -> (month: Int, ahead: Int) {
            let (from, to) = (last.civil, day.civil)
            return (to.month, (to.year - from.year) * 12 + to.month - from.month)
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
        belief = MonthBelief(months, plan: days.map { ahead($0.days.first) }, supposed)
        let whole = belief.expected
        stretches = days.map { stretch in
            let own = MonthBelief(months, plan: [ahead(stretch.days.first)], supposed).expected
            return Stretch(
                days: stretch.days, month: stretch.month, factor: whole > 0 ? own / whole : 1)
        }
        knowsSeason = belief.season != nil
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
        velocity = Self.velocity(pipeline, figures, tally, until)
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

    // MARK: Draws

    struct Drawn {
        let months: [ForecastFigures.Month]
        let total: ForecastFigures.Month
        let parts: ForecastFigures.Parts
        let sums: (mqls: [Double], sqls: [Double], customers: [Double])
    }

    func draw(_ count: Int, seed: UInt64) -> Drawn {
        var random = SplitMix64(seed: seed)
        let means = size.map { $0.draws(count, seed: seed) }
        let places = period.months.count
        let chances = Chances(self)
        var mqls = Array(repeating: [Double](), count: places + 1)
        var (sqls, customers, margin) = (mqls, mqls, mqls)
        var parts = (pipe: 0.0, toCome: 0.0, ofSQLs: 0.0, ofMQLs: 0.0, new: 0.0)
        for turn in 0..<count {
            var ofMonth = soFar.map(\.came)
            var money = Array(repeating: 0.0, count: places)
            let level = Mathematics.exponential(belief.draw(&random))
            let shares = self.shares(&random)
            let rates = sources.map { source -> Double in
                guard let belief = forecast?.belief(of: source.number), belief.mean > 0 else {
                    return 1
                }
                return random.beta(belief.alpha, belief.beta) / belief.mean
            }
            let won = wins.map { random.beta($0.alpha, $0.beta) / $0.mean } ?? 1
            // By stretch: SQLs of MQLs that are there, and of those to come.
            var ofPipe = Array(repeating: 0, count: stretches.count)
            var ofNew = ofPipe
            for (place, stretch) in stretches.enumerated() {
                let mean = pace * Double(stretch.days.length) * level * stretch.factor
                for source in sources.indices {
                    let new = random.poisson(mean * shares[source])
                    if let month = stretch.month { ofMonth[month].mqls += new }
                    guard forecast != nil, new > 0 else { continue }
                    for later in place..<stretches.count {
                        let chance = chances.ofNew[source][place][later] * rates[source]
                        ofNew[later] += random.poisson(Double(new) * chance)
                    }
                }
                for (source, pipe) in chances.ofPipe {
                    let rate = sources.firstIndex { $0.number == source }.map { rates[$0] } ?? 1
                    ofPipe[place] += random.poisson(pipe[place] * rate)
                }
                if let month = stretch.month {
                    ofMonth[month].sqls += ofPipe[place] + ofNew[place]
                    parts.pipe += Double(ofPipe[place])
                    parts.toCome += Double(ofNew[place])
                }
            }
            if sales != nil {
                for (place, stretch) in stretches.enumerated() {
                    guard let month = stretch.month else { continue }
                    let open = chances.ofOpen.reduce(0) {
                        $0 + random.binomial($1.count, min(1, $1.chances[place] * won))
                    }
                    var (old, new) = (0, 0)
                    for earlier in 0...place {
                        let chance = min(1, chances.ofSQL[earlier][place] * won)
                        old += random.binomial(ofPipe[earlier], chance)
                        new += random.binomial(ofNew[earlier], chance)
                    }
                    ofMonth[month].customers += open + old + new
                    parts.ofSQLs += Double(open)
                    parts.ofMQLs += Double(old)
                    parts.new += Double(new)
                }
                if let size, let means {
                    for month in 0..<places {
                        money[month] = size.sum(
                            of: ofMonth[month].customers, mean: means[turn], &random)
                    }
                }
            }
            for month in 0..<places {
                mqls[month].append(Double(ofMonth[month].mqls))
                sqls[month].append(Double(ofMonth[month].sqls))
                customers[month].append(Double(ofMonth[month].customers))
                margin[month].append(money[month])
            }
            mqls[places].append(ofMonth.reduce(0.0) { $0 + Double($1.mqls) })
            sqls[places].append(ofMonth.reduce(0.0) { $0 + Double($1.sqls) })
            customers[places].append(ofMonth.reduce(0.0) { $0 + Double($1.customers) })
            margin[places].append(money.reduce(0, +))
        }
        func month(_ place: Int, _ days: Period) -> ForecastFigures.Month {
            let money = size == nil ? nil : Self.expected(margin[place])
            return ForecastFigures.Month(
                period: days, mqls: Self.expected(mqls[place]),
                sqls: forecast == nil ? nil : Self.expected(sqls[place]),
                customers: sales == nil ? nil : Self.expected(customers[place]), margin: money,
                turnover: money.flatMap { money in
                    amountOfMargin.map {
                        .init(mean: money.mean * $0, low: money.low * $0, high: money.high * $0)
                    }
                })
        }
        let all = Double(count)
        let came = soFar.reduce(into: Came()) {
            $0.sqls += $1.came.sqls
            $0.customers += $1.came.customers
        }
        return Drawn(
            months: soFar.enumerated().map { month($0.offset, $0.element.period) },
            total: month(places, period),
            parts: .init(
                sqlsSoFar: Double(came.sqls), customersSoFar: Double(came.customers),
                sqlsInPipe: parts.pipe / all, customersOfSQLs: parts.ofSQLs / all,
                customersOfMQLs: parts.ofMQLs / all, sqlsToCome: parts.toCome / all,
                customersToCome: parts.new / all),
            sums: (
                mqls[places], forecast == nil ? [] : sqls[places],
                sales == nil ? [] : customers[places]
            ))
    }

    /// Which part of the MQLs is of which source.
    private func shares(_ random: inout SplitMix64) -> [Double] {
        let draws = sources.map { random.gamma(Double($0.mqls) + 0.5) }
        let sum = draws.reduce(0, +)
        return sum > 0 ? draws.map { $0 / sum } : draws.map { _ in 1 / Double(draws.count) }
    }

    /// The mean, and the tenth and ninetieth of a hundred.
    private static func expected(_ draws: [Double]) -> ForecastFigures.Expected {
        let sorted = draws.sorted()
        let mean = draws.reduce(0, +) / Double(max(1, draws.count))
        guard !sorted.isEmpty else { return .init(mean: 0, low: 0, high: 0) }
        func quantile(_ p: Double) -> Double {
            sorted[min(sorted.count - 1, Int(p * Double(sorted.count)))]
        }
        return .init(mean: mean, low: quantile(0.1), high: quantile(0.9))
    }

    /// The chances of one MQL or SQL, by stretch of days.
    private struct Chances {
        /// By source, the stretch in which it comes, and the one in which it is an SQL.
        var ofNew: [[[Double]]] = []
        /// By number of a source: SQLs to be expected of all its MQLs, in each stretch.
        var ofPipe: [(source: Int, sqls: [Double])] = []
        /// By the stretch in which it is an SQL, and the one in which it is sold.
        var ofSQL: [[Double]] = []
        /// SQLs of one age, and the chance that one is sold in each stretch.
        var ofOpen: [(count: Int, chances: [Double])] = []

        init(_ world: ForecastWorld) {
            let stretches = world.stretches.map(\.days)
            let last = world.until
            /// What happens in a stretch, by what has happened up to an age.
            func steps(_ from: Day, _ share: (Int) -> Double) -> [Double] {
                stretches.map { days in
                    let start = max(days.first, from)
                    guard start < days.end else { return 0 }
                    let before = from.distance(to: start) - 1
                    return max(
                        0, share(from.distance(to: days.end) - 1) - (before < 0 ? 0 : share(before))
                    )
                }
            }
            /// The mean over the days of a stretch.
            func mean(_ stretch: Period, _ share: (Int) -> Double) -> [Double] {
                var sums = Array(repeating: 0.0, count: stretches.count)
                for day in 0..<stretch.length {
                    for (place, step) in steps(stretch.first.advanced(by: day), share).enumerated()
                    {
                        sums[place] += step
                    }
                }
                return sums.map { $0 / Double(stretch.length) }
            }
            if let forecast = world.forecast {
                ofNew = world.sources.map { source in
                    stretches.map { mean($0) { forecast.chance(ofNew: source.number, by: $0) } }
                }
                ofPipe = world.open.bySource.map { source, ages in
                    var sums = Array(repeating: 0.0, count: stretches.count)
                    for entry in ages.entries where entry.count > 0 {
                        let came = last.advanced(by: -entry.day)
                        let steps = steps(came) {
                            forecast.chance(source: source, age: entry.day, by: $0)
                        }
                        for place in sums.indices {
                            sums[place] += steps[place] * Double(entry.count)
                        }
                    }
                    return (source, sums)
                }
            }
            guard let sales = world.sales else { return }
            ofSQL = stretches.map { mean($0) { sales.share(by: $0) } }
            ofOpen = world.openSQLs.map { age, count in
                let came = last.advanced(by: -age)
                return (
                    count,
                    steps(came) { sales.chance(by: $0, afterNeitherBy: age) ?? 0 }
                )
            }
        }
    }

    // MARK: How soon

    private static func velocity(
        _ pipeline: Pipeline, _ figures: Figures, _ tally: Tally, _ until: Day
    ) -> [ForecastFigures.Velocity] {
        var toSQL: [Int: [Int: Int]] = [:]
        var toCustomer: [Int: [Int: Int]] = [:]
        for cell in tally.cells where cell.happened(by: until) && cell.lag >= 0 {
            let count = Int(truncatingIfNeeded: cell.count)
            for source in [cell.segment.source, -1] {
                switch cell.event {
                case .sql: toSQL[source, default: [:]][cell.lag, default: 0] += count
                case .sqlSold: toCustomer[source, default: [:]][cell.lag, default: 0] += count
                default: break
                }
            }
        }
        func days(_ lags: [Int: Int]?) -> ForecastFigures.Velocity.Days? {
            let sorted = (lags ?? [:]).sorted { $0.key < $1.key }
            let all = sorted.reduce(0) { $0 + $1.value }
            // Of fewer than five half is two.
            guard all >= 5 else { return nil }
            func quantile(_ quarter: Int) -> Int {
                var sum = 0
                return sorted.first { entry in
                    sum += entry.value
                    return sum * 4 >= all * quarter
                }?.key ?? 0
            }
            return .init(median: quantile(2), low: quantile(1), high: quantile(3), of: all)
        }
        var rows = figures.rows.compactMap { row -> ForecastFigures.Velocity? in
            guard let source = pipeline.rules.sources.keys.firstIndex(of: row.key) else {
                return nil
            }
            let velocity = ForecastFigures.Velocity(
                label: row.label, key: row.key, toSQL: days(toSQL[source]),
                toCustomer: days(toCustomer[source]))
            return velocity.toSQL == nil && velocity.toCustomer == nil ? nil : velocity
        }
        rows.append(
            .init(
                label: nil, key: "total", toSQL: days(toSQL[-1]), toCustomer: days(toCustomer[-1])))
        return rows
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
