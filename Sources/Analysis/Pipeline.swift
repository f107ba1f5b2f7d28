internal import Economics
package import Funnels
package import Leads
package import Quantities
package import Valuation

/// From facts to figures, in the order in which one follows from the other:
/// facts → one judgement per lead → a tally → figures.
package struct Pipeline: Sendable {
    package let facts: Facts
    /// The same before later rounds of leads were given rows of their own.
    private let once: Facts
    package let rules: AppliedRules
    package let benchmarks: [Benchmark]
    /// From what size on data look like an import into a CRM; nil where nobody asks.
    let moveRules: MoveRules?
    /// From what size on something that is missing is a finding; nil where nobody asks.
    let holeRules: HoleRules?
    /// What leads were judged to be on a day, where that is known already or to be kept.
    package private(set) var judgements: (leads: JudgementCache.Lookup, day: Day)?

    /// Who is told how many leads have been judged and counted, some thousands at a time; nil for nobody.
    package var counted: (@Sendable (Int) -> Void)?

    /// What others have counted of leads that are not here; nil where the facts have the leads.
    let added: AddedParts?

    /// What was counted before; nil where each question counts.
    package var counts: HeldCounts?

    /// Applies the rules to the facts, once for all questions that follow.
    package init(
        facts: Facts, book: RuleBook, benchmarks: [Benchmark], moveRules: MoveRules? = nil,
        holeRules: HoleRules? = nil
    ) {
        added = nil
        once = book.createdAtEarliest ? facts.createdAtEarliest(book.zone) : facts
        if case .again(let days) = book.recycled {
            self.facts = once.counting(again: days, by: book)
        } else {
            self.facts = once
        }
        rules = AppliedRules(book, to: self.facts)
        self.benchmarks = benchmarks
        self.moveRules = moveRules
        self.holeRules = holeRules
    }

    /// Figures of leads that were counted elsewhere, and of the spend here.
    package init(
        _ added: AddedParts, facts: Facts, book: RuleBook, benchmarks: [Benchmark],
        moveRules: MoveRules?, holeRules: HoleRules?
    ) {
        self.added = added
        (once, self.facts) = (facts, facts)
        rules = AppliedRules(book, to: facts, counted: (added.sources, added.decidedBy))
        self.benchmarks = benchmarks
        self.moveRules = moveRules
        self.holeRules = holeRules
    }

    /// The same, where each lead counts once, however often it came back.
    package var countingOnce: Pipeline {
        guard rules.book.recycled != .once else { return self }
        var book = rules.book
        book.recycled = .once
        return Pipeline(
            facts: once, book: book, benchmarks: benchmarks, moveRules: moveRules,
            holeRules: holeRules)
    }

    /// Takes what leads were judged to be on a day, or has it noted when they are counted.
    package mutating func take(_ leads: JudgementCache.Lookup, of day: Day) {
        judgements = (leads, day)
    }

    func companies(asOf: Day, jobs: Int = 1, joinsNames: Bool = true) -> Companies {
        Companies(
            facts.leads, rules.book.companies,
            end: rules.book.zone.startOfDay(asOf.advanced(by: 1)), jobs: jobs,
            joinsNames: joinsNames)
    }

    /// - Parameter companies: where companies are counted: a deal may come of a lead that is younger
    ///   than it, if a colleague was there before.
    func credits(asOf: Day, companies: Companies? = nil) -> DealCredits {
        let existed = facts.deals.isEmpty ? nil : companies.map { firstCreated(in: $0) }
        return DealCredits(
            facts, rule: rules.book.economics.dealCredit, margin: rules.book.economics.margin,
            asOf: asOf, zone: rules.book.zone,
            existed: companies.flatMap { companies in
                existed.map { first in { first[Int(companies.unitOfLead[$0])] } }
            })
    }

    /// By unit, when the first of its leads was created.
    private func firstCreated(in companies: Companies) -> [Instant] {
        var first = [Instant](repeating: Instant(seconds: .max), count: companies.unitCount)
        for (lead, unit) in companies.unitOfLead.enumerated() {
            first[Int(unit)] = min(first[Int(unit)], facts.leads.created[lead])
        }
        return first
    }

    /// Judges and counts all leads, some at a time by as many as there are jobs. Who counts which makes
    /// no difference to the result.
    func count(_ question: Figures.Question, jobs: Int) -> Counted {
        if let added { return added.counted }
        guard let counts else { return countAnew(question, jobs: jobs) }
        return counts.counted(question) { countAnew(question, jobs: jobs) }
    }

    /// - Parameter isPart: whether it is to be added to what others count.
    func countAnew(_ question: Figures.Question, isPart: Bool = false, jobs: Int) -> Counted {
        let joinsNames = !isPart || question.unit == .company
        @Sendable func found() -> Companies {
            self.companies(asOf: question.asOf, jobs: jobs, joinsNames: joinsNames)
        }
        // Of persons they are asked for when all are counted.
        let begun = Parallel.Begun(1, jobs: jobs) { _ in found() }
        func results() -> Companies { (try? begun.results())?.first ?? found() }
        let asked = question.unit == .company ? results() : nil
        let credits = self.credits(asOf: question.asOf, companies: asked)
        let units = asked.map(Units.init) ?? Units(ofPersons: facts.leads.count)
        let sums = Parallel.sums(units.count, by: 8192, jobs: min(jobs, 64)) {
            (
                counted: Counted(credits),
                judge: LeadJudge(self.rules, self.facts, asOf: question.asOf)
            )
        } _: { sum, range in
            self.count(range, of: units, question, credits, by: &sum.judge, into: &sum.counted)
            self.counted?(range.count)
        } finish: {
            // Here, where others do the same with theirs.
            $0.counted.tally.finish()
        }
        var counted = Counted(credits)
        // What is left out for want of a reader leaves a count of nobody, and not of some.
        if !Cancellation.hasCome {
            for sum in sums { counted.add(sum.counted) }
        }
        counted.tally.finish()
        counted.take(asked ?? results())
        counted.sums = self.sums(question, counted, isPart: isPart, jobs: jobs)
        return counted
    }

    /// The tally of all leads.
    package func tally(_ question: Figures.Question, jobs: Int) async -> Tally {
        count(question, jobs: jobs).tally
    }

    /// Adds some of the units.
    private func count(
        _ range: Range<Int>, of units: Units, _ question: Figures.Question, _ credits: DealCredits,
        by judge: inout LeadJudge, into counted: inout Counted
    ) {
        let noted = noted(question)
        // Most files do not say who is an MQL and what leads did as well.
        let saysMQL = facts.firstDays[.mql].map { $0 <= question.asOf } == true
        let decidedBy = rules.decider(asOf: question.asOf)
        let attempts = ContactAttempts(facts.leads)
        // Nothing came of most leads: of them it is counted that they are there, and no more.
        let mayBeAlone = question.unit == .person && credits.isEmpty && !saysMQL
        var members: [Member] = []
        for unit in range {
            members.removeAll(keepingCapacity: true)
            for lead in units.leads(of: unit) {
                if let member = member(lead, &judge, noted) { members.append(member) }
            }
            guard var start = members.first?.start else { continue }
            if mayBeAlone, members[0].counted.mqlDay == nil, facts.stageDays(of: unit).isEmpty,
                !facts.rounds[unit].isLater
            {
                counted.tally.add(
                    .created, segment(of: members[0], question), from: start.created,
                    on: start.created)
                continue
            }
            for member in members.dropFirst() { start.add(member.start) }
            var journey: Journey?
            for member in members {
                if let mql = member.counted.mqlDay {
                    counted.noteMQL(member.lead, on: mql, question.period)
                }
                if saysMQL {
                    note(
                        member.lead, mql: member.counted.mqlDay, decidedBy: decidedBy, question,
                        in: &counted.crm)
                }
                let next = self.journey(of: member, start, credits, question)
                journey?.add(next)
                if journey == nil { journey = next }
            }
            guard let journey else { continue }
            counted.tally.add(journey)
            guard let mql = journey.mql else { continue }
            if let attempts {
                count(attempts, on: members, journey, mql, in: &counted.tally)
            }
            for lead in units.leads(of: unit) where !credits.isEmpty {
                let shares = credits.shares(of: lead).filter { $0.isSince(start.sales) }
                add(shares, journey.segment, mql, question, to: &counted.tally)
            }
            // A customer of whom there is no deal: what it brought is not known.
            if let day = journey.won,
                !units.leads(of: unit).contains(where: {
                    credits.hasWonShare($0, since: start.sales)
                })
            {
                counted.tally.add(.wonWithoutDeal, journey.segment, from: mql, on: day)
            }
        }
    }

    /// Counts how often sales tried to reach the MQLs of a unit, where that is known of one of them.
    private func count(
        _ attempts: ContactAttempts, on members: [Member], _ journey: Journey, _ mql: Day,
        in tally: inout Tally
    ) {
        // The number is of the lead: its later rounds have none of their own.
        let known = members.filter {
            $0.counted.mqlDay != nil && !facts.rounds[$0.lead].isLater
        }.compactMap { attempts[$0.lead] }
        guard !known.isEmpty else { return }
        tally.add(
            .attempts, journey.segment, from: mql, on: mql, cents: Int64(known.reduce(0, +)))
        if let sql = journey.sql { tally.add(.attemptedSQL, journey.segment, from: mql, on: sql) }
    }

    /// A lead of a unit, as it is counted.
    struct Member {
        let lead: Int
        let counted: CountedLead
        let start: Journey.Start
    }

    /// Nil for a lead that did not exist yet.
    @inline(__always)
    func member(_ lead: Int, _ judge: inout LeadJudge, _ noted: JudgementCache.Lookup?) -> Member? {
        counted(lead, &judge, noted).map { counted in
            Member(
                lead: lead, counted: counted,
                start: Journey.Start(
                    created: rules.book.zone.day(of: facts.leads.created[lead]),
                    mql: counted.mqlDay))
        }
    }

    /// What was noted of leads on the day of a question: asked once, and handed to all who count.
    func noted(_ question: Figures.Question) -> JudgementCache.Lookup? {
        judgements.flatMap { $0.day == question.asOf ? $0.leads : nil }
    }

    /// Nil for a lead that did not exist yet.
    func journey(
        of lead: Int, _ judge: inout LeadJudge, _ credits: DealCredits,
        _ question: Figures.Question, _ noted: JudgementCache.Lookup?
    ) -> Journey? {
        member(lead, &judge, noted).map { journey(of: $0, $0.start, credits, question) }
    }

    @inline(__always)
    private func segment(of member: Member, _ question: Figures.Question) -> Segment {
        let counted = member.counted
        return Segment(
            source: counted.source, intent: counted.intent, persona: counted.persona,
            detail: detail(of: member.lead, counted, question))
    }

    /// - Parameter start: of all leads that are counted together.
    @inline(__always)
    func journey(
        of member: Member, _ start: Journey.Start, _ credits: DealCredits,
        _ question: Figures.Question
    ) -> Journey {
        let (lead, counted) = (member.lead, member.counted)
        let segment = segment(of: member, question)
        let stages = facts.stageDays(of: lead)
        return Journey(
            counted, segment,
            // Of one person there is no second, to come before or after.
            (
                facts.leads.created[lead],
                question.unit == .person ? 0 : facts.leads.index.hash(of: lead)
            ),
            created: member.start.created, stages,
            credits.isEmpty && facts.stages.isEmpty
                ? Journey.Outcome() : Journey.Outcome(credits, of: lead, stages, start),
            start: start, later: facts.laterStages.rows(of: lead), round: facts.rounds[lead],
            asOf: question.asOf)
    }

    /// The journey of one person, of whom it was judged what it is.
    ///
    /// - Parameter mql: the day that counts as that on which it became an MQL.
    func journey(
        of lead: Int, _ judgement: Judgement, mql: Day?, _ credits: DealCredits, asOf: Day
    ) -> Journey {
        let created = facts.leads.created[lead]
        let stages = facts.stageDays(of: lead)
        let start = Journey.Start(created: rules.book.zone.day(of: created), mql: mql)
        return Journey(
            CountedLead(judgement), Segment(source: 0, intent: nil, persona: nil), (created, 0),
            created: start.created, stages, Journey.Outcome(credits, of: lead, stages, start),
            start: start, later: facts.laterStages.rows(of: lead), round: facts.rounds[lead],
            asOf: asOf)
    }

    /// Nil for a lead that did not exist yet.
    @inline(__always)
    private func counted(
        _ lead: Int, _ judge: inout LeadJudge, _ noted: JudgementCache.Lookup?
    ) -> CountedLead? {
        guard let noted else { return judge.counted(lead) }
        return noted.counted(lead, by: &judge)
    }

    /// The first moment after that at which a lead became an MQL. What happened at the moment itself
    /// belongs to it; where only the day is known, all of the day does.
    func endOfMQL(_ counted: CountedLead, of lead: Int, _ day: Day, asOf: Day) -> Instant {
        let endOfDay = rules.book.zone.startOfDay(day.advanced(by: 1))
        guard let moment = counted.mqlMoment, facts.frozen[lead] == nil else { return endOfDay }
        // The CRM's is the end already.
        return rules.decider(asOf: asOf) == .crm ? moment : Instant(seconds: moment.seconds + 1)
    }

    /// The campaign that a lead came by, or the paper, video or page with a name that it had last
    /// when it became an MQL.
    private func detail(
        of lead: Int, _ counted: CountedLead, _ question: Figures.Question
    ) -> Symbol {
        switch question.by {
        case .campaign: return facts.leads.column("campaign")?.symbols[lead] ?? 0
        case .content:
            let asOf = rules.book.zone.startOfDay(question.asOf.advanced(by: 1))
            let end =
                counted.mqlDay.map { endOfMQL(counted, of: lead, $0, asOf: question.asOf) } ?? asOf
            return facts.activities.rows(of: lead).last {
                $0.at < min(end, asOf) && $0.content != 0
            }?
            .content ?? 0
        case .selfReported:
            return facts.leads.column(Breakdown.selfReported.rawValue)?.symbols[lead] ?? 0
        case .team: return facts.leads.column(LeadTable.team)?.symbols[lead] ?? 0
        case .source, .intent, .persona, .month: return 0
        }
    }

    private func add(
        _ shares: [DealShare], _ segment: Segment, _ mql: Day, _ question: Figures.Question,
        to tally: inout Tally
    ) {
        for share in shares {
            func add(_ event: Event, _ cents: Int64? = 0) {
                guard let cents else { return }
                tally.add(event, segment, from: mql, on: share.day, cents: cents)
            }
            if share.isCredit {
                guard share.currency == question.currency else { continue }
                add(.creditAmount, share.amount)
                add(.creditMargin, share.margin)
                if share.margin == nil { add(.creditWithoutMargin) }
                continue
            }
            add(share.isOpen ? .openDeal : .deal)
            // Money of another currency is shown apart, in the line that ties the wins.
            guard share.currency == question.currency else { continue }
            add(share.isOpen ? .openAmount : .dealAmount, share.amount)
            add(share.isOpen ? .openMargin : .dealMargin, share.margin)
            if !share.isOpen { add(.dealMonth, share.month) }
        }
    }

    /// The deals won in the period and what they came from; nil without a file of deals.
    func winsTie(_ question: Figures.Question, _ counted: Counted) -> WinsTie? {
        let (credits, companies) = (counted.credits, counted.companies)
        guard !credits.isEmpty else { return nil }
        var judge = LeadJudge(rules, facts, asOf: question.asOf)
        let units = Units(companies, by: question.unit)
        let noted = noted(question)
        var known: [Int: Day?] = [:]
        return WinsTie(
            credits, period: question.period, asOf: question.asOf, currency: question.currency
        ) { lead in
            let unit = question.unit == .person ? lead : Int(companies.unitOfLead[lead])
            if let day = known[unit] { return day }
            let day = units.leads(of: unit).compactMap {
                self.counted($0, &judge, noted)?.mqlDay
            }.min()
            known[unit] = .some(day)
            return day
        }
    }
}

