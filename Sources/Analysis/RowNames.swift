internal import Economics
internal import Funnels
internal import Leads
internal import Quantities
internal import Valuation

/// A row's key and what it is called. Only what the rule book names has another name in front
/// of people: a text of the files is shown as it stands.
struct RowNames {
    struct Row {
        let key: String
        let label: Phrase
        /// The source that it is of; nil where rows are no part of sources.
        var source: Int?
        var kind = Kind.named
        /// The name alone, without that of the source where rows are campaigns.
        let name: String

        fileprivate init(
            key: String, label: Phrase, source: Int? = nil, kind: Kind = .named,
            name: String? = nil
        ) {
            self.key = key
            self.label = label
            self.source = source
            self.kind = kind
            self.name = name ?? key
        }
    }

    enum Kind {
        case named
        /// Spend of a source that names no campaign. Leads are in it where nothing of this source does.
        case notSplit
        /// Leads that name no campaign.
        case noCampaign
    }

    private let by: Breakdown
    private let book: RuleBook
    private let sources: SourceDirectory
    private let details: InternTable?
    /// By folded text: the campaign that somebody said it means.
    private let agreed: [String: String]
    /// What is shown of a detail, by source where campaigns are meant, and by its folded form.
    private var shown: [Detail: String] = [:]
    /// By source and symbol: most cells are of a few of them.
    private var known: [Place: Row] = [:]
    /// Sources of which something names a campaign, and of which spend names none.
    private var split: Set<Int> = []
    private var unsplit: Set<Int> = []

    private struct Detail: Hashable {
        let source: Int
        let folded: String
    }

    private struct Place: Hashable {
        let source: Int
        let symbol: Symbol
    }

    /// - Parameter tally: all leads, whatever the period, so that a name is the same in each.
    init(
        _ pipeline: Pipeline, _ sources: SourceDirectory, _ by: Breakdown, _ tally: Tally,
        asOf: Day
    ) {
        self.by = by
        self.sources = sources
        book = pipeline.rules.book
        agreed =
            by == .campaign
            ? Dictionary(
                book.agreedCampaigns.map { (FoldedName.of($0), $1) }, uniquingKeysWith: min) : [:]
        details =
            switch by {
            case _ where pipeline.added != nil: pipeline.added?.details
            case .content: pipeline.facts.activities.contents
            case .campaign, .selfReported, .team: pipeline.facts.leads.column(by.rawValue)?.table
            default: nil
            }
        guard [.campaign, .content, .selfReported, .team].contains(by) else { return }
        note(tally, by == .campaign ? pipeline.facts.spend : [], asOf)
    }

    /// Finds out how each name is written, and by which spelling it is shown.
    private mutating func note(_ tally: Tally, _ spend: [Spend], _ asOf: Day) {
        var spellings: [Detail: Spellings] = [:]
        var directory = sources
        for row in spend where !row.isShared && row.period.first <= asOf {
            let source = directory.resolve(
                source: row.source, medium: row.medium, campaign: row.campaign
            ).number
            let campaign = meant(row.campaign)
            guard let folded = Self.folded(campaign) else {
                unsplit.insert(source)
                continue
            }
            split.insert(source)
            spellings[Detail(source: source, folded: folded), default: Spellings()]
                .add(campaign, spend: 1)
        }
        var leads: [Place: Int] = [:]
        var last: (place: Place, count: Int)?
        for cell in tally.cells where cell.event == .created {
            let segment = cell.segment
            let place = Place(source: segment.source, symbol: segment.detail)
            if last?.place != place {
                if let last { leads[last.place, default: 0] += last.count }
                last = (place, 0)
            }
            last?.count += Int(truncatingIfNeeded: cell.count)
        }
        if let last { leads[last.place, default: 0] += last.count }
        for (place, count) in leads {
            let text = meant(details?.text(place.symbol) ?? "")
            guard let folded = Self.folded(text) else { continue }
            let detail = Detail(source: by == .campaign ? place.source : 0, folded: folded)
            split.insert(place.source)
            spellings[detail, default: Spellings()].add(text, leads: count)
        }
        shown = spellings.mapValues(\.shown)
        for place in leads.keys {
            known[place] = row(text: details?.text(place.symbol) ?? "", of: place.source)
        }
    }

