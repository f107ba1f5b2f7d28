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
}

extension Pipeline {
    /// The leads created in a period: MQLs first, the highest score on top.
    package func list(_ question: Figures.Question, only decision: Decision?) -> [ListedLead] {
        var judge = LeadJudge(rules, facts, asOf: question.asOf)
        var result: [ListedLead] = []
        for lead in 0..<facts.leads.count {
            let created = rules.book.zone.day(of: facts.leads.created[lead])
            guard question.period.contains(created), let judgement = judge.judge(lead),
                decision == nil || judgement.decision == decision
            else { continue }
            var value: Money?
            if judgement.mqlDay != nil, let intent = judgement.intent {
                value =
                    rules.prices.price(
                        intent: intent,
                        sourcePosition: rules.sources.rule(judgement.source)?.position,
                        personaPosition: judgement.persona.flatMap {
                            rules.book.personas[$0].position
                        }
                    ).value
            }
            result.append(
                ListedLead(
                    id: facts.leads.index.id(of: lead), createdOn: created,
                    source: rules.sources.keys[judgement.source],
                    intent: judgement.intent.map { rules.book.intents[$0].key },
                    persona: judgement.persona.map { rules.book.personas[$0].key },
                    judgement: judgement, value: value))
        }
        return result.sorted { one, other in
            let ranks = (ListedLead.rank(one), ListedLead.rank(other))
            return (ranks.0, -one.judgement.score, one.id)
                < (ranks.1, -other.judgement.score, other.id)
        }
    }

    /// The judgement of one lead with all its reasons; nil where there is no such lead yet.
    package func explain(_ id: String, asOf: Day) -> Explanation? {
        guard let lead = facts.leads.index.find(id) else { return nil }
        var judge = LeadJudge(rules, facts, asOf: asOf)
        return judge.explain(lead)
    }
}

extension ListedLead {
    fileprivate static func rank(_ lead: ListedLead) -> Int {
        Decision.allCases.firstIndex(of: lead.judgement.decision) ?? 0
    }
}
