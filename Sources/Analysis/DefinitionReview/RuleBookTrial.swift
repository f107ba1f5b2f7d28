internal import Funnels
internal import Leads
package import Quantities
package import Valuation

extension Pipeline {
    /// What the leads that were read say of the rules: criteria that nobody or everybody meets, fields that
    /// are empty, points that nobody has, and how many become an MQL.
    package func trial(asOf: Day) -> [RuleBookFinding] {
        let book = rules.book
        guard rules.decider(asOf: asOf) == .rules else { return [] }
        var judge = LeadJudge(rules, facts, asOf: asOf)
        var counts = TrialCounts(book)
        for lead in 0..<facts.leadCount where facts.frozen[lead] == nil {
            guard let signs = judge.signs(of: lead) else { continue }
            counts.add(signs, book)
        }
        guard counts.leads >= TrialCounts.fewest else { return [] }
        let unknown = rules.unknownActions(in: facts.activities, asOf: asOf)
        var findings = rules.emptyFields.map { RuleBookFinding(.fieldEmpty($0)) }
        for (place, criterion) in book.fit.criteria.enumerated() {
            // An empty field has been told already.
            let isEmpty = criterion.tests.contains { rules.emptyFields.contains($0.field) }
            findings += counts.finding(
                counts.fit[place], criterion.key, book.places["fit/\(criterion.key)"],
                saysNone: !isEmpty)
        }
        for (place, criterion) in book.engagement.criteria.enumerated() {
            // What lapses after some days may have held before.
            findings += counts.finding(
                counts.engagement[place], criterion.key,
                book.places["engagement/\(criterion.key)"],
                saysNone: criterion.withinDays == nil, unknown: unknown)
        }
        return RuleBookCheck.bySeverity(findings + counts.points(book) + counts.volume(book))
    }
}

extension Pipeline {
    /// Stages of the CRM that count for nothing, and rules that change nothing.
    fileprivate func stageFindings(asOf: Day) -> [RuleBookFinding] {
        let book = rules.book
        let counts = crmCounts(
            createdIn: Figures.Question(
                asOf: asOf, period: wholePeriod(asOf: asOf), by: .source, currency: book.currency))
        var findings: [RuleBookFinding] = []
        let hasCriteria = !book.fit.criteria.isEmpty || !book.engagement.criteria.isEmpty
        if rules.decider(asOf: asOf) == .crm, counts.leads > 0, hasCriteria {
            findings.append(
                .init(
                    .noEffect(
                        unfit: counts.unfit, mqls: counts.leads - counts.areDisqualified)))
        }
        if counts.notCounted > 0 {
            findings.append(
                .init(
                    .stageNotUsed(
                        counts.notCounted, of: counts.leads, withoutActivity: counts.withoutActivity
                    )))
        }
        for (place, leads) in counts.disqualified.sorted(by: { $0.key < $1.key }) {
            let key = book.disqualifiers[place].key
            findings.append(
                .init(
                    .stageDisqualified(key, leads: leads), place: book.places["disqualify/\(key)"]))
        }
        return findings
    }
}

private struct TrialCounts {
    private(set) var leads = 0
    private(set) var fit: [Int]
    private(set) var engagement: [Int]
    private var mqls = 0
    private var highest = Int.min

    /// Leads from which something is said.
    static let fewest = 20

    init(_ book: RuleBook) {
        fit = book.fit.criteria.map { _ in 0 }
        engagement = book.engagement.criteria.map { _ in 0 }
    }

    mutating func add(_ signs: LeadSigns, _ book: RuleBook) {
        leads += 1
        for place in fit.indices where signs.fit & (1 << UInt64(place)) != 0 { fit[place] += 1 }
        for place in engagement.indices where signs.engagement & (1 << UInt64(place)) != 0 {
            engagement[place] += 1
        }
        if signs.judgement.mqlDay != nil { mqls += 1 }
        highest = max(highest, signs.judgement.score, signs.judgement.mqlScore ?? .min)
    }

    func finding(
        _ count: Int, _ key: String, _ place: String?, saysNone: Bool, unknown: [String] = []
    ) -> [RuleBookFinding] {
        if count == leads { return [.init(.metByAll(criterion: key, leads: leads), place: place)] }
        guard count == 0, saysNone else { return [] }
        return [
            .init(.metByNone(criterion: key, leads: leads, unknown: unknown), place: place)
        ]
    }

    func points(_ book: RuleBook) -> [RuleBookFinding] {
        let asked = Level.allCases.flatMap { fit in
            Level.allCases.compactMap { engagement -> Int? in
                guard case .byPoints(let from, _) = book.matrix[fit: fit, engagement: engagement]
                else { return nil }
                return from
            }
        }
        guard let least = asked.min(), highest < least else { return [] }
        return [.init(.pointsNeverReached(from: least, highest: highest, leads: leads))]
    }

    /// Clearly more or fewer than the limits of the rule book: chance is allowed for.
    func volume(_ book: RuleBook) -> [RuleBookFinding] {
        let limits = book.definition.limits
        let range = ShareRange(mqls, of: leads)
        if range.low * 10_000 > Double(limits.mostOfLeads) {
            return [.init(.tooManyMQLs(mqls, leads: leads, limit: limits.mostOfLeads))]
        }
        if range.high * 10_000 < Double(limits.leastOfLeads) {
            return [.init(.tooFewMQLs(mqls, leads: leads, limit: limits.leastOfLeads))]
        }
        return []
    }
}

extension RuleBookCheck {
    /// What the book says of itself, and what the leads say of it.
    package static func findings(
        _ book: RuleBook, asOf: Day, with pipeline: Pipeline, until day: Day? = nil
    ) -> [RuleBookFinding] {
        bySeverity(
            findings(book, asOf: asOf) + pipeline.stageFindings(asOf: day ?? asOf)
                + pipeline.trial(asOf: day ?? asOf))
    }
}
