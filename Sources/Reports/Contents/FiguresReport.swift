package import Analysis
package import Economics
internal import Funnels
internal import Leads
internal import Quantities
internal import Valuation

/// The full report: what it cost, how it converts, what it is worth, and whether to trust it.
package struct FiguresReport: Report {
    private let figures: Figures
    private let more: More
    package let context: ReportContext

    /// What was asked beside the figures.
    package struct More: Sendable {
        /// Why an MQL cost more or less than in another period.
        package var change: CostChangeFigures?
        package var whatIf: [WhatIf.Effect]?
        /// Whether the document itself says how it was asked for; a page always does.
        package var saysCommand = false
        /// For Excel and the short screen; nil where neither is asked for.
        package var justification: JustificationFigures?

        package init() {}
    }

    package init(
        _ figures: Figures, more: More = More(), _ context: ReportContext = ReportContext()
    ) {
        self.figures = figures
        self.more = more
        self.context = context
    }

    package var document: Document { document(saysCommand: more.saysCommand) }

    /// An answer to a question of its own stands whole.
    package var screen: Document? {
        guard more.change == nil, more.whatIf == nil, let justification = more.justification else {
            return nil
        }
        return JustificationScreen(justification, context).document(title, [summary(isShort: true)])
    }

    package var page: Document { document(saysCommand: true) }

    package var json: JSONValue { FiguresJSON(figures, context).value(more) }

    package var workbook: Workbook? {
        more.justification.map {
            FiguresWorkbook($0, context, extra: FiguresWorkbook.sheets(more, say)).workbook
        }
    }

    private func document(saysCommand: Bool) -> Document {
        var document = Document(title)
        let page = FiguresPage(figures, say)
        document.add(.paragraph(summary()), .onPage(page.numbers))
        document.add(
            .list(figures.notes.hidesRates ? [] : FiguresPoints(figures, say).lines),
            .onPage(page.steps))
        let currency = figures.question.currency
        let outlook = OutlookSection(figures, say)
        document.section(
            say("What it cost (\(currency))", "Wat het kostte (\(currency))"),
            .table(blocked(Self.costFields).withoutEmptyColumns), .lines(costNotes))
        if let change = more.change { document.add(CostChangeSection(change, say).blocks) }
        document.section(
            say("What becomes of it", "Wat ervan terechtkomt"), .onPage(page.conversion),
            .table(conversion.withoutEmptyColumns), .lines(footnotes))
        document.add(outlook.blocks)
        document.add(WhatIfSection(more.whatIf ?? [], mqls: figures.total.counts.mqls, say).blocks)
        document.add(.onPage(page.definitions))
        document.section(
            say(.trust),
            .labelled(TrustSection(figures, context).entries + (saysCommand ? [context.again] : []))
        )
        let more = [
            conversion, verdictDetails, outlook.nextTable, outlook.comingTable, outlook.backTable,
        ]
        document.dataTable = more.reduce(costs) { $0.beside($1) }
        return document
    }

    private var title: String {
        let question = figures.question
        let (period, asOf) = (say.period(question.period), say.asOf(question.observed))
        return say("MQLs of \(period) · \(asOf)", "MQL's van \(period) · \(asOf)")
            + say.basis(figures)
    }

    /// The sentence that a manager can repeat.
    ///
    /// - Parameter isShort: whether what is still to come and the market stay out.
    private func summary(isShort: Bool = false) -> String {
        let total = figures.total
        let leads = say.count(total.counts.leads, .lead)
        let later = figures.notes.leadsAfterAsOf
        if later > 0, later == figures.facts.counts.leads {
            let (all, day) = (say.count(later, .lead), say.day(figures.question.asOf))
            return say(
                "There is nothing to report: \(later == 1 ? "the" : "all") \(all) "
                    + "\(later == 1 ? "is" : "are") from after \(day).",
                "Er valt niets te melden: \(later == 1 ? "de" : "alle") \(all) "
                    + "\(later == 1 ? "is" : "zijn") van na \(day).")
        }
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
            ) + (total.counts.leads > 0 ? obstacle ?? "" : "")
                + (CRMNotes(figures, say).notUsed.map { " \($0)." } ?? "")
        }
        guard let move = figures.move else {
            // What the leads were chosen by is said before any rate.
            guard let selection = SelectionText(figures, say), selection.hidesRates else {
                return (isShort ? [cost, back, outcome] : [cost, back, outcome, coming, price])
                    .joined()
            }
            return "\(selection.text) " + [cost, back].joined()
        }
        return "\(MoveText(move, say).first) " + [cost, outcome].joined()
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
            let start = boughtAlone
            let (one, een) =
                start == nil
                ? ("An MQL cost", "Een MQL kostte")
                : (
                    "Over all \(numbers.count(figures.total.counts.mqls)) an MQL cost",
                    "Over alle \(numbers.count(figures.total.counts.mqls)) kostte een MQL"
                )
            guard let allIn = figures.total.costsAllIn.perMQL.value.map({ numbers.money($0) })
            else {
                return (start ?? "")
                    + say("\(one) \(bought) to buy.", "\(een) \(bought) aan inkoop.")
                    + otherCurrencies
            }
            return (start ?? "")
                + say(
                    "\(one) \(bought) to buy, \(allIn) with own hours and tools.",
                    "\(een) \(bought) aan inkoop, \(allIn) met eigen uren en tools.")
                + otherCurrencies
        case .unknown(let absence):
            return say(
                "What an MQL cost is not known: \(say.why(absence)).",
                "Wat een MQL kostte is niet bekend: \(say.why(absence)).")
        }
    }

    /// What those cost that were bought, which a budget is for: MQLs that came by themselves make the mean look
    /// cheaper than buying is.
    private var boughtAlone: String? {
        // Spend that met no lead may be of MQLs that seem to have come by themselves.
        guard let bought = figures.blocks.first, bought.buying == .bought,
            !figures.rows.contains(where: \.match.hidesOutcome),
            let cost = bought.sum.costs.perMQL.value
        else { return nil }
        let (price, mqls) = (numbers.money(cost), say.count(bought.sum.counts.mqls, .mql))
        return say(
            "The \(mqls) that were bought cost \(price) each to buy. ",
            "De \(mqls) die zijn ingekocht kostten \(price) per stuk. ")
    }

    /// What every euro brought so far.
    private var back: String {
        guard let back = figures.total.returnSoFar.value else { return "" }
        let isMargin = back.basis == .margin
        let ratio = numbers.ratio(back.perEuro)
        let range = back.range.map { " (\(numbers.ratio($0.low))–\(numbers.ratio($0.high)))" } ?? ""
        let open = back.withOpenDeals.value.map { numbers.ratio($0.perEuro) }
        return say(
            " Every 1 spent brought back \(ratio) of \(isMargin ? "margin" : "turnover") so far\(range)"
                + (open.map { ", \($0) with the open deals" } ?? "") + ".",
            " Elke uitgegeven 1 bracht tot nu toe \(ratio) \(isMargin ? "marge" : "omzet") op\(range)"
                + (open.map { ", \($0) met de open deals" } ?? "") + ".")
    }

    /// What else was spent, and is in no figure.
    private var otherCurrencies: String { SpendText.otherCurrencies(figures, say) }

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
                "; van de MQL's die lang genoeg meelopen werd \(share) SQL (\(range))")
        }
        text += "."
        if figures.notes.sqlsAreSales {
            text += say(
                " No file tells of SQLs: those counted are the ones with a sale, so that there are at least so many, "
                    + "and no source is called below a norm.",
                " Geen bestand vertelt van SQL's: geteld zijn die met een verkoop, zodat het er minstens zoveel zijn, "
                    + "en geen bron onder een norm wordt genoemd.")
        }
        return text
    }

    private var price: String {
        guard let price = figures.total.valueBand.value.map({ numbers.money($0.value) }) else {
            return ""
        }
        let worth = figures.total.worth.value.map { worth in
            "\(numbers.money(worth.mean)) (\(numbers.rounded(worth.low))–\(numbers.rounded(worth.high)))"
        }
        return say(
            " The rule book puts the market price of such MQLs at \(price)"
                + (worth.map { "; to you one is worth \($0)" } ?? "") + ".",
            " Het regelboek stelt de marktprijs van zulke MQL's op \(price)"
                + (worth.map { "; voor u is er een \($0) waard" } ?? "") + ".")
    }

    /// What the undecided MQLs may still bring.
    private var coming: String {
        guard let coming = figures.total.stillToCome.value, coming.undecided > 0 else { return "" }
        let undecided = say.count(coming.undecided, .mql)
        let expected = numbers.expected(coming.expected)
        let range = "\(numbers.count(coming.low))–\(numbers.count(coming.high))"
        return say(
            " Of the \(undecided) still undecided about \(expected) more SQLs are to be expected (\(range)).",
            " Van de \(undecided) die nog onbeslist zijn worden er naar verwachting nog zo'n \(expected) SQL "
                + "(\(range)).")
    }

    private typealias Row = Field<Figures.Row>

    private var rows: [Figures.Row] { figures.rows + [figures.total] }

    private func table(_ fields: [Field<Figures.Row>]) -> Table {
        Table([.by(figures.question.by)] + fields, rows, hasTotal: true)
    }

    private var costs: Table { table(Self.costFields) }

    /// The same with what was bought apart from what was not, each with its sum.
    private func blocked(_ fields: [Field<Figures.Row>]) -> Table {
        guard !figures.blocks.isEmpty else { return table(fields) }
        let parts = figures.blocks.map { block in
            Blocks.Part(
                rows: figures.rows.filter { block.keys.contains($0.key) }, sum: block.sum)
        }
        return Table(
            [.by(figures.question.by)] + fields, Blocks(parts), total: figures.total)
    }

    static let costFields: [Field<Figures.Row>] = [
        Row("spend", "Spend", "Inkoop", .boughtFor, rank: 0) { .of($0.boughtFor) },
        Row("leads", .leads, .lead, rank: 6) { .count($0.counts.leads) },
        Row("mqls", .mqls, .mql, rank: 0) { .of($0.mqls) },
        Row("contacted", .contacted, .contacted, rank: 7) { .of($0.contacted) },
        Row("sqls", .sqls, .sql, rank: 1) { .of($0.sqls) },
        Row("won", .won, .deals, rank: 3) { .of($0.won) },
        Row("per_lead", "Per lead", "Per lead", .cost, rank: 8) { .of($0.costs.perLead) },
        Row("per_mql", .perMQL, .cost, rank: 0) { .of($0.costs.perMQL) },
        Row("per_sql", "Per SQL", "Per SQL", .cost, rank: 2) { .of($0.costs.perSQL) },
        Row("per_customer", "Per won", "Per klant", .cost, rank: 5) { .of($0.costs.perCustomer) },
    ]

    private var conversion: Table {
        table(
            Self.conversionFields
                + figures.total.comparisons.map(Self.verdict)
                + Self.valueFields)
    }

    static let conversionFields: [Field<Figures.Row>] = [
        Row("conversion", "SQL of MQL*", "SQL van MQL*", .range, .range, rank: 0) {
            .conversion($0)
        },
        Row("had_time", .maturedEquivalent, .maturedEquivalent, rank: 5) { .maturedEquivalent($0) },
    ]

    static let valueFields: [Field<Figures.Row>] = [
        Row("value", .value, .band, rank: 3) { .of($0.valueBand.map(\.value)) },
        Row("value_band", "Value band", "Waardeband", .band, .band, rank: 6) {
            .of($0.valueBand) { .band(low: $0.low, high: $0.high) }
        },
    ]

    /// What a figure to hold against says of each row.
    private static func verdict(_ comparison: Figures.Comparison) -> Field<Figures.Row> {
        let name = comparison.benchmark.name
        let sign = comparison.isIndication ? "†" : ""
        let title = comparison.benchmark.title
        return Row(
            .init(
                name, Phrase(en: title.en + sign, nl: title.nl + sign), .norm,
                rank: comparison.isIndication ? 4 : 1)
        ) { $0.comparison(with: name).map(Cell.verdict) ?? .dash }
    }

    /// What a table of verdicts has no room for, for programs.
    private var verdictDetails: Table {
        let asOf = figures.question.observed.sqls
        return table(
            figures.total.comparisons.map(\.benchmark.name).flatMap { name in
                [
                    Row(data: "\(name)_holds", .text) {
                        $0.comparison(with: name).map { .text($0.holds ? "yes" : "no") } ?? .blank
                    },
                    Row(data: "\(name)_mqls_needed") {
                        guard
                            case .tooFew(.some(let more)) = $0.comparison(with: name)?.verdict
                        else { return .blank }
                        return .count(more)
                    },
                    Row(data: "\(name)_judgeable_from") {
                        guard
                            case .tooYoung(.some(let days)) = $0.comparison(with: name)?.verdict
                        else { return .blank }
                        return .day(asOf.advanced(by: days))
                    },
                ]
            })
    }

    /// What makes costs above look lower than they are.
    private var costNotes: [String] {
        figures.holes.lowering(costOf: nil).map { "\(HoleText(say, reading).note($0))." }
    }

    private var footnotes: [String] {
        let total = figures.total
        let horizon = say.horizon(figures.horizon)
        var first = say(
            "* An MQL counts in full once SQLs have normally come by its age, and for less before that; "
                + "within \(horizon). 95% range.",
            "* Een MQL telt volledig mee zodra SQL's op die leeftijd er normaal zijn, daarvoor naar "
                + "verhouding; binnen \(horizon). 95%-interval.")
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
                    "With SQLs enough for a delay of their own: \(names). The others use that of all together.",
                    "Met SQL's genoeg voor een eigen doorlooptijd: \(names). De andere gebruiken die van alles "
                        + "samen."))
        }
        if let called = contactedAlone { lines.append(called) }
        if ([total] + figures.rows).contains(where: { $0.comparisons.contains { $0.holds } }) {
            lines.append(
                say(
                    "✓ sure enough even for who looks every week.",
                    "✓ zeker genoeg, ook voor wie elke week kijkt."))
        }
        if let norm = total.comparisons.first(where: { !$0.isIndication })?.benchmark {
            lines.append("\(say.text(norm.title)): \(say.origin(norm)).")
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
        let isValueKnown = ([total] + figures.rows).contains { $0.valueBand.value != nil }
        if isValueKnown {
            lines.append(
                say(
                    "Value: what MQLs of this intent, source and persona go for in the market, not what "
                        + "they are worth to you.",
                    "Waarde: wat MQL's van deze intentie, bron en persona in de markt kosten, niet wat ze u "
                        + "waard zijn."))
        }
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

    /// The norm is about leads that sales follows up; a part of these nobody called.
    private var contactedAlone: String? {
        guard let contacted = figures.total.contacted.value, let sqls = figures.total.sqls.value,
            contacted > 0, contacted < figures.total.counts.mqls
        else { return nil }
        let never = say.count(figures.total.counts.mqls - contacted, .mql)
        let share = numbers.share(Double(sqls) / Double(contacted))
        return say(
            "Counted over all MQLs, also \(never) that sales has not spoken to; of those it spoke to "
                + "\(share) became an SQL so far.",
            "Over alle MQL's, ook \(never) die sales niet sprak; van wie wel gesproken is werd tot nu toe "
                + "\(share) SQL.")
    }
}
