internal import Economics
internal import Funnels
internal import Leads
internal import Quantities
internal import Valuation

/// What was counted, as the figures read it: in rows, as a whole, and by how long things took. Each reading
/// goes over all cells by itself, and several at once.
struct CountedView: Sendable {
    /// What became of MQLs, of all and by source.
    struct Cohorts: Sendable {
        private(set) var all: Cohort
        private(set) var bySource: [Int: Cohort] = [:]

        /// - Parameter day: up to which it is known who reached it.
        fileprivate init(_ goal: Cohort.Goal, _ tally: Tally, until day: Day) {
            all = Cohort(goal)
            for cell in tally.cells where Cohort.follows(cell.event) && cell.happened(by: day) {
                all.add(cell, asOf: day)
                bySource[cell.segment.source, default: Cohort(goal)].add(cell, asOf: day)
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
        _ pipeline: Pipeline, _ question: Figures.Question, _ counted: Counted,
        _ sources: SourceDirectory, withContacts: Bool, jobs: Int
    ) {
        let tally = counted.tally
        let hasMonths = question.by != .month && question.period.months.count > 1
        let observed = question.observed
        // What takes longest comes first.
        (sqls, customers, groups, months, total) = Parallel.all(jobs: jobs) {
            Cohorts(.sql, tally, until: observed.sqls)
        } _: {
            Cohorts(.customer, tally, until: observed.customers)
        } _: {
            RowGroups(question.by, pipeline, question, tally, sources, withContacts: withContacts)
        } _: {
            hasMonths ? RowGroups(.month, pipeline, question, tally, sources) : nil
        } _: {
            var total = FunnelCounts(withContacts: withContacts)
            for cell in tally.cells { total.add(cell, period: question.period, observed) }
            return total
        }
    }
}
