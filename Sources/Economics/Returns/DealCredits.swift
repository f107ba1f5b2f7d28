package import Leads
package import Quantities
package import Valuation

/// Which lead each deal is credited to: a deal counts once, however many of its contacts are leads.
package struct DealCredits: Sendable {
    /// The deals of each lead that has any, as places in the list of deals.
    private var dealsOfLead: [Int: [Int]] = [:]
    /// Leads that are a contact of a deal that was won, credited to them or to another.
    private var contacts = Set<Int>()
    private let asOf: Day
    package let deals: [Deal]
    /// By the place of the deal; nil for a deal without a lead and for an existing customer.
    package private(set) var leadOfDeal: [Int?]

    /// Only what is known on the as-of day counts: a contact created later brought nothing in, and
    /// a deal won later is not won yet.
    ///
    /// - Parameter end: the first moment after the as-of day.
    package init(_ facts: Facts, rule: EconomicRules.DealCredit, asOf: Day, end: Instant) {
        deals = facts.deals
        self.asOf = asOf
        leadOfDeal = []
        for (place, deal) in deals.enumerated() {
            // The same lead in whatever order the contacts stand: by creation, then by id.
            let known = deal.leads.filter { facts.leads.created[$0] < end }
            let ordered = known.sorted {
                let one = (facts.leads.created[$0], facts.leads.index.id(of: $0))
                return one < (facts.leads.created[$1], facts.leads.index.id(of: $1))
            }
            let credited =
                deal.isExistingCustomer ? nil : rule == .firstLead ? ordered.first : ordered.last
            leadOfDeal.append(credited)
            if let credited { dealsOfLead[credited, default: []].append(place) }
            if deal.wonOn(asOf: asOf) != nil { contacts.formUnion(ordered) }
        }
    }

    package var isEmpty: Bool { deals.isEmpty }

    /// The deals credited to a lead that were won by the as-of day.
    package func won(by lead: Int) -> [Deal] {
        guard let places = dealsOfLead[lead] else { return [] }
        return places.map { deals[$0] }.filter { $0.wonOn(asOf: asOf) != nil }
    }

    /// The day on which a lead became a customer: the first deal credited to it, or, for a lead
    /// that is in no deal, the day of its stage.
    package func wonDay(of lead: Int, stages: StageDays) -> Day? {
        if let day = won(by: lead).compactMap({ $0.wonOn(asOf: asOf) }).min() {
            return day
        }
        guard !contacts.contains(lead), let day = stages[.won], day <= asOf else { return nil }
        return day
    }
}
