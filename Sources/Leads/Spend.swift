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
    /// The account of the platform, where an export says it; empty where it does not.
    package let account: String
    /// What the platform calls the campaign whatever its name; empty where an export does not say it.
    package let campaignID: String
    package let category: Category
    /// Negative for a credit note.
    package let money: Money
    /// How many leads the platform claims for it, in hundredths; nil where it says nothing of that.
    package let claimedLeads: Int64?

    package init(
        period: Period, source: String, medium: String = "", campaign: String = "",
        account: String = "", campaignID: String = "", category: Category = .media, money: Money,
        claimedLeads: Int64? = nil
    ) {
        self.period = period
        self.source = source
        self.medium = medium
        self.campaign = campaign
        self.account = account
        self.campaignID = campaignID
        self.category = category
        self.money = money
        self.claimedLeads = claimedLeads
    }

    /// The same spend at another price.
    func costing(_ money: Money) -> Spend {
        Spend(
            period: period, source: source, medium: medium, campaign: campaign, account: account,
            campaignID: campaignID, category: category, money: money, claimedLeads: claimedLeads)
    }

    /// The same spend where somebody has said that it pays for tools or people: all sources share it, and it
    /// has no leads of its own.
    func shared(as category: Category) -> Spend {
        Spend(
            period: period, source: "*", account: account, campaignID: campaignID,
            category: category, money: money)
    }

    /// Whether it is spent on all sources together, which a file writes as `*`.
    package var isShared: Bool { source == "*" }

    /// The cents that fall within `window`, by days.
    ///
    /// Cut from running totals, so that the pieces of a row add up to it exactly.
    package func cents(within window: Period) -> Int64 {
        period.part(of: money.cents, within: window)
    }

    /// The claimed leads that fall within `window`, by days, in hundredths.
    package func claimedLeads(within window: Period) -> Int64? {
        claimedLeads.map { period.part(of: $0, within: window) }
    }
}

extension Period {
    /// The part of something counted whole over these days that falls within `window`.
    ///
    /// Cut from running totals, so that the parts of windows that lie side by side add up to it exactly.
    func part(of whole: Int64, within window: Period) -> Int64 {
        guard let overlap = overlap(with: window) else { return 0 }
        if overlap == self { return whole }
        func total(until day: Day) -> Int64 {
            let days = Int128(first.distance(to: day))
            return Rounding.halfEven(Int128(whole) * days, over: Int128(length)) ?? 0
        }
        return total(until: overlap.end) - total(until: overlap.first)
    }
}
