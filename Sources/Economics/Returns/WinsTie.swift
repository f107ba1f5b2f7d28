internal import Leads
package import Quantities

/// The deals won in a period, by what they came from. The parts add up to the deals file.
package struct WinsTie: Hashable, Sendable {
    package var total = 0
    /// From leads that became an MQL in the period.
    package var fromMQLsOfPeriod = 0
    /// From leads that became an MQL before it.
    package var fromEarlierMQLs = 0
    /// From leads that are no MQL, or became one only after the deal's period.
    package var fromOtherLeads = 0
    package var withoutLead = 0
    package var existingCustomers = 0
    /// What they brought, less what was returned in the period.
    package var cents: Int128 = 0
    /// How many refunds were taken off in the period, and how much that was, below zero.
    package var refunds = 0
    package var refunded: Int128 = 0
    package var withoutAmount = 0
    package var otherCurrencies: [Currency: Int128] = [:]

    package init() {}

    /// - Parameter mqlDay: of the lead that a deal is credited to.
    package init(
        _ credits: DealCredits, period: Period, asOf: Day, currency: Currency,
        mqlDay: (Int) -> Day?
    ) {
        for (place, deal) in credits.deals.enumerated() {
            guard let day = deal.wonOn(asOf: asOf), period.contains(day) else { continue }
            guard !deal.isCredit else {
                if credits.isTakenOff[place] { takeOff(deal, currency) }
                continue
            }
            let lead = credits.leadOfDeal[place]
            total += 1
            if let amount = deal.amount {
                if deal.currency == currency {
                    cents += Int128(amount)
                } else {
                    otherCurrencies[deal.currency, default: 0] += Int128(amount)
                }
            } else {
                withoutAmount += 1
            }
            if deal.isExistingCustomer {
                existingCustomers += 1
            } else if let lead {
                switch mqlDay(lead) {
                case .some(let day) where period.contains(day): fromMQLsOfPeriod += 1
                case .some(let day) where day < period.first: fromEarlierMQLs += 1
                default: fromOtherLeads += 1
                }
            } else {
                withoutLead += 1
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
