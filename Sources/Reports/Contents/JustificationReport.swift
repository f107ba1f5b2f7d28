package import Analysis
internal import Economics
internal import Funnels
package import Intake
package import Quantities

/// Is the cost per MQL justified? What an MQL costs against what it is worth to the firm, per source
/// and in all, with what would turn the answer.
package struct JustificationReport {
    private let justification: JustificationFigures
    private let reading: Reading
    /// The command that makes this page again.
    private let command: String
    private let say: Wording
    private let cells: FigureCells
    private var numbers: NumberFormat { say.numbers }
    private var figures: Figures { justification.figures }
    private var total: JustificationFigures.Row { justification.total }

    package init(
        _ justification: JustificationFigures, _ reading: Reading, command: String,
        _ language: Language = .en
    ) {
        self.justification = justification
        self.reading = reading
        self.command = command
        say = Wording(language)
        cells = FigureCells(say: say)
    }

    package var document: Document {
        let question = figures.question
        let (period, asOf) = (say.period(question.period), say.day(question.asOf))
        var document = Document(
            title: say(
                "Is the cost per MQL justified? · MQLs of \(period) · as of \(asOf)",
                "Zijn de kosten per MQL te verantwoorden? · MQL's van \(period) · peildatum \(asOf)"
            )
                + " · \(say.decider(figures.decidedBy, book: figures.ruleBook)) · "
                + say.unit(question.unit))
        document.blocks = [.paragraph(verdict)]
        if let ledger { document.blocks.append(.paragraph(ledger)) }
        if !decisions.isEmpty { document.blocks.append(.list(decisions)) }
        document.blocks += [
            .heading(
                say(
                    "Cost and worth of an MQL (\(question.currency))",
                    "Kosten en waarde van een MQL (\(question.currency))")),
            .table(table.withoutEmptyColumns), .lines(notes),
        ]
        if let turning {
            document.blocks += [
                .heading(say("What would turn it", "Wat het zou omkeren")), .lines(turning),
            ]
        }
        document.blocks += [
            .heading(say("What this rests on", "Waar dit op rust")), .labelled(basis),
        ]
        document.dataTable = table
        return document
    }

    // MARK: The answer

    private var verdict: String {
        let required = numbers.ratio(justification.requiredReturn)
        guard let verdict = justification.verdict.value, let worth = total.worth.value,
            let cost = total.cost.value, let pays = total.pays, let meets = total.meets
        else { return unknown }
        let word = say.verdict(verdict)
        let (price, mean) = (numbers.money(cost), numbers.money(worth.mean))
        let range = "\(numbers.money(worth.low, whole: true))–\(numbers.amount(worth.high))"
        let basis = total.isAllIn ? say("all-in", "alles meegerekend") : say("to buy", "aan inkoop")
        var text = say(
            "\(word): an MQL cost \(price) \(basis) and is worth \(mean) (\(range)). The chance that it pays "
                + "for itself is \(say.chance(pays))",
            "\(word): een MQL kostte \(price) \(basis) en is \(mean) waard (\(range)). De kans dat hij zichzelf "
                + "terugverdient is \(say.chance(pays))")
        text +=
            justification.requiredReturn > 1
            ? say(
                ", and that it brings the \(required) per 1 that you ask \(say.chance(meets)).",
                ", en dat hij de gevraagde \(required) per 1 opbrengt \(say.chance(meets)).") : "."
        if !total.isAllIn {
            text += say(
                " Your own hours are not in the cost, so it cannot be a yes: say hours_per_mql and hour_cost.",
                " Uw eigen uren zitten niet in de kosten, dus een ja kan het niet zijn: zeg hours_per_mql en "
                    + "hour_cost.")
        }
        return text
    }

    /// What is missing, and the margin that would be needed where that alone is.
    private var unknown: String {
        let reason =
            total.cost.absence ?? justification.verdict.absence ?? total.worth.absence ?? .noMQLs
        return say(
            "It cannot be said: \(say.why(reason)).", "Het is niet te zeggen: \(say.why(reason)).")
    }

    private var ledger: String? {
        guard let ledger = justification.ledger else { return nil }
        let (file, books) = (numbers.money(ledger.file), numbers.money(ledger.books))
        let difference = numbers.money(
            Money(cents: ledger.difference, ledger.file.currency))
        let share = ledger.share.map { " (\(numbers.share($0)))" } ?? ""
        return say(
            "The files have \(file) of spend and the books \(books): a difference of \(difference)\(share)"
                + (ledger.isWide ? ". Explain it before you use these figures." : "."),
            "De bestanden hebben \(file) aan uitgaven en de boekhouding \(books): een verschil van "
                + "\(difference)\(share)"
                + (ledger.isWide ? ". Verklaar het voordat u deze cijfers gebruikt." : "."))
    }

    /// What to do, the most money first.
    private var decisions: [String] {
        let rows = justification.rows.filter {
            switch $0.advice {
            case .raise, .cheaper, .stop: true
            case .keep, .tooFew, .tooYoung, .noCost: false
            }
        }.sorted { one, other in
            let cents = (
                one.effect.value?.cents.magnitude ?? 0, other.effect.value?.cents.magnitude ?? 0
            )
            return (cents.1, one.row.key) < (cents.0, other.row.key)
        }
        return rows.compactMap(decision)
    }

    private func decision(_ row: JustificationFigures.Row) -> String? {
        guard let worth = row.worth.value, let cost = row.cost.value, let effect = row.effect.value
        else { return nil }
        let (name, price, mean) = (
            say.text(row.row.label), numbers.money(cost), numbers.money(worth.mean)
        )
        let money = numbers.money(
            Money(cents: effect.cents == .min ? .max : abs(effect.cents), effect.currency),
            whole: true)
        let most = numbers.money(worth.highestPrice(justification.requiredReturn))
        let counts = say.count(row.row.counts.mqls, .mql)
        switch row.advice {
        case .raise:
            return say(
                "\(name): buy more. An MQL costs \(price) and is worth \(mean); the \(counts) are expected to "
                    + "bring \(money) more than they cost.",
                "\(name): koop meer in. Een MQL kost \(price) en is \(mean) waard; de \(counts) brengen naar "
                    + "verwachting \(money) meer op dan ze kosten.")
        case .cheaper:
            return say(
                "\(name): buy cheaper, at no more than \(most) per MQL all-in. It costs \(price) and is worth \(mean).",
                "\(name): koop goedkoper in, voor hoogstens \(most) per MQL alles meegerekend. Hij kost \(price) en "
                    + "is \(mean) waard.")
        case .stop:
            return say(
                "\(name): stop. An MQL costs \(price) and is worth \(mean): the \(counts) cost \(money) more than "
                    + "they are expected to bring.",
                "\(name): stop. Een MQL kost \(price) en is \(mean) waard: de \(counts) kostten \(money) meer dan ze "
                    + "naar verwachting opbrengen.")
        case .keep, .tooFew, .tooYoung, .noCost: return nil
        }
    }

    // MARK: Per source

    private var table: Table {
        Table(
            columns: [
                cells.column(figures.question.by), .init(say("MQLs", "MQL's"), key: "mqls"),
                .init(say("Cost", "Kosten"), key: "cost"),
                .init(say("Worth", "Waard"), key: "worth"),
                .init(say("Between", "Tussen"), key: "worth_band"),
                .init(say("Pays itself", "Verdient terug"), key: "chance_pays"),
                .init(say("Meets ask", "Haalt eis"), key: "chance_meets"),
                .init(say("At most", "Hoogstens"), key: "highest_price"),
                .init(say("Advice", "Advies"), key: "advice", isText: true),
                .init(say("Effect", "Effect"), key: "effect"),
            ],
            rows: (justification.rows + [total]).map { row in
                [
                    cells.label(row.row), cells.count(row.row.mqls), cells.money(row.cost),
                    cells.cell(row.worth) { .money($0.mean) },
                    cells.cell(row.worth) { .between($0.low, $0.high) },
                    chance(row.pays), chance(row.meets),
                    cells.cell(row.worth) { .money($0.highestPrice(justification.requiredReturn)) },
                    row.row.key == total.row.key
                        ? .absent("") : .word(advice(row.advice), code: row.advice.code),
                    cells.money(row.effect),
                ]
            }, hasTotal: true)
    }

    private func chance(_ chance: Double?) -> Cell { chance.map(Cell.chance) ?? .absent("–") }

    private func advice(_ advice: Justification.Advice) -> String {
        switch advice {
        case .raise: say("buy more", "meer")
        case .keep: say("keep", "zo houden")
        case .cheaper: say("cheaper", "goedkoper")
        case .stop: say("stop", "stop")
        case .tooFew: say("too few", "te weinig")
        case .tooYoung: say("too young", "te jong")
        case .noCost: "–"
        }
    }

    private var notes: [String] {
        let required = numbers.ratio(justification.requiredReturn)
        var lines = [
            say(
                "Cost: per MQL, \(total.isAllIn ? "with own hours and tools" : "bought only"). Worth: chance of an SQL "
                    + "× chance that an SQL is won × margin of a sale, with its range (95%). At most: worth ÷ "
                    + "\(required). Effect: what the MQLs are worth, less what they cost.",
                "Kosten: per MQL, \(total.isAllIn ? "met eigen uren en tools" : "alleen inkoop"). Waard: kans op een SQL × "
                    + "kans dat een SQL gewonnen wordt × marge van een verkoop, met het interval (95%). Hoogstens: "
                    + "waarde ÷ \(required). Effect: wat de MQL's waard zijn, min wat ze kosten.")
        ]
        lines.append(
            say(
                "Buy more: 4 chances in 5 that it meets what you ask. Stop: at most 1 in 10 that it pays for itself. "
                    + "Cheaper: at most 1 in 5 that it meets what you ask. Keep: in between.",
                "Meer: 4 kansen op 5 dat de eis gehaald wordt. Stop: hoogstens 1 op 10 dat hij zichzelf terugverdient. "
                    + "Goedkoper: hoogstens 1 op 5 dat de eis gehaald wordt. Zo houden: daartussen."
            ))
        return lines
    }

    // MARK: What would turn it

    private var turning: [String]? {
        guard let worth = total.worth.value, let cost = total.cost.value else { return nil }
        let required = justification.requiredReturn
        let (cents, asked) = (Double(cost.cents), Double(cost.cents) * required)
        var lines: [String] = []
        let margin = numbers.money(
            Money(cents: Int64(clamping: Int(worth.margin.rounded())), cost.currency))
        if let least = worth.breakEvenMargin(cents), let enough = worth.breakEvenMargin(asked) {
            let (pays, meets) = (numbers.money(least), numbers.money(enough))
            lines.append(
                say(
                    "Margin of a sale: now \(margin). It pays for itself from \(pays), and meets what you ask from "
                        + "\(meets).",
                    "Marge van een verkoop: nu \(margin). Hij verdient zichzelf terug vanaf \(pays), en haalt de eis "
                        + "vanaf \(meets)."))
        }
        if let least = worth.breakEvenRate(cents), let enough = worth.breakEvenRate(asked) {
            let (now, pays) = (numbers.share(worth.expectedRate), numbers.share(least))
            let meets =
                enough <= 1
                ? numbers.share(enough)
                : say("no rate at all", "geen enkel percentage")
            lines.append(
                say(
                    "SQL of MQL: now \(now). It pays for itself from \(pays), and meets what you ask from \(meets).",
                    "SQL van MQL: nu \(now). Hij verdient zichzelf terug vanaf \(pays), en haalt de eis vanaf \(meets)."
                ))
        }
        let sure = numbers.money(worth.mean)
        let wanted = numbers.money(worth.highestPrice(required))
        lines.append(
            say(
                "Cost: now \(numbers.money(cost)). It pays for itself up to \(sure), and meets what you ask up to "
                    + "\(wanted).",
                "Kosten: nu \(numbers.money(cost)). Hij verdient zichzelf terug tot \(sure), en haalt de eis tot "
                    + "\(wanted)."))
        lines.append(
            worth.weakest == .sql
                ? say(
                    "Most of the uncertainty is in how many MQLs become an SQL: that is what to measure next.",
                    "De meeste onzekerheid zit in hoeveel MQL's SQL worden: meet dat als volgende.")
                : say(
                    "Most of the uncertainty is in how many SQLs are won: every decision of sales that is written "
                        + "down helps.",
                    "De meeste onzekerheid zit in hoeveel SQL's gewonnen worden: elke uitkomst die sales vastlegt "
                        + "helpt."))
        return lines
    }

    // MARK: What it rests on

    private var basis: [(label: String, text: [String])] {
        var entries: [(label: String, text: [String])] = []
        let margin: String
        switch figures.sales.margin {
        case .value(let known):
            let price = numbers.money(known)
            margin =
                figures.sales.deals.map { deals in
                    let count = say.count(deals, .deal)
                    return say(
                        "\(price) per sale, the mean of \(count) won",
                        "\(price) per verkoop, het gemiddelde van \(count)")
                } ?? say("\(price) per sale, as you said", "\(price) per verkoop, zoals u zei")
        case .unknown(let absence): margin = say.why(absence)
        }
        entries.append((say("Margin", "Marge"), [margin]))
        let sales = figures.sales
        let closed = numbers.count(sales.won + sales.lost)
        entries.append(
            (
                say("Sales", "Verkoop"),
                [
                    say(
                        "\(numbers.count(sales.won)) of \(closed) SQLs on which sales decided were won; a source "
                            + "leans on all of them for 12 SQLs",
                        "\(numbers.count(sales.won)) van \(closed) SQL's waarover sales besliste zijn gewonnen; een bron "
                            + "leunt voor 12 SQL's op alle samen")
                ]
            ))
        entries.append(
            (
                say("Asked", "Eis"),
                [
                    say(
                        "\(numbers.ratio(justification.requiredReturn)) of margin per 1 of cost (required_return)",
                        "\(numbers.ratio(justification.requiredReturn)) marge per 1 kosten (required_return)"
                    )
                ]
            ))
        entries += TrustSection(figures, reading, say).entries
        entries.append((say("Again", "Opnieuw"), [command]))
        return entries
    }

    package var json: JSONValue {
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
            ("advice", .value(.string(row.advice.code))),
            ("effect", row.effect.map(JSONValue.amount)),
        ])
    }
}
