package import Economics
internal import Funnels
internal import Leads
package import Quantities
internal import Statistics
internal import Valuation

/// From when on something that moved is told in a digest: pricing/findings.yaml.
package struct DigestRules: Hashable, Sendable {
    /// So many last days are held against those before, or all since the digest before where these are more.
    package var days = 28
    package var mostDays = 92
    /// Of the days before, these at least have to be known, and at most a year is looked at.
    package var leastBefore = 84
    /// In a firm in which nothing changes, one of so many digests says that something did.
    package var onceIn = 40

    package init() {}
}

/// What a digest said, kept so that the next one tells what is new.
package struct DigestState: Hashable, Sendable {
    package var asOf: Day
    /// What moved beyond chance, by key and way.
    package var moved: [String] = []
    package var holes: [String] = []
    /// The advice of each source, by the word that programs read.
    package var advice: [String: String] = [:]
    /// MQLs that waited longer than agreed; nil where that was not known.
    package var waiting: Int?

    package init(asOf: Day) { self.asOf = asOf }
}

/// What changed since the digest before: what moved beyond chance, what is missing, who waits, what is due.
package struct DigestFigures: Sendable {
    package let justification: JustificationFigures
    /// The day of the digest before; nil where this is the first.
    package let since: Day?
    /// Since then: what was spent and how many MQLs came; nil without one.
    package let sinceThen: (period: Period, spend: Money?, spendUntil: Day?, mqls: Int)?
    /// The last days, and those that they are held against; nil where too few are known.
    package let compared: (recent: Period, before: Period)?
    /// In the order in which they are told.
    package let changes: [Change]
    package let state: DigestState

    /// One thing that is to be told.
    package enum Change: Sendable {
        case hole(Hole)
        case due(DecisionOutcome)
        case cost(Moved)
        case count(Moved)
        /// Before is nil where the source is new.
        case advice(label: Phrase, now: Justification.Advice, notAgain: Bool, before: String?)
        case waiting(now: Int, before: Int?, agreed: Int)
        case plan(spend: Money, plannedSpend: Money, mqls: Int?, plannedMQLs: Int?)
    }

    /// MQLs of a source in the last days, against what those before let expect.
    package struct Moved: Hashable, Sendable {
        /// Nil for all sources together.
        package let label: Phrase?
        package let mqls: Int
        package let expected: Double
        package let low: Int
        package let high: Int
        /// What one cost to buy, now and before; nil where nothing is spent on it, or none came.
        package let cost: Money?
        package let costBefore: Money?
        /// How far outside of the range, to tell what is largest first.
        let distance: Double
        package var isMore: Bool { mqls > high }
    }
}

