internal import Economics
internal import Funnels
internal import Leads
internal import Quantities
internal import Valuation

/// What a tally counts as one: a person, or all persons of a company together.
package enum CountedUnit: String, CaseIterable, Hashable, Sendable {
    case person, company
}

/// The days on which one person or company came from step to step.
struct Journey {
    var segment: Segment
    /// Which of two colleagues came first: to the second, then by id.
    private var rank: Rank
    var created: Day
    var mql: Day?
    var contacted: Day?
    var sql: Day?
    var won: Day?
    var rejected: Day?
    /// Rejected, or lost as a stage or as a deal.
    var closed: Day?
    /// There is no date of the SQL itself, only of what followed.
    var isSQLImplied = false
    /// The first day, before the lead was created, of something that decides: it counts for nothing.
    private(set) var stageBeforeCreation: Day?
    /// There is a sale by stage from before it was an MQL, which counts for nothing either.
    private(set) var hasSaleBeforeMQL = false
    /// The first day of another round, after it had been rejected or lost.
    private(set) var cameBack: Day?
    /// It is a later round of a lead, and that is counted with nobody who is none.
    private(set) var isLaterRound = false
    /// It was a customer before it was there, or before it was an MQL.
    private(set) var wasCustomer = false

    /// The days before which nothing can have come of a lead, or of the company it is counted with.
    struct Start {
        var created: Day
        var mql: Day?

        /// The first day on which a sale or a loss may be credited.
        var sales: Day { mql.map { max(created, $0) } ?? created }

        mutating func add(_ other: Start) {
            created = min(created, other.created)
            mql = Day.earlier(mql, other.mql)
        }
    }

    struct Rank: Comparable {
        let mql: Int64
        let created: Int64
        let id: UInt64

        static func < (one: Rank, other: Rank) -> Bool {
            (one.mql, one.created, one.id) < (other.mql, other.created, other.id)
        }
    }

    /// The journey of one lead. What comes later implies what comes before.
    ///
    /// What was decided before the lead was there did not come of it: neither an SQL nor a sale, a
    /// loss or a rejection. A sale or a loss from before it became an MQL did not come of that. Of an SQL and
    /// of a rejection the day may be sloppy: after the creation they count.
    ///
    /// - Parameters:
    ///   - lead: when it was created, and its id.
    ///   - start: of the lead, or of the company that it is counted with.
    ///   - later: what stages the lead reached again.
    ///   - round: whether it is a later round of a lead, and when it ended, where another that counts
    ///     came after it.
    init(
        _ counted: CountedLead, _ segment: Segment, _ lead: (created: Instant, id: UInt64),
        created: Day, _ stages: StageDays, _ outcome: Outcome, start: Start,
        later: ArraySlice<LaterStages.Row>, round: (isLater: Bool, end: Day?) = (false, nil),
        asOf: Day
    ) {
        func known(_ stage: Stage) -> Day? { stages[stage].flatMap { $0 <= asOf ? $0 : nil } }
        func seen(_ stage: Stage, since first: Day) -> Day? {
            known(stage).flatMap { $0 >= first ? $0 : nil }
        }
        let won = outcome.won
        self.segment = segment
        rank = Rank(
            mql: counted.mqlMoment?.seconds ?? .max, created: lead.created.seconds, id: lead.id)
        self.created = created
        mql = counted.mqlDay
        self.won = won
        rejected = seen(.rejected, since: start.created)
        sql = seen(.sql, since: start.created)
        if sql == nil {
            sql = Day.earlier(seen(.opportunity, since: start.created), won)
            isSQLImplied = sql != nil
        }
        contacted = Day.earlier(known(.contacted), sql)
        closed = Day.earlier(
            rejected, Day.earlier(seen(.lost, since: start.sales), outcome.lost))
        if let first = closed { takeRounds(after: first, stages, later, asOf) }
        isLaterRound = round.isLater
        if closed == nil, let end = round.end, end <= asOf { closed = end }
        wasCustomer = outcome.wasCustomer
        // Most leads have none.
        guard !stages.isEmpty else { return }
        for stage in Self.deciding {
            guard let day = known(stage), day < start.created else { continue }
            stageBeforeCreation = Day.earlier(stageBeforeCreation, day)
        }
        hasSaleBeforeMQL =
            outcome.isByStage
            && known(.won).map { $0 >= start.created && $0 < start.sales } ?? false
    }

    /// A lead that was rejected or lost and came back is the same MQL: it waits again, until it is closed
    /// once more. A rejection from before it first was an MQL is none of that.
    private mutating func takeRounds(
        after first: Day, _ stages: StageDays, _ later: ArraySlice<LaterStages.Row>, _ asOf: Day
    ) {
        var (back, lastBack, lastClosed): (Day?, Day?, Day?) = (nil, nil, nil)
        func take(_ stage: Stage, _ day: Day) {
            guard day > first, day <= asOf else { return }
            switch stage {
            case .mql, .sql, .opportunity, .won:
                back = Day.earlier(back, day)
                lastBack = lastBack.map { max($0, day) } ?? day
            case .rejected, .lost: lastClosed = lastClosed.map { max($0, day) } ?? day
            case .contacted: break
            }
        }
        for stage in Stage.allCases { if let day = stages[stage] { take(stage, day) } }
        for row in later { take(row.stage, row.day) }
        guard let lastBack else { return }
        cameBack = back
        closed = lastClosed.flatMap { $0 >= lastBack ? $0 : nil }
        if let mql, rejected.map({ $0 < mql }) ?? false { rejected = nil }
    }

