internal import Economics
internal import Funnels
internal import Leads
package import Quantities
internal import Statistics
package import Valuation

/// What a test showed: whether it was held as agreed, and what the source caused.
package struct ExperimentReading: Sendable {
    package let question: Figures.Question
    package let names: Names
    package let ruleBook: Figures.RuleBookID
    package let decidedBy: Decider
    package let experiment: Experiment
    package let label: Phrase
    package let state: State
    /// What came with the source and without it, of the weeks that can be counted.
    package let with: Side
    package let without: Side
    package let checks: [Check]
    /// What it showed; nil before its end, but for two arms, and where nothing can be said.
    package let effect: Effect?
    package let verdict: Verdict
    /// What came with it and without it, over time; nil where nothing is said of the effect yet.
    package let course: Course?
    package let rules: ExperimentRules

    /// How far a test is.
    package enum State: Hashable, Sendable {
        /// It has not begun.
        case planned
        /// So many whole weeks of it can be counted.
        case running(weeks: Int)
        /// Its weeks are over, and on this day all that is counted will have had its time.
        case waiting(until: Day)
        case ended
    }

    /// What came of a part of a test.
    package struct Side: Hashable, Sendable {
        /// Weeks, people, or weeks of regions.
        package let exposure: Double
        package let all: Int
        package let credited: Int
        package let others: Int
        /// Leads of the source, and what was spent on it; nil where that is not known by the week.
        package let leads: Int
        package let spent: Money?
    }

    /// What came over time: with the source, and what came or would have come without it, of the same size.
    package struct Course: Hashable, Sendable {
        /// How many weeks a moment has.
        package let weeks: Int
        package let moments: [Moment]
        /// The place of the first moment of the test.
        package let begin: Int

        /// Some weeks; nil where there is nothing of that kind to show.
        package struct Moment: Hashable, Sendable {
            package let first: Day
            package let with: Double?
            package let without: Double?
        }
    }

    /// Something that has to hold.
    package struct Check: Hashable, Sendable {
        package let kind: Kind
        package let result: Result

        /// What is asked.
        package enum Kind: String, CaseIterable, Hashable, Sendable {
            /// Each pair of weeks has one off, each region is known, and they were drawn so.
            case assignment
            /// Little or nothing was spent where it was to be off.
            case spendOff = "spend_off"
            /// Few or no leads of the source came where it was to be off.
            case leak
            /// Both sides went alike before.
            case balance
            /// Other sources did not become more or fewer.
            case otherSources = "other_sources"
        }

        /// The answer.
        package enum Result: Hashable, Sendable {
            case holds
            /// It does not, by this much.
            case fails(Measure)
            /// It cannot be told.
            case unknown
        }

        /// By how much something does not hold.
        package enum Measure: Hashable, Sendable {
            case share(Double)
            case count(Int)
            case effect(Measured)
        }
    }

    /// What the source caused.
    package struct Effect: Sendable {
        /// How much more came with it, as a share of what came without.
        package let lift: Measured
        /// What came more, while it was on.
        package let incremental: Measured
        /// Incremental ÷ credited, from 0 to 2.
        package let share: Measured
        /// SQLs that it caused while it was on: counted, or by what an MQL of the source becomes one.
        package let sqls: Measured?
        /// What was spent while it was on ÷ these; nil where one of them is not known or not above zero.
        package let costPerSQL: Money?
        /// The most it may be, at the lower end; nil where that is not above zero.
        package let costPerSQLAtMost: Money?
        /// The chance that what it caused is worth what goes with the source; nil where that is not known.
        package let pays: Double?
        /// How strongly two arms speak against there being no effect; nil of other designs.
        package let evidence: Double?
        /// Whether it is the range of the planned end.
        package let isFinal: Bool

        package func caused(_ experiment: Experiment, months: Int) -> CausedShare {
            CausedShare(
                share: share.estimate, low: share.low, high: share.high,
                until: experiment.period.lastDay.advanced(byMonths: months),
                evidence: experiment.name)
        }
    }

    /// What is decided, by the rule that was written beforehand.
    package enum Verdict: Hashable, Sendable {
        /// Nothing is said before the end.
        case notYet
        /// Something that has to hold does not.
        case broken
        /// There is too little to say anything.
        case tooLittle
        /// All of the range lies at or above what was agreed, below it, or on both sides.
        case keep, stop, undecided
        /// Nothing was agreed: an effect is shown, or none is.
        case effect, noEffect

        /// The word that programs read.
        package var code: String {
            switch self {
            case .notYet: "not_yet"
            case .broken: "broken"
            case .tooLittle: "too_little"
            case .keep: "keep"
            case .stop: "stop"
            case .undecided: "undecided"
            case .effect: "effect"
            case .noEffect: "no_effect_shown"
            }
        }
    }

    /// Whether a check that a verdict rests on fails.
    package var isBroken: Bool {
        checks.contains { check in
            if case .fails = check.result { check.kind != .otherSources } else { false }
        }
    }
}

