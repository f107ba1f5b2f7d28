internal import Funnels
internal import Leads
internal import Quantities
internal import Valuation

/// A tally as the figures read it: in rows, as a whole, and by how long things took. Each reading goes
/// over all cells by itself, and several at once.
struct TallyView: Sendable {
    /// What became of MQLs, of all and by source.
    struct Cohorts: Sendable {
        private(set) var all: Cohort
        private(set) var bySource: [Int: Cohort] = [:]

        fileprivate init(_ goal: Cohort.Goal, _ tally: Tally, asOf: Day) {
            all = Cohort(goal)
            for cell in tally.cells where Cohort.follows(cell.event) && cell.happened(by: asOf) {
                all.add(cell, asOf: asOf)
                bySource[cell.segment.source, default: Cohort(goal)].add(cell, asOf: asOf)
            }
        }
    }

    let sqls: Cohorts
    let customers: Cohorts
    let groups: RowGroups
    /// Nil where the period is one month, or the rows are months already.
    let months: RowGroups?
    let total: FunnelCounts

    /// - Parameter sources: all that leads and spend name.
    init(
        _ pipeline: Pipeline, _ question: Figures.Question, _ tally: Tally,
        _ sources: SourceDirectory, withContacts: Bool, jobs: Int
    ) {
        let hasMonths = question.by != .month && question.period.months.count > 1
        let asOf = question.asOf
        // About as much to do in one half as in the other.
        ((groups, total, customers), (months, sqls)) = Parallel.both(jobs: jobs) {
            var total = FunnelCounts(withContacts: withContacts)
            for cell in tally.cells { total.add(cell, period: question.period, asOf: asOf) }
            let groups = RowGroups(
                question.by, pipeline, question, tally, sources, withContacts: withContacts)
            return (groups, total, Cohorts(.customer, tally, asOf: asOf))
        } _: {
            (
                hasMonths ? RowGroups(.month, pipeline, question, tally, sources) : nil,
                Cohorts(.sql, tally, asOf: asOf)
            )
        }
    }
}
