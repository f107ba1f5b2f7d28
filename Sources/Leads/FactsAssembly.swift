package import Quantities

/// The stages of all leads, once every row has been taken.
package struct AllStages: Sendable {
    /// By lead; empty where no row has a stage.
    let days: [StageDays]
    let firstDays: [Stage: Day]
    let later: LaterStages
    let mqlSeconds: [UInt32]
    let reasons: RejectionReasons
    /// The sum over the different rows, and how many these are.
    let sum: Fingerprint
    package let count: Int

    /// - Parameters:
    ///   - sum: over the different rows.
    ///   - count: how many these are.
    package init(_ gathered: GatheredStages, sum: Fingerprint, count: Int) {
        days = count > 0 ? gathered.days : []
        (firstDays, later) = (gathered.firstDays, gathered.laterStages)
        (mqlSeconds, reasons) = (gathered.mqlSeconds, gathered.reasons)
        (self.sum, self.count) = (sum, count)
    }

    /// No stages.
    package init() { self.init(GatheredStages(leads: 0), sum: Fingerprint(), count: 0) }
}

/// Facts of every kind as they were read, whether from files or out of a workspace.
///
/// From here on both are put together in the same way: the same facts have the same fingerprint, counts and
/// order.
package struct FactsAssembly {
    private let leads: LeadTable
    private let leadSum: Fingerprint
    private let activities: ActivityTable
    private let stages: AllStages
    private let deals: [Deal]
    private let orders: [OrderRow]
    private let spend: CountedSpend
    private let plan: [PlannedRow]
    private let frozen: [Int: FrozenJudgement]

    /// - Parameters:
    ///   - leadSum: over the leads of which a row was read.
    ///   - deals: with the numbers of leads among these.
    ///   - orders: the rows that count.
    ///   - plan: the rows that count.
    ///   - frozen: by lead number.
    package init(
        leads: LeadTable, leadSum: Fingerprint, activities: ActivityTable, stages: AllStages,
        deals: [Deal], orders: [OrderRow], spend: CountedSpend, plan: [PlannedRow],
        frozen: [Int: FrozenJudgement] = [:]
    ) {
        (self.leads, self.leadSum, self.activities) = (leads, leadSum, activities)
        (self.stages, self.deals, self.spend) = (stages, deals, spend)
        self.orders = orders
        (self.plan, self.frozen) = (plan, frozen)
    }

    /// The facts, with their counts and fingerprint.
    package func facts() -> Facts {
        Facts(
            leads: leads, activities: activities, stages: stages.days, firstDays: stages.firstDays,
            laterStages: stages.later, mqlSeconds: stages.mqlSeconds,
            rejectionReasons: stages.reasons, deals: deals,
            orders: orders.map(\.order).sorted(), spend: spend, plan: plan.map(\.row).sorted(),
            frozen: frozen, counts: counts,
            fingerprint: fingerprint)
    }

    private var counts: Facts.Counts {
        var counts = Facts.Counts()
        counts.leads = leads.count
        counts.activities = activities.count
        counts.stages = stages.count
        counts.deals = deals.count
        counts.orders = orders.count
        counts.spend = spend.spend.count
        counts.plan = plan.count
        return counts
    }

    /// The sum over all facts, of whatever kind and in whatever order.
    private var fingerprint: Fingerprint {
        var sum = leadSum
        sum.add(activities.fingerprint)
        sum.add(stages.sum)
        for deal in deals { deal.fingerprint(into: &sum, leads.index) }
        sum.add(spend.fingerprint)
        for row in orders { sum.add(row.identity) }
        for row in plan { sum.add(row.identity) }
        return sum
    }
}
