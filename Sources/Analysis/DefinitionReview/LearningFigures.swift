internal import Funnels
internal import Leads
package import Quantities
internal import Statistics
package import Valuation

/// What won leads had in common, and leads that cost sales time and came to nothing had not.
package struct LearningFigures: Sendable {
    package let question: Figures.Question
    package let asked: Asked
    package let ruleBook: Figures.RuleBookID
    package let names: Names
    /// How many were looked at, of how many there are.
    package let won: Int
    package let wonOf: Int
    package let lost: Int
    package let lostOf: Int
    /// What was taken for having come to nothing.
    package let lostMeans: LostMeans
    /// Why the lost that were looked at were turned down, the most frequent reason first.
    package let reasons: [HandoverFigures.Rejection]
    /// The first and last day on which they were decided.
    package let first: Day?
    package let last: Day?
    /// The share of MQLs that gets as far, and where that comes from.
    package let base: Base
    /// The most telling first.
    package let signs: [Sign]
    /// How many different signs were tried, and how many told nothing because all or nearly none had them.
    package let tried: Int
    package let same: Int
    /// Of so many won a lone sign that no lost lead has is found; nil where none could be.
    package let leastFound: Int?
    package let lateFields: [LateField]
    /// Found, and so telling that each may be an outcome itself.
    package let tooGood: [Sign.Kind]
    /// Fields that were left out, because sales fills them in.
    package let leftOut: [String]
    /// Several signs weighed together; nil with too few deals.
    package let together: Together?
    /// The rule book with what was found in it, as a hypothesis; nil where nothing was.
    package let proposal: RuleBook?
    /// Findings that a rule book has no criterion for.
    package let notProposed: [Sign.Kind]

    /// What somebody wants to learn from.
    package struct Asked: Hashable, Sendable {
        package var goal = Goal.won
        /// The last so many of each; nil for what the rule book says.
        package var last: Int?
        /// All of them, and not the last.
        package var all = false
        /// The share of MQLs that gets as far, where somebody says it.
        package var base: Double?
        /// Fields to leave out.
        package var without: [String] = []

        package init() {}
    }

    /// What is learned from: customers or SQLs, each against lost leads.
    package enum Goal: String, CaseIterable, Hashable, Sendable { case won, sql }

    /// Which leads are taken as lost.
    package enum LostMeans: Hashable, Sendable {
        /// Rejected or lost, as a stage or as a deal.
        case closed
        /// No file tells of that: older than nine of ten took to get there.
        case older(days: Int)
    }

    /// The share of MQLs that gets as far.
    package struct Base: Hashable, Sendable {
        /// A share of 1.
        package let rate: Double
        package let origin: Origin

        /// Where the share of all MQLs that gets there comes from.
        package enum Origin: Hashable, Sendable {
            /// Of so many MQLs that had their time so many got there.
            case ownMQLs(Int, of: Int)
            /// The same of leads, where nobody is known to be an MQL.
            case ownLeads(Int, of: Int)
            /// What the rule book says, as one's own is not known.
            case ruleBook
            /// The same, because the files hold a handful of decided leads and no other, as if picked.
            case picked
            case given
        }
    }

    /// A field that is filled in far more often for one kind than for the other, among all that were decided
    /// and not only those that were looked at.
    package struct LateField: Hashable, Sendable {
        package let field: String
        package let won: Int
        package let wonOf: Int
        package let lost: Int
        package let lostOf: Int
    }

    /// The strongest signs beside each other, and how well they tell won from lost among leads that they were
    /// not learned from.
    package struct Together: Sendable {
        package let weights: [Weight]
        /// The chance that they put a won lead above a lost one; 0.5 is a coin. Nil with fewer than ten of
        /// either: leaving one out then shifts the rest against it.
        package let area: Double?
        /// The ends of the range that holds the true chance in 95 of 100 cases.
        package let low: Double?
        package let high: Double?
        /// Whether each lead was left out in turn, or each tenth of them.
        package let leavesOneOut: Bool

        /// A sign with what it counts for beside the others.
        package struct Weight: Sendable {
            package let kind: Sign.Kind
            /// ln of the odds ratio beside the others, ×10.
            package let points: Int
        }
    }
}

