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
    ///   - withPast: whether it also tells what it would have said of periods that are over, which takes longer.
    /// - Returns: nil where the pace of MQLs is not known: too few months have any.
    package func forecast(
        _ question: Figures.Question, of period: Period, plan: [PlanRow]?,
        _ supposed: BudgetSuppositions, withPast: Bool = true, jobs: Int
    ) async -> ForecastFigures? {
        let asked = whole(question)
        let counted = count(asked, jobs: jobs)
        return await forecast(
            question, figures(asked, counted), counted.tally, of: period, plan: plan, supposed,
            withPast: withPast, jobs: jobs)
    }

    /// The same of leads that have been counted: of the figures of all of them by source.
    func forecast(
        _ question: Figures.Question, _ figures: Figures, _ tally: Tally, of period: Period,
        plan: [PlanRow]?, _ supposed: BudgetSuppositions, withPast: Bool, jobs: Int
    ) async -> ForecastFigures? {
        guard
            let world = ForecastWorld(
                figures, tally, until: question.observed.sqls, of: period, supposed)
        else { return nil }
        let drawn = world.draw(Self.forecastDraws, seed: Self.forecastSeed)
        var past: [ForecastFigures.Past] = []
        for before in withPast ? Self.before(period, until: question.observed.sqls) : [] {
            let asOf = before.first.advanced(by: -1)
            let asked = whole(
                Figures.Question(
                    asOf: asOf, period: before, by: .source, unit: question.unit,
                    currency: question.currency, horizon: question.horizon,
                    margin: question.margin))
            guard
                let world = ForecastWorld(
                    await self.figures(asked, jobs: jobs),
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
            gap: gap(goals, world, figures, question),
            velocity: velocity(figures, tally, until: question.observed.sqls),
            contactsLack: figures.total.contacted.absence,
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

    func whole(_ question: Figures.Question) -> Figures.Question {
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
