package import Economics
package import Funnels
package import Leads
internal import Quantities
package import Valuation

/// From facts to figures, in the order in which one follows from the other:
/// facts → one judgement per lead → a tally → figures.
package struct Pipeline: Sendable {
    package let facts: Facts
    package let rules: AppliedRules
    package let benchmarks: [Benchmark]

    package init(facts: Facts, book: RuleBook, benchmarks: [Benchmark]) {
        self.facts = facts
        rules = AppliedRules(book, to: facts)
        self.benchmarks = benchmarks
    }

    func credits(asOf: Day) -> DealCredits {
        DealCredits(
            facts, rule: rules.book.economics.dealCredit, asOf: asOf,
            end: rules.book.zone.startOfDay(asOf.advanced(by: 1)))
    }

    /// Judges and counts all leads, in as many parts as there are jobs. The number of parts makes
    /// no difference to the result.
    package func tally(_ question: Figures.Question, jobs: Int) async -> Tally {
        let count = facts.leads.count
        let parts = max(1, min(jobs, 64, count / 1024 + 1))
        let credits = credits(asOf: question.asOf)
        var tally = await withTaskGroup(of: Tally.self) { group in
            for part in 0..<parts {
                group.addTask {
                    let range = (count * part / parts)..<(count * (part + 1) / parts)
                    return self.tally(of: range, question, credits)
                }
            }
            var sum = Tally()
            for await part in group { sum.add(part) }
            return sum
        }
        tally.finish()
        return tally
    }

    /// The tally of some of the leads.
    private func tally(
        of leads: Range<Int>, _ question: Figures.Question, _ credits: DealCredits
    ) -> Tally {
        let asOf = question.asOf
        var tally = Tally()
        var judge = LeadJudge(rules, facts, asOf: asOf)
        let zone = rules.book.zone
        let campaigns =
            question.by == .campaign ? facts.leads.column("campaign")?.symbols : nil
        for lead in leads {
            guard let judgement = judge.judge(lead) else { continue }
            let segment = Segment(
                source: judgement.source, intent: judgement.intent, persona: judgement.persona,
                campaign: campaigns?[lead] ?? 0)
            let created = zone.day(of: facts.leads.created[lead])
            tally.add(.created, segment, from: created, on: created)
            let journey = Journey(
                facts.stageDays(of: lead),
                won: credits.isEmpty && facts.stages.isEmpty
                    ? nil : credits.wonDay(of: lead, stages: facts.stageDays(of: lead)),
                asOf: asOf)
            guard let mql = judgement.mqlDay else {
                if let sql = journey.sql {
                    tally.add(.sqlWithoutMQL, segment, from: created, on: sql)
                }
                continue
            }
            tally.add(.mql, segment, from: mql, on: mql)
            tally.add(.createdToMQL, segment, from: created, on: mql)
            if let day = journey.contacted {
                tally.add(.contacted, segment, from: mql, on: day)
                tally.add(.createdToContacted, segment, from: created, on: max(day, mql))
            }
            if let day = journey.sql {
                tally.add(journey.isSQLImplied ? .impliedSQL : .sql, segment, from: mql, on: day)
                tally.add(.createdToSQL, segment, from: created, on: max(day, mql))
            }
            if let day = journey.rejected {
                tally.add(.rejected, segment, from: mql, on: day)
                tally.add(.createdToRejected, segment, from: created, on: max(day, mql))
            }
            guard let day = journey.won else { continue }
            tally.add(.won, segment, from: mql, on: day)
            tally.add(.createdToWon, segment, from: created, on: max(day, mql))
            let deals = credits.won(by: lead)
            if deals.isEmpty { tally.add(.wonWithoutDeal, segment, from: mql, on: day) }
            for deal in deals {
                guard let day = deal.wonOn(asOf: asOf) else { continue }
                tally.add(.deal, segment, from: mql, on: day)
                // Money of another currency is shown apart, in the line that ties the wins.
                guard deal.currency == question.currency else { continue }
                if let cents = deal.amount {
                    tally.add(.dealAmount, segment, from: mql, on: day, cents: cents)
                }
                if let cents = deal.margin {
                    tally.add(.dealMargin, segment, from: mql, on: day, cents: cents)
                }
            }
        }
        return tally
    }

    /// The deals won in the period and what they came from; nil without a file of deals.
    package func winsTie(_ question: Figures.Question) -> WinsTie? {
        let credits = credits(asOf: question.asOf)
        guard !credits.isEmpty else { return nil }
        var judge = LeadJudge(rules, facts, asOf: question.asOf)
        var known: [Int: Day?] = [:]
        return WinsTie(
            credits, period: question.period, asOf: question.asOf, currency: question.currency
        ) { lead in
            if let day = known[lead] { return day }
            let day = judge.judge(lead)?.mqlDay
            known[lead] = .some(day)
            return day
        }
    }
}

/// The days on which sales took a lead further. What comes later implies what comes before.
private struct Journey {
    private(set) var contacted: Day?
    private(set) var sql: Day?
    private(set) var won: Day?
    private(set) var rejected: Day?
    /// There is no date of the SQL itself, only of what followed.
    private(set) var isSQLImplied = false

    init(_ stages: StageDays, won: Day?, asOf: Day) {
        func seen(_ stage: Stage) -> Day? { stages[stage].flatMap { $0 <= asOf ? $0 : nil } }
        self.won = won
        rejected = seen(.rejected)
        sql = seen(.sql)
        if sql == nil {
            sql = [seen(.opportunity), won].compactMap { $0 }.min()
            isSQLImplied = sql != nil
        }
        contacted = [seen(.contacted), sql].compactMap { $0 }.min()
    }
}
