internal import Leads
internal import Quantities
internal import Valuation

/// The three questions of article 6(1)(f), with what the program knows of each and places for what it does not.
struct AssessmentBalance {
    private let report: AssessmentReport
    private var book: RuleBook { report.book }
    private var say: Wording { report.say }

    init(_ report: AssessmentReport) { self.report = report }

    /// The three questions and what comes of them, with what is to be said of each.
    var parts: [(name: String, lines: [String])] {
        [
            (say("purpose", "doel"), purpose), (say("necessity", "noodzaak"), necessity),
            (say("balance", "afweging"), balance),
            (
                say("outcome", "uitkomst"),
                [
                    report.open(
                        "what weighs heavier and why, by whom and when; another ground than article 6(1)(f), where the firm has one",
                        "wat zwaarder weegt en waarom, door wie en wanneer; een andere grondslag dan artikel 6 lid 1 onder f, waar het bedrijf die heeft"
                    )
                ]
            ),
        ]
    }

    private var purpose: [String] {
        [
            say(
                "Known: to spend time of sales and money for marketing where it brings customers; see Purpose.",
                "Bekend: tijd van sales en geld voor marketing besteden waar het klanten brengt; zie Doel."
            ),
            report.open(
                "which interest of the firm this is, and that it is real and of now",
                "welk belang van het bedrijf dit is, en dat het werkelijk is en nu speelt"),
        ]
    }

    private var necessity: [String] {
        let personal = report.fields.filter { $0.person != nil }
        func names(_ fields: [FieldUse]) -> String {
            report.listed(fields.map { say.text($0.name) })
        }
        let (read, unread) = (
            personal.filter { !$0.rules.isEmpty }, personal.filter { $0.rules.isEmpty }
        )
        var lines = [
            say(
                "Known: of the \(personal.count) fields that say who somebody is, the rules decide by ",
                "Bekend: van de \(personal.count) velden die zeggen wie iemand is, beslissen de regels met "
            )
                + "\(read.count)" + (read.isEmpty ? "." : ": \(names(read)).")
        ]
        if !unread.isEmpty {
            lines.append(
                say(
                    "Known: \(names(unread)): no rule decides by these. What is left out of an export is not held; then nobody is found by it.",
                    "Bekend: \(names(unread)): geen regel beslist hiermee. Wat uit een export blijft wordt niet bewaard; dan is er niemand op te vinden."
                ))
        }
        let fading = book.actions.filter { !$0.decay.isEmpty }.count
        lines.append(
            fading == 0
                ? say(
                    "Known: no behaviour counts for less because it is longer ago.",
                    "Bekend: geen gedrag telt minder omdat het langer geleden is.")
                : say(
                    "Known: of \(book.actions.count) kinds of behaviour \(fading) count for less as they are longer ago.",
                    "Bekend: van \(book.actions.count) soorten gedrag tellen er \(fading) minder naarmate het langer geleden is."
                ))
        lines.append(
            report.open(
                "why it cannot be done with less: only counts per source, fewer fields, no behaviour",
                "waarom het niet met minder kan: alleen tellingen per bron, minder velden, geen gedrag"
            ))
        return lines
    }

    private var balance: [String] {
        var lines: [String] = []
        let outbound = report.names(of: .outbound)
        lines.append(
            outbound.isEmpty
                ? say(
                    "Known: every source of the rule book is of persons who came to the firm by themselves.",
                    "Bekend: elke bron van het regelboek is van personen die zelf naar het bedrijf kwamen."
                )
                : say(
                    "Known: from these sources persons did not come by themselves, so they may not expect it: \(report.listed(outbound)).",
                    "Bekend: via deze bronnen kwamen personen niet uit zichzelf, en verwachten zij dit misschien niet: \(report.listed(outbound))."
                ))
        let tracked = book.actions.filter { $0.channel == .interaction }.map { report.name($0.key) }
        if !tracked.isEmpty {
            lines.append(
                say(
                    "Known: behaviour that is tracked: \(report.listed(tracked)). ",
                    "Bekend: gedrag dat gemeten wordt: \(report.listed(tracked)). "
                )
                    + report.open(
                        "how persons were told of it, and asked where cookies or the like are used",
                        "hoe personen dit weten, en toestemming gaven waar cookies of iets dergelijks gebruikt worden"
                    ))
        }
        lines += [
            say(
                "Known: what it does to somebody is whether and how soon sales calls. Nothing is refused to anybody by the program.",
                "Bekend: wat het voor iemand uitmaakt is of en hoe snel sales belt. Niemand wordt door het programma iets geweigerd."
            ),
            say(
                "Known: who objects is not judged any more and in no list, also where the same person comes in again (mql privacy object).",
                "Bekend: wie bezwaar maakt wordt niet meer beoordeeld en staat in geen lijst, ook als dezelfde persoon opnieuw binnenkomt (mql privacy object)."
            ),
            report.open(
                "what persons may expect of the firm, whether they act for a company or for themselves, and what else protects them",
                "wat personen van het bedrijf mogen verwachten, of zij voor een bedrijf handelen of voor zichzelf, en wat hen verder beschermt"
            ),
        ]
        return lines
    }
}
