package import Leads
package import Quantities

/// What was spent for one row of a report, in cents of one currency.
package struct SpendSum: Hashable, Sendable {
    /// Media and other bought cost, with the row's part of what is shared.
    package var bought: Int128 = 0
    /// Tools and one's own people, with the row's part of what is shared.
    package var own: Int128 = 0
    /// The part of both that was spread over the rows by a rule.
    package var shared: Int128 = 0
    /// Whether anything was bought for this row, and whether it has own costs.
    package var hasBought = false
    package var hasOwn = false
    /// Leads that platforms claim for it, in hundredths; nil where none claims any.
    package var claimedLeads: Int128?
    /// Whether a row of spend names it, beside what is shared by all.
    package var isNamed = false

    package init() {}

    /// Takes in that of another row.
    package mutating func add(_ other: SpendSum) {
        bought += other.bought
        own += other.own
        shared += other.shared
        hasBought = hasBought || other.hasBought
        hasOwn = hasOwn || other.hasOwn
        isNamed = isNamed || other.isNamed
        if let leads = other.claimedLeads { claimedLeads = (claimedLeads ?? 0) + leads }
    }

    mutating func add(_ cents: Int64, _ category: Spend.Category) {
        if category.isBought {
            bought += Int128(cents)
            hasBought = true
        } else {
            own += Int128(cents)
            hasOwn = true
        }
    }
}

/// The spend of a period by key, tied to the sum of the file.
package struct SpendTable: Sendable {
    package private(set) var byKey: [String: SpendSum] = [:]
    package private(set) var total = SpendSum()
    /// Rows in the report's currency, whatever their days.
    package private(set) var fileCents: Int128 = 0
    /// The part of it that falls outside the period.
    package private(set) var outsidePeriodCents: Int128 = 0
    /// What is in other currencies stays apart: cents within the period.
    package private(set) var otherCurrencies: [Currency: Int128] = [:]
    /// Whether months or longer were cut by days to fit the period.
    package private(set) var rowsCut = 0
    package private(set) var hasFile: Bool
    /// Whether anything is known of tools and one's own people.
    package private(set) var knowsOwnCosts = false
    /// Whether what one's own people cost is among it.
    package private(set) var knowsPeople = false
    /// Shared spend that no row could take, because nothing was there to divide it by.
    package private(set) var undivided = SpendSum()
    private var sharedRows: [(cents: Int64, category: Spend.Category)] = []

    /// - Parameters:
    ///   - key: the row that spend of this source on these days belongs to; nil where no row has
    ///     it for itself: what is shared is then spread, the rest is in the total only.
    ///   - pieces: the parts of the period that are rows of their own, such as months.
    package init(
        _ spend: [Spend], period: Period, asOf: Day, currency: Currency, pieces: [Period],
        key: (Spend, Period) -> String?
    ) {
        hasFile = spend.contains { $0.period.first <= asOf }
        for row in spend {
            // Days after the as-of day have not happened. What is left is cut from the whole row, so
            // that a month costs the same whatever else is looked at.
            func cents(within window: Period) -> Int64? {
                Period(first: window.first, end: min(window.end, asOf.advanced(by: 1)))
                    .flatMap { row.period.overlap(with: $0) }.map(row.cents)
            }
            guard row.money.currency == currency else {
                let cents = cents(within: period) ?? 0
                if cents != 0 { otherCurrencies[row.money.currency, default: 0] += Int128(cents) }
                continue
            }
            fileCents += Int128(row.money.cents)
            var inPeriod: Int128 = 0
            for piece in pieces {
                guard let cents = cents(within: piece) else { continue }
                if !row.category.isBought { knowsOwnCosts = true }
                if row.category == .people { knowsPeople = true }
                inPeriod += Int128(cents)
                total.add(cents, row.category)
                if let key = key(row, piece) {
                    if let claimed = Period(
                        first: piece.first, end: min(piece.end, asOf.advanced(by: 1))
                    ).flatMap(row.claimedLeads) {
                        byKey[key, default: SpendSum()].claimedLeads =
                            (byKey[key]?.claimedLeads ?? 0) + Int128(claimed)
                    }
                    byKey[key, default: SpendSum()].add(cents, row.category)
                    byKey[key, default: SpendSum()].isNamed = true
                } else if row.isShared {
                    sharedRows.append((cents, row.category))
                }
            }
            outsidePeriodCents += Int128(row.money.cents) - inPeriod
            if inPeriod != 0, inPeriod != Int128(row.money.cents) { rowsCut += 1 }
        }
    }

    /// Spreads what is shared over the rows, to the cent.
    ///
    /// - Parameter weights: by key, what each row's part is in proportion to.
    package mutating func spread(over weights: [(key: String, weight: Int64)]) {
        for row in sharedRows {
            guard let parts = Rounding.split(row.cents, by: weights.map(\.weight)) else {
                undivided.add(row.cents, row.category)
                continue
            }
            for ((key, _), part) in zip(weights, parts) where part != 0 {
                byKey[key, default: SpendSum()].add(part, row.category)
                byKey[key, default: SpendSum()].shared += Int128(part)
            }
        }
        sharedRows = []
    }

    /// Whether any of the spend is shared by all sources.
    package var hasShared: Bool { !sharedRows.isEmpty }
}
