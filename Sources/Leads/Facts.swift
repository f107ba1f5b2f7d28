package import Quantities

/// Everything that is known, and nothing that is thought of it.
package struct Facts: Sendable {
    package private(set) var leads: LeadTable
    package let activities: ActivityTable
    /// By lead number; empty where no file has stages.
    package let stages: [StageDays]
    /// The first day of each stage that occurs: of another nothing is known.
    package let firstDays: [Stage: Day]
    /// The days on which leads reached a stage again, after the first.
    package let laterStages: LaterStages
    /// By lead, the second of its MQL day, as `GatheredStages` has it.
    private let mqlSeconds: [UInt32]
    /// By lead number, for what reason sales rejected it, as it was written down.
    package let rejectionReasons: RejectionReasons
    package internal(set) var deals: [Deal]
    package internal(set) var spend: [Spend]
    /// What exports of platforms do not agree on.
    package let spendFindings: [SpendFinding]
    /// The cents of rows of platforms that stand in another export too, by currency.
    package let repeatedSpend: [Currency: Int128]
    package let plan: [PlanRow]
    package let counts: Counts
    /// By lead number, leads that are not judged any more.
    package let frozen: [Int: FrozenJudgement]
    /// Nil where no money was converted.
    package internal(set) var conversion: Conversion?
    /// Whether what says who a person is may not be shown.
    package var hidesPersons = false
    /// The same for the same facts, whatever the files and the order they came in.
    package let fingerprint: Fingerprint

    /// How many facts there are of each kind.
    package struct Counts: Hashable, Sendable {
        package var leads = 0
        package var activities = 0
        package var stages = 0
        package var deals = 0
        package var spend = 0
        package var plan = 0

        package init() {}
    }

    package init(
        leads: LeadTable, activities: ActivityTable, stages: [StageDays],
        firstDays: [Stage: Day], laterStages: LaterStages = LaterStages(),
        mqlSeconds: [UInt32] = [],
        rejectionReasons: RejectionReasons = RejectionReasons(),
        deals: [Deal],
        spend: CountedSpend, plan: [PlanRow] = [], frozen: [Int: FrozenJudgement] = [:],
        counts: Counts, fingerprint: Fingerprint
    ) {
        self.leads = leads
        self.activities = activities
        self.stages = stages
        self.firstDays = firstDays
        self.laterStages = laterStages
        self.mqlSeconds = mqlSeconds
        self.rejectionReasons = rejectionReasons
        self.deals = deals
        self.spend = spend.spend
        spendFindings = spend.findings
        repeatedSpend = spend.repeated
        self.plan = plan
        self.frozen = frozen
        self.counts = counts
        self.fingerprint = fingerprint
    }

    /// The fields of a lead that say who somebody is.
    package static let personalFields: Set<String> = [
        "email", "first_name", "last_name", "phone", "job_title", "company",
    ]

    /// What of a field may be shown.
    package func shown(_ field: String, _ text: String) -> String {
        hidesPersons && !text.isEmpty && Self.personalFields.contains(field) ? "•••" : text
    }

    /// The same, in which deals in stages that nobody knew are what is said of these now. A deal without a
    /// day cannot be won.
    package func settled(_ status: (String) -> Deal.Status?) -> Facts {
        var result = self
        result.deals = deals.map { deal in
            guard !deal.unknownStage.isEmpty, let status = status(deal.unknownStage),
                status != .won || deal.closedOn != nil
            else { return deal }
            return deal.settled(status)
        }
        return result
    }

    /// Leads that count as created before the day that files give them.
    package private(set) var createdEarlier = 0

    /// The same, where a lead was created no later than its first stage and the first thing it did.
    package func createdAtEarliest(_ zone: TimeZoneRule) -> Facts {
        var facts = self
        for lead in 0..<leads.count where leads.hasRow(lead) {
            var first = leads.created[lead]
            if let day = stageDays(of: lead).first { first = min(first, zone.startOfDay(day)) }
            if let activity = activities.rows(of: lead).first { first = min(first, activity.at) }
            guard first < leads.created[lead] else { continue }
            facts.leads.created[lead] = first
            facts.createdEarlier += 1
        }
        return facts
    }

    /// The moment at which a file says that a lead became an MQL; nil where it says the day alone, or
    /// nothing.
    package func mqlMoment(of lead: Int, _ zone: TimeZoneRule) -> Instant? {
        guard !mqlSeconds.isEmpty, mqlSeconds[lead] > 0, let day = stageDays(of: lead)[.mql]
        else { return nil }
        return Instant(seconds: zone.startOfDay(day).seconds + Int64(mqlSeconds[lead]) - 1)
    }

    package func stageDays(of lead: Int) -> StageDays {
        stages.isEmpty ? StageDays() : stages[lead]
    }
}
