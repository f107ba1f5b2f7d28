internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// Why an MQL cost more or less than in another period.
struct CostChangeSection {
    private let figures: CostChangeFigures
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    init(_ figures: CostChangeFigures, _ say: Wording) {
        self.figures = figures
        self.say = say
    }

    var blocks: [Document.Block] {
        guard let change = figures.change.value else {
            let why = say.why(figures.change.absence ?? .noMQLs)
            return [
                .heading(heading(nil)),
                .lines([
                    say(
                        "Why it differs cannot be said, because of one of the two periods: \(why).",
                        "Waarom het verschilt is niet te zeggen, door een van beide perioden: \(why)."
                    )
                ]),
            ]
        }
        guard change.effects.contains(where: { $0.cents.values.contains { $0 != 0 } }) else {
            return [.heading(heading(change)), .paragraph(summary(change))]
        }
        return [
            .heading(heading(change)), .paragraph(summary(change)), .list(largest(change)),
            .table(table(change)), .lines(notes(change)),
        ]
    }

    private func heading(_ change: CostChange?) -> String {
        let period = say.period(figures.period)
        switch change?.difference.signum() {
        case 1:
            return say(
                "Why an MQL cost more than in the period \(period)",
                "Waarom een MQL meer kostte dan in de periode \(period)")
        case -1:
            return say(
                "Why an MQL cost less than in the period \(period)",
                "Waarom een MQL minder kostte dan in de periode \(period)")
        default:
            return say(
                "The cost of an MQL compared with \(period)",
                "De kosten per MQL vergeleken met \(period)")
        }
    }

    private func causes(_ change: CostChange) -> [CostChange.Cause] {
        CostChange.Cause.allCases.filter { cause in
            cause != .definition || figures.hasOtherRules
        }
    }

    private func summary(_ change: CostChange) -> String {
        let (now, before) = (numbers.money(change.now), numbers.money(change.before))
        let currency = change.now.currency
        let effects = causes(change).map { (cause: $0, cents: change.total($0)) }
            .filter { $0.cents != 0 }
        func isShown(_ effect: (cause: CostChange.Cause, cents: Int64)) -> Bool {
            figures.noise?.isShown(effect.cause, effect.cents) ?? true
        }
        let rest = effects.filter { !isShown($0) }.reduce(Int64(0)) { $0 + $1.cents }
        var parts = effects.filter(isShown)
            .sorted {
                ($1.cents.magnitude, $0.cause.rawValue) < ($0.cents.magnitude, $1.cause.rawValue)
            }
            .map { part in
                "\(words(part.cause, part.cents)) \(signed(Money(cents: part.cents, currency)))"
            }
        let others = effects.filter { !isShown($0) }.map { say.text(Self.title($0.cause)) }
        let isAll = !others.isEmpty && parts.isEmpty
        if !others.isEmpty, !isAll {
            let money = signed(Money(cents: rest, currency))
            let names = others.joined(separator: ", ")
            parts.append(
                say(
                    "\(money) that may be chance (\(names))",
                    "\(money) dat toeval kan zijn (\(names))"))
        }
        let chance =
            figures.noise.map { noise in
                let share = numbers.share(noise.ofCost)
                return say(
                    " By chance alone, two equal periods of this size differ by about ±\(share) in two of three cases.",
                    " Door toeval alleen verschillen twee gelijke perioden van deze omvang in twee van de drie "
                        + "gevallen ongeveer ±\(share).")
            } ?? ""
        return say(
            "An MQL cost \(now) to buy, and \(before) then: \(signed(Money(cents: change.difference, currency)))",
            "Een MQL kostte \(now) aan inkoop, en toen \(before): "
                + signed(Money(cents: change.difference, currency)))
            + (parts.isEmpty ? "" : " = \(parts.joined(separator: ", "))")
            + (isAll
                ? say(
                    "; each cause may be chance.",
                    "; elke oorzaak kan toeval zijn.")
                : ".") + chance
    }

    private func words(_ cause: CostChange.Cause, _ cents: Int64) -> String {
        switch cause {
        case .price:
            cents > 0
                ? say("dearer leads", "duurdere leads") : say("cheaper leads", "goedkopere leads")
        case .mix:
            say(
                cents > 0 ? "more from dearer sources" : "more from cheaper sources",
                cents > 0 ? "meer van duurdere bronnen" : "meer van goedkopere bronnen")
        case .leadToMQL:
            cents > 0
                ? say("fewer leads become an MQL", "minder leads worden MQL")
                : say("more leads become an MQL", "meer leads worden MQL")
        case .definition: say("other rules", "andere regels")
        case .withoutLeads: say("spend without new leads", "uitgaven zonder nieuwe leads")
        }
    }

    /// `+€12.30`: a change is never without its sign.
    private func signed(_ money: Money) -> String {
        (money.cents > 0 ? "+" : "") + numbers.money(money)
    }

    /// What changed the cost at a source, or in all.
    struct Row: Sendable {
        fileprivate let label: Phrase
        fileprivate let cents: [CostChange.Cause: Int64]
        fileprivate let sum: Int64
    }

