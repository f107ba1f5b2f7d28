package import Quantities

/// One sale, open or closed. It counts once, however many of its contacts are leads.
package struct Deal: Hashable, Sendable {
    /// Whether it is decided, and how.
    package enum Status: String, CaseIterable, Hashable, Sendable {
        case open, won, lost
    }

    package let id: String
    package private(set) var status: Status
    package let createdOn: Day?
    /// The day on which it was won or lost.
    package let closedOn: Day?
    package private(set) var currency: Currency
    /// Turnover in cents over the deal's whole term; nil where it is not known. Below zero for what was
    /// returned.
    package private(set) var amount: Int64?
    /// What is left of the amount after the cost of what was sold; nil where it is not known.
    package private(set) var margin: Int64?
    /// Over how many months a deal that recurs is counted; nil for one that is paid once.
    package let months: Int?
    /// The numbers of the leads that are its contacts, in the order of the file.
    package private(set) var leads: [Int]
    package let isExistingCustomer: Bool
    /// Of a refund: the id of the deal that it belongs to.
    package let creditOf: String?
    /// The CRM's own word for where the deal stands, where nobody knows whether that means won or lost;
    /// it is taken as open then. Else empty.
    package private(set) var unknownStage: String
    /// A hash of the row, to tell versions of the deal apart.
    package let identity: UInt64
    package let updated: Int64

    package init(
        id: String, status: Status, createdOn: Day?, closedOn: Day?, currency: Currency,
        amount: Int64?, margin: Int64?, months: Int? = nil, leads: [Int],
        isExistingCustomer: Bool, creditOf: String? = nil, unknownStage: String = "",
        identity: UInt64 = 0, updated: Int64 = .min
    ) {
        self.id = id
        self.status = status
        self.createdOn = createdOn
        self.closedOn = closedOn
        self.currency = currency
        self.amount = amount
        self.margin = margin
        self.months = months
        self.leads = leads
        self.isExistingCustomer = isExistingCustomer
        self.creditOf = creditOf
        self.unknownStage = unknownStage
        self.identity = identity
        self.updated = updated
    }

    /// Whether it is no sale: money that went back after one.
    package var isCredit: Bool { creditOf != nil }

    /// Of two versions of a deal the one with the greater rank counts: the one changed last, then
    /// the one closed last.
    package var rank: (Int64, Int32, UInt64) { (updated, closedOn?.number ?? .min, identity) }

    /// Adds the deal and each of its contacts to the sum over all facts.
    package func fingerprint(into sum: inout Fingerprint, _ leads: LeadIndex) {
        sum.add(identity)
        for lead in self.leads {
            var hash = RowHash(kind: 10)
            hash.mix(RowHash.hash(id))
            hash.mix(leads.hash(of: lead))
            sum.add(hash.finished)
        }
    }

    /// The same deal with other contacts.
    package func about(_ leads: [Int]) -> Deal {
        var deal = self
        deal.leads = leads
        return deal
    }

    /// The same deal, of which it is known now what became of it.
    func settled(_ status: Status) -> Deal {
        var deal = self
        (deal.status, deal.unknownStage) = (status, "")
        return deal
    }

    /// The same deal with its money in another currency.
    func worth(_ amount: Int64?, margin: Int64?, in currency: Currency) -> Deal {
        var deal = self
        (deal.amount, deal.margin, deal.currency) = (amount, margin, currency)
        return deal
    }

    /// The day on which it was won, where that had happened by `asOf`.
    package func wonOn(asOf: Day) -> Day? {
        guard status == .won, let closedOn, closedOn <= asOf else { return nil }
        return closedOn
    }

    /// Whether it had been lost by `asOf`.
    package func isLost(asOf: Day) -> Bool {
        status == .lost && closedOn.map { $0 <= asOf } ?? true
    }

    /// Whether it was there and not yet closed on `asOf`.
    package func isOpen(asOf: Day) -> Bool {
        guard createdOn.map({ $0 <= asOf }) ?? true else { return false }
        return status == .open || closedOn.map { $0 > asOf } ?? false
    }
}
