package import Analysis
internal import Economics
internal import Funnels
package import Intake
package import Quantities
internal import Valuation

/// The full report: what it cost, how it converts, what it is worth, and whether to trust it.
package struct FiguresReport {
    private let figures: Figures
    private let reading: Reading
    private let say: Wording
    private let cells: FigureCells
    private var numbers: NumberFormat { say.numbers }

    package init(_ figures: Figures, _ reading: Reading, _ language: Language = .en) {
        self.figures = figures
        self.reading = reading
        say = Wording(language)
        cells = FigureCells(say: say)
    }

    package var document: Document {
        var document = Document(title: title)
        document.blocks = [.paragraph(summary)]
        if !attention.isEmpty { document.blocks.append(.list(attention)) }
        let currency = figures.question.currency
        let outlook = OutlookSection(figures, say)
        document.blocks += [
            .heading(say("What it cost (\(currency))", "Wat het kostte (\(currency))")),
            .table(costs), .heading(say("What becomes of it", "Wat ervan terechtkomt")),
            .table(conversion), .lines(footnotes),
        ]
        document.blocks += outlook.blocks
        document.blocks += [
            .heading(say("Can it be trusted", "Is het te vertrouwen?")),
            .labelled(TrustSection(figures, reading, say).entries),
        ]
        document.dataTable = [conversion, outlook.nextTable, outlook.backTable].reduce(costs) {
            $0.beside($1)
        }
        return document
    }

    private var title: String {
        let question = figures.question
        let (period, asOf) = (say.period(question.period), say.day(question.asOf))
        return say("MQLs of \(period) · as of \(asOf)", "MQL's van \(period) · peildatum \(asOf)")
            + " · \(say.decider(figures.decidedBy, book: figures.ruleBook)) · "
            + say.unit(question.unit)
    }

    /// The sentence that a manager can repeat.
    private var summary: String {
        let total = figures.total
        let leads = say.count(total.counts.leads, .lead)
        if let absence = total.mqls.absence {
            return say(
                "Who of the \(leads) of this period is an MQL is not known: \(say.why(absence)).",
                "Wie van de \(leads) van deze periode een MQL is, is niet bekend: "
                    + "\(say.why(absence)).")
        }
        guard total.counts.mqls > 0 else {
            let count = numbers.count(total.counts.leads)
            return say(
                "There is no MQL in this period, and so no cost per MQL. Leads created in it: "
                    + "\(count).",
                "Er is geen MQL in deze periode, en dus geen kosten per MQL. Nieuwe leads: \(count)."
            ) + (obstacle ?? "")
        }
        return [cost, outcome, price, coming].joined()
    }

    /// What keeps every lead from being an MQL: a required field that no file has, or a field that
    /// the rules ask for and nobody has filled in.
    private var obstacle: String? {
        guard figures.decidedBy == .rules else { return nil }
        let required = figures.completeness.filter { $0.isRequired && ($0.filled ?? 0) == 0 }
        let fields = required.map(\.field) + figures.notes.emptyFields
        guard !fields.isEmpty else { return nil }
        let names = fields.map { figures.names.name(of: $0, in: say.language).quoted }
            .joined(separator: ", ")
        return say(
            " The rules ask for \(names), which no lead has filled in.",
            " De regels vragen naar \(names), wat geen lead heeft ingevuld.")
    }

    private var cost: String {
        switch figures.total.costs.perMQL {
        case .value(let cost):
            let bought = numbers.money(cost)
            guard let allIn = figures.total.costsAllIn.perMQL.value.map({ numbers.money($0) })
            else {
                return say("An MQL cost \(bought) to buy.", "Een MQL kostte \(bought) aan inkoop.")
                    + otherCurrencies
            }
            return say(
                "An MQL cost \(bought) to buy, \(allIn) with own hours and tools.",
                "Een MQL kostte \(bought) aan inkoop, \(allIn) met eigen uren en tools.")
                + otherCurrencies
        case .unknown(let absence):
            return say(
                "What an MQL cost is not known: \(say.why(absence)).",
                "Wat een MQL kostte is niet bekend: \(say.why(absence)).")
        }
    }

    /// What else was spent, and is in no figure.
    private var otherCurrencies: String {
        let apart = figures.spendTie.value?.otherCurrencies ?? []
        guard !apart.isEmpty else { return "" }
        let list = apart.map { numbers.money($0) }.joined(separator: say(" and ", " en "))
        return say(
            " \(list) of spend is not in it: convert it with --rates.",
            " \(list) aan uitgaven zit er niet in: reken om met --rates.")
    }

    private var outcome: String {
        let total = figures.total
        let mqls = say.count(total.counts.mqls, .mql)
        if let absence = total.sqls.absence {
            return say(
                " What became of the \(mqls) is not known: \(say.why(absence)).",
                " Wat er van de \(mqls) werd is niet bekend: \(say.why(absence)).")
        }
        var came = say.count(total.counts.sqls, .sql)
        if let won = total.won.value { came += say(" and ", " en ") + say.count(won, .customer) }
        var text = say(
            " \(came) came of \(mqls) so far",
            " Uit \(mqls) \(total.counts.sqls == 1 && total.won.value == nil ? "kwam" : "kwamen") tot nu "
                + "toe \(came)")
        if let conversion = total.matured.value, let rate = conversion.estimate.rate {
            let share = numbers.share(rate)
            let range = numbers.range(conversion.estimate.low, conversion.estimate.high)
            text += say(
                "; of those that had their time \(share) became an SQL (\(range))",
                "; van wie tijd genoeg had werd \(share) SQL (\(range))")
        }
        return text + "."
    }

    private var price: String {
        guard let price = figures.total.valueBand.value.map({ numbers.money($0.value) }) else {
            return ""
        }
        return say(
            " Such MQLs go for \(price) in the market.",
            " In de markt kosten zulke MQL's \(price).")
    }

    /// What the MQLs that wait may still bring.
    private var coming: String {
        guard let coming = figures.total.stillToCome.value, coming.waiting > 0 else { return "" }
        let waiting = say.count(coming.waiting, .mql)
        let expected = numbers.expected(coming.expected)
        let range = "\(numbers.count(coming.low))–\(numbers.count(coming.high))"
        return say(
            " \(waiting) still wait: \(expected) more SQLs are to be expected of them (\(range)).",
            " \(waiting) wachten nog: daarvan zijn \(expected) SQL's te verwachten (\(range)).")
    }

    /// The rows that need a second look, in words.
    private var attention: [String] {
        let points = points
        let most = 12
        guard points.count > most else { return points }
        let more = points.count - most
        return points.prefix(most) + [
            say("and \(more) more, in the table below.", "en nog \(more), in de tabel hieronder.")
        ]
    }

    private var points: [String] {
        // What can be acted on first, what has to wait after it; within each, most spend first.
        let judged = figures.rows.compactMap { row in
            row.comparisons.first { !$0.isIndication }.map { (row: row, norm: $0) }
        }
        let isClear = judged.map { $0.norm.verdict == .below || $0.norm.verdict == .above }
        let ordered =
            zip(judged, isClear).filter(\.1).map(\.0)
            + zip(judged, isClear).filter { !$0.1 }.map(\.0)
        return ordered.compactMap { row, norm in
            point(row, norm).map { "\(say.text(row.label)): \($0)." }
        }
    }

    private func point(_ row: Figures.Row, _ norm: Figures.Comparison) -> String? {
        let mqls = say.count(row.counts.mqls, .mql)
        let title = say.text(norm.benchmark.title)
        switch norm.verdict {
        case .below:
            let spent = row.boughtFor.value.map { numbers.money($0, whole: true) }
            let sqls = row.matured.value.map { "\($0.sqls)" } ?? "–"
            let days = figures.horizon.days
            return say(
                "within \(days) days \(sqls) of \(mqls) became an SQL"
                    + (spent.map { " for \($0)" } ?? "") + ", below \(title)",
                "binnen \(days) dagen werden \(sqls) van \(mqls) SQL"
                    + (spent.map { " voor \($0)" } ?? "") + ", onder \(title)")
        case .above: return say("above \(title)", "boven \(title)")
        case .tooFew(let more):
            let sqls = row.matured.value.map { say.count($0.sqls, .sql) } ?? ""
            let needed = numbers.count(more)
            return say(
                "\(sqls) of \(mqls), too few to tell from \(title). About \(needed) more would do in 4 of 5 "
                    + "cases",
                "\(sqls) van \(mqls), te weinig om van \(title) te onderscheiden. Met zo'n \(needed) meer "
                    + "lukt dat in 4 van 5 gevallen")
        case .tooClose:
            return say(
                "so near \(title) that 5,000 more MQLs would not tell",
                "zo dicht bij \(title) dat 5.000 MQL's meer het niet uitmaken")
        case .tooYoung(let days):
            let when = days.map { say.day(figures.question.asOf.advanced(by: $0)) }
            return say(
                "\(mqls), too young to judge"
                    + (when.map { ": on \($0) enough of them will have had their time" } ?? ""),
                "\(mqls), te jong voor een oordeel"
                    + (when.map { ": op \($0) hebben er genoeg hun tijd gehad" } ?? ""))
        case .around, .noMQLs, .notKnown: return nil
        }
    }

    private var costs: Table {
        let columns = [
            cells.column(figures.question.by), .init(say("Spend", "Inkoop"), key: "spend"),
            .init("Leads", key: "leads"), .init(say("MQLs", "MQL's"), key: "mqls"),
            .init(say("Contacted", "Gesproken"), key: "contacted"),
            .init(say("SQLs", "SQL's"), key: "sqls"), .init(say("Won", "Klanten"), key: "won"),
            .init("Per lead", key: "per_lead"), .init("Per MQL", key: "per_mql"),
            .init("Per SQL", key: "per_sql"),
            .init(say("Per won", "Per klant"), key: "per_customer"),
        ]
        return Table(
            columns: columns,
            rows: rows { row in
                [
                    cells.label(row), cells.money(row.boughtFor), .count(row.counts.leads),
                    cells.count(row.mqls), cells.count(row.contacted), cells.count(row.sqls),
                    cells.count(row.won), cells.money(row.costs.perLead),
                    cells.money(row.costs.perMQL), cells.money(row.costs.perSQL),
                    cells.money(row.costs.perCustomer),
                ]
            }, hasTotal: true)
    }

    private var conversion: Table {
        var columns = [
            cells.column(figures.question.by),
            .init(say("SQL of MQL*", "SQL van MQL*"), key: "conversion_range"),
            .init(say("Had time", "Had tijd"), key: "had_time"),
        ]
        for comparison in figures.total.comparisons {
            columns.append(
                .init(
                    say.text(comparison.benchmark.title) + (comparison.isIndication ? "†" : ""),
                    key: comparison.benchmark.name))
        }
        columns += [
            .init(say("Value", "Waarde"), key: "value"),
            .init(say("Value band", "Waardeband"), key: "value_band"),
        ]
        let names = figures.total.comparisons.map(\.benchmark.name)
        return Table(
            columns: columns,
            rows: rows { row in
                [cells.label(row), cells.conversion(row), cells.hadTime(row)]
                    + names.map { name in
                        let comparison = row.comparisons.first { $0.benchmark.name == name }
                        return comparison.map(cells.verdict) ?? .absent("–")
                    } + [
                        cells.money(row.valueBand.map(\.value)),
                        cells.cell(row.valueBand) { .band(low: $0.low, high: $0.high) },
                    ]
            }, hasTotal: true)
    }

    private var footnotes: [String] {
        let total = figures.total
        let horizon = say.horizon(figures.horizon)
        var first = say(
            "* Each MQL counts for the part of \(horizon) that it has had; 95% range.",
            "* Elke MQL telt naar rato van de tijd die hij had, tot \(horizon); 95%-interval.")
        if let later = total.matured.value?.later, later > 0 {
            let sqls = say.count(later, .sql)
            first += say(
                " \(sqls) came later and \(later == 1 ? "is" : "are") not in it.",
                " \(sqls) \(later == 1 ? "kwam later en telt" : "kwamen later en tellen") niet mee."
            )
        }
        var lines = [first]
        let own = figures.rows.filter { $0.matured.value?.isByOwnDelay ?? false }.map {
            say.text($0.label)
        }
        if !own.isEmpty {
            let names = own.joined(separator: ", ")
            lines.append(
                say(
                    "By its own delay, having ten SQLs or more, and not by that of all together: \(names).",
                    "Naar de eigen doorlooptijd, met tien SQL's of meer, en niet naar die van alles samen: "
                        + "\(names)."))
        }
        if ([total] + figures.rows).contains(where: { $0.comparisons.contains { $0.holds } }) {
            lines.append(
                say(
                    "✓ holds however often you looked. (+150): about so many more MQLs would tell.",
                    "✓ geldt hoe vaak u ook keek. (+150): met ongeveer zoveel MQL's meer is het te zeggen."
                ))
        }
        for comparison in total.comparisons where comparison.isIndication {
            lines.append(
                "† \(say.origin(comparison.benchmark)): "
                    + say(
                        "another stage and other people, so an indication, no verdict.",
                        "een andere stap en andere mensen, dus een indicatie, geen oordeel."))
        }
        let day = say.day(figures.question.asOf)
        lines.append(
            say(
                "Leads are those created in the period; all other columns follow the MQLs of the "
                    + "period, as far as known on \(day).",
                "Leads zijn die van de periode; alle andere kolommen volgen de MQL's van de periode, "
                    + "voor zover bekend op \(day)."))
        lines.append(
            say(
                "Value: what MQLs of this intent, source and persona go for in the market, not what "
                    + "they are worth to you.",
                "Waarde: wat MQL's van deze intentie, bron en persona in de markt kosten, niet wat ze u "
                    + "waard zijn."))
        if figures.dealCredit == .equal {
            lines.append(
                say(
                    "The money of a deal is divided over its contacts; the customer counts once, at the "
                        + "contact created first.",
                    "Het geld van een deal is verdeeld over de contacten; de klant telt één keer, bij het "
                        + "contact dat er het eerst was."))
        }
        return lines
    }

    private func rows(_ cells: (Figures.Row) -> [Cell]) -> [[Cell]] {
        (figures.rows + [figures.total]).map(cells)
    }
}
