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
    /// What all leads up to a day have in common; nil where they are too few to tell, or do not.
    func selection(asOf: Day) -> OutcomeSelection? {
        let zone = rules.book.zone
        let end = zone.startOfDay(asOf.advanced(by: 1))
        let known = (0..<facts.leadCount).lazy.filter { facts.leads.created[$0] < end }
        guard let least = moveRules?.leastChosen, facts.leadCount >= least else { return nil }
        func has(_ lead: Int, _ stages: [Stage]) -> Bool {
            let days = facts.stageDays(of: lead)
            return stages.contains { days[$0].map { $0 <= asOf } ?? false }
        }
        // Of most files the first lead says already that they are not chosen.
        var withDeal: (told: Set<Int>, all: Set<Int>)?
        func deals() -> (told: Set<Int>, all: Set<Int>) {
            if let withDeal { return withDeal }
            var found = (told: Set<Int>(), all: Set<Int>())
            for deal in facts.deals {
                for lead in deal.leads {
                    // An amount in the row of a lead is no deal that somebody exported.
                    let isOfRow = deal.status == .open && deal.id == facts.leads.index.id(of: lead)
                    if deal.unknownStage.isEmpty {
                        guard !isOfRow else { continue }
                        found.told.insert(lead)
                    }
                    found.all.insert(lead)
                }
            }
            withDeal = found
            return found
        }
        let late: [Stage] = [.sql, .opportunity, .won]
        let early: [Stage] = [.mql, .contacted]
        var isSQL = true
        var isSQLOrUnknown = true
        var isMQL = rules.decider(asOf: asOf) == .crm
        var count = 0
        for lead in known {
            count += 1
            let isLate = has(lead, late)
            isSQL = isSQL && (isLate || deals().told.contains(lead))
            isSQLOrUnknown = isSQLOrUnknown && (isSQL || isLate || deals().all.contains(lead))
            isMQL = isMQL && (isLate || has(lead, early))
            guard isSQLOrUnknown || isMQL else { return nil }
        }
        guard count >= least else { return nil }
        return OutcomeSelection(
            leads: count, outcome: isSQL ? .sql : isMQL ? .mql : .unknownDeals)
    }
}
