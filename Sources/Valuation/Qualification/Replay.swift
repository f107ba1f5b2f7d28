package import Leads
package import Quantities

/// A lead's activities gone through in order of time, with what was known at each.
///
/// The MQL moment is the first one at which the criteria hold: they are examined when the lead is
/// created and after each activity; activities of one second count together. One replay serves one
/// lead after the other and keeps its memory.
package struct Replay {
    private let rules: AppliedRules
    private let decidesByRules: Bool
    private var criteria: [CriterionCount]
    /// By the place of the action's rule: what it has earned, where there is a limit.
    private var earned: [Window]
    /// By the place of the action's rule: what its points lose at each step of their decay.
    private var fading: [[Window]]
    private let fadingActions: [Int]
    /// By how well a lead fits, whether it can be an MQL at all.
    private let allowsMQL: [Bool]
    /// What each action does, by its symbol.
    private let effects: [Effect]
    private let givesChannelPoints: Bool
    /// The criteria that have seen something, a bit for each.
    private var touched: UInt64 = 0
    /// Those that hold for good, a bit for each, and those that look back over some days.
    private var held: UInt64 = 0
    private let lookingBack: UInt64
    /// The places of the actions of which something was earned within a limit, or fades; by place,
    /// whether it is one of them.
    private var remembered: [Int] = []
    private var isRemembered: [Bool]

    /// The points that stay; those that fade stand in `fading`.
    private var lasting = 0
    /// The channels in which the lead was met, a bit for each.
    private(set) var channels: UInt8 = 0
    private(set) var intent = -1
    /// Everything that gave points or could have; kept only for an explanation.
    private(set) var lines: [ScoreLine] = []
    var keepsLines = false

    /// - Parameter decidesByRules: whether the matrix decides when a lead becomes an MQL, and not the
    ///   CRM.
    package init(_ rules: AppliedRules, decidesByRules: Bool) {
        self.rules = rules
        self.decidesByRules = decidesByRules
        criteria = rules.book.engagement.criteria.map(CriterionCount.init)
        earned = rules.book.actions.map { _ in Window() }
        fading = rules.book.actions.map { $0.decay.map { _ in Window() } }
        allowsMQL = Level.allCases.map(rules.book.matrix.allowsMQL)
        givesChannelPoints = rules.book.channelPoints.values.contains { $0 != 0 }
        isRemembered = rules.book.actions.map { _ in false }
        effects = rules.ruleOfAction.indices.map { Effect(rules, Symbol($0)) }
        lookingBack = rules.book.engagement.criteria.enumerated().reduce(0) { bits, criterion in
            criterion.element.withinDays == nil ? bits : bits | 1 << UInt64(criterion.offset)
        }
        fadingActions = rules.book.actions.indices.filter { !rules.book.actions[$0].decay.isEmpty }
    }

    /// What an action does, as far as most activities need it.
    private struct Effect {
        /// The place of its rule, −1 where none knows it.
        let place: Int
        var intent = -1
        var points = 0
        /// A cap on what it earns; nil where it has none, or costs points.
        var limit: ActionRule.Limit?
        var fades = false
        var channel: Channel?
        /// The criteria that it counts for, a bit for each.
        var criteria: UInt64 = 0

        init(_ rules: AppliedRules, _ action: Symbol) {
            place = rules.ruleOfAction[Int(action)]
            guard place >= 0 else { return }
            let rule = rules.book.actions[place]
            intent = rule.intent ?? -1
            points = rule.points
            limit = rule.points > 0 ? rule.limit : nil
            fades = !rule.decay.isEmpty
            channel = rule.channel
            criteria = rules.criteriaOfAction[Int(action)]
        }
    }

    /// What came of it.
    package struct Result: Hashable, Sendable {
        /// When the lead became an MQL, with what held then.
        package var mql: Moment?
        /// What holds at the end.
        package var last = Moment()
        /// The last thing it did, nil where it did nothing.
        package var lastActivity: Instant?
    }

    /// What holds at one moment.
    package struct Moment: Hashable, Sendable {
        package var at = Instant(seconds: 0)
        package var score = 0
        /// The strongest intent so far, −1 where none was shown.
        package var intent = -1
        /// How many engagement criteria hold.
        package var engagementCount = 0
    }

    /// How much of what a lead did is looked at.
    enum Extent {
        case whole
        /// Until it is an MQL; of a lead that never is, the intent alone is told.
        case untilMQL
    }

    /// - Parameters:
    ///   - end: the first moment that is no longer looked at.
    ///   - stageMoment: where the CRM decides, the end of the day on which it made the lead an MQL.
    mutating func run(
        _ activities: UnsafeBufferPointer<Activity>, profile: Profile, created: Instant,
        end: Instant, stageMoment: Instant?, extent: Extent = .whole
    ) -> Result {
        reset()
        intent = profile.givenIntent ?? profile.firstConversionIntent ?? -1
        let isIntentGiven = profile.givenIntent != nil
        let fit = rules.book.fitLevel(met: profile.fitMet)
        let canQualify =
            decidesByRules && profile.missing == 0 && profile.disqualifier == nil
            && allowsMQL[fit.rawValue]
        var result = Result()
        if extent == .untilMQL, !canQualify, stageMoment == nil {
            if !isIntentGiven { seeIntent(activities, end) }
            result.last.intent = intent
            return result
        }
        lasting = profile.points
        if let channel = profile.channel { meet(channel, at: nil) }
        var isCreated = false

        var index = activities.startIndex
        while index < activities.endIndex {
            let now = activities[index].at
            if !isCreated, created < now {
                isCreated = true
                if canQualify { examine(created, fit, &result) }
            }
            if now >= end { break }
            if let stageMoment, result.mql == nil, now >= stageMoment {
                result.mql = moment(stageMoment)
            }
            while index < activities.endIndex, activities[index].at == now {
                apply(activities[index], isIntentGiven: isIntentGiven)
                index += 1
            }
            result.lastActivity = now
            if created <= now {
                isCreated = true
                if canQualify { examine(now, fit, &result) }
            }
            if extent == .untilMQL, result.mql != nil { return result }
        }
        if !isCreated, canQualify, created < end { examine(created, fit, &result) }
        if let stageMoment, result.mql == nil { result.mql = moment(stageMoment) }
        result.last = moment(end)
        return result
    }

    /// Takes in the strongest intent that was shown.
    private mutating func seeIntent(_ activities: UnsafeBufferPointer<Activity>, _ end: Instant) {
        let strongest = rules.book.intents.count - 1
        for activity in activities {
            guard activity.at < end, intent < strongest else { return }
            intent = max(
                intent, rules.intentOfContent[Int(activity.content)],
                effects[Int(activity.action)].intent)
        }
    }

    @inline(__always)
    private mutating func examine(_ now: Instant, _ fit: Level, _ result: inout Result) {
        guard result.mql == nil else { return }
        let moment = moment(now)
        let engagement = rules.book.engagement.level(met: moment.engagementCount)
        let cell = rules.book.matrix[fit: fit, engagement: engagement]
        if cell.decision(score: moment.score) == .mql {
            result.mql = moment
        }
    }

    private mutating func moment(_ now: Instant) -> Moment {
        var count = held.nonzeroBitCount
        var bits = lookingBack
        while bits != 0 {
            if criteria[bits.trailingZeroBitCount].holds(at: now) { count += 1 }
            bits &= bits - 1
        }
        return Moment(at: now, score: score(at: now), intent: intent, engagementCount: count)
    }

    private mutating func score(at now: Instant) -> Int {
        var score = lasting
        for place in fadingActions {
            for (step, rule) in rules.book.actions[place].decay.enumerated() {
                fading[place][step].forget(before: now.seconds - Int64(rule.afterDays) * 86_400)
                score += fading[place][step].sum
            }
        }
        return score
    }

    /// Points for a channel are given once, however often the lead is met there.
    private mutating func meet(_ channel: Channel, at now: Instant?) {
        guard channels & channel.bit == 0 else { return }
        channels |= channel.bit
        guard givesChannelPoints, let points = rules.book.channelPoints[channel], points != 0
        else { return }
        lasting += points
        if keepsLines {
            lines.append(
                ScoreLine(reason: .channel(channel), points: points, at: now, isLimited: false))
        }
    }

    /// Divides points into those that stay and those that each step of their decay takes away.
    private mutating func add(_ points: Int, of rule: ActionRule, _ place: Int, at now: Instant) {
        var left = points
        remember(place)
        for (step, decay) in rule.decay.enumerated() {
            let next = decay.limited(left)
            fading[place][step].add(left - next, at: now.seconds)
            left = next
        }
        lasting += left
    }

    @inline(__always)
    private mutating func apply(_ activity: Activity, isIntentGiven: Bool) {
        let effect = effects[Int(activity.action)]
        let place = effect.place
        var shown = rules.intentOfContent[Int(activity.content)]
        if place >= 0 {
            shown = max(shown, effect.intent)
            let points = pointsEarned(effect, place, at: activity.at)
            if effect.fades {
                add(points, of: rules.book.actions[place], place, at: activity.at)
            } else {
                lasting += points
            }
            if keepsLines {
                lines.append(
                    ScoreLine(
                        reason: .action(place), points: points, at: activity.at,
                        isLimited: points != effect.points))
            }
            if let channel = effect.channel { meet(channel, at: activity.at) }
            var bits = effect.criteria
            touched |= bits
            while bits != 0 {
                let place = bits.trailingZeroBitCount
                if criteria[place].add(activity) { held |= bits & ~(bits - 1) & ~lookingBack }
                bits &= bits - 1
            }
        } else if keepsLines {
            lines.append(
                ScoreLine(
                    reason: .unknownAction(activity.action), points: 0, at: activity.at,
                    isLimited: false))
        }
        if !isIntentGiven, shown > intent { intent = shown }
    }

    /// A limit caps what the action earns in all, or within the days before this moment.
    @inline(__always)
    private mutating func pointsEarned(_ effect: Effect, _ place: Int, at now: Instant) -> Int {
        guard let limit = effect.limit else { return effect.points }
        remember(place)
        if let days = limit.days {
            earned[place].forget(before: now.seconds - Int64(days) * 86_400)
        }
        let points = min(effect.points, max(0, limit.points - earned[place].sum))
        earned[place].add(points, at: now.seconds)
        return points
    }

    /// Notes that something of an action is kept in mind, to be forgotten before the next lead.
    @inline(__always)
    private mutating func remember(_ place: Int) {
        guard !isRemembered[place] else { return }
        isRemembered[place] = true
        remembered.append(place)
    }

    private mutating func reset() {
        while touched != 0 {
            criteria[touched.trailingZeroBitCount].reset()
            touched &= touched - 1
        }
        held = 0
        while let place = remembered.popLast() {
            isRemembered[place] = false
            earned[place].reset()
            for step in fading[place].indices { fading[place][step].reset() }
        }
        channels = 0
        lines.removeAll(keepingCapacity: true)
    }

    /// What each engagement criterion had seen when the last run ended.
    var criterionCounts: [CriterionCount] { criteria }
}

