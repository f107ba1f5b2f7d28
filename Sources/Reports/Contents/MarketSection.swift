internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// Three figures that are never one: what an MQL cost, what it is worth to the firm, and the guide price of
/// such MQLs.
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
            .heading(
                say("Beside the guide price (\(currency))", "Naast de richtprijs (\(currency))")),
            .table(table(rows).withoutEmptyColumns), .lines([note]),
        ]
    }

    static let fields: [Field<JustificationFigures.Row>] = [
        Field("bought_for", "To buy", "Inkoop", .boughtFor) { .of($0.row.costs.perMQL) },
        Field("all_in", "All-in", "Kosten, alles", .allIn) { .of($0.row.costsAllIn.perMQL) },
        Field("own_worth", .worth, .worth) { .of(worth($0)) { .rounded($0.mean) } },
        Field("value_band", .guidePrice, .band, .band) {
            .of($0.row.valueBand) { .band(low: $0.low, high: $0.high) }
        },
        Field("price_in_band", "Bought", "Ingekocht", .band, .text) {
            place($0.row.costs.perMQL, $0.row.valueBand)
        },
        Field("worth_in_band", "Worth is", "Waarde is", .band, .text) {
            place(worth($0).map(\.mean), $0.row.valueBand)
        },
        Field(data: "market_cost_per_sql") { .of($0.row.marketCostPerSQL) },
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
            "Guide price: the band in which the rule book puts such MQLs; a guide, not measured. Buying "
                + "below it is a bargain only where the worth is above the cost; a worth below it says that "
                + "others pay more for such MQLs than they bring us.",
            "Richtprijs: de band waarin het regelboek zulke MQL's plaatst; een richtlijn, niet gemeten. "
                + "Eronder inkopen is pas voordelig als de waarde boven de kosten ligt; een waarde eronder "
                + "zegt dat anderen meer voor zulke MQL's betalen dan ze ons opleveren.")
    }
}