extension Pipeline {
    /// What a test showed so far.
    ///
    /// - Throws: `ExperimentDesignFigures.Refusal`.
    package func experimentReading(
        _ asked: Figures.Question, _ experiment: Experiment, _ limits: ExperimentRules, jobs: Int
    ) async throws -> ExperimentReading {
        var question = asked
        question.by = .source
        let justification = await justify(question, .init(), jobs: jobs)
        let (row, number) = try experimentRow(experiment.source, justification)
        let horizon = justification.figures.horizon.days
        let arrived = ArrivedLeads(
            self, question, source: number, mqlDays: limits.mqlDays, horizon: horizon)
        return ExperimentReader(
            self, question, experiment, limits, justification.figures, row, arrived, horizon
        ).reading()
    }
}

private struct ExperimentReader {
    private let question: Figures.Question
    private let experiment: Experiment
    private let limits: ExperimentRules
    private let data: Figures
    private let row: JustificationFigures.Row
    private let arrived: ArrivedLeads
    private let spend: SourceSpend
    private let horizon: Int
    /// Whole weeks of the test that have come, and of those that count.
    private let weeks: Int

    init(
        _ pipeline: Pipeline, _ question: Figures.Question, _ experiment: Experiment,
        _ limits: ExperimentRules, _ data: Figures, _ row: JustificationFigures.Row,
        _ arrived: ArrivedLeads, _ horizon: Int
    ) {
        self.question = question
        self.experiment = experiment
        self.limits = limits
        self.data = data
        self.row = row
        self.arrived = arrived
        self.horizon = horizon
        spend = SourceSpend(pipeline, row.row.key, question.currency)
        let known = Self.known(question, experiment.outcome)
        let come = experiment.period.first.distance(to: known.advanced(by: 1)) / 7
        weeks = max(0, min(experiment.weeks, come))
    }

    private static func known(_ question: Figures.Question, _ outcome: Experiment.Outcome) -> Day {
        outcome == .mqls ? question.observed.data : question.observed.sqls
    }

    /// After how many days all that is counted has had its time.
    private var late: Int { limits.mqlDays + (experiment.outcome == .sqls ? horizon : 0) }

    private var state: ExperimentReading.State {
        let known = Self.known(question, experiment.outcome)
        if known < experiment.period.first { return .planned }
        guard known >= experiment.period.lastDay else { return .running(weeks: weeks) }
        let ready = experiment.period.lastDay.advanced(by: late)
        return known < ready ? .waiting(until: ready) : .ended
    }

    // MARK: What came

    private func sum(_ who: ArrivedLeads.Who, _ kept: (Int) -> Bool) -> Int {
        let all = arrived.weeks(
            who, experiment.outcome, from: experiment.period.first, count: weeks)
        return all.indices.reduce(0) { kept($1) ? $0 + all[$1] : $0 }
    }

    /// Which weeks of the test are off, by their number.
    private var off: Set<Int> {
        Set(
            experiment.weeksOff.map { experiment.period.first.distance(to: $0) / 7 })
    }

    /// Pairs of the first weeks, of which one is off.
    private func pairs(of weeks: Int) -> [(on: Int, off: Int)] {
        let off = off
        return stride(from: 0, to: weeks - 1, by: 2).compactMap { first in
            switch (off.contains(first), off.contains(first + 1)) {
            case (true, false): (first + 1, first)
            case (false, true): (first, first + 1)
            default: nil
            }
        }
    }

