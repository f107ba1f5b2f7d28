package import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// Sources side by side: how each converts, against which figure, and what that figure is.
package struct ComparisonReport {
    private let figures: Figures
    private let numbers = NumberFormat()

    package init(_ figures: Figures) {
        self.figures = figures
    }

    package var document: Document {
        let question = figures.question
        var document = Document(
            title: "MQLs of \(question.period) compared · as of \(question.asOf) · "
                + "\(Wording.decider(figures.decidedBy, book: figures.ruleBook)) · per person")
        document.blocks = [.table(raw), .heading("Against what is known"), .table(comparisons)]
        document.blocks.append(.lines(footnotes))
        document.dataTable = raw
        return document
    }

    private var raw: Table {
        Table(
            columns: [
                .init(
                    Wording.breakdown(figures.question.by), key: figures.question.by.rawValue,
                    isText: true),
                .init("MQLs", key: "mqls"), .init("SQLs", key: "sqls"),
                .init("SQL of MQL", key: "raw_range"), .init("Had time", key: "had_time"),
                .init("Of those*", key: "matured_range"), .init("Per MQL", key: "per_mql"),
                .init("Value", key: "value"), .init("Per SQL†", key: "market_cost_per_sql"),
            ],
            rows: (figures.rows + [figures.total]).map { row in
                let raw: Cell =
                    switch row.raw {
                    case .value(let estimate):
                        .range(estimate.rate, low: estimate.low, high: estimate.high)
                    case .unknown(let absence): .absent(Wording.whyShort(absence))
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
                    .text(row.key), row.mqls.value.map(Cell.count) ?? .absent("–"),
                    row.sqls.value.map(Cell.count) ?? .absent("–"), raw, hadTime,
                    matured, money(row.costs.perMQL), money(row.valueBand.map(\.value)),
                    money(row.marketCostPerSQL),
                ]
            }, hasTotal: true)
    }

    private var comparisons: Table {
        Table(
            columns: [
                .init(
                    Wording.breakdown(figures.question.by), key: figures.question.by.rawValue,
                    isText: true),
                .init("Held against", key: "benchmark", isText: true), .init("Rate", key: "rate"),
                .init("Says", key: "kind", isText: true),
                .init("Result", key: "verdict", isText: true),
            ],
            rows: (figures.rows + [figures.total]).flatMap { row in
                row.comparisons.map { comparison in
                    [
                        .text(row.key), .text(comparison.benchmark.name),
                        .share(comparison.benchmark.rate),
                        .text(comparison.isIndication ? "indication" : "verdict"),
                        .text(Wording.verdict(comparison.verdict)),
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
            let note = benchmark.note.isEmpty ? "" : " (\(benchmark.note))"
            return "\(benchmark.name): \(benchmark.origin)\(note)."
        }
        return [
            "* Of the MQLs for the part of \(Wording.horizon(figures.horizon)) that each has had; "
                + "all ranges are 95%.",
            "† Value ÷ conversion: what an SQL costs whoever buys such MQLs at the going rate.",
        ] + origins
    }

    private func money(_ known: Known<Money>) -> Cell {
        switch known {
        case .value(let money): .money(money)
        case .unknown(let absence): .absent(Wording.whyShort(absence))
        }
    }
}
