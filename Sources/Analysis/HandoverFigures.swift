internal import Economics
package import Funnels
internal import Leads
package import Quantities
internal import Statistics
internal import Valuation

/// What sales gets, and what it does with it: the page for the meeting of marketing and sales.
package struct HandoverFigures: Sendable {
    package let figures: Figures
    /// Within how many days sales speaks to an MQL, as agreed; nil where nothing was.
    package let contactWithinDays: Int?
    package let rows: [Row]
    package let total: Row
    /// The same by the sales team that has the MQLs; nil where no file says it.
    package let teams: TeamFigures?
    /// Why MQLs of the period were rejected, the most frequent reason first; nil where no file
    /// tells of rejections.
    package let rejections: [Rejection]?
    /// How many of the period's MQLs, and of those that became an SQL, answer each question.
    package let checklist: [Question]
    package let checklistMQLs: Int
    /// Nil where no file tells of SQLs.
    package let checklistSQLs: Int?

    /// The MQLs of one source, or of all, and what sales did with them.
    package struct Row: Sendable {
        package let label: Phrase
        package let key: String
        package let mqls: Known<Int>
        package let contacted: Known<Int>
        package let sqls: Known<Int>
        package let rejected: Known<Int>
        /// MQLs that nobody spoke to, rejected, or took further.
        package let waiting: Known<Int>
        /// Days by which half had been spoken to; the inner nil where half never were.
        package let medianDays: Known<Int?>
        /// Of those that had the agreed days, how many were spoken to within them.
        package let inTime: Known<(contacted: Int, of: Int)>
        /// SQLs among those spoken to.
        package let sqlOfContacted: Known<EstimatedRate>
        /// How often sales tried to reach them, as of the export.
        package let attempts: AttemptCounts
    }

    /// Whether a file says of some MQL how often sales tried to reach it.
    package var knowsAttempts: Bool { total.attempts.mqls > 0 }

    /// A reason for which sales turned MQLs down, and how many.
    package struct Rejection: Hashable, Sendable {
        /// A code of the rule book, or the text of the file; nil where no reason stands there.
        package let reason: String?
        package let count: Int
    }

    /// A question of the hand-over's checklist, and of how many MQLs and SQLs it is answered.
    package struct Question: Hashable, Sendable {
        package let key: String
        /// Nil where no file has a column for it.
        package let mqls: Int?
        package let sqls: Int?
    }
}

extension Pipeline {
    /// What sales got and did with it, of the MQLs of the period.
    package func handover(_ question: Figures.Question, jobs: Int) async -> HandoverFigures {
        var byTeam = question
        byTeam.by = .team
        // One look at all leads serves the teams and most other rows, which are told by their segments.
        let counted = knowsTeams ? count(byTeam, jobs: jobs) : nil
        let isCounted = [.source, .intent, .persona, .month].contains(question.by)
        let figures =
            if let counted, isCounted {
                self.figures(question, counted, withContacts: true, jobs: jobs)
            } else {
                await self.figures(question, jobs: jobs, withContacts: true)
            }
        let handover = rules.book.handover
        let people = handoverPeople(question)
        let evidence = Evidence(
            facts, decider: rules.decider(asOf: question.asOf), asOf: question.asOf)
        func row(
            _ key: String, _ label: Phrase, _ counts: FunnelCounts
        ) -> HandoverFigures.Row {
            func known(_ count: Int, _ absence: Absence?) -> Known<Int> {
                evidence.known(count, absence, of: counts.mqls)
            }
            let contacted = known(counts.contacted, evidence.contacted)
            let sqls = known(counts.sqls, evidence.sqls)
            let isKnown = contacted.map { _ in () }
            return HandoverFigures.Row(
                label: label, key: key, mqls: known(counts.mqls, evidence.mqls),
                contacted: contacted, sqls: sqls,
                rejected: known(counts.rejected, evidence.rejected),
                waiting: contacted.map { counts.mqls - $0 - counts.dropped },
                medianDays: isKnown.flatMap {
                    counts.mqls > 0 ? .value(counts.contacts?.medianDays) : .unknown(.noMQLs)
                },
                inTime: isKnown.flatMap {
                    guard let days = handover.contactWithinDays else { return .unknown(.notAgreed) }
                    let inTime = (counts.contacts ?? Contacts()).within(days)
                    return inTime.of > 0 ? .value(inTime) : .unknown(.noMQLs)
                },
                sqlOfContacted: contacted.flatMap { contacted in
                    guard contacted > 0 else { return .unknown(.noneContacted) }
                    return sqls.map { EstimatedRate(Proportion($0, of: contacted)) }
                }, attempts: counts.attempts)
        }
        return HandoverFigures(
            figures: figures, contactWithinDays: handover.contactWithinDays,
            rows: figures.rows.filter { $0.counts.mqls > 0 }.map {
                row($0.key, $0.label, $0.counts)
            },
            total: row(figures.total.key, figures.total.label, figures.total.counts),
            teams: counted.map {
                teams(
                    question, $0.tally, figures, sellers: people.sellers,
                    followUp: row)
            },
            rejections: figures.total.rejected.value == nil ? nil : people.rejections,
            checklist: people.checklist, checklistMQLs: people.mqls, checklistSQLs: people.sqls)
    }

