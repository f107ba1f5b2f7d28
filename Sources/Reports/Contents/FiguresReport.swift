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
        /// For people, who are also told what to do.
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
        document.add(.paragraph(summary()), .paragraph(say.meaning), .onPage(page.numbers))
        document.add(
            .list(advice),
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
            .labelled(
                TrustSection(figures, context, more.justification).entries
                    + (saysCommand ? [context.again] : [])))
        let more = [
            conversion, verdictDetails, outlook.nextTable, outlook.comingTable, outlook.backTable,
        ]
        document.dataTable = more.reduce(costs) { $0.beside($1) }
        return document
    }

    /// What to do about which source, in a line each.
    private var advice: [String] {
        guard let justification = more.justification, justification.isSaid else { return [] }
        return JustificationAdvice(justification, say).short()
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
            let isOne = total.counts.leads == 1
            return say(
                (isOne
                    ? "Whether the \(leads) of this period is an MQL"
                    : "Which of the \(leads) of this period are MQLs")
                    + " is not known: \(say.why(absence)).",
                (isOne
                    ? "Of de \(leads) van deze periode MQL is,"
                    : "Wie van de \(leads) van deze periode MQL is,")
                    + " is niet bekend: \(say.why(absence)).")
        }
        guard total.counts.mqls > 0 else {
            let count = numbers.count(total.counts.leads)
            return say(
                "There is no MQL in this period, so there is no cost per MQL. Leads created in it: \(count).",
                "Er is geen MQL in deze periode, dus zijn er geen kosten per MQL. Nieuwe leads: \(count)."
            ) + (total.counts.leads > 0 ? obstacle ?? "" : "")
                + (CRMNotes(figures, say).notUsed.map { " \($0)." } ?? "")
        }
        guard let move = figures.move else {
            // What the leads were chosen by is said before any rate.
            guard let selection = SelectionText(figures, say), selection.hidesRates else {
                return
                    (isShort
                    ? [verdict, cost(isShort: true), back, outcome]
                    : [cost(), back, outcome, coming, price])
                    .joined()
            }
            return "\(selection.text) " + [cost(), back].joined()
        }
        return "\(MoveText(move, say).first) " + [cost(), outcome].joined()
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

    /// The answer of what an MQL is worth, in front of what it cost; empty where that is not known.
    private var verdict: String {
        guard let justification = more.justification, justification.isSaid,
            justification.verdict.value != nil, let worth = justification.total.worth.value
        else { return "" }
        let tag = JustificationAnswer(justification, say).tag.text
        let (mean, range) = (numbers.whole(worth.mean), numbers.span(worth.low, worth.high))
        let about =
            figures.total.worthIsLeast ? say("at least", "minstens") : say("about", "ongeveer")
        return say(
            "\(tag) To us an MQL is worth \(about) \(mean) (\(range)). ",
            "\(tag) Voor ons is een MQL \(about) \(mean) waard (\(range)). ")
    }

    /// What all MQLs are expected to bring back in the end, per unit of cost; nil where that is not said.
    private var inTheEnd: String? {
        guard let justification = more.justification, justification.isSaid,
            justification.verdict.value != nil, let worth = justification.total.worth.value,
            let cost = justification.total.cost.value, cost.cents > 0
        else { return nil }
        let ratio = Double(worth.mean.cents) / Double(cost.cents)
        return numbers.back(ratio, figures.question.currency)
    }

    private func cost(isShort: Bool = false) -> String {
        switch figures.total.costs.perMQL {
        case .value(let cost):
            let equation = CostEquation(figures.total, say)
            let (sum, allIn) = (
                equation.map { ": \($0.text)" } ?? "", figures.total.costsAllIn.perMQL
            )
            let first =
                allIn.value.map {
                    say(
                        "An MQL cost \(numbers.money($0)) all-in\(sum).",
                        "Een MQL kostte \(numbers.money($0)), alles meegerekend\(sum).")
                }
                ?? say(
                    "An MQL cost \(numbers.money(cost)) to buy\(sum).",
                    "Een MQL kostte \(numbers.money(cost)) aan inkoop\(sum).")
            return first + (isShort ? "" : boughtAlone ?? "") + otherCurrencies
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
        return " \(say.bought(bought.sum.counts.mqls, numbers.money(cost)))."
    }

    /// What every euro brought so far.
    private var back: String {
        guard let back = figures.total.returnSoFar.value else { return "" }
        let isMargin = back.basis == .margin
        let currency = figures.question.currency
        let (one, ratio) = (numbers.one(currency), numbers.back(back.perEuro, currency))
        let range =
            back.range.map { " (\(numbers.back($0.low, currency))–\(numbers.ratio($0.high)))" }
            ?? ""
        let open = back.withOpenDeals.value.map { numbers.back($0.perEuro, currency) }
        return say(
            " Every \(one) spent has brought back \(ratio) of \(isMargin ? "margin" : "turnover") so far\(range)"
                + (open.map { "; with what is expected of the open deals \($0)" } ?? "")
                + (inTheEnd.map { "; in the end \($0) is expected" } ?? "") + ".",
            " Elke bestede \(one) heeft tot nu toe \(ratio) \(isMargin ? "marge" : "omzet") opgebracht\(range)"
                + (open.map { "; met wat naar verwachting van de open deals komt \($0)" } ?? "")
                + (inTheEnd.map { "; uiteindelijk wordt \($0) verwacht" } ?? "") + ".")
    }

    /// What else was spent, and is in no figure.
    private var otherCurrencies: String { SpendText.otherCurrencies(figures, say) }

    private var outcome: String {
        let total = figures.total
        if let absence = total.sqls.absence {
            let mqls = say.count(total.counts.mqls, .mql)
            return say(
                " What became of the \(mqls) is not known: \(say.why(absence)).",
                " Wat er van de \(mqls) werd is niet bekend: \(say.why(absence)).")
        }
        let (sqls, of) = (numbers.count(total.counts.sqls), numbers.count(total.counts.mqls))
        let isOne = total.counts.sqls == 1
        let won = total.won.value.map { numbers.count($0) }
        var text = say(
            " Of the \(of) MQLs, \(sqls) \(isOne ? "has" : "have") become an SQL so far"
                + (won.map { " and \($0) a customer" } ?? "") + ".",
            " Van de \(of) MQL's \(isOne ? "is" : "zijn") er tot nu toe \(sqls) SQL geworden"
                + (won.map { " en \($0) klant" } ?? "") + ".")
        if let conversion = total.matured.value, let rate = conversion.estimate.rate {
            let share = numbers.share(rate)
            let range = numbers.range(conversion.estimate.low, conversion.estimate.high)
            text += say(
                " Of those that had their time \(share) became an SQL (\(range)).",
                " Van wie tijd genoeg had werd \(share) SQL (\(range)).")
        }
        return text + (say.sqlsAreSales(figures).map { " \($0)" } ?? "")
    }

    private var price: String {
        let worth = figures.total.worth.value.map { worth in
            let mean = numbers.money(worth.mean)
            let range = "\(numbers.rounded(worth.low))–\(numbers.rounded(worth.high))"
            return say(
                " To us an MQL is worth about \(mean) (\(range)).",
                " Voor ons is een MQL ongeveer \(mean) waard (\(range)).")
        }
        let guide = figures.total.valueBand.value.map { band in
            let range = numbers.band(band.low, band.high)
            return say(
                " Guide price of such MQLs: \(range) (from the rule book, not measured).",
                " Richtprijs van zulke MQL's: \(range) (uit het regelboek, niet gemeten).")
        }
        return (worth ?? "") + (guide ?? "")
    }

    /// What the undecided MQLs may still bring.
    private var coming: String {
        guard let coming = figures.total.stillToCome.value, coming.undecided > 0 else { return "" }
        let undecided = say.count(coming.undecided, .mql)
        let expected = numbers.expected(coming.expected)
        let range = "\(numbers.count(coming.low))–\(numbers.count(coming.high))"
        return say(
            " Of the \(undecided) still undecided about \(expected) are expected to become an SQL (\(range)).",
            " Van de \(undecided) waarover nog niets is beslist worden er naar verwachting ongeveer \(expected) SQL "
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
        Row("spend", .spend, .boughtFor, rank: 0) { .of($0.boughtFor) },
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
        }.per("had_time"),
        Row("had_time", .maturedEquivalent, .maturedEquivalent, rank: 5) { .maturedEquivalent($0) },
    ]

    static let valueFields: [Field<Figures.Row>] = [
        Row(data: "value") { .of($0.valueBand.map(\.value)) },
        Row("value_band", .guidePrice, .band, .band, rank: 6) {
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
        ) { $0.comparison(with: name).map(Cell.verdict) ?? .dash }.of(norm: name, "verdict")
    }

    /// What a table of verdicts has no room for, for programs.
    private var verdictDetails: Table {
        let asOf = figures.question.observed.sqls
        return table(
            figures.total.comparisons.map(\.benchmark.name).flatMap { name in
                [
                    Row(data: "\(name)_holds", .text) {
                        $0.comparison(with: name).map { .text($0.holds ? "yes" : "no") } ?? .blank
                    }.of(norm: name, "verdict_holds"),
                    Row(data: "\(name)_mqls_needed") {
                        guard
                            case .tooFew(.some(let more)) = $0.comparison(with: name)?.verdict
                        else { return .blank }
                        return .count(more)
                    }.of(norm: name, "mqls_needed"),
                    Row(data: "\(name)_judgeable_from") {
                        guard
                            case .tooYoung(.some(let days)) = $0.comparison(with: name)?.verdict
                        else { return .blank }
                        return .day(asOf.advanced(by: days))
                    }.of(norm: name, "judgeable_from"),
                ]
            })
    }

    /// What makes costs above look lower than they are.
    private var costNotes: [String] {
        figures.holes.lowering(costOf: nil).map { "\(HoleText(say, reading).note($0))." }
    }

    private var footnotes: [String] {
        let total = figures.total
        var lines = [ConversionNote(figures, say).text]
        let own = figures.rows.filter { $0.matured.value?.isByOwnDelay ?? false }.map {
            say.text($0.label)
        }
        if !own.isEmpty {
            let names = own.joined(separator: ", ")
            lines.append(
                say(
                    "Judged by how long their own SQLs took: \(names). The others have too few, and are judged by "
                        + "how long all took together.",
                    "Beoordeeld naar hoe lang hun eigen SQL's erover deden: \(names). De andere hebben er te weinig, "
                        + "en worden beoordeeld naar hoe lang alle samen erover deden."))
        }
        if let called = contactedAlone { lines.append(called) }
        if ([total] + figures.rows).contains(where: { $0.comparisons.contains { $0.holds } }) {
            lines.append(
                say(
                    "Surely: it holds even if you look every week.",
                    "Zeker: het geldt ook als u elke week kijkt."))
        }
        if let norm = total.comparisons.first(where: { !$0.isIndication })?.benchmark {
            lines.append("\(say.text(norm.title)): \(say.origin(norm)).")
        }
        for comparison in total.comparisons where comparison.isIndication {
            lines.append(
                "† \(say.origin(comparison.benchmark)): "
                    + say(
                        "another stage and other people, so an indication and not a verdict.",
                        "een andere stap en andere mensen, dus een indicatie en geen oordeel."))
        }
        let day = say.day(figures.question.asOf)
        lines.append(
            say(
                "Leads are those created in the period; all other columns follow the MQLs of the "
                    + "period, as far as known on \(day).",
                "Leads zijn die in de periode zijn aangemaakt; alle andere kolommen volgen de MQL's van de "
                    + "periode, voor zover bekend op \(day)."))
        let isValueKnown = ([total] + figures.rows).contains { $0.valueBand.value != nil }
        if isValueKnown {
            lines.append(
                say(
                    "Guide price: the band in which the rule book puts MQLs of this intent, source and persona; not "
                        + "measured, and not what they are worth to us.",
                    "Richtprijs: de band waarin het regelboek MQL's van deze intentie, bron en persona plaatst; niet "
                        + "gemeten, en niet wat ze ons waard zijn."))
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
            "These rates are of all MQLs, also \(never) that sales has not spoken to; of those it spoke to "
                + "\(share) became an SQL so far.",
            "Deze percentages zijn van alle MQL's, ook \(never) die sales niet heeft gesproken; van wie wel is "
                + "gesproken werd tot nu toe \(share) SQL.")
    }
}
