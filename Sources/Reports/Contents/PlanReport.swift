package import Analysis
internal import Funnels
internal import Quantities
internal import Valuation

/// Per month and source: what was planned, what came of it, and the difference.
package struct PlanReport: Report {
    private let plan: PlanFigures
    package let context: ReportContext

    package init(_ plan: PlanFigures, _ context: ReportContext = ReportContext()) {
        self.plan = plan
        self.context = context
    }

    package var document: Document {
        let asOf = say.asOf(plan.question.observed)
        var document = Document(
            say(
                "Actual against plan\(span) · \(asOf)",
                "Realisatie naast plan\(span) · \(asOf)")
                + " · \(say.decider(plan.decidedBy, book: plan.ruleBook)) · "
                + say.unit(plan.question.unit))
        document.add(.paragraph(summary), .onPage(PlanChart(plan, say).blocks))
        for month in plan.months {
            document.section(title(month), .table(table(month.rows, month.total)))
            if month.totalDiffersFromSources {
                document.add(
                    .lines([
                        say(
                            "The plan for all sources together (*) is not the sum of its sources; the total uses the former.",
                            "Het plan voor alle bronnen samen (*) is niet de som van de bronnen; het totaal gebruikt het "
                                + "eerste.")
                    ]))
            }
        }
        document.add(
            .lines([
                say(
                    "SQLs and customers count in the month in which they became one, as in a plan; `mql report` "
                        + "follows the MQLs of a month instead.",
                    "SQL's en klanten tellen in de maand waarin ze dat werden, zoals in een plan; `mql report` "
                        + "volgt juist de MQL's van een maand."),
                say(
                    "Spend is what was bought; own hours and tools are not in it. What all sources share is only "
                        + "in the total.",
                    "Uitgaven zijn inkoop, zonder eigen uren en tools. Wat alle bronnen delen staat alleen in "
                        + "het totaal."),
            ]))
        if plan.otherCurrencies > 0 {
            let rows = say.count(plan.otherCurrencies, .row)
            document.add(
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
                ": not over yet, so its plan is cut by days to \(day)",
                ": nog niet voorbij, dus het plan is naar dagen ingekort tot \(day)")
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
                say("\(one) spent (planned \(other))", "\(one) besteed (gepland \(other))"))
        }
        guard !parts.isEmpty else {
            return plan.months.isEmpty
                ? say(
                    "No month of the plan in this period has begun.",
                    "Geen maand van het plan in deze periode is al begonnen.")
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
        // With cents where any amount of the table has them.
        let amounts = (rows + [total]).flatMap { [$0.spend.actual.value, $0.spend.plan] }
        return Table(
            Self.fields(isWhole: amounts.allSatisfy { ($0?.cents ?? 0) % 100 == 0 }),
            rows + [total], hasTotal: true)
    }

    /// - Parameter isWhole: whether all amounts are without cents.
    static func fields(isWhole: Bool) -> [Field<PlanFigures.Row>] {
        [
            Field("source", .source, .source, .text) { .phrase($0.label) },
            Field("spend", "Spend", "Besteed", .boughtFor, rank: 0) {
                $0.spend.actual.value.map { amount($0, isWhole) } ?? .dash
            },
            Field("spend_plan", "Plan", "Plan", .planned, rank: 3) {
                $0.spend.plan.map { amount($0, isWhole) } ?? .dash
            },
            Field("spend_difference", "+/−", "+/−", .planned) {
                $0.spend.difference.map { change in
                    .stated(
                        Wording.both {
                            (change.cents > 0 ? "+" : "")
                                + $0.numbers.amount(change, whole: isWhole)
                        }, Double(change.cents) / 100, .money)
                } ?? .dash
            },
        ] + counted("mqls", .mqls, .mql) { $0.mqls }
            + counted("sqls", .sqls, .sql) { $0.sqls }
            + counted("won", .won, .deals) { $0.won }
    }

    private static func counted(
        _ key: String, _ title: Phrase, _ help: Glossary.Term,
        _ pair: @escaping @Sendable (PlanFigures.Row) -> PlanFigures.Pair<Int>
    ) -> [Field<PlanFigures.Row>] {
        [
            Field(key, title, help, rank: 1) { .of(pair($0).actual) },
            Field("\(key)_plan", "Plan", "Plan", .planned, rank: 2) { .counted(pair($0).plan) },
            Field("\(key)_difference", "+/−", "+/−", .planned) { row in
                pair(row).difference.map { change in
                    .stated(
                        Wording.both { (change > 0 ? "+" : "") + $0.numbers.count(change) },
                        Double(change), .count)
                } ?? .dash
            },
        ]
    }

    private static func amount(_ money: Money, _ isWhole: Bool) -> Cell {
        isWhole ? .rounded(money) : .money(money)
    }

    /// A row of a month, each number in a cell of its own.
    struct Line: Sendable {
        fileprivate let month: PlanFigures.Month
        fileprivate let row: PlanFigures.Row
    }

    static let dataFields: [Field<Line>] =
        [
            Field(data: "month", .text) {
                .text(String($0.month.month.first.description.prefix(7)))
            },
            Field(data: "cut_to") { $0.month.cutTo.map { .day($0.lastDay) } ?? .blank },
            Field(data: "source", .text) { .text($0.row.key) },
        ] + data("spend", Cell.money, { $0.spend }, difference: \.difference)
        + data("mqls", Cell.count, { $0.mqls }, difference: \.difference)
        + data("sqls", Cell.count, { $0.sqls }, difference: \.difference)
        + data("won", Cell.count, { $0.won }, difference: \.difference)

    private static func data<Value>(
        _ key: String, _ cell: @escaping @Sendable (Value) -> Cell,
        _ pair: @escaping @Sendable (PlanFigures.Row) -> PlanFigures.Pair<Value>,
        difference: @escaping @Sendable (PlanFigures.Pair<Value>) -> Value?
    ) -> [Field<Line>] {
        [
            Field(data: key) { pair($0.row).actual.value.map(cell) ?? .blank },
            Field(data: "\(key)_plan") { pair($0.row).plan.map(cell) ?? .blank },
            Field(data: "\(key)_difference") { difference(pair($0.row)).map(cell) ?? .blank },
        ]
    }

    private var dataTable: Table {
        let lines = plan.months.flatMap { month in
            (month.rows + [month.total]).map { Line(month: month, row: $0) }
        }
        let totals = lines.indices.filter { lines[$0].row.key == plan.total.key }
        var table = Table(Self.dataFields, lines, sums: Set(totals))
        table.naming = 2
        return table
    }
}

extension PlanReport {
    package var json: JSONValue {
        .members([
            "schema": "mql.plan/1", "as_of": plan.question.asOf,
            "data_until": plan.question.observed.data,
            "observed_until": plan.question.observed.sqls,
            "unit": plan.question.unit.rawValue, "currency": plan.question.currency.code,
            "months": plan.months.map { month in
                JSONValue.members([
                    "month": String(month.month.first.description.prefix(7)),
                    "cut_to": month.cutTo.map(\.lastDay), "rows": month.rows.map(row),
                    "total": row(month.total),
                ])
            }, "total": row(plan.total),
        ])
    }

    private func row(_ row: PlanFigures.Row) -> JSONValue {
        func counts(_ pair: PlanFigures.Pair<Int>) -> JSONValue {
            .members(["actual": pair.actual, "plan": pair.plan, "difference": pair.difference])
        }
        return .members([
            "key": row.key,
            "spend": JSONValue.members([
                "actual": row.spend.actual, "plan": row.spend.plan,
                "difference": row.spend.difference,
            ]), "mqls": counts(row.mqls), "sqls": counts(row.sqls), "won": counts(row.won),
        ])
    }
}
