internal import Economics
internal import Funnels
internal import Leads
package import Quantities
internal import Valuation

/// A tally and the spend, laid out in the rows of one breakdown.
struct RowGroups: Sendable {
    /// What falls in one row.
    struct Group: Sendable {
        let key: String
        /// What it is called in front of people.
        let label: Phrase
        var counts: FunnelCounts
        /// Whether anything of the period is in it: leads, MQLs, spend.
        var isInPeriod = false
        /// MQLs of before the period.
        var earlier = Cohort()
    }

    let by: Breakdown
    private(set) var groups: [Group] = []
    private var places: [String: Int] = [:]
    private let withContacts: Bool
    var spend: SpendTable
    /// The sources that spend was for.
    private(set) var spendSources = Set<Int>()

    init(
        _ by: Breakdown, _ pipeline: Pipeline, _ question: Figures.Question, _ tally: Tally,
        _ sources: SourceDirectory, withContacts: Bool = false
    ) {
        var sources = sources
        self.by = by
        self.withContacts = withContacts
        let names = RowNames(pipeline, sources, by)
        var labels: [String: Phrase] = [:]
        func noted(_ row: RowNames.Row) -> String {
            labels[row.key] = row.label
            return row.key
        }
        var spendSources = Set<Int>()
        let pieces = by == .month ? question.period.months : [question.period]
        spend = SpendTable(
            pipeline.facts.spend, period: question.period, asOf: question.asOf,
            currency: question.currency, pieces: pieces
        ) { row, piece in
            switch by {
            case .intent, .persona, .content, .selfReported: return nil
            // Shared by all sources, but not by other months.
            case .month: return noted(names.row(ofMonth: piece.first))
            case .source, .campaign:
                guard !row.isShared else { return nil }
                let number = sources.resolve(
                    source: row.source, medium: row.medium, campaign: row.campaign
                ).number
                spendSources.insert(number)
                let source = names.row(ofSource: number)
                return noted(
                    by == .source ? source : names.row(ofCampaign: row.campaign, of: source))
            }
        }
        self.spendSources = spendSources
        for key in spend.byKey.keys.sorted() { groups[place(key, labels[key])].isInPeriod = true }
        take(tally, question, names)
    }

    private mutating func take(_ tally: Tally, _ question: Figures.Question, _ names: RowNames) {
        // Cells of one segment, and of one month, stand together: most fall in the row before.
        var last: (segment: Segment, month: Day, place: Int)?
        for cell in tally.cells {
            let isEarlier = cell.day < question.period.first
            guard isEarlier || question.period.contains(cell.day) else { continue }
            let segment = cell.segment
            let month = by == .month ? cell.day.startOfMonth : question.period.first
            let place: Int
            if let last, last.segment == segment, last.month == month {
                place = last.place
            } else {
                let row = names.row(of: segment, on: cell.day)
                place = self.place(row.key, row.label)
                last = (segment, month, place)
            }
            if isEarlier {
                guard by != .month, cell.happened(by: question.asOf) else { continue }
                groups[place].earlier.add(cell, asOf: question.asOf)
            } else {
                groups[place].isInPeriod = true
                groups[place].counts.add(cell, period: question.period, asOf: question.asOf)
            }
        }
    }

    private mutating func place(_ key: String, _ label: Phrase?) -> Int {
        if let place = places[key] { return place }
        places[key] = groups.count
        groups.append(
            Group(
                key: key, label: label ?? Phrase(key),
                counts: FunnelCounts(withContacts: withContacts)))
        return groups.count - 1
    }

    /// Spend is known per source: how much of it went to one intent, persona or paper nobody knows.
    var hasNoSpendOfItsOwn: Bool {
        [.intent, .persona, .content, .selfReported].contains(by)
    }

    /// Whether all MQLs of the period are in this one row.
    func isOnlyRow(_ counts: FunnelCounts) -> Bool {
        counts.mqls > 0 && groups.reduce(0) { $0 + $1.counts.mqls } == counts.mqls
    }

    /// Whether what is shared is to be spread over the rows.
    var isSpread: Bool { spend.hasShared && !hasNoSpendOfItsOwn }

    mutating func spread(by rule: EconomicRules.SharedSpend) {
        guard isSpread else { return }
        let weights = groups.filter(\.isInPeriod).map { group -> (key: String, weight: Int64) in
            let weight: Int128 =
                switch rule {
                case .byMQLs: Int128(group.counts.mqls)
                case .bySpend: spend.byKey[group.key]?.bought ?? 0
                case .equally: 1
                }
            return (group.key, Int64(clamping: weight))
        }.sorted { $0.key < $1.key }
        spend.spread(over: weights)
    }
}

/// A row's key and what it is called. Only what the rule book names has another name in front
/// of people: a text of the files is shown as it stands.
struct RowNames {
    typealias Row = (key: String, label: Phrase)

    private let by: Breakdown
    private let book: RuleBook
    private let sources: SourceDirectory
    private let details: SymbolTable?

    init(_ pipeline: Pipeline, _ sources: SourceDirectory, _ by: Breakdown) {
        self.by = by
        self.sources = sources
        book = pipeline.rules.book
        details =
            switch by {
            case .content: pipeline.facts.activities.contents
            case .campaign, .selfReported: pipeline.facts.leads.column(by.rawValue)?.table
            default: nil
            }
    }

    func row(of segment: Segment, on day: Day) -> Row {
        let detail = details?.text(segment.detail) ?? ""
        switch by {
        case .source: return row(ofSource: segment.source)
        case .intent: return row(ofKey: segment.intent.map { book.intents[$0].key })
        case .persona: return row(ofKey: segment.persona.map { book.personas[$0].key })
        case .campaign: return row(ofCampaign: detail, of: row(ofSource: segment.source))
        case .content:
            return detail.isEmpty
                ? ("(no content)", Phrase(en: "(no content)", nl: "(geen inhoud)"))
                : (detail, Phrase(detail))
        case .selfReported:
            return detail.isEmpty
                ? ("(not said)", Phrase(en: "(not said)", nl: "(niet gezegd)"))
                : (detail, Phrase(detail))
        case .month: return row(ofMonth: day)
        }
    }

    func row(ofSource number: Int) -> Row {
        let key = sources.keys[number]
        return (key, number <= sources.rules.count ? book.names.phrase(for: key) : Phrase(key))
    }

    func row(ofCampaign campaign: String, of source: Row) -> Row {
        let none = Phrase(en: "(no campaign)", nl: "(geen campagne)")
        let name = campaign.isEmpty ? none : Phrase(campaign)
        return (
            "\(source.key) / \(name.en)",
            Phrase(
                en: "\(source.label.en) / \(name.en)", nl: "\(source.label.nl) / \(name.nl)")
        )
    }

    func row(ofMonth day: Day) -> Row {
        let key = String(day.description.prefix(7))
        let parts = key.split(separator: "-").reversed()
        return (key, Phrase(en: key, nl: parts.joined(separator: "-")))
    }

    private func row(ofKey key: String?) -> Row {
        key.map { ($0, book.names.phrase(for: $0)) }
            ?? ("(not known)", Phrase(en: "(not known)", nl: "(niet bekend)"))
    }
}

extension Period {
    /// The calendar months of the period, the first and the last as far as they are in it.
    package var months: [Period] {
        var result: [Period] = []
        var start = first
        while start < end {
            let next = min(start.startOfNextMonth, end)
            if let month = Period(first: start, end: next) { result.append(month) }
            start = next
        }
        return result
    }
}