    /// What may not come before the lead itself.
    private static let deciding: [Stage] = [.sql, .opportunity, .won, .lost, .rejected]

    /// What became of a lead in the end.
    struct Outcome {
        var won: Day?
        var lost: Day?
        var wasCustomer = false
        /// There is no deal with it that was won: a stage tells of a sale.
        var isByStage = true

        init() {}

        init(_ credits: DealCredits, of lead: Int, _ stages: StageDays, _ start: Start) {
            won = credits.wonDay(of: lead, stages: stages, since: start.sales)
            lost = credits.lostDay(of: lead, since: start.sales)
            wasCustomer =
                won == nil && credits.wasCustomer(lead, stages: stages, before: start.sales)
            isByStage = !credits.isContactOfWon(lead)
        }
    }

    /// Takes in a colleague from the same company.
    ///
    /// The company is counted under the source, intent and persona of its first MQL, or, while it
    /// has none, of its first lead. It is rejected once all of its MQLs are.
    mutating func add(_ other: Journey) {
        if mql != nil, other.mql != nil {
            rejected = rejected.flatMap { one in other.rejected.map { max(one, $0) } }
            closed = closed.flatMap { one in other.closed.map { max(one, $0) } }
        } else if mql == nil {
            rejected = other.rejected
            closed = other.closed
        }
        if other.rank < rank {
            segment = other.segment
            rank = other.rank
        }
        if let day = other.sql,
            sql.map({ (day, other.isSQLImplied ? 1 : 0) < ($0, isSQLImplied ? 1 : 0) }) ?? true
        {
            sql = day
            isSQLImplied = other.isSQLImplied
        }
        created = min(created, other.created)
        isLaterRound = isLaterRound && other.isLaterRound
        mql = Day.earlier(mql, other.mql)
        stageBeforeCreation = Day.earlier(stageBeforeCreation, other.stageBeforeCreation)
        hasSaleBeforeMQL = hasSaleBeforeMQL || other.hasSaleBeforeMQL
        wasCustomer = wasCustomer || other.wasCustomer
        cameBack = Day.earlier(cameBack, other.cameBack)
        contacted = Day.earlier(contacted, other.contacted)
        won = Day.earlier(won, other.won)
    }
}

extension Tally {
    mutating func add(_ journey: Journey) {
        let (segment, created) = (journey.segment, journey.created)
        // Somebody is one lead, however often an MQL.
        let isLead = !journey.isLaterRound
        if isLead { add(.created, segment, from: created, on: created) }
        if let day = journey.stageBeforeCreation {
            add(.stageBeforeCreation, segment, from: created, on: day)
        }
        if journey.hasSaleBeforeMQL { add(.saleBeforeMQL, segment, from: created, on: created) }
        guard let mql = journey.mql else {
            if let sql = journey.sql, isLead {
                add(.sqlWithoutMQL, segment, from: created, on: sql)
            }
            return
        }
        // Of leads it is counted how many got so far, and not after how long; a day before that of
        // creation is kept, because it is told.
        func count(_ event: Event, on day: Day) {
            guard isLead else { return }
            add(event, segment, from: created, on: min(created, max(day, mql)))
        }
        add(.mql, segment, from: mql, on: mql)
        if !isLead { add(.countedAgain, segment, from: mql, on: mql) }
        count(.createdToMQL, on: mql)
        if let day = journey.contacted {
            add(.contacted, segment, from: mql, on: day)
            count(.createdToContacted, on: day)
        }
        if let day = journey.cameBack { add(.cameBack, segment, from: mql, on: day) }
        if let day = journey.sql {
            add(journey.isSQLImplied ? .impliedSQL : .sql, segment, from: mql, on: day)
            count(.createdToSQL, on: day)
            add(.sqlAsked, segment, from: day, on: day)
            // What was decided before the SQL was written down was decided on that day.
            if let won = journey.won {
                add(.sqlSold, segment, from: day, on: max(day, won))
            } else if let closed = journey.closed {
                add(.sqlLost, segment, from: day, on: max(day, closed))
            }
        }
        if let day = journey.rejected {
            add(.rejected, segment, from: mql, on: day)
            count(.createdToRejected, on: day)
        }
        if let day = journey.closed {
            if journey.contacted == nil { add(.dropped, segment, from: mql, on: day) }
            if journey.sql == nil { add(.closedWithoutSQL, segment, from: mql, on: day) }
        }
        if let day = journey.won {
            add(.won, segment, from: mql, on: day)
            count(.createdToWon, on: day)
        }
    }
}