/// One thing that earned or cost points, or could have.
package struct ScoreLine: Hashable, Sendable {
    /// Where the points come from.
    package enum Reason: Hashable, Sendable {
        /// By the place of the action's rule.
        case action(Int)
        case unknownAction(Symbol)
        /// By the place of the fit criterion.
        case fit(Int)
        /// By the place of the field in the rule book's list.
        case profile(Int)
        case source
        case channel(Channel)
        case inactivity
    }

    package let reason: Reason
    package let points: Int
    package let at: Instant?
    /// It gave fewer points than its rule says, because a limit was reached.
    package let isLimited: Bool
    /// What it gave at first, where that has faded since.
    package var fadedFrom: Int?
}

/// How far one engagement criterion has come.
struct CriterionCount: Sendable {
    let criterion: ActionCriterion
    /// Times or seconds so far; within a window, those still in it.
    private(set) var amount = 0
    private(set) var firstMet: Instant?
    private var window = Window()
    private var sessions: [UInt32: Int] = [:]

    init(_ criterion: ActionCriterion) {
        self.criterion = criterion
    }

    /// - Returns: whether it has come as far as it must.
    mutating func add(_ activity: Activity) -> Bool {
        switch criterion.measure {
        case .times: count(1, activity.at)
        case .seconds: count(Int(activity.seconds), activity.at)
        case .timesPerSession:
            // Without the name of a visit there is no visit to count in.
            guard activity.session != 0 else { break }
            let times = sessions[activity.session, default: 0] + 1
            sessions[activity.session] = times
            amount = max(amount, times)
        case .visits:
            guard activity.session != 0 else { break }
            sessions[activity.session] = 1
            amount = sessions.count
        }
        let holds = amount >= criterion.atLeast
        if firstMet == nil, holds { firstMet = activity.at }
        return holds
    }

