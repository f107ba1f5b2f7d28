internal import Economics
internal import Funnels
internal import Intake
internal import Leads
internal import Quantities
internal import Valuation

/// What figures take of leads beside the tally. Like that, the sums of different leads add up: each member says
/// how.
struct LeadSums: Sendable {
    /// Of all facts, spend and plan among them.
    var fingerprint = Fingerprint()
    var counts = Facts.Counts()
    /// The first day of each stage: the least of all.
    var firstDays: [Stage: Day] = [:]

    // Numbers of leads, which are added.
    var createdEarlier = 0
    var leadsAfterAsOf = 0
    var severalIDs = Figures.Notes.SeveralIDs()
    var notJudgedAgain = 0
    var population = Figures.Population(persons: 0, companies: nil, withoutCompany: 0)
    /// Leads of the period, and how many of them have a field filled in.
    var profileLeads = 0
    var filled: [String: Int] = [:]
    var chosen = Chosen()
    /// By source.
    var activity: [Int: (leads: Int, without: Int)] = [:]
    /// By day and source, leads that were erased since.
    var erased: [(created: Day, source: Int)] = []

    // Names and fields: all of them, or those that are in none.
    var columns = Set<String>()
    var emptyFields: [String] = []
    var unknownActions: [String] = []

    // By day.
    var stageDays: [Stage: DayTally] = [:]
    /// Of which sources and months of creation leads are that reached a stage on a day.
    var spread: [StageOnDay: Spread] = [:]
    /// Leads that were created, or reached a stage, on a day that does not count.
    var apart: [Day: Int] = [:]
    var decidedDeals = DayTally()

    var deals = DealSums()

    struct StageOnDay: Hashable {
        let stage: Stage
        let day: Day
    }

    /// By number, the sources of leads, and the months in which they were created.
    struct Spread: Sendable {
        var sources = Set<Int>()
        var months = Set<Day>()
    }

    /// How far leads have come, where it is asked whether they were chosen by that.
    struct Chosen: Sendable {
        /// Also those of later days.
        var all = 0
        /// Up to the as-of day; the others are some of these.
        var leads = 0
        /// With an SQL or more, or with a deal of which the stage is known, or with any deal.
        var withOutcome = 0
        var withDeal = 0
        /// With an SQL or more, or called an MQL by the CRM.
        var mqls = 0
    }
}

/// What figures take of deals beside the tally.
struct DealSums: Sendable {
    /// Whether there was any by the as-of day, and one that was won.
    var hasDeals = false
    var hasWon = false
    /// Whether one that was won is paid once, and whether one has an amount and no margin.
    var areOneOff = false
    var lackMargin = false
    var unknownStages: [String: OpenStage] = [:]
    var closed = (won: 0, lost: 0)
    var idle = IdleCredits()
    /// Nil without deals.
    var wins: WinsTie?

    init() {}

    /// What deals themselves say, whomever they are credited to.
    init(_ deals: [Deal], asOf: Day) {
        for deal in deals {
            let isSale = !deal.isCredit && deal.wonOn(asOf: asOf) != nil
            hasDeals = hasDeals || (deal.createdOn ?? deal.closedOn).map { $0 <= asOf } ?? true
            hasWon = hasWon || isSale
            areOneOff = areOneOff || isSale && deal.months == nil
            lackMargin = lackMargin || isSale && deal.margin == nil && deal.amount != nil
            if !deal.unknownStage.isEmpty, deal.isOpen(asOf: asOf) {
                unknownStages[deal.unknownStage, default: OpenStage()].add(deal)
            }
        }
    }
}

extension Pipeline {
    /// - Parameter isPart: whether they are to be added to others: then it is not known yet which days
    ///   are looked at.
    func sums(
        _ question: Figures.Question, _ counted: Counted, isPart: Bool = false, jobs: Int
    ) -> LeadSums {
        var sums = LeadSums()
        let (stages, profile, chosen, activity, wins) = Parallel.all(jobs: jobs) {
            self.stageSums(question, isPart: isPart)
        } _: {
            self.profile(question)
        } _: {
            self.moveRules == nil ? LeadSums.Chosen() : self.chosen(asOf: question.asOf)
        } _: {
            self.activity(asOf: question.asOf, isPart: isPart)
        } _: {
            self.winsTie(question, counted)
        }
        (sums.stageDays, sums.spread, sums.apart) = stages
        (sums.profileLeads, sums.filled) = profile
        sums.chosen = chosen
        sums.activity = activity
        sums.deals = DealSums(facts.deals, asOf: question.asOf)
        sums.deals.closed = counted.credits.closed
        sums.deals.idle = counted.credits.idleCredits
        sums.deals.wins = wins
        for deal in facts.deals where deal.status != .open {
            if let day = deal.closedOn { sums.decidedDeals.add(on: day) }
        }
        (sums.fingerprint, sums.counts) = (facts.fingerprint, facts.counts)
        (sums.firstDays, sums.columns) = (facts.firstDays, facts.leads.fields)
        sums.createdEarlier = facts.createdEarlier
        let end = rules.book.zone.startOfDay(question.asOf.advanced(by: 1))
        sums.leadsAfterAsOf = facts.leads.created.prefix(facts.leadCount).count {
            $0 >= end && $0 != LeadTable.countedElsewhere
        }
        for group in facts.persons.groups where facts.leads.created[group.lead] < end {
            sums.severalIDs.persons += 1
            sums.severalIDs.ids += group.leads.count
        }
        let signable = rules.book.signable
        sums.notJudgedAgain = facts.frozen.count {
            !facts.rounds.isLater($0.key) && $0.value.rules != signable
        }
        sums.erased = erased(asOf: question.asOf)
        sums.emptyFields = rules.emptyFields
        if rules.decider(asOf: question.asOf) == .rules {
            sums.unknownActions = rules.unknownActions(in: facts.activities, asOf: question.asOf)
        }
        let (companies, persons) = counted.companies(in: question.period)
        sums.population = Figures.Population(
            persons: counted.persons, companies: counted.knowsCompanies ? companies : nil,
            withoutCompany: persons)
        return sums
    }

