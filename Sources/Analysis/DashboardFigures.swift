package import Funnels
internal import Quantities
internal import Valuation

/// What stands on one screen for whoever steers: whether it pays, by month and by source, and who waits for a call.
package struct DashboardFigures: Sendable {
    package let justification: JustificationFigures
    package let calls: Known<Calls>
    /// MQLs and customers that were planned for the period; nil without a plan of it.
    package let plan: PlanFigures.Row?
    /// What became of what was decided before.
    package var decided: [DecisionOutcome] = []
    /// Nil where nobody asked.
    package var ahead: Ahead?

    /// What sales did with the MQLs of the period so far.
    package struct Calls: Hashable, Sendable {
        package let mqls: Int
        package let contacted: Int
        /// Rejected or lost before anybody had spoken to them.
        package let turnedDown: Int
        package var waiting: Int { mqls - contacted - turnedDown }
        /// Within how many days sales speaks to an MQL, as agreed; nil where nothing was.
        package let agreedDays: Int?
        /// Of those that had the agreed days, how many were spoken to within them; nil where none had.
        package let inTime: Int?
        package let hadTheDays: Int?
    }

    package var figures: Figures { justification.figures }
}

extension Pipeline {
    /// The figures of the dashboard, of one count of the leads.
    package func dashboard(
        _ question: Figures.Question, _ asked: JustificationFigures.Asked, jobs: Int
    ) async -> DashboardFigures {
        let justification = await justify(question, asked, withContacts: true, jobs: jobs)
        let total = justification.figures.total
        let days = rules.book.handover.contactWithinDays
        let calls = total.contacted.map { contacted in
            let inTime = days.flatMap { total.counts.contacts?.within($0) }
            let hasTime = (inTime?.of ?? 0) > 0
            return DashboardFigures.Calls(
                mqls: total.counts.mqls, contacted: contacted, turnedDown: total.counts.dropped,
                agreedDays: days, inTime: hasTime ? inTime?.contacted : nil,
                hadTheDays: hasTime ? inTime?.of : nil)
        }
        return DashboardFigures(
            justification: justification, calls: calls,
            plan: await plan(question, jobs: jobs)?.total)
    }
}