    private func week(_ number: Int) -> Period? {
        let first = experiment.period.first.advanced(by: 7 * number)
        return Period(first: first, end: first.advanced(by: 7))
    }

    private func spent(_ numbers: [Int]) -> Money? {
        guard spend.isByWeek(in: experiment.period) else { return nil }
        let cents = numbers.compactMap(week).reduce(Int64(0)) { $0 &+ spend.cents(within: $1) }
        return Money(cents: cents, question.currency)
    }

    private func spent(from: Day, _ count: Int) -> Money? {
        guard let period = Period(first: from, end: from.advanced(by: 7 * count)),
            spend.isKnown(in: period)
        else { return nil }
        return Money(cents: spend.cents(within: period), question.currency)
    }

    /// Of some regions and some weeks, what came.
    private func side(
        _ isRegion: (Int) -> Bool, from: Day, weeks: Int, exposure: Double, spent: Money?
    ) -> ExperimentReading.Side {
        func sum(_ who: ArrivedLeads.Who) -> Int {
            let rows = arrived.regionWeeks(who, experiment.outcome, from: from, count: weeks)
            return rows.indices.reduce(0) { isRegion($1) ? $0 + rows[$1].reduce(0, +) : $0 }
        }
        return .init(
            exposure: exposure, all: sum(.all), credited: sum(.own), others: sum(.others),
            leads: sum(.ownLeads), spent: spent)
    }

    private func side(weeks numbers: [Int]) -> ExperimentReading.Side {
        let kept = Set(numbers)
        func sum(_ who: ArrivedLeads.Who) -> Int { self.sum(who) { kept.contains($0) } }
        return .init(
            exposure: Double(numbers.count), all: sum(.all), credited: sum(.own),
            others: sum(.others), leads: sum(.ownLeads), spent: spent(numbers))
    }

    // MARK: By design

    /// What a design makes of the counts.
    private struct Found {
        var with: ExperimentReading.Side
        var without: ExperimentReading.Side
        /// Lift, and what came more while the source was on.
        var lift: Measured?
        var incremental: Measured?
        var evidence: Double?
        var assignment: ExperimentReading.Check.Result = .holds
        var balance: ExperimentReading.Check.Result = .unknown
        var others: ExperimentReading.Check.Result = .unknown
    }

    private var regionNumbers: (off: Set<Int>, on: Set<Int>, unknown: Int) {
        func numbers(_ names: [String]) -> Set<Int> {
            Set(names.compactMap { arrived.regions.firstIndex(of: ArrivedLeads.plain($0)) })
        }
        let off = numbers(experiment.regionsOff)
        let on =
            experiment.design == .arms
            ? numbers(experiment.regionsOn)
            : Set(arrived.regions.indices.dropFirst()).subtracting(off)
        let named = experiment.regionsOff.count + experiment.regionsOn.count
        return (
            off, on, named - off.count - (experiment.design == .arms ? on.count : 0)
        )
    }

    private func found() -> Found {
        switch experiment.design {
        case .weeks: inTurn()
        case .pause: paused()
        case .regions: byRegion()
        case .arms: inArms()
        }
    }

    private func inTurn() -> Found {
        let pairs = pairs(of: weeks)
        var found = Found(
            with: side(weeks: pairs.map(\.on)), without: side(weeks: pairs.map(\.off)))
        let planned = stride(from: 0, to: experiment.weeks - 1, by: 2).count {
            off.contains($0) != off.contains($0 + 1)
        }
        let outside = off.count { !(0..<experiment.weeks).contains($0) }
        let wrong = experiment.weeks / 2 - planned + outside
        found.assignment = wrong == 0 ? .holds : .fails(.count(wrong))
        func differences(
            _ who: ArrivedLeads.Who, from: Day, _ pairs: [(on: Int, off: Int)]
        ) -> PairedDifferences {
            let weeks = arrived.weeks(
                who, experiment.outcome, from: from, count: experiment.weeks)
            return PairedDifferences(pairs.map { Double(weeks[$0.on] - weeks[$0.off]) })
        }
        let start = experiment.period.first
        found.balance = Self.check(
            differences(
                .all, from: start.advanced(by: -7 * experiment.weeks),
                self.pairs(of: experiment.weeks)
            ).effect(), none: 0)
        found.others = Self.check(differences(.others, from: start, pairs).effect(), none: 0)
        if let effect = differences(.all, from: start, pairs).effect().map(Measured.init) {
            let count = Double(pairs.count)
            let base = Double(found.without.all) / count
            found.incremental = effect.scaled(count)
            if base > 0 { found.lift = effect.scaled(1 / base) }
        }
        return found
    }

