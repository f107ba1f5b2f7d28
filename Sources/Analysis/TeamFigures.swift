package import Funnels
internal import Leads
internal import Quantities
internal import Statistics
internal import Valuation

/// How each sales team follows up its MQLs, and what becomes of them beside what its sources let expect.
package struct TeamFigures: Sendable {
    /// By name; what is put together, and what has no team, comes last. They add up to all MQLs.
    package let rows: [Row]
    /// SQLs of MQLs of all teams together, for the part of their time that MQLs had.
    package let all: Known<EstimatedRate>
    /// How many teams are put together as small.
    package let smallTeams: Int
    /// Whether it is known how many sellers a team has; else a team may be one person.
    package let knowsSizes: Bool

    /// The MQLs of one team.
    package struct Row: Sendable {
        package let kind: Kind
        package let followUp: HandoverFigures.Row
        /// SQLs of MQLs, each for the part of its time that it had.
        package let conversion: Known<EstimatedRate>
        package let maturedEquivalent: Double
        package let mix: Known<Mix>
        package let verdict: Verdict
    }

    /// What a row is of.
    package enum Kind: Hashable, Sendable {
        case team
        /// Teams too small to be shown by themselves.
        case small
        case noTeam
    }

    /// What would be expected of a team's MQLs if each source's became SQLs as they do in the whole firm.
    package struct Mix: Sendable {
        package let observed: Double
        package let expected: Double
        /// Observed ÷ expected with its exact range.
        package let ratio: Double
        package let low: Double
        package let high: Double
        /// The share of its MQLs that would become an SQL.
        package let share: Double
        /// By how much the team differs from all teams together, as a share of 1, and how much of that is the sources.
        package let difference: Double
        package let bySources: Double
        /// Raised for as many tests as there are teams; nil for what is not tested.
        package let adjustedP: Double?
    }

    /// What can be said of a team beyond its sources.
    package enum Verdict: String, Hashable, Sendable {
        /// Fewer than ten MQLs had their time.
        case tooFew = "too_few"
        /// More than half of its MQLs are of sources that no other team has.
        case ownSources = "own_sources"
        case noDifference = "no_difference"
        case more, fewer
        /// It is not known what became of the MQLs, or something that is missing could turn it.
        case notKnown = "not_known"
        /// It is no team.
        case none
    }
}

/// MQLs of one team, as counted.
private struct TeamCounts {
    let key: String
    let label: Phrase
    let kind: TeamFigures.Kind
    var counts = FunnelCounts(withContacts: true)
}

extension Pipeline {
    /// Whether a file says of some lead which sales team has it.
    var knowsTeams: Bool { (facts.leads.column(LeadTable.team)?.table.count ?? 0) > 1 }

    /// - Parameters:
    ///   - tally: of all leads, with the team as the detail of segments.
    ///   - sellers: by the name of a team as files write it, who has its MQLs of the period; nil where that is not read.
    ///   - followUp: what sales did with the MQLs of a row.
    func teams(
        _ question: Figures.Question, _ tally: Tally, _ figures: Figures,
        sellers: [String: Set<String>]?,
        followUp: (_ key: String, _ label: Phrase, _ counts: FunnelCounts) -> HandoverFigures.Row
    ) -> TeamFigures {
        let names = RowNames(self, rules.sources, .team, tally, asOf: question.asOf)
        var mqls: [String: Int] = [:]
        for cell in tally.cells
        where cell.event == .mql && question.period.contains(cell.day)
            && cell.happened(by: question.asOf)
        {
            mqls[names.row(of: cell.segment, on: cell.day).key, default: 0] += Int(cell.count)
        }
        mqls[RowNames.noTeam.key] = nil
        let size = TeamSize(mqls, sellers: sellers.map { named(names, $0) })
        var groups: [TeamCounts] = []
        var places: [String: Int] = [:]
        var total = FunnelCounts(withContacts: true)
        for cell in tally.cells {
            guard question.period.contains(cell.day) else { continue }
            total.add(cell, period: question.period, question.observed)
            var row = names.row(of: cell.segment, on: cell.day)
            let isNone = row.key == RowNames.noTeam.key
            let kind: TeamFigures.Kind =
                isNone ? .noTeam : size.small.contains(row.key) ? .small : .team
            if kind == .small { row = RowNames.smallTeams }
            let place =
                places[row.key]
                ?? {
                    groups.append(TeamCounts(key: row.key, label: row.label, kind: kind))
                    return groups.count - 1
                }()
            places[row.key] = place
            groups[place].counts.add(cell, period: question.period, question.observed)
        }
        func order(_ group: TeamCounts) -> (Int, String, String) {
            (
                group.kind == .team ? 0 : group.kind == .small ? 1 : 2,
                FoldedName.of(group.key), group.key
            )
        }
        groups = groups.filter { $0.counts.mqls > 0 }.sorted { order($0) < order($1) }
        let mixes = TeamMixes(groups.map(\.counts.cohort), total.cohort, figures.delays.sql)
        let absence = figures.total.matured.absence
        let mayTurn =
            figures.holes.mayTurn(.above, of: nil) || figures.holes.mayTurn(.below, of: nil)
        let verdicts = mixes.verdicts(of: groups.map { $0.kind == .team })
        let rows = groups.indices.map { place in
            let (group, mix) = (groups[place], mixes.rows[place])
            let known: Known<TeamFigures.Mix> =
                absence.map(Known.unknown)
                ?? Known(mix.figures(of: mixes, verdicts[place].adjustedP), else: .noSQLs)
            let verdict: TeamFigures.Verdict =
                group.kind != .team
                ? .none : absence != nil || mayTurn ? .notKnown : verdicts[place].verdict
            return TeamFigures.Row(
                kind: group.kind, followUp: followUp(group.key, group.label, group.counts),
                conversion: absence.map(Known.unknown) ?? .value(EstimatedRate(mix.counts)),
                maturedEquivalent: mix.counts.trials, mix: known, verdict: verdict)
        }
        return TeamFigures(
            rows: rows, all: absence.map(Known.unknown) ?? .value(EstimatedRate(mixes.all)),
            smallTeams: size.small.count, knowsSizes: sellers != nil)
    }

