internal import Leads
internal import Quantities
internal import Valuation

/// Leads that all have come as far: whoever exported them chose them by what became of them, so that
/// rates say nothing.
package struct OutcomeSelection: Hashable, Sendable {
    package let leads: Int
    package let outcome: Outcome

    package init(leads: Int, outcome: Outcome) { (self.leads, self.outcome) = (leads, outcome) }

    /// How far each of the leads came, at least.
    package enum Outcome: String, Hashable, Sendable {
        /// It has an SQL, an opportunity or a deal.
        case sql
        /// It has the stage of an MQL, or a later one, in the CRM.
        case mql
        /// The same as of an SQL, if the deals of some are counted of which nobody knows what their stage means: until
        /// somebody says it nothing tells whether the leads were chosen.
        case unknownDeals = "unknown_deals"
    }
}

extension Pipeline {
    /// How far the leads up to a day have come.
    func chosen(asOf: Day) -> LeadSums.Chosen {
        let end = rules.book.zone.startOfDay(asOf.advanced(by: 1))
        func has(_ lead: Int, _ stages: [Stage]) -> Bool {
            let days = facts.stageDays(of: lead)
            return !days.isEmpty && stages.contains { days[$0].map { $0 <= asOf } ?? false }
        }
        // Leads with a deal of which it is known what its stage means, and with any.
        var (told, withDeal) = (Set<Int>(), Set<Int>())
        for deal in facts.deals {
            for lead in deal.leads {
                if deal.unknownStage.isEmpty {
                    // An amount in the row of a lead is no deal that somebody exported.
                    guard deal.status != .open || deal.id != facts.leads.index.id(of: lead)
                    else { continue }
                    told.insert(lead)
                }
                withDeal.insert(lead)
            }
        }
        let late: [Stage] = [.sql, .opportunity, .won]
        let early: [Stage] = [.mql, .contacted]
        var chosen = LeadSums.Chosen()
        chosen.all = facts.leadCount
        for lead in 0..<facts.leadCount where facts.leads.created[lead] < end {
            chosen.leads += 1
            let isLate = has(lead, late)
            if isLate || told.contains(lead) { chosen.withOutcome += 1 }
            if isLate || withDeal.contains(lead) { chosen.withDeal += 1 }
            if isLate || has(lead, early) { chosen.mqls += 1 }
        }
        return chosen
    }

    /// What all leads up to a day have in common; nil where they are too few to tell, or do not.
    func selection(_ sums: LeadSums, asOf: Day) -> OutcomeSelection? {
        let chosen = sums.chosen
        guard let least = moveRules?.leastChosen, chosen.all >= least, chosen.leads >= least
        else { return nil }
        let outcome: OutcomeSelection.Outcome
        if chosen.withOutcome == chosen.leads {
            outcome = .sql
        } else if rules.decider(asOf: asOf) == .crm, chosen.mqls == chosen.leads {
            outcome = .mql
        } else if chosen.withDeal == chosen.leads {
            outcome = .unknownDeals
        } else {
            return nil
        }
        return OutcomeSelection(leads: chosen.leads, outcome: outcome)
    }
}
