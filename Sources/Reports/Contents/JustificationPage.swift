package import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// The same answer on one printed page: the verdict, four numbers, one picture, the steps, the sources,
/// what would turn it, what to do, and whether it can be trusted.
package struct JustificationPage {
    private let justification: JustificationFigures
    private let context: ReportContext
    private let report: JustificationReport
    private var say: Wording { context.say }
    private var numbers: NumberFormat { say.numbers }
    private var figures: Figures { justification.figures }
    private var total: JustificationFigures.Row { justification.total }

    /// More do not fit on a page.
    private static let mostRows = 10

    /// Of the same answer as the report, with its words.
    package init(_ justification: JustificationFigures, _ context: ReportContext) {
        self.justification = justification
        self.context = context
        report = JustificationReport(justification, context)
    }

    package var document: Document {
        var document = Document(report.title, isOnePage: true)
        let charts = JustificationCharts(justification, say)
        document.add(
            .paragraph(report.verdict), .lines(report.blocks.map { [$0] } ?? []),
            .lines(report.ledger.map { [$0] } ?? []),
            .headlines(headlines))
        if let prices = charts.prices(shown) { document.add(.chart(prices)) }
        document.add(.table(table.withoutEmptyColumns))
        if hidden > 0 {
            let seen = Set(shown.map(\.row.key))
            let mqls = ordered.filter { !seen.contains($0.row.key) }.reduce(0) {
                $0 + $1.row.counts.mqls
            }
            let count = say.count(mqls, .mql)
            document.add(
                .lines([
                    say(
                        "\(hidden) other rows with \(count) are in the total only; mql justify shows all.",
                        "\(hidden) andere rijen met \(count) staan alleen in het totaal; mql justify toont alle."
                    )
                ]))
        }
        document.add(.lines(report.notInRows), .lines(MatchNotes(figures, say).lines))
        let funnel = FiguresCharts(figures, say).funnel.map { [Document.Block.chart($0)] } ?? []
        let drivers = charts.drivers.map { [Document.Block.chart($0)] } ?? []
        document.add(
            .columns([funnel, drivers]),
            .columns([
                [.heading(say("What to do", "Wat te doen")), .list(decisions)],
                [
                    .heading(say(.turning)),
                    .list(turning),
                ],
            ]))
        document.add(WhatIfSection(justification.whatIf, mqls: total.row.counts.mqls, say).blocks)
        document.section(say(.trust), .labelled(trust))
        return document
    }

    // MARK: Four numbers

    private var headlines: [Headline] {
        let mqls = say.count(total.row.counts.mqls, .mql)
        var result: [Headline] = []
        func amount(_ known: Known<Money>) -> String {
            known.value.map { numbers.money($0) } ?? "–"
        }
        let bought = total.row.costs.perMQL
        var cost = [say("of \(mqls)", "van \(mqls)")]
        if total.isAllIn {
            cost.append(say("\(amount(bought)) to buy", "\(amount(bought)) aan inkoop"))
        }
        result.append(
            Headline(
                total.isAllIn
                    ? say("Cost per MQL, all-in", "Kosten per MQL, alles meegerekend")
                    : say("Cost per MQL, to buy", "Kosten per MQL, inkoop"),
                amount(total.cost), notes: cost))
        let known: Known<Worth> =
            justification.isSaid
            ? total.worth : .unknown(justification.verdict.absence ?? .looksLikeMove)
        let worth = known.value
        result.append(
            Headline(
                say("Worth of an MQL", "Waarde van een MQL"), amount(known.map(\.mean)),
                notes: worth.map {
                    ["\(numbers.money($0.low))–\(numbers.amount($0.high)) (95%)"]
                        + (total.row.valueBand.value.map {
                            [
                                say("market ", "markt ")
                                    + "\(numbers.money($0.low))–\(numbers.amount($0.high))"
                            ]
                        } ?? [])
                } ?? [say.why(known.absence ?? .noMargin)]))
        result.append(returned(worth))
        let conversion = total.row.matured.value
        var notes: [String] = []
        if let conversion {
            let (low, high) = (conversion.estimate.low, conversion.estimate.high)
            let maturedEquivalent = numbers.fixed(conversion.maturedEquivalent, decimals: 0)
            notes.append("\(numbers.range(low, high)) (95%), n=\(maturedEquivalent)")
            if let change = total.row.change {
                let before = change.before.estimate.rate.map { numbers.share($0) } ?? "–"
                notes.append(say("before: \(before)", "eerder: \(before)"))
            } else if let norm = total.row.comparisons.first(where: { !$0.isIndication }) {
                notes.append("\(say.text(norm.benchmark.title)): \(say.verdict(norm.verdict))")
            }
        }
        result.append(
            Headline(
                say("MQLs that become an SQL", "MQL's die SQL worden"),
                conversion?.estimate.rate.map { numbers.share($0) } ?? "–", notes: notes))
        return result
    }

    private func returned(_ worth: Worth?) -> Headline {
        let asked = justification.requiredReturn.map(numbers.ratio).map {
            say("required \($0)", "vereist \($0)")
        }
        let label = say("Worth per 1 spent", "Waarde per 1 uitgegeven")
        guard let worth, let cost = total.cost.value, cost.cents > 0 else {
            return Headline(label, "–", notes: [asked].compactMap(\.self))
        }
        func per(_ money: Money) -> String {
            numbers.ratio(Double(money.cents) / Double(cost.cents))
        }
        return Headline(
            label, per(worth.mean),
            notes: ["\(per(worth.low))–\(per(worth.high)) (95%)", asked].compactMap(\.self))
    }

    // MARK: Sources

    /// The rows with most money in them, and the total.
    ///
    /// The two best ones are always there: a page of nothing but stops would hide what to go on with.
    private var shown: [JustificationFigures.Row] {
        let (first, rest) = (ordered.prefix(Self.mostRows), ordered.dropFirst(Self.mostRows))
        func isGood(_ row: JustificationFigures.Row) -> Bool {
            row.advice == .raise || row.advice == .keep
        }
        let best = rest.filter(isGood).prefix(2)
        var rows = Array(first)
        for row in best {
            if let place = rows.lastIndex(where: { !isGood($0) }) { rows[place] = row }
        }
        return rows
    }
    private var hidden: Int { max(0, ordered.count - Self.mostRows) }

    private var ordered: [JustificationFigures.Row] {
        justification.rows.filter { $0.row.counts.mqls > 0 || $0.row.boughtFor.value != nil }
            .sorted {
                func stake(_ row: JustificationFigures.Row) -> UInt64 {
                    max(
                        row.row.boughtFor.value?.cents.magnitude ?? 0,
                        row.effect.value?.cents.magnitude ?? 0)
                }
                return (stake($1), $1.row.counts.mqls, $0.row.key)
                    < (stake($0), $0.row.counts.mqls, $1.row.key)
            }
    }

    private var table: Table {
        justification.table([.by(figures.question.by)] + Self.fields, shown)
    }

    static let fields: [Field<JustifiedRow>] = [
        .spend, .mqls, .cost, .conversion, .worth, .pays, .atMost, .advice, .effect,
    ]

    private var decisions: [String] {
        let lines = JustificationAdvice(justification, say).short(names: 32)
        // Where the rows take the room, there is less of it here.
        let most = shown.count > 7 ? 3 : 5
        guard lines.count > most else {
            return lines.isEmpty
                ? [
                    say(
                        "Nothing is clear enough to change yet.",
                        "Nog niets is duidelijk genoeg om te veranderen.")
                ] : lines
        }
        let more = numbers.count(lines.count - most + 1)
        return Array(lines.prefix(most - 1)) + [
            say("\(more) more: mql justify", "nog \(more): mql justify")
        ]
    }

    /// From where on it pays for itself, and meets the requirement where there is one.
    private var turning: [String] {
        guard justification.isSaid, let worth = total.worth.value, let cost = total.cost.value,
            cost.cents > 0
        else {
            return [say.why(justification.verdict.absence ?? .noMQLs)]
        }
        let required = justification.requiredReturn
        let cents = Double(cost.cents)
        let asked = required.map { cents * $0 }
        func line(_ name: String, _ now: String, _ pays: String, _ meets: String?) -> String {
            say("\(name) \(now): pays from \(pays)", "\(name) \(now): quitte vanaf \(pays)")
                + (meets.map {
                    say(", meets the requirement from \($0)", ", eis vanaf \($0)")
                } ?? "")
        }
        var lines: [String] = []
        if let least = worth.breakEvenMargin(cents) {
            lines.append(
                line(
                    say("margin of a sale", "marge per verkoop"), numbers.money(worth.perSale),
                    numbers.money(least),
                    asked.flatMap(worth.breakEvenMargin).map { numbers.money($0) }))
        }
        if let least = worth.breakEvenRate(cents) {
            func rate(_ rate: Double) -> String { rate <= 1 ? numbers.share(rate) : "–" }
            lines.append(
                line(
                    say("SQL of MQL, expected", "SQL van MQL, verwacht"),
                    numbers.share(worth.expectedRate), rate(least),
                    asked.flatMap(worth.breakEvenRate).map(rate)))
        }
        let mean = numbers.money(worth.mean)
        lines.append(
            say(
                "cost of an MQL \(numbers.money(cost)): pays up to \(mean)",
                "kosten per MQL \(numbers.money(cost)): quitte tot \(mean)")
                + (required.map { numbers.money(worth.highestPrice($0)) }.map {
                    say(", meets it up to \($0)", ", eis tot \($0)")
                } ?? ""))
        lines.append(
            worth.weakest == .sql
                ? say(
                    "measure next: how many MQLs become an SQL",
                    "meet als eerste: hoeveel MQL's SQL worden")
                : say(
                    "measure next: how many SQLs are won",
                    "meet als eerste: hoeveel SQL's gewonnen worden"
                ))
        return lines
    }

    // MARK: Trust

    private var trust: [(label: String, text: [String])] {
        let all = TrustSection(figures, context, isBought: !total.isAllIn).entries
        let wanted = [
            say(.spend), say(.files), say("Made with", "Gemaakt met"),
        ]
        var entries = all.filter { wanted.contains($0.label) }
        var assumptions = Array(report.assumptions().prefix(1))
        assumptions += report.answered
        if figures.total.won.absence == nil {
            assumptions.append(SalesText(figures.sales, say).share)
        }
        if let without = figures.withoutSource {
            let share = numbers.share(Double(without.mqls) / Double(without.mqls + without.known))
            assumptions.append(
                say("\(share) of MQLs without a source", "\(share) van de MQL's zonder bron"))
        }
        let deciders = say.decider(figures.decidedBy, book: figures.ruleBook)
        assumptions.append(
            say(
                "deals credited \(say.credit(figures.dealCredit))",
                "deals toegerekend \(say.credit(figures.dealCredit))"))
        entries.insert(
            (say("Assumed", "Aangenomen"), ["\(assumptions.joined(separator: "; ")); \(deciders)"]),
            at: 0)
        entries.append(context.again)
        // One line less on a full page.
        if let place = entries.firstIndex(where: { $0.label == wanted[2] }) {
            entries[place].text = entries[place].text.map {
                $0 + say("; no personal data", "; geen persoonsgegevens")
            }
        }
        return entries
    }
}
