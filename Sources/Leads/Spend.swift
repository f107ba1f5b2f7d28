package import Quantities

/// Money that went to one source over a number of days.
package struct Spend: Hashable, Sendable {
    /// What was paid for.
    package enum Category: String, CaseIterable, Hashable, Sendable {
        case media, agency, content, tools, people, other

        /// Bought outside, so part of what an MQL was bought for. Tools and one's own people
        /// come on top of that in the all-in cost.
        package var isBought: Bool { self != .tools && self != .people }
    }

    package let period: Period
    /// The source as the file calls it; `*` is shared by all sources.
    package let source: String
    package let medium: String
    package let campaign: String
    package let category: Category
    /// Negative for a credit note.
    package let money: Money

    package init(
        period: Period, source: String, medium: String = "", campaign: String = "",
        category: Category = .media, money: Money
    ) {
        self.period = period
        self.source = source
        self.medium = medium
        self.campaign = campaign
        self.category = category
        self.money = money
    }

    /// The same spend at another price.
    func costing(_ money: Money) -> Spend {
        Spend(
            period: period, source: source, medium: medium, campaign: campaign, category: category,
            money: money)
    }

    package var isShared: Bool { source == "*" }

    /// The cents that fall within `window`, by days.
    ///
    /// Cut from running totals, so that the pieces of a row add up to it exactly.
    package func cents(within window: Period) -> Int64 {
        guard let overlap = period.overlap(with: window) else { return 0 }
        if overlap == period { return money.cents }
        func total(until day: Day) -> Int64 {
            let days = Int128(period.first.distance(to: day))
            return Rounding.halfEven(Int128(money.cents) * days, over: Int128(period.length)) ?? 0
        }
        return total(until: overlap.end) - total(until: overlap.first)
    }
}