extension Pipeline {
    /// - Parameters:
    ///   - before: the digest before, nil where this is the first.
    ///   - decided: what was decided, with what became of it.
    package func digest(
        _ question: Figures.Question, after before: DigestState?, decided: [DecisionOutcome],
        _ rules: DigestRules, _ watch: WatchRules, jobs: Int
    ) async -> DigestFigures {
        let justification = await justify(question, .init(), jobs: jobs)
        let days = DigestDays(self, question, await tally(question, jobs: jobs))
        var state = DigestState(asOf: question.asOf)
        var changes: [DigestFigures.Change] = []
        let holes = justification.figures.holes.all
        state.holes = holes.map(\.digestKey)
        changes += holes.filter { before?.holes.contains($0.digestKey) != true }.map {
            .hole($0)
        }
        changes += decided.filter(\.isDue).map { .due($0) }
        let compared = days.compared(rules, since: before?.asOf)
        var moved: [(key: String, change: DigestFigures.Change, distance: Double)] = []
        if let compared {
            for (key, found) in days.moved(compared, rules) {
                let way = "\(key)/\(found.isMore ? "more" : "fewer")"
                state.moved.append(way)
                guard before?.moved.contains(way) != true else { continue }
                moved.append(
                    (key, found.costBefore == nil ? .count(found) : .cost(found), found.distance))
            }
        }
        changes += moved.sorted { ($1.distance, $0.key) < ($0.distance, $1.key) }.map(\.change)
        for row in justification.rows where row.advice != .sum {
            let code = row.advice.code
            state.advice[row.row.key] = code
            guard let before, row.advice.asksSomething || isAsking(before.advice[row.row.key]),
                before.advice[row.row.key] != code
            else { continue }
            changes.append(
                .advice(
                    label: row.row.label, now: row.advice, notAgain: row.row.boughtUntil != nil,
                    before: before.advice[row.row.key]))
        }
        if let agreed = self.rules.book.handover.contactWithinDays,
            let waiting = waiting(question, atLeast: agreed + 1).value
        {
            state.waiting = waiting.count
            // As many more or fewer as chance brings are no change.
            let usual = before?.waiting.flatMap { NextCount(after: $0, over: 1, next: 1) }
            if usual?.holds(waiting.count) != true, waiting.count > 0 || before?.waiting != nil {
                changes.append(
                    .waiting(now: waiting.count, before: before?.waiting, agreed: agreed))
            }
        }
        if let plan = await plan(question, jobs: jobs)?.total,
            let spend = plan.spend.actual.value, let planned = plan.spend.plan,
            !justification.figures.holes.mayTurn(costOf: nil),
            abs(Double(spend.cents) - Double(planned.cents))
                > Double(planned.cents) * Double(watch.spendWithin) / 10_000
        {
            changes.append(
                .plan(
                    spend: spend, plannedSpend: planned, mqls: plan.mqls.actual.value,
                    plannedMQLs: plan.mqls.plan))
        }
        return DigestFigures(
            justification: justification, since: before?.asOf,
            sinceThen: before.flatMap { days.since($0.asOf) }, compared: compared,
            changes: changes, state: state)
    }

    private func isAsking(_ code: String?) -> Bool {
        ["raise", "cheaper", "stop"].contains(code)
    }
}

extension Justification.Advice {
    /// Whether it asks to do something else than before.
    fileprivate var asksSomething: Bool { [.raise, .cheaper, .stop].contains(self) }
}

extension Hole {
    /// What tells it from other holes from one digest to the next.
    fileprivate var digestKey: String { "\(kind.rawValue)/\(source?.key ?? "*")" }
}

/// MQLs and spend of each source by day.
private struct DigestDays {
    private let question: Figures.Question
    /// The MQLs of a day, by source.
    private var mqls: [String: [Day: Int]] = [:]
    private var spend: [String: [(period: Period, row: Spend)]] = [:]
    private var labels: [String: Phrase] = [:]
    private let first: Day?
    private let last: Day
    private let spendUntil: Day?

    /// The key of all sources together.
    private static let all = "*"

    init(_ pipeline: Pipeline, _ question: Figures.Question, _ tally: Tally) {
        self.question = question
        var sources = pipeline.rules.sources
        let names = pipeline.rules.book.names
        last = min(question.asOf, question.observed.data)
        var first: Day?
        for cell in tally.cells where cell.event == .mql && cell.happened(by: question.asOf) {
            let key = sources.keys[cell.segment.source]
            let day = cell.day.advanced(by: cell.lag)
            let count = Int(truncatingIfNeeded: cell.count)
            for key in [key, Self.all] { mqls[key, default: [:]][day, default: 0] += count }
            first = Day.earlier(first, day)
        }
        var until: Day?
        for row in pipeline.facts.spend
        where row.category.isBought && row.money.currency == question.currency
            && row.period.first <= question.asOf
        {
            until = max(until ?? row.period.lastDay, row.period.lastDay)
            spend[Self.all, default: []].append((row.period, row))
            guard !row.isShared else { continue }
            _ = sources.resolve(source: row.source, medium: row.medium, campaign: row.campaign)
            let key = sources.key(source: row.source, medium: row.medium, campaign: row.campaign)
            spend[key, default: []].append((row.period, row))
        }
        for key in Set(mqls.keys).union(spend.keys) where key != Self.all {
            labels[key] = names.phrase(for: key)
        }
        self.first = first
        spendUntil = until.map { min($0, question.asOf) }
    }

