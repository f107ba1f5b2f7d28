package import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// How to divide money over sources: what each gets, why, what that brings, when, and how sure it is.
package struct BudgetReport: Report {
    let budget: BudgetFigures
    package let context: ReportContext
    private var plan: BudgetPlan { budget.plan }
    private var question: Figures.Question { budget.figures.question }

    package init(_ budget: BudgetFigures, _ context: ReportContext = ReportContext()) {
        self.budget = budget
        self.context = context
    }

    package var json: JSONValue { BudgetJSON(budget, context).value }

    package var workbook: Workbook? { BudgetWorkbook(budget, document, context).workbook }

    package var document: Document {
        let (period, learned) = (say.period(budget.asked.period), say.period(question.period))
        let asOf = say.asOf(question.observed)
        var document = Document(
            say(
                "Budget for \(period) · learned from \(learned) · \(asOf)",
                "Budget voor \(period) · geleerd van \(learned) · \(asOf)")
                + say.basis(budget.figures))
        document.dataTable = Table(Self.fields + Self.dataFields, rows, hasTotal: true)
        // Nobody can divide money by what it did not bring.
        guard budget.figures.move == nil, !budget.figures.notes.hidesRates else {
            document.add(.paragraph(BudgetSummary(budget, say).text))
            document.section(say(.basis), .labelled(basis))
            return document
        }
        document.add(
            .paragraph(BudgetSummary(budget, say).text), .list(BudgetPoints(budget, say).lines),
            .list(TestedSources(budget.figures, say).lines))
        document.section(
            say(
                "How to divide it (\(question.currency))",
                "Hoe het te verdelen (\(question.currency))"),
            .onPage(BudgetCharts(budget, say).spend), .table(table.withoutEmptyColumns),
            .lines(notes))
        document.section(
            say(
                "When it comes (\(question.currency))",
                "Wanneer het komt (\(question.currency))"),
            .onPage(BudgetCharts(budget, say).balance), .table(arrivals.withoutEmptyColumns),
            .lines(arrivalNotes))
        document.section(say(.basis), .labelled(basis))
        return document
    }

    // MARK: Per source

    /// What a source gets and brings, or all of them.
    struct Row: Sendable {
        let label: Phrase
        let now: Money
        let spend: Money
        let source: BudgetFigures.Row?
        let mqls: Double?
        let sqls: Double?
        let won: Double?
        let margin: Money?
        let knowsMargin: Bool
        let months: Double?

        fileprivate var nextEuro: Cell {
            guard let source else { return .blank }
            guard let next = source.nextEuro, knowsMargin else { return .dash }
            switch source.reason {
            case .nextEuro, .partOfTheWay, .asToday, .mostEverTried, .asAtMost, .asAtLeast,
                .bringsLess, .notWorthItsHours:
                return .ratio(next)
            // What was decided otherwise was not decided by it.
            case .asFixed, .asWhole, .notTaken, .test, .testTooDear, .untilDay, .notMatched,
                .broughtNothing, .comesWithoutSpend, .notKnown:
                return .dash
            }
        }

        fileprivate var curve: Cell {
            guard let source else { return .blank }
            guard let isMeasured = source.isMeasured else { return .dash }
            let word =
                isMeasured
                ? Phrase(en: "measured", nl: "gemeten") : Phrase(en: "assumed", nl: "aangenomen")
            return .word(
                Wording.both { say in
                    "\(say.text(word)) \(source.elasticity.map(say.numbers.ratio) ?? "")"
                }, code: word.en)
        }
    }

    static let fields: [Field<Row>] = [
        Field("source", .source, .source, .text) { .phrase($0.label) },
        Field("today", "Today", "Nu", .budget, rank: 0) { .rounded($0.now) },
        Field("plan", "Plan", "Plan", .budget, rank: 0) { .rounded($0.spend) },
        Field("plan_band", "80%", "80%", .budget, .band) { row in
            row.source.map { $0.range.map { .between($0.low, $0.high) } ?? .dash } ?? .blank
        },
        Field("best", "Seems best", "Lijkt best", .budget) { row in
            row.source?.best.map(Cell.rounded) ?? .blank
        },
        Field("mqls", .mqls, .mql) { $0.mqls.map(Cell.decimal) ?? .dash },
        Field("sqls", .sqls, .sql) { $0.sqls.map(Cell.decimal) ?? .dash },
        Field("won", .won, .deals) { $0.won.map(Cell.decimal) ?? .dash },
        Field("margin", .margin, .back, rank: 1) { $0.margin.map(Cell.rounded) ?? .dash },
        Field("next_euro", "Next euro", "Volgende €", .nextEuro, rank: 2) { $0.nextEuro },
        Field("curve", "Curve", "Curve", .curve, .text, rank: 6) { $0.curve },
    ]

    /// Of all rows alike: what the months of the plan bring for 1 in those that were.
    private static let dataFields: [Field<Row>] = [
        Field(data: "months_factor") { $0.months.map(Cell.ratio) ?? .blank }
    ]

    private var table: Table {
        Table(Self.fields, rows, hasTotal: true)
    }

    var rows: [Row] { budget.rows.map(row) + [totalRow] }

    private func row(_ row: BudgetFigures.Row) -> Row {
        let outcome = row.outcome
        let knowsMargin = budget.margin != nil
        return Row(
            label: row.label, now: row.now, spend: row.spend, source: row, mqls: outcome?.mqls,
            sqls: outcome?.sqls, won: budget.knowsWins ? outcome?.customers : nil,
            margin: knowsMargin ? outcome.map { budget.whole($0.margin) } : nil,
            knowsMargin: knowsMargin, months: outcome == nil ? nil : factor)
    }

    private var factor: Double? {
        budget.monthEffects.factors.isEmpty ? nil : budget.monthEffects.beside
    }

    private var totalRow: Row {
        let total = plan.total
        let now = budget.rows.reduce(Int64(0)) { $0 &+ $1.now.cents }
        let knowsMargin = budget.margin != nil
        return Row(
            label: Phrase(en: "total", nl: "totaal"), now: Money(cents: now, question.currency),
            spend: budget.spentInAll, source: nil, mqls: total.mqls, sqls: total.sqls,
            won: budget.knowsWins ? total.customers : nil,
            margin: knowsMargin ? budget.whole(total.margin) : nil, knowsMargin: knowsMargin,
            months: factor)
    }

    private var notes: [String] {
        let rules = budget.asked
        let assumed = numbers.ratio(budget.assumed.value)
        let spread = numbers.ratio(budget.assumed.spread)
        let times = numbers.decimal(hundredths: budget.most)
        let months = numbers.count(budget.monthsOfToday)
        var lines = [
            say(
                "Today: a month as in the last \(months) whole ones, times the months of the plan. 80%: in "
                    + "four of five cases the best plan lies between these; where they lie far apart, little is "
                    + "sure of that source. The ranges above hold in four of five cases too.",
                "Nu: een maand zoals de laatste \(months) hele maanden, maal de maanden van het plan. 80%: "
                    + "in vier van de vijf gevallen ligt het beste plan hiertussen; liggen ze ver uiteen, dan is "
                    + "van die bron weinig zeker. Ook de intervallen hierboven gelden in vier van de vijf gevallen."
            ),
            say(
                "Curve: each next euro buys fewer MQLs. The number says by how many percent MQLs rise with "
                    + "1% more spend: \(assumed) ± \(spread) is assumed until a source's own months show it. No "
                    + "source gets more than \(times) times its highest month, unless --max allows it.",
                "Curve: elke volgende euro koopt minder MQL's. Het getal zegt met hoeveel procent de MQL's "
                    + "stijgen bij 1% meer uitgaven: \(assumed) ± \(spread) is aangenomen tot de eigen maanden van "
                    + "een bron het laten zien. Geen bron krijgt meer dan \(times) maal haar hoogste maand, tenzij "
                    + "--max het toestaat."),
        ]
        if budget.margin != nil {
            let times = budget.requiredReturn.map(numbers.ratio).map {
                say(" \($0) times", " \($0) maal")
            }
            let isOwn =
                budget.knowsOwnCosts
                ? say(
                    ", once its MQLs have earned back\(times ?? "") what they cost besides buying (own hours, "
                        + "tools, shared costs)",
                    ", nadat de MQL's\(times ?? "") hebben terugverdiend wat ze naast de inkoop kosten (eigen "
                        + "uren, tools, gedeelde kosten)") : ""
            lines.append(
                say(
                    "Next euro: the margin that one more euro brings\(isOwn).",
                    "Volgende €: de marge die nog een euro brengt\(isOwn)."))
        } else if !budget.knowsWins {
            lines.append(
                say(
                    "What becomes of SQLs is not known, so the money is divided to get the most SQLs, and where "
                        + "to stop cannot be said: add deals.",
                    "Wat er van SQL's wordt is niet bekend, dus is het geld verdeeld om de meeste SQL's te "
                        + "krijgen, en waar te stoppen valt niet te zeggen: voeg deals toe."))
        } else {
            lines.append(
                say(
                    "The margin of a sale is not known, so the money is divided to get the most SQLs, and where "
                        + "to stop cannot be said: give --margin 4000, or what it is.",
                    "De marge van een verkoop is niet bekend, dus is het geld verdeeld om de meeste SQL's te "
                        + "krijgen, en waar te stoppen valt niet te zeggen: geef --margin 4000, of wat die is."
                ))
        }
        lines += BudgetMonthNotes(budget, say).lines
        if plan.step < 1 {
            let sure = numbers.fixed(budget.supposed.sureness * 100, decimals: 0)
            let gain = "\(numbers.fixed(budget.supposed.leastGain * 100, decimals: 0))%"
            lines.append(
                say(
                    "Seems best: the division that is expected to bring most. A change is advised only as far as "
                        + "it is better than today in \(sure) of 100 cases and brings \(gain) more than that: the "
                        + "whole change, else a part of it, else none.",
                    "Lijkt best: de verdeling die naar verwachting het meeste brengt. Een wijziging wordt alleen "
                        + "aangeraden voor zover ze in \(sure) van de 100 gevallen beter is dan nu en \(gain) meer "
                        + "brengt dan dat: de hele wijziging, anders een deel ervan, anders geen."))
        }
        if rules.spendsAll {
            lines.append(
                say(
                    "As asked, the last euro does not have to pay for itself.",
                    "Zoals gevraagd hoeft de laatste euro zich niet terug te verdienen."))
        }
        return lines
    }

    // MARK: When it comes

    static func arrivalFields(knowsWins: Bool) -> [Field<BudgetFigures.Arrival>] {
        [
            Field("month", .month, .month, .text) { arrival in
                guard let month = arrival.month else { return .text("later") }
                return .phrase(month.first.month)
            },
            Field("spend", .spend, .boughtFor, rank: 1) { .rounded($0.spend) },
            Field("mqls", .mqls, .mql) { .decimal($0.mqls) },
            Field("sqls", .sqls, .sql) { .decimal($0.sqls) },
            Field("won", .won, .deals) {
                knowsWins ? .decimal($0.customers) : .dash
            },
            Field("margin", .margin, .back) { $0.margin.map(Cell.rounded) ?? .dash },
            Field("balance", "Balance", "Saldo", .budget, rank: 0) {
                $0.balance.map(Cell.rounded) ?? .dash
            },
        ]
    }

    private var arrivals: Table {
        Table(
            Self.arrivalFields(knowsWins: budget.knowsWins),
            BudgetFigures.Arrival.addingUp(budget.arrivals))
    }

    private var arrivalNotes: [String] {
        var lines = [
            say(
                "MQLs are spread evenly over the days; SQLs and customers follow after as long as they have "
                    + "taken so far.",
                "MQL's zijn gelijk over de dagen verdeeld; SQL's en klanten volgen na zoveel tijd als ze tot "
                    + "nu toe namen."
            )
        ]
        if budget.margin != nil {
            lines[0] += say(
                " Balance: all margin less all spend and own hours up to the end of the month.",
                " Saldo: alle marge min alle uitgaven en eigen uren tot het eind van de maand.")
        }
        if let coming = budget.stillToCome.value, coming.undecided > 0 {
            let (count, expected) = (
                numbers.count(coming.undecided), numbers.expected(coming.expected)
            )
            lines.append(
                say(
                    "On top of these, about \(expected) SQLs (\(coming.low)–\(coming.high)) are still to come "
                        + "from the \(count) undecided MQLs already there.",
                    "Daarbovenop komen er nog ongeveer \(expected) SQL's (\(coming.low)–\(coming.high)) van de "
                        + "\(count) onbesliste MQL's die er al zijn."))
        }
        return lines
    }

    // MARK: What it rests on

    /// Sources with MQLs over which nothing is divided, because no spend tells what money would do.
    private var leftOut: [String] {
        let open = Set(budget.figures.rows.filter { $0.match == .noSpend }.map(\.label))
        func names(_ isOpen: Bool) -> String? {
            let labels = budget.withoutSpend.filter { open.contains($0) == isOpen }
            return labels.isEmpty ? nil : labels.map(say.text).joined(separator: ", ")
        }
        let free = names(false).map {
            say(
                "\($0): nothing was ever spent on them, so what money would do cannot be told",
                "\($0): er is nooit iets aan besteed, dus wat geld zou doen is niet te zeggen")
        }
        let unmatched = names(true).map {
            say(
                "\($0): there is no spend under this name, so what money would do cannot be told",
                "\($0): er zijn geen uitgaven onder deze naam, dus wat geld zou doen is niet te zeggen"
            )
        }
        return [free, unmatched].compactMap(\.self)
    }

    private var basis: [(label: String, text: [String])] {
        let months = numbers.count(budget.months)
        let last = numbers.month(budget.lastMonth.first)
        let (draws, plans) = (
            numbers.count(BudgetPlanner.draws), numbers.count(BudgetPlanner.plansAnew)
        )
        var entries: [(label: String, text: [String])] = [
            (
                say("Learned", "Geleerd"),
                [
                    say(
                        "from \(months) whole months of spend and MQLs, up to \(last); adjusted for small numbers: "
                            + "the less is known of a source, the more the others count",
                        "van \(months) hele maanden uitgaven en MQL's, tot en met \(last); gecorrigeerd voor kleine "
                            + "aantallen: hoe minder er van een bron bekend is, hoe meer de andere meetellen"
                    )
                ]
            ),
            (
                say("Ranges", "Intervallen"),
                [
                    say(
                        "from \(draws) simulations; in \(plans) of them the plan was made anew",
                        "uit \(draws) simulaties; in \(plans) daarvan is het plan opnieuw gemaakt")
                ]
            ),
        ]
        if let margin = budget.margin {
            let price = numbers.money(margin)
            entries.append(
                (
                    say(.margin),
                    [say("\(price) per sale", "\(price) per verkoop")]
                ))
        }
        if let required = budget.requiredReturn {
            let currency = budget.figures.question.currency
            let (one, back) = (numbers.one(currency), numbers.back(required, currency))
            entries.append(
                (
                    say("Required", "Eis"),
                    [
                        say(
                            "every \(one) of cost has to bring back \(back) of margin (required_return)",
                            "elke \(one) aan kosten moet \(back) marge opbrengen (required_return)")
                            + say.said(budget.requiredSaid, isTyped: budget.requiredSaid == nil)
                    ]
                ))
        }
        if !leftOut.isEmpty { entries.append((say("Left out", "Weggelaten"), leftOut)) }
        entries +=
            TrustSection(budget.figures, context, isBought: !budget.knowsOwnCosts)
            .entries
        entries.append(context.again)
        return entries
    }
}
