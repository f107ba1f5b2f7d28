internal import Leads
package import Quantities
internal import Valuation

/// The last day of each kind of facts, by the name of the kind: leads, activities, stages, deals and spend; of a kind
/// of which nothing is there, or nothing has a day, there is none.
package struct LastDays: Sendable {
    package let days: [(kind: String, day: Day)]

    init(_ facts: Facts, _ zone: TimeZoneRule) {
        var leads: Instant?
        for lead in 0..<facts.leads.count where facts.leads.hasRow(lead) {
            let moment = facts.leads.created[lead]
            guard moment != LeadTable.countedElsewhere else { continue }
            leads = max(leads ?? moment, moment)
        }
        var stages: Day?
        for days in facts.stages where !days.isEmpty {
            for stage in Stage.allCases {
                if let day = days[stage] { stages = max(stages ?? day, day) }
            }
        }
        for day in facts.laterStages.days { stages = max(stages ?? day, day) }
        let known: [(String, Day?)] = [
            ("lead", leads.map(zone.day(of:))),
            ("activity", facts.activities.latest.moments.max().map(zone.day(of:))),
            ("stage", stages),
            ("deal", facts.deals.compactMap { $0.closedOn ?? $0.createdOn }.max()),
            ("spend", facts.spend.map(\.period.lastDay).max()),
        ]
        days = known.compactMap { kind, day in day.map { (kind, $0) } }
    }
}

extension Pipeline {
    /// To which day each kind of facts goes.
    package var lastDays: LastDays { LastDays(facts, rules.book.zone) }
}
