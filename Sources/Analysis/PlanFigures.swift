internal import Economics
package import Funnels
internal import Leads
package import Quantities
package import Valuation

/// What was planned per month and source, what came of it, and the difference.
package struct PlanFigures: Sendable {
    package let question: Figures.Question
    package let names: Names
    package let ruleBook: Figures.RuleBookID
    package let decidedBy: Decider
    package let months: [Month]
    /// Planned amounts in another currency, which are left out.
    package let otherCurrencies: Int
    /// All months together: of each, what it has a plan for.
    package let total: Row

    /// A month of the plan, its sources, and all of them together.
    package struct Month: Sendable {
        package let month: Period
        /// The part of the month that the plan is held against, where it is not over yet.
        package let cutTo: Period?
        package let rows: [Row]
        package let total: Row
        /// The plan for all sources together differs from the sum of its sources.
        package let totalDiffersFromSources: Bool
        /// Whether there is a plan for all sources together.
        package let isForAll: Bool
    }

    /// One source or the total: what came, and what was planned.
    package struct Row: Hashable, Sendable {
        package let label: Phrase
        package let key: String
        package let spend: Pair<Money>
        package let mqls: Pair<Int>
        package let sqls: Pair<Int>
        package let won: Pair<Int>
    }

    /// What came, and what was planned; nil where it is not known or was not planned.
    package struct Pair<Value: Hashable & Sendable>: Hashable, Sendable {
        package let actual: Known<Value>
        package let plan: Value?
    }
}

extension PlanFigures.Pair where Value == Int {
    /// Actual less plan; nil where one of them is not known.
    package var difference: Int? { actual.value.flatMap { value in plan.map { value - $0 } } }
}

extension PlanFigures.Pair where Value == Money {
    /// Actual less plan; nil where one of them is not known, or they are of two currencies.
    package var difference: Money? {
        guard let value = actual.value, let plan, plan.currency == value.currency else {
            return nil
        }
        let (cents, isTooLarge) = value.cents.subtractingReportingOverflow(plan.cents)
        return isTooLarge ? nil : Money(cents: cents, value.currency)
    }
}

extension Pipeline {
    /// - Returns: nil where no plan was read.
    package func plan(_ question: Figures.Question, jobs: Int) async -> PlanFigures? {
        guard !facts.plan.isEmpty else { return nil }
        let builder = PlanBuilder(self, question, await tally(question, jobs: jobs))
        return builder.figures()
    }
}

/// Sums of one month and source, planned or real.
private struct PlanSums {
    var cents: Int128?
    var mqls: Int?
    var sqls: Int?
    var won: Int?

    static func += (sum: inout PlanSums, other: PlanSums) {
        func added<Number: AdditiveArithmetic>(_ one: Number?, _ two: Number?) -> Number? {
            one == nil && two == nil ? nil : (one ?? .zero) + (two ?? .zero)
        }
        sum.cents = added(sum.cents, other.cents)
        sum.mqls = added(sum.mqls, other.mqls)
        sum.sqls = added(sum.sqls, other.sqls)
        sum.won = added(sum.won, other.won)
    }
}

private struct PlanBuilder {
    private let pipeline: Pipeline
    private let question: Figures.Question
    private let tally: Tally
    private var sources: SourceDirectory
    private let evidence: Evidence
    /// By first day of the month and source.
    private var planned: [Day: [String: PlanSums]] = [:]
    private var actual: [Day: [String: PlanSums]] = [:]
    private let months: [Period]
    /// Sources that some lead has, over all time up to the as-of day.
    private var met: Set<String> = []
    private let otherCurrencies: Int

    private static let all = "*"