    private func paused() -> Found {
        let start = experiment.period.first
        let length = experiment.weeks
        let before = start.advanced(by: -7 * length)
        let all: (Int) -> Bool = { _ in true }
        var found = Found(
            with: side(
                all, from: before, weeks: length, exposure: Double(length),
                spent: spent(from: before, length)),
            without: side(
                all, from: start, weeks: weeks, exposure: Double(weeks),
                spent: spent(from: start, max(1, weeks))))
        let past = past(who: .all)
        func ratio(_ one: Int, _ other: Int, _ who: [Int]) -> EffectRange? {
            guard weeks == length,
                let dispersion = Dispersion.ofWindows(
                    who, before: min(length, who.count / 6), during: min(length, who.count / 6))
            else { return nil }
            return TwoArms(
                .init(Double(one), of: Double(length)), .init(Double(other), of: Double(length)),
                dispersion: dispersion)?.ratio()
        }
        if past.count >= 2 * length {
            let late = past.suffix(length).reduce(0, +)
            let early = past.dropLast(length).suffix(length).reduce(0, +)
            found.balance = Self.check(ratio(late, early, past), none: 1)
        }
        found.others = Self.check(
            ratio(found.with.others, found.without.others, self.past(who: .others)), none: 1)
        if let ratio = ratio(found.with.all, found.without.all, past) {
            take(ratio, &found)
        }
        return found
    }

    /// The weeks before the test, oldest first.
    private func past(who: ArrivedLeads.Who) -> [Int] {
        guard let first = arrived.first(.ownLeads, experiment.outcome) else { return [] }
        let end = experiment.period.first
        let whole = max(0, first.distance(to: end) / 7)
        let count = min(limits.past.upperBound, whole)
        return arrived.weeks(
            who, experiment.outcome, from: end.advanced(by: -7 * count), count: count)
    }

    private func byRegion() -> Found {
        let (off, _, unknown) = regionNumbers
        let start = experiment.period.first
        let count = past(who: .all).count
        let from = start.advanced(by: -7 * count)
        let past = arrived.regionWeeks(.all, experiment.outcome, from: from, count: count)
        // A region that had nothing before cannot be measured in its own past.
        let kept = arrived.regions.indices.dropFirst().filter { past[$0].contains { $0 > 0 } }
            .sorted { arrived.regions[$0] < arrived.regions[$1] }
        let isOff = kept.map(off.contains)
        let (with, without) = (kept.filter { !off.contains($0) }, kept.filter(off.contains))
        func part(_ regions: [Int], spent: Money? = nil) -> ExperimentReading.Side {
            let regions = Set(regions)
            return side(
                regions.contains, from: start, weeks: weeks,
                exposure: Double(regions.count * weeks), spent: spent)
        }
        var found = Found(
            with: part(with, spent: spent(from: start, max(1, weeks))), without: part(without))
        let lost = unknown + off.count { !kept.contains($0) }
        found.assignment = lost == 0 && !without.isEmpty ? .holds : .fails(.count(max(1, lost)))
        let sizes = kept.map { Double(past[$0].reduce(0, +)) }
        let others = GroupComparison.draws(sizes: sizes).filter { $0 != isOff }
        func ratio(
            _ who: ArrivedLeads.Who, _ before: Int, _ from: Day, _ length: Int
        ) -> EffectRange? {
            guard before > 0, length > 0 else { return nil }
            let start = from.advanced(by: -7 * before)
            let early = arrived.regionWeeks(who, experiment.outcome, from: start, count: before)
            let during = arrived.regionWeeks(who, experiment.outcome, from: from, count: length)
            return GroupComparison(
                past: kept.map { early[$0].map(Double.init) },
                during: kept.map { Double(during[$0].reduce(0, +)) }, weeks: length,
                untreated: isOff, others: others)?.ratio
        }
        let probe = min(experiment.weeks, count / 3)
        found.balance = Self.check(
            ratio(.all, count - probe, start.advanced(by: -7 * probe), probe), none: 1)
        if weeks == experiment.weeks {
            found.others = Self.check(ratio(.others, count, start, weeks), none: 1)
            if let ratio = ratio(.all, count, start, weeks) { take(ratio, &found) }
        }
        return found
    }

