internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// What the full account has on a page beside the report: four numbers, pictures, and every definition with
/// its numbers filled in.
struct FiguresPage {
    private let figures: Figures
    private let say: Wording
    private var format: NumberFormat { say.numbers }
    private var total: Figures.Row { figures.total }

    init(_ figures: Figures, _ say: Wording) {
        self.figures = figures
        self.say = say
    }

    /// Four numbers.
    var numbers: [Document.Block] { total.counts.mqls > 0 ? [.headlines(headlines)] : [] }

    var steps: [Document.Block] {
        guard let funnel = FiguresCharts(figures, say).funnel else { return [] }
        return [
            .heading(say("The steps", "De stappen")), .chart(funnel),
            .table(FunnelReport.steps(figures, say)),
        ]
    }

    var conversion: [Document.Block] {
        FiguresCharts(figures, say).conversion.map { [.chart($0)] } ?? []
    }

    // MARK: Four numbers

    private var headlines: [Headline] {
        func money(_ known: Known<Money>) -> String { known.value.map { format.money($0) } ?? "–" }
        func why<Value>(_ known: Known<Value>) -> [String] {
            known.absence.map { [say.why($0)] } ?? []
        }
        let mqls = say.count(total.counts.mqls, .mql)
        let next = total.nextCosts
        var cost = [say("of \(mqls)", "van \(mqls)")] + why(total.costs.perMQL)
        if let allIn = total.costsAllIn.perMQL.value {
            let price = format.money(allIn)
            cost.append(say("\(price) all-in", "\(price) alles meegerekend"))
        }
        if let range = next.perMQL.value {
            cost.append(say("the next: ", "de volgende: ") + estimate(range))
        }
        var perSQL = [say.count(total.counts.sqls, .sql)] + why(total.costs.perSQL)
        if let range = next.perSQL.value {
            perSQL.append(say("the next: ", "de volgende: ") + estimate(range))
        }
        return [
            Headline(
                say("Cost per MQL, to buy", "Kosten per MQL, inkoop"), money(total.costs.perMQL),
                notes: cost),
            Headline(
                say("Cost per SQL, to buy", "Kosten per SQL, inkoop"), money(total.costs.perSQL),
                notes: perSQL),
            back, rate,
        ]
    }

    private func estimate(_ range: PriceRange) -> String {
        let low = format.rounded(range.low)
        return range.high.map { "\(low)–\(format.rounded($0)) (95%)" }
            ?? say("at least \(low)", "minstens \(low)")
    }

    private var back: Headline {
        let unit = format.unit(figures.question.currency)
        let label = say("Back per \(unit) spent, so far", "Terug per bestede \(unit), tot nu toe")
        guard let back = total.returnSoFar.value else {
            return Headline(label, "–", notes: [say.why(total.returnSoFar.absence ?? .noDeals)])
        }
        var notes = [
            back.basis == .margin ? say("of margin", "aan marge") : say("of turnover", "aan omzet")
        ]
        if let range = back.range {
            notes.append("\(format.ratio(range.low))–\(format.ratio(range.high)) (95%)")
        }
        if let open = back.withOpenDeals.value {
            let ratio = format.ratio(open.perEuro)
            notes.append(say("\(ratio) with open deals", "\(ratio) met open deals"))
        }
        return Headline(label, format.ratio(back.perEuro), notes: notes)
    }

    private var rate: Headline {
        let label = say("MQLs that become an SQL", "MQL's die SQL worden")
        guard let conversion = total.matured.value, let rate = conversion.estimate.rate else {
            return Headline(label, "–", notes: [say.why(total.matured.absence ?? .noSQLs)])
        }
        let maturedEquivalent = format.fixed(conversion.maturedEquivalent, decimals: 1)
        var notes = [
            "\(format.range(conversion.estimate.low, conversion.estimate.high)) (95%), n=\(maturedEquivalent)"
        ]
        if let change = total.change?.before.estimate.rate {
            notes.append(
                say("before: \(format.share(change))", "eerder: \(format.share(change))"))
        }
        for comparison in total.comparisons {
            notes.append(
                "\(say.text(comparison.benchmark.title)): \(say.verdict(comparison.verdict))")
        }
        return Headline(label, format.share(rate), notes: notes)
    }

    // MARK: Definitions

