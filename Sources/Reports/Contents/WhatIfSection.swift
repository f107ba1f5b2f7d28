internal import Economics
internal import Quantities

/// What suppositions would do to what MQLs are worth and cost.
struct WhatIfSection {
    private let effects: [WhatIf.Effect]
    private let mqls: Int
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    /// - Parameter mqls: how many the effects are of.
    init(_ effects: [WhatIf.Effect], mqls: Int, _ say: Wording) {
        self.effects = effects
        self.mqls = mqls
        self.say = say
    }

    /// None where nobody asked, or nothing is known.
    var blocks: [Document.Block] {
        effects.isEmpty
            ? [] : [.heading(say("What if", "Wat als")), .table(table), .lines([note])]
    }

    private var table: Table {
        Table(
            columns: [
                .init(say("Change", "Verandering"), key: "change", isText: true),
                .init(say("Worth", "Waarde"), key: "worth"),
                .init(say("Cost", "Kosten"), key: "cost"),
                .init(say("Effect", "Effect"), key: "effect"),
            ],
            rows: effects.map { effect in
                [
                    .text(words(effect)), .rounded(effect.worth), .rounded(effect.cost),
                    .rounded(effect.gain),
                ]
            }, hasTotal: effects.contains { $0.input == nil })
    }

    private func words(_ effect: WhatIf.Effect) -> String {
        guard let input = effect.input, let by = effect.by else { return say("together", "samen") }
        let name =
            switch input {
            case .conversion: say("SQL of MQL", "SQL van MQL")
            case .won: say("won of SQL", "won van SQL")
            case .margin: say("margin of a sale", "marge van een verkoop")
            case .cost: say("cost of an MQL", "kosten van een MQL")
            }
        return "\(name) \(by < 0 ? "" : "+")\(numbers.share(by))"
    }

    private var note: String {
        let mqls = say.count(mqls, .mql)
        return say(
            "Effect on the \(mqls): more worth, less cost. Each change alone, the largest first.",
            "Effect op de \(mqls): meer waarde, minder kosten. Elke verandering apart, de grootste eerst."
        )
    }

    var json: JSONValue {
        .array(
            effects.map { effect in
                .object([
                    ("change", .string(effect.input?.rawValue ?? "together")),
                    ("by", effect.by.map(JSONValue.number) ?? .null),
                    ("worth", .amount(effect.worth)), ("cost", .amount(effect.cost)),
                    ("effect", .amount(effect.gain)),
                ])
            })
    }
}
