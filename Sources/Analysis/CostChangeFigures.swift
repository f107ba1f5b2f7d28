package import Economics
package import Funnels
package import Quantities

/// What an MQL cost, beside another period, and why it differs.
package struct CostChangeFigures: Sendable {
    /// The other period.
    package let period: Period
    package let change: Known<CostChange>
    /// How far two equal periods lie apart by chance; nil where that cannot be told.
    package let noise: CostChange.Noise?
    /// Whether the other period was judged by other rules.
    package let hasOtherRules: Bool
    /// What its rows are called, by key.
    package let labels: [String: Phrase]

    /// Spend that no row has.
    package static let noRow = "(no row)"
}

extension Pipeline {
    /// The figures of a period, and why an MQL cost more or less than in another one.
    ///
    /// - Parameter other: the facts judged by the rules of the other period, where these were others.
    package func figures(
        _ question: Figures.Question, against period: Period, by other: Pipeline? = nil, jobs: Int
    ) async -> (figures: Figures, change: CostChangeFigures) {
        let counted = count(question, jobs: jobs)
        let now = figures(question, counted)
        // Spend is known by source: other rows have no price of a lead.
        var asked = question
        if question.by != .campaign { asked.by = .source }
        var earlier = asked
        earlier.period = period
        let rows = asked.by == question.by ? counted : count(asked, jobs: jobs)
        let ours = (now: figures(asked, rows), before: figures(earlier, rows))
        guard let other else { return (now, CostChangeFigures(ours, nil, period)) }
        let byOther = other.count(asked, jobs: jobs)
        let theirs = (now: other.figures(asked, byOther), before: other.figures(earlier, byOther))
        // Each period by its own rules, and beside it by those of the other.
        return (
            now,
            CostChangeFigures((ours.now, theirs.before), (theirs.now, ours.before), period)
        )
    }
}

extension CostChangeFigures {
    /// - Parameter byOther: now by the rules of then, and then by the rules of now.
    fileprivate init(
        _ sides: (now: Figures, before: Figures), _ byOther: (now: Figures, before: Figures)?,
        _ period: Period
    ) {
        self.period = period
        hasOtherRules = byOther != nil
        let (now, before) = (
            Self.sides(sides.now, byOther?.now), Self.sides(sides.before, byOther?.before)
        )
        var labels = [Self.noRow: Phrase(en: "(in no row)", nl: "(in geen rij)")]
        for row in sides.before.rows + sides.now.rows { labels[row.key] = row.label }
        self.labels = labels
        let keys = Set(now.keys).union(before.keys).sorted()
        let hasLeads =
            now.values.contains { $0.leads > 0 } && before.values.contains { $0.leads > 0 }
        let absence =
            sides.now.total.costs.perMQL.absence ?? sides.before.total.costs.perMQL.absence
        change =
            absence.map(Known.unknown)
            ?? Known(
                CostChange(
                    keys.map { (key: $0, before: before[$0] ?? .init(), now: now[$0] ?? .init()) },
                    sides.now.question.currency), else: hasLeads ? .notSplit : .noLeads)
        noise = change.value?.noise()
    }

    private static func sides(
        _ figures: Figures, _ byOther: Figures?
    ) -> [String: CostChange.Side] {
        var result: [String: CostChange.Side] = [:]
        var left = figures.total.boughtFor.value?.cents ?? 0
        for row in figures.rows {
            let cents = row.boughtFor.value?.cents ?? 0
            left -= cents
            result[row.key] = .init(cents: cents, leads: row.counts.leads, mqls: row.counts.mqls)
        }
        // By the rules of the other period a source may have none, and then no row.
        if byOther != nil { for key in result.keys { result[key]?.mqlsByOtherRules = 0 } }
        for row in byOther?.rows ?? [] {
            result[row.key, default: .init(leads: row.counts.leads)].mqlsByOtherRules =
                row.counts.mqls
        }
        if left != 0 { result[noRow] = .init(cents: left) }
        return result
    }
}
