internal import Economics
internal import Funnels
internal import Leads
internal import Quantities
internal import Statistics
internal import Valuation

extension Pipeline {
    /// - Parameter horizon: the days that an MQL is given.
    func loop(_ question: Figures.Question, horizon: Int) -> DefinitionLoop {
        LoopBuilder(self, question, horizon: horizon).loop
    }
}

/// Goes through all leads once and keeps what the loop needs of each.
private struct LoopBuilder {
    private let pipeline: Pipeline
    private let question: Figures.Question
    private let horizon: Int
    private var mqls: [MQL] = []
    /// SQLs of the period that were no MQL on that day.
    private var without = 0
    private var sqls = 0

    private struct MQL {
        let journey: Journey
        let day: Day
        let score: Int?
        let code: String?
    }

    init(_ pipeline: Pipeline, _ question: Figures.Question, horizon: Int) {
        self.pipeline = pipeline
        self.question = question
        self.horizon = horizon
        let (facts, book) = (pipeline.facts, pipeline.rules.book)
        let credits = pipeline.credits(asOf: question.asOf)
        let codes = RejectionCodes(book.handover)
        var judge = LeadJudge(pipeline.rules, facts, asOf: question.asOf)
        for lead in 0..<facts.leads.count where facts.frozen[lead] == nil {
            guard let judgement = judge.judge(lead) else { continue }
            let journey = pipeline.journey(
                of: lead, judgement, mql: judgement.mqlDay, credits, asOf: question.asOf)
            if let day = journey.sql, question.period.contains(day) {
                sqls += 1
                if judgement.mqlDay.map({ $0 > day }) ?? true { without += 1 }
            }
            guard let day = judgement.mqlDay else { continue }
            mqls.append(
                MQL(
                    journey: journey, day: day, score: judgement.mqlScore,
                    code: facts.rejectionReasons[lead].map(codes.code)))
        }
    }

    var loop: DefinitionLoop {
        let decider = pipeline.rules.decider(asOf: question.asOf)
        let evidence = Evidence(pipeline.facts, decider: decider, asOf: question.asOf)
        let limits = pipeline.rules.book.definition.limits
        let ofPeriod = mqls.filter { question.period.contains($0.day) }
        let handled = ofPeriod.filter {
            $0.journey.contacted != nil || $0.journey.closed != nil
        }
        let all = handled.filter { $0.journey.rejected != nil }
        let counted = all.filter { !limits.beyondCriteria.contains($0.code ?? "") }
        let drift = decider == .rules || !mqls.isEmpty ? self.drift : nil
        return DefinitionLoop(
            limits: limits,
            rejected: evidence.rejected.map(Known.unknown)
                ?? (handled.isEmpty
                    ? .unknown(.noneContacted)
                    : .value(ShareRange(counted.count, of: handled.count))),
            otherRejections: all.count - counted.count,
            missed: evidence.sqls.map(Known.unknown)
                ?? (decider == .crm
                    ? .unknown(.noMQLEvidence)
                    : sqls > 0 ? .value(ShareRange(without, of: sqls)) : .unknown(.noSQLs)),
            plan: plan, drift: drift,
            calibration: decider == .rules && evidence.sqls == nil ? calibration : nil,
            inForceFrom: pipeline.rules.book.inForceFrom.flatMap { day in
                drift.map { day > $0.before.first ? day : nil } ?? nil
            })
    }

    // MARK: Against the plan

    private var plan: DefinitionLoop.Plan? {
        let rows = pipeline.facts.plan.filter { row in
            row.mqls != nil && question.period.contains(row.month.first)
                && question.period.contains(row.month.lastDay)
                && row.month.lastDay <= question.observed.endOfMonth
        }
        guard !rows.isEmpty else { return nil }
        let months = Set(rows.map(\.month.first))
        let planned = months.reduce(0) { sum, month in
            let ofMonth = rows.filter { $0.month.first == month }
            // A row for all sources together goes before its parts.
            let all = ofMonth.filter(\.isForAll)
            return sum + (all.isEmpty ? ofMonth : all).reduce(0) { $0 + ($1.mqls ?? 0) }
        }
        let count = mqls.count { entry in rows.contains { $0.month.contains(entry.day) } }
        let range = CountInterval.exact(Double(count))
        return .init(mqls: count, planned: planned, low: range.lower, high: range.upper)
    }

