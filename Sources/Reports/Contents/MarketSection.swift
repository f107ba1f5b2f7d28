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

    static let fields: [Field<JustificationFigures.Row>] = [
        Field("bought_for", "To buy", "Inkoop", .boughtFor) { .of($0.row.costs.perMQL) },
        Field("all_in", "All-in", "Alles", .allIn) { .of($0.row.costsAllIn.perMQL) },
        Field("own_worth", .worth, .worth) { .of(worth($0)) { .rounded($0.mean) } },
        Field("value_band", "Value band", "Waardeband", .band, .band) {
            .of($0.row.valueBand) { .band(low: $0.low, high: $0.high) }
        },
        Field("price_in_band", "Price", "Prijs", .band, .text) {
            place($0.row.costs.perMQL, $0.row.valueBand)
        },
        Field("worth_in_band", .worth, .band, .text) {
            place(worth($0).map(\.mean), $0.row.valueBand)
        },
        Field("market_cost_per_sql", "SQL at that price", "SQL voor die prijs", .band) {
            .of($0.row.marketCostPerSQL)
        },
    ]

    private func table(_ rows: [JustificationFigures.Row]) -> Table {
        Table(
            [Field(.by(justification.figures.question.by)) { .label($0.row) }] + Self.fields, rows,
            hasTotal: true)
    }

    /// What is told of its worth.
    private static func worth(_ row: JustificationFigures.Row) -> Known<Worth> {
        row.advice != .tooFew && row.advice != .tooYoung
            ? row.worth : .unknown(.nothingToPlanWith)
    }

    private static func place(
        _ amount: Known<Money>, _ band: Known<Figures.ValueBand>
    ) -> Cell {
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
