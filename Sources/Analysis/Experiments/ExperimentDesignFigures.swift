internal import Economics
package import Funnels
internal import Leads
package import Quantities
internal import Statistics
package import Valuation

/// How to find out what a source causes: whether this firm can at its numbers, by which design, in how long, and what
/// it costs to hold back.
package struct ExperimentDesignFigures: Sendable {
    package let question: Figures.Question
    package let names: Names
    package let ruleBook: Figures.RuleBookID
    package let decidedBy: Decider
    package let source: String
    package let label: Phrase
    /// The weeks of the past that were tried out.
    package let past: Period
    package let weeks: Int
    /// In these weeks, all that came and what the source has to its credit.
    package let mqls: Counts
    package let sqls: Counts
    /// Each design with each outcome; those of SQLs first.
    package let options: [Option]
    /// The one that fits; nil where none shows anything within the longest time.
    package let chosen: Option?
    /// What it would show, and what holding back costs; nil where none fits.
    package let plan: Plan?
    package let rules: ExperimentRules
    /// Within how many days an MQL becomes an SQL.
    package let horizon: Int
    /// From which part of what is credited on the source pays for itself: what goes with it ÷ what its MQLs are worth.
    package let keepFrom: Known<Double>

    /// What came in the past.
    package struct Counts: Hashable, Sendable {
        package let all: Int
        package let credited: Int
    }

    /// A design with an outcome, and what it can do.
    package struct Option: Hashable, Sendable {
        package let design: Experiment.Design
        package let outcome: Experiment.Outcome
        package let finding: Finding
        /// After how long it shows an effect of the size that is asked for; nil where not within the longest time.
        package var weeks: Int? {
            if case .within(let weeks, _) = finding { weeks } else { nil }
        }
    }

    /// What a design can show.
    package enum Finding: Hashable, Sendable {
        /// An effect of the size that is asked for, after so many weeks; then effects of this size and larger.
        case within(weeks: Int, least: Double)
        /// Not that, but an effect of this size after the longest time.
        case larger(least: Double)
        /// Not even that all of what is credited is caused.
        case never
        /// There are too few regions, or no regions at all.
        case regions(Int)
        /// The past is too short to know how much weeks differ.
        case shortPast
    }

    /// What to agree on.
    package struct Plan: Sendable {
        package let experiment: Experiment
        package let least: Double
        package let weeksOff: Int
        /// What does not come in that time, if all or as much as the target of what is credited is caused.
        package let mqlsLost: Double
        package let sqlsLost: Double
        /// What the source costs in that time; nil where its spend is not known.
        package let notSpent: Money?
        /// What those MQLs are worth at most; nil where that is not known.
        package let worthLost: Money?
    }

    /// Why there is nothing to try out.
    package enum Refusal: Hashable, Sendable, Error {
        case noSource(known: [String])
        case noMQLs(Absence)
        /// So many whole weeks of the past are known, of so many at least.
        case shortPast(weeks: Int, least: Int)
        case nothingCredited
    }
}

extension ExperimentDesignFigures {
    /// What is asked beside the source.
    package struct Asked: Hashable, Sendable {
        package var source: String
        package var design: Experiment.Design?
        package var outcome: Experiment.Outcome?
        package var from: Day?

        package init(source: String) { self.source = source }
    }
}

extension Pipeline {
    /// What the figures say of one source, by its key or by what it is called.
    func experimentRow(
        _ name: String, _ justification: JustificationFigures
    ) throws -> (row: JustificationFigures.Row, number: Int) {
        let names = justification.figures.names
        guard
            let row = justification.rows.first(where: { $0.row.key == name })
                ?? justification.rows.first(where: { names.isCalled($0.row.key, name) }),
            let number = rules.sources.keys.firstIndex(of: row.row.key)
        else {
            throw ExperimentDesignFigures.Refusal.noSource(
                known: justification.rows.map(\.row.key))
        }
        if let absence = justification.figures.total.mqls.absence {
            throw ExperimentDesignFigures.Refusal.noMQLs(absence)
        }
        return (row, number)
    }

    /// How to find out what a source causes.
    ///
    /// - Throws: `ExperimentDesignFigures.Refusal`.
    package func experimentDesign(
        _ asked: Figures.Question, _ wanted: ExperimentDesignFigures.Asked,
        _ limits: ExperimentRules, jobs: Int
    ) async throws -> ExperimentDesignFigures {
        var question = asked
        question.by = .source
        let justification = await justify(question, .init(), jobs: jobs)
        let (row, number) = try experimentRow(wanted.source, justification)
        let horizon = justification.figures.horizon.days
        let arrived = ArrivedLeads(
            self, question, source: number, mqlDays: limits.mqlDays, horizon: horizon)
        return try ExperimentDesigner(
            self, question, wanted, limits, justification.figures, row, number, arrived, horizon
        ).figures()
    }
}

