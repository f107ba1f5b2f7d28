package import Analysis
internal import Funnels
internal import Quantities
internal import Valuation

/// What a period to come will bring, month by month, against the plan and against one's own past.
package struct ForecastReport: Report {
    private let forecast: ForecastFigures
    package let context: ReportContext
    private typealias Expected = ForecastFigures.Expected

    package init(_ forecast: ForecastFigures, _ context: ReportContext = ReportContext()) {
        self.forecast = forecast
        self.context = context
    }

    package var document: Document {
        let question = forecast.question
        var document = Document(
            say(
                "Forecast \(say.period(forecast.period)) · \(say.asOf(question.observed))",
                "Prognose \(say.period(forecast.period)) · \(say.asOf(question.observed))")
                + " · \(say.decider(forecast.decidedBy, book: forecast.ruleBook)) · "
                + say.unit(question.unit))
        document.add(.paragraph(summary), .list(goals + planLack + gap), .onPage(chart))
        document.section(say("By month", "Per maand"), .table(Table(fields, rows, hasTotal: true)))
        document.section(
            say("Here already, and still to come", "Al binnen, en nog te komen"), .list(parts))
        document.section(
            say("How soon", "Hoe snel"),
            forecast.velocity.allSatisfy(\.isEmpty)
                ? []
                : [
                    .table(Table(velocityFields, forecast.velocity, hasTotal: true)),
                    .lines(
                        [
                            say(
                                "Days of those that take the step: half take so many or fewer, and half lie between the other "
                                    + "two. Who is still on the way counts for as long as it was watched; – where fewer than "
                                    + "five took the step.",
                                "Dagen van wie de stap zet: de helft doet er zo lang of korter over, en de helft ligt tussen de "
                                    + "andere twee. Wie nog onderweg is, telt mee zolang dat te zien was; – waar minder dan "
                                    + "vijf de stap zetten.")
                        ] + contactsLack),
                ])
        document.section(
            say("What this would have said before", "Wat dit eerder had gezegd"), past)
        document.section(say(.basis), .lines(basis), .labelled([context.again]))
        document.dataTable = Table(Self.dataFields, rows.map { $0 })
        return document
    }

    // MARK: Sentences

    private func count(_ expected: Expected, _ noun: Wording.Noun) -> String {
        let word = say.count(2, noun).drop { !$0.isLetter }
        return "\(numbers.expected(expected.mean)) \(word) (\(range(expected)))"
    }

    private func range(_ expected: Expected) -> String {
        "\(numbers.count(Int(expected.low)))–\(numbers.count(Int(expected.high)))"
    }

    private func money(_ cents: Double) -> Money {
        Money(rounding: cents, forecast.question.currency)
            ?? Money(cents: 0, forecast.question.currency)
    }

    private func money(_ expected: Expected) -> String {
        let range = say(
            "\(numbers.whole(money(expected.low))) to \(numbers.whole(money(expected.high)))",
            "\(numbers.whole(money(expected.low))) tot \(numbers.whole(money(expected.high)))")
        return "\(numbers.whole(money(expected.mean))) (\(range))"
    }

    /// One sentence that somebody can repeat.
    package var summary: String {
        let total = forecast.total
        var parts = [count(total.mqls, .mql)]
        if let sqls = total.sqls { parts.append(count(sqls, .sql)) }
        if let customers = total.customers { parts.append(count(customers, .customer)) }
        if let margin = total.margin {
            let amount = money(margin)
            parts.append(
                forecast.hasMargin
                    ? say("\(amount) of margin", "\(amount) marge") : amount)
        }
        let list =
            parts.count > 1
            ? parts.dropLast().joined(separator: ", ") + say(" and ", " en ")
                + parts[parts.count - 1]
            : parts[0]
        let name = say.period(forecast.period)
        var text = say(
            "\(name) is expected to bring \(list). Each lies between its two ends in 8 of 10 such cases.",
            "\(name) brengt naar verwachting \(list). Elk ligt in 8 van 10 zulke gevallen tussen de twee uitersten."
        )
        if let absence = forecast.lacks.sqls {
            text += say(
                " SQLs cannot be told: \(say.why(absence)).",
                " SQL's zijn niet te zeggen: \(say.why(absence)).")
        } else if let absence = forecast.lacks.customers {
            text += say(
                " Customers cannot be told: \(say.why(absence)).",
                " Klanten zijn niet te zeggen: \(say.why(absence)).")
        } else if let absence = forecast.lacks.money {
            text += say(
                " What they bring in cannot be told: \(say.why(absence)).",
                " Wat ze opbrengen is niet te zeggen: \(say.why(absence)).")
        }
        return text
    }

    private func name(_ kind: ForecastFigures.Goal.Kind) -> String {
        switch kind {
        case .mqls: say(.mqls)
        case .sqls: say(.sqls)
        case .won: say("customers", "klanten")
        }
    }

    private var goals: [String] {
        forecast.goals.map { goal in
            let planned = numbers.count(goal.planned)
            let expected = numbers.expected(goal.expected.mean)
            let (name, chance) = (name(goal.kind), say.chance(goal.chance))
            return say(
                "Planned: \(planned) \(name); expected \(expected). Chance to reach it: \(chance).",
                "Gepland: \(planned) \(name); verwacht \(expected). Kans om het te halen: \(chance)."
            )
        }
    }

    /// Why the plan is not held against it.
    private var planLack: [String] {
        switch forecast.planLacks {
        case nil: return []
        case .months:
            return [
                say(
                    "The plan does not have every month of this period whole, and is not held against it.",
                    "Het plan heeft niet elke maand van deze periode helemaal, en wordt er niet mee vergeleken."
                )
            ]
        case .sources:
            return [
                say(
                    "The plan leaves out sources that bring MQLs, and is not held against what all of them bring; a row with "
                        + "source * is for all.",
                    "Het plan laat bronnen weg die MQL's brengen, en wordt niet vergeleken met wat ze samen brengen; een rij met "
                        + "bron * is voor alle.")
            ]
        }
    }

    private var gap: [String] {
        guard let gap = forecast.gap else { return [] }
        let (short, mqls) = (numbers.expected(gap.sqls), say.count(gap.mqls, .mql))
        let (name, cost) = (say.text(gap.label), numbers.whole(gap.cost))
        let calls =
            gap.waiting.flatMap { waiting -> String? in
                guard waiting > 0 else { return nil }
                let count = say.count(waiting, .mql)
                return say(
                    " First the \(count) that nobody called yet: they cost nothing more.",
                    " Eerst de \(count) die nog niemand belde: die kosten niets extra.")
            } ?? ""
        return [
            say(
                "The plan has \(short) SQLs more than are expected. About \(mqls) more of \(name), evenly from now on, bring "
                    + "as many by then, for about \(cost) at its price so far; more of the same mostly costs more.\(calls)",
                "Het plan heeft \(short) SQL's meer dan verwacht. Ongeveer \(mqls) extra van \(name), gelijkmatig vanaf nu, "
                    + "brengen er dan zoveel, voor ongeveer \(cost) tegen de prijs tot nu toe; meer van hetzelfde kost meestal "
                    + "meer.\(calls)")
        ]
    }

    private var parts: [String] {
        let parts = forecast.parts
        var lines: [String] = []
        func expected(_ number: Double) -> String {
            number < 0.05 ? say("none", "geen") : numbers.expected(number)
        }
        if let sqls = forecast.total.sqls {
            let (all, pipe, new) = (
                expected(sqls.mean), expected(parts.sqlsInPipe), expected(parts.sqlsToCome)
            )
            let past =
                parts.sqlsSoFar > 0
                ? say(
                    "\(expected(parts.sqlsSoFar)) came already, ",
                    "\(expected(parts.sqlsSoFar)) zijn er al, ") : ""
            lines.append(
                say(
                    "Of the \(all) SQLs, \(past)\(pipe) are to come of MQLs that are here, and \(new) of MQLs that must still "
                        + "come.",
                    "Van de \(all) SQL's: \(past)\(pipe) uit MQL's die er al zijn, en \(new) uit MQL's die nog moeten komen."
                ))
        }
        if let customers = forecast.total.customers {
            let (all, ofSQLs) = (expected(customers.mean), expected(parts.customersOfSQLs))
            let (ofMQLs, new) = (expected(parts.customersOfMQLs), expected(parts.customersToCome))
            let past =
                parts.customersSoFar > 0
                ? say(
                    "\(expected(parts.customersSoFar)) came already, ",
                    "\(expected(parts.customersSoFar)) zijn er al, ") : ""
            lines.append(
                say(
                    "Of the \(all) customers, \(past)\(ofSQLs) are to come of SQLs that are open, \(ofMQLs) of MQLs that are "
                        + "here, and \(new) of MQLs that must still come.",
                    "Van de \(all) klanten: \(past)\(ofSQLs) uit SQL's die open staan, \(ofMQLs) uit MQL's die er al zijn, en "
                        + "\(new) uit MQL's die nog moeten komen."))
        }
        return lines
    }

    private var basis: [String] {
        let (months, knowsSeason) = forecast.learned
        let count = say.count(months, .month)
        return [
            knowsSeason
                ? say(
                    "MQLs: the pace of \(count), with what the months of a year bring.",
                    "MQL's: het tempo van \(count), met wat de maanden van een jaar brengen.")
                : say(
                    "MQLs: the pace of \(count). Of less than 13 the months of a year cannot be told apart: what the last "
                        + "months say of those just after them is in the number, any other season in the range.",
                    "MQL's: het tempo van \(count). Bij minder dan 13 zijn de maanden van een jaar niet te onderscheiden: wat "
                        + "de laatste maanden zeggen over die er net na zit in het getal, elk ander seizoen in de marge."
                ),
            say(
                "Numbers are whole: a range of few is of more than 8 in 10 cases, as its ends count too.",
                "Aantallen zijn heel: een marge van weinig geldt in meer dan 8 van 10 gevallen, omdat de uitersten meetellen."
            ),
            say(
                "It goes on at that pace, with the mix of sources of the last six months: what has changed since, and what "
                    + "is planned, is not in it. Customers are those that come of MQLs, without sales to existing customers "
                    + "or without a lead.",
                "Het gaat door in dat tempo, met de verdeling over bronnen van de laatste zes maanden: wat sindsdien "
                    + "veranderde en wat gepland is, zit er niet in. Klanten zijn die uit MQL's, zonder verkopen aan bestaande "
                    + "klanten of zonder lead."),
        ]
    }

    // MARK: The past

    private var past: [Document.Block] {
        guard !forecast.past.isEmpty else {
            return [
                .lines([
                    say(
                        "No period of as many months has three months of MQLs before it: nothing can be held against what came.",
                        "Geen periode van evenveel maanden heeft drie maanden met MQL's ervoor: er valt niets te vergelijken met "
                            + "wat er kwam.")
                ])
            ]
        }
        let all = forecast.past
        func inside(_ held: [ForecastFigures.Past.Held], _ name: String) -> String? {
            guard !held.isEmpty else { return nil }
            let (times, of) = (
                numbers.count(held.count(where: \.isInside)), numbers.count(held.count)
            )
            return say("\(name) \(times) of \(of) times", "\(name) \(times) van de \(of) keer")
        }
        let parts = [
            inside(all.map(\.mqls), say(.mqls)), inside(all.compactMap(\.sqls), say(.sqls)),
            inside(all.compactMap(\.customers), say("customers", "klanten")),
        ].compactMap(\.self).joined(separator: ", ")
        return [
            .paragraph(
                say("Inside the range were: \(parts).", "Binnen de marge lagen: \(parts).")),
            .table(Table(Self.pastFields, all)),
        ]
    }

    static let pastFields: [Field<ForecastFigures.Past>] = [
        Field("period", "Period", "Periode", .month, .text) { past in
            .phrase(Wording.both { $0.period(past.period) })
        },
        Field("mqls", "MQLs expected", "MQL's verwacht", .toCome) { cell($0.mqls.expected) },
        Field("mqls_came", "came", "kwamen", .mql) { .count($0.mqls.came) },
        Field("sqls", "SQLs expected", "SQL's verwacht", .toCome) {
            $0.sqls.map { cell($0.expected) } ?? .dash
        },
        Field("sqls_came", "came", "kwamen", .sql) { $0.sqls.map { .count($0.came) } ?? .dash },
        Field("won", "Customers expected", "Klanten verwacht", .toCome) {
            $0.customers.map { cell($0.expected) } ?? .dash
        },
        Field("won_came", "came", "kwamen", .deals) {
            $0.customers.map { .count($0.came) } ?? .dash
        },
    ]

    // MARK: Months

    /// A month, or all of them.
    struct Row: Sendable {
        let month: ForecastFigures.Month
        let isTotal: Bool
        let currency: Currency
    }

    private var rows: [Row] {
        let currency = forecast.question.currency
        return forecast.months.map { Row(month: $0, isTotal: false, currency: currency) }
            + [Row(month: forecast.total, isTotal: true, currency: currency)]
    }

    private static func cell(_ expected: Expected) -> Cell {
        .expected(expected.mean, low: Int(expected.low), high: Int(expected.high))
    }

    private static func amount(_ expected: Expected?, _ currency: Currency) -> Cell {
        guard let expected else { return .dash }
        func money(_ cents: Double) -> Money {
            Money(rounding: cents, currency) ?? Money(cents: 0, currency)
        }
        return .stated(
            Wording.both {
                "\($0.numbers.rounded(money(expected.mean))) (\($0.numbers.rounded(money(expected.low)))–"
                    + "\($0.numbers.rounded(money(expected.high))))"
            }, Double(money(expected.mean).cents) / 100, .money)
    }

    private var fields: [Field<Row>] {
        var fields = Self.monthFields
        if forecast.total.turnover == nil { fields.removeAll { $0.column.key == "turnover" } }
        if forecast.total.margin == nil { fields.removeAll { $0.column.key == "margin" } }
        if forecast.total.customers == nil { fields.removeAll { $0.column.key == "won" } }
        if forecast.total.sqls == nil { fields.removeAll { $0.column.key == "sqls" } }
        return fields
    }

    static let monthFields: [Field<Row>] = [
        Field("month", "Month", "Maand", .month, .text) { row in
            .phrase(
                row.isTotal
                    ? Phrase(en: "total", nl: "totaal")
                    : Wording.both {
                        row.month.period == Period(monthOf: row.month.period.first)
                            ? $0.numbers.month(row.month.period.first) : $0.period(row.month.period)
                    })
        },
        Field("mqls", "MQLs", "MQL's", .mql, rank: 0) { cell($0.month.mqls) },
        Field("sqls", "SQLs", "SQL's", .sql, rank: 0) { $0.month.sqls.map(cell) ?? .dash },
        Field("won", "Customers", "Klanten", .deals, rank: 0) {
            $0.month.customers.map(cell) ?? .dash
        },
        Field("margin", "Margin", "Marge", .back, rank: 1) {
            amount($0.month.margin, $0.currency)
        },
        Field("turnover", "Turnover", "Omzet", .back, rank: 2) {
            amount($0.month.turnover, $0.currency)
        },
    ]

    private var contactsLack: [String] {
        forecast.contactsLack.map { absence in
            [
                say(
                    "How soon MQLs are spoken to is not known: \(say.why(absence)).",
                    "Hoe snel MQL's gesproken worden is niet bekend: \(say.why(absence)).")
            ]
        } ?? []
    }

    private var velocityFields: [Field<ForecastFigures.Velocity>] {
        Self.velocityFields.filter {
            forecast.contactsLack == nil || $0.column.key != "to_contacted"
        }
    }

    static let velocityFields: [Field<ForecastFigures.Velocity>] = [
        Field("source", .source, .source, .text) {
            .phrase($0.label ?? Phrase(en: "total", nl: "totaal"))
        },
        Field("to_mql", "Lead → MQL", "Lead → MQL", .openMonth) { days($0.toMQL) },
        Field("to_contacted", "MQL → spoken to", "MQL → gesproken", .openMonth) {
            days($0.toContact)
        },
        Field("to_sql", "MQL → SQL", "MQL → SQL", .openMonth) { days($0.toSQL) },
        Field("to_customer", "SQL → customer", "SQL → klant", .openMonth) { days($0.toCustomer) },
    ]

    private static func days(_ days: ForecastFigures.Velocity.Days?) -> Cell {
        days.map { days in
            .stated(
                Wording.both { _ in "\(days.median) (\(days.low)–\(days.high))" },
                Double(days.median), .count)
        } ?? .dash
    }

    private static let dataFields: [Field<Row>] =
        [
            Field(data: "month", .text) {
                .text($0.isTotal ? "total" : String($0.month.period.first.description.prefix(7)))
            }
        ] + data("mqls") { $0.mqls } + data("sqls") { $0.sqls } + data("won") { $0.customers }
        + amounts("margin") { $0.margin } + amounts("turnover") { $0.turnover }

    private static func data(
        _ key: String, _ value: @escaping @Sendable (ForecastFigures.Month) -> Expected?
    ) -> [Field<Row>] {
        [
            Field(data: key) { value($0.month).map { .decimal($0.mean) } ?? .blank },
            Field(data: "\(key)_low80") { value($0.month).map { .count(Int($0.low)) } ?? .blank },
            Field(data: "\(key)_high80") { value($0.month).map { .count(Int($0.high)) } ?? .blank },
        ]
    }

    private static func amounts(
        _ key: String, _ value: @escaping @Sendable (ForecastFigures.Month) -> Expected?
    ) -> [Field<Row>] {
        @Sendable func money(_ cents: Double?, _ row: Row) -> Cell {
            cents.flatMap { Money(rounding: $0, row.currency) }.map(Cell.money) ?? .blank
        }
        return [
            Field(data: key) { money(value($0.month)?.mean, $0) },
            Field(data: "\(key)_low80") { money(value($0.month)?.low, $0) },
            Field(data: "\(key)_high80") { money(value($0.month)?.high, $0) },
        ]
    }

    /// The months of the first that is known of SQLs and MQLs, each with its range.
    private var chart: [Document.Block] {
        guard forecast.months.count > 1 else { return [] }
        let isSQLs = forecast.total.sqls != nil
        let values = forecast.months.map { (month: $0.period, value: $0.sqls ?? $0.mqls) }
        let dots = values.map { month, value in
            Chart.Dot(
                numbers.month(month.first), value.mean, low: value.low, high: value.high,
                text: "\(numbers.expected(value.mean)) (\(range(value)))")
        }
        let name = isSQLs ? say(.sqls) : say(.mqls)
        return [
            .chart(
                Chart(
                    title: say(
                        "\(name) to be expected in each month", "\(name) te verwachten per maand"),
                    description: dots.map { "\($0.label): \($0.text)" }.joined(separator: "; "),
                    legend: [
                        .init(.dot, say("expected", "verwacht")),
                        .init(.range, say("8 of 10 cases", "8 van 10 gevallen")),
                    ],
                    .dots(dots, .counts(dots.map(\.high), numbers), marks: [])))
        ]
    }

    // MARK: For programs

    package var json: JSONValue {
        let question = forecast.question
        let parts = forecast.parts
        return .members([
            "schema": "mql.forecast/1", "as_of": question.asOf,
            "data_until": question.observed.data, "observed_until": question.observed.sqls,
            "unit": question.unit.rawValue, "currency": question.currency.code,
            "from": forecast.period.first, "to": forecast.period.lastDay,
            "months": forecast.months.map(json), "total": json(forecast.total),
            "sqls_so_far": parts.sqlsSoFar, "sqls_in_pipe": parts.sqlsInPipe,
            "sqls_to_come": parts.sqlsToCome, "customers_so_far": parts.customersSoFar,
            "customers_of_open_sqls": parts.customersOfSQLs,
            "customers_of_mqls": parts.customersOfMQLs,
            "customers_to_come": parts.customersToCome,
            "plan_lacks": forecast.planLacks?.rawValue,
            "goals": forecast.goals.map { goal in
                JSONValue.members([
                    "of": goal.kind.rawValue, "planned": goal.planned,
                    "expected": goal.expected.mean, "chance": goal.chance,
                ])
            },
            "gap": forecast.gap.map { gap in
                JSONValue.members([
                    "sqls": gap.sqls, "source": gap.label.en, "mqls": gap.mqls, "cost": gap.cost,
                    "waiting": gap.waiting,
                ])
            },
            "velocity": forecast.velocity.map { row in
                let (mql, contact) = (row.toMQL, row.toContact)
                let (sql, customer) = (row.toSQL, row.toCustomer)
                return JSONValue.members([
                    "source": row.key, "to_mql": mql?.median, "to_mql_low50": mql?.low,
                    "to_mql_high50": mql?.high, "to_mql_of": mql?.of,
                    "to_contacted": contact?.median, "to_contacted_low50": contact?.low,
                    "to_contacted_high50": contact?.high, "to_contacted_of": contact?.of,
                    "to_sql": sql?.median, "to_sql_low50": sql?.low, "to_sql_high50": sql?.high,
                    "to_sql_of": sql?.of, "to_customer": customer?.median,
                    "to_customer_low50": customer?.low, "to_customer_high50": customer?.high,
                    "to_customer_of": customer?.of,
                ])
            },
            "contacts_lack": forecast.contactsLack?.rawValue,
            "past": forecast.past.map { past in
                JSONValue.members([
                    "from": past.period.first, "to": past.period.lastDay, "mqls": held(past.mqls),
                    "sqls": past.sqls.map(held), "won": past.customers.map(held),
                ])
            },
            "learned_from_months": forecast.learned.months,
            "knows_season": forecast.learned.knowsSeason,
        ])
    }

    func json(_ month: ForecastFigures.Month) -> JSONValue {
        .members([
            "from": month.period.first, "to": month.period.lastDay, "mqls": json(month.mqls),
            "sqls": month.sqls.map(json), "won": month.customers.map(json),
            "margin": month.margin.map(amounts), "turnover": month.turnover.map(amounts),
        ])
    }

    private func json(_ expected: Expected) -> JSONValue {
        .members([
            "expected": expected.mean, "low80": Int(expected.low), "high80": Int(expected.high),
        ])
    }

    private func amounts(_ expected: Expected) -> JSONValue {
        .members([
            "expected": money(expected.mean), "low80": money(expected.low),
            "high80": money(expected.high),
        ])
    }

    private func held(_ held: ForecastFigures.Past.Held) -> JSONValue {
        .members([
            "expected": held.expected.mean, "low80": Int(held.expected.low),
            "high80": Int(held.expected.high), "came": held.came, "inside": held.isInside,
        ])
    }
}
