package import Analysis
internal import Economics
internal import Funnels
internal import Quantities
internal import Valuation

/// What an MQL of one kind goes for, and what an SQL then costs.
package struct GoingRateReport {
    private let rate: GoingRate
    private let numbers = NumberFormat()

    package init(_ rate: GoingRate) {
        self.rate = rate
    }

    package var document: Document {
        var document = Document(
            title:
                "An MQL with intent \(rate.intent.key), from \(rate.source?.key ?? "any source"), "
                + "by \(rate.persona?.key ?? "anybody") · rule book \(rate.bookName) \(rate.bookVersion)"
        )
        var entries = [
            (
                label: "Goes for",
                text: Wording.price(
                    rate.price, intent: rate.intent.key, source: rate.source?.key,
                    persona: rate.persona?.key)
            )
        ]
        if let cost = rate.cost {
            entries.append(("Your cost", ["\(numbers.money(cost)): \(place(cost))"]))
        }
        document.blocks = [
            .labelled(entries), .heading("What an SQL then costs (\(rate.price.value.currency))"),
            .table(table),
            .lines(
                rate.perSQL.map { "\($0.benchmark.title): \($0.benchmark.origin)." } + [
                    "A market price, not what the MQL is worth to you: that is its chance of a sale × margin.",
                    "Only the norm is a figure to hold oneself to; the others are of other stages and people.",
                ]),
        ]
        return document
    }

    private func place(_ cost: Money) -> String {
        if cost.cents < rate.price.low.cents { return "below the band" }
        if cost.cents > rate.price.high.cents { return "above the band" }
        return cost.cents > rate.price.value.cents
            ? "inside the band, above what such an MQL goes for"
            : "inside the band, not above what such an MQL goes for"
    }

    private var table: Table {
        var columns = [
            Table.Column("If it converts as", key: "benchmark", isText: true),
            .init("Rate", key: "rate"), .init("At that price", key: "per_sql_at_price"),
        ]
        if rate.cost != nil { columns.append(.init("At your cost", key: "per_sql_at_cost")) }

        return Table(
            columns: columns,
            rows: rate.perSQL.map { entry in
                var cells: [Cell] = [
                    .text(entry.benchmark.title), .share(entry.benchmark.rate),
                    entry.atPrice.map(Cell.money) ?? .absent("–"),
                ]
                if rate.cost != nil { cells.append(entry.atCost.map(Cell.money) ?? .absent("–")) }
                return cells
            })
    }

    package var json: JSONValue {
        func amount(_ money: Money?) -> JSONValue { money.map(JSONValue.amount) ?? .null }
        return .object([
            ("schema", .string("mql.value/1")), ("intent", .string(rate.intent.key)),
            ("source", rate.source.map { .string($0.key) } ?? .null),
            ("persona", rate.persona.map { .string($0.key) } ?? .null),
            ("currency", .string(rate.price.value.currency.code)),
            ("low", .amount(rate.price.low)), ("high", .amount(rate.price.high)),
            ("value", .amount(rate.price.value)), ("rule", .string(rate.price.place)),
            ("source_assumed", .bool(rate.price.isSourceAssumed)),
            ("persona_assumed", .bool(rate.price.isPersonaAssumed)), ("cost", amount(rate.cost)),
            (
                "per_sql",
                .array(
                    rate.perSQL.map { entry in
                        .object([
                            ("benchmark", .string(entry.benchmark.name)),
                            ("rate", .number(entry.benchmark.rate)),
                            ("at_price", amount(entry.atPrice)), ("at_cost", amount(entry.atCost)),
                            ("origin", .string(entry.benchmark.origin)),
                        ])
                    })
            ),
        ])
    }
}