    init(_ pipeline: Pipeline, _ question: Figures.Question, _ tally: Tally) {
        self.pipeline = pipeline
        self.question = question
        self.tally = tally
        evidence = Evidence(
            pipeline.facts, decider: pipeline.rules.decider(asOf: question.asOf),
            asOf: question.asOf)
        sources = pipeline.rules.sources
        let asked = pipeline.facts.plan.filter { row in
            row.month.overlap(with: question.period) != nil
                && row.month.first <= question.observed.endOfMonth
        }
        otherCurrencies = asked.count {
            $0.spend.map { $0.currency != question.currency } ?? false
        }
        months = Set(asked.map(\.month)).sorted { $0.first < $1.first }
        for row in asked where !row.isForAll {
            _ = sources.resolve(source: row.source, medium: "", campaign: "")
        }
        for row in asked {
            let key =
                row.isForAll
                ? Self.all
                : sources.key(source: row.source, medium: "", campaign: "")
            var sums = PlanSums(mqls: row.mqls, sqls: row.sqls, won: row.won)
            if row.spend?.currency == question.currency {
                sums.cents = row.spend.map { Int128($0.cents) }
            }
            planned[row.month.first, default: [:]][key, default: PlanSums()] += sums
        }
        for row in pipeline.facts.spend
        where row.money.currency == question.currency && row.category.isBought {
            let key =
                row.isShared
                ? Self.all
                : sources.key(
                    source: row.source, medium: row.medium, campaign: row.campaign)
            for month in months {
                guard let known = upToAsOf(month), row.period.overlap(with: known) != nil else {
                    continue
                }
                actual[month.first, default: [:]][key, default: PlanSums()] += PlanSums(
                    cents: Int128(row.cents(within: known)))
            }
        }
        countEvents()
    }

    private func upToAsOf(_ month: Period) -> Period? {
        Period(
            first: month.first, end: min(month.end, question.observed.endOfMonth.advanced(by: 1)))
    }

    /// MQLs, SQLs and customers in the month in which they became so, as a plan counts them.
    private mutating func countEvents() {
        for cell in tally.cells where cell.happened(by: question.asOf) {
            met.insert(sources.keys[cell.segment.source])
            var sums = PlanSums()
            let count = Int(truncatingIfNeeded: cell.count)
            switch cell.event {
            case .mql: sums.mqls = count
            case .sql, .impliedSQL: sums.sqls = count
            case .won: sums.won = count
            default: continue
            }
            let day = cell.day.advanced(by: cell.lag)
            guard let month = months.first(where: { $0.contains(day) }) else { continue }
            actual[month.first, default: [:]][
                sources.keys[cell.segment.source], default: PlanSums()] += sums
        }
    }

    func figures() -> PlanFigures {
        let rows = months.map(month)
        var (real, plan) = (PlanSums(), PlanSums())
        for month in months {
            let sums = totals(of: month)
            plan += sums.plan
            real += PlanSums(
                cents: sums.plan.cents == nil ? nil : sums.actual.cents,
                mqls: sums.plan.mqls == nil ? nil : sums.actual.mqls,
                sqls: sums.plan.sqls == nil ? nil : sums.actual.sqls,
                won: sums.plan.won == nil ? nil : sums.actual.won)
        }
        let book = pipeline.rules.book
        return PlanFigures(
            question: question, names: book.names,
            ruleBook: .init(name: book.name, version: book.version, fingerprint: book.fingerprint),
            decidedBy: pipeline.rules.decider(asOf: question.asOf), months: rows,
            otherCurrencies: otherCurrencies,
            total: row("total", Phrase(en: "total", nl: "totaal"), real, plan))
    }

