package import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// The same plan as data, and as a file that `mql plan` reads.
package struct BudgetJSON {
    private let budget: BudgetFigures
    private let context: ReportContext
    private var plan: BudgetPlan { budget.plan }

    package init(_ budget: BudgetFigures, _ context: ReportContext) {
        self.budget = budget
        self.context = context
    }

    /// The whole report, with the plan beside the figures that it was learned from.
    package var value: JSONValue {
        FiguresJSON(budget.figures, context).with(["budget": budgetValue])
    }

    private var budgetValue: JSONValue {
        let goal: JSONObject =
            switch budget.asked.goal {
            case .amount(let cents):
                ["amount": Money(cents: cents, budget.figures.question.currency)]
            case .sqls(let count): ["sqls": count]
            case .customers(let count): ["customers": count]
            }
        func count(_ count: UncertainCount) -> JSONValue {
            .members(["low": count.quantile(0.1), "high": count.quantile(0.9)])
        }
        return .members([
            "goal": goal,
            "period": JSONValue.members([
                "first": budget.asked.period.first, "last": budget.asked.period.lastDay,
            ]), "seed": "\(budget.asked.seed)", "required_return": budget.requiredReturn,
            "unspent": budget.unspent, "rows": budget.rows.map(row), "total": outcome(plan.total),
            "sqls_in_four_of_five": count(plan.sqls),
            "customers_in_four_of_five": count(plan.customers),
            "gain_in_four_of_five": budget.margin == nil ? JSONValue.null : gain,
            "would_have_come_anyway": budget.anyway.map(outcome),
            "as_today": plan.asToday.map(outcome), "chance_better_than_today": plan.chanceBetter,
            "part_of_change": plan.step, "chance_of_all_of_it": plan.chanceOfBest,
            "months": months,
            "arrivals": budget.arrivals.map(arrival),
        ])
    }

    /// What the months of the plan bring beside those that were; null where nothing is supposed of months.
    private var months: JSONValue {
        let effects = budget.monthEffects
        guard !effects.factors.isEmpty else { return .null }
        return .members([
            "learned_first": Self.month(budget.firstMonth),
            "learned_last": Self.month(budget.lastMonth), "factor": effects.beside,
            "season": effects.season, "quarter_spread": effects.quarterSpread,
            "trend_per_month": effects.trend.map { trend in
                JSONValue.members([
                    "value": trend.value, "low": trend.value - 1.96 * trend.spread,
                    "high": trend.value + 1.96 * trend.spread, "is_shown": trend.isShown,
                ])
            },
        ])
    }

    private var gain: JSONValue {
        .members(["low": money(plan.gain.low), "high": money(plan.gain.high)])
    }

    private func arrival(_ arrival: BudgetFigures.Arrival) -> JSONValue {
        let month = arrival.month.map(Self.month) ?? "later"
        return .members([
            "month": month, "spend": arrival.spend, "mqls": arrival.mqls, "sqls": arrival.sqls,
            "won": arrival.customers, "margin": arrival.margin, "balance": arrival.balance,
        ])
    }

    private func row(_ row: BudgetFigures.Row) -> JSONValue {
        .members([
            "key": row.key, "today": row.now, "spend": row.spend, "reason": row.reason.code,
            "if_otherwise": row.range.map { JSONValue.members(["low": $0.low, "high": $0.high]) },
            "expected": row.outcome.map(outcome), "credited": row.credited.map(outcome),
            "caused": row.caused?.share,
            "next_euro": budget.margin == nil ? nil : row.nextEuro, "elasticity": row.elasticity,
            "is_measured": row.isMeasured, "best": row.best,
        ])
    }

    private func outcome(_ outcome: BudgetOutcome) -> JSONValue {
        let knowsMargin = budget.margin != nil
        return .members([
            "spend": money(outcome.spend), "mqls": outcome.mqls, "sqls": outcome.sqls,
            "won": outcome.customers,
            "own_cost": budget.knowsOwnCosts ? money(outcome.ownCost) : nil,
            "margin": knowsMargin ? money(outcome.margin) : nil,
            "gain": knowsMargin ? money(outcome.gain) : nil,
        ])
    }

    private func money(_ cents: Double) -> Money? {
        Money(rounding: cents, budget.figures.question.currency)
    }

    private static func month(_ month: Period) -> String {
        String(month.first.description.prefix(7))
    }

    /// A plan of month, source, spend, MQLs, SQLs and customers, each in the month in which it comes.
    package var planFile: String {
        var text = "month,source,spend,mqls,sqls,won\n"
        let planned = budget.asked.period.months
        let total = plan.total
        /// The part of all that has come by the end of each month.
        func parts(_ part: (BudgetFigures.Arrival) -> Double, of whole: Double) -> [Double] {
            var sum = 0.0
            return budget.arrivals.map { arrival in
                sum += part(arrival)
                return whole > 0 ? sum / whole : 0
            }
        }
        let (mqls, sqls, won) = (
            parts(\.mqls, of: total.mqls), parts(\.sqls, of: total.sqls),
            parts(\.customers, of: total.customers)
        )
        let spends = budget.rows.map { row in
            Rounding.split(row.spend.cents, by: planned.map { Int64($0.length) }) ?? []
        }
        for (place, arrival) in budget.arrivals.enumerated() {
            guard let month = arrival.month else { continue }
            for (row, spend) in zip(budget.rows, spends) {
                /// Whole ones, so that the months add up to the rounded whole; nil where nothing is known.
                func count(_ number: Double?, _ parts: [Double]) -> Int? {
                    guard let number, number < 1e15 else { return nil }
                    let before = place == 0 ? 0 : (number * parts[place - 1]).rounded()
                    return Int((number * parts[place]).rounded() - before)
                }
                // What comes is told by what is credited, also where a test showed what was caused.
                let credited = row.credited ?? row.outcome
                let counts = [
                    count(credited?.mqls, mqls), count(credited?.sqls, sqls),
                    count(credited?.customers, won),
                ]
                // What is spent after these months is for the next plan to say.
                let cents =
                    place < planned.count ? (spend.indices.contains(place) ? spend[place] : 0) : nil
                // In its own months a source that gets nothing stands there too, so that what is spent on it
                // after all stands out.
                guard cents != nil || counts.contains(where: { $0 ?? 0 != 0 })
                else { continue }
                let fields =
                    [
                        Self.month(month), CSVFormat.escaped(CSVFormat.guarded(row.key)),
                        cents.map { FixedPoint.text(cents: $0) } ?? "",
                    ] + counts.map { $0.map { "\($0)" } ?? "" }
                text += fields.joined(separator: ",") + "\n"
            }
        }
        return text
    }
}

extension BudgetFigures.Reason {
    /// The word that programs read.
    var code: String {
        switch self {
        case .nextEuro: "next_euro"
        case .partOfTheWay: "part_of_the_way"
        case .asToday: "as_today"
        case .mostEverTried: "most_ever_tried"
        case .asAtMost: "at_most"
        case .asAtLeast: "at_least"
        case .bringsLess: "brings_less"
        case .notWorthItsHours: "not_worth_its_hours"
        case .asFixed: "fixed"
        case .asWhole: "whole"
        case .notTaken: "not_taken"
        case .test: "test"
        case .testTooDear: "test_too_dear"
        case .notMatched: "not_matched"
        case .broughtNothing: "brought_nothing"
        case .comesWithoutSpend: "comes_without_spend"
        case .untilDay: "too_young"
        case .notKnown: "not_known"
        }
    }
}
