package import Analysis
internal import Economics
internal import Funnels
package import Intake
internal import Quantities

/// The same answer as data, beside the figures that it follows from.
package struct JustificationJSON {
    private let justification: JustificationFigures
    private let reading: Reading
    private var figures: Figures { justification.figures }
    private var total: JustificationFigures.Row { justification.total }

    package init(_ justification: JustificationFigures, _ reading: Reading) {
        self.justification = justification
        self.reading = reading
    }

    package var value: JSONValue {
        FiguresJSON(figures, reading).with([("justification", justificationValue)])
    }

    private var justificationValue: JSONValue {
        .object([
            ("required_return", .number(justification.requiredReturn)),
            ("verdict", justification.verdict.value.map { .string($0.rawValue) } ?? .null),
            (
                "why",
                justification.verdict.absence.map { .string(Wording().why($0)) } ?? .null
            ),
            (
                "margin_per_sale",
                figures.sales.margin.value.map(JSONValue.amount) ?? .null
            ),
            (
                "ledger",
                justification.ledger.map { ledger in
                    .object([
                        ("books", .amount(ledger.books)), ("files", .amount(ledger.file)),
                        (
                            "difference",
                            .amount(Money(cents: ledger.difference, ledger.file.currency))
                        ),
                    ])
                } ?? .null
            ),
            ("rows", .array(justification.rows.map(row))), ("total", row(total)),
            ("what_if", WhatIfSection(justification.whatIf, mqls: 0, Wording()).json),
        ])
    }

    private func row(_ row: JustificationFigures.Row) -> JSONValue {
        func worth(_ amount: @escaping (Worth) -> Money) -> Known<JSONValue> {
            row.worth.map { .amount(amount($0)) }
        }
        return .known([
            ("key", .value(.string(row.row.key))), ("cost", row.cost.map(JSONValue.amount)),
            ("is_all_in", .value(.bool(row.isAllIn))), ("worth", worth(\.mean)),
            ("worth_low", worth(\.low)), ("worth_median", worth(\.median)),
            ("worth_high", worth(\.high)),
            ("chance_pays", .value(row.pays.map(JSONValue.number) ?? .null)),
            ("chance_meets", .value(row.meets.map(JSONValue.number) ?? .null)),
            ("highest_price", worth { $0.highestPrice(justification.requiredReturn) }),
            ("chance_sql", row.worth.map { .number($0.expectedRate) }),
            ("chance_won", row.worth.map { .number($0.expectedWins) }),
            (
                "advice",
                .value(row.row.key == total.row.key ? .null : .string(row.advice.code))
            ),
            ("effect", row.effect.map(JSONValue.amount)),
        ])
    }
}