    /// How files write that there is no name.
    private static let nothing: Set<String> = ["(not_set)", "(none)", "not_set", "-", "--"]

    /// The name that somebody said a text means, else the text.
    private func meant(_ text: String) -> String {
        agreed.isEmpty ? text : agreed[FoldedName.of(text)] ?? text
    }

    /// The form by which a name is compared; nil where there is none.
    private static func folded(_ text: String) -> String? {
        guard !text.isEmpty else { return nil }
        let folded = FoldedName.of(text)
        return nothing.contains(folded) ? nil : folded
    }

    func row(of segment: Segment, on day: Day) -> Row {
        switch by {
        case .source: row(ofSource: segment.source)
        case .intent: row(ofKey: segment.intent.map { book.intents[$0].key })
        case .persona: row(ofKey: segment.persona.map { book.personas[$0].key })
        case .campaign, .content, .selfReported, .team:
            known[Place(source: segment.source, symbol: segment.detail)]
                ?? row(text: details?.text(segment.detail) ?? "", of: segment.source)
        case .month: row(ofMonth: day)
        }
    }

    /// The row of a team, as a file writes its name.
    func row(ofTeam team: String) -> Row { row(text: team, of: 0) }

    func row(ofSource number: Int) -> Row {
        let key = sources.keys[number]
        let label = number <= sources.rules.count ? book.names.phrase(for: key) : Phrase(key)
        return Row(key: key, label: label, source: number)
    }

    /// The row of a campaign that spend names, or does not.
    func row(ofSpendOn campaign: String, of source: Int) -> Row {
        let campaign = meant(campaign)
        guard let folded = Self.folded(campaign) else { return notSplit(source) }
        return self.row(
            shown[Detail(source: source, folded: folded)] ?? campaign, of: source)
    }

    /// The row of what a lead has in the field that rows are made of.
    private func row(text: String, of source: Int) -> Row {
        let text = meant(text)
        let folded = Self.folded(text)
        switch by {
        case .campaign:
            guard let folded else {
                // Where nothing names a campaign there is nothing to split.
                return unsplit.contains(source) && !split.contains(source)
                    ? notSplit(source) : noCampaign(source)
            }
            return row(shown[Detail(source: source, folded: folded)] ?? text, of: source)
        case .content:
            guard let folded else { return Self.none(en: "(no content)", nl: "(geen inhoud)") }
            let name = shown[Detail(source: 0, folded: folded)] ?? text
            return Row(key: name, label: Phrase(name))
        case .team:
            guard let folded else { return Self.noTeam }
            let name = shown[Detail(source: 0, folded: folded)] ?? text
            return Row(key: name, label: Phrase(name))
        default:
            guard let folded else { return Self.none(en: "(not said)", nl: "(niet gezegd)") }
            let name = shown[Detail(source: 0, folded: folded)] ?? text
            return Row(key: name, label: Phrase(name))
        }
    }

    static let noTeam = none(en: "(no team)", nl: "(geen team)")
    static let smallTeams = none(en: "(small teams)", nl: "(kleine teams)")

    private static func none(en: String, nl: String) -> Row {
        Row(key: en, label: Phrase(en: en, nl: nl))
    }

    private func notSplit(_ source: Int) -> Row {
        row(Phrase(en: "(not split)", nl: "(niet verdeeld)"), of: source, .notSplit)
    }

    private func noCampaign(_ source: Int) -> Row {
        row(Phrase(en: "(no campaign)", nl: "(geen campagne)"), of: source, .noCampaign)
    }

    private func row(_ campaign: String, of source: Int) -> Row {
        row(Phrase(campaign), of: source, .named)
    }

    private func row(_ name: Phrase, of source: Int, _ kind: Kind) -> Row {
        let whole = row(ofSource: source)
        return Row(
            key: "\(whole.key) / \(name.en)",
            label: Phrase(
                en: "\(whole.label.en) / \(name.en)", nl: "\(whole.label.nl) / \(name.nl)",
                code: "\(whole.key) / \(name.en)"),
            source: source, kind: kind, name: name.en)
    }

    func row(ofMonth day: Day) -> Row {
        Row(key: day.month.code, label: day.month)
    }

    private func row(ofKey key: String?) -> Row {
        key.map { Row(key: $0, label: book.names.phrase(for: $0)) }
            ?? Self.none(en: "(not known)", nl: "(niet bekend)")
    }
}
