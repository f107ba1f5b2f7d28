package import Leads
package import Quantities

/// What one lead is, on one day.
package struct Judgement: Hashable, Sendable {
    /// Where it came from, by its number in the source directory.
    package var source: Int
    /// The strongest intent, by its place in the rule book: for an MQL that of the MQL moment.
    package var intent: Int?
    package var persona: Int?
    package var decision: Decision
    /// The day on which it became an MQL; nil while it is none.
    package var mqlDay: Day?
    /// The moment of that; where the CRM decides, the end of the day.
    package var mqlMoment: Instant?
    package var fit: Level
    package var engagement: Level
    package var score: Int
    /// The score at the moment at which it became an MQL; nil while it is none.
    package var mqlScore: Int?
    /// Required fields are empty, so that it cannot be an MQL.
    package var isIncomplete: Bool
}

/// A lead as it is counted: where it came from, what it wants, who it is, and since when it is an MQL.
package struct CountedLead: Hashable, Sendable {
    /// By its number in the source directory.
    package let source: Int
    /// By its place in the rule book: for an MQL that of the MQL moment.
    package let intent: Int?
    package let persona: Int?
    /// The day on which it became an MQL; nil while it is none.
    package let mqlDay: Day?
    package let mqlMoment: Instant?

    package init(source: Int, intent: Int?, persona: Int?, mqlDay: Day?, mqlMoment: Instant?) {
        self.source = source
        self.intent = intent
        self.persona = persona
        self.mqlDay = mqlDay
        self.mqlMoment = mqlMoment
    }

    /// What the cache of judgements keeps of one.
    package init(_ judgement: Judgement) {
        self.init(
            source: judgement.source, intent: judgement.intent, persona: judgement.persona,
            mqlDay: judgement.mqlDay, mqlMoment: judgement.mqlMoment)
    }
}

