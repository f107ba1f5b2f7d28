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
    /// The day the sale was won, also where this is a refund of it.
    package let soldOn: Day
    package let currency: Currency
    /// Its part of turnover and margin in cents; nil where the deal's is not known.
    package let amount: Int64?
    package let margin: Int64?
    /// Its part of the margin of one month, where the deal recurs.
    package let month: Int64?
    /// Over how many months the deal is counted, where it recurs.
    package let months: Int?

    /// Whether it was sold on a day or later, or is still open.
    package func isSince(_ first: Day?) -> Bool { isOpen || first.map { soldOn >= $0 } ?? true }
}

/// Which lead each deal is credited to: a deal counts once, however many of its contacts are leads.
///
/// Under the rule `equal` the money is divided over the contacts, to the cent; the customer itself
/// is counted once, at the contact that was created first.
package struct DealCredits: Sendable {
    /// What became of a deal that is credited to a lead.
    private enum Outcome {
        case won(Day)
        /// Nil where nobody knows when.
        case lost(Day?)
        case open
    }

    /// By lead, where deals are credited to it, in the order of the deals.
    private var outcomes: [Int: [Outcome]] = [:]
    /// What each lead has of the deals that were won or are open.
    private var sharesOfLead: [Int: [DealShare]] = [:]
    /// Leads that are a contact of a deal that was won, credited to them or to another.
    private var contacts = Set<Int>()
    /// Leads that were created only after a deal of theirs had been won.
    private var latecomers = Set<Int>()
    /// By lead, whether it stands in one of these at all: most do not.
    private var isNamed: [Bool] = []
    private let asOf: Day
    private let marginPart: Int?
    package let deals: [Deal]
    /// Deals with new customers that were won and lost.
    package private(set) var closed = (won: 0, lost: 0)
    /// By the place of the deal; nil for a deal without a lead, for an existing customer and for a refund.
    package private(set) var leadOfDeal: [Int?]
    /// By the place of the deal, whether all of its contacts were created after it had been closed.
    package private(set) var isBeforeItsLeads: [Bool]
    /// By the place of the deal, whether it is a refund that is taken off a won deal.
    package private(set) var isTakenOff: [Bool]
    /// Refunds of deals that nobody knows, or that are not won: these take nothing off.
    package private(set) var idleCredits = IdleCredits()

    /// Only what is known on the as-of day counts: a contact created later brought nothing in, and
    /// a deal won later is not won yet. Nor did a contact that was created after the day on which the
    /// deal was closed: on the same day it may have.
    ///
    /// - Parameters:
    ///   - margin: the part of the amount that is margin, in hundredths of a percent, for deals that
    ///     say no margin of their own.
    ///   - existed: since when a lead was there, or a colleague of it where companies are counted;
    ///     nil for the creation of the lead itself.
    package init(
        _ facts: Facts, rule: EconomicRules.DealCredit, margin: Int? = nil, asOf: Day,
        zone: TimeZoneRule, existed: ((Int) -> Instant)? = nil
    ) {
        deals = facts.deals
        self.asOf = asOf
        marginPart = margin
        leadOfDeal = []
        isBeforeItsLeads = []
        isTakenOff = Array(repeating: false, count: deals.count)
        if !deals.isEmpty { isNamed = Array(repeating: false, count: facts.leads.count) }
        let contacts = DealContacts(facts.leads, facts.rounds, rule, asOf: asOf, zone, existed)
        for deal in deals { add(deal, contacts, marginPart: margin) }
        takeOffCredits(contacts, marginPart: margin)
    }

    private mutating func add(_ deal: Deal, _ contacts: DealContacts, marginPart: Int?) {
        guard !deal.isCredit else {
            leadOfDeal.append(nil)
            isBeforeItsLeads.append(false)
            return
        }
        let ordered = contacts.inOrder(deal)
        for lead in ordered { isNamed[lead] = true }
        let present = contacts.present(deal, ordered)
        let credited = contacts.credited(deal, present)
        leadOfDeal.append(credited)
        isBeforeItsLeads.append(present.isEmpty && !ordered.isEmpty)
        let wonOn = deal.wonOn(asOf: asOf)
        if let credited {
            let outcome: Outcome =
                wonOn.map(Outcome.won) ?? (deal.isLost(asOf: asOf) ? .lost(deal.closedOn) : .open)
            outcomes[credited, default: []].append(outcome)
        }
        if wonOn != nil {
            self.contacts.formUnion(ordered)
            latecomers.formUnion(ordered.filter { !present.contains($0) })
            if !deal.isExistingCustomer { closed.won += 1 }
        } else if !deal.isOpen(asOf: asOf) {
            if deal.isLost(asOf: asOf), !deal.isExistingCustomer { closed.lost += 1 }
            return
        }
        share(
            deal, margin: deal.margin ?? Self.margin(of: deal, part: marginPart),
            among: contacts.sharers(deal), on: wonOn ?? deal.createdOn ?? asOf, soldOn: wonOn)
    }

    /// Gives each of the leads its part of the money of a deal.
    ///
    /// - Parameter soldOn: the day of the sale; nil for a deal that is open.
    private mutating func share(
        _ deal: Deal, margin: Int64?, among sharers: [Int], on day: Day, soldOn: Day?
    ) {
        let parts = sharers.map { _ in Int64(1) }
        let amounts = deal.amount.flatMap { Rounding.split($0, by: parts) }
        let margins = margin.flatMap { Rounding.split($0, by: parts) }
        for (number, lead) in sharers.enumerated() {
            let ownMargin = margins?[number]
            sharesOfLead[lead, default: []].append(
                DealShare(
                    isOpen: soldOn == nil, isCredit: deal.isCredit, day: day,
                    soldOn: soldOn ?? day,
                    currency: deal.currency, amount: amounts?[number], margin: ownMargin,
                    month: deal.months.flatMap { months in
                        ownMargin.flatMap {
                            Rounding.halfEven(Int128($0), over: Int128(months))
                        }
                    }, months: deal.months))
        }
    }

    /// Takes refunds off the deals that they belong to: from the same leads, on their own day.
    private mutating func takeOffCredits(_ contacts: DealContacts, marginPart: Int?) {
        guard deals.contains(where: \.isCredit) else { return }
        let sales = Dictionary(
            deals.filter { !$0.isCredit }.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
        for (place, credit) in deals.enumerated() {
            guard let id = credit.creditOf, let day = credit.wonOn(asOf: asOf) else { continue }
            guard let sale = sales[id], let soldOn = sale.wonOn(asOf: asOf) else {
                idleCredits.add(credit, isKnown: sales[id] != nil)
                continue
            }
            isTakenOff[place] = true
            share(
                credit, margin: Self.margin(of: credit, returnedOf: sale, part: marginPart),
                among: contacts.sharers(sale), on: day, soldOn: soldOn)
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

    /// The margin of a deal, as it says itself or by the part that is margin; of a refund what it takes off.
    ///
    /// - Parameter sale: of a refund, the deal that it belongs to.
    package func margin(of deal: Deal, returnedOf sale: Deal? = nil) -> Int64? {
        if let sale { return Self.margin(of: deal, returnedOf: sale, part: marginPart) }
        return deal.margin ?? Self.margin(of: deal, part: marginPart)
    }

    private static func margin(of deal: Deal, part: Int?) -> Int64? {
        guard let part, let amount = deal.amount else { return nil }
        return Rounding.halfEven(Int128(amount) * Int128(part), over: 10_000)
    }

    /// Deals won ÷ deals closed.
    package static func winRate(_ closed: (won: Int, lost: Int)) -> Known<Double> {
        let count = closed.won + closed.lost
        if count < fewestClosed { return .unknown(.fewClosedDeals) }
        // Many an export has the won deals alone: a chance of 100 % would be believed.
        if closed.lost == 0 { return .unknown(.noLostDeals) }
        return .value(Double(closed.won) / Double(count))
    }

    private static let fewestClosed = 10

    /// Whether no deal was read.
    package var isEmpty: Bool { deals.isEmpty }

    /// What a lead has of the deals won by the as-of day, and of those still open on it.
    package func shares(of lead: Int) -> [DealShare] {
        named(lead) ? sharesOfLead[lead] ?? [] : []
    }

    /// - Parameter first: the first day on which something could be credited to the lead.
    package func hasWonShare(_ lead: Int, since first: Day? = nil) -> Bool {
        shares(of: lead).contains { !$0.isOpen && !$0.isCredit && $0.isSince(first) }
    }

    private func named(_ lead: Int) -> Bool { !isNamed.isEmpty && isNamed[lead] }

    /// The day on which a lead became a customer: the first deal credited to it, or, for a lead
    /// that is in no deal, the day of its stage. What was won before a day does not count.
    ///
    /// - Parameter first: the day on which the lead was there, and an MQL if it became one.
    package func wonDay(of lead: Int, stages: StageDays, since first: Day? = nil) -> Day? {
        func counts(_ day: Day) -> Bool { first.map { day >= $0 } ?? true }
        if named(lead) {
            let days = outcomes[lead, default: []].compactMap { outcome -> Day? in
                if case .won(let day) = outcome, counts(day) { day } else { nil }
            }
            if let day = days.min() { return day }
            if contacts.contains(lead) { return nil }
        }
        guard let day = stages[.won], day <= asOf, counts(day) else { return nil }
        return day
    }

    /// Whether a lead is a contact of a deal that was won, credited to it or not.
    package func isContactOfWon(_ lead: Int) -> Bool { named(lead) && contacts.contains(lead) }

    /// Whether a lead was a customer before a day already, by a deal or a stage.
    package func wasCustomer(_ lead: Int, stages: StageDays, before first: Day) -> Bool {
        if named(lead), latecomers.contains(lead) { return true }
        return wonDay(of: lead, stages: stages).map { $0 < first } ?? false
    }

    /// The day on which the last deal of a lead was lost, where all of them were: sales expects nothing
    /// more of it. Deals that were closed before a day are no deals of the lead.
    ///
    /// - Parameter first: the day on which the lead was there, and an MQL if it became one.
    package func lostDay(of lead: Int, since first: Day? = nil) -> Day? {
        guard named(lead) else { return nil }
        var last: Day?
        for outcome in outcomes[lead, default: []] {
            switch outcome {
            case .won(let day) where first.map({ day < $0 }) ?? false: continue
            case .lost(let day?) where first.map({ day < $0 }) ?? false: continue
            case .lost(let day?): last = last.map { max($0, day) } ?? day
            case .won, .lost(nil), .open: return nil
            }
        }
        return last
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

    package init(ofUnknown: Int, ofNotWon: Int, cents: [Currency: Int128]) {
        (self.ofUnknown, self.ofNotWon, self.cents) = (ofUnknown, ofNotWon, cents)
    }

    /// How many such credits there are.
    package var count: Int { ofUnknown + ofNotWon }

    fileprivate mutating func add(_ credit: Deal, isKnown: Bool) {
        if isKnown { ofNotWon += 1 } else { ofUnknown += 1 }
        cents[credit.currency, default: 0] += Int128(credit.amount ?? 0)
    }
}

/// Who of the contacts of a deal is a lead, in order, and who shares in its money.
private struct DealContacts {
    private let leads: LeadTable
    private let rounds: Rounds
    private let rule: EconomicRules.DealCredit
    private let asOf: Day
    private let zone: TimeZoneRule
    /// The first moment after the as-of day.
    private let end: Instant
    private let existed: (Int) -> Instant

    init(
        _ leads: LeadTable, _ rounds: Rounds, _ rule: EconomicRules.DealCredit, asOf: Day,
        _ zone: TimeZoneRule, _ existed: ((Int) -> Instant)?
    ) {
        self.leads = leads
        self.rounds = rounds
        self.rule = rule
        self.asOf = asOf
        self.zone = zone
        end = zone.startOfDay(asOf.advanced(by: 1))
        self.existed = existed ?? { leads.created[$0] }
    }

    /// Those of the contacts who were there on the day on which the deal was closed.
    func present(_ deal: Deal, _ ordered: [Int]) -> [Int] {
        let lostOn = deal.isLost(asOf: asOf) ? deal.closedOn : nil
        guard let day = deal.wonOn(asOf: asOf) ?? lostOn else { return ordered }
        let end = zone.startOfDay(day.advanced(by: 1))
        return ordered.filter { existed($0) < end }
    }

    /// The same in whatever order the contacts stand: by creation, then by id.
    func inOrder(_ deal: Deal) -> [Int] {
        let named =
            rounds.isEmpty
            ? deal.leads : deal.leads.map { rounds.row(of: $0, with: deal, asOf: asOf) }
        let known = named.filter { leads.created[$0] < end }
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
        let ordered = present(deal, inOrder(deal))
        return credited(deal, ordered).map { rule == .equal ? ordered : [$0] } ?? []
    }
}