    /// The sellers of each team by the name under which it is shown.
    private func named(_ names: RowNames, _ sellers: [String: Set<String>]) -> [String: Set<String>]
    {
        var named: [String: Set<String>] = [:]
        for (team, sellers) in sellers {
            named[names.row(ofTeam: team).key, default: []].formUnion(sellers)
        }
        return named
    }
}

/// Which teams are too small to be shown by themselves.
private struct TeamSize {
    private(set) var small: Set<String>

    /// So many MQLs are as few as are told of a team of which nobody knows how many sellers it has.
    private static let fewestMQLs = 10
    /// Of fewer sellers than these figures would be figures of one of them.
    private static let fewestSellers = 3

    init(_ mqls: [String: Int], sellers: [String: Set<String>]?) {
        guard let sellers else {
            small = Set(mqls.filter { $0.value < Self.fewestMQLs }.map(\.key))
            return
        }
        func of(_ team: String) -> Set<String> { sellers[team] ?? [] }
        small = Set(mqls.keys.filter { of($0).count < Self.fewestSellers })
        guard !small.isEmpty else { return }
        // What is put together must be of as many: else it would be of one of them under another name.
        var together = small.reduce(into: Set<String>()) { $0.formUnion(of($1)) }
        let others = mqls.keys.filter { !small.contains($0) }.sorted {
            (of($0).count, mqls[$0] ?? 0, $0) < (of($1).count, mqls[$1] ?? 0, $1)
        }
        for team in others where together.count < Self.fewestSellers {
            small.insert(team)
            together.formUnion(of(team))
        }
    }
}

/// What the sources of rows let expect of them.
private struct TeamMixes {
    struct Row {
        let counts: Proportion
        let expected: Double
        /// MQLs that had their time, of sources of which other rows have ten such MQLs too.
        let shared: Double

        var against: ObservedOverExpected? { ObservedOverExpected(counts, expected: expected) }

        func figures(of all: TeamMixes, _ adjustedP: Double?) -> TeamFigures.Mix? {
            guard let against, let rate = counts.rate, let whole = all.all.rate else { return nil }
            let share = expected / counts.trials
            return TeamFigures.Mix(
                observed: against.observed, expected: expected, ratio: against.ratio,
                low: against.low, high: against.high, share: share, difference: rate - whole,
                bySources: share - whole, adjustedP: adjustedP)
        }
    }

    let rows: [Row]
    let all: Proportion

    init(_ cohorts: [Cohort], _ total: Cohort, _ maturity: Maturity) {
        var whole: [Int: (sqls: Int, mqls: Double)] = [:]
        for part in maturity.exposures(total) { whole[part.source] = (part.sqls, part.mqls) }
        func counts(_ sqls: Int, _ mqls: Double) -> Proportion {
            Proportion(Double(sqls), of: max(mqls, Double(sqls))) ?? .none
        }
        rows = cohorts.map { cohort in
            var (sqls, mqls, expected, shared) = (0, 0.0, 0.0, 0.0)
            for part in maturity.exposures(cohort) {
                sqls += part.sqls
                mqls += part.mqls
                guard let source = whole[part.source], source.mqls > 0 else { continue }
                expected += part.mqls * Double(source.sqls) / source.mqls
                if source.mqls - part.mqls >= Verdict.fewest { shared += part.mqls }
            }
            return Row(counts: counts(sqls, mqls), expected: expected, shared: shared)
        }
        let sums = maturity.exposures(total).reduce((0, 0.0)) { ($0.0 + $1.sqls, $0.1 + $1.mqls) }
        all = counts(sums.0, sums.1)
    }

    /// What can be said of each row that is a team: of many teams one always seems to differ, so that the chances
    /// are raised for as many as are tested, and nothing is said where none is left below the level.
    func verdicts(
        of areTeams: [Bool]
    ) -> [(verdict: TeamFigures.Verdict, adjustedP: Double?)] {
        var verdicts: [(verdict: TeamFigures.Verdict, adjustedP: Double?)] = rows.map { row in
            if row.counts.trials < Verdict.fewest { return (.tooFew, nil) }
            if row.shared * 2 < row.counts.trials { return (.ownSources, nil) }
            return (.noDifference, nil)
        }
        let tested = rows.indices.filter {
            areTeams[$0] && verdicts[$0].verdict == .noDifference && rows[$0].against != nil
        }
        let adjusted = ManyTests.benjaminiHochberg(tested.map { rows[$0].against?.p ?? 1 })
        let differs = adjusted.contains { $0 < RowComparison.level }
        for (place, p) in zip(tested, adjusted) {
            verdicts[place].adjustedP = p
            guard differs, p < RowComparison.falseShare, let against = rows[place].against,
                !against.holdsOne
            else { continue }
            verdicts[place].verdict = against.ratio > 1 ? .more : .fewer
        }
        return verdicts
    }
}
