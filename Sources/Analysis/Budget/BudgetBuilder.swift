internal import Economics
internal import Funnels
internal import Leads
internal import Quantities
internal import Statistics
internal import Valuation

extension Pipeline {
    /// Divides money over sources, by what the leads and the spend of a period tell.
    ///
    /// - Parameter question: the period to learn from; it is always learned by source.
    /// - Throws: `BudgetErrors`, with all of them.
    package func budget(
        _ question: Figures.Question, _ asked: BudgetFigures.Asked, jobs: Int
    ) async throws -> BudgetFigures {
        let counted = count(question, jobs: jobs)
        let builder = try BudgetBuilder(
            self, figures(question, counted), counted.tally, asked, rules.book.economics)
        return try builder.figures()
    }
}

extension EconomicRules.Budget {
    /// What is believed of a curve until the months of its source tell.
    var assumption: Elasticity.Assumption {
        .init(value: Double(elasticity) / 100, spread: Double(spread) / 100)
    }
}

private struct BudgetBuilder {
    private let pipeline: Pipeline
    private let data: Figures
    private let asked: BudgetFigures.Asked
    private let economics: EconomicRules
    private let months: [Period]
    private var bySource: [String: SourceMonths] = [:]
    private let learned: BudgetMonths
    private let terms: BudgetTerms
    private let runsOfPlan: Int
    /// Of a sale; nil where it, or what becomes of SQLs, is not known.
    private let margin: Money?

    /// Sources that come as a whole or not at all without anybody saying so.
    private static let mostWholes = 6

    /// The months at the end that are called today.
    private static let recent = 3

    /// A source in the plan, before anything was divided.
    private struct Candidate {
        let key: String
        let row: Figures.Row?
        let label: Phrase
        let belief: SourceBelief?
        let pace: Double
        let highest: Double
        var part: BudgetPart
        /// Where what it gets was decided beforehand.
        var reason: BudgetFigures.Reason?

        var isUnmatched: Bool { reason?.isUnmatched ?? false }
    }

    init(
        _ pipeline: Pipeline, _ data: Figures, _ tally: Tally, _ asked: BudgetFigures.Asked,
        _ economics: EconomicRules
    ) throws {
        self.pipeline = pipeline
        self.data = data
        self.asked = asked
        self.economics = economics
        var errors: [BudgetError] = []
        terms = BudgetTerms(asked, data, pipeline, &errors)
        let asOf = data.question.asOf
        (months, bySource) = SourceMonths.learned(pipeline, tally, data.question)
        learned = BudgetMonths(
            months, bySource, plan: asked.period, economics.budget.assumption, asked.supposed)
        let knowsWins = data.total.won.absence == nil && data.sales.maturedEquivalent > 0
        margin = knowsWins ? data.sales.margin.value : nil
        runsOfPlan = asked.period.months.count
        if asked.period.months.contains(where: { $0 != Period(monthOf: $0.first) }) {
            errors.append(.periodHasPartsOfMonths)
        }
        if asked.period.end <= asOf { errors.append(.periodIsOver(asOf)) }
        if case .amount = asked.goal, data.sales.margin.absence == .marginIsNegative {
            errors.append(.marginIsNegative)
        }
        if case .customers = asked.goal, !knowsWins { errors.append(.customersNotKnown) }
        if let absence = data.total.matured.absence ?? data.total.mqls.absence {
            errors.append(.nothingToPlanWith(absence))
        } else if data.planning == nil {
            errors.append(.nothingToPlanWith(.nothingToPlanWith))
        } else if !bySource.values.contains(where: { !$0.bought.isEmpty }) {
            errors.append(.noWholeMonthWithSpend)
        }
        guard errors.isEmpty else { throw BudgetErrors(all: errors) }
    }

    // MARK: The plan

