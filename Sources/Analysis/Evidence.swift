internal import Funnels
internal import Leads
internal import Quantities
internal import Valuation

/// What the files can tell by a day: a step that no file has recorded yet is not known, and not 0.
struct Evidence {
    /// Why it is not known who is an MQL, was contacted, became an SQL, was rejected, became a
    /// customer; nil where it is.
    let mqls: Absence?
    let contacted: Absence?
    let sqls: Absence?
    let rejected: Absence?
    let won: Absence?
    /// Whether SQLs are known by sales alone, so that there are at least so many.
    let sqlsAreSales: Bool
    /// Whether there are deals at all.
    let hasDeals: Bool

    init(_ facts: Facts, decider: Decider, asOf: Day) {
        self.init(facts.firstDays, DealSums(facts.deals, asOf: asOf), decider, asOf)
    }

    init(_ sums: LeadSums, decider: Decider, asOf: Day) {
        self.init(sums.firstDays, sums.deals, decider, asOf)
    }

    private init(
        _ firstDays: [Stage: Day], _ deals: DealSums, _ decider: Decider, _ asOf: Day
    ) {
        func has(_ stages: Stage...) -> Bool {
            stages.contains { firstDays[$0].map { $0 <= asOf } ?? false }
        }
        let mqls: Absence? = decider == .crm && !has(.mql) ? .noMQLEvidence : nil
        let hasWon = deals.hasWon
        hasDeals = deals.hasDeals
        self.mqls = mqls
        contacted = mqls ?? (has(.contacted) ? nil : .noContacts)
        sqls = mqls ?? (has(.sql, .opportunity, .won) || hasWon ? nil : .noOutcomes)
        sqlsAreSales = sqls == nil && !has(.sql, .opportunity)
        rejected = mqls ?? (has(.rejected) ? nil : .noRejections)
        won = mqls ?? (has(.won) || hasDeals ? nil : .noWins)
    }

    /// A count that is known unless no file could tell. Of no MQLs it is known what became of them.
    func known(_ count: Int, _ absence: Absence?, of mqls: Int) -> Known<Int> {
        if mqls == 0 { return self.mqls.map(Known.unknown) ?? .value(0) }
        return absence.map(Known.unknown) ?? .value(count)
    }
}
