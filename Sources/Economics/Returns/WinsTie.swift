internal import Leads
package import Quantities

/// The deals won in a period, by what they came from. The parts add up to the deals file.
package struct WinsTie: Hashable, Sendable {
    package var total = 0
    /// From leads that became an MQL in the period.
    package var fromMQLsOfPeriod = 0
    /// From leads that became an MQL before it.
    package var fromEarlierMQLs = 0
    /// From leads that are no MQL.
    package var fromOtherLeads = 0
    /// Won before the lead was created or became an MQL: no MQL brought them.
    package var beforeLeadOrMQL = 0
    package var withoutLead = 0
    package var existingCustomers = 0
    /// What they brought, less what was returned in the period.
    package var cents: Int128 = 0
    /// How many refunds were taken off in the period, and how much that was, below zero.
    package var refunds = 0
    package var refunded: Int128 = 0
    package var withoutAmount = 0
    package var otherCurrencies: [Currency: Int128] = [:]
    /// Of whatever period: deals with a lead and no existing customer, and those of them that were won
    /// before the lead or the MQL.
    package var withLeadEver = 0
    package var beforeLeadOrMQLEver = 0

    package init() {}

    /// - Parameter mqlDay: of the lead that a deal is credited to.
    package init(
        _ credits: DealCredits, period: Period, asOf: Day, currency: Currency,
        mqlDay: (Int) -> Day?
    ) {
        for (place, deal) in credits.deals.enumerated() {
            guard let wonOn = deal.wonOn(asOf: asOf) else { continue }
            let isOfPeriod = period.contains(wonOn)
            guard !deal.isCredit else {
                if isOfPeriod, credits.isTakenOff[place] { takeOff(deal, currency) }
                continue
            }
            let part: WritableKeyPath<WinsTie, Int>
            if deal.isExistingCustomer {
                part = \.existingCustomers
            } else if credits.isBeforeItsLeads[place] {
                part = \.beforeLeadOrMQL
            } else if let lead = credits.leadOfDeal[place] {
                switch mqlDay(lead) {
                case .some(let day) where wonOn < day: part = \.beforeLeadOrMQL
                case .some(let day) where day < period.first: part = \.fromEarlierMQLs
                case .some: part = \.fromMQLsOfPeriod
                case nil: part = \.fromOtherLeads
                }
            } else {
                part = \.withoutLead
            }
            if part != \.existingCustomers, part != \.withoutLead { withLeadEver += 1 }
            if part == \.beforeLeadOrMQL { beforeLeadOrMQLEver += 1 }
            guard isOfPeriod else { continue }
            total += 1
            self[keyPath: part] += 1
            guard let amount = deal.amount else {
                withoutAmount += 1
                continue
            }
            if deal.currency == currency {
                cents += Int128(amount)
            } else {
                otherCurrencies[deal.currency, default: 0] += Int128(amount)
            }
        }
    }

    /// A refund lowers the money on its own day, and is no win.
    private mutating func takeOff(_ credit: Deal, _ currency: Currency) {
        refunds += 1
        guard let amount = credit.amount else { return }
        if credit.currency == currency {
            cents += Int128(amount)
            refunded += Int128(amount)
        } else {
            otherCurrencies[credit.currency, default: 0] += Int128(amount)
        }
    }
}