    func figures() throws -> BudgetFigures {
        var candidates = candidates
        limitWhatIsTooYoung(&candidates)
        limitTests(&candidates)
        limitWholes(&candidates)
        let outside = candidates.filter { $0.belief == nil }
        let inside = candidates.filter { $0.belief != nil }
        let currency = data.question.currency
        /// What sources get of which nothing is known.
        let given = outside.reduce(Int64(0)) { $0 &+ (Self.cents($1.part)) }
        let planner = try planner(
            inside,
            outside: (
                Double(given),
                // What cannot be matched is no part of today that brings nothing.
                outside.reduce(0) {
                    $0 + ($1.isUnmatched ? 0 : $1.pace * Double(runsOfPlan))
                }
            ))
        var goal = asked.goal
        if case .amount(let cents) = goal {
            let needed = candidates.reduce(0.0) { sum, candidate in
                switch candidate.part {
                case .free(let least, _): sum + least
                case .fixed(let cents): sum + cents
                case .whole: sum
                }
            }
            guard needed <= Double(cents) else {
                throw BudgetErrors(all: [
                    .moreThanThereIs(
                        needed: Money(clamping: needed, currency),
                        amount: Money(cents: cents, currency))
                ])
            }
            goal = .amount(cents - given)
        }
        guard let plan = planner.plan(goal) else {
            let most = planner.mostWithinReach(goal)
            let isCustomers = if case .customers = goal { true } else { false }
            throw BudgetErrors(all: [
                .outOfReach(most: most.count, money(most.cents), isCustomers: isCustomers)
            ])
        }
        let elasticities = planner.belief.expectedElasticities
        let credited = planner.belief.expectedCredited
        var rows = inside.enumerated().map { place, candidate in
            row(candidate, at: place, plan, elasticities[place], credited[place])
        }
        rows += outside.map { candidate in
            BudgetFigures.Row(
                key: candidate.key, label: candidate.label,
                now: money(candidate.pace * Double(runsOfPlan)),
                spend: Money(cents: Self.cents(candidate.part), currency),
                reason: candidate.reason ?? .notKnown, outcome: nil, credited: nil,
                caused: candidate.row?.caused, nextEuro: nil, range: nil,
                isMeasured: nil, elasticity: nil, highest: money(candidate.highest), runs: 0,
                offer: nil, best: nil)
        }
        rows.sort {
            ($1.spend.cents, $1.now.cents, $0.key) < ($0.spend.cents, $0.now.cents, $1.key)
        }
        let spent = rows.reduce(Int64(0)) { $0 &+ $1.spend.cents }
        var unspent: Money?
        if case .amount(let cents) = asked.goal { unspent = Money(cents: cents - spent, currency) }
        let planned = Set(candidates.map(\.key))
        return BudgetFigures(
            figures: data, asked: asked, required: planner.required,
            requiredReturn: planner.required == nil ? nil : requiredReturn,
            requiredSaid: planner.required == nil || asked.requiredReturn != nil
                ? nil
                : pipeline.rules.book.answers.first {
                    $0.key == EconomicRules.Answer.requiredReturn.rawValue
                }, plan: plan, rows: rows, anyway: anyway(planner.belief, inside),
            unspent: unspent,
            arrivals: BudgetFigures.Arrival.all(
                of: plan.total, spent: spent, over: asked.period, data.delays,
                knowsMargin: margin != nil, currency),
            stillToCome: data.total.stillToCome,
            withoutSpend: data.rows.filter { $0.counts.mqls > 0 && !planned.contains($0.key) }
                .map(\.label), months: months.count,
            monthsOfToday: min(Self.recent, months.count),
            knowsOwnCosts: inside.contains { ($0.belief?.ownCost ?? 0) > 0 },
            knowsWins: data.total.won.absence == nil && data.sales.maturedEquivalent > 0,
            margin: margin,
            firstMonth: months.first ?? data.question.period,
            lastMonth: months.last ?? data.question.period, monthEffects: learned.belief,
            assumed: assumed,
            most: economics.budget.most)
    }

