internal import Economics
package import Funnels
internal import Leads
package import Quantities
internal import Statistics
internal import Valuation

/// A decision, whether it was carried out as far as the figures tell, and what came against what was to be expected.
package struct DecisionOutcome: Sendable {
    package let decision: TeamDecision
    /// What its source is called; nil where it is about all of them.
    package let label: Phrase?
    package let state: State
    /// The days since that the figures are of; nil where there are none yet.
    package let days: Period?
    /// Of its source in these days, or of all; nil where it is not known.
    package let spend: Money?
    package let mqls: Int?
    package let perMQL: Money?
    /// What an MQL may cost in the long run, as so few tell.
    package let perMQLLow: Money?
    package let perMQLHigh: Money?
    /// What it was expected to bring: of its source, or where that was stopped of all others.
    package let expected: Expected?
    /// What that came to.
    package let came: Int?
    /// What would have been spent at the pace of before; of a source that was stopped.
    package let saved: Money?
    /// Whether the day has come on which it is looked at again.
    package let isDue: Bool

    /// MQLs that were to be expected, and between which numbers they come in 95 of 100 cases.
    package struct Expected: Hashable, Sendable {
        package let mqls: Double
        package let low: Int
        package let high: Int

        init(_ count: NextCount) {
            (mqls, low, high) = (count.expected, count.low, count.high)
        }
    }

    /// Whether it was carried out.
    package enum State: Hashable, Sendable {
        /// Somebody said so, or dropped it.
        case closed
        /// It is words alone.
        case notWatched
        /// No day since has data, or too few have.
        case tooEarly
        /// Spend is known to that day only.
        case spendNotKnown(Day?)
        /// Who is an MQL is not known.
        case mqlsNotKnown(Absence)
        /// The amount is in another currency than the report.
        case otherCurrency
        /// No lead and no spend is of its source.
        case sourceNotKnown
        /// Nothing came that could be divided by.
        case noMQLs
        case yes, no
        /// So it looks, and so few tell little.
        case ratherYes, ratherNo

        /// The word that programs read.
        package var code: String {
            switch self {
            case .closed: "closed"
            case .notWatched: "not_watched"
            case .tooEarly: "too_early"
            case .spendNotKnown: "spend_not_known"
            case .mqlsNotKnown: "mqls_not_known"
            case .otherCurrency: "other_currency"
            case .sourceNotKnown: "source_not_known"
            case .noMQLs: "no_mqls"
            case .yes: "yes"
            case .no: "no"
            case .ratherYes: "rather_yes"
            case .ratherNo: "rather_no"
            }
        }
    }
}

extension Pipeline {
    /// What became of decisions, by the day of the question.
    package func outcomes(
        of decisions: [TeamDecision], _ question: Figures.Question, _ rules: WatchRules, jobs: Int
    ) async -> [DecisionOutcome] {
        // Only what is open and watched of a source asks which there are.
        let asksSources = decisions.contains { $0.isOpen && $0.aim != nil && $0.source != nil }
        var all = question
        all.by = .source
        let known =
            asksSources ? Set(await figures(all, jobs: jobs).rows.map(\.key)) : []
        var outcomes: [DecisionOutcome] = []
        for decision in decisions {
            let isKnown = !asksSources || decision.source.map(known.contains) ?? true
            outcomes.append(
                await outcome(of: decision, question, rules, isKnown: isKnown, jobs: jobs))
        }
        return outcomes
    }

    /// How a source stands, or all of them, in the days before a decision; nil where nothing is known of them.
    package func before(
        _ day: Day, source: String?, _ question: Figures.Question, _ rules: WatchRules, jobs: Int
    ) async -> TeamDecision.Before? {
        let last = min(day, question.observed.data, spendUntil(question) ?? question.observed.data)
        let first = last.advanced(by: 1 - rules.daysBefore)
        guard let period = Period(first: first, end: last.advanced(by: 1)) else { return nil }
        let figures = await figures(asked(question, of: period), jobs: jobs)
        guard let all = figures.total.mqls.value else { return nil }
        let row = source.map { key in figures.rows.first { $0.key == key } } ?? figures.total
        return TeamDecision.Before(
            period: period, spend: row?.boughtFor.value,
            mqls: row?.mqls.value ?? 0, allMQLs: all)
    }

    private func asked(_ question: Figures.Question, of period: Period) -> Figures.Question {
        var asked = question
        asked.period = period
        asked.by = .source
        return asked
    }

    /// The last day of which any spend is known.
    private func spendUntil(_ question: Figures.Question) -> Day? {
        facts.spend.filter { $0.category.isBought && $0.period.first <= question.asOf }
            .map { min($0.period.lastDay, question.asOf) }.max()
    }

