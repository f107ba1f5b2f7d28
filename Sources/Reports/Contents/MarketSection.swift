internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// Three figures that are never one: what an MQL cost, what it is worth to the firm, and what such MQLs
/// go for in the market.
struct MarketSection {
    private let justification: JustificationFigures
    private let say: Wording

    init(_ justification: JustificationFigures, _ say: Wording) {
        self.justification = justification
        self.say = say
    }

    var blocks: [Document.Block] {
        let rows = justification.rows + [justification.total]
        guard rows.contains(where: { $0.row.valueBand.value != nil }) else { return [] }
        let currency = justification.figures.question.currency
        return [
            .heading(say("Beside the market (\(currency))", "Naast de markt (\(currency))")),
            .table(table(rows).withoutEmptyColumns), .lines([note]),
        ]
    }

    private func table(_ rows: [JustificationFigures.Row]) -> Table {
        Table(
            columns: [
                Table.Column.by(justification.figures.question.by),
                .init(say("To buy", "Inkoop"), key: "bought_for"),
                .init(say("All-in", "Alles"), key: "all_in"),
                .init(say("Worth", "Waarde"), key: "own_worth"),
                .init(say("Value band", "Waardeband"), key: "value_band"),
                .init(say("Price", "Prijs"), key: "price_in_band", isText: true),
                .init(say("Worth", "Waarde"), key: "worth_in_band", isText: true),
                .init(say("SQL at that price", "SQL voor die prijs"), key: "market_cost_per_sql"),
            ],
            rows: rows.map { row in
                let isTold = row.advice != .tooFew && row.advice != .tooYoung
                let worth: Known<Worth> = isTold ? row.worth : .unknown(.nothingToPlanWith)
                return [
                    Cell.label(row.row), Cell.of(row.row.costs.perMQL),
                    Cell.of(row.row.costsAllIn.perMQL),
                    Cell.of(worth) { .rounded($0.mean) },
                    Cell.of(row.row.valueBand) { .band(low: $0.low, high: $0.high) },
                    place(row.row.costs.perMQL, row.row.valueBand),
                    place(worth.map(\.mean), row.row.valueBand),
                    Cell.of(row.row.marketCostPerSQL),
                ]
            }, hasTotal: true)
    }

    private func place(_ amount: Known<Money>, _ band: Known<Figures.ValueBand>) -> Cell {
        guard let amount = amount.value, let band = band.value else { return .dash }
        if amount.cents < band.low.cents {
            return .word(Phrase(en: "below", nl: "eronder"), code: "below")
        }
        if amount.cents > band.high.cents {
            return .word(Phrase(en: "above", nl: "erboven"), code: "above")
        }
        return .word(Phrase(en: "within", nl: "erin"), code: "within")
    }

    private var note: String {
        say(
            "Value band: what such MQLs go for. A price below it is a bargain only where the worth is above the "
                + "price; a worth below it says that the market pays more for such MQLs than they bring you. SQL at "
                + "that price: value ÷ conversion, what an SQL costs whoever pays the going rate.",
            "Waardeband: wat zulke MQL's in de markt kosten. Een lagere prijs is pas een koopje als de waarde hoger is "
                + "dan de prijs; een lagere waarde zegt dat de markt er meer voor betaalt dan ze u opleveren. SQL voor "
                + "die prijs: waarde ÷ conversie, wat een SQL kost voor wie de marktprijs betaalt.")
    }
}