    private func inArms() -> Found {
        let (off, on, unknown) = regionNumbers
        let start = experiment.period.first
        let exposure = experiment.exposure ?? .init(on: 1, off: 1)
        var found = Found(
            with: side(
                on.contains, from: start, weeks: weeks, exposure: exposure.on,
                spent: spent(from: start, max(1, weeks))),
            without: side(
                off.contains, from: start, weeks: weeks, exposure: exposure.off, spent: nil))
        found.assignment = unknown == 0 ? .holds : .fails(.count(unknown))
        func arms(_ with: Int, _ without: Int) -> TwoArms? {
            TwoArms(
                .init(Double(with), of: exposure.on), .init(Double(without), of: exposure.off))
        }
        let count = past(who: .all).count
        let from = start.advanced(by: -7 * count)
        let before = (
            side(on.contains, from: from, weeks: count, exposure: 1, spent: nil).all,
            side(off.contains, from: from, weeks: count, exposure: 1, spent: nil).all
        )
        found.balance = Self.check(arms(before.0, before.1)?.ratio(), none: 1)
        found.others = Self.check(
            arms(found.with.others, found.without.others)?.ratio(), none: 1)
        if let arms = arms(found.with.all, found.without.all) {
            found.evidence = arms.evidence
            if let ratio = Looks.ratio(arms, isEnd: state == .ended) { take(ratio, &found) }
        }
        return found
    }

    /// What follows from a ratio: without the source, what came with it would have been so many times less.
    private func take(_ ratio: EffectRange, _ found: inout Found) {
        found.lift = Measured(
            ratio.estimate - 1, low: ratio.low - 1, high: ratio.high - 1)
        func more(_ times: Double) -> Double {
            times > 0 ? Double(found.with.all) * (1 - 1 / times) : -.infinity
        }
        found.incremental = Measured(
            more(ratio.estimate), low: more(ratio.low), high: more(ratio.high))
    }

    private static func check(
        _ range: EffectRange?, none: Double
    ) -> ExperimentReading.Check.Result {
        guard let range else { return .unknown }
        // What is the same on both sides may differ in its last digits.
        let isHeld = range.low <= none + 1e-9 && range.high >= none - 1e-9
        return isHeld ? .holds : .fails(.effect(Measured(range)))
    }

    // MARK: The reading

    func reading() -> ExperimentReading {
        let found = found()
        let state = state
        var checks = [
            ExperimentReading.Check(kind: .assignment, result: found.assignment),
            .init(kind: .spendOff, result: spendOff(found)),
            .init(kind: .leak, result: leak(found)),
            .init(kind: .balance, result: found.balance),
            .init(kind: .otherSources, result: found.others),
        ]
        if state == .planned { checks = [checks[0], checks[3]] }
        let isFinal = state == .ended
        let isSaid = isFinal || (experiment.design == .arms && state != .planned)
        let effect = isSaid ? effect(found, isFinal: isFinal) : nil
        let isBroken = checks.contains { check in
            if case .fails = check.result { check.kind != .otherSources } else { false }
        }
        return ExperimentReading(
            question: question, names: data.names, ruleBook: data.ruleBook,
            decidedBy: data.decidedBy, experiment: experiment, label: row.row.label, state: state,
            with: found.with, without: found.without, checks: checks, effect: effect,
            verdict: verdict(effect, isSaid: isSaid, isFinal: isFinal, isBroken: isBroken),
            course: effect == nil ? nil : course(found), rules: limits)
    }

    // MARK: Over time