/// The leads in the order in which they are counted: one by one, or company by company.
struct Units: Sendable {
    private let order: [Int32]
    private let starts: [Int32]
    let count: Int

    init(_ companies: Companies, by unit: CountedUnit) {
        self =
            unit == .company
            ? Units(companies) : Units(ofPersons: companies.unitOfLead.count)
    }

    /// - Parameter count: how many leads there are.
    init(ofPersons count: Int) { (order, starts, self.count) = ([], [], count) }

    init(_ companies: Companies) {
        count = companies.unitCount
        var starts = [Int32](repeating: 0, count: companies.unitCount + 1)
        for unit in companies.unitOfLead { starts[Int(unit) + 1] += 1 }
        for unit in 0..<companies.unitCount { starts[unit + 1] += starts[unit] }
        var next = starts
        var order = [Int32](repeating: 0, count: companies.unitOfLead.count)
        for (lead, unit) in companies.unitOfLead.enumerated() {
            order[Int(next[Int(unit)])] = Int32(lead)
            next[Int(unit)] += 1
        }
        self.order = order
        self.starts = starts
    }

    func leads(of unit: Int) -> LeadsOfUnit {
        starts.isEmpty
            ? LeadsOfUnit(order: [], range: unit..<(unit + 1))
            : LeadsOfUnit(order: order, range: Int(starts[unit])..<Int(starts[unit + 1]))
    }
}

