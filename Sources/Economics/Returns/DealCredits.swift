package import Funnels
package import Leads
package import Quantities
package import Valuation

/// What one lead has of a deal that was won, or that is still open.
package struct DealShare: Hashable, Sendable {
    package let isOpen: Bool
    /// The day it was won, or opened.
    package let day: Day
    package let currency: Currency
    /// Its part of turnover and margin in cents; nil where the deal's is not known.
    package let amount: Int64?
    package let margin: Int64?
    /// Its part of the margin of one month, where the deal recurs.
    package let month: Int64?
}

/// Which lead each deal is credited to: a deal counts once, however many of its contacts are leads.
///
/// Under the rule `equal` the money is divided over the contacts, to the cent; the customer itself
/// is counted once, at the contact that was created first.
package struct DealCredits: Sendable {
    /// What became of the deals that are credited to a lead.
    private struct Outcome {
        /// The day on which the first of them was won.
        var won: Day?
        /// The day on which the last of them was lost; nil where one was not, or nobody knows when.
        var lost: Day?
    }

    /// By lead, where deals are credited to it.
    private var outcomes: [Int: Outcome] = [:]
    /// What each lead has of the deals that were won or are open.
    private var sharesOfLead: [Int: [DealShare]] = [:]
    /// Leads that are a contact of a deal that was won, credited to them or to another.
    private var contacts = Set<Int>()
    /// By lead, whether it stands in one of these at all: most do not.
    private var isNamed: [Bool] = []
    private let asOf: Day
    package let deals: [Deal]
    /// Deals with new customers that were won and lost.
    package private(set) var closed = (won: 0, lost: 0)
    /// By the place of the deal; nil for a deal without a lead and for an existing customer.
    package private(set) var leadOfDeal: [Int?]

    /// Only what is known on the as-of day counts: a contact created later brought nothing in, and
    /// a deal won later is not won yet.
    ///
    /// - Parameters:
    ///   - margin: the part of the amount that is margin, in hundredths of a percent, for deals that
    ///     say no margin of their own.
    ///   - end: the first moment after the as-of day.
    package init(
        _ facts: Facts, rule: EconomicRules.DealCredit, margin: Int? = nil, asOf: Day, end: Instant
    ) {
        deals = facts.deals
        self.asOf = asOf
        leadOfDeal = []
        if !deals.isEmpty { isNamed = Array(repeating: false, count: facts.leads.count) }
        for deal in deals {
            // The same lead in whatever order the contacts stand: by creation, then by id.
            let known = deal.leads.filter { facts.leads.created[$0] < end }
            // Most deals have one contact: nothing to put in order.
            let ordered =
                known.count < 2
                ? known
                : known.sorted {
                    let one = (facts.leads.created[$0], facts.leads.index.id(of: $0))
                    return one < (facts.leads.created[$1], facts.leads.index.id(of: $1))
                }
            for lead in known { isNamed[lead] = true }
            let credited =
                deal.isExistingCustomer ? nil : rule == .lastLead ? ordered.last : ordered.first
            leadOfDeal.append(credited)
            let wonOn = deal.wonOn(asOf: asOf)
            if let credited {
                let lostOn = deal.isLost(asOf: asOf) ? deal.closedOn : nil
                let known = outcomes[credited] ?? Outcome(won: wonOn, lost: lostOn)
                outcomes[credited] = Outcome(
                    won: Day.earlier(known.won, wonOn),
                    lost: known.lost.flatMap { one in lostOn.map { max(one, $0) } })
            }
            if wonOn != nil {
                contacts.formUnion(ordered)
                if !deal.isExistingCustomer { closed.won += 1 }
            } else if !deal.isOpen(asOf: asOf) {
                if deal.isLost(asOf: asOf), !deal.isExistingCustomer { closed.lost += 1 }
                continue
            }
            let sharers = credited.map { rule == .equal ? ordered : [$0] } ?? []
            let parts = sharers.map { _ in Int64(1) }
            let amounts = deal.amount.flatMap { Rounding.split($0, by: parts) }
            let dealMargin = deal.margin ?? Self.margin(of: deal, part: margin)
            let margins = dealMargin.flatMap { Rounding.split($0, by: parts) }
            for (number, lead) in sharers.enumerated() {
                let ownMargin = margins?[number]
                sharesOfLead[lead, default: []].append(
                    DealShare(
                        isOpen: wonOn == nil, day: wonOn ?? deal.createdOn ?? asOf,
                        currency: deal.currency, amount: amounts?[number], margin: ownMargin,
                        month: deal.months.flatMap { months in
                            ownMargin.flatMap {
                                Rounding.halfEven(Int128($0), over: Int128(months))
                            }
                        }))
            }
        }
    }

    private static func margin(of deal: Deal, part: Int?) -> Int64? {
        guard let part, let amount = deal.amount else { return nil }
        return Rounding.halfEven(Int128(amount) * Int128(part), over: 10_000)
    }

    /// Deals won ÷ deals closed.
    package var winRate: Known<Double> {
        let count = closed.won + closed.lost
        if count < Self.fewestClosed { return .unknown(.fewClosedDeals) }
        // Many an export has the won deals alone: a chance of 100 % would be believed.
        if closed.lost == 0 { return .unknown(.noLostDeals) }
        return .value(Double(closed.won) / Double(count))
    }

    private static let fewestClosed = 10

    package var isEmpty: Bool { deals.isEmpty }

    /// What a lead has of the deals won by the as-of day, and of those still open on it.
    package func shares(of lead: Int) -> [DealShare] {
        named(lead) ? sharesOfLead[lead] ?? [] : []
    }

    package func hasWonShare(_ lead: Int) -> Bool { shares(of: lead).contains { !$0.isOpen } }

    private func named(_ lead: Int) -> Bool { !isNamed.isEmpty && isNamed[lead] }

    /// The day on which a lead became a customer: the first deal credited to it, or, for a lead
    /// that is in no deal, the day of its stage.
    package func wonDay(of lead: Int, stages: StageDays) -> Day? {
        if named(lead) {
            if let day = outcomes[lead]?.won { return day }
            if contacts.contains(lead) { return nil }
        }
        guard let day = stages[.won], day <= asOf else { return nil }
        return day
    }

    /// The day on which the last deal of a lead was lost, where all of them were: sales expects nothing
    /// more of it.
    package func lostDay(of lead: Int) -> Day? {
        named(lead) ? outcomes[lead]?.lost : nil
    }
}
