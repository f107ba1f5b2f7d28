internal import Leads
internal import Quantities
internal import Valuation

/// What the CRM says of who is an MQL beside what was counted: stages that count for nothing because
/// the rules decide or disqualify, and rules that change nothing because the CRM decides.
package struct CRMCounts: Hashable, Sendable {
    /// Leads that have the stage, on a day of the period.
    package private(set) var leads = 0
    /// Where the rules decide: those that are no MQL, and of these the ones that did nothing that any
    /// file has.
    package private(set) var notCounted = 0
    package private(set) var withoutActivity = 0
    /// MQLs of another day than the CRM has.
    package private(set) var otherDay = 0
    /// Where the CRM decides: leads that are no MQL all the same, by the place of the disqualifier.
    package private(set) var disqualified: [Int: Int] = [:]
    /// MQLs whose fit does not allow it, whatever is still unknown of them.
    package private(set) var unfit = 0
    /// Those of the unfit whose fit would not allow it whatever is required, and of the other MQLs how many
    /// have left which required fields empty: whether that speaks against them, others decide.
    private(set) var unfitByMatrix = 0
    private(set) var lacking: [[Int]: Int] = [:]

    package init() {}

    init(
        leads: Int, notCounted: Int, withoutActivity: Int, otherDay: Int,
        disqualified: [Int: Int], unfit: Int
    ) {
        (self.leads, self.notCounted, self.withoutActivity) = (leads, notCounted, withoutActivity)
        (self.otherDay, self.disqualified, self.unfit) = (otherDay, disqualified, unfit)
    }

    /// How many of them are disqualified by the rule book, whatever the disqualifier.
    package var areDisqualified: Int { disqualified.values.reduce(0, +) }

    mutating func add(_ other: CRMCounts) {
        leads += other.leads
        notCounted += other.notCounted
        withoutActivity += other.withoutActivity
        otherDay += other.otherDay
        disqualified.merge(other.disqualified, uniquingKeysWith: +)
        unfit += other.unfit
        unfitByMatrix += other.unfitByMatrix
        lacking.merge(other.lacking, uniquingKeysWith: +)
    }
}

extension Pipeline {
    /// Notes what the CRM says of a lead, beside what was counted.
    ///
    /// - Parameter mql: the day since which it counts as an MQL.
    func note(
        _ lead: Int, mql: Day?, decidedBy: Decider, _ question: Figures.Question,
        in counts: inout CRMCounts
    ) {
        guard let day = facts.stageDays(of: lead)[.mql], day <= question.asOf,
            question.period.contains(day), facts.frozen.isEmpty || facts.frozen[lead] == nil
        else { return }
        var fate = CRMCounts.Fate.counted
        switch decidedBy {
        case .rules, .auto:
            if mql == nil {
                let end = rules.book.zone.startOfDay(question.asOf.advanced(by: 1))
                let first = facts.activities.rows(of: lead).first
                fate = first.map { $0.at < end } == true ? .notCounted : .withoutActivity
            } else if mql != day {
                fate = .otherDay
            }
        case .crm:
            if mql == nil {
                fate = .disqualified(rules.disqualifier(of: lead) ?? 0)
            } else if !rules.mayFitByMatrix(lead) {
                fate = .unfit
            } else {
                let lacking = rules.lacking(lead)
                if !lacking.isEmpty { fate = .lacking(lacking, isUnfit: !rules.mayFit(lead)) }
            }
        }
        counts.add(fate)
    }

    /// The same for all leads, by when they were created.
    package func crmCounts(createdIn question: Figures.Question) -> CRMCounts {
        var counts = CRMCounts()
        guard facts.firstDays[.mql].map({ $0 <= question.asOf }) == true else { return counts }
        var judge = LeadJudge(rules, facts, asOf: question.asOf)
        let decidedBy = rules.decider(asOf: question.asOf)
        var always = question
        always.period = wholePeriod(asOf: question.asOf)
        for lead in 0..<facts.leadCount {
            let created = rules.book.zone.day(of: facts.leads.created[lead])
            guard question.period.contains(created),
                facts.stageDays(of: lead)[.mql] != nil, let counted = judge.counted(lead)
            else { continue }
            note(lead, mql: counted.mqlDay, decidedBy: decidedBy, always, in: &counts)
        }
        return counts
    }
}

extension CRMCounts {
    fileprivate enum Fate {
        case counted, notCounted, withoutActivity, otherDay, unfit
        case disqualified(Int)
        case lacking([Int], isUnfit: Bool)
    }

    fileprivate mutating func add(_ fate: Fate) {
        leads += 1
        switch fate {
        case .counted: break
        case .notCounted: notCounted += 1
        case .withoutActivity:
            notCounted += 1
            withoutActivity += 1
        case .otherDay: otherDay += 1
        case .unfit:
            unfit += 1
            unfitByMatrix += 1
        case .lacking(let places, let isUnfit):
            unfit += isUnfit ? 1 : 0
            lacking[places, default: 0] += 1
        case .disqualified(let place): disqualified[place, default: 0] += 1
        }
    }
}
