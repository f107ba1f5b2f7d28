internal import Analysis
internal import Economics
internal import Funnels
internal import Intake
internal import Quantities

/// What stands below and above the table of a short screen: where the money went, what was read and assumed, and
/// what may change a decision.
struct ScreenTrust {
    private let figures: Figures
    private let context: ReportContext
    private var say: Wording { context.say }
    private var numbers: NumberFormat { say.numbers }
    private var total: Figures.Row { figures.total }

    init(_ figures: Figures, _ context: ReportContext) {
        self.figures = figures
        self.context = context
    }

    /// How many points are told before the rest is only counted.
    private static let most = 5

    /// Whether rows were lost of what was read.
    var hasLosses: Bool { context.reading.tables.contains { $0.rejected > 0 } }

    /// What may change a decision, the gravest first.
    var warnings: [String] {
        let all =
            figures.holes.all.map { "\(HoleText(say, context.reading).note($0))." }
            + TestedSources(figures, say).lines
            + MatchNotes(figures, say).lines
            + TrustSection(figures, context).grave.map { $0.hasSuffix(".") ? $0 : $0 + "." }
            + DelayNotes(figures, say).lines
        return Self.shown(all, say)
    }

    /// As many points as a screen has room for, and how many more there are.
    static func shown(_ points: [String], most: Int = most, _ say: Wording) -> [String] {
        let more = points.count - most
        // One more takes no more room than saying so.
        guard more > 1 else { return points }
        let count = say.numbers.count(more)
        return points.prefix(most) + [
            say("And \(count) more such points: --full.", "En nog \(count) zulke punten: --full.")
        ]
    }

    /// - Parameters:
    ///   - assumed: what somebody said.
    ///   - notKnown: what the data do not tell.
    func entries(
        _ assumed: [String], _ notKnown: NotKnown
    ) -> [(label: String, text: [String])] {
        var entries = [(label: say("Money", "Geld"), text: [money])]
        if let sentence = notKnown.shortSentence {
            entries.append((NotKnown.title(say), [sentence]))
        }
        if !assumed.isEmpty {
            entries.append((say("Assumed", "Aangenomen"), [assumed.joined(separator: "; ")]))
        }
        return entries + [madeWith]
    }

    /// What was bought + own hours and tools = all of it ÷ MQLs = what one costs.
    private var money: String {
        guard let bought = total.boughtFor.value else {
            return total.boughtFor.absence.map(say.why) ?? ""
        }
        let mqls = say.count(total.counts.mqls, .mql)
        var text: String
        if let allIn = total.allIn.value, let each = total.costsAllIn.perMQL.value {
            let own = Money(clamping: Int128(allIn.cents) - Int128(bought.cents), bought.currency)
            let (first, rest, sum, one) = (
                numbers.money(bought), numbers.money(own), numbers.money(allIn),
                numbers.money(each)
            )
            text = say(
                "bought \(first) + own hours, tools \(rest) = \(sum) all-in ÷ \(mqls) = \(one)",
                "inkoop \(first) + eigen uren, tools \(rest) = \(sum) ÷ \(mqls) = \(one)"
            )
        } else if let each = total.costs.perMQL.value {
            let (first, one) = (numbers.money(bought), numbers.money(each))
            text = say(
                "bought \(first) ÷ \(mqls) = \(one); own hours are not known and not in it",
                "inkoop \(first) ÷ \(mqls) = \(one); eigen uren zijn niet bekend en zitten er niet in"
            )
        } else {
            text = say("bought ", "inkoop ") + numbers.money(bought)
        }
        if let rest = figures.spendTie.value?.inNoRow, rest.cents != 0 {
            let money = numbers.money(rest)
            text += say(
                "; \(money) of it is in the total only",
                "; \(money) daarvan staat alleen in het totaal"
            )
        }
        return text
    }

    /// What was read and by which rules; the whole fingerprints stand in the full account.
    private var madeWith: (label: String, text: [String]) {
        let tables = context.reading.tables
        let rows = say.count(tables.reduce(0) { $0 + $1.rows }, .row)
        let rejected = numbers.count(tables.reduce(0) { $0 + $1.rejected })
        let book = figures.ruleBook
        let (rules, data) = (
            book.fingerprint.description.prefix(7),
            figures.facts.fingerprint.description.prefix(7)
        )
        return (
            say("Made with", "Gemaakt met"),
            [
                say(
                    "\(rows), \(rejected) rejected; rule book \(book.name) \(book.version) (\(rules)), data \(data) · all of it: --full",
                    "\(rows), \(rejected) geweigerd; regelboek \(book.name) \(book.version) (\(rules)), gegevens \(data) · alles: --full"
                )
            ]
        )
    }
}