/// The numbers of the leads of one unit.
struct LeadsOfUnit: Sequence, IteratorProtocol {
    /// Empty where every unit is one lead, with its own number.
    fileprivate let order: [Int32]
    fileprivate var range: Range<Int>

    mutating func next() -> Int? {
        guard let place = range.first else { return nil }
        range = (place + 1)..<range.upperBound
        return order.isEmpty ? place : Int(order[place])
    }
}

/// A tally, and how many persons and companies became MQLs in the period.
struct Counted: Sendable {
    var tally = Tally()
    /// MQLs of the period as persons.
    private(set) var persons = 0
    var crm = CRMCounts()
    /// What figures take of leads beside the tally.
    var sums = LeadSums()
    /// The first MQL day of each company and of each person without one, `.max` where it has none.
    private(set) var firstMQL: [Int32] = []
    private(set) var companies = Companies.none
    let credits: DealCredits
    /// The MQLs of which it is not said yet of which company they are.
    private var mqls: [(lead: Int32, day: Int32)] = []

    init(_ credits: DealCredits) { self.credits = credits }

    var knowsCompanies: Bool { companies.count > 0 }

    mutating func noteMQL(_ lead: Int, on day: Day, _ period: Period) {
        if period.contains(day) { persons += 1 }
        mqls.append((Int32(lead), day.number))
    }

    mutating func add(_ other: Counted) {
        tally.add(other.tally)
        persons += other.persons
        crm.add(other.crm)
        mqls += other.mqls
    }

    /// Says of which company leads are, when all are counted.
    mutating func take(_ companies: Companies) {
        self.companies = companies
        firstMQL = Array(repeating: .max, count: companies.unitCount)
        for (lead, day) in mqls {
            let unit = Int(companies.unitOfLead[Int(lead)])
            firstMQL[unit] = min(firstMQL[unit], day)
        }
        mqls = []
    }

    /// The companies whose first MQL falls in the period, and the persons of whom no company is
    /// known.
    func companies(in period: Period) -> (companies: Int, persons: Int) {
        let (first, end) = (period.first.number, period.end.number)
        let inPeriod = { (day: Int32) in day >= first && day < end }
        return (
            firstMQL[..<companies.count].count(where: inPeriod),
            firstMQL[companies.count...].count(where: inPeriod)
        )
    }
}