private struct ExperimentDesigner {
    let pipeline: Pipeline
    let question: Figures.Question
    let wanted: ExperimentDesignFigures.Asked
    let limits: ExperimentRules
    let data: Figures
    let row: JustificationFigures.Row
    let number: Int
    let arrived: ArrivedLeads
    let horizon: Int

    init(
        _ pipeline: Pipeline, _ question: Figures.Question,
        _ wanted: ExperimentDesignFigures.Asked, _ limits: ExperimentRules, _ data: Figures,
        _ row: JustificationFigures.Row, _ number: Int, _ arrived: ArrivedLeads, _ horizon: Int
    ) {
        self.pipeline = pipeline
        self.question = question
        self.wanted = wanted
        self.limits = limits
        self.data = data
        self.row = row
        self.number = number
        self.arrived = arrived
        self.horizon = horizon
    }

    /// The whole weeks before the as-of day in which the source had leads, up to the longest past.
    ///
    /// - Parameter late: so many of the last days have not had their time.
    private func past(_ outcome: Experiment.Outcome, late: Int) -> (from: Day, weeks: Int)? {
        let known = outcome == .mqls ? question.observed.data : question.observed.sqls
        let end = known.advanced(by: 1 - late).startOfWeek
        guard let first = arrived.first(.ownLeads, outcome) else { return nil }
        // The week in which it began is not whole.
        let start = max(
            first.advanced(by: 6).startOfWeek,
            end.advanced(by: -7 * limits.past.upperBound))
        let weeks = start.distance(to: end) / 7
        return weeks > 0 ? (start, weeks) : nil
    }

    func figures() throws -> ExperimentDesignFigures {
        guard let span = past(.mqls, late: limits.mqlDays), span.weeks >= limits.past.lowerBound
        else {
            throw ExperimentDesignFigures.Refusal.shortPast(
                weeks: past(.mqls, late: limits.mqlDays)?.weeks ?? 0,
                least: limits.past.lowerBound)
        }
        func counts(_ outcome: Experiment.Outcome) -> ExperimentDesignFigures.Counts {
            func sum(_ who: ArrivedLeads.Who) -> Int {
                arrived.weeks(who, outcome, from: span.from, count: span.weeks).reduce(0, +)
            }
            return .init(all: sum(.all), credited: sum(.own))
        }
        let (mqls, sqls) = (counts(.mqls), counts(.sqls))
        guard mqls.credited > 0 else { throw ExperimentDesignFigures.Refusal.nothingCredited }
        let outcomes = wanted.outcome.map { [$0] } ?? [.sqls, .mqls]
        let designs = wanted.design.map { [$0] } ?? [.weeks, .regions, .pause]
        let options = outcomes.flatMap { outcome in
            designs.map { design in
                ExperimentDesignFigures.Option(
                    design: design, outcome: outcome, finding: finding(design, outcome))
            }
        }
        let chosen = choice(options)
        let keep = keepFrom
        return ExperimentDesignFigures(
            question: question, names: data.names, ruleBook: data.ruleBook,
            decidedBy: data.decidedBy, source: row.row.key, label: row.row.label,
            past: Period(first: span.from, end: span.from.advanced(by: 7 * span.weeks))
                ?? question.period,
            weeks: span.weeks, mqls: mqls, sqls: sqls, options: options, chosen: chosen,
            plan: chosen.flatMap { plan($0, span, mqls, sqls, keep.value) }, rules: limits,
            horizon: horizon, keepFrom: keep)
    }

    /// What is spared with the source ÷ what its MQLs are worth.
    private var keepFrom: Known<Double> {
        row.avoidable.flatMap { cost in
            row.worth.flatMap { worth in
                guard worth.mean.cents > 0, cost.cents >= 0 else {
                    return .unknown(.nothingToPlanWith)
                }
                return .value(Double(cost.cents) / Double(worth.mean.cents))
            }
        }
    }

    // MARK: What can be shown

