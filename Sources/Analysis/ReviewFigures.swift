internal import Economics
package import Funnels
internal import Leads
internal import Quantities
internal import Valuation

/// What marketing and sales look at together once a month.
package struct ReviewFigures: Sendable {
    package let handover: HandoverFigures
    package let justification: JustificationFigures
    /// MQLs that nobody called, the longest first.
    package let waiting: Known<[ListedLead]>
    /// Leads that fit and showed little interest yet, the highest score first.
    package let targetAccounts: [ListedLead]
    /// What leads read, saw and came to, that which most MQLs had last first.
    package let contents: [Content]

    /// The criteria themselves: too loose, too strict, drifting.
    package let loop: DefinitionLoop

    /// What became of what was decided before.
    package var decided: [DecisionOutcome] = []
    /// Nil where nobody asked.
    package var ahead: Ahead?

    /// A paper, a video, a page with a name.
    package struct Content: Sendable {
        package let name: String
        /// What leads did with it most often.
        package let action: String
        package let leads: Int
        /// The mean over the times that it is known; nil where it never is.
        package let seconds: Double?
        /// Of the MQLs of the period that had it last before they became one.
        package let row: Figures.Row?
    }
}

extension Pipeline {
    /// Always by source; `question.by` serves the tables alone.
    package func review(
        _ question: Figures.Question, _ asked: JustificationFigures.Asked, jobs: Int
    ) async -> ReviewFigures {
        var asContents = question
        asContents.by = .content
        let byContent =
            facts.activities.contents.count > 1
            ? await figures(asContents, jobs: jobs).rows : []
        let handover = await handover(question, jobs: jobs)
        return ReviewFigures(
            handover: handover,
            justification: await justify(question, asked, jobs: jobs),
            waiting: waiting(question, atLeast: 0),
            targetAccounts: list(question, only: .targetAccount),
            contents: contents(question, rows: byContent),
            loop: loop(question, horizon: handover.figures.horizon.days))
    }

    private func contents(
        _ question: Figures.Question, rows: [Figures.Row]
    ) -> [ReviewFigures.Content] {
        struct Use {
            var leads = 0
            var lastLead = -1
            var seconds = 0
            var timed = 0
            var actions: [Symbol: Int] = [:]
        }
        let names = facts.activities.contents
        guard names.count > 1 else { return [] }
        var uses: [Symbol: Use] = [:]
        let end = rules.book.zone.startOfDay(question.asOf.advanced(by: 1))
        for lead in 0..<facts.leadCount {
            for row in facts.rounds.rows(of: lead).flatMap(facts.activities.rows)
            where row.content != 0 && row.at < end
                && question.period.contains(rules.book.zone.day(of: row.at))
            {
                var use = uses[row.content] ?? Use()
                if use.lastLead != lead { use.leads += 1 }
                use.lastLead = lead
                if row.seconds > 0 {
                    use.seconds += Int(row.seconds)
                    use.timed += 1
                }
                use.actions[row.action, default: 0] += 1
                uses[row.content] = use
            }
        }
        let byName = Dictionary(rows.map { ($0.key, $0) }) { first, _ in first }
        let actions = facts.activities.actions
        return uses.map { symbol, use in
            let name = names.text(symbol)
            let action = use.actions.max {
                ($0.value, actions.text($1.key)) < ($1.value, actions.text($0.key))
            }
            return ReviewFigures.Content(
                name: name, action: action.map { actions.text($0.key) } ?? "", leads: use.leads,
                seconds: use.timed > 0 ? Double(use.seconds) / Double(use.timed) : nil,
                row: byName[name])
        }.sorted {
            let mqls = ($0.row?.counts.mqls ?? 0, $1.row?.counts.mqls ?? 0)
            return (mqls.1, $1.leads, $0.name) < (mqls.0, $0.leads, $1.name)
        }
    }
}
