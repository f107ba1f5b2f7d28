package import Analysis
internal import Economics
internal import Funnels
internal import Quantities
internal import Valuation

/// Is the cost per MQL justified? What an MQL costs against what it is worth to the firm, per source
/// and in all, with what would turn the answer.
package struct JustificationReport: Report {
    private let justification: JustificationFigures
    package let context: ReportContext
    private var figures: Figures { justification.figures }
    private var total: JustificationFigures.Row { justification.total }

    package init(_ justification: JustificationFigures, _ context: ReportContext = ReportContext())
    {
        self.justification = justification
        self.context = context
    }

    package func html(warning: String?) -> String {
        ManagementFormat(
            ManagementPage(justification, context).sheet, language: say.language.rawValue
        ).write(warning: warning)
    }

    /// An answer to a supposition stands whole.
    package var screen: Document? {
        justification.whatIf.isEmpty ? JustificationScreen(justification, context).justify : nil
    }

    package var json: JSONValue { JustificationJSON(justification, context).value }

    package var workbook: Workbook? { FiguresWorkbook(justification, context).workbook }

    package var document: Document {
        let question = figures.question
        var document = Document(title)
        document.add(.paragraph(verdict))
        for caution in answer.cautions { document.add(.paragraph(caution)) }
        document.add(.paragraph(say.meaning))
        if !total.isAllIn, justification.verdict.value.map({ $0 != .no }) ?? false {
            document.add(
                .paragraph(
                    say(
                        "To count own hours, put hours_per_mql and hour_cost under economics in mql.yaml.",
                        "Om eigen uren mee te tellen: zet hours_per_mql en hour_cost onder economics in mql.yaml."
                    )))
        }
        let money = [answer.equation, blocks].compactMap(\.self)
        if !money.isEmpty { document.add(.paragraph(money.joined(separator: " "))) }
        if let ledger { document.add(.paragraph(ledger)) }
        document.add(
            .list(JustificationAdvice(justification, say).lines),
            .list(MatchNotes(figures, say).lines + DelayNotes(figures, say).lines),
            .list(TestedSources(figures, say).lines),
            .list(
                figures.holes.lowering(costOf: nil).map {
                    "\(HoleText(say, reading).note($0))."
                }))
        document.section(
            say(
                "Cost and worth of an MQL (\(question.currency))",
                "Kosten en waarde van een MQL (\(question.currency))"),
            .table(table.withoutEmptyColumns), .lines(notes))
        document.add(MarketSection(justification, say).blocks)
        if let turning {
            document.section(say(.turning), .lines(turning))
        }
        document.add(WhatIfSection(justification.whatIf, mqls: total.row.counts.mqls, say).blocks)
        document.add(OrdersSection(figures.sales, say).blocks)
        document.section(say(.basis), .labelled(basis))
        document.dataTable = dataTable
        return document
    }

    var title: String {
        let question = figures.question
        let (period, asOf) = (say.period(question.period), say.asOf(question.observed))
        return say(
            "Is the cost per MQL justified? · MQLs of \(period) · \(asOf)",
            "Zijn de kosten per MQL te verantwoorden? · MQL's van \(period) · \(asOf)")
            + say.basis(figures)
    }

    // MARK: The answer

    var answer: JustificationAnswer { JustificationAnswer(justification, say) }

    /// The answer, and euros in all.
    var verdict: String {
        [answer.sentence, answer.paragraph].compactMap(\.self).joined(separator: " ")
    }

    /// What was bought, which a budget is for, apart from what was not and from what may have been.
    var blocks: String? {
        guard !justification.blocks.isEmpty else { return nil }
        let sentences = justification.blocks.compactMap(sentence)
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    private func sentence(_ block: JustificationFigures.Block) -> String? {
        let (sum, mqls) = (block.sum, block.sum.row.counts.mqls)
        guard mqls > 0 else { return nil }
        let count = say.count(mqls, .mql)
        let worth = justification.isSaid ? sum.worth.value : nil
        let about =
            sum.row.worthIsLeast ? say("at least", "minstens") : say("about", "ongeveer")
        switch block.buying {
        case .bought:
            guard let price = sum.row.costs.perMQL.value.map(numbers.whole) else {
                return say(
                    "Not all spend on the \(count) that were bought is in this report.",
                    "Niet alle uitgaven aan de \(count) die zijn ingekocht staan in dit rapport.")
            }
            guard let worth, let pays = sum.pays else {
                return "\(say.bought(mqls, price))."
            }
            let (mean, range) = (numbers.whole(worth.mean), numbers.span(worth.low, worth.high))
            let (chance, least) = (
                say.chance(pays), sum.row.worthIsLeast ? say("at least ", "minstens ") : ""
            )
            return say.bought(mqls, price)
                + say(
                    " and \(mqls == 1 ? "is" : "are") worth \(about) \(mean) (\(range)); the chance that buying "
                        + "\(mqls == 1 ? "it" : "them") pays for itself is \(least)\(chance).",
                    " en \(mqls == 1 ? "is" : "zijn") \(about) \(mean) waard (\(range)); de kans dat die inkoop zich "
                        + "terugverdient is \(least)\(chance).")
        case .notBought:
            let mean = worth.map { numbers.whole($0.mean) }
            return say(
                "For \(count) nothing was spent on buying"
                    + (mean.map { "; they are worth \(about) \($0) each" } ?? "") + ".",
                "Voor \(count) is niets aan inkoop besteed"
                    + (mean.map { "; ze zijn \(about) \($0) per stuk waard" } ?? "") + ".")
        case .notKnown:
            return say(
                "Of \(count) the source is not known: they may have been bought.",
                "Van \(count) is de bron niet bekend: ze kunnen ingekocht zijn.")
        }
    }

    var ledger: String? {
        guard let ledger = justification.ledger else { return nil }
        let (file, books) = (numbers.money(ledger.file), numbers.money(ledger.books))
        let difference = numbers.money(
            Money(cents: ledger.difference, ledger.file.currency))
        let share = ledger.share.map { " (\(numbers.share($0)))" } ?? ""
        if ledger.difference == 0 {
            return say(
                "The spend of the files agrees with the books: \(file).",
                "De uitgaven van de bestanden kloppen met de boekhouding: \(file).")
        }
        return say(
            "The files have \(file) of spend and the books \(books): a difference of \(difference)\(share)"
                + (ledger.isWide ? ". Explain it before you use these figures." : "."),
            "Volgens de bestanden is \(file) besteed, volgens de boekhouding \(books): een verschil van "
                + "\(difference)\(share)"
                + (ledger.isWide ? ". Verklaar het voordat u deze cijfers gebruikt." : "."))
    }

    // MARK: Per source

    private var table: Table {
        justification.table([.by(figures.question.by)] + Self.fields, justification.rows)
    }

    /// Without sums of rows, which whoever adds up rows would count twice.
    private var dataTable: Table {
        Table(
            [.by(figures.question.by)]
                + Self.fields.map { $0.column.key == "caused" ? .causedNumber : $0 } + [.bought],
            justification.justified(justification.rows), hasTotal: true
        ).with(justification.anyway)
    }

    static let fields: [Field<JustifiedRow>] = [
        .mqls, .toBuy, .cost, .chanceSQL, .chanceWon, .caused, .worth, .worthRange, .pays, .meets,
        .atMost,
        .advice,
        .effect,
    ]

    func advice(_ row: JustificationFigures.Row) -> String {
        say.text(justification.justified(row).advice)
    }

    /// What of the total's effect stands in no row, a sentence for each reason.
    var notInRows: [String] {
        let unknown = justification.effectNotSaid.map {
            let money = numbers.rounded($0)
            return say(
                "Of the total effect, \(money) comes from MQLs that may have been bought.",
                "Van het totale effect komt \(money) van MQL's die ingekocht kunnen zijn.")
        }
        let rest = justification.effectOutsideRows.map {
            let money = numbers.rounded($0)
            return say(
                "Of the total effect, \(money) is in no row: it belongs to rows for which it cannot be said, "
                    + "or to spend that no lead belongs to.",
                "Van het totale effect staat \(money) in geen rij: het hoort bij rijen waarvoor het niet te "
                    + "zeggen is, of bij uitgaven waar geen lead bij hoort.")
        }
        let anyway = justification.anyway.map {
            let money = numbers.rounded($0)
            return say(
                "Of the total effect, \(money) came anyway: tested sources have it to their credit, and did not cause it.",
                "Van het totale effect was \(money) toch gekomen: het staat op naam van geteste bronnen, en kwam er niet door."
            )
        }
        return [anyway, unknown, rest].compactMap(\.self)
    }

    private var notes: [String] {
        let isCertain = figures.sales.size?.isCertain ?? false
        let required = justification.requiredReturn.map(numbers.ratio)
        let added = notInRows.map { " \($0)" }.joined()
        let basis =
            total.isAllIn
            ? say("with own hours and tools", "met eigen uren en tools")
            : say("bought only", "alleen inkoop")
        let ofAll = total.isAllIn ? say(", all-in", ", alles meegerekend") : ""
        return [
            say(
                "Cost: per MQL, \(basis). Worth = SQL × won × margin of a sale, with its range for all three"
                    + (isCertain ? "; the margin is as you said. " : ". ")
                    + (figures.anyway == nil
                        ? ""
                        : "Where a source was tested it is so much of that as the source caused. ")
                    + "SQL and won: expected, adjusted for small numbers. Won: of the SQLs "
                    + "that were decided. Effect: worth less cost; the rows add up to the total."
                    + added,
                "Kosten: per MQL, \(basis). Waarde = SQL × klant × marge van een verkoop, met het interval van alle "
                    + (isCertain ? "drie; de marge is wat u zei. " : "drie. ")
                    + (figures.anyway == nil
                        ? ""
                        : "Van een geteste bron is het zoveel daarvan als de bron veroorzaakt. ")
                    + "SQL en klant: verwacht, gecorrigeerd voor kleine aantallen. Klant: van de "
                    + "SQL's waarover besloten is. Effect: waarde min kosten; de rijen tellen op tot het "
                    + "totaal." + added
            ),
            say(
                justification.ownCostsStay
                    ? "Pays: the chance that a row is worth what it takes to buy it, which is saved when it stops "
                        + "(own hours, people and tools stay); in the total, that all are worth their cost."
                    : "Pays: the chance that it is worth its cost.",
                justification.ownCostsStay
                    ? "Quitte: de kans dat een rij haar inkoop waard is, die vervalt als ze stopt (eigen uren, mensen "
                        + "en tools blijven); in het totaal: dat alles samen de kosten waard is."
                    : "Quitte: de kans dat de waarde de kosten dekt.")
                + (required.map {
                    say(
                        " Meets: the chance that it returns \($0) per \(one). At most: worth ÷ \($0)\(ofAll).",
                        " Eis: de kans dat het \($0) per \(one) opbrengt. Hoogstens: waarde ÷ \($0)\(ofAll)."
                    )
                } ?? "")
                + say(
                    " Effect: worth less cost, of all its MQLs.",
                    " Effect: waarde min kosten, van alle MQL's."),
        ] + legend(required)
    }

    /// What the words of the advice stand for, a line each.
    private func legend(_ required: String?) -> [String] {
        let isOver = justification.rows.contains {
            $0.advice == .stop && $0.row.boughtUntil != nil
        }
        let stop =
            isOver
            ? say(
                "Stop, or not again where it is no longer bought: 10% or less on Pays.",
                "Stop, of niet meer waar de inkoop al voorbij is: hoogstens 10% bij Quitte.")
            : say("Stop: 10% or less on Pays.", "Stop: hoogstens 10% bij Quitte.")
        guard required != nil else {
            return [
                stop + say(" Keep: the others.", " Houden: de andere."),
                say(
                    "All together: yes from 80% on Pays, no at 20% or less.",
                    "Alles samen: ja vanaf 80% bij Quitte, nee bij hoogstens 20%."),
            ]
        }
        return [
            say(
                "Buy more: at least 80% on Meets, where the next euro brings that too.",
                "Meer: minstens 80% bij Eis, waar ook de volgende euro dat brengt."),
            stop
                + say(
                    " Cheaper: at most 20% on Meets.", " Goedkoper: hoogstens 20% bij Eis."),
            say("Keep: in between.", "Houden: wat daartussen ligt."),
            say(
                "All together: yes from 80% on Meets; it pays for itself from 80% on Pays; no at 20% or less.",
                "Alles samen: ja vanaf 80% bij Eis; het verdient zich terug vanaf 80% bij Quitte; nee bij hoogstens "
                    + "20%."),
        ]
    }

    // MARK: What would turn it

    var turning: [String]? {
        guard justification.isSaid, let worth = total.worth.value, let cost = total.cost.value,
            cost.cents > 0
        else {
            return nil
        }
        let required = justification.requiredReturn
        let cents = Double(cost.cents)
        let asked = required.map { cents * $0 }
        var lines: [String] = []
        /// The end of a sentence: from where on it meets the requirement, where there is one.
        func meets(_ from: String?) -> String {
            from.map {
                say(", and meets the requirement from \($0).", ", en haalt de eis vanaf \($0).")
            } ?? "."
        }
        let margin = numbers.money(worth.perSale)
        if let pays = worth.breakEvenMargin(cents).map({ numbers.money($0) }) {
            lines.append(
                say(
                    "Margin of a sale: now \(margin). It pays for itself from \(pays)",
                    "Marge van een verkoop: nu \(margin). Het verdient zich terug vanaf \(pays)")
                    + meets(asked.flatMap(worth.breakEvenMargin).map { numbers.money($0) }))
        }
        if let least = worth.breakEvenRate(cents) {
            let (now, pays) = (numbers.share(worth.expectedRate), numbers.share(least))
            let enough = asked.flatMap(worth.breakEvenRate).map {
                $0 <= 1 ? numbers.share($0) : say("no rate at all", "geen enkel percentage")
            }
            lines.append(
                least <= 1
                    ? say(
                        "SQL of MQL: now \(now). It pays for itself from \(pays)",
                        "SQL van MQL: nu \(now). Het verdient zich terug vanaf \(pays)")
                        + meets(enough)
                    : say(
                        "SQL of MQL: now \(now). It pays for itself at no rate at all.",
                        "SQL van MQL: nu \(now). Het verdient zich bij geen enkel percentage terug."
                    ))
        }
        let sure = numbers.money(worth.mean)
        let wanted = required.map { numbers.money(worth.highestPrice($0)) }
        lines.append(
            say(
                "Cost: now \(numbers.money(cost)). It pays for itself up to \(sure)",
                "Kosten: nu \(numbers.money(cost)). Het verdient zich terug tot \(sure)")
                + (wanted.map {
                    say(", and meets the requirement up to \($0).", ", en haalt de eis tot \($0).")
                } ?? "."))
        lines.append(
            worth.weakest == .sql
                ? say(
                    "Most of the uncertainty is in how many MQLs become an SQL: that is what to measure next.",
                    "De meeste onzekerheid zit in hoeveel MQL's SQL worden: meet dat als eerste.")
                : say(
                    "Most of the uncertainty is in how many SQLs are won: every decision of sales that is written "
                        + "down helps.",
                    "De meeste onzekerheid zit in hoeveel SQL's gewonnen worden: elke uitkomst die sales vastlegt "
                        + "helpt."))
        return lines
    }

    // MARK: What it rests on

    private var basis: [(label: String, text: [String])] {
        let labels = [say(.margin), say("Sales", "Verkoop"), say("Required", "Eis")]
        var entries = zip(labels, assumptions()).map { (label: $0, text: [$1]) }
        entries +=
            TrustSection(
                figures, context, justification, isBought: !total.isAllIn,
                isHeldAgainstBooks: justification.ledger != nil
            ).entries
        entries.append(context.again)
        return entries
    }

    private var one: String { numbers.one(figures.question.currency) }

    /// The answers about money on which the verdict rests, with who gave each.
    var answered: [String] {
        let notes = AnswerNotes(figures, say)
        var text: [String] = []
        if let part = figures.notes.assumedMargin {
            let percent = numbers.percent(hundredths: part)
            text.append(
                say("margin \(percent) of the amount", "marge \(percent) van het bedrag")
                    + notes.said(of: .margin))
        }
        if let hours = figures.notes.ownHours {
            let time = numbers.decimal(hundredths: hours.hours)
            let cost = numbers.money(Money(cents: hours.hourCost, figures.question.currency))
            text.append(
                say("\(time) own hours at \(cost) per MQL", "\(time) eigen uren à \(cost) per MQL")
                    + notes.said(of: .hours))
        }
        if let required = justification.requiredReturn.map(numbers.ratio) {
            text.append(
                say("required \(required) per \(one)", "vereist \(required) per \(one)")
                    + say.said(
                        justification.requiredSaid, isTyped: justification.requiredSaid == nil))
        }
        return text
    }

    /// What a sale brings, how often one is made, and what is asked where somebody said it.
    func assumptions() -> [String] {
        var margin: String
        switch figures.sales.margin {
        case .value(let known):
            let price = numbers.money(known)
            margin = OrdersSection(figures.sales, say).margin(price)
        case .unknown(let absence): margin = say.why(absence)
        }
        let required = justification.requiredReturn.map(numbers.ratio).map {
            say(
                "\($0) of margin per \(one) of cost (required_return)",
                "\($0) marge per \(one) kosten (required_return)")
                + say.said(justification.requiredSaid, isTyped: justification.requiredSaid == nil)
        }
        return [
            margin,
            figures.total.won.absence.map(say.why)
                ?? (SalesText(figures.sales, say).share + counted),
            required,
        ].compactMap(\.self)
    }
    /// With which share of SQLs won the worth is worked out, where it is not x of n beside it.
    private var counted: String {
        guard justification.isSaid, let worth = total.worth.value,
            figures.sales.maturedEquivalent > 0
        else { return "" }
        let observed = numbers.share(Double(figures.sales.won) / figures.sales.maturedEquivalent)
        let used = numbers.share(worth.expectedWins)
        guard observed != used else { return "" }
        return say(
            "; that is \(observed), and the worth counts with \(used), adjusted for small numbers per source",
            "; dat is \(observed), en de waarde rekent met \(used), per bron gecorrigeerd voor kleine aantallen"
        )
    }
}
