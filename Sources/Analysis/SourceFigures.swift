internal import Economics
package import Funnels
internal import Leads
package import Quantities
internal import Valuation

/// One source by itself: what became of its leads, how soon, month by month, by campaign and content, and beside the
/// others.
package struct SourceFigures: Sendable {
    package let justification: JustificationFigures
    package let row: JustificationFigures.Row
    /// Months of the period; none where the period is one month.
    package let months: [Part]
    package let campaigns: [Part]
    package let contents: [Part]
    /// Which part of the SQLs so far had become one within so many days, of this source and of the others; nil where
    /// one of them has none.
    package let delays: [Delay]
    /// Beside all other sources together; nil where too few had their time.
    package let comparison: RowComparison.Row?

    /// A month, campaign or piece of content of the source.
    package struct Part: Sendable {
        package let key: String
        package let label: Phrase
        package let leads: Int
        package let mqls: Int
        /// Nil where no file tells of any.
        package let sqls: Int?
        package let won: Int?
        /// What was spent on it by name, without its part of what all sources share; nil where no spend names it.
        package let spent: Money?
        package let perMQL: Money?
        /// By the delays of all MQLs, as in every report.
        /// Nil where no file tells of SQLs.
        package let conversion: MaturedConversion?
    }

    package struct Delay: Hashable, Sendable {
        package let days: Int
        package let own: Double
        package let others: Double
    }

    package var figures: Figures { justification.figures }
}

extension Pipeline {
    /// - Parameter name: its key, or what it is called in either language.
    package func source(
        _ name: String, _ question: Figures.Question, _ asked: JustificationFigures.Asked, jobs: Int
    ) async -> SourceFigures? {
        var question = question
        question.by = .source
        let justification = await justify(question, asked, jobs: jobs)
        let names = justification.figures.names
        guard
            let row = justification.rows.first(where: { $0.row.key == name })
                ?? justification.rows.first(where: { names.isCalled($0.row.key, name) }),
            let number = rules.sources.keys.firstIndex(of: row.row.key)
        else { return nil }
        let counted = count(question, jobs: jobs)
        func parts(_ by: Breakdown) -> [SourceFigures.Part] {
            var other = question
            other.by = by
            let tally = by == .month ? counted.tally : count(other, jobs: jobs).tally
            let groups = RowGroups(by, self, other, tally, rules.sources, only: number)
            return self.parts(groups, of: row.row, justification.figures)
        }
        let months = question.period.months.count > 1 ? parts(.month) : []
        return SourceFigures(
            justification: justification, row: row, months: months.sorted { $0.key < $1.key },
            campaigns: facts.leads.column(Breakdown.campaign.rawValue) == nil
                ? [] : named(parts(.campaign)),
            contents: named(parts(.content)),
            delays: delays(counted.tally, number, question),
            comparison: justification.figures.comparison?.rows.first { $0.key == row.row.key })
    }

    private func parts(
        _ groups: RowGroups, of row: Figures.Row, _ figures: Figures
    ) -> [SourceFigures.Part] {
        let currency = figures.question.currency
        let (knowsSQLs, knowsWins) = (row.sqls.absence == nil, row.won.absence == nil)
        return groups.groups.compactMap { group in
            let counts = group.counts
            let sum = groups.spend.byKey[group.key].flatMap { Money(exactly: $0.bought, currency) }
            let spent = sum.flatMap { $0.cents == 0 ? nil : $0 }
            guard counts.leads + counts.mqls > 0 || spent != nil else { return nil }
            return SourceFigures.Part(
                key: group.key,
                label: groups.by == .campaign && group.kind == .named
                    ? Phrase(group.name) : group.label,
                leads: counts.leads, mqls: counts.mqls, sqls: knowsSQLs ? counts.sqls : nil,
                won: knowsWins ? counts.won : nil,
                spent: spent,
                perMQL: spent.flatMap { $0.divided(by: counts.mqls) },
                conversion: knowsSQLs ? figures.delays.sql.conversion(counts.cohort) : nil)
        }
    }

    /// Those with a name, the largest first; none where nothing has one.
    private func named(_ parts: [SourceFigures.Part]) -> [SourceFigures.Part] {
        guard parts.count > 1 else { return [] }
        return parts.sorted {
            ($1.mqls, $1.leads, $0.key) < ($0.mqls, $0.leads, $1.key)
        }
    }

    private func delays(
        _ tally: Tally, _ source: Int, _ question: Figures.Question
    ) -> [SourceFigures.Delay] {
        var (own, others): ([Int], [Int]) = ([], [])
        for cell in tally.cells
        where cell.event == .sql && cell.lag >= 0 && cell.happened(by: question.observed.sqls) {
            let lags = repeatElement(cell.lag, count: Int(clamping: cell.count))
            if cell.segment.source == source { own += lags } else { others += lags }
        }
        guard !own.isEmpty, !others.isEmpty else { return [] }
        func share(_ lags: [Int], _ days: Int) -> Double {
            Double(lags.count { $0 <= days }) / Double(lags.count)
        }
        return [3, 7, 14, 30, 60, 90].map { days in
            .init(days: days, own: share(own, days), others: share(others, days))
        }
    }
}
