package import Analysis
internal import Economics
internal import Funnels
internal import Leads
internal import Quantities

/// The same answer as data, beside the figures that it follows from.
package struct JustificationJSON {
    private let justification: JustificationFigures
    private let context: ReportContext
    private var figures: Figures { justification.figures }
    private var total: JustificationFigures.Row { justification.total }

    package init(_ justification: JustificationFigures, _ context: ReportContext) {
        self.justification = justification
        self.context = context
    }

    /// The whole report, with the answer beside the figures that it follows from.
    package var value: JSONValue {
        FiguresJSON(figures, context).with(["justification": justificationValue])
    }

    var justificationValue: JSONValue {
        .members([
            "required_return": justification.requiredReturn,
            "required_return_said": justification.requiredSaid,
            "verdict": justification.verdict.value.map(\.rawValue),
            "why": justification.verdict.absence.map { Wording().why($0) },
            "margin_per_sale": figures.sales.margin.value,
            "margin_of": figures.sales.basis?.rawValue ?? "said",
            "together": justification.joint.map { joint in
                JSONValue.members([
                    "stopped": joint.stopped, "saved": joint.saved, "effect": joint.effect,
                    "effect_low": joint.effectLow, "effect_high": joint.effectHigh,
                    "staying": joint.staying, "mqls_left": joint.mqlsLeft,
                    "cost_left": joint.costLeft,
                ])
            },
            "sales": SalesText(figures.sales, Wording()).json,
            "is_without_repeat_orders": figures.sales.isWithoutRepeats,
            "ledger": justification.ledger.map { ledger in
                JSONValue.members([
                    "books": ledger.books, "files": ledger.file,
                    "difference": Money(cents: ledger.difference, ledger.file.currency),
                ])
            }, "rows": justification.rows.map(row),
            "blocks": justification.blocks.map { row($0.sum) },
            "would_have_come_anyway": justification.anyway,
            "tests": TestedSources(figures, Wording()).json,
            "effect_of_not_known": justification.effectNotSaid,
            "effect_outside_rows": justification.effectOutsideRows, "total": row(total),
            "what_if": WhatIfSection(justification.whatIf, mqls: 0, Wording()).json,
        ])
    }

    func row(_ row: JustificationFigures.Row) -> JSONValue {
        func worth(_ amount: @escaping (Worth) -> Money) -> Known<Money> {
            row.worth.map { amount($0) }
        }
        return .members([
            "key": row.row.key,
            "bought": row.row.key == total.row.key ? nil : row.row.buying.rawValue,
            "cost": row.cost, "is_all_in": row.isAllIn, "worth": worth(\.mean),
            "worth_is_least": row.row.worthIsLeast, "avoidable_cost": row.avoidable,
            "saved_by_stopping": row.saved,
            "worth_low": worth(\.low), "worth_median": worth(\.median), "worth_high": worth(\.high),
            "chance_pays": row.pays, "chance_meets": row.meets,
            "highest_price": justification.requiredReturn.map { required in
                worth { $0.highestPrice(required) }
            }, "next_euro": row.nextEuro,
            "chance_sql": row.worth.map(\.expectedRate),
            "chance_won": row.worth.map(\.expectedWins),
            "caused": row.worth.map(\.caused),
            "advice": row.row.key == total.row.key || row.advice == .sum ? nil : row.advice.code,
            "effect": row.effect,
            "pays_with_repeats_of": row.turnedByRepeats,
        ])
    }
}
