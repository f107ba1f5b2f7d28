package import Analysis
internal import Economics
internal import Funnels
internal import Quantities
internal import Valuation

/// What an MQL of one kind goes for, and what an SQL then costs.
package struct GoingRateReport: Report {
    private let rate: GoingRate
    package let context: ReportContext

    package init(_ rate: GoingRate, _ context: ReportContext = ReportContext()) {
        self.rate = rate
        self.context = context
    }

    package var document: Document {
        func name(_ key: String) -> String { rate.names.name(of: key, in: say.language) }
        let intent = name(rate.intent.key)
        let source = rate.source.map { name($0.key) } ?? say("not known", "onbekend")
        let persona = rate.persona.map { name($0.key) } ?? say("not known", "onbekend")
        let book = "\(rate.bookName) \(rate.bookVersion)"
        var document = Document(
            say(
                "MQL: intent \(intent), source \(source), persona \(persona) · rule book \(book)",
                "MQL: intentie \(intent), bron \(source), persona \(persona) · regelboek \(book)"
            ))
        var entries = [
            (
                label: say("Guide price", "Richtprijs"),
                text: say.price(
                    rate.price, intent: rate.intent.key, source: rate.source?.key,
                    persona: rate.persona?.key, names: rate.names)
            )
        ]
        if let cost = rate.cost {
            entries.append(
                (say("Your cost", "Uw kosten"), ["\(numbers.money(cost)): \(place(cost))"]))
        }
        let currency = rate.price.value.currency
        document.add(.onPage([.paragraph(answer)]), .labelled(entries))
        document.section(
            say("What an SQL then costs (\(currency))", "Wat een SQL dan kost (\(currency))"),
            .table(table),
            .lines(
                rate.perSQL.map { entry in
                    "\(say.text(entry.benchmark.title)): \(say.origin(entry.benchmark))."
                } + [
                    say(
                        "A guide price, not measured, and not what the MQL is worth to us: that is the chance of a "
                            + "sale × its margin.",
                        "Een richtprijs, niet gemeten, en niet wat de MQL ons waard is: dat is de kans op een "
                            + "verkoop × de marge ervan."),
                    say(
                        "Only the norm is a figure to go by; the others are of other stages and people.",
                        "Alleen de norm is een cijfer om op af te gaan; de andere zijn van andere stappen en "
                            + "mensen."),
                ]))
        return document
    }

    /// What such an MQL goes for, and where its cost lies.
    private var answer: String {
        let price = numbers.money(rate.price.value)
        let high = numbers.amount(rate.price.high, whole: true)
        let band = "\(numbers.money(rate.price.low, whole: true))–\(high)"
        let cost = rate.cost.map { cost in
            say(
                "; yours costs \(numbers.money(cost)), \(place(cost))",
                "; de uwe kost \(numbers.money(cost)), \(place(cost))")
        }
        return say(
            "Such an MQL goes for about \(price) (guide price \(band))\(cost ?? "").",
            "Zo'n MQL doet ongeveer \(price) (richtprijs \(band))\(cost ?? "").")
    }

    private func place(_ cost: Money) -> String {
        if cost.cents < rate.price.low.cents { return say("below the band", "onder de band") }
        if cost.cents > rate.price.high.cents { return say("above the band", "boven de band") }
        return cost.cents > rate.price.value.cents
            ? say(
                "inside the band, above its place in it",
                "binnen de band, boven de plaats erin")
            : say(
                "inside the band, not above its place in it",
                "binnen de band, niet boven de plaats erin")
    }

    static let fields: [Field<GoingRate.PerSQL>] = [
        Field("benchmark", "If it converts as", "Als de conversie is", .norm, .text) {
            .phrase($0.benchmark.title)
        },
        Field("rate", "Rate", "Conversie", .norm) { .share($0.benchmark.rate) },
        Field("per_sql_at_price", "At that price", "Tegen die prijs", .band) {
            $0.atPrice.map(Cell.money) ?? .dash
        },
    ]

    static let ownCost = Field<GoingRate.PerSQL>(
        "per_sql_at_cost", "At your cost", "Tegen uw kosten", .cost
    ) { $0.atCost.map(Cell.money) ?? .dash }

    /// - Parameter percent: by how much more MQLs become an SQL.
    static func better(_ percent: Int, knowsCost: Bool) -> Field<GoingRate.PerSQL> {
        Field("per_sql_better", "If \(percent)% better", "Bij \(percent)% meer", .whatIf) {
            (knowsCost ? $0.atCostBetter : $0.atPriceBetter).map(Cell.money) ?? .dash
        }
    }

    private var table: Table {
        let knowsCost = rate.cost != nil
        return Table(
            Self.fields + (knowsCost ? [Self.ownCost] : [])
                + (rate.better.map { [Self.better($0, knowsCost: knowsCost)] } ?? []),
            rate.perSQL)
    }

    package var json: JSONValue {
        .members([
            "schema": "mql.value/1", "intent": rate.intent.key, "source": rate.source.map(\.key),
            "persona": rate.persona.map(\.key), "currency": rate.price.value.currency.code,
            "low": rate.price.low, "high": rate.price.high, "value": rate.price.value,
            "rule": rate.price.place, "source_assumed": rate.price.isSourceAssumed,
            "persona_assumed": rate.price.isPersonaAssumed, "cost": rate.cost,
            "better_percent": rate.better,
            "per_sql": rate.perSQL.map { entry in
                JSONValue.members([
                    "benchmark": entry.benchmark.name, "rate": entry.benchmark.rate,
                    "at_price": entry.atPrice, "at_cost": entry.atCost,
                    "at_price_better": entry.atPriceBetter, "at_cost_better": entry.atCostBetter,
                    "origin": Wording().origin(entry.benchmark),
                ])
            },
        ])
    }
}
