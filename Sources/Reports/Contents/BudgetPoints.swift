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
            row.now.cents == row.spend.cents
            ? say("as today", "als nu") : say("now \(today(row))", "nu \(today(row))")
        let next = row.nextEuro.map(numbers.ratio) ?? "–"
        let knowsMargin = budget.margin != nil
        switch row.reason {
        case .nextEuro:
            let why =
                knowsMargin
                ? say("the next euro brings \(next) there", "de volgende euro brengt daar \(next)")
                : say(
                    "an SQL more costs the same there as elsewhere",
                    "nog een SQL kost daar evenveel als elders")
            return "\(name): \(spend), \(now). \(sentence(why))"
        case .mostEverTried:
            let times = numbers.decimal(hundredths: budget.most)
            let more =
                knowsMargin
                ? say(
                    " the next euro still brings \(next).", " de volgende euro brengt nog \(next).")
                : ""
            return say(
                "\(name): \(spend), \(now). That is \(times) times its highest month, and as much as can be "
                    + "answered for" + (more.isEmpty ? "." : ";\(more)"),
                "\(name): \(spend), \(now). Dat is \(times) maal de hoogste maand, en meer valt niet te "
                    + "verantwoorden" + (more.isEmpty ? "." : ";\(more)"))
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
                "\(name): nothing, \(now). Its MQLs bring less than their own hours have to bring back.",
                "\(name): niets, \(now). De MQL's brengen minder op dan hun eigen uren moeten opbrengen."
            )
        case .asFixed:
            return say(
                "\(name): \(spend), as you fixed it.\(unknown(row))",
                "\(name): \(spend), zoals u vastlegde.\(unknown(row))")
        case .asWhole:
            return say(
                "\(name): \(spend), as a whole: it brings more than the same money elsewhere.",
                "\(name): \(spend), in zijn geheel: het brengt meer dan hetzelfde geld elders.")
        case .notTaken:
            return say(
                "\(name): not taken; the same money brings more elsewhere, or is better kept.",
                "\(name): niet gekozen; hetzelfde geld brengt elders meer, of blijft beter in kas.")
        case .test(let mqls):
            let count = numbers.count(mqls)
            return say(
                "\(name): \(spend) as a test. About \(count) MQLs more would tell whether it is any good.",
                "\(name): \(spend) als proef. Ongeveer \(count) MQL's meer laten zien of het wat is."
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

    private func today(_ row: BudgetFigures.Row) -> String {
        let units = Rounding.halfEven(Int128(row.now.cents), over: 100) ?? 0
        let (cents, isTooMuch) = units.multipliedReportingOverflow(by: 100)
        return numbers.money(
            Money(cents: isTooMuch ? row.now.cents : cents, row.now.currency), whole: true)
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