    private func count(_ key: String, _ period: Period) -> Int {
        (mqls[key] ?? [:]).reduce(0) { $0 + (period.contains($1.key) ? $1.value : 0) }
    }

    private func cents(_ key: String, _ period: Period) -> Int128 {
        (spend[key] ?? []).reduce(Int128(0)) { $0 + Int128($1.row.cents(within: period)) }
    }

    func since(_ day: Day) -> (period: Period, spend: Money?, spendUntil: Day?, mqls: Int)? {
        guard let period = Period(first: day.advanced(by: 1), end: last.advanced(by: 1)) else {
            return nil
        }
        // Of days of which no spend is known nothing was spent is not said.
        let until = spendUntil.flatMap { $0 >= period.first ? $0 : nil }
        return (
            period,
            until.flatMap { _ in Money(exactly: cents(Self.all, period), question.currency) },
            until, count(Self.all, period)
        )
    }

    /// The last days, to where spend is known, and whole stretches of as many days before them.
    func compared(
        _ rules: DigestRules, since: Day?
    ) -> (recent: Period, before: Period)? {
        let end = spendUntil.map { min($0, last) } ?? last
        let length = min(
            rules.mostDays, max(rules.days, since.map { $0.distance(to: end) } ?? 0))
        guard let first, let recent = period(of: length, to: end) else { return nil }
        let known = min(365, first.distance(to: recent.first))
        let stretches = known / length
        guard stretches * length >= rules.leastBefore, stretches > 1,
            let before = period(of: stretches * length, to: recent.first.advanced(by: -1))
        else { return nil }
        return (recent, before)
    }

    private func period(of length: Int, to last: Day) -> Period? {
        Period(first: last.advanced(by: 1 - length), end: last.advanced(by: 1))
    }

    /// What moved beyond chance, with all that was looked at reckoned with.
    func moved(
        _ compared: (recent: Period, before: Period), _ rules: DigestRules
    ) -> [(key: String, moved: DigestFigures.Moved)] {
        let keys = mqls.keys.sorted()
        let confidence = 1 - 1 / Double(rules.onceIn * max(1, keys.count))
        return keys.compactMap { key in
            moved(key, compared, confidence).map { (key, $0) }
        }
    }

    private func moved(
        _ key: String, _ compared: (recent: Period, before: Period), _ confidence: Double
    ) -> DigestFigures.Moved? {
        let (recent, before) = compared
        let length = recent.length
        let stretches = (0..<before.length / length).compactMap {
            period(of: length, to: before.lastDay.advanced(by: -$0 * length))
        }
        let (count, countBefore) = (self.count(key, recent), self.count(key, before))
        let (cents, centsBefore) = (self.cents(key, recent), self.cents(key, before))
        let counts = stretches.map { self.count(key, $0) }
        // A source that is bought is held against its spend, any other against its days.
        let isBought = centsBefore > 0
        if isBought, cents <= 0 { return nil }
        let sizes = stretches.map { isBought ? Double(self.cents(key, $0)) : Double($0.length) }
        guard
            let next = NextCount(
                after: countBefore, over: isBought ? Double(centsBefore) : Double(before.length),
                next: isBought ? Double(cents) : Double(length),
                spread: CountSpread.ratio(counts, over: sizes.map { max(0, $0) }),
                confidence: confidence),
            !next.holds(count)
        else { return nil }
        func cost(_ cents: Int128, _ mqls: Int) -> Money? {
            guard isBought, mqls > 0 else { return nil }
            return Money(exactly: cents, question.currency)?.divided(by: mqls)
        }
        let edge = count > next.high ? next.high : next.low
        return DigestFigures.Moved(
            label: labels[key], mqls: count, expected: next.expected, low: next.low,
            high: next.high, cost: cost(cents, count), costBefore: cost(centsBefore, countBefore),
            distance: abs(Double(count - edge)) / max(1, next.expected))
    }
}
