package import Quantities

/// Whether the spend and the leads of a row are known to be of one name, so that the one can be
/// divided by the other and the row be judged by it.
package enum RowMatch: Hashable, Sendable {
    /// Nothing speaks against it.
    case met
    /// There is spend, and no lead has this name; what may be meant, most leads first.
    case noLead([Candidate])
    /// There are leads and no spend of this name, where spend may well have been meant for them.
    case noSpend
    /// Spend that names no campaign, where rows are campaigns.
    case notSplit
    /// Leads that name no campaign, where spend does, or may be theirs.
    case noCampaign
    /// More than a tenth of the spend of its source is not split over campaigns.
    case partlySplit

    /// Leads without spend of their name.
    package struct Candidate: Hashable, Sendable {
        package let key: String
        package let label: Phrase
        package let leads: Int
        /// How the files write the name of the leads, nil where they have none, and the name of the
        /// spend that it then means.
        package let text: String?
        package let meant: String

        package init(key: String, label: Phrase, leads: Int, text: String?, meant: String) {
            self.key = key
            self.label = label
            self.leads = leads
            self.text = text
            self.meant = meant
        }
    }

    /// The word that programs read.
    package var code: String {
        switch self {
        case .met: "met"
        case .noLead: "no_lead"
        case .noSpend: "no_spend"
        case .notSplit: "not_split"
        case .noCampaign: "no_campaign"
        case .partlySplit: "partly_split"
        }
    }

    /// Whether what came of the spend of this row is not known.
    package var hidesOutcome: Bool {
        switch self {
        case .noLead, .notSplit: true
        case .met, .noSpend, .noCampaign, .partlySplit: false
        }
    }
}

/// Kinds of sources that systems call by quite different names.
package enum SourceFamily: CaseIterable, Sendable {
    case events, partners, lists, search, social

    /// What one of its names has in it, as names are compared.
    private var parts: [String] {
        switch self {
        case .events:
            [
                "fair", "beurs", "trade_show", "tradeshow", "event", "offline", "badge", "messe",
                "conference", "congres", "exhibition", "expo", "stand", "evenement",
            ]
        case .partners:
            ["partner", "referral", "affiliate", "reseller", "dealer", "verwijz", "aanbevel"]
        case .lists: ["list", "lijst", "import", "adressen"]
        case .search: ["paid_search", "sea", "adwords", "google_ads", "bing", "microsoft_ads"]
        case .social: ["paid_social", "linkedin", "facebook", "instagram", "meta"]
        }
    }

    /// Short words are whole words of a name: `sea` is no part of `research`.
    private static let shortest = 5

    /// The families that a name may belong to.
    package static func families(of name: String) -> Set<SourceFamily> {
        let folded = FoldedName.of(name)
        let words = Set(folded.split(separator: "_").map(String.init))
        return Set(
            allCases.filter { family in
                family.parts.contains {
                    $0.utf8.count < shortest ? words.contains($0) : folded.contains($0)
                }
            })
    }

    /// Whether leads of this name seldom come without anybody paying for them.
    package static func isBought(_ name: String) -> Bool {
        !families(of: name).isDisjoint(with: [.events, .lists, .search])
            || FoldedName.of(name).contains("paid_social")
    }
}
