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
                "With fewer than ten of either, it cannot be tested whether these say anything about other leads.",
                "Met minder dan tien van een van beide is niet te toetsen of deze iets zeggen over andere leads."
            )
        }
        let cases = numbers.fixed(area * 100, decimals: 0)
        let range =
            if let low = together.low, let high = together.high {
                " (\(numbers.fixed(low * 100, decimals: 0))–\(numbers.fixed(high * 100, decimals: 0)))"
            } else { "" }
        let how =
            together.leavesOneOut
            ? say("each lead left out in turn", "elke lead om de beurt weggelaten")
            : say(
                "a tenth of the leads left out each time",
                "telkens een tiende van de leads weggelaten")
        let isShown = together.low.map { $0 > 0.5 } ?? false
        let verdict =
            isShown
            ? say(
                "So they say something about leads they have not seen.",
                "Ze zeggen dus iets over leads die ze niet zagen.")
            : area < 0.5
                ? say(
                    "A toss of a coin gets 50: about leads they have not seen they say nothing.",
                    "Kop of munt haalt 50: over leads die ze niet zagen zeggen ze niets.")
                : say(
                    "That is not shown to be better than a toss of a coin, which gets 50.",
                    "Dat is niet aantoonbaar beter dan kop of munt, dat 50 haalt.")
        return say(
            "Given \(isWon ? "a won" : "an SQL") and a lost lead, the strongest signs put the right one first in \(cases) of 100 cases\(range), with "
                + "\(how) while they were chosen and weighed. \(verdict)",
            "Krijgen de sterkste tekens een \(isWon ? "gewonnen" : "SQL") en een verloren lead, dan zetten ze in \(cases) van 100 gevallen\(range) de juiste "
                + "voorop, met \(how) bij het kiezen en wegen. \(verdict)")
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
            .heading(say("Perhaps only known afterwards", "Misschien pas achteraf bekend")),
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
                        "A hypothesis, signed by nobody: it fits the leads that it was made from. Save it with "
                            + "--save next.yaml, try it on later leads (mql rules compare), and let marketing and sales "
                            + "decide.",
                        "Een hypothese, door niemand getekend: ze past op de leads waarvan ze gemaakt is. Bewaar "
                            + "haar met --save volgende.yaml, probeer haar op latere leads (mql rules compare), en laat "
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
                        "Found, but left for the meeting, because it speaks against a lead or cannot be said by a "
                            + "criterion: \(names).",
                        "Gevonden, maar voor het overleg bewaard, omdat het tegen een lead spreekt of niet in een "
                            + "criterium te vangen is: \(names).")
                ]))
        }
        return blocks
    }

    var limits: [String] {
        [
            say(
                "Causes: a sign that goes with winning need not bring it about.",
                "Oorzaken: een teken dat bij winnen hoort hoeft het niet te veroorzaken."),
            say(
                "Leads that sales never got: only decided leads are here, and the current rules chose them.",
                "Leads die sales nooit kreeg: alleen besliste leads staan hier, en de huidige regels kozen ze."
            ),
            say(
                "What a lead did counts up to the moment it became an MQL or went to sales. Fields are those "
                    + "of the last export.",
                "Wat een lead deed telt tot het moment waarop hij MQL werd of naar sales ging. Velden zijn "
                    + "die van de laatste export."),
        ]
    }
}