    // MARK: Now and before

    /// A long period is looked at by its last quarter.
    private static let longest = 184
    private static let quarter = 91

    private var drift: DefinitionLoop.Drift? {
        let end = min(question.period.end, question.observed.endOfMonth.advanced(by: 1))
        let length = question.period.first.distance(to: end)
        let days = length > Self.longest ? Self.quarter : length
        let (start, first) = (end.advanced(by: -days), end.advanced(by: -2 * days))
        guard let now = Period(first: start, end: end),
            let before = Period(first: first, end: start)
        else { return nil }
        let (new, old) = (
            mqls.filter { now.contains($0.day) }, mqls.filter { before.contains($0.day) }
        )
        guard !new.isEmpty, !old.isEmpty else { return nil }
        func sqls(_ period: Period) -> [MQL] {
            mqls.filter { $0.journey.sql.map(period.contains) ?? false }
        }
        let (newSQLs, oldSQLs) = (sqls(now), sqls(before))
        return .init(
            now: now, before: before, mqls: (new.count, old.count),
            sqls: (newSQLs.count, oldSQLs.count),
            steps: [
                step(.score, new.compactMap(\.score), old.compactMap(\.score)),
                step(.leadToMQL, new.map(Self.toMQL), old.map(Self.toMQL)),
                step(.mqlToContact, new.compactMap(Self.toContact), old.compactMap(Self.toContact)),
                // By the day of the SQL: those of young MQLs are the quick ones alone.
                step(.mqlToSQL, newSQLs.compactMap(Self.toSQL), oldSQLs.compactMap(Self.toSQL)),
            ])
    }

    private static func toMQL(_ mql: MQL) -> Int {
        max(0, mql.journey.created.distance(to: mql.day))
    }

    private static func toContact(_ mql: MQL) -> Int? {
        mql.journey.contacted.map { max(0, mql.day.distance(to: $0)) }
    }

    private static func toSQL(_ mql: MQL) -> Int? {
        mql.journey.isSQLImplied ? nil : mql.journey.sql.map { max(0, mql.day.distance(to: $0)) }
    }

    private func step(
        _ kind: DefinitionLoop.Step.Kind, _ now: [Int], _ before: [Int]
    ) -> DefinitionLoop.Step {
        let (new, old) = (now.map(Double.init), before.map(Double.init))
        let area = RankComparison(first: new, second: old)
        return .init(
            kind: kind, now: .init(new), before: .init(old), higher: area?.area,
            low: area?.interval?.lower, high: area?.interval?.upper)
    }

    // MARK: Score and SQL

    private var calibration: DefinitionLoop.Calibration? {
        let old = mqls.filter { $0.day.distance(to: question.observed.sqls) >= horizon }
        let scored = old.compactMap { mql in mql.score.map { ($0, mql.journey.sql != nil) } }
        guard !scored.isEmpty else { return nil }
        let sorted = scored.map(\.0).sorted()
        // Three bands of about as many MQLs; equal scores stay together.
        let cuts = [sorted[(sorted.count - 1) / 3], sorted[(sorted.count - 1) * 2 / 3]]
        var bands: [DefinitionLoop.Calibration.Band] = []
        for band in 0..<3 {
            let members = scored.filter { score, _ in
                (band == 0 || score > cuts[band - 1]) && (band == 2 || score <= cuts[band])
            }
            guard let least = members.map(\.0).min(), let most = members.map(\.0).max() else {
                continue
            }
            bands.append(
                .init(
                    from: least, to: most,
                    sqls: ShareRange(members.count { $0.1 }, of: members.count)))
        }
        let area = RankComparison(
            first: scored.filter(\.1).map { Double($0.0) },
            second: scored.filter { !$0.1 }.map { Double($0.0) })
        return .init(
            bands: bands, area: area?.area, low: area?.interval?.lower,
            high: area?.interval?.upper)
    }
}
