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
        var match = RowMatch.met
        /// The source that it is of, where rows are sources or campaigns.
        var source: Int?
        var kind = RowNames.Kind.named
        /// The name alone, without that of the source where rows are campaigns.
        var name = ""
        /// The leads of the period by the day on which they came.
        var leadsByDay: [Day: Int] = [:]
    }

    let by: Breakdown
    private(set) var groups: [Group] = []
    private var places: [String: Int] = [:]
    private let withContacts: Bool
    /// From how many days on.
    private let noLongerBoughtAfter: Int
    var spend: SpendTable
    /// The sources that spend was for.
    private(set) var spendSources = Set<Int>()
    /// Those on which something was bought up to the as-of day, in whatever month and currency, with the last day
    /// of it.
    private(set) var lastBought: [Int: Day] = [:]

    /// - Parameter only: the source of which leads and spend are taken, by its number; nil for all.
    init(
        _ by: Breakdown, _ pipeline: Pipeline, _ question: Figures.Question, _ tally: Tally,
        _ sources: SourceDirectory, withContacts: Bool = false, only: Int? = nil
    ) {
        var sources = sources
        self.by = by
        self.withContacts = withContacts
        noLongerBoughtAfter = pipeline.holeRules?.noLongerBoughtAfter ?? .max
        let names = RowNames(pipeline, sources, by, tally, asOf: question.asOf)
        var bought: [String: RowNames.Row] = [:]
        func noted(_ row: RowNames.Row) -> String {
            bought[row.key] = row
            return row.key
        }
        var spendSources = Set<Int>()
        let pieces = by == .month ? question.period.months : [question.period]
        spend = SpendTable(
            pipeline.facts.spend, period: question.period, asOf: question.asOf,
            currency: question.currency, pieces: pieces
        ) { row, piece in
            switch by {
            case .intent, .persona, .content, .selfReported, .team: return nil
            // Shared by all sources, but not by other months.
            case .month where only == nil: return noted(names.row(ofMonth: piece.first))
            case .source, .campaign, .month:
                guard !row.isShared else { return nil }
                let number = sources.resolve(
                    source: row.source, medium: row.medium, campaign: row.campaign
                ).number
                guard only == nil || only == number else { return nil }
                if by == .month { return noted(names.row(ofMonth: piece.first)) }
                spendSources.insert(number)
                return noted(
                    by == .source
                        ? names.row(ofSource: number)
                        : names.row(ofSpendOn: row.campaign, of: number))
            }
        }
        self.spendSources = spendSources
        if by == .source || by == .campaign {
            for row in pipeline.facts.spend
            where !row.isShared && row.category.isBought && row.period.first <= question.asOf
                && row.money.cents != 0
            {
                let number = sources.resolve(
                    source: row.source, medium: row.medium, campaign: row.campaign
                ).number
                let day = min(row.period.lastDay, question.asOf)
                lastBought[number] = max(lastBought[number] ?? day, day)
            }
        }
        for key in spend.byKey.keys.sorted() {
            guard let row = bought[key] else { continue }
            groups[place(row)].isInPeriod = true
        }
        let withSpend = groups.count
        take(tally, question, names, only)
        if ![.source, .intent, .persona, .month].contains(by) {
            // By their names, whatever the order in which files have them.
            groups[withSpend...].sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        }
        guard by == .source || by == .campaign else { return }
        let known = KnownNames(pipeline.facts.spend, tally, by, sources, names, asOf: question.asOf)
        let matches = known.matches(groups, spend)
        for place in groups.indices { groups[place].match = matches[place] }
    }

    /// The last day on which something was bought for a source, where others were bought for long after it: nobody
    /// buys it any more. Nil for any other.
    func boughtUntil(_ source: Int?) -> Day? {
        guard by == .source, let last = source.flatMap({ lastBought[$0] }),
            let lastOfAll = lastBought.values.max(),
            last.distance(to: lastOfAll) >= noLongerBoughtAfter
        else { return nil }
        return last
    }

    private mutating func take(
        _ tally: Tally, _ question: Figures.Question, _ names: RowNames, _ only: Int?
    ) {
        // Cells of one segment, and of one month, stand together: most fall in the row before.
        var last: (segment: Segment, month: Day, place: Int)?
        for cell in tally.cells {
            let isEarlier = cell.day < question.period.first
            guard isEarlier || question.period.contains(cell.day) else { continue }
            let segment = cell.segment
            guard only == nil || only == segment.source else { continue }
            let month = by == .month ? cell.day.startOfMonth : question.period.first
            let place: Int
            if let last, last.segment == segment, last.month == month {
                place = last.place
            } else {
                let row = names.row(of: segment, on: cell.day)
                place = self.place(row)
                last = (segment, month, place)
            }
            if isEarlier {
                guard by != .month, cell.happened(by: question.observed.sqls)
                else { continue }
                groups[place].earlier.add(cell, asOf: question.observed.sqls)
            } else {
                groups[place].isInPeriod = true
                groups[place].counts.add(cell, period: question.period, question.observed)
                if cell.event == .created, cell.happened(by: question.asOf) {
                    groups[place].leadsByDay[cell.day, default: 0] +=
                        Int(truncatingIfNeeded: cell.count)
                }
            }
        }
    }

    private mutating func place(_ row: RowNames.Row) -> Int {
        if let place = places[row.key] { return place }
        places[row.key] = groups.count
        groups.append(
            Group(
                key: row.key, label: row.label,
                counts: FunnelCounts(withContacts: withContacts), source: row.source,
                kind: row.kind, name: row.name))
        return groups.count - 1
    }

    /// Spend is known per source: how much of it went to one intent, persona or paper nobody knows.
    var hasNoSpendOfItsOwn: Bool {
        [.intent, .persona, .content, .selfReported, .team].contains(by)
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
            return (group.key, Rounding.clamped(weight))
        }.sorted { $0.key < $1.key }
        spend.spread(over: weights)
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