    static func fields(_ causes: [CostChange.Cause], _ currency: Currency) -> [Field<Row>] {
        [Field("source", .source, .source, .text) { .phrase($0.label) }]
            + causes.map { cause in
                Field(.init(cause.code, title(cause), .costChange)) {
                    .money(Money(cents: $0.cents[cause] ?? 0, currency))
                }
            } + [
                Field("together", "Together", "Samen", .costChange) {
                    .money(Money(cents: $0.sum, currency))
                }
            ]
    }

    private func table(_ change: CostChange) -> Table {
        let causes = causes(change)
        return Table(
            Self.fields(causes, change.now.currency),
            sorted(change).map { Row(label: label($0.key), cents: $0.cents, sum: $0.sum) } + [
                Row(
                    label: Phrase(en: "total", nl: "totaal"),
                    cents: Dictionary(
                        causes.map { ($0, change.total($0)) }, uniquingKeysWith: { one, _ in one }),
                    sum: change.difference)
            ], hasTotal: true)
    }

    /// What the three sources that made most of the difference were, then and now.
    private func largest(_ change: CostChange) -> [String] {
        let currency = change.now.currency
        func side(_ side: CostChange.Side) -> String {
            let (money, mqls) = (
                numbers.money(Money(cents: side.cents, currency)), say.count(side.mqls, .mql)
            )
            guard side.cents > 0 else { return mqls }
            return say("\(money) for \(mqls)", "\(money) voor \(mqls)")
        }
        return sorted(change).prefix(3).map { effect in
            let (name, money) = (
                name(effect.key), signed(Money(cents: effect.sum, currency))
            )
            let (before, now) = (side(effect.before), side(effect.now))
            return say(
                "\(name) \(money): \(before) then, \(now) now.",
                "\(name) \(money): toen \(before), nu \(now).")
        }
    }

    /// The sources that changed anything, the largest first.
    private func sorted(_ change: CostChange) -> [CostChange.Effect] {
        change.effects.filter { $0.cents.values.contains { $0 != 0 } }
            .sorted { ($1.sum.magnitude, $0.key) < ($0.sum.magnitude, $1.key) }
    }

    private func label(_ key: String) -> Phrase { figures.labels[key] ?? Phrase(key) }
    private func name(_ key: String) -> String { say.text(label(key)) }

    private static func title(_ cause: CostChange.Cause) -> Phrase {
        switch cause {
        case .price: Phrase(en: "Price of a lead", nl: "Prijs van een lead")
        case .mix: Phrase(en: "Leads per source", nl: "Leads per bron")
        case .leadToMQL: Phrase("Lead → MQL")
        case .definition: Phrase.rules
        case .withoutLeads: Phrase(en: "No new leads", nl: "Geen leads")
        }
    }

    private func notes(_ change: CostChange) -> [String] {
        [
            say(
                "Cost per MQL = spend ÷ MQLs. Each cause is changed from then to now in every possible "
                    + "order, and its amount is the mean of those; causes and sources add up to the cent. Leads "
                    + "per source: more from a source that is dearer per MQL than the others makes all dearer, and "
                    + "so does less from a cheap one. No new leads: spend or MQLs of a source that had no new lead "
                    + "in the period, such as a fair that is paid early or late.",
                "Kosten per MQL = uitgaven ÷ MQL's. Elke oorzaak is in elke mogelijke volgorde van toen naar "
                    + "nu gezet, en het bedrag is het gemiddelde daarvan; oorzaken en bronnen tellen op tot op de "
                    + "cent. Leads per bron: meer van een bron die per MQL duurder is dan de andere maakt alles "
                    + "duurder, en minder van een goedkope ook. Geen leads: uitgaven of MQL's van een bron zonder "
                    + "nieuwe lead in de periode, zoals een beurs die vroeg of laat betaald wordt."
            ),
            figures.hasOtherRules
                ? say(
                    "Rules: what the other rule book would have made of the same leads.",
                    "Regels: wat het andere regelboek van dezelfde leads had gemaakt.")
                : say(
                    "Both periods are judged by the same rules; --rules-then names others.",
                    "Beide perioden zijn naar dezelfde regels beoordeeld; --rules-then noemt andere."
                ),
        ]
    }

    var json: JSONValue {
        let period: JSONObject = [
            "first": figures.period.first, "last": figures.period.lastDay,
        ]
        guard let change = figures.change.value else {
            return .members([
                "against": period, "why": Wording().why(figures.change.absence ?? .noMQLs),
            ])
        }
        func amount(_ cents: Int64) -> Money { Money(cents: cents, change.now.currency) }
        func effects(_ cents: (CostChange.Cause) -> Int64) -> JSONObject {
            JSONObject(CostChange.Cause.allCases.map { ($0.code, amount(cents($0))) })
        }
        return .members([
            "against": period, "before": change.before, "now": change.now,
            "difference": amount(change.difference),
            "chance_alone": figures.noise?.ofCost, "effects": effects(change.total),
            "rows": change.effects.map { effect in
                ["key": effect.key] + effects { effect.cents[$0] ?? 0 }
            },
        ])
    }
}

extension CostChange.Cause {
    /// The word that programs read.
    var code: String {
        switch self {
        case .price: "price_of_lead"
        case .mix: "mix"
        case .leadToMQL: "lead_to_mql"
        case .definition: "definition"
        case .withoutLeads: "without_leads"
        }
    }
}
