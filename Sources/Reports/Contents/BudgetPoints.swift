internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// What each source gets, and why.
struct BudgetPoints {
    private let budget: BudgetFigures
    private let say: Wording
    private var numbers: NumberFormat { say.numbers }

    init(_ budget: BudgetFigures, _ say: Wording) {
        self.budget = budget
        self.say = say
    }

    var lines: [String] { budget.rows.map(line) + [anyway].compactMap(\.self) }

    /// What comes whatever is spent, and is in the credit of sources that were tested.
    private var anyway: String? {
        guard let anyway = budget.anyway else { return nil }
        let (mqls, sqls) = (
            numbers.fixed(anyway.mqls, decimals: 1), numbers.fixed(anyway.sqls, decimals: 1)
        )
        let margin = budget.margin.map { _ in
            let money = numbers.whole(budget.whole(anyway.margin))
            return say(" and \(money) of margin", " en \(money) marge")
        }
        return say(
            "Beside the plan \(mqls) MQLs, \(sqls) SQLs\(margin ?? "") come whatever is spent: tested sources have them to their credit today, and they would have come anyway.",
            "Naast het plan komen \(mqls) MQL's, \(sqls) SQL's\(margin ?? "") wat er ook besteed wordt: geteste bronnen hebben die nu op hun naam, en ze waren toch gekomen."
        )
    }

    private func line(_ row: BudgetFigures.Row) -> String {
        let name = say.text(row.label)
        let spend = numbers.money(row.spend, whole: true)
        let now =
            abs(row.now.cents.distance(to: row.spend.cents)) < 100
            ? say("as today", "als nu") : say("now \(today(row))", "nu \(today(row))")
        let next = row.nextEuro.map(numbers.ratio) ?? "–"
        // Of a target only whether more goes there, and not what the next euro brings.
        let knowsMargin = row.nextEuro != nil
        switch row.reason {
        case .nextEuro:
            let why =
                knowsMargin
                ? say("the next euro brings \(next) there", "de volgende euro brengt daar \(next)")
                : say(
                    "one more SQL costs the same there as elsewhere",
                    "nog een SQL kost daar evenveel als elders")
            return "\(name): \(spend), \(now). \(sentence(why))"
        case .partOfTheWay, .asToday:
            let best = row.best.map { numbers.money($0, whole: true) } ?? "–"
            return row.reason == .asToday
                ? say(
                    "\(name): \(spend), \(now). \(best) seems best, but that is not sure enough.",
                    "\(name): \(spend), \(now). \(best) lijkt het beste, maar dat is niet zeker genoeg."
                )
                : say(
                    "\(name): \(spend), \(now): part of the way to \(best), which seems best.",
                    "\(name): \(spend), \(now): een deel van de weg naar \(best), wat het beste lijkt."
                )
        case .mostEverTried:
            let times = numbers.decimal(hundredths: budget.most)
            let (highest, runs) = (
                numbers.whole(row.highest), numbers.count(row.runs)
            )
            let more =
                knowsMargin
                ? say(
                    "; the next euro still brings \(next).",
                    "; de volgende euro brengt nog \(next).")
                : "."
            return say(
                "\(name): \(spend), \(now). That is \(times) times its highest month (\(highest)), "
                    + "\(runs) times in a row; what more would bring has never been tried" + more,
                "\(name): \(spend), \(now). Dat is \(times) maal de hoogste maand (\(highest)), "
                    + "\(runs) maal achter elkaar; wat meer zou brengen is nooit geprobeerd" + more)
        case .asAtMost:
            return say(
                "\(name): \(spend), \(now): the most you allow (--max).",
                "\(name): \(spend), \(now): het meeste dat u toestaat (--max).")
        case .asAtLeast:
            let brings =
                knowsMargin && row.nextEuro != nil
                ? say(" The next euro brings \(next).", " De volgende euro brengt \(next).") : ""
            return say(
                "\(name): \(spend), \(now): the least you ask (--min).\(brings)",
                "\(name): \(spend), \(now): het minste dat u vraagt (--min).\(brings)")
        case .bringsLess:
            let first =
                knowsMargin
                ? say("Its first euro brings \(next).", "De eerste euro brengt \(next).")
                : say("An SQL costs less elsewhere.", "Een SQL kost elders minder.")
            return say("\(name): nothing, \(now). \(first)", "\(name): niets, \(now). \(first)")
        case .notWorthItsHours:
            return say(
                "\(name): nothing, \(now). What its MQLs cost besides buying them (hours, tools) is already "
                    + "too much.",
                "\(name): niets, \(now). Wat de MQL's naast de inkoop kosten (uren, tools) is al te veel."
            )
        case .asFixed:
            return say(
                "\(name): \(spend), as you fixed it.\(unknown(row))",
                "\(name): \(spend), zoals u vastlegde.\(unknown(row))")
        case .asWhole:
            return say(
                "\(name): \(spend), as one whole\(returned(row)): that brings more than the same money elsewhere.",
                "\(name): \(spend), in zijn geheel\(returned(row)): dat brengt meer dan hetzelfde geld elders."
            )
        case .notTaken:
            let offer = row.offer.map { whole(cents: $0.spend) } ?? "–"
            return say(
                "\(name): not chosen. As one whole (\(offer), as before) it brings less than it has to, or "
                    + "less than the same money elsewhere\(returned(row)).",
                "\(name): niet gekozen. In zijn geheel (\(offer), zoals eerder) brengt het minder dan moet, "
                    + "of minder dan hetzelfde geld elders\(returned(row)).")
        case .test(let mqls):
            let count = numbers.count(mqls)
            return say(
                "\(name): \(spend) as a test. About \(count) more MQLs will show whether it is any good.",
                "\(name): \(spend) als proef. Ongeveer \(count) extra MQL's laten zien of het iets is."
            )
        case .testTooDear(let mqls, let cost):
            let (count, price) = (numbers.count(mqls), numbers.money(cost, whole: true))
            return say(
                "\(name): nothing. There are too few MQLs to judge it by; a test that would show it takes "
                    + "about \(count) MQLs, \(price), and that is more than a test may cost here. --min gives it "
                    + "something all the same.",
                "\(name): niets. Er zijn te weinig MQL's voor een oordeel; een proef die het laat zien "
                    + "vraagt ongeveer \(count) MQL's, \(price), en dat is meer dan een proef hier mag kosten. Met "
                    + "--min krijgt het toch iets."
            )
        case .notMatched(let spent):
            let money = numbers.whole(spent)
            return say(
                "\(name): nothing, because no lead has this source: what \(money) brought is not known. Make "
                    + "the names agree first, or give it something with --min.\(mayBe(row))",
                "\(name): niets, omdat geen lead deze bron heeft: wat \(money) opbracht is niet bekend. Maak "
                    + "eerst de namen gelijk, of geef het iets met --min.\(mayBe(row))")
        case .broughtNothing(let spent):
            let money = numbers.whole(spent)
            return say(
                "\(name): nothing. \(money) brought leads, but not one MQL.",
                "\(name): niets. \(money) bracht leads, maar niet één MQL.")
        case .comesWithoutSpend:
            return say(
                "\(name): nothing. Its MQLs also come in months without spend, so what spending does cannot "
                    + "be told.",
                "\(name): niets. De MQL's komen ook in maanden zonder uitgaven, dus wat uitgeven doet is "
                    + "niet te zeggen."
            )
        case .untilDay(let day):
            let from = say.day(day)
            return say(
                "\(name): \(spend), \(now): too young to judge. Plan again from \(from) on.",
                "\(name): \(spend), \(now): te jong voor een oordeel. Plan opnieuw vanaf \(from).")
        case .notKnown:
            return say(
                "\(name): nothing. Too little is known of it to plan with; --min gives it something all the same.",
                "\(name): niets. Er is te weinig van bekend om mee te plannen; met --min krijgt het toch iets."
            )
        }
    }