    /// Weeks together, so that a moment has some outcomes, and the test whole moments.
    private func step(_ found: Found) -> Int {
        let each = Double(found.with.all + found.without.all) / Double(max(1, weeks)) / 2
        return [1, 2, 3, 4, 6].first {
            weeks.isMultiple(of: $0) && each * Double($0) >= Self.fewOfMoment
        } ?? (weeks.isMultiple(of: 4) ? 4 : weeks.isMultiple(of: 3) ? 3 : 2)
    }

    private static let fewOfMoment = 6.0

    private func course(_ found: Found) -> ExperimentReading.Course? {
        guard weeks > 0, found.with.all > 0 else { return nil }
        switch experiment.design {
        case .weeks:
            let all = arrived.weeks(
                .all, experiment.outcome, from: experiment.period.first, count: weeks)
            return .init(
                weeks: 2,
                moments: pairs(of: weeks).map { pair in
                    .init(
                        first: experiment.period.first.advanced(by: 7 * min(pair.on, pair.off)),
                        with: Double(all[pair.on]), without: Double(all[pair.off]))
                }, begin: 0)
        case .pause:
            let step = step(found)
            let count = min(past(who: .all).count, 2 * weeks) / step * step
            let all = moments(.all, before: count, step)
            // During it, what came before goes on.
            let usual = Double(found.with.all) / Double(experiment.weeks) * Double(step)
            return .init(
                weeks: step,
                moments: all.enumerated().map { place, moment in
                    place < count / step
                        ? .init(first: moment.first, with: moment.count, without: nil)
                        : .init(first: moment.first, with: usual, without: moment.count)
                }, begin: count / step)
        case .regions, .arms:
            let numbers = regionNumbers
            let step = step(found)
            let count = min(past(who: .all).count, 2 * weeks) / step * step
            let (on, off) = (
                moments(.all, numbers.on, before: count, step),
                moments(.all, numbers.off, before: count, step)
            )
            let begin = count / step
            func sum(_ moments: [(first: Day, count: Double)], _ places: Range<Int>) -> Double {
                places.reduce(0) { $0 + moments[$1].count }
            }
            let before = (sum(on, 0..<begin), sum(off, 0..<begin))
            let during = (sum(on, begin..<on.count), sum(off, begin..<off.count))
            // Of the size of those that had it: before the test as they were, in it as the effect says.
            let size = (
                before.1 > 0 ? before.0 / before.1 : nil,
                during.1 > 0
                    ? found.incremental.map { (during.0 - $0.estimate) / during.1 } : nil
            )
            return .init(
                weeks: step,
                moments: on.indices.map { place in
                    let size = place < begin ? size.0 : size.1
                    return .init(
                        first: on[place].first, with: on[place].count,
                        without: size.map { max(0, $0 * off[place].count) })
                }, begin: begin)
        }
    }

    /// Outcomes of all, or of some regions, by moment: of so many weeks before the test, and of those of it.
    private func moments(
        _ who: ArrivedLeads.Who, _ regions: Set<Int>? = nil, before: Int, _ step: Int
    ) -> [(first: Day, count: Double)] {
        let from = experiment.period.first.advanced(by: -7 * before)
        let count = before + weeks
        var all = [Int](repeating: 0, count: count)
        if let regions {
            let rows = arrived.regionWeeks(who, experiment.outcome, from: from, count: count)
            for region in regions { for week in 0..<count { all[week] += rows[region][week] } }
        } else {
            all = arrived.weeks(who, experiment.outcome, from: from, count: count)
        }
        return stride(from: 0, to: count / step * step, by: step).map { week in
            (
                from.advanced(by: 7 * week),
                Double(all[week..<(week + step)].reduce(0, +))
            )
        }
    }

    private func spendOff(_ found: Found) -> ExperimentReading.Check.Result {
        guard let on = found.with.spent, let off = found.without.spent,
            found.with.exposure > 0, found.without.exposure > 0, on.cents > 0
        else { return .unknown }
        let share =
            Double(off.cents) / found.without.exposure / (Double(on.cents) / found.with.exposure)
        return share <= limits.spendLeft ? .holds : .fails(.share(share))
    }