    private func finding(
        _ design: Experiment.Design, _ outcome: Experiment.Outcome
    ) -> ExperimentDesignFigures.Finding {
        let late = limits.mqlDays + (outcome == .sqls ? horizon : 0)
        guard let span = past(outcome, late: late), span.weeks >= limits.past.lowerBound else {
            return .shortPast
        }
        let power: (Int, Double) -> Double
        switch design {
        case .weeks, .pause, .arms:
            guard
                let past = PastWeeks(
                    all: arrived.weeks(.all, outcome, from: span.from, count: span.weeks),
                    credited: arrived.weeks(.own, outcome, from: span.from, count: span.weeks))
            else { return .shortPast }
            if design == .weeks {
                power = { past.powerOfPairs($0 / 2, share: $1, runs: 400) }
            } else if design == .pause {
                guard past.powerOfPause(before: 6, during: 6, share: 1, runs: 1) != nil else {
                    return .shortPast
                }
                power = {
                    past.powerOfPause(before: $0, during: $0, share: $1, runs: 400) ?? 0
                }
            } else {
                let all = past.all.reduce(0, +)
                guard all > 0 else { return .never }
                let plan = ArmsPlan(
                    perWeek: Double(all) / Double(span.weeks), untreated: 0.5,
                    credited: Double(past.credited.reduce(0, +)) / Double(all))
                power = { plan.power(weeks: $0, share: $1, runs: 400) }
            }
        case .regions:
            let groups = regions(outcome, span)
            guard groups.names.count >= 8 else { return .regions(groups.names.count) }
            let draws = GroupComparison.draws(
                sizes: groups.all.map { Double($0.reduce(0, +)) }, most: 300)
            guard draws.count >= 40,
                let past = PastGroups(all: groups.all, credited: groups.own, draws: draws)
            else { return .regions(groups.names.count) }
            power = { past.power(weeks: $0, share: $1, runs: 100) }
        }
        // A pause is no longer than a third of the past it is held against.
        let lengths = limits.lengths.filter { design != .pause || 3 * $0 <= span.weeks }
        guard let longest = lengths.last else { return .shortPast }
        if let weeks = PowerSearch.least(
            of: lengths, wanted: limits.power, power: { power($0, limits.target) })
        {
            return .within(weeks: weeks, least: least(weeks, power) ?? limits.target)
        }
        return least(longest, power).map { .larger(least: $0) } ?? .never
    }

    private func least(_ weeks: Int, _ power: (Int, Double) -> Double) -> Double? {
        PowerSearch.least(
            of: (1...20).map { Double($0) / 20 }, wanted: limits.power,
            power: { power(weeks, $0) })
    }

    /// The regions that had something in the past, by name.
    private func regions(
        _ outcome: Experiment.Outcome, _ span: (from: Day, weeks: Int)
    ) -> (names: [String], all: [[Int]], own: [[Int]]) {
        let all = arrived.regionWeeks(.all, outcome, from: span.from, count: span.weeks)
        let own = arrived.regionWeeks(.own, outcome, from: span.from, count: span.weeks)
        let kept = arrived.regions.indices.dropFirst().filter { all[$0].contains { $0 > 0 } }
            .sorted { arrived.regions[$0] < arrived.regions[$1] }
        return (kept.map { arrived.regions[$0] }, kept.map { all[$0] }, kept.map { own[$0] })
    }

    /// The shortest that shows what is asked for, with SQLs where that is soon enough; a pause only where nothing else
    /// does, as its weeks are not drawn by chance.
    private func choice(
        _ options: [ExperimentDesignFigures.Option]
    ) -> ExperimentDesignFigures.Option? {
        func best(_ outcome: Experiment.Outcome, within: Int) -> ExperimentDesignFigures.Option? {
            let fit = options.filter {
                $0.outcome == outcome && ($0.weeks.map { $0 <= within } ?? false)
            }
            let drawn = fit.filter { $0.design != .pause }
            return (drawn.isEmpty ? fit : drawn).min { ($0.weeks ?? 0) < ($1.weeks ?? 0) }
        }
        let longest = limits.lengths.last ?? 0
        return best(.sqls, within: limits.sqlsWithin) ?? best(.mqls, within: longest)
            ?? best(.sqls, within: longest)
    }

    // MARK: What to agree on