extension Pipeline {
    /// What those that got there had in common and lost ones had not, of all leads up to the as-of day.
    package func learn(
        _ question: Figures.Question, _ asked: LearningFigures.Asked, jobs: Int
    ) async -> LearningFigures {
        var everybody = question
        (everybody.by, everybody.unit) = (.source, .person)
        everybody.period = wholePeriod(asOf: question.asOf)
        let figures = await figures(everybody, jobs: jobs)
        return Learning(self, question, asked, horizon: figures.horizon.days).figures
    }
}

/// Looks for what the two kinds of leads have and lack.
private struct Learning {
    let figures: LearningFigures

    init(
        _ pipeline: Pipeline, _ question: Figures.Question, _ asked: LearningFigures.Asked,
        horizon: Int
    ) {
        let rules = pipeline.rules.book.definition.learn
        // Those of later days are left, to try on what was learned.
        let all = DecidedLeads(pipeline, question, asked.goal, horizon: horizon)
            .decided(in: question.period)
        let cases =
            asked.all ? all.cases : all.last(asked.last ?? rules.won, asked.last ?? rules.lost)
        let isWon = cases.map(\.isWon)
        let (won, lost) = (isWon.count(where: \.self), isWon.count { !$0 })
        let table = SignTable(pipeline, cases, ofAll: all.cases, without: asked.without)
        let weights = table.weights(isWon)
        let corrected = ManyTests.benjaminiHochberg(
            weights.enumerated().filter { !table.isLate($0.offset) }.map(\.element.exactP))
        var next = 0
        var adjusted: [Double] = []
        for place in weights.indices {
            if table.isLate(place) {
                adjusted.append(1)
            } else {
                adjusted.append(corrected[next])
                next += 1
            }
        }
        let base = all.base(rules, given: asked.base)
        let level = Double(rules.found) / 10_000
        let signs = weights.indices.map { place in
            Sign(
                table.kinds[place], weights[place], corrected: adjusted[place], base: base.rate,
                verdict: table.isLate(place)
                    ? .late : adjusted[place] <= level ? .found : .notShown,
                same: table.same[place])
        }
        let together = Weighing(table, isWon, rules)
        let proposed = Proposal(
            pipeline.rules.book, together?.weights ?? [],
            found: signs.filter { $0.verdict == .found && $0.speaksFor }.map(\.kind))
        let tried = weights.indices.count { !table.isLate($0) }
        let tooGood = signs.filter {
            $0.verdict == .found && $0.precision * 10_000 >= Double(rules.tooGood)
        }
        figures = LearningFigures(
            question: question, asked: asked,
            ruleBook: .init(
                name: pipeline.rules.book.name, version: pipeline.rules.book.version,
                fingerprint: pipeline.rules.book.fingerprint),
            names: pipeline.rules.book.names, won: won, wonOf: all.won, lost: lost,
            lostOf: all.cases.count - all.won, lostMeans: all.lostMeans,
            reasons: Self.reasons(of: cases, pipeline),
            first: cases.map(\.decided).min(), last: cases.map(\.decided).max(), base: base,
            signs: signs.sorted {
                ($0.chance, -abs($0.points), $0.kind.order)
                    < ($1.chance, -abs($1.points), $1.kind.order)
            }, tried: tried, same: table.telling,
            leastFound: Self.leastFound(won: won, lost: lost, tried: tried, level),
            lateFields: table.lateFields, tooGood: tooGood.map(\.kind), leftOut: table.leftOut,
            together: together?.figures,
            proposal: proposed.book, notProposed: proposed.left)
    }

    private static func reasons(
        of cases: [DecidedLeads.Case], _ pipeline: Pipeline
    ) -> [HandoverFigures.Rejection] {
        let codes = RejectionCodes(pipeline.rules.book.handover)
        var counts: [String: Int] = [:]
        for entry in cases where !entry.isWon {
            guard let reason = pipeline.facts.rejectionReasons[entry.lead] else { continue }
            counts[codes.code(of: reason), default: 0] += 1
        }
        return counts.map { HandoverFigures.Rejection(reason: $0, count: $1) }
            .sorted { ($1.count, $0.reason ?? "") < ($0.count, $1.reason ?? "") }
    }

    /// Of how many won a sign that no lost lead has would be found, were it the only one.
    private static func leastFound(won: Int, lost: Int, tried: Int, _ level: Double) -> Int? {
        guard won > 0, lost > 0 else { return nil }
        return (1...won).first { count in
            (WeightOfEvidence((count, won), (0, lost))?.exactP ?? 1) * Double(max(1, tried))
                <= level
        }
    }
}
