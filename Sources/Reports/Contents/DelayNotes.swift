internal import Analysis
internal import Funnels
internal import Quantities
internal import Statistics

/// Sources whose SQLs come sooner or later than those by which they are measured.
struct DelayNotes {
    private let figures: Figures
    private let say: Wording

    init(_ figures: Figures, _ say: Wording) {
        self.figures = figures
        self.say = say
    }

    var lines: [String] {
        figures.rows.compactMap { Self.line($0, say) }
    }

    /// Nil where a row is measured by a delay like its own.
    static func line(_ row: Figures.Row, _ say: Wording) -> String? {
        row.otherDelay.map { line(say.text(row.label), $0, say) }
    }

    private static func line(_ name: String, _ delay: OtherDelay, _ say: Wording) -> String {
        let numbers = say.numbers
        let (own, others) = (numbers.count(delay.own), numbers.count(delay.others))
        var text =
            delay.isLater
            ? say(
                "\(name) may be slower: half of its SQLs took more than \(own) days, against \(others) for "
                    + "the others, but it has too few to be judged by its own pace. While its MQLs are young, its "
                    + "rate is too low.",
                "\(name) is misschien trager: de helft van de SQL's deed er meer dan \(own) dagen over, "
                    + "tegen \(others) bij de andere, maar het zijn er te weinig om naar het eigen tempo te "
                    + "oordelen. Zolang de MQL's jong zijn is het percentage te laag.")
            : say(
                "\(name) may be faster: half of its SQLs took less than \(own) days, against \(others) for "
                    + "the others, but it has too few to be judged by its own pace. While its MQLs are young, its "
                    + "rate is too high.",
                "\(name) is misschien sneller: de helft van de SQL's deed er minder dan \(own) dagen over, "
                    + "tegen \(others) bij de andere, maar het zijn er te weinig om naar het eigen tempo te "
                    + "oordelen. Zolang de MQL's jong zijn is het percentage te hoog.")
        if let rate = delay.closed.rate {
            let (mqls, sqls) = (
                say.count(Int(delay.closed.trials), .mql),
                numbers.count(Int(delay.closed.successes))
            )
            let days = numbers.count(delay.closedDays)
            text += say(
                " Of its \(mqls) that are \(days) days old \(sqls) became an SQL: \(numbers.share(rate)).",
                " Van de \(mqls) die \(days) dagen oud zijn werden er \(sqls) SQL: \(numbers.share(rate))."
            )
        }
        return text
    }
}