    private func plan(
        _ option: ExperimentDesignFigures.Option, _ span: (from: Day, weeks: Int),
        _ mqls: ExperimentDesignFigures.Counts, _ sqls: ExperimentDesignFigures.Counts,
        _ keepFrom: Double?
    ) -> ExperimentDesignFigures.Plan? {
        guard case .within(let weeks, let least) = option.finding else { return nil }
        let from =
            wanted.from?.advanced(by: 6).startOfWeek
            ?? question.asOf.advanced(by: 14).startOfWeek
        guard let period = Period(first: from, end: from.advanced(by: 7 * weeks)) else {
            return nil
        }
        let name = "\(Self.plain(row.row.key))-\(String(from.description.prefix(7)))"
        var random = SplitMix64(seed: Self.seed(name))
        var (weeksOff, regionsOff): ([Day], [String]) = ([], [])
        var part = 1.0
        var count = weeks
        switch option.design {
        case .weeks:
            weeksOff = (0..<(weeks / 2)).map {
                from.advanced(by: 7 * (2 * $0 + random.below(2)))
            }
            count = weeksOff.count
        case .regions:
            let groups = regions(option.outcome, span)
            let sizes = groups.all.map { Double($0.reduce(0, +)) }
            let draws = GroupComparison.draws(sizes: sizes)
            guard !draws.isEmpty else { return nil }
            let draw = draws[random.below(draws.count)]
            regionsOff = zip(groups.names, draw).filter(\.1).map(\.0)
            let own = groups.own.map { Double($0.reduce(0, +)) }
            let all = own.reduce(0, +)
            part = all > 0 ? zip(own, draw).reduce(0) { $0 + ($1.1 ? $1.0 : 0) } / all : 0.5
        case .pause, .arms: break
        }
        let off = Double(count) * part / Double(span.weeks)
        let cost = spendPerWeek(span).map { $0 * Double(count) * part }
        let currency = question.currency
        let lost = Double(mqls.credited) * off
        return ExperimentDesignFigures.Plan(
            experiment: Experiment(
                name: name, source: row.row.key, design: option.design, outcome: option.outcome,
                period: period, weeksOff: weeksOff, regionsOff: regionsOff,
                // What is agreed is a number that is written, in whole hundredths.
                keepFrom: keepFrom.map { ($0 * 100).rounded() / 100 }.flatMap {
                    CausedShare.possible.contains($0) ? $0 : nil
                }), least: least,
            weeksOff: count, mqlsLost: lost, sqlsLost: Double(sqls.credited) * off,
            notSpent: cost.flatMap { Money(rounding: $0, currency) },
            worthLost: row.worth.value.flatMap {
                Money(rounding: lost * Double($0.mean.cents), currency)
            })
    }

    /// What the source cost a week, in cents; nil where no spend is of it.
    private func spendPerWeek(_ span: (from: Day, weeks: Int)) -> Double? {
        guard
            let period = Period(
                first: span.from, end: span.from.advanced(by: 7 * span.weeks))
        else { return nil }
        let cents = SourceSpend(pipeline, row.row.key, question.currency).cents(within: period)
        return cents > 0 ? Double(cents) / Double(span.weeks) : nil
    }

    /// A name that can stand in a file without quotes.
    private static func plain(_ key: String) -> String {
        let letters = key.lowercased().map { letter -> Character in
            letter.isASCII && (letter.isLetter || letter.isNumber) ? letter : "-"
        }
        let name = String(letters).split(separator: "-").joined(separator: "-")
        return name.isEmpty ? "test" : name
    }

    /// The same draw for the same name.
    private static func seed(_ name: String) -> UInt64 {
        name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

/// What was bought of one source.
struct SourceSpend {
    private let rows: [Spend]

    init(_ pipeline: Pipeline, _ key: String, _ currency: Currency) {
        var sources = pipeline.rules.sources
        for row in pipeline.facts.spend where !row.isShared {
            _ = sources.resolve(
                source: row.source, medium: row.medium, campaign: row.campaign)
        }
        rows = pipeline.facts.spend.filter { row in
            !row.isShared && row.category.isBought && row.money.currency == currency
                && sources.key(
                    source: row.source, medium: row.medium, campaign: row.campaign) == key
        }
    }

    func cents(within period: Period) -> Int64 {
        rows.reduce(0) { $0 &+ $1.cents(within: period) }
    }

    /// Whether it is known by the week: no row that touches the period is of more than seven days.
    func isByWeek(in period: Period) -> Bool {
        let touching = rows.filter { $0.period.overlap(with: period) != nil }
        return !touching.isEmpty && touching.allSatisfy { $0.period.length <= 7 }
    }

    /// Whether anything is known of it up to a day of the period.
    func isKnown(in period: Period) -> Bool {
        rows.contains { $0.period.overlap(with: period) != nil }
    }
}
