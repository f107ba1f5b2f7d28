package import Leads
package import Quantities
package import Valuation

/// Which lead each deal is credited to: a deal counts once, however many of its contacts are leads.
package struct DealCredits: Sendable {
    /// The deals of each lead that has any, as places in the list of deals.
    private var dealsOfLead: [Int: [Int]] = [:]
    /// Leads that are a contact of a deal that is credited to another.
    private var contacts = Set<Int>()
    package let deals: [Deal]
    /// By the place of the deal; nil for a deal without a lead and for an existing customer.
    package private(set) var leadOfDeal: [Int?]

    /// Deals that were won by the as-of day count as won; a later outcome is not known yet.
    package init(_ facts: Facts, rule: EconomicRules.DealCredit) {
        deals = facts.deals
        leadOfDeal = []
        for (place, deal) in deals.enumerated() {
            // The same lead in whatever order the contacts stand: by creation, then by id.
            let ordered = deal.leads.sorted {
                let one = (facts.leads.created[$0], facts.leads.index.id(of: $0))
                return one < (facts.leads.created[$1], facts.leads.index.id(of: $1))
            }
            let credited =
                deal.isExistingCustomer ? nil : rule == .firstLead ? ordered.first : ordered.last
            leadOfDeal.append(credited)
            if let credited { dealsOfLead[credited, default: []].append(place) }
            contacts.formUnion(ordered)
        }
    }

    package var isEmpty: Bool { deals.isEmpty }

    /// The deals credited to a lead that were won by the as-of day.
    package func won(by lead: Int, asOf: Day) -> [Deal] {
        guard let places = dealsOfLead[lead] else { return [] }
        return places.map { deals[$0] }.filter { $0.wonOn(asOf: asOf) != nil }
    }

    /// The day on which a lead became a customer: the first deal credited to it, or, for a lead
    /// that is in no deal, the day of its stage.
    package func wonDay(of lead: Int, stages: StageDays, asOf: Day) -> Day? {
        if let day = won(by: lead, asOf: asOf).compactMap({ $0.wonOn(asOf: asOf) }).min() {
            return day
        }
        guard !contacts.contains(lead), let day = stages[.won], day <= asOf else { return nil }
        return day
    }
}