    private func outcome(
        of decision: TeamDecision, _ question: Figures.Question, _ rules: WatchRules,
        isKnown: Bool, jobs: Int
    ) async -> DecisionOutcome {
        let label = decision.source.map { self.rules.book.names.phrase(for: $0) }
        let spendUntil = spendUntil(question)
        var last = min(question.asOf, question.observed.data)
        if let until = decision.until { last = min(last, until) }
        let isCounted = decision.aim != nil && decision.aim != .stop
        if decision.aim != nil, let spendUntil, isCounted || spendUntil > decision.on {
            last = min(last, spendUntil)
        }
        let isDue = decision.isOpen && decision.until.map { $0 <= question.asOf } == true
        func outcome(
            _ state: DecisionOutcome.State, _ days: Period? = nil, _ row: Figures.Row? = nil,
            _ expected: NextCount? = nil, came: Int? = nil, saved: Money? = nil,
            bought: Money? = nil
        ) -> DecisionOutcome {
            // Of a stop only what was bought afterwards counts, and no part of a month before.
            let isStop = decision.aim == .stop
            let range = isStop ? nil : row?.nextCosts.perMQL.value
            return DecisionOutcome(
                decision: decision, label: label, state: decision.isOpen ? state : .closed,
                days: days, spend: isStop ? bought : row?.boughtFor.value,
                mqls: days == nil ? nil : row?.mqls.value,
                perMQL: isStop ? nil : row?.costs.perMQL.value, perMQLLow: range?.low,
                perMQLHigh: range?.high,
                expected: expected.map(DecisionOutcome.Expected.init), came: came, saved: saved,
                isDue: isDue)
        }
        // What somebody has closed is told in their words.
        guard decision.isOpen else { return outcome(.closed) }
        guard isKnown || decision.aim == nil else { return outcome(.sourceNotKnown) }
        if let amount = decision.aim?.amount, amount.currency != question.currency {
            return outcome(.otherCurrency)
        }
        guard let days = Period(first: decision.on.advanced(by: 1), end: last.advanced(by: 1))
        else {
            let lacksSpend = isCounted && spendUntil.map { $0 <= decision.on } != false
            let hasData = question.observed.data > decision.on
            return outcome(
                lacksSpend && hasData
                    ? .spendNotKnown(spendUntil)
                    : decision.aim == nil ? .notWatched : .tooEarly)
        }
        let figures = await figures(asked(question, of: days), jobs: jobs)
        let row =
            decision.source.map { key in figures.rows.first { $0.key == key } } ?? figures.total
        let length = Double(days.length)
        switch decision.aim {
        case nil: return outcome(.notWatched, days, row)
        case .stop:
            let (state, bought) = stopped(decision, question)
            let before = decision.before
            let others = figures.total.mqls.value.map { $0 - (row?.mqls.value ?? 0) }
            let expected = before.flatMap {
                NextCount(
                    after: $0.allMQLs - $0.mqls, over: Double($0.period.length), next: length)
            }
            let saved = before.flatMap { before in
                before.spend.flatMap {
                    Money(
                        rounding: Double($0.cents) / Double(before.period.length) * length,
                        $0.currency)
                }
            }
            return outcome(
                state, days, row, expected, came: others, saved: state == .yes ? saved : nil,
                bought: bought)
        case .cap(let most):
            guard let spend = row?.boughtFor.value else {
                return outcome(.spendNotKnown(spendUntil), days, row)
            }
            if let absence = figures.total.mqls.absence {
                return outcome(.mqlsNotKnown(absence), days, row)
            }
            guard let perMQL = row?.costs.perMQL.value, let range = row?.nextCosts.perMQL.value,
                most.currency == spend.currency
            else { return outcome(.noMQLs, days, row) }
            let state: DecisionOutcome.State =
                if let high = range.high, high.cents <= most.cents {
                    .yes
                } else if range.low.cents > most.cents {
                    .no
                } else {
                    perMQL.cents <= most.cents ? .ratherYes : .ratherNo
                }
            return outcome(state, days, row)
        case .spend(let agreed):
            guard let spend = row?.boughtFor.value else {
                return outcome(.spendNotKnown(spendUntil), days, row)
            }
            guard days.length >= rules.leastDays, agreed.currency == spend.currency else {
                return outcome(.tooEarly, days, row)
            }
            let wanted = Double(agreed.cents) * length * 12 / 365.25
            let isSo =
                abs(Double(spend.cents) - wanted) <= wanted * Double(rules.spendWithin) / 10_000
            let expected = decision.before.flatMap { before in
                before.spend.flatMap {
                    NextCount(
                        after: before.mqls, over: Double($0.cents), next: Double(spend.cents))
                }
            }
            return outcome(isSo ? .yes : .no, days, row, expected, came: row?.mqls.value)
        }
    }

    /// Whether nothing was bought of a source since. Spend of a month in which it was decided may be of the days
    /// before it, and tells nothing.
    private func stopped(
        _ decision: TeamDecision, _ question: Figures.Question
    ) -> (state: DecisionOutcome.State, bought: Money?) {
        var sources = rules.sources
        var (own, others) = (Int128(0), false)
        for row in facts.spend
        where row.category.isBought && !row.isShared && row.money.currency == question.currency
            && row.period.first > decision.on
            && row.period.first <= question.asOf
        {
            _ = sources.resolve(source: row.source, medium: row.medium, campaign: row.campaign)
            let key = sources.key(source: row.source, medium: row.medium, campaign: row.campaign)
            if decision.source == nil || key == decision.source {
                own += Int128(row.money.cents)
            } else {
                others = true
            }
        }
        guard own > 0 || others else { return (.spendNotKnown(spendUntil(question)), nil) }
        return (own > 0 ? .no : .yes, Money(exactly: own, question.currency))
    }
}