    private func planner(
        _ candidates: [Candidate], outside: (plan: Double, today: Double)
    ) throws -> BudgetPlanner {
        // A euro has to come back, where nobody has said that more is required.
        let required = requiredReturn ?? 1
        let supposed = asked.supposed
        let norm = data.planning.flatMap { $0.basis == .norm ? $0.mean : nil }
        let belief = BudgetBelief(
            candidates.compactMap(\.belief),
            rates: RateBelief(
                planning: data.rows.compactMap { $0.matured.value?.counts }, norm: norm,
                usual: supposed.ratesApart),
            wins: RateBelief(planning: data.rows.map(\.wins), usual: supposed.winsApart),
            size: margin == nil ? nil : data.sales.size, months: learned.belief,
            supposed: supposed)
        return BudgetPlanner(
            belief, candidates.map(\.part),
            today: candidates.map { $0.pace * Double(runsOfPlan) }, knowsMargin: margin != nil,
            required: margin == nil || asked.spendsAll ? nil : required, seed: asked.seed,
            outside: outside, supposed: supposed)
    }

    /// Every source on which something was spent, or of which somebody says how much it gets.
    private var candidates: [Candidate] {
        let rows = Dictionary(data.rows.map { ($0.key, $0) }) { first, _ in first }
        let keys = Set(bySource.filter { $0.value.direct > 0 }.keys)
            .union(terms.fixed.keys).union(terms.whole.keys).union(terms.least.keys)
        return keys.sorted().map { key in
            let source = bySource[key] ?? SourceMonths(months: months.count)
            let row = rows[key]
            let belief = row.flatMap { self.belief(source, $0) }
            var candidate = Candidate(
                key: key, row: row,
                label: row?.label ?? pipeline.rules.book.names.phrase(for: key), belief: belief,
                pace: source.pace(min(Self.recent, months.count)), highest: source.highest,
                part: .fixed(0))
            (candidate.part, candidate.reason) = part(key, source, row, belief)
            return candidate
        }
    }

    private var assumed: Elasticity.Assumption { economics.budget.assumption }

    private var requiredReturn: Double? {
        (asked.requiredReturn ?? economics.requiredReturn).map { Double($0) / 100 }
    }

    private func belief(_ source: SourceMonths, _ row: Figures.Row) -> SourceBelief? {
        let (bought, withoutSpend) = source.learned
        let mqls = source.mqls.reduce(0, +)
        // Whose MQLs come without spend tells nothing of what spend does.
        guard withoutSpend * 5 <= mqls, let elasticity = learned.elasticity(source),
            let counts = row.matured.value?.counts, row.counts.mqls > 0
        else { return nil }
        let recent = bought.suffix(Self.recent)
        let runs = source.runs(in: runsOfPlan)
        let spent = row.allIn.value ?? row.boughtFor.value
        let own = spent.map { Double(Int128($0.cents) - source.direct) } ?? 0
        return SourceBelief(
            elasticity,
            anchor: recent.reduce(0) { $0 + $1.spend } / Double(recent.count),
            runs: runs, ownSQLs: counts, ownWins: row.wins,
            ownCost: max(0, own) / Double(row.counts.mqls),
            margin: margin.map { Double($0.cents) } ?? 0,
            unrest: elasticity.unrest / Double(runs), caused: row.caused?.part)
    }

