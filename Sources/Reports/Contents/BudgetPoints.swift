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

    var lines: [String] { budget.rows.map(line) }

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
                    "an SQL more costs the same there as elsewhere",
                    "nog een SQL kost daar evenveel als elders")
            return "\(name): \(spend), \(now). \(sentence(why))"
        case .partOfTheWay, .asToday:
            let best = row.best.map { numbers.money($0, whole: true) } ?? "–"
            return row.reason == .asToday
                ? say(
                    "\(name): \(spend), \(now). \(best) seems best, and that is not sure enough.",
                    "\(name): \(spend), \(now). \(best) lijkt het beste, en dat is niet zeker genoeg."
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
                    + "\(runs) times over, and what more would bring nobody has seen" + more,
                "\(name): \(spend), \(now). Dat is \(times) maal de hoogste maand (\(highest)), "
                    + "\(runs) maal achtereen, en wat meer zou brengen heeft niemand gezien" + more)
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
                "\(name): nothing, \(now). What its MQLs cost beside buying (hours, tools) is too much already.",
                "\(name): niets, \(now). Wat de MQL's naast de inkoop kosten (uren, tools) is al te veel."
            )
        case .asFixed:
            return say(
                "\(name): \(spend), as you fixed it.\(unknown(row))",
                "\(name): \(spend), zoals u vastlegde.\(unknown(row))")
        case .asWhole:
            return say(
                "\(name): \(spend), as a whole\(returned(row)): more than the same money brings elsewhere.",
                "\(name): \(spend), in zijn geheel\(returned(row)): meer dan hetzelfde geld elders brengt."
            )
        case .notTaken:
            let offer = row.offer.map { whole(cents: $0.spend) } ?? "–"
            return say(
                "\(name): not taken. As a whole (\(offer), as before) it brings less than it has to, or than the "
                    + "same money elsewhere\(returned(row)).",
                "\(name): niet gekozen. In zijn geheel (\(offer), zoals eerder) brengt het minder dan moet, of "
                    + "dan hetzelfde geld elders\(returned(row)).")
        case .test(let mqls):
            let count = numbers.count(mqls)
            return say(
                "\(name): \(spend) as a test. About \(count) MQLs more tell whether it is any good.",
                "\(name): \(spend) als proef. Ongeveer \(count) MQL's meer laten zien of het wat is."
            )
        case .testTooDear(let mqls, let cost):
            let (count, price) = (numbers.count(mqls), numbers.money(cost, whole: true))
            return say(
                "\(name): nothing. Too few to judge; a test that tells takes about \(count) MQLs, \(price), and "
                    + "that is more than a test may cost here. --min gives it something all the same.",
                "\(name): niets. Te weinig voor een oordeel; een proef die iets zegt vraagt ongeveer \(count) MQL's, "
                    + "\(price), en dat is meer dan een proef hier mag kosten. Met --min krijgt het toch iets."
            )
        case .notMatched(let spent):
            let money = numbers.whole(spent)
            return say(
                "\(name): nothing, because no lead has this source: what \(money) brought is not known. Settle "
                    + "the names first, or give it something with --min.\(mayBe(row))",
                "\(name): niets, omdat geen lead deze bron heeft: wat \(money) opbracht is niet bekend. Maak eerst "
                    + "de namen gelijk, of geef het iets met --min.\(mayBe(row))")
        case .broughtNothing(let spent):
            let money = numbers.whole(spent)
            return say(
                "\(name): nothing. \(money) brought leads and not one MQL.",
                "\(name): niets. \(money) bracht leads en niet één MQL.")
        case .comesWithoutSpend:
            return say(
                "\(name): nothing. Its MQLs come in months without spend too, so nothing tells what spend does.",
                "\(name): niets. De MQL's komen ook in maanden zonder uitgaven, dus niets zegt wat uitgeven doet."
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
        guard let asked else { return say("; \(per) per 1", "; \(per) per 1") }
        return say("; \(per) per 1, asked \(asked)", "; \(per) per 1, vereist \(asked)")
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
