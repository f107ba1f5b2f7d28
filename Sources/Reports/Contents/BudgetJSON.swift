package import Analysis
internal import Economics
internal import Funnels
package import Intake
internal import Quantities

/// The same plan as data, and as a file that `mql plan` reads.
package struct BudgetJSON {
    private let budget: BudgetFigures
    private let reading: Reading
    private var plan: BudgetPlan { budget.plan }

    package init(_ budget: BudgetFigures, _ reading: Reading) {
        self.budget = budget
        self.reading = reading
    }

    package var value: JSONValue {
        FiguresJSON(budget.figures, reading).with([("budget", budgetValue)])
    }

    private var budgetValue: JSONValue {
        let goal: (String, JSONValue) =
            switch budget.asked.goal {
            case .amount(let cents):
                ("amount", .amount(Money(cents: cents, budget.figures.question.currency)))
            case .sqls(let count): ("sqls", .int(count))
            case .customers(let count): ("customers", .int(count))
            }
        func count(_ count: UncertainCount) -> JSONValue {
            .object([("low", .int(count.quantile(0.1))), ("high", .int(count.quantile(0.9)))])
        }
        return .object([
            ("goal", .object([goal])),
            (
                "period",
                .object([
                    ("first", .string("\(budget.asked.period.first)")),
                    ("last", .string("\(budget.asked.period.lastDay)")),
                ])
            ),
            ("seed", .string("\(budget.asked.seed)")),
            ("required_return", budget.required.map(JSONValue.number) ?? .null),
            ("unspent", budget.unspent.map(JSONValue.amount) ?? .null),
            ("rows", .array(budget.rows.map(row))), ("total", outcome(plan.total)),
            ("sqls_in_four_of_five", count(plan.sqls)),
            ("customers_in_four_of_five", count(plan.customers)),
            ("gain_in_four_of_five", budget.margin == nil ? .null : gain),
            ("as_today", plan.asToday.map(outcome) ?? .null),
            ("chance_better_than_today", plan.chanceBetter.map(JSONValue.number) ?? .null),
            ("arrivals", .array(budget.arrivals.map(arrival))),
        ])
    }

    private var gain: JSONValue {
        .object([("low", money(plan.gain.low)), ("high", money(plan.gain.high))])
    }

    private func arrival(_ arrival: BudgetFigures.Arrival) -> JSONValue {
        let month = arrival.month.map(Self.month) ?? "later"
        return .object([
            ("month", .string(month)), ("spend", .amount(arrival.spend)),
            ("mqls", .number(arrival.mqls)), ("sqls", .number(arrival.sqls)),
            ("won", .number(arrival.customers)),
            ("margin", arrival.margin.map(JSONValue.amount) ?? .null),
            ("balance", arrival.balance.map(JSONValue.amount) ?? .null),
        ])
    }

    private func row(_ row: BudgetFigures.Row) -> JSONValue {
        .object([
            ("key", .string(row.key)), ("today", .amount(row.now)), ("spend", .amount(row.spend)),
            ("reason", .string(row.reason.code)),
            (
                "if_otherwise",
                row.range.map {
                    .object([("low", .amount($0.low)), ("high", .amount($0.high))])
                } ?? .null
            ),
            ("expected", row.outcome.map(outcome) ?? .null),
            (
                "next_euro",
                budget.margin == nil ? .null : row.nextEuro.map(JSONValue.number) ?? .null
            ),
            ("elasticity", row.elasticity.map(JSONValue.number) ?? .null),
            ("is_measured", row.isMeasured.map(JSONValue.bool) ?? .null),
        ])
    }

    private func outcome(_ outcome: BudgetOutcome) -> JSONValue {
        let knowsMargin = budget.margin != nil
        return .object([
            ("spend", money(outcome.spend)), ("mqls", .number(outcome.mqls)),
            ("sqls", .number(outcome.sqls)), ("won", .number(outcome.customers)),
            ("own_cost", budget.knowsOwnCosts ? money(outcome.ownCost) : .null),
            ("margin", knowsMargin ? money(outcome.margin) : .null),
            ("gain", knowsMargin ? money(outcome.gain) : .null),
        ])
    }

    private func money(_ cents: Double) -> JSONValue {
        Money(rounding: cents, budget.figures.question.currency).map(JSONValue.amount) ?? .null
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
                let counts = [
                    count(row.outcome?.mqls, mqls), count(row.outcome?.sqls, sqls),
                    count(row.outcome?.customers, won),
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