    /// What it may get, and why where that is decided already.
    private func part(
        _ key: String, _ source: SourceMonths, _ row: Figures.Row?, _ belief: SourceBelief?
    ) -> (BudgetPart, BudgetFigures.Reason?) {
        if let cents = terms.fixed[key] { return (.fixed(Double(cents)), .asFixed) }
        if let cents = terms.whole[key] {
            return belief == nil ? (.fixed(0), .notKnown) : (.whole(Double(cents)), nil)
        }
        let least = terms.least[key].map(Double.init) ?? 0
        guard let belief, let row else {
            if least > 0 { return (.fixed(least), .asAtLeast) }
            if let row, case .noLead = row.match {
                return (.fixed(0), .notMatched(money(Double(source.direct))))
            }
            let reason: BudgetFigures.Reason =
                source.direct <= 0
                ? .notKnown
                : row?.hasFailed == true
                    ? .broughtNothing(money(Double(source.direct)))
                    : source.learned.withoutSpend * 5 > source.mqls.reduce(0, +)
                        ? .comesWithoutSpend : .notKnown
            return (.fixed(0), reason)
        }
        // To whole euros, so that nobody gets a euro more than was ever tried.
        let tried = source.highest * Double(belief.runs) * Double(economics.budget.most) / 100
        let most = max(
            least, terms.most[key].map(Double.init) ?? Rounding.wholeUnits(tried, .down))
        // A --max alone says nothing of how well it is known.
        guard (row.matured.value?.maturedEquivalent ?? 0) < Verdict.fewest, least == 0 else {
            guard source.isNowAndThen, !terms.mentions(key) else {
                return (.free(least: least, most: most), nil)
            }
            // A fair is there or it is not.
            let whole = belief.anchor * Double(belief.runs)
            return (.whole(Rounding.wholeUnits(whole, .down)), nil)
        }
        return test(row, source, most: most)
    }

    /// What is too small to judge gets what tells whether it is any good.
    private func test(
        _ row: Figures.Row, _ source: SourceMonths, most: Double
    ) -> (BudgetPart, BudgetFigures.Reason?) {
        guard case .amount = asked.goal else { return (.fixed(0), .notKnown) }
        let verdict = row.comparisons.first { !$0.isIndication }?.verdict
        switch verdict {
        case .tooYoung(.some(let days)):
            let pace = source.pace(min(Self.recent, months.count)) * Double(runsOfPlan)
            return (
                .fixed(Rounding.wholeUnits(min(pace, most), .down)),
                .untilDay(data.question.observed.sqls.advanced(by: days))
            )
        case .tooFew(.some(let more)):
            guard let price = row.costs.perMQL.value else { return (.fixed(0), .notKnown) }
            let cents = Rounding.wholeUnits(Double(price.cents) * Double(more), .up)
            // What is too small to tell is no test.
            return cents <= most
                ? (.fixed(cents), .test(mqls: more))
                : (.fixed(0), .testTooDear(mqls: more, money(cents)))
        default: return (.fixed(0), .notKnown)
        }
    }

    /// What goes on as today gets its part where there is less money than today.
    private func limitWhatIsTooYoung(_ candidates: inout [Candidate]) {
        guard case .amount(let all) = asked.goal else { return }
        // What somebody fixed goes first.
        let given = terms.given
        let amount = max(0, Double(all) - given)
        let today = candidates.reduce(0.0) { $0 + $1.pace * Double(runsOfPlan) }
        guard today > amount else { return }
        for place in candidates.indices {
            guard case .untilDay = candidates[place].reason else { continue }
            let cents = candidates[place].pace * Double(runsOfPlan) * amount / today
            candidates[place].part = .fixed(Rounding.wholeUnits(cents, .down))
        }
    }

    /// Tests together get no more than their part of the amount, and than what is left of it: the cheapest
    /// first, each whole or not at all.
    private func limitTests(_ candidates: inout [Candidate]) {
        guard case .amount(let amount) = asked.goal else { return }
        let asToday = candidates.reduce(0.0) { sum, candidate in
            if case .untilDay = candidate.reason {
                sum + Double(Self.cents(candidate.part))
            } else {
                sum
            }
        }
        var left = min(
            Double(amount) * Double(economics.budget.tests) / 10_000,
            Double(amount) - terms.given - asToday)
        let places = candidates.indices.sorted {
            (Self.cents(candidates[$0].part), $0) < (Self.cents(candidates[$1].part), $1)
        }
        for place in places {
            guard case .test(let mqls) = candidates[place].reason else { continue }
            let cents = Self.cents(candidates[place].part)
            if Double(cents) <= left {
                left -= Double(cents)
            } else {
                candidates[place].part = .fixed(0)
                candidates[place].reason = .testTooDear(mqls: mqls, money(Double(cents)))
            }
        }
    }

