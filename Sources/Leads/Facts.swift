package import Quantities

/// Everything that is known, and nothing that is thought of it.
package struct Facts: Sendable {
    package internal(set) var leads: LeadTable
    package internal(set) var activities: ActivityTable
    /// By lead number; empty where no file has stages.
    package internal(set) var stages: [StageDays]
    /// The first day of each stage that occurs: of another nothing is known.
    package let firstDays: [Stage: Day]
    /// The days on which leads reached a stage again, after the first.
    package internal(set) var laterStages: LaterStages
    /// By lead, the second of its MQL day, as `GatheredStages` has it.
    var mqlSeconds: [UInt32]
    /// By lead number, for what reason sales rejected it, as it was written down.
    package internal(set) var rejectionReasons: RejectionReasons
    package internal(set) var deals: [Deal]
    /// In order of their days.
    package internal(set) var orders: [Order]
    package internal(set) var spend: [Spend]
    /// What exports of platforms do not agree on.
    package let spendFindings: [SpendFinding]
    /// The cents of rows of platforms that stand in another export too, by currency.
    package let repeatedSpend: [Currency: Int128]
    package let plan: [PlanRow]
    package let counts: Counts
    /// By lead number, leads that are not judged any more.
    package internal(set) var frozen: [Int: FrozenJudgement]
    /// Nil where no money was converted.
    package internal(set) var conversion: Conversion?
    /// Leads that are one person, and are counted once.
    package internal(set) var persons = Persons()
    /// Rounds of leads that count as MQLs of their own, each with a row behind those of all leads.
    package internal(set) var rounds = Rounds()
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
        package var orders = 0
        package var spend = 0
        package var plan = 0

        package init() {}
    }

    /// `FactsAssembly` makes them.
    init(
        leads: LeadTable, activities: ActivityTable, stages: [StageDays],
        firstDays: [Stage: Day], laterStages: LaterStages, mqlSeconds: [UInt32],
        rejectionReasons: RejectionReasons, deals: [Deal], orders: [Order],
        spend: CountedSpend, plan: [PlanRow],
        frozen: [Int: FrozenJudgement], counts: Counts, fingerprint: Fingerprint
    ) {
        self.leads = leads
        self.activities = activities
        self.stages = stages
        self.firstDays = firstDays
        self.laterStages = laterStages
        self.mqlSeconds = mqlSeconds
        self.rejectionReasons = rejectionReasons
        self.deals = deals
        self.orders = orders
        self.spend = spend.spend
        spendFindings = spend.findings
        repeatedSpend = spend.repeated
        self.plan = plan
        self.frozen = frozen
        self.counts = counts
        self.fingerprint = fingerprint
    }

    /// What of a field may be shown.
    package func shown(_ field: String, _ text: String) -> String {
        hidesPersons && !text.isEmpty && PersonalField(rawValue: field) != nil ? "•••" : text
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
            if zone.day(of: first) < zone.day(of: leads.created[lead]) { facts.createdEarlier += 1 }
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

    /// Counts each person once, with what is known of all its ids.
    ///
    /// Numbers of leads stay what they are: a lead that is counted under another does not exist on any day.
    package mutating func joinPersons() {
        let persons = Persons(leads)
        guard !persons.isEmpty else { return }
        var (days, reasons, frozen) = (stages, rejectionReasons, self.frozen)
        var seconds = mqlSeconds
        for group in persons.groups {
            if !stages.isEmpty {
                func rejected(_ lead: Int) -> Int32 { stages[lead][.rejected]?.number ?? .max }
                let first = group.leads.min { rejected($0) < rejected($1) }
                for lead in group.leads where lead != group.lead {
                    days[group.lead].add(stages[lead])
                    days[lead] = StageDays()
                    reasons[lead] = nil
                }
                reasons[group.lead] = first.flatMap { rejectionReasons[$0] }
                if !seconds.isEmpty {
                    let ofDay = group.leads.filter { stages[$0][.mql] == days[group.lead][.mql] }
                    seconds[group.lead] = ofDay.map { mqlSeconds[$0] }.filter { $0 > 0 }.min() ?? 0
                }
            }
            // Who has objected under one id has done so.
            let known = group.leads.compactMap { self.frozen[$0] }
            let objection = known.first { !$0.rules.isEmpty } ?? known.first
            for lead in group.leads { frozen[lead] = nil }
            frozen[group.lead] = objection
        }
        leads.join(persons)
        activities = activities.joined(persons)
        laterStages = laterStages.joined(persons, from: stages, to: days, rejectionReasons)
        stages = days
        mqlSeconds = seconds
        rejectionReasons = reasons
        self.frozen = frozen
        deals = deals.map { deal in
            var contacts: [Int] = []
            for lead in deal.leads.map(persons.person) where !contacts.contains(lead) {
                contacts.append(lead)
            }
            return deal.about(contacts)
        }
        self.persons = persons
    }

    /// The other ids of the same person, in order.
    package func otherIDs(of row: Int) -> [String] {
        let lead = rounds.lead(of: row)
        return persons.leads(of: lead).filter { $0 != persons.person(of: lead) }
            .map(leads.index.id(of:))
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The first day on which the lead reached each stage; none where no file has stages.
    package func stageDays(of lead: Int) -> StageDays {
        stages.isEmpty ? StageDays() : stages[lead]
    }
}
