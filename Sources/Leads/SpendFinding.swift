package import Quantities

/// What exports of a platform say of the same days, and do not agree on.
package struct SpendFinding: Hashable, Sendable {
    /// What was found.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Two exports state different amounts for the same days, and none says which is the later
        /// one: a question, because whatever was taken would be a guess.
        case twoAmounts = "two_amounts"
        /// Two exports state different amounts for the same days, and only one says of which day it is:
        /// that one counts.
        case undated
        /// A row for more days states another amount than the rows for the days in it.
        case partsDiffer = "parts_differ"
        /// An earlier export has an amount on days on which a later one has none of that campaign:
        /// it does not count.
        case leftOut = "left_out"
        /// Rows overlap in part. Which of it fell on the days of both is not known: it was divided by
        /// days.
        case divided
        /// What a row for more days has beside rows for some of them was divided over the other days, and
        /// when it was spent is not known to the day.
        case rest
        /// Two exports have the same days under different names, and no id that would tell whether
        /// these are the same campaigns. Both count.
        case otherNames = "other_names"
        /// A row without an account or an id could be any of several campaigns of that name. It counts
        /// beside them.
        case severalCampaigns = "several_campaigns"
        /// One campaign has the same amounts under two accounts. Both count.
        case twoAccounts = "two_accounts"
        /// A later export of the same days does not have these campaigns at all. They count.
        case absent
    }

    package let kind: Kind
    /// The platform, as a source.
    package let source: String
    package let account: String
    /// Empty where it is about more than one campaign.
    package let campaign: String
    /// From the first to the last day that it is about.
    package let period: Period
    /// What counts.
    package let counted: Money
    /// What does not, or counts beside it.
    package let other: Money
    /// The numbers of the tables that it is about, in order.
    package let tables: [Int]
    /// Their files, by name.
    package internal(set) var files: [String] = []

    init(
        kind: Kind, source: String, account: String, campaign: String, period: Period,
        counted: Money, other: Money, tables: [Int]
    ) {
        self.kind = kind
        self.source = source
        self.account = account
        self.campaign = campaign
        self.period = period
        self.counted = counted
        self.other = other
        self.tables = tables
    }

    /// Whether no figure can be given before somebody has answered it.
    package var isQuestion: Bool { kind == .twoAmounts }
}

extension SpendFinding: Comparable {
    package static func < (one: SpendFinding, other: SpendFinding) -> Bool {
        (one.source, one.account, one.campaign, one.period.first, one.period.end)
            != (other.source, other.account, other.campaign, other.period.first, other.period.end)
            ? (one.source, one.account, one.campaign, one.period.first, one.period.end)
                < (
                    other.source, other.account, other.campaign, other.period.first,
                    other.period.end
                )
            : (one.kind.rawValue, one.money) < (other.kind.rawValue, other.money)
    }

    private var money: String {
        "\(counted.currency.code) \(counted.cents) \(other.cents) \(tables)"
    }
}

/// What of all rows of spend counts, each day once.
package struct CountedSpend: Sendable {
    package var spend: [Spend] = []
    /// In order of source, campaign and days.
    package var findings: [SpendFinding] = []
    /// The cents of rows of platforms that stand in another export too, by currency.
    package var repeated: [Currency: Int128] = [:]
    /// The sum over what counts.
    package var fingerprint = Fingerprint()

    /// The same, with the files of what was found.
    package func named(_ file: (Int) -> String?) -> CountedSpend {
        var named = self
        for place in findings.indices {
            named.findings[place].files = Set(findings[place].tables.compactMap(file)).sorted()
        }
        return named
    }
}
