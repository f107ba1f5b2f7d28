package import Analysis
internal import Funnels
package import Quantities
internal import Valuation

/// Per month and source: what was planned, what came of it, and the difference.
package struct PlanReport {
    private let plan: PlanFigures
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    package init(_ plan: PlanFigures, _ language: Language = .en) {
        self.plan = plan
        say = Wording(language)
    }

    package var document: Document {
        let asOf = say.day(plan.question.asOf)
        var document = Document(
            title: say(
                "Actual against plan\(span) · as of \(asOf)",
                "Realisatie naast plan\(span) · peildatum \(asOf)")
                + " · \(say.decider(plan.decidedBy, book: plan.ruleBook)) · "
                + say.unit(plan.question.unit))
        document.blocks = [.paragraph(summary)]
        for month in plan.months {
            document.blocks += [.heading(title(month)), .table(table(month.rows, month.total))]
            if month.totalDiffersFromSources {
                document.blocks.append(
                    .lines([
                        say(
                            "The plan for all sources together (*) is not the sum of its sources; the "
                                + "total takes the former.",
                            "Het plan voor alle bronnen samen (*) is niet de som van de bronnen; het "
                                + "totaal neemt het eerste.")
                    ]))
            }
        }
        document.blocks.append(
            .lines([
                say(
                    "SQLs and customers of the month in which they became so, as a plan counts them; "
                        + "`mql report` follows the MQLs of a month instead.",
                    "SQL's en klanten van de maand waarin zij dat werden, zoals een plan telt; "
                        + "`mql report` volgt de MQL's van een maand."),
                say(
                    "Spend is what was bought; own hours and tools are not in it. What is shared by all "
                        + "sources is in the total only.",
                    "Uitgaven zijn inkoop, zonder eigen uren en tools. Wat van alle bronnen samen is "
                        + "staat alleen in het totaal."),
            ]))
        if plan.otherCurrencies > 0 {
            let rows = say.count(plan.otherCurrencies, .row)
            document.blocks.append(
                .lines([
                    say(
                        "Left out: planned amounts in another currency (\(rows)).",
                        "Weggelaten: geplande bedragen in een andere valuta (\(rows)).")
                ]))
        }
        document.dataTable = dataTable
        return document
    }

    /// The months that are shown, which may be more than the days that were asked for.
    private var span: String {
        guard let first = plan.months.first?.month, let last = plan.months.last?.month else {
            return ""
        }
        let months = [numbers.month(first.first), numbers.month(last.first)]
        return first == last
            ? " \(months[0])" : " \(months.joined(separator: say(" to ", " t/m ")))"
    }

    private func title(_ month: PlanFigures.Month) -> String {
        let name = numbers.month(month.month.first)
        guard let cut = month.cutTo else { return name }
        let day = say.day(cut.lastDay)
        return name
            + say(
                ": not over, so its plan is cut by days to \(day)",
                ": niet voorbij, dus het plan is naar dagen ingekort tot \(day)")
    }

    private var summary: String {
        let total = plan.total
        func part(_ pair: PlanFigures.Pair<Int>, _ noun: Wording.Noun) -> String? {
            guard let actual = pair.actual.value.map({ say.count($0, noun) }),
                let planned = pair.plan
            else { return nil }
            return say(
                "\(actual) (planned \(numbers.count(planned)))",
                "\(actual) (gepland \(numbers.count(planned)))")
        }
        var parts = [
            part(total.mqls, .mql), part(total.sqls, .sql), part(total.won, .customer),
        ].compactMap { $0 }
        if let actual = total.spend.actual.value, let planned = total.spend.plan {
            let (one, other) = (numbers.money(actual), numbers.money(planned))
            parts.append(
                say("\(one) spent (planned \(other))", "\(one) uitgegeven (gepland \(other))"))
        }
        guard !parts.isEmpty else {
            return plan.months.isEmpty
                ? say(
                    "No month of the plan lies in this period and has begun.",
                    "Geen maand van het plan ligt in deze periode en is begonnen.")
                : hasPlan
                    ? say(
                        "What came of the plan is not known.",
                        "Wat er van het plan kwam is niet bekend.")
                    : say(
                        "Nothing was planned for these months.",
                        "Voor deze maanden is niets gepland.")
        }
        return parts.joined(separator: ", ") + "." + (unplanned ?? "")
    }

    private var hasPlan: Bool {
        let total = plan.total
        return total.spend.plan != nil || total.mqls.plan != nil || total.sqls.plan != nil
            || total.won.plan != nil
    }

    /// MQLs of sources that no plan names, which the total holds all the same.
    private var unplanned: String? {
        let rows = plan.months.flatMap { month in
            month.total.mqls.plan == nil || month.isForAll ? [] : month.rows
        }
        let mqls = rows.filter { $0.mqls.plan == nil }.compactMap(\.mqls.actual.value).reduce(0, +)
        guard mqls > 0 else { return nil }
        let count = say.count(mqls, .mql)
        return say(
            " \(count) of these \(mqls == 1 ? "is" : "are") of sources without a plan.",
            " Daarvan \(mqls == 1 ? "is" : "zijn") \(count) van bronnen zonder plan.")
    }

    private func table(_ rows: [PlanFigures.Row], _ total: PlanFigures.Row) -> Table {
        let of = say("Plan", "Plan")
        // With cents where any amount of the table has them.
        let amounts = (rows + [total]).flatMap { [$0.spend.actual.value, $0.spend.plan] }
        let isWhole = amounts.allSatisfy { ($0?.cents ?? 0) % 100 == 0 }
        return Table(
            columns: [
                .init(say("Source", "Bron"), key: "source", isText: true),
                .init(say("Spend", "Inkoop"), key: "spend"), .init("+/−", key: "spend_difference"),
                .init(say("MQLs", "MQL's"), key: "mqls"), .init(of, key: "mqls_plan"),
                .init("+/−", key: "mqls_difference"), .init(say("SQLs", "SQL's"), key: "sqls"),
                .init(of, key: "sqls_plan"), .init("+/−", key: "sqls_difference"),
                .init(say("Won", "Klanten"), key: "won"), .init(of, key: "won_plan"),
                .init("+/−", key: "won_difference"),
            ],
            rows: (rows + [total]).map { row in
                [
                    .text(say.text(row.label)), spend(row.spend, isWhole),
                    row.spend.difference.map { .text(signed($0, isWhole)) } ?? .dash,
                ] + cells(row.mqls) + cells(row.sqls) + cells(row.won)
            }, hasTotal: true)
    }

    /// `1,286.61 of 1,350`.
    private func spend(_ pair: PlanFigures.Pair<Money>, _ isWhole: Bool) -> Cell {
        func text(_ money: Money?) -> String {
            money.map { numbers.amount($0, whole: true) } ?? "–"
        }
        guard pair.actual.value != nil || pair.plan != nil else { return .dash }
        return .text("\(text(pair.actual.value)) \(say("of", "van")) \(text(pair.plan))")
    }

    private func cells(_ pair: PlanFigures.Pair<Int>) -> [Cell] {
        [
            pair.actual.value.map(Cell.count) ?? .dash,
            pair.plan.map(Cell.count) ?? .dash,
            pair.difference.map { .text(($0 > 0 ? "+" : "") + numbers.count($0)) } ?? .dash,
        ]
    }

    private func signed(_ money: Money, _ isWhole: Bool) -> String {
        (money.cents > 0 ? "+" : "") + numbers.amount(money, whole: isWhole)
    }

    /// One row per month and source, each number in a cell of its own.
    private var dataTable: Table {
        let names = ["mqls", "sqls", "won"]
        let columns =
            [
                Table.Column("", key: "month", isText: true),
                .init("", key: "cut_to"), .init("", key: "source", isText: true),
                .init("", key: "spend"),
                .init("", key: "spend_plan"), .init("", key: "spend_difference"),
            ]
            + names.flatMap { name in
                ["", "_plan", "_difference"].map { Table.Column("", key: name + $0) }
            }
        func counts(_ pair: PlanFigures.Pair<Int>) -> [Cell] {
            [pair.actual.value, pair.plan, pair.difference].map {
                $0.map(Cell.count) ?? .blank
            }
        }
        return Table(
            columns: columns,
            rows: plan.months.flatMap { month in
                (month.rows + [month.total]).map { row in
                    let money = [row.spend.actual.value, row.spend.plan, row.spend.difference]
                    return [
                        .text(String(month.month.first.description.prefix(7))),
                        month.cutTo.map { .day($0.lastDay) } ?? .blank, .text(row.key),
                    ] + money.map { $0.map(Cell.money) ?? .blank } + counts(row.mqls)
                        + counts(row.sqls) + counts(row.won)
                }
            })
    }
}

