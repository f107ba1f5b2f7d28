internal import Analysis
internal import Funnels
internal import Intake
internal import Quantities
internal import Valuation

/// What to make of the signs: weighed together, known too late, put into a rule book, and what none of it
/// can show.
extension LearningReport {
    // MARK: Together

    var together: [Document.Block] {
        let heading = Document.Block.heading(say("Weighed together", "Samen gewogen"))
        guard let together = learning.together else {
            return [
                heading,
                .lines([
                    say(
                        "Too few won or lost leads to weigh signs together: one criterion takes five of each.",
                        "Te weinig gewonnen of verloren leads om tekens samen te wegen: één criterium vraagt er vijf van elk."
                    )
                ]),
            ]
        }
        let rows = together.weights.map { weight in
            Weighed(
                name: Wording.both { $0.sign(weight.kind, names: learning.names) },
                alone: learning.signs.first { $0.kind == weight.kind }?.points ?? 0,
                together: weight.points)
        }
        return [
            heading, .paragraph(area(together)), .table(Table(Self.togetherFields, rows)),
        ]
    }

    /// The points of a sign by itself, and with what the other signs say taken into account.
    struct Weighed {
        let name: Phrase
        let alone: Int
        let together: Int
    }

    static let togetherFields: [Field<Weighed>] = [
        Field("sign", .sign, .sign, .text) { .phrase($0.name) },
        Field("points", "Points alone", "Punten alleen", .sign) { .count($0.alone) },
        Field("points_together", "Beside the others", "Naast de andere", .together) {
            .count($0.together)
        },
    ]

    private func area(_ together: LearningFigures.Together) -> String {
        guard let area = together.area else {
            return say(
                "With fewer than ten of either it cannot be tested whether these say anything of other leads.",
                "Met minder dan tien van een van beide is niet te toetsen of deze iets zeggen van andere leads."
            )
        }
        let cases = numbers.fixed(area * 100, decimals: 0)
        let range =
            if let low = together.low, let high = together.high {
                " (\(numbers.fixed(low * 100, decimals: 0))–\(numbers.fixed(high * 100, decimals: 0)))"
            } else { "" }
        let how =
            together.leavesOneOut
            ? say("each lead being left out in turn", "elke lead om de beurt weggelaten")
            : say(
                "a tenth of the leads being left out in turn",
                "telkens een tiende van de leads weggelaten")
        let isShown = together.low.map { $0 > 0.5 } ?? false
        let verdict =
            isShown
            ? say(
                "So they tell something of leads they have not seen.",
                "Zij zeggen dus iets van leads die zij niet zagen.")
            : area < 0.5
                ? say(
                    "A coin has 50: of leads they have not seen they tell nothing.",
                    "Een munt heeft 50: van leads die zij niet zagen zeggen zij niets.")
                : say(
                    "That is not shown to be better than a coin, which has 50.",
                    "Dat is niet aantoonbaar beter dan een munt, die 50 heeft.")
        return say(
            "Of \(isWon ? "a won" : "an SQL") and a lost lead the strongest put the right one first in \(cases) of 100 cases\(range), "
                + "\(how) before they were chosen and weighed. \(verdict)",
            "Van een \(isWon ? "gewonnen" : "SQL") en een verloren lead zetten de sterkste in \(cases) van 100 gevallen\(range) de juiste "
                + "voorop, \(how) voordat zij gekozen en gewogen werden. \(verdict)")
    }

    var lateness: [Document.Block] {
        var lines = learning.lateFields.map { late in
            let (won, lost) = (
                say.count(late.won, of: late.wonOf), say.count(late.lost, of: late.lostOf)
            )
            let field = learning.names.name(of: late.field, in: say.language)
            return say(
                "\(field) is filled in for \(won) \(wonWord) and \(lost) lost leads: perhaps by sales, afterwards. It is "
                    + "shown and not used. Find out who fills it in, and when.",
                "\(field) is ingevuld bij \(won) \(wonWord) en \(lost) verloren leads: misschien door sales, achteraf. Het "
                    + "staat erbij en wordt niet gebruikt. Zoek uit wie het invult, en wanneer.")
        }
        if !learning.tooGood.isEmpty {
            let names = learning.tooGood.prefix(6).map(name).joined(separator: ", ")
            lines.append(
                say(
                    "Nearly everybody with it gets there: \(names). That is rare for a sign, and common for something that "
                        + "people write down when the outcome is near. Find out before it becomes a rule.",
                    "Bijna iedereen ermee komt er: \(names). Dat is zeldzaam voor een teken, en gewoon voor iets wat mensen "
                        + "opschrijven als de uitkomst nabij is. Zoek dat uit voordat het een regel wordt."
                ))
        }
        if !learning.leftOut.isEmpty {
            let fields = learning.leftOut.map(\.quoted).joined(separator: ", ")
            lines.append(
                say(
                    "Left out, because such fields are filled in once sales has spoken to a lead: \(fields).",
                    "Weggelaten, omdat zulke velden worden ingevuld als sales een lead gesproken heeft: \(fields)."
                ))
        }
        guard !lines.isEmpty else { return [] }
        return [
            .heading(say("Perhaps known afterwards only", "Misschien pas achteraf bekend")),
            .list(lines),
        ]
    }

    // MARK: What to do with it

    var proposal: [Document.Block] {
        var blocks: [Document.Block] = []
        if changes.isEmpty {
            blocks.append(
                .lines([
                    say(
                        "Nothing was found that can be made into a criterion. Ask sales why the last deals were won and "
                            + "lost, write down more of it, and look again in a quarter.",
                        "Er is niets gevonden waarvan een criterium te maken is. Vraag sales waarom de laatste deals "
                            + "gewonnen en verloren zijn, leg er meer van vast, en kijk over een kwartaal opnieuw."
                    )
                ]))
        } else {
            blocks += [
                .list(changes.map(say.changed)),
                .lines([
                    say(
                        "A hypothesis, signed by nobody: it fits the leads that it was made from. Save it with --save "
                            + "next.yaml, try it on leads of later days (mql rules compare), and let marketing and sales "
                            + "decide.",
                        "Een hypothese, door niemand getekend: zij past op de leads waarvan zij gemaakt is. Bewaar haar "
                            + "met --save volgende.yaml, probeer haar op leads van later (mql rules compare), en laat "
                            + "marketing en sales beslissen.")
                ]),
            ]
        }
        let against = found.filter { !$0.speaksFor }.map(\.kind)
        let open = learning.notProposed + against
        if !open.isEmpty {
            let names = open.prefix(8).map(name).joined(separator: ", ")
            blocks.append(
                .lines([
                    say(
                        "Found, and left for the meeting, because it speaks against a lead or no criterion can say it: "
                            + "\(names).",
                        "Gevonden, en voor het overleg gelaten, omdat het tegen een lead spreekt of geen criterium het "
                            + "kan zeggen: \(names).")
                ]))
        }
        return blocks
    }

    var limits: [String] {
        [
            say(
                "Why: a sign that goes with winning need not bring it about.",
                "Waarom: een teken dat bij winnen hoort hoeft het niet te veroorzaken."),
            say(
                "Leads that sales never got: only those with an end are here, and the rules in force chose them.",
                "Leads die sales nooit kreeg: alleen wie een einde heeft staat hier, en de geldende regels kozen hen."
            ),
            say(
                "What a lead did counts up to the moment it became an MQL or sales had it. Fields are those of the "
                    + "last export.",
                "Wat een lead deed telt tot het moment waarop hij MQL werd of sales hem had. Velden zijn die van de "
                    + "laatste export."),
        ]
    }
}