    private mutating func count(_ more: Int, _ at: Instant) {
        guard let days = criterion.withinDays else {
            amount += more
            return
        }
        window.forget(before: at.seconds - Int64(days) * 86_400)
        window.add(more, at: at.seconds)
        amount = window.sum
    }

    /// Of one that looks back over some days.
    mutating func holds(at now: Instant) -> Bool {
        if let days = criterion.withinDays {
            window.forget(before: now.seconds - Int64(days) * 86_400)
            amount = window.sum
            if amount < criterion.atLeast { firstMet = nil }
        }
        return amount >= criterion.atLeast
    }

    mutating func reset() {
        amount = 0
        firstMet = nil
        window.reset()
        if !sessions.isEmpty { sessions.removeAll(keepingCapacity: true) }
    }
}

/// Amounts with their times, of which the old ones fall off the front.
struct Window: Sendable {
    private var entries: [(at: Int64, amount: Int)] = []
    private var front = 0
    private(set) var sum = 0

    mutating func add(_ amount: Int, at seconds: Int64) {
        entries.append((seconds, amount))
        sum += amount
    }

    mutating func forget(before seconds: Int64) {
        while front < entries.count, entries[front].at <= seconds {
            sum -= entries[front].amount
            front += 1
        }
    }

    mutating func reset() {
        entries.removeAll(keepingCapacity: true)
        front = 0
        sum = 0
    }
}

extension Channel {
    /// Its place in a set of channels.
    var bit: UInt8 {
        switch self {
        case .inbound: 1
        case .event: 2
        case .interaction: 4
        }
    }
}

extension ScoreLine {
    /// The line with what is left of its points at the end.
    func faded(by end: Instant, _ book: RuleBook) -> ScoreLine {
        guard case .action(let place) = reason, let at else { return self }
        let left = book.actions[place].remaining(of: points, after: end.seconds - at.seconds)
        return ScoreLine(
            reason: reason, points: left, at: at, isLimited: isLimited,
            fadedFrom: left == points ? nil : points)
    }
}