/// Judges leads one after the other by the rules, as of one day.
package struct LeadJudge {
    private let rules: AppliedRules
    private let facts: Facts
    private let asOf: Day
    private let end: Instant
    private let decidedBy: Decider
    private var replay: Replay

    /// - Parameter asOf: the last day of which anything counts.
    package init(_ rules: AppliedRules, _ facts: Facts, asOf: Day) {
        self.rules = rules
        self.facts = facts
        self.asOf = asOf
        end = rules.book.zone.startOfDay(asOf.advanced(by: 1))
        decidedBy = rules.decider(asOf: asOf)
        replay = Replay(rules, decidesByRules: decidedBy == .rules)
    }

    /// The number of the source that a lead came from.
    @inline(__always)
    package func source(of lead: Int) -> Int { Int(rules.sourceOfLead[lead]) }

    /// Nil for a lead that did not exist yet.
    package mutating func judge(_ lead: Int) -> Judgement? {
        let created = facts.leads.created[lead]
        guard created < end else { return nil }
        if !facts.frozen.isEmpty, let frozen = facts.frozen[lead] { return judgement(lead, frozen) }
        let profile = rules.profile(of: lead)
        let result = replay(lead, profile, created, .whole)
        return judgement(lead, profile, result, created: created)
    }

    /// What of the judgement is counted, without what it takes to know the rest.
    ///
    /// - Returns: nil for a lead that did not exist yet.
    package mutating func counted(_ lead: Int) -> CountedLead? {
        let created = facts.leads.created[lead]
        guard created < end else { return nil }
        if !facts.frozen.isEmpty, let frozen = facts.frozen[lead] {
            return CountedLead(judgement(lead, frozen))
        }
        let profile = rules.profile(of: lead)
        let result = replay(lead, profile, created, .untilMQL)
        let mqlDay = mqlDay(of: lead, profile, result)
        let intent = result.mql?.intent ?? result.last.intent
        return CountedLead(
            source: source(of: lead), intent: intent >= 0 ? intent : nil, persona: profile.persona,
            mqlDay: mqlDay, mqlMoment: mqlDay == nil ? nil : result.mql?.at)
    }

    /// What came of what a lead did.
    private mutating func replay(
        _ lead: Int, _ profile: Profile, _ created: Instant, _ extent: Replay.Extent
    ) -> Replay.Result {
        replay.run(
            facts.activities.lookAtRows(of: lead), profile: profile, created: created, end: end,
            stageMoment: stageMoment(of: lead, profile), extent: extent)
    }

    /// What a lead that is not judged any more was; under other rules nothing is known of that.
    private func judgement(_ lead: Int, _ frozen: FrozenJudgement) -> Judgement {
        let book = rules.book
        let isByThese = frozen.rules == book.signable
        let mql = isByThese ? frozen.mqlDay.flatMap { $0 <= asOf ? $0 : nil } : nil
        return Judgement(
            source: Int(rules.sourceOfLead[lead]),
            intent: isByThese ? book.intents.firstIndex { $0.key == frozen.intent } : nil,
            persona: isByThese ? book.personas.firstIndex { $0.key == frozen.persona } : nil,
            decision: mql == nil ? .nurture : .mql, mqlDay: mql,
            mqlMoment: mql.map(book.zone.startOfDay), fit: .low, engagement: .low, score: 0,
            isIncomplete: false)
    }

    /// The first moment after that at which the CRM made a lead an MQL, where the CRM decides: the end
    /// of the day, where only that is known.
    private func stageMoment(of lead: Int, _ profile: Profile) -> Instant? {
        stageDay(of: lead, profile).map { day in
            if let moment = facts.mqlMoment(of: lead, rules.book.zone) {
                return Instant(seconds: moment.seconds + 1)
            }
            return rules.book.zone.startOfDay(day.advanced(by: 1))
        }
    }

    /// The day on which the CRM made a lead an MQL, where the CRM decides: what is disqualified is no MQL,
    /// whoever decides.
    private func stageDay(of lead: Int, _ profile: Profile) -> Day? {
        guard decidedBy == .crm, profile.disqualifier == nil,
            let day = facts.stageDays(of: lead)[.mql], day <= asOf
        else { return nil }
        return day
    }

    private func mqlDay(of lead: Int, _ profile: Profile, _ result: Replay.Result) -> Day? {
        if decidedBy == .crm { return stageDay(of: lead, profile) }
        return result.mql.map { rules.book.zone.day(of: $0.at) }
    }

    private func judgement(
        _ lead: Int, _ profile: Profile, _ result: Replay.Result, created: Instant
    ) -> Judgement {
        let book = rules.book
        let fit = book.fitLevel(met: profile.fitMet)
        let engagement = book.engagement.level(met: result.last.engagementCount)
        let score = result.last.score + inactivityPoints(result, created: created)
        let mqlDay = mqlDay(of: lead, profile, result)
        let intent = result.mql?.intent ?? result.last.intent
        let decision: Decision
        if mqlDay != nil {
            decision = .mql
        } else if profile.disqualifier != nil {
            decision = .disqualified
        } else if decidedBy == .crm {
            decision = .nurture
        } else {
            let byMatrix = book.matrix[fit: fit, engagement: engagement].decision(score: score)
            // It would be one, but a required field is empty.
            decision = byMatrix == .mql ? .nurture : byMatrix
        }
        return Judgement(
            source: Int(rules.sourceOfLead[lead]), intent: intent >= 0 ? intent : nil,
            persona: profile.persona, decision: decision, mqlDay: mqlDay,
            mqlMoment: mqlDay == nil ? nil : result.mql?.at, fit: fit,
            engagement: engagement, score: score,
            mqlScore: mqlDay == nil ? nil : result.mql?.score, isIncomplete: profile.missing != 0)
    }

    /// What a long silence costs on the day of judgement; the day of creation counts as activity.
    private func inactivityPoints(_ result: Replay.Result, created: Instant) -> Int {
        guard let rule = rules.book.inactivity else { return 0 }
        return silence(result, created: created) > rule.afterDays ? rule.points : 0
    }

    private func silence(_ result: Replay.Result, created: Instant) -> Int {
        let last = max(result.lastActivity ?? created, created)
        return rules.book.zone.day(of: last).distance(to: asOf)
    }
}

/// Which criteria a lead meets on the day of judgement, a bit for each.
package struct LeadSigns: Sendable {
    package let judgement: Judgement
    /// The lowest bit is the first criterion of the rule book.
    package let fit: UInt64
    package let engagement: UInt64
}

extension LeadJudge {
    /// Nil for a lead that did not exist yet.
    package mutating func signs(of lead: Int) -> LeadSigns? {
        guard let judgement = judge(lead) else { return nil }
        var engagement: UInt64 = 0
        for (place, count) in replay.criterionCounts.enumerated()
        where count.amount >= count.criterion.atLeast {
            engagement |= 1 << UInt64(place)
        }
        return LeadSigns(
            judgement: judgement, fit: rules.profile(of: lead).fitMet, engagement: engagement)
    }

