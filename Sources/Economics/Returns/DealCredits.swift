package import Funnels
package import Leads
package import Quantities
package import Valuation

/// What one lead has of a deal that was won, or that is still open, or of what was returned of one.
package struct DealShare: Hashable, Sendable {
    package let isOpen: Bool
    /// Whether it is what was returned of a won deal, below zero, on the day of the refund.
    package var isCredit = false
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
    /// By the place of the deal; nil for a deal without a lead, for an existing customer and for a refund.
    package private(set) var leadOfDeal: [Int?]
    /// By the place of the deal, whether it is a refund that is taken off a won deal.
    package private(set) var isTakenOff: [Bool]
    /// Refunds of deals that nobody knows, or that are not won: these take nothing off.
    package private(set) var idleCredits = IdleCredits()

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
        isTakenOff = Array(repeating: false, count: deals.count)
        if !deals.isEmpty { isNamed = Array(repeating: false, count: facts.leads.count) }
        let contacts = DealContacts(facts.leads, rule, end: end)
        for deal in deals { add(deal, contacts, marginPart: margin) }
        takeOffCredits(contacts, marginPart: margin)
    }

    private mutating func add(_ deal: Deal, _ contacts: DealContacts, marginPart: Int?) {
        guard !deal.isCredit else { return leadOfDeal.append(nil) }
        let ordered = contacts.inOrder(deal)
        for lead in ordered { isNamed[lead] = true }
        let credited = contacts.credited(deal, ordered)
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
            self.contacts.formUnion(ordered)
            if !deal.isExistingCustomer { closed.won += 1 }
        } else if !deal.isOpen(asOf: asOf) {
            if deal.isLost(asOf: asOf), !deal.isExistingCustomer { closed.lost += 1 }
            return
        }
        share(
            deal, margin: deal.margin ?? Self.margin(of: deal, part: marginPart),
            among: contacts.sharers(deal), on: wonOn ?? deal.createdOn ?? asOf,
            isOpen: wonOn == nil)
    }

    /// Gives each of the leads its part of the money of a deal.
    private mutating func share(
        _ deal: Deal, margin: Int64?, among sharers: [Int], on day: Day, isOpen: Bool
    ) {
        let parts = sharers.map { _ in Int64(1) }
        let amounts = deal.amount.flatMap { Rounding.split($0, by: parts) }
        let margins = margin.flatMap { Rounding.split($0, by: parts) }
        for (number, lead) in sharers.enumerated() {
            let ownMargin = margins?[number]
            sharesOfLead[lead, default: []].append(
                DealShare(
                    isOpen: isOpen, isCredit: deal.isCredit, day: day,
                    currency: deal.currency, amount: amounts?[number], margin: ownMargin,
                    month: deal.months.flatMap { months in
                        ownMargin.flatMap {
                            Rounding.halfEven(Int128($0), over: Int128(months))
                        }
                    }))
        }
    }

    /// Takes refunds off the deals that they belong to: from the same leads, on their own day.
    private mutating func takeOffCredits(_ contacts: DealContacts, marginPart: Int?) {
        guard deals.contains(where: \.isCredit) else { return }
        let sales = Dictionary(
            deals.filter { !$0.isCredit }.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
        for (place, credit) in deals.enumerated() {
            guard let id = credit.creditOf, let day = credit.wonOn(asOf: asOf) else { continue }
            guard let sale = sales[id], sale.wonOn(asOf: asOf) != nil else {
                idleCredits.add(credit, isKnown: sales[id] != nil)
                continue
            }
            isTakenOff[place] = true
            share(
                credit, margin: Self.margin(of: credit, returnedOf: sale, part: marginPart),
                among: contacts.sharers(sale), on: day, isOpen: false)
        }
    }

    /// What a refund takes off the margin: what it says itself, or the same part of the margin as of the
    /// amount.
    private static func margin(of credit: Deal, returnedOf sale: Deal, part: Int?) -> Int64? {
        if let margin = credit.margin { return margin }
        guard let saleMargin = sale.margin else { return margin(of: credit, part: part) }
        guard let amount = credit.amount, let whole = sale.amount, whole > 0,
            credit.currency == sale.currency
        else { return nil }
        return Rounding.halfEven(Int128(saleMargin) * Int128(amount), over: Int128(whole))
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

    package func hasWonShare(_ lead: Int) -> Bool {
        shares(of: lead).contains { !$0.isOpen && !$0.isCredit }
    }

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

/// Refunds that take nothing off, because the deal that they name is not there or not won.
package struct IdleCredits: Hashable, Sendable {
    /// Of deals that are in no file.
    package private(set) var ofUnknown = 0
    /// Of deals that are there, and were not won by the as-of day.
    package private(set) var ofNotWon = 0
    /// Below zero.
    package private(set) var cents: [Currency: Int128] = [:]

    package init() {}

    package var count: Int { ofUnknown + ofNotWon }

    fileprivate mutating func add(_ credit: Deal, isKnown: Bool) {
        if isKnown { ofNotWon += 1 } else { ofUnknown += 1 }
        cents[credit.currency, default: 0] += Int128(credit.amount ?? 0)
    }
}

/// Who of the contacts of a deal is a lead, in order, and who shares in its money.
private struct DealContacts {
    private let leads: LeadTable
    private let rule: EconomicRules.DealCredit
    private let end: Instant

    init(_ leads: LeadTable, _ rule: EconomicRules.DealCredit, end: Instant) {
        self.leads = leads
        self.rule = rule
        self.end = end
    }

    /// The same in whatever order the contacts stand: by creation, then by id.
    func inOrder(_ deal: Deal) -> [Int] {
        let known = deal.leads.filter { leads.created[$0] < end }
        // Most deals have one contact: nothing to put in order.
        guard known.count > 1 else { return known }
        return known.sorted {
            let one = (leads.created[$0], leads.index.id(of: $0))
            return one < (leads.created[$1], leads.index.id(of: $1))
        }
    }

    func credited(_ deal: Deal, _ ordered: [Int]) -> Int? {
        deal.isExistingCustomer ? nil : rule == .lastLead ? ordered.last : ordered.first
    }

    func sharers(_ deal: Deal) -> [Int] {
        let ordered = inOrder(deal)
        return credited(deal, ordered).map { rule == .equal ? ordered : [$0] } ?? []
    }
}