    private struct HandoverPeople {
        var mqls = 0
        var sqls: Int? = 0
        var rejections: [HandoverFigures.Rejection] = []
        var checklist: [HandoverFigures.Question] = []
        /// By team, who has its MQLs; nil where that is not read.
        var sellers: [String: Set<String>]?
    }

    /// What is told per person: why it was rejected, and what is known of it at the hand-over.
    private func handoverPeople(_ question: Figures.Question) -> HandoverPeople {
        var judge = LeadJudge(rules, facts, asOf: question.asOf)
        let credits = credits(asOf: question.asOf)
        var people = HandoverPeople()
        var reasons: [String?: Int] = [:]
        let items = rules.book.handover.checklist
        let codes = RejectionCodes(rules.book.handover)
        let teams = facts.leads.column(LeadTable.team)
        let sellers = facts.leads.column(LeadTable.seller)
        if sellers != nil { people.sellers = [:] }
        var answered = [(mqls: Int, sqls: Int)](repeating: (0, 0), count: items.count)
        for lead in 0..<facts.leads.count {
            if Cancellation.stops(at: lead) { return HandoverPeople() }
            guard let judgement = judge.judge(lead), let mql = judgement.mqlDay,
                question.period.contains(mql)
            else { continue }
            let stages = facts.stageDays(of: lead)
            let journey = journey(of: lead, judgement, mql: mql, credits, asOf: question.asOf)
            people.mqls += 1
            if let team = teams?.text(at: lead), let seller = sellers?.text(at: lead),
                !team.isEmpty, !seller.isEmpty
            {
                people.sellers?[team, default: []].insert(FoldedName.of(seller))
            }
            if journey.sql != nil { people.sqls? += 1 }
            if journey.rejected != nil {
                let reason = facts.rejectionReasons[lead].map(codes.code)
                reasons[reason, default: 0] += 1
            }
            guard !items.isEmpty else { continue }
            let answers = rules.checklistAnswers(of: lead, stages: stages, asOf: question.asOf)
            for (place, isAnswered) in answers.enumerated() where isAnswered {
                answered[place].mqls += 1
                if journey.sql != nil { answered[place].sqls += 1 }
            }
        }
        people.rejections = reasons.map { HandoverFigures.Rejection(reason: $0, count: $1) }
            .sorted {
                ($1.count, $0.reason ?? "\u{10FFFF}") < ($0.count, $1.reason ?? "\u{10FFFF}")
            }
        let knowsSQLs =
            Evidence(facts, decider: rules.decider(asOf: question.asOf), asOf: question.asOf).sqls
            == nil
        if !knowsSQLs { people.sqls = nil }
        people.checklist = zip(items, answered).map { item, count in
            let isKnown =
                item.stage.flatMap { facts.firstDays[$0] }.map { $0 <= question.asOf } == true
                || item.tests.contains { facts.leads.fields.contains($0.field) }
            return HandoverFigures.Question(
                key: item.key, mqls: isKnown ? count.mqls : nil,
                sqls: isKnown && knowsSQLs ? count.sqls : nil)
        }
        return people
    }
}
