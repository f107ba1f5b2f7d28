internal import Economics
internal import Funnels
internal import Leads
package import Quantities
internal import Valuation

/// Leads by the day on which they came, whether they are of one source, and what became of them: of whom a test
/// counts.
struct ArrivedLeads {
    /// One lead, of which nothing else is told.
    struct Lead {
        let day: Day
        let isOwn: Bool
        let region: Int
        let isMQL: Bool
        let isSQL: Bool
    }

    private(set) var leads: [Lead] = []
    /// The regions by number; the first is that of leads without one.
    private(set) var regions = [""]

    /// - Parameters:
    ///   - source: the number of the source that is tested.
    ///   - horizon: within how many days an MQL becomes an SQL.
    init(
        _ pipeline: Pipeline, _ question: Figures.Question, source: Int, mqlDays: Int, horizon: Int
    ) {
        let facts = pipeline.facts
        let companies = pipeline.companies(asOf: question.asOf)
        let credits = pipeline.credits(
            asOf: question.asOf, companies: question.unit == .company ? companies : nil)
        let noted = pipeline.noted(question)
        let column = facts.leads.column("region")
        var judge = LeadJudge(pipeline.rules, facts, asOf: question.asOf)
        var numbers = ["": 0]
        for lead in 0..<facts.leads.count {
            if Cancellation.stops(at: lead) { break }
            guard let member = pipeline.member(lead, &judge, noted),
                member.start.created <= question.asOf
            else { continue }
            let journey = pipeline.journey(of: member, member.start, credits, question)
            let region = column.map { Self.plain($0.text(at: lead)) } ?? ""
            let number = numbers[region] ?? regions.count
            if numbers[region] == nil {
                numbers[region] = number
                regions.append(region)
            }
            let day = journey.created
            let mql = journey.mql.flatMap { mql in
                day.distance(to: mql) <= mqlDays ? mql : nil
            }
            leads.append(
                Lead(
                    day: day, isOwn: journey.segment.source == source, region: number,
                    isMQL: mql != nil,
                    isSQL: mql.map { mql in
                        journey.sql.map { mql.distance(to: $0) <= horizon } ?? false
                    } ?? false))
        }
    }

    /// A region as it is compared: without blanks around it.
    static func plain(_ text: String) -> String {
        let kept = text.drop { $0.isWhitespace }
        return String(kept.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// Whether some lead says where it is from.
    var knowsRegions: Bool { regions.count > 1 }

    /// Who is counted.
    enum Who {
        case all, own, others, ownLeads
    }

    private func counts(_ lead: Lead, _ who: Who, _ outcome: Experiment.Outcome) -> Bool {
        let isOutcome = outcome == .mqls ? lead.isMQL : lead.isSQL
        return switch who {
        case .all: isOutcome
        case .own: isOutcome && lead.isOwn
        case .others: isOutcome && !lead.isOwn
        case .ownLeads: lead.isOwn
        }
    }

    /// By week from a day on, how many there are.
    func weeks(_ who: Who, _ outcome: Experiment.Outcome, from: Day, count: Int) -> [Int] {
        var weeks = [Int](repeating: 0, count: max(0, count))
        for lead in leads where lead.day >= from && counts(lead, who, outcome) {
            let week = from.distance(to: lead.day) / 7
            if week < weeks.count { weeks[week] += 1 }
        }
        return weeks
    }

    /// The same by region, in the order of `regions`.
    func regionWeeks(
        _ who: Who, _ outcome: Experiment.Outcome, from: Day, count: Int
    ) -> [[Int]] {
        var weeks = [[Int]](
            repeating: [Int](repeating: 0, count: max(0, count)), count: regions.count)
        for lead in leads where lead.day >= from && counts(lead, who, outcome) {
            let week = from.distance(to: lead.day) / 7
            if week < count { weeks[lead.region][week] += 1 }
        }
        return weeks
    }

    /// The first day on which there is one.
    func first(_ who: Who, _ outcome: Experiment.Outcome) -> Day? {
        leads.lazy.filter { counts($0, who, outcome) }.map(\.day).min()
    }
}

extension Day {
    /// The Monday of its week.
    package var startOfWeek: Day {
        // 1 January 1970 was a Thursday.
        let place = (Int(number) + 3) % 7
        return advanced(by: -(place < 0 ? place + 7 : place))
    }
}