    /// The judgement of one lead with everything it looked at, and the one fact that would turn it.
    ///
    /// - Parameter seeksTurn: whether that fact is looked for, which takes a replay for each that
    ///   might be it.
    package mutating func explain(_ lead: Int, seeksTurn: Bool = true) -> Explanation? {
        let created = facts.leads.created[lead]
        guard created < end, let judgement = judge(lead) else { return nil }
        let profile = rules.profile(of: lead)
        let activities = facts.activities.rows(of: lead)
        let rounds = rounds(upTo: lead)
        replay.keepsLines = true
        let result = replay(lead, profile, created, .whole)
        replay.keepsLines = false
        var lines = replay.lines.map { line in line.faded(by: end, rules.book) }
        let channels = Channel.allCases.filter { replay.channels & $0.bit != 0 }
        for (place, criterion) in rules.book.fit.criteria.enumerated() where criterion.points != 0 {
            let holds = profile.fitMet & (1 << UInt64(place)) != 0
            lines.append(
                ScoreLine(
                    reason: .fit(place), points: holds ? criterion.points : 0, at: nil,
                    isLimited: false))
        }
        for (place, rule) in rules.book.profilePoints.prefix(64).enumerated() {
            let isFilled = profile.filled & (1 << UInt64(place)) != 0
            lines.append(
                ScoreLine(
                    reason: .profile(place), points: isFilled ? rule.points : 0, at: nil,
                    isLimited: false))
        }
        if profile.sourcePoints != 0 {
            lines.append(
                ScoreLine(
                    reason: .source, points: profile.sourcePoints, at: nil, isLimited: false))
        }
        if rules.book.inactivity != nil {
            lines.append(
                ScoreLine(
                    reason: .inactivity, points: inactivityPoints(result, created: created),
                    at: nil, isLimited: false))
        }
        let counts = replay.criterionCounts
        return Explanation(
            lead: lead, asOf: asOf, judgement: judgement, profile: profile,
            decidedBy: decidedBy, rules: rules, facts: facts, result: result, score: lines,
            counts: counts,
            silence: silence(result, created: created), channels: channels,
            turn: seeksTurn ? turningFact(lead, profile, judgement, Array(activities)) : nil,
            rounds: rounds)
    }

    /// The rounds of a lead up to one of them; none where that is the only one.
    private mutating func rounds(upTo row: Int) -> [Explanation.Round] {
        guard facts.rounds.isLater(row) else { return [] }
        var rounds: [Explanation.Round] = []
        for one in facts.rounds.rows(of: facts.rounds.lead(of: row)) where one <= row {
            rounds.append(
                Explanation.Round(
                    mqlDay: counted(one)?.mqlDay, end: one == row ? nil : facts.rounds[one].end))
        }
        return rounds
    }

    /// The one fact that decides: for an MQL the latest action without which it were none, for
    /// another lead the one that would make it an MQL.
    private mutating func turningFact(
        _ lead: Int, _ profile: Profile, _ judgement: Judgement, _ activities: [Activity]
    ) -> Explanation.Turn? {
        guard decidedBy == .rules else { return nil }
        let created = facts.leads.created[lead]
        func outcome(_ profile: Profile, _ activities: [Activity]) -> Judgement {
            let result = activities.withUnsafeBufferPointer {
                replay.run($0, profile: profile, created: created, end: end, stageMoment: nil)
            }
            return self.judgement(lead, profile, result, created: created)
        }
        if judgement.decision == .mql {
            var tried = Set<Symbol>()
            // An action that no rule knows cannot turn anything, unless its subject shows intent.
            for activity in activities.reversed()
            where activity.at < end && rules.ruleOfAction[Int(activity.action)] >= 0
                && tried.insert(activity.action).inserted
            {
                let rest = activities.filter { $0.action != activity.action }
                let without = outcome(profile, rest)
                if without.decision != .mql {
                    return .withoutAction(activity.action, without.decision)
                }
            }
            for place in rules.book.fit.criteria.indices {
                var less = profile
                let bit: UInt64 = 1 << UInt64(place)
                guard less.fitMet & bit != 0 else { continue }
                less.fitMet &= ~bit
                less.fitPoints -= rules.book.fit.criteria[place].points
                let without = outcome(less, activities)
                if without.decision != .mql { return .withoutFit(place, without.decision) }
            }
            return nil
        }
        if profile.disqualifier != nil {
            // Of two reasons the lead would keep the other.
            guard rules.disqualifierCount(of: lead) == 1 else { return nil }
            var free = profile
            free.disqualifier = nil
            return outcome(free, activities).decision == .mql ? .withoutDisqualifier : nil
        }
        if profile.missing.nonzeroBitCount == 1 {
            var complete = profile
            complete.missing = 0
            if outcome(complete, activities).decision == .mql {
                return .withField(profile.missing.trailingZeroBitCount)
            }
        }
        guard profile.missing == 0 else { return nil }
        for place in rules.book.fit.criteria.indices {
            var more = profile
            let bit: UInt64 = 1 << UInt64(place)
            guard more.fitMet & bit == 0 else { continue }
            more.fitMet |= bit
            more.fitPoints += rules.book.fit.criteria[place].points
            if outcome(more, activities).decision == .mql { return .withFit(place) }
        }
        // One more action today: rather one that the lead has not done yet.
        let now = Instant(seconds: end.seconds - 1)
        let known = activities.filter { $0.at < end }
        let done = Set(known.map { rules.ruleOfAction[Int($0.action)] })
        let places = rules.book.actions.indices
        for place in places.filter({ !done.contains($0) }) + places.filter(done.contains) {
            let one = Activity(
                at: now, identity: 0, session: 0, seconds: 0, action: rules.symbol(ofRule: place),
                content: 0)
            if outcome(profile, known + [one]).decision == .mql {
                return .withAction(place)
            }
        }
        return nil
    }
}