    private func leak(_ found: Found) -> ExperimentReading.Check.Result {
        var (off, on) = (found.without.exposure, found.with.exposure)
        if experiment.design == .regions {
            // By what the source had in each before: regions are of different size.
            let count = past(who: .all).count
            let from = experiment.period.first.advanced(by: -7 * count)
            let rows = arrived.regionWeeks(
                .ownLeads, experiment.outcome, from: from, count: count)
            let numbers = regionNumbers
            func before(_ regions: Set<Int>) -> Double {
                Double(regions.reduce(0) { $0 + rows[$1].reduce(0, +) })
            }
            (off, on) = (before(numbers.off), before(numbers.on))
        }
        guard off > 0, on > 0 else { return .unknown }
        let (untreated, treated) = (
            TwoArms.Arm(Double(found.without.leads), of: off),
            TwoArms.Arm(Double(found.with.leads), of: on)
        )
        guard let ratio = Leak.ratio(untreated: untreated, treated: treated) else {
            return .unknown
        }
        return Leak.isCertain(untreated: untreated, treated: treated, allowed: limits.leak)
            ? .fails(.share(ratio.estimate)) : .holds
    }

    private func effect(_ found: Found, isFinal: Bool) -> ExperimentReading.Effect? {
        guard let lift = found.lift, let incremental = found.incremental,
            found.with.credited > 0
        else { return nil }
        let possible = CausedShare.possible
        func bounded(_ number: Double) -> Double {
            min(possible.upperBound, max(possible.lowerBound, number))
        }
        let raw = incremental.scaled(1 / Double(found.with.credited))
        let share = Measured(
            bounded(raw.estimate), low: bounded(raw.low), high: bounded(raw.high))
        var sqls: Measured? = incremental
        if experiment.outcome == .mqls {
            sqls = (row.row.planningRate ?? row.row.matured.value?.counts.rate).map(
                incremental.scaled)
        }
        let spent = found.with.spent
        func cost(_ number: Double?) -> Money? {
            guard let spent, let number, number > 0 else { return nil }
            return Money(rounding: Double(spent.cents) / number, spent.currency)
        }
        return ExperimentReading.Effect(
            lift: lift, incremental: incremental, share: share, sqls: sqls,
            costPerSQL: cost(sqls?.estimate), costPerSQLAtMost: cost(sqls?.low),
            pays: pays(share), evidence: found.evidence, isFinal: isFinal)
    }

    /// The chance that share × worth is at least what goes with the source: both as far apart as their ranges say.
    private func pays(_ share: Measured) -> Double? {
        guard let worth = row.worth.value, let cost = row.avoidable.value, cost.cents > 0,
            worth.mean.cents > 0
        else { return nil }
        let wide = 2 * NormalDistribution.z95
        let (spread, worthSpread) = (
            (share.high - share.low) / wide,
            Double(worth.high.cents - worth.low.cents) / wide
        )
        var random = SplitMix64(seed: 12)
        var hits = 0
        for _ in 0..<4_000 {
            let (x, y) = random.normals()
            let caused = max(0, share.estimate + spread * x)
            let worth = max(0, Double(worth.mean.cents) + worthSpread * y)
            if caused * worth >= Double(cost.cents) { hits += 1 }
        }
        return Double(hits) / 4_000
    }

    private func verdict(
        _ effect: ExperimentReading.Effect?, isSaid: Bool, isFinal: Bool, isBroken: Bool
    ) -> ExperimentReading.Verdict {
        guard isSaid else { return .notYet }
        guard !isBroken else { return .broken }
        guard let effect else { return .tooLittle }
        let share = effect.share
        if let keep = experiment.keepFrom {
            if share.low >= keep { return .keep }
            if share.high < keep { return .stop }
            return isFinal ? .undecided : .notYet
        }
        if effect.lift.low > 0 { return .effect }
        return isFinal ? .noEffect : .notYet
    }
}

extension Measured {
    fileprivate init(_ range: EffectRange) {
        self.init(range.estimate, low: range.low, high: range.high)
    }

    /// The same, so many times as large.
    fileprivate func scaled(_ factor: Double) -> Measured {
        Measured(estimate * factor, low: low * factor, high: high * factor)
    }
}