    private func month(_ month: Period) -> PlanFigures.Month {
        let plan = planned[month.first] ?? [:]
        let real = actual[month.first] ?? [:]
        let keys = Set(plan.keys).union(real.keys).subtracting([Self.all]).sorted()
        let sums = totals(of: month)
        var fromSources = PlanSums()
        for (key, sum) in plan where key != Self.all { fromSources += sum }
        let forAll = plan[Self.all]
        let differs =
            forAll.map { all in
                func differ<Number: Equatable>(_ one: Number?, _ two: Number?) -> Bool {
                    one != nil && two != nil && one != two
                }
                return differ(all.cents, fromSources.cents) || differ(all.mqls, fromSources.mqls)
                    || differ(all.sqls, fromSources.sqls) || differ(all.won, fromSources.won)
            } ?? false
        let known = upToAsOf(month)
        return PlanFigures.Month(
            month: month, cutTo: known == month ? nil : known,
            rows: keys.map { key in
                row(
                    key, pipeline.rules.book.names.phrase(for: key), real[key] ?? PlanSums(),
                    cut(plan[key] ?? PlanSums(), to: known, of: month),
                    // A name that no lead has may be meant for leads of another.
                    unmatched: met.contains(key) ? nil : .noLeadOfName)
            }, total: row("total", Phrase(en: "total", nl: "totaal"), sums.actual, sums.plan),
            totalDiffersFromSources: differs, isForAll: forAll != nil)
    }

    /// All sources of a month, with what is shared by all; its plan is that for all sources
    /// together where there is one, else the sum over the sources.
    private func totals(of month: Period) -> (actual: PlanSums, plan: PlanSums) {
        var real = PlanSums()
        for sum in (actual[month.first] ?? [:]).values { real += sum }
        let plan = planned[month.first] ?? [:]
        let forAll = plan[Self.all]
        let known = upToAsOf(month)
        // What rows add up to is cut row by row, so that the total is the sum that people see.
        var cutSources = PlanSums()
        for (key, sum) in plan where key != Self.all {
            cutSources += cut(sum, to: known, of: month)
        }
        let cutForAll = cut(forAll ?? PlanSums(), to: known, of: month)
        return (
            real,
            PlanSums(
                cents: cutForAll.cents ?? cutSources.cents, mqls: cutForAll.mqls ?? cutSources.mqls,
                sqls: cutForAll.sqls ?? cutSources.sqls, won: cutForAll.won ?? cutSources.won)
        )
    }

    /// The plan of a month that is not over, by days.
    private func cut(_ plan: PlanSums, to known: Period?, of month: Period) -> PlanSums {
        guard let known, known != month else { return plan }
        func part(_ whole: Int128) -> Int64? {
            Rounding.halfEven(whole * Int128(known.length), over: Int128(month.length))
        }
        func part(_ whole: Int?) -> Int? { whole.flatMap { part(Int128($0)).map { Int($0) } } }
        return PlanSums(
            cents: plan.cents.flatMap { part($0).map { Int128($0) } }, mqls: part(plan.mqls),
            sqls: part(plan.sqls), won: part(plan.won))
    }

    private func row(
        _ key: String, _ label: Phrase, _ actual: PlanSums, _ plan: PlanSums,
        unmatched: Absence? = nil
    ) -> PlanFigures.Row {
        func money(_ cents: Int128) -> Money? {
            Money(exactly: cents, question.currency)
        }
        func known(_ count: Int?, _ absence: Absence?) -> Known<Int> {
            absence.map(Known.unknown) ?? .value(count ?? 0)
        }
        let hasSpend = pipeline.facts.spend.contains { $0.period.first <= question.asOf }
        return PlanFigures.Row(
            label: label, key: key,
            spend: .init(
                actual: !hasSpend
                    ? .unknown(.noSpendFile)
                    : actual.cents.map { Known(money($0), else: .tooLarge) }
                        ?? .unknown(.noSpendForRow),
                plan: plan.cents.flatMap(money)),
            mqls: .init(actual: known(actual.mqls, evidence.mqls ?? unmatched), plan: plan.mqls),
            sqls: .init(actual: known(actual.sqls, evidence.sqls ?? unmatched), plan: plan.sqls),
            won: .init(actual: known(actual.won, evidence.won ?? unmatched), plan: plan.won))
    }
}
