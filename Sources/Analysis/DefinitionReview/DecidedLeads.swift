internal import Economics
internal import Funnels
internal import Leads
internal import Quantities
internal import Statistics
internal import Valuation

/// Leads that got as far as was asked, or came to nothing, each with the moment up to which it counts what
/// it did: nothing of what happened once sales had it may say how it would end.
struct DecidedLeads {
    /// In order of the day on which they were decided, then by id.
    private(set) var cases: [Case]
    var won: Int { cases.count(where: \.isWon) }
    let lostMeans: LearningFigures.LostMeans
    private let goal: LearningFigures.Goal
    /// Of MQLs that had their time, or of leads where nobody is known to be an MQL.
    private let whole: (reached: Int, of: Int)
    private let isOfMQLs: Bool
    /// Whether there is no other lead than those that were decided.
    private let isAll: Bool

    struct Case {
        let lead: Int
        let isWon: Bool
        let decided: Day
        /// The first moment that is no longer looked at.
        let end: Instant
    }

    init(
        _ pipeline: Pipeline, _ question: Figures.Question, _ goal: LearningFigures.Goal,
        horizon: Int
    ) {
        self.goal = goal
        let (facts, zone, asOf) = (pipeline.facts, pipeline.rules.book.zone, question.asOf)
        // What nobody could see yet has not failed.
        let seen = goal == .won ? question.observed.customers : question.observed.sqls
        let credits = pipeline.credits(asOf: asOf)
        var judge = LeadJudge(pipeline.rules, facts, asOf: asOf)
        var reached: [(lead: Int, journey: Journey, day: Day)] = []
        var closed: [(lead: Int, journey: Journey, day: Day)] = []
        var open: [(lead: Int, journey: Journey)] = []
        var mqlEnds: [Int: Instant] = [:]
        var judged: [Journey] = []
        var everybody: [Journey] = []
        for lead in 0..<facts.leads.count where facts.frozen[lead] == nil {
            guard let judgement = judge.judge(lead) else { continue }
            let journey = pipeline.journey(
                of: lead, judgement, mql: judgement.mqlDay, credits, asOf: asOf)
            // Who was a customer before says nothing of what makes one.
            guard !journey.wasCustomer else { continue }
            mqlEnds[lead] = judgement.mqlDay.map {
                pipeline.endOfMQL(CountedLead(judgement), of: lead, $0, asOf: asOf)
            }
            if journey.mql != nil { judged.append(journey) }
            everybody.append(journey)
            if let day = goal == .won ? journey.won : journey.sql {
                reached.append((lead, journey, day))
            } else if let day = journey.closed {
                closed.append((lead, journey, day))
            } else {
                open.append((lead, journey))
            }
        }
        // Where nobody writes down what was lost: whoever had more time than nine of ten took.
        let lags = reached.map { ($0.journey.mql ?? $0.journey.created).distance(to: $0.day) }
            .map { max(0, $0) }.sorted()
        let ninth = lags.isEmpty ? horizon : max(1, lags[(lags.count - 1) * 9 / 10])
        if closed.isEmpty {
            lostMeans = .older(days: ninth)
            let knowsMQLs = !judged.isEmpty
            for (lead, journey) in open where !knowsMQLs || journey.mql != nil {
                let start = journey.mql ?? journey.created
                guard start.distance(to: seen) >= ninth else { continue }
                closed.append((lead, journey, start.advanced(by: ninth)))
            }
            // Leads of the same days on both sides: else whatever is new would seem to win.
            reached.removeAll {
                ($0.journey.mql ?? $0.journey.created).distance(to: seen) < ninth
            }
        } else {
            lostMeans = .closed
        }
        func first(_ journey: Journey) -> Day? {
            [journey.contacted, journey.sql, journey.won, journey.closed].compactMap { $0 }.min()
        }
        /// Up to the moment at which it became an MQL, or the day on which sales had it, whichever came later.
        func end(_ lead: Int, _ journey: Journey) -> Instant {
            let mql = mqlEnds[lead]
            // The day of a sale is later than that of a rejection: counted up to those, won leads would have
            // had the longer time to do things.
            if let mql, facts.stageDays(of: lead)[.contacted] == nil { return mql }
            guard let day = first(journey) else {
                return mql ?? zone.startOfDay(journey.created.advanced(by: 1))
            }
            let sales = zone.startOfDay(day)
            guard let mql, let mqlDay = journey.mql, mqlDay <= day else {
                // A lead that was made on the day sales had it did nothing before that day.
                return max(sales, Instant(seconds: facts.leads.created[lead].seconds + 1))
            }
            return max(sales, mql)
        }
        let index = facts.leads.index
        cases =
            (reached.map {
                Case(lead: $0.lead, isWon: true, decided: $0.day, end: end($0.lead, $0.journey))
            }
            + closed.map {
                Case(lead: $0.lead, isWon: false, decided: $0.day, end: end($0.lead, $0.journey))
            })
            .sorted { ($0.decided, index.id(of: $0.lead)) < ($1.decided, index.id(of: $1.lead)) }
        isAll = lostMeans == .closed && open.isEmpty
        isOfMQLs = !judged.isEmpty
        let old = (judged.isEmpty ? everybody : judged).filter {
            ($0.mql ?? $0.created).distance(to: seen) >= ninth
        }
        whole = (old.count { (goal == .won ? $0.won : $0.sql) != nil }, old.count)
    }

    /// Those that were decided in a period.
    func decided(in period: Period) -> DecidedLeads {
        var result = self
        result.cases.removeAll { !period.contains($0.decided) }
        return result
    }

    /// The last so many of either kind.
    func last(_ won: Int, _ lost: Int) -> [Case] {
        var left = (won: won, lost: lost)
        var result: [Case] = []
        for entry in cases.reversed() {
            if entry.isWon, left.won > 0 {
                left.won -= 1
                result.append(entry)
            } else if !entry.isWon, left.lost > 0 {
                left.lost -= 1
                result.append(entry)
            }
        }
        return result.reversed()
    }

    /// MQLs or leads from which a share of one's own is taken.
    private static let fewest = 30

    /// Of so few leads, all decided, one takes that somebody picked them.
    private static let mostPicked = 200

    func base(
        _ rules: DefinitionRules.Learn, given: Double?
    ) -> LearningFigures.Base {
        if let given { return .init(rate: given, origin: .given) }
        let isPicked = isAll && cases.count < Self.mostPicked
        if !isPicked, whole.of >= Self.fewest, whole.reached > 0, whole.reached < whole.of {
            return .init(
                rate: Double(whole.reached) / Double(whole.of),
                origin: isOfMQLs
                    ? .ownMQLs(whole.reached, of: whole.of)
                    : .ownLeads(whole.reached, of: whole.of))
        }
        let hundredths = goal == .won ? rules.baseWon : rules.baseSQL
        return .init(rate: Double(hundredths) / 10_000, origin: isPicked ? .picked : .ruleBook)
    }
}
