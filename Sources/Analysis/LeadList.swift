internal import Economics
package import Funnels
internal import Leads
package import Quantities
package import Valuation

/// One lead with what was thought of it, for a list.
package struct ListedLead: Sendable {
    package let id: String
    package let createdOn: Day
    package let source: String
    package let intent: String?
    package let persona: String?
    package let judgement: Judgement
    /// What it goes for; nil for what is no MQL or has no known intent.
    package let value: Money?
    /// The band in which the rule book puts such MQLs, where it has a value.
    package let band: Band?
    /// The day on which the CRM made it an MQL, whether that counts or not.
    package let crmMQL: Day?
    /// Other ids of the same person.
    package let otherIDs: [String]
    /// For an MQL that nobody called: since how many days, and what it did to become one.
    package var waitingDays: Int?
    package var reason: Explanation.Reason?
    /// What a call is expected to bring: the chance of a sale at its age and source × the margin of one; nil where
    /// that is not known.
    package var expected: Money?
    /// Whether it waits longer than twice what was agreed: then it is to be called, nurtured or closed.
    package var isOverdue = false

    /// From one amount to another.
    package struct Band: Hashable, Sendable {
        package let low: Money
        package let high: Money
    }
}

extension Pipeline {
    /// The leads created in a period: MQLs first, the highest score on top.
    package func list(_ question: Figures.Question, only decision: Decision?) -> [ListedLead] {
        var judge = LeadJudge(rules, facts, asOf: question.asOf)
        var result: [ListedLead] = []
        for lead in 0..<facts.leadCount {
            let created = rules.book.zone.day(of: facts.leads.created[lead])
            // Who came back is listed once, as what it is now.
            let row = facts.rounds.row(of: lead, on: question.asOf)
            guard facts.frozen[lead] == nil, question.period.contains(created),
                let judgement = judge.judge(row),
                decision == nil || judgement.decision == decision
            else { continue }
            result.append(listed(row, judgement, asOf: question.asOf))
        }
        return result.sorted { one, other in
            let ranks = (ListedLead.rank(one), ListedLead.rank(other))
            return (ranks.0, -one.judgement.score, one.id)
                < (ranks.1, -other.judgement.score, other.id)
        }
    }

    /// The MQLs of a period that sales has not spoken to, rejected or taken further, the one that
    /// waits longest first, each with the reason to call.
    ///
    /// - Parameter days: only those that became an MQL at least so many days before the as-of day.
    package func waiting(_ question: Figures.Question, atLeast days: Int) -> Known<[ListedLead]> {
        let evidence = Evidence(
            facts, decider: rules.decider(asOf: question.asOf), asOf: question.asOf)
        if let absence = evidence.contacted { return .unknown(absence) }
        var judge = LeadJudge(rules, facts, asOf: question.asOf)
        let credits = credits(asOf: question.asOf)
        var result: [ListedLead] = []
        for lead in 0..<facts.leads.count {
            if Cancellation.stops(at: lead) { break }
            guard facts.frozen[lead] == nil, let judgement = judge.judge(lead),
                let mql = judgement.mqlDay, question.period.contains(mql),
                mql.distance(to: question.asOf) >= days
            else { continue }
            let journey = journey(of: lead, judgement, mql: mql, credits, asOf: question.asOf)
            guard journey.contacted == nil, journey.closed == nil, journey.won == nil else {
                continue
            }
            var listed = listed(lead, judgement, asOf: question.asOf)
            listed.waitingDays = mql.distance(to: question.asOf)
            listed.reason = judge.explain(lead, seeksTurn: false)?.intent?.reason
            result.append(listed)
        }
        return .value(
            result.sorted { one, other in
                (-(one.waitingDays ?? 0), one.id) < (-(other.waitingDays ?? 0), other.id)
            })
    }

    /// Those who wait in the order in which they are called: whom a call is expected to bring most for on top, the
    /// newest first where that is equal, and behind them those who wait longer than twice what was agreed.
    package func callList(
        _ waiting: [ListedLead], _ question: Figures.Question, jobs: Int
    ) -> [ListedLead] {
        var bySource = question
        bySource.by = .source
        let figures = figures(bySource, count(bySource, jobs: jobs))
        let isSaid = figures.move == nil && !figures.notes.hidesRates
        let rows = Dictionary(
            figures.rows.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let limit = rules.book.handover.contactWithinDays.map { $0 * 2 }
        let result = waiting.map { lead -> ListedLead in
            var lead = lead
            let age = lead.waitingDays ?? 0
            lead.isOverdue = limit.map { age > $0 } ?? false
            // Where the sales of a source are not known, those of all are.
            let worth = rows[lead.source]?.worth.value ?? figures.total.worth.value
            if isSaid, let worth,
                let chance = figures.forecast?.chance(source: lead.judgement.source, age: age)
            {
                let cents = chance * worth.expectedWins * Double(worth.perSale.cents)
                lead.expected = Money(rounding: cents, worth.perSale.currency)
            }
            return lead
        }
        return result.sorted { one, other in
            (one.isOverdue ? 1 : 0, -(one.expected?.cents ?? 0), one.waitingDays ?? 0, one.id)
                < (
                    other.isOverdue ? 1 : 0, -(other.expected?.cents ?? 0),
                    other.waitingDays ?? 0, other.id
                )
        }
    }

    private func listed(_ lead: Int, _ judgement: Judgement, asOf: Day) -> ListedLead {
        var value: Money?
        var band: ListedLead.Band?
        if judgement.mqlDay != nil, let intent = judgement.intent {
            let price = rules.prices.price(
                intent: intent,
                sourcePosition: rules.sources.rule(judgement.source)?.position,
                personaPosition: judgement.persona.flatMap { rules.book.personas[$0].position })
            value = price.value
            band = ListedLead.Band(low: price.low, high: price.high)
        }
        let crmMQL = facts.stageDays(of: lead)[.mql].flatMap { $0 <= asOf ? $0 : nil }
        return ListedLead(
            id: facts.leads.index.id(of: lead),
            createdOn: rules.book.zone.day(of: facts.leads.created[facts.rounds.lead(of: lead)]),
            source: rules.sources.keys[judgement.source],
            intent: judgement.intent.map { rules.book.intents[$0].key },
            persona: judgement.persona.map { rules.book.personas[$0].key }, judgement: judgement,
            value: value, band: band, crmMQL: crmMQL, otherIDs: facts.otherIDs(of: lead))
    }

    /// Judges the leads of these facts one by one, as they were on a day.
    package func judge(asOf: Day) -> LeadJudge { LeadJudge(rules, facts, asOf: asOf) }

    /// The judgement of one lead with all its reasons; nil where there is no such lead yet.
    package func explain(_ id: String, asOf: Day) -> Explanation? {
        let called = facts.persons(called: id)
        guard called.count == 1, facts.frozen[called[0]] == nil else { return nil }
        let lead = called[0]
        var judge = LeadJudge(rules, facts, asOf: asOf)
        return judge.explain(facts.rounds.row(of: lead, on: asOf))
    }
}

extension ListedLead {
    fileprivate static func rank(_ lead: ListedLead) -> Int {
        Decision.allCases.firstIndex(of: lead.judgement.decision) ?? 0
    }
}