extension PlanReport {
    package var json: JSONValue {
        .object([
            ("schema", .string("mql.plan/1")), ("as_of", .string("\(plan.question.asOf)")),
            ("unit", .string(plan.question.unit.rawValue)),
            ("currency", .string(plan.question.currency.code)),
            (
                "months",
                .array(
                    plan.months.map { month in
                        .object([
                            ("month", .string(String(month.month.first.description.prefix(7)))),
                            ("cut_to", month.cutTo.map { .string("\($0.lastDay)") } ?? .null),
                            ("rows", .array(month.rows.map(row))), ("total", row(month.total)),
                        ])
                    })
            ), ("total", row(plan.total)),
        ])
    }

    private func row(_ row: PlanFigures.Row) -> JSONValue {
        func counts(_ pair: PlanFigures.Pair<Int>) -> JSONValue {
            .known([
                ("actual", pair.actual.map(JSONValue.int)),
                ("plan", .value(pair.plan.map(JSONValue.int) ?? .null)),
                ("difference", .value(pair.difference.map(JSONValue.int) ?? .null)),
            ])
        }
        func amount(_ money: Money?) -> JSONValue { money.map(JSONValue.amount) ?? .null }
        return .object([
            ("key", .string(row.key)),
            (
                "spend",
                .known([
                    ("actual", row.spend.actual.map(JSONValue.amount)),
                    ("plan", .value(amount(row.spend.plan))),
                    ("difference", .value(amount(row.spend.difference))),
                ])
            ), ("mqls", counts(row.mqls)), ("sqls", counts(row.sqls)), ("won", counts(row.won)),
        ])
    }
}
