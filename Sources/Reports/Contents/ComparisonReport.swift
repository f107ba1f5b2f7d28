package import Analysis
internal import Economics
internal import Funnels
package import Quantities

/// Sources side by side: how each converts, against which figure, and what that figure is.
package struct ComparisonReport {
    private let figures: Figures
    private let say: Wording

    package init(_ figures: Figures, _ language: Language = .en) {
        self.figures = figures
        say = Wording(language)
    }

    package var document: Document {
        let question = figures.question
        let (period, asOf) = (say.period(question.period), say.day(question.asOf))
        var document = Document(
            title: say(
                "MQLs of \(period) compared · as of \(asOf)",
                "MQL's van \(period) vergeleken · peildatum \(asOf)")
                + " · \(say.decider(figures.decidedBy, book: figures.ruleBook)) · "
                + say.unit(question.unit))
        document.blocks = [
            .table(raw), .heading(say("Against what is known", "Vergeleken met bekende cijfers")),
            .table(comparisons), .lines(footnotes),
        ]
        document.dataTable = raw
        return document
    }

    private var breakdownColumn: Table.Column {
        .init(
            say.breakdown(figures.question.by), key: figures.question.by.rawValue, isText: true)
    }

    private var raw: Table {
        Table(
            columns: [
                breakdownColumn, .init(say("MQLs", "MQL's"), key: "mqls"),
                .init(say("SQLs", "SQL's"), key: "sqls"),
                .init(say("SQL of MQL", "SQL van MQL"), key: "raw_range"),
                .init(say("Had time", "Had tijd"), key: "had_time"),
                .init(say("Of those*", "Van die*"), key: "matured_range"),
                .init("Per MQL", key: "per_mql"), .init(say("Value", "Waarde"), key: "value"),
                .init("Per SQL†", key: "market_cost_per_sql"),
            ],
            rows: (figures.rows + [figures.total]).map { row in
                let raw: Cell =
                    switch row.raw {
                    case .value(let estimate):
                        .range(estimate.rate, low: estimate.low, high: estimate.high)
                    case .unknown(let absence): .absent(say.whyShort(absence))
                    }
                var hadTime = Cell.absent("–")
                var matured = Cell.absent("–")
                if let conversion = row.matured.value {
                    hadTime = .decimal(conversion.hadTime)
                    matured = .range(
                        conversion.estimate.rate, low: conversion.estimate.low,
                        high: conversion.estimate.high)
                }
                return [
                    .text(say.text(row.label)), row.mqls.value.map(Cell.count) ?? .absent("–"),
                    row.sqls.value.map(Cell.count) ?? .absent("–"), raw, hadTime,
                    matured, money(row.costs.perMQL), money(row.valueBand.map(\.value)),
                    money(row.marketCostPerSQL),
                ]
            }, hasTotal: true)
    }

    private var comparisons: Table {
        Table(
            columns: [
                breakdownColumn,
                .init(say("Held against", "Vergeleken met"), key: "benchmark", isText: true),
                .init(say("Rate", "Norm"), key: "rate"),
                .init(say("Says", "Soort"), key: "kind", isText: true),
                .init(say("Result", "Uitkomst"), key: "verdict", isText: true),
            ],
            rows: (figures.rows + [figures.total]).flatMap { row in
                row.comparisons.map { comparison in
                    [
                        .text(say.text(row.label)), .text(say.text(comparison.benchmark.title)),
                        .share(comparison.benchmark.rate),
                        .text(
                            comparison.isIndication
                                ? say("indication", "indicatie") : say("verdict", "oordeel")),
                        .word(say.verdict(comparison.verdict), code: comparison.verdict.code),
                    ]
                }
            })
    }

    private var footnotes: [String] {
        var seen = Set<String>()
        let used = figures.rows.flatMap(\.comparisons) + figures.total.comparisons
        let origins = used.compactMap { comparison -> String? in
            let benchmark = comparison.benchmark
            guard seen.insert(benchmark.name).inserted else { return nil }
            let note = benchmark.note.isEmpty ? "" : " (\(say.text(benchmark.note)))"
            return "\(say.text(benchmark.title)): \(say.origin(benchmark))\(note)."
        }
        let horizon = say.horizon(figures.horizon)
        return [
            say(
                "* Each MQL counts for the part of \(horizon) that it has had; all ranges are 95%.",
                "* Elke MQL telt naar rato van de tijd die hij had, tot \(horizon); 95%-intervallen."
            ),
            say(
                "† Value ÷ conversion: what an SQL costs whoever buys such MQLs at the going rate.",
                "† Waarde ÷ conversie: wat een SQL kost voor wie zulke MQL's tegen de marktprijs "
                    + "koopt."),
        ] + origins
    }

    private func money(_ known: Known<Money>) -> Cell {
        switch known {
        case .value(let money): .money(money)
        case .unknown(let absence): .absent(say.whyShort(absence))
        }
    }
}
