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
            ? []
            : [
                .heading(say("What if", "Wat als")), .table(table.withoutEmptyColumns),
                .lines([note]),
            ]
    }

    static let fields: [Field<WhatIf.Effect>] = [
        Field("change", "Change", "Verandering", .whatIf, .text) { .phrase(words($0)) },
        Field("from", "Now", "Nu", .whatIf) { cell($0.from, $0) },
        Field("to", "Then", "Dan", .whatIf) { cell($0.to, $0) },
        Field("worth", .worth, .worth) { .rounded($0.worth) },
        Field("cost", .cost, .cost) { .rounded($0.cost) },
        Field("effect", "Against now", "T.o.v. nu", .advice) { .rounded($0.gain) },
        Field("chance_pays", "Pays", "Quitte", .requiredReturn) { .chance($0.pays) },
        Field("chance_meets", "Meets", "Eis", .requiredReturn) {
            $0.meets.map(Cell.chance) ?? .dash
        },
    ]

    private var table: Table {
        Table(Self.fields, effects, hasTotal: effects.contains { $0.input == nil })
    }

    static func words(_ effect: WhatIf.Effect) -> Phrase {
        switch effect.input {
        case nil: Phrase(en: "together", nl: "samen")
        case .conversion: Phrase.conversion
        case .won: Phrase(en: "won of SQL", nl: "gewonnen van SQL")
        case .margin: Phrase(en: "margin of a sale", nl: "marge van een verkoop")
        case .cost: Phrase(en: "cost of an MQL", nl: "kosten van een MQL")
        }
    }

    /// What it is or becomes: a chance or an amount, whole.
    static func cell(_ value: Double?, _ effect: WhatIf.Effect) -> Cell {
        guard let value, let input = effect.input else { return .blank }
        switch input {
        case .conversion, .won: return .share(value)
        case .margin, .cost:
            return money(value, effect).map(Cell.money)
                ?? .absent(Phrase(en: "too large", nl: "te groot"))
        }
    }

    private static func money(_ cents: Double, _ effect: WhatIf.Effect) -> Money? {
        Money(rounding: cents, effect.worth.currency)
    }

    private func json(_ value: Double?, _ effect: WhatIf.Effect) -> JSONValue {
        switch Self.cell(value, effect) {
        case .share(let share): .number(share)
        case .money(let money): .amount(money)
        default: .null
        }
    }

    private var note: String {
        let mqls = say.count(mqls, .mql)
        return say(
            "Against now: what the \(mqls) are worth more or cost less. Each change alone, the largest first. Pays: the chance "
                + "that an MQL is then worth its cost.",
            "T.o.v. nu: wat de \(mqls) meer waard zijn of minder kosten. Elke verandering apart, de grootste eerst. Quitte: "
                + "de kans dat een MQL dan zijn kosten waard is."
        )
    }

    /// By how much it really changes: no chance rises above one.
    private func applied(_ effect: WhatIf.Effect) -> Double? {
        guard let from = effect.from, let to = effect.to, from > 0 else { return nil }
        return to / from - 1
    }

    var json: JSONValue {
        .array(
            effects.map { effect in
                .members([
                    "change": effect.input?.rawValue ?? "together", "by": applied(effect),
                    "from": json(effect.from, effect), "to": json(effect.to, effect),
                    "worth": effect.worth, "cost": effect.cost, "effect": effect.gain,
                    "chance_pays": effect.pays, "chance_meets": effect.meets,
                ])
            })
    }
}
