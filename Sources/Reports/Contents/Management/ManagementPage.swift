internal import Analysis
internal import Economics
internal import Funnels
internal import Quantities

/// What the page for management says: the answer, what to do, the sources, and whether it can be trusted, on one
/// printed page.
struct ManagementPage {
    let justification: JustificationFigures
    let context: ReportContext
    var say: Wording { context.say }
    var numbers: NumberFormat { say.numbers }
    var figures: Figures { justification.figures }
    var total: JustificationFigures.Row { justification.total }
    let answer: JustificationAnswer

    init(_ justification: JustificationFigures, _ context: ReportContext) {
        self.justification = justification
        self.context = context
        answer = JustificationAnswer(justification, context.say)
    }

    var sheet: ManagementSheet {
        var sheet = ManagementSheet()
        let asked = say(
            "Do our marketing leads pay for themselves?",
            "Verdienen onze marketingleads zich terug?")
        sheet.firm = context.firm
        sheet.question = asked
        sheet.title = [asked, context.firm].compactMap(\.self).joined(separator: " · ")
        sheet.period =
            "\(say.period(figures.question.period)) · \(say.asOf(figures.question.observed))"
        if let number = context.issued.number.map(numbers.count) {
            sheet.period += say(" · page \(number)", " · pagina \(number)")
        }
        (sheet.tag, sheet.tone) = answer.tag
        (sheet.headline, sheet.range) = (answer.headline, answer.range)
        sheet.sentences = [answer.money].compactMap(\.self) + answer.chances
        sheet.notes = [answer.equation, bought, say.meaning].compactMap(\.self)
        sheet.cautions = cautions
        sheet.bullet = bullet
        let decisions = ManagementDecisions(justification, say)
        (sheet.decisions, sheet.together) = (decisions.most, decisions.below)
        sheet.table = ManagementSources(self).table
        sheet.rates = ManagementRates(self).table
        sheet.months = ManagementRates(self).months
        let turning = ManagementTurning(justification, say)
        (sheet.turning, sheet.whatIf) = (turning.table, turning.whatIf)
        let trust = ManagementTrust(self)
        (sheet.trustTitle, sheet.trust) = (
            say(.trust), trust.entries
        )
        (sheet.foot, sheet.command) = (trust.foot, trust.command)
        return sheet
    }

    /// What was bought apart from what was not, where there is both.
    private var bought: String? { JustificationReport(justification, context).blocks }

    /// What is missing in the data, or does not meet, before anything else is read.
    private var cautions: [String] {
        let reading = context.reading
        let lines =
            answer.cautions
            + figures.holes.lowering(costOf: nil).map { "\(HoleText(say, reading).note($0))." }
            + MatchNotes(figures, say).lines + DelayNotes(figures, say).lines
        let most = 4
        guard lines.count > most else { return lines }
        let more = numbers.count(lines.count - most + 1)
        return lines.prefix(most - 1) + [
            say(
                "\(more) more remarks are in the full report.",
                "Nog \(more) opmerkingen staan in het volledige rapport.")
        ]
    }

    /// Euros of margin per euro of cost.
    private var bullet: ManagementSheet.Bullet? {
        guard justification.isSaid, let worth = total.worth.value, let cost = total.cost.value,
            cost.cents > 0, justification.verdict.value != nil
        else { return nil }
        func per(_ money: Money) -> Double { Double(money.cents) / Double(cost.cents) }
        let required = justification.requiredReturn.flatMap { $0 > 1 ? $0 : nil }
        let (value, low, high) = (per(worth.mean), per(worth.low), per(worth.high))
        let (mean, least, most) = (euro(value), euro(low), euro(high))
        let text = (
            value: say("\(mean) expected", "\(mean) verwacht"),
            range: say(
                "\(least) to \(most) in 95 of 100 cases",
                "\(least) tot \(most) in 95 van de 100 gevallen"),
            pays: say("\(euro(1)) pays for itself", "\(euro(1)) quitte"),
            required: required.map { say("\(euro($0)) required", "\(euro($0)) vereist") }
        )
        return .init(
            value: value, low: low, high: high, required: required, texts: text,
            description: say(
                "Margin per \(euro(1)) of cost: ", "Marge per \(euro(1)) aan kosten: ")
                + [text.value, text.range, text.pays, text.required].compactMap(\.self)
                .joined(separator: "; "))
    }

    /// `€0.92`, `€ 0,92`: an amount of a ratio.
    func euro(_ ratio: Double) -> String {
        numbers.money(Money(clamping: ratio * 100, figures.question.currency))
    }

    /// A name as it stands at the start of a row.
    func name(_ row: JustificationFigures.Row) -> String {
        Self.capitalised(say.text(row.row.label))
    }

    static func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
