internal import Economics
internal import Leads
package import Quantities
internal import Valuation

/// A stage of which an advertising platform can be told.
package enum ReachedStage: String, CaseIterable, Sendable {
    case mql, sql, won
}

/// A lead that reached a stage, and when.
package struct ReachedLead: Sendable {
    package let id: String
    /// Other ids of the same person.
    package let otherIDs: [String]
    package let source: String
    package let day: Day

    package init(id: String, otherIDs: [String] = [], source: String, day: Day) {
        (self.id, self.otherIDs, self.source, self.day) = (id, otherIDs, source, day)
    }
}

extension Pipeline {
    /// The leads that reached a stage in a period, in order of days. Whoever objects is none of them.
    package func reached(_ stage: ReachedStage, _ question: Figures.Question) -> [ReachedLead] {
        let credits = credits(asOf: question.asOf)
        var judge = LeadJudge(rules, facts, asOf: question.asOf)
        var result: [ReachedLead] = []
        for lead in 0..<facts.leadCount where facts.frozen[lead] == nil {
            guard let judgement = judge.judge(lead) else { continue }
            let journey = journey(
                of: lead, judgement, mql: judgement.mqlDay, credits, asOf: question.asOf)
            let reached =
                switch stage {
                case .mql: judgement.mqlDay
                case .sql: journey.sql
                case .won: journey.won
                }
            guard let day = reached, question.period.contains(day) else { continue }
            result.append(
                ReachedLead(
                    id: facts.leads.index.id(of: lead), otherIDs: facts.otherIDs(of: lead),
                    source: rules.sources.keys[judgement.source], day: day))
        }
        return result.sorted { ($0.day, $0.id) < ($1.day, $1.id) }
    }
}