    /// Of many that come as a whole the smaller ones are planned like the others: every choice of them is
    /// looked at.
    private func limitWholes(_ candidates: inout [Candidate]) {
        let wholes = candidates.indices.filter { place in
            if case .whole = candidates[place].part {
                terms.whole[candidates[place].key] == nil
            } else {
                false
            }
        }.sorted { Self.cents(candidates[$1].part) < Self.cents(candidates[$0].part) }
        for place in wholes.dropFirst(max(0, Self.mostWholes - terms.whole.count)) {
            guard case .whole(let cents) = candidates[place].part else { continue }
            candidates[place].part = .free(least: 0, most: cents)
        }
    }

    private var isAmount: Bool {
        if case .amount = asked.goal { true } else { false }
    }

    private func row(
        _ candidate: Candidate, at place: Int, _ plan: BudgetPlan, _ elasticity: Double,
        _ credited: SourceState
    ) -> BudgetFigures.Row {
        let spend = plan.spend[place]
        let isFree = if case .free = candidate.part { true } else { false }
        let known = candidate.belief?.elasticity
        return BudgetFigures.Row(
            key: candidate.key, label: candidate.label,
            now: money(candidate.pace * Double(runsOfPlan)),
            spend: Money(cents: spend, data.question.currency),
            reason: candidate.reason ?? reason(candidate, at: place, plan),
            outcome: plan.expected[place],
            credited: candidate.row?.caused.flatMap { _ in
                candidate.belief.map { BudgetOutcome(credited, $0, spend: Double(spend)) }
            }, caused: candidate.row?.caused,
            nextEuro: isAmount && margin != nil ? plan.nextEuro[place] : nil,
            range: isFree
                ? .init(low: money(plan.range[place].low), high: money(plan.range[place].high))
                : nil,
            isMeasured: known?.isMeasured,
            elasticity: elasticity,
            highest: money(candidate.highest), runs: candidate.belief?.runs ?? 0,
            offer: plan.offers[place],
            best: isFree && plan.step < 1 && plan.best.indices.contains(place)
                ? Money(cents: plan.best[place], data.question.currency) : nil)
    }

    /// What comes at today's pace without the sources that have it to their credit.
    private func anyway(_ belief: BudgetBelief, _ candidates: [Candidate]) -> BudgetOutcome? {
        guard belief.sources.contains(where: { $0.caused != nil }) else { return nil }
        let states = belief.expectedAnyway
        var sum = candidates.indices.reduce(BudgetOutcome()) { sum, place in
            let today = candidates[place].pace * Double(runsOfPlan)
            return sum + BudgetOutcome(states[place], belief.sources[place], spend: today)
        }
        // It takes no money.
        sum.spend = 0
        return sum
    }

    private func reason(
        _ candidate: Candidate, at place: Int, _ plan: BudgetPlan
    ) -> BudgetFigures.Reason {
        let (cents, nextEuro) = (plan.spend[place], plan.nextEuro[place])
        switch candidate.part {
        case .fixed: return .asFixed
        case .whole: return cents > 0 ? .asWhole : .notTaken
        case .free
        where plan.step < 1 && plan.best.indices.contains(place)
            && plan.best[place].distance(to: cents).magnitude >= 100:
            return plan.step == 0 ? .asToday : .partOfTheWay
        case .free(let least, let most):
            if Double(cents) > most - 100, most > 0 {
                return terms.most[candidate.key] == nil ? .mostEverTried : .asAtMost
            }
            if least > 0, Double(cents) <= least { return .asAtLeast }
            if cents == 0 { return nextEuro > 0 ? .bringsLess : .notWorthItsHours }
            return .nextEuro
        }
    }

    private func money(_ cents: Double) -> Money {
        Money(clamping: cents, data.question.currency)
    }

    private static func cents(_ part: BudgetPart) -> Int64 {
        switch part {
        case .fixed(let cents), .whole(let cents): Rounding.clamped(cents)
        case .free: 0
        }
    }
}
