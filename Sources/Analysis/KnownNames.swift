internal import Economics
internal import Funnels
internal import Leads
internal import Quantities
internal import Valuation

/// The names that leads have and that spend has, over all time up to the as-of day: whether those of
/// a row meet does not depend on the period that somebody looks at.
struct KnownNames {
    private let by: Breakdown
    private let noSource: Int
    private let hasSpend: Bool
    /// Leads by the key of their row, and the rows themselves.
    private var leads: [String: Int] = [:]
    private var rows: [String: RowNames.Row] = [:]
    /// Keys for which something was bought, ever.
    private var bought: Set<String> = []
    private var boughtSources: Set<Int> = []
    private var leadSources: Set<Int> = []

    /// More than this part of a source's spend that is not split leaves its campaigns without a
    /// verdict; one in so many.
    private static let partsNotSplit: Int128 = 10
    /// What comes without anybody paying for it, and is meant by no spend.
    private static let free = ["organic", "direct", "website", "seo"]
    /// More candidates than this are no help.
    private static let mostCandidates = 3

    init(
        _ spend: [Spend], _ tally: Tally, _ by: Breakdown, _ sources: SourceDirectory,
        _ names: RowNames, asOf: Day
    ) {
        self.by = by
        noSource = sources.rules.count
        hasSpend = spend.contains { $0.period.first <= asOf }
        var directory = sources
        for row in spend where !row.isShared && row.period.first <= asOf {
            let source = directory.resolve(
                source: row.source, medium: row.medium, campaign: row.campaign
            ).number
            boughtSources.insert(source)
            bought.insert(
                by == .source
                    ? names.row(ofSource: source).key
                    : names.row(ofSpendOn: row.campaign, of: source).key)
        }
        // Cells of one segment stand together.
        var last: (segment: Segment, leads: Int)?
        for cell in tally.cells where cell.event == .created && cell.happened(by: asOf) {
            let segment = cell.segment
            if last?.segment != segment {
                if let last { note(last.leads, last.segment, names, asOf) }
                last = (segment, 0)
            }
            last?.leads += Int(truncatingIfNeeded: cell.count)
        }
        if let last { note(last.leads, last.segment, names, asOf) }
    }

    private mutating func note(_ count: Int, _ segment: Segment, _ names: RowNames, _ day: Day) {
        let row = names.row(of: segment, on: day)
        leads[row.key, default: 0] += count
        rows[row.key] = row
        leadSources.insert(segment.source)
    }

    /// Of each group, whether its spend and its leads are of one name.
    func matches(_ groups: [RowGroups.Group], _ spend: SpendTable) -> [RowMatch] {
        let partlySplit = partlySplit(groups, spend)
        var result = groups.map { group -> RowMatch in
            let isBought = spend.byKey[group.key]?.isNamed ?? false
            switch group.kind {
            case .notSplit: return .notSplit
            case .noCampaign:
                return group.source.map(boughtSources.contains) == true ? .noCampaign : .met
            case .named:
                if isBought, (leads[group.key] ?? 0) == 0, group.counts.mqls == 0 {
                    return .noLead(candidates(group))
                }
                return group.source.map(partlySplit.contains) == true ? .partlySplit : .met
            }
        }
        let meant = Set(
            result.flatMap { match -> [String] in
                if case .noLead(let candidates) = match { candidates.map(\.key) } else { [] }
            })
        for (place, group) in groups.enumerated() where hasSpend && result[place] == .met {
            let mayBe = meant.contains(group.key) || isUsuallyBought(group)
            if mayBe, !bought.contains(group.key) { result[place] = .noSpend }
        }
        return result
    }

    private func isUsuallyBought(_ group: RowGroups.Group) -> Bool {
        by == .source && SourceFamily.isBought(group.key)
    }

    /// Leads without spend that the spend of a row may have been for: of its own family where there
    /// are some, else those of which there are most.
    private func candidates(_ group: RowGroups.Group) -> [RowMatch.Candidate] {
        let isOfSource = by == .campaign && group.source.map(leadSources.contains) == true
        let without = rows.values.filter { row in
            row.source != noSource && !bought.contains(row.key)
                && (isOfSource || !Self.free.contains(where: FoldedName.of(row.key).contains))
                && (isOfSource
                    ? row.source == group.source
                    : row.source.map { !boughtSources.contains($0) } ?? false)
        }
        let families = SourceFamily.families(of: group.key)
        let related = without.filter {
            !isOfSource && !families.isDisjoint(with: SourceFamily.families(of: $0.key))
        }
        let all = (related.isEmpty ? without : related).map {
            RowMatch.Candidate(
                key: $0.key, label: $0.label, leads: leads[$0.key] ?? 0,
                text: $0.kind == .named ? $0.name : nil, meant: group.name)
        }.sorted { ($1.leads, $0.key) < ($0.leads, $1.key) }
        return Array(all.prefix(Self.mostCandidates))
    }

    /// Sources of which more than a tenth of the spend of the period names no campaign.
    private func partlySplit(_ groups: [RowGroups.Group], _ spend: SpendTable) -> Set<Int> {
        var sums: [Int: (all: Int128, notSplit: Int128)] = [:]
        for group in groups {
            guard let source = group.source, let sum = spend.byKey[group.key], sum.isNamed else {
                continue
            }
            let cents = sum.bought + sum.own
            sums[source, default: (0, 0)].all += cents
            if group.kind == .notSplit { sums[source]?.notSplit += cents }
        }
        return Set(
            sums.filter {
                $0.value.notSplit > 0 && $0.value.notSplit * Self.partsNotSplit > $0.value.all
            }.keys)
    }
}