    /// Leads without spend that its spend may have been for.
    private func mayBe(_ row: BudgetFigures.Row) -> String {
        guard let match = budget.figures.rows.first(where: { $0.key == row.key })?.match,
            case .noLead(let candidates) = match, !candidates.isEmpty
        else { return "" }
        let list = candidates.map { "\(say.text($0.label)) (\(say.count($0.leads, .lead)))" }
            .joined(separator: ", ")
        return say(
            " Leads without spend that may be meant: \(list).",
            " Leads zonder uitgaven die bedoeld kunnen zijn: \(list).")
    }

    private func today(_ row: BudgetFigures.Row) -> String {
        numbers.whole(row.now)
    }

    private func whole(cents: Double) -> String {
        Money(rounding: cents, budget.figures.question.currency)
            .map { numbers.whole($0) } ?? "–"
    }

    /// What a whole brings back per euro, where margins are known.
    private func returned(_ row: BudgetFigures.Row) -> String {
        guard budget.margin != nil, let ratio = row.offer?.returned else { return "" }
        let (per, asked) = (numbers.ratio(ratio), budget.requiredReturn.map(numbers.ratio))
        let one = numbers.one(budget.figures.question.currency)
        guard let asked else { return "; \(per) per \(one)" }
        return say(
            "; \(per) per \(one), required \(asked)", "; \(per) per \(one), vereist \(asked)")
    }

    private func unknown(_ row: BudgetFigures.Row) -> String {
        row.outcome == nil
            ? say(
                " Nothing is known of what it brings.", " Er is niets bekend van wat het brengt.")
            : ""
    }

    private func sentence(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst() + "."
    }
}