    /// How each figure is worked out, with the numbers of the total.
    var definitions: [Document.Block] {
        let entries = formulas
        guard !entries.isEmpty else { return [] }
        return [
            .heading(
                say("How it was worked out, for the total", "Hoe het is berekend, voor het totaal")),
            .labelled(entries + origins),
        ]
    }

    private var formulas: [(label: String, text: [String])] {
        var entries: [(label: String, text: [String])] = []
        let mqls = format.count(total.counts.mqls)
        if let spend = total.boughtFor.value, let cost = total.costs.perMQL.value {
            entries.append(
                (
                    say("Cost per MQL", "Kosten per MQL"),
                    [
                        say("spend ÷ MQLs", "uitgaven ÷ MQL's")
                            + " = \(format.money(spend)) ÷ \(mqls) = \(format.money(cost))"
                    ]
                ))
        }
        if let spend = total.allIn.value, let cost = total.costsAllIn.perMQL.value {
            entries.append(
                (
                    say("All-in", "Alles meegerekend"),
                    [
                        say(
                            "spend, own hours and tools ÷ MQLs",
                            "uitgaven, eigen uren en tools ÷ MQL's")
                            + " = \(format.money(spend)) ÷ \(mqls) = \(format.money(cost))"
                    ]
                ))
        }
        if let spend = total.boughtFor.value, let cost = total.costs.perSQL.value {
            let sqls = format.count(total.counts.sqls)
            entries.append(
                (
                    say("Cost per SQL", "Kosten per SQL"),
                    [
                        say("spend ÷ SQLs so far", "uitgaven ÷ SQL's tot nu toe")
                            + " = \(format.money(spend)) ÷ \(sqls) = \(format.money(cost))"
                    ]
                ))
        }
        entries += rates
        if let back = total.returnSoFar.value {
            let brought = format.money(back.amount)
            entries.append(
                (
                    say(.backPerOne(figures.question.currency)),
                    [
                        (back.basis == .margin
                            ? say(
                                "margin of won deals ÷ cost", "marge van gewonnen deals ÷ kosten"
                            )
                            : say(
                                "turnover of won deals ÷ cost",
                                "omzet van gewonnen deals ÷ kosten"))
                            + " = \(brought) ÷ \(format.money(back.cost)) = \(format.ratio(back.perEuro))"
                    ]
                ))
        }
        if let worth = total.worth.value {
            let (sql, won) = (format.share(worth.expectedRate), format.share(worth.expectedWins))
            entries.append(
                (
                    say(.worth),
                    [
                        say(
                            "chance of an SQL × chance that it is won × margin of a sale",
                            "kans op een SQL × kans dat die gewonnen wordt × marge van een verkoop")
                            + " = \(sql) × \(won) × \(format.money(worth.perSale)) = "
                            + format.money(worth.mean)
                    ]
                ))
        }
        return entries
    }

    private var rates: [(label: String, text: [String])] {
        guard let conversion = total.matured.value, let rate = conversion.estimate.rate else {
            return []
        }
        let (days, maturedEquivalent) = (
            say.count(figures.horizon.days, .day),
            format.fixed(conversion.maturedEquivalent, decimals: 1)
        )
        let (sqls, mqls) = (format.count(conversion.sqls), format.count(total.counts.mqls))
        return [
            (
                say(.maturedEquivalent),
                [
                    say(
                        "each MQL counts for the part of \(days) it has had, by how fast others became an SQL: "
                            + "\(mqls) count for \(maturedEquivalent)",
                        "elke MQL telt voor het deel van \(days) dat hij heeft gehad, naar hoe snel anderen SQL "
                            + "werden: \(mqls) tellen voor \(maturedEquivalent)")
                ]
            ),
            (
                "MQL → SQL",
                [
                    say(
                        "SQLs within \(days) ÷ MQLs that had their time",
                        "SQL's binnen \(days) ÷ MQL's die tijd genoeg hadden")
                        + " = \(sqls) ÷ \(maturedEquivalent) = \(format.share(rate))",
                    say(
                        "the range holds the true rate in 95 of 100 cases (Jeffreys)",
                        "het interval bevat de ware waarde in 95 van de 100 gevallen (Jeffreys)"),
                ]
            ),
        ]
    }

    /// Where what it is held against comes from.
    private var origins: [(label: String, text: [String])] {
        total.comparisons.map(\.benchmark).map { (say.text($0.title), [say.origin($0)]) }
    }
}
