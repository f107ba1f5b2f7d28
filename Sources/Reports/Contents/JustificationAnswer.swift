internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// The answer to whether the cost per MQL is justified, as a manager can repeat it: a word, one sentence of what an
/// MQL costs and is worth, and one of euros in all.
package struct JustificationAnswer {
    private let justification: JustificationFigures
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }
    private var figures: Figures { justification.figures }
    private var total: JustificationFigures.Row { justification.total }

    init(_ justification: JustificationFigures, _ say: Wording) {
        self.justification = justification
        self.say = say
    }

    /// How the answer is meant, beside its words.
    package enum Tone: String, Sendable { case good, bad, open }

    /// `Not yet.`, and how it is meant.
    var tag: (text: String, tone: Tone) {
        guard let verdict = justification.verdict.value, hasNumbers else {
            return figures.sales.margin.absence == .marginIsNegative
                ? (say("No.", "Nee."), .bad)
                : (say("It cannot be said.", "Het is niet te zeggen."), .open)
        }
        switch verdict {
        case .yes: return (say("Yes.", "Ja."), .good)
        case .yesButBelow:
            return (say("Yes, but less than required.", "Ja, maar minder dan vereist."), .good)
        case .no: return (say("No.", "Nee."), .bad)
        case .notYet: return notYet
        }
    }

    /// `Not yet` only where what is undecided could still turn it.
    private var notYet: (text: String, tone: Tone) {
        if isTooEarly { return (say("Too early to say.", "Te vroeg om te zeggen."), .open) }
        guard total.isAllIn else { return (say("Incomplete.", "Onvolledig."), .open) }
        let open = total.row.stillToCome.value?.undecided ?? 0
        if open > 0 || figures.sales.decisions.open > 0 || !isWhole {
            return (say("Not yet.", "Nog niet."), .open)
        }
        let pays = total.pays ?? 0
        let tenths = numbers.fixed(pays * 10, decimals: 0)
        return pays < 0.5
            ? (say("Probably not: \(tenths) in 10.", "Waarschijnlijk niet: \(tenths) op 10."), .bad)
            : (say("Probably: \(tenths) in 10.", "Waarschijnlijk wel: \(tenths) op 10."), .open)
    }

    /// Whether nothing that is known to be missing may turn it.
    private var isWhole: Bool {
        !figures.holes.mayTurn(costOf: nil)
            && figures.spendTie.value?.otherCurrencies.isEmpty != false
    }

    private var isTooEarly: Bool {
        (total.row.matured.value?.maturedEquivalent ?? 0) < Verdict.fewest
    }

    private var hasNumbers: Bool {
        total.worth.value != nil && total.cost.value != nil && total.pays != nil
    }

    /// What an MQL costs and is worth; what is missing, where that is not known.
    var headline: String {
        guard justification.verdict.value != nil, hasNumbers, let worth = total.worth.value,
            let cost = total.cost.value
        else { return unknown }
        let (price, mean) = (numbers.whole(cost), numbers.whole(worth.mean))
        return total.isAllIn
            ? say(
                "An MQL costs us \(price) and is worth \(about) \(mean).",
                "Een MQL kost ons \(price) en is \(about) \(mean) waard.")
            : say(
                "An MQL costs us \(price) to buy and is worth \(about) \(mean).",
                "Een MQL kost ons \(price) aan inkoop en is \(about) \(mean) waard.")
    }

    /// A worth of which the least is known is no estimate.
    private var about: String {
        total.row.worthIsLeast ? say("at least", "minstens") : say("about", "ongeveer")
    }

    /// Between what amounts the worth of an MQL lies; nil where it is not known.
    var range: String? {
        guard justification.verdict.value != nil, hasNumbers else { return nil }
        return total.worth.value.map { numbers.span($0.low, $0.high) }
    }

    /// Parts of a sentence, of which some weigh more.
    enum Part {
        case plain(String), strong(String)
        /// An amount that is lost, or gained.
        case loss(String), gain(String)

        var text: String {
            switch self {
            case .plain(let text), .strong(let text), .loss(let text), .gain(let text): text
            }
        }
    }

    /// Euros in all: spent, expected back with its range, and what is short or over. Nil where it is not known.
    var money: [Part]? {
        guard justification.verdict.value != nil, hasNumbers, let worth = total.worth.value,
            let effect = total.effect.value,
            let spent = total.isAllIn ? total.row.allIn.value : total.row.boughtFor.value,
            let back = Money(exactly: Int128(spent.cents) + Int128(effect.cents), spent.currency)
        else { return nil }
        let count = say.count(total.row.counts.mqls, .mql)
        func all(_ each: Money) -> String {
            numbers.coarse(
                Money(exactly: Int128(each.cents) * Int128(total.row.counts.mqls), each.currency)
                    ?? each)
        }
        let (low, high) = (all(worth.low), all(worth.high))
        let short = numbers.whole(
            Money(cents: effect.cents == .min ? .max : abs(effect.cents), effect.currency))
        let isTurnover = figures.total.returnSoFar.value?.basis == .turnover
        let of = isTurnover ? say("turnover", "omzet") : say("margin", "marge")
        return [
            .plain(say("We spent ", "We besteedden ")), .strong(numbers.whole(spent)),
            .plain(
                total.isAllIn
                    ? say(" on \(count) and expect ", " aan \(count) en verwachten daarvan ")
                    : say(
                        " to buy \(count) and expect ",
                        " aan de inkoop van \(count) en verwachten daarvan ")),
            .strong(numbers.whole(back)),
            .plain(
                say(
                    " of \(of) from them (\(low) to \(high)): ", " \(of) (\(low) tot \(high)): ")),
            effect.cents < 0
                ? .loss(say("\(short) short", "\(short) te weinig"))
                : .gain(say("\(short) over", "\(short) over")), .plain("."),
        ]
    }

    /// That they pay for themselves, and, as a sentence of its own, that they return what is required.
    var chances: [[Part]] {
        guard justification.verdict.value != nil, let pays = total.pays else { return [] }
        let least = total.row.worthIsLeast ? say("at least ", "minstens ") : ""
        var sentences: [[Part]] = [
            [
                .plain(
                    say(
                        "The chance that they pay for themselves is ",
                        "De kans dat ze zich terugverdienen is ")),
                .strong(least + say.chance(pays)), .plain("."),
            ]
        ]
        if let required = justification.requiredReturn, required > 1, let meets = total.meets {
            let currency = justification.figures.question.currency
            let (asked, one) = (numbers.back(required, currency), numbers.one(currency))
            sentences.append([
                .plain(
                    say(
                        "The chance that they return the required \(asked) per \(one) is ",
                        "De kans dat ze de vereiste \(asked) per \(one) opbrengen is ")),
                .strong(say.chance(meets)), .plain("."),
            ])
        }
        return sentences
    }

    /// What an MQL cost, from the money that was spent: bought and own cost, all of it, over all MQLs.
    var equation: String? {
        guard let bought = total.row.boughtFor.value, let cost = total.cost.value else {
            return nil
        }
        let (mqls, each) = (say.count(total.row.counts.mqls, .mql), numbers.whole(cost))
        guard total.isAllIn, let all = total.row.allIn.value,
            let own = Money(exactly: Int128(all.cents) - Int128(bought.cents), all.currency)
        else {
            return say(
                "\(numbers.whole(bought)) to buy ÷ \(mqls) = \(each) each; own hours and tools are not in it.",
                "\(numbers.whole(bought)) aan inkoop ÷ \(mqls) = \(each) per stuk; eigen uren en tools zitten er niet in."
            )
        }
        return say(
            "\(numbers.whole(bought)) to buy + \(numbers.whole(own)) own hours, people and tools = "
                + "\(numbers.whole(all)) all-in ÷ \(mqls) = \(each) each.",
            "\(numbers.whole(bought)) aan inkoop + \(numbers.whole(own)) aan eigen uren, mensen en tools "
                + "= \(numbers.whole(all)) (alles meegerekend) ÷ \(mqls) = \(each) per stuk.")
    }

    // MARK: What is in the way

    /// What a reader must know before the numbers: what is missing in them, or too little.
    var cautions: [String] {
        guard justification.verdict.value != nil, hasNumbers else { return [] }
        var lines: [String] = []
        if let sales = say.sqlsAreSales(figures) { lines.append(sales) }
        if let least = SalesText(figures.sales, say).leastNote {
            lines.append(String(least.drop { $0 == " " }))
        }
        if isTooEarly, let time = total.row.matured.value?.maturedEquivalent {
            let count = numbers.fixed(time, decimals: 1)
            lines.append(
                say(
                    "Only \(count) of the MQLs have had the time to become an SQL: too few to judge by.",
                    "Van de MQL's hadden er maar \(count) de tijd om SQL te worden: te weinig voor een oordeel."
                ))
        }
        let other = SpendText.otherCurrencies(figures, say)
        if !other.isEmpty { lines.append(String(other.drop { $0 == " " })) }
        if !total.isAllIn, justification.verdict.value != .no {
            lines.append(
                say(
                    "Own hours are not known, so the cost is too low for a yes.",
                    "De eigen uren zijn niet bekend, dus de kosten zijn te laag voor een ja."))
        }
        return lines
    }

    /// What is missing, and the margin that would be needed where that alone is.
    private var unknown: String {
        if let move = figures.move { return MoveText(move, say).first }
        if let selection = SelectionText(figures, say), selection.hidesRates {
            return selection.text
        }
        let reason =
            total.cost.absence ?? justification.verdict.absence ?? total.worth.absence ?? .noMQLs
        if figures.sales.margin.absence == .marginIsNegative {
            return say(
                "\(capitalised(say.why(.marginIsNegative))), so an MQL pays at no price.",
                "\(capitalised(say.why(.marginIsNegative))), dus een MQL verdient zich tegen geen prijs terug."
            )
        }
        return "\(capitalised(say.why(reason)))."
    }

    private func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }

    /// The answer with the range of the worth, as one sentence.
    var sentence: String {
        guard let range else { return "\(tag.text) \(headline)" }
        return "\(tag.text) \(headline.dropLast()) (\(range))."
    }

    /// Euros in all and the chances, as one paragraph; nil where they are not known.
    var paragraph: String? {
        let parts = ([money].compactMap(\.self) + chances).map { $0.map(\.text).joined() }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}