    /// How many leads reached each stage on each day, and of which sources and months they are on days on
    /// which many did.
    private func stageSums(
        _ question: Figures.Question, isPart: Bool
    ) -> (
        days: [Stage: DayTally], spread: [LeadSums.StageOnDay: LeadSums.Spread],
        apart: [Day: Int]
    ) {
        guard holeRules != nil || isPart else { return ([:], [:], [:]) }
        var days: [Stage: DayTally] = [:]
        for stage in Stage.allCases where facts.firstDays[stage] != nil { days[stage] = DayTally() }
        for lead in facts.stages where !lead.isEmpty {
            for stage in Stage.allCases {
                if let day = lead[stage] { days[stage]?.add(on: day) }
            }
        }
        let least = isPart ? 1 : holeRules?.migrationDates ?? .max
        var spread: [LeadSums.StageOnDay: LeadSums.Spread] = [:]
        for (stage, tally) in days {
            for (day, _) in tally.counts(atLeast: least) {
                spread[.init(stage: stage, day: day)] = .init()
            }
        }
        if !spread.isEmpty { take(into: &spread) }
        return (days, spread, apart(question, isPart: isPart))
    }

    private func take(into spread: inout [LeadSums.StageOnDay: LeadSums.Spread]) {
        for (lead, days) in facts.stages.enumerated() where !days.isEmpty {
            for stage in Stage.allCases {
                guard let day = days[stage] else { continue }
                guard let place = spread.index(forKey: .init(stage: stage, day: day)) else {
                    continue
                }
                spread.values[place].sources.insert(Int(rules.sourceOfLead[lead]))
                guard facts.leads.hasRow(lead) else { continue }
                spread.values[place].months.insert(
                    rules.book.zone.day(of: facts.leads.created[lead]).startOfMonth)
            }
        }
    }

    /// Leads of the days that do not count.
    private func apart(_ question: Figures.Question, isPart: Bool) -> [Day: Int] {
        let uncounted = Set(question.observed.uncounted)
        guard isPart || !uncounted.isEmpty else { return [:] }
        let zone = rules.book.zone
        func isAsked(_ day: Day) -> Bool { isPart ? day > question.asOf : uncounted.contains(day) }
        var found: [Day: Int] = [:]
        for lead in 0..<facts.leadCount {
            var days: Set<Day> = []
            if facts.leads.hasRow(lead), facts.leads.created[lead] != LeadTable.countedElsewhere {
                let day = zone.day(of: facts.leads.created[lead])
                if isAsked(day) { days.insert(day) }
            }
            if lead < facts.stages.count, !facts.stages[lead].isEmpty {
                for stage in Stage.allCases {
                    if let day = facts.stages[lead][stage], isAsked(day) { days.insert(day) }
                }
            }
            for day in days { found[day, default: 0] += 1 }
        }
        return found
    }

    /// Leads of whom no file has any activity: those who did not accept cookies, mostly.
    private func activity(asOf: Day, isPart: Bool) -> [Int: (leads: Int, without: Int)] {
        guard holeRules != nil, isPart || facts.activities.count > 0,
            rules.decider(asOf: asOf) == .rules
        else { return [:] }
        let end = rules.book.zone.startOfDay(asOf.advanced(by: 1))
        let sources = Int(rules.sourceOfLead.max() ?? -1) + 1
        var counts = [(leads: Int, without: Int)](repeating: (0, 0), count: sources)
        for lead in 0..<facts.leadCount
        where facts.leads.hasRow(lead) && facts.leads.created[lead] < end {
            let number = Int(rules.sourceOfLead[lead])
            counts[number].leads += 1
            if facts.activities.lookAtRows(of: lead).isEmpty { counts[number].without += 1 }
        }
        return Dictionary(
            uniqueKeysWithValues: counts.enumerated().filter { $0.element.leads > 0 }
                .map { ($0.offset, $0.element) })
    }
}
