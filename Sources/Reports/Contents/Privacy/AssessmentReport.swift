internal import Leads
internal import Quantities
package import Valuation

/// A data protection impact assessment of lead scoring, as far as the program knows: what the rule book reads and
/// decides, what is held, and which command does what. What only the firm knows is marked as to be filled in, and
/// nothing is said of whether it may be done.
package struct AssessmentReport: Report {
    let book: RuleBook
    let holding: AssessedHolding
    package let context: ReportContext
    let fields: [FieldUse]

    package init(
        _ book: RuleBook, _ holding: AssessedHolding, _ context: ReportContext = ReportContext()
    ) {
        self.book = book
        self.holding = holding
        self.context = context
        fields = FieldUse.all(book)
    }

    /// It is a text for people.
    package var json: JSONValue { .null }

    package var document: Document {
        var document = Document(
            say(
                "Data protection impact assessment (DPIA): scoring of leads",
                "Gegevensbeschermingseffectbeoordeling (DPIA): scoren van leads")
                + (context.firm.map { " · \($0)" } ?? ""))
        document.saysCommands = true
        document.add(.paragraph(beginning), .labelled(parties))
        document.section(say("Purpose", "Doel"), .list(purposes + [ownPurpose]))
        for part in AssessmentBalance(self).parts {
            document.section(
                say("Legitimate interest: ", "Gerechtvaardigd belang: ") + part.name,
                .list(part.lines))
        }
        document.section(
            say("How the score comes about", "Hoe de score tot stand komt"),
            .labelled(AssessmentLogic(book, context).entries), .table(rules.matrix))
        document.section(
            say("Who decides", "Wie beslist"), .paragraph(AssessmentLogic(book, context).decision))
        document.section(
            say("Which data, and what for", "Welke gegevens, en waarvoor"),
            .labelled(uses + others))
        document.section(say("Where they come from", "Waar ze vandaan komen"), .labelled(sources))
        document.section(
            say("Who sees them", "Wie ze ziet"),
            .table(Table(Self.roleFields, holding.roles)), .lines(recipients))
        document.section(say("How long", "Hoe lang"), .list(retention))
        document.section(
            say("Rights, and the command for each", "Rechten, en de opdracht bij elk"),
            .labelled(AssessmentRight.allCases.map { $0.entry(say) }))
        document.section(say("Security", "Beveiliging"), .list(security))
        document.section(
            say(
                "Risks for persons, and what stands against them",
                "Risico's voor personen, en wat ertegen gedaan is"),
            .list(AssessmentRisk.all(self).map(risk) + [outcome]))
        document.section(
            say("For the privacy statement", "Voor de privacyverklaring"),
            .paragraph(AssessmentStatement(self).text),
            .lines([
                say(
                    "A draft: the firm checks each sentence against what it does.",
                    "Een concept: het bedrijf legt elke zin naast wat het doet.")
            ]))
        document.section(say("Made with", "Gemaakt met"), .labelled([madeWith, context.again]))
        return document
    }

    var rules: RuleBookReport { RuleBookReport(book, context) }

    func name(_ key: String) -> String { book.names.name(of: key, in: say.language) }

    /// A place for what only the firm can say.
    func open(_ en: String, _ nl: String) -> String {
        say("[TO FILL IN: \(en)]", "[IN TE VULLEN: \(nl)]")
    }

    /// Parts of a sentence, the last after a word.
    func listed(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + say(" and ", " en ") + last
    }

    private var beginning: String {
        say(
            "What the program does with personal data stands here as it is, by the rule book "
                + "\(book.name) \(book.version). What only the firm knows is marked [TO FILL IN]. "
                + "Whether it may be done so is for the firm to weigh; this document does not say it.",
            "Wat het programma met persoonsgegevens doet staat hier zoals het is, volgens regelboek "
                + "\(book.name) \(book.version). Wat alleen het bedrijf weet is gemerkt met "
                + "[IN TE VULLEN]. Of het zo mag, weegt het bedrijf zelf; dit document zegt dat niet."
        )
    }

    private var parties: [(label: String, text: [String])] {
        [
            (
                say("Controller", "Verantwoordelijke"),
                [
                    context.firm
                        ?? open("name and address of the firm", "naam en adres van het bedrijf")
                ]
            ),
            (
                say("Advice of", "Advies van"),
                [
                    open(
                        "data protection officer or adviser, the advice and the day",
                        "functionaris gegevensbescherming of adviseur, het advies en de dag")
                ]
            ),
            (
                say("Processors", "Verwerkers"),
                [
                    say(
                        "the program has none: it runs at the firm; ",
                        "het programma heeft er geen: het draait bij het bedrijf; ")
                        + open(
                            "whoever runs the machine, or hosts the files",
                            "wie de machine beheert, of de bestanden bewaart")
                ]
            ),
            (
                say("Day and version", "Dag en versie"),
                [
                    open(
                        "day, and when it is looked at again",
                        "dag, en wanneer dit opnieuw bekeken wordt")
                ]
            ),
        ]
    }

    // MARK: Purpose

    private var purposes: [String] {
        let days = book.handover.contactWithinDays.map { say.count($0, .day) }
        return [
            say(
                "Say of each lead whether it is an MQL: somebody whom sales is to call.",
                "Van elke lead zeggen of het een MQL is: iemand die sales gaat bellen."),
            say(
                "Put those who wait for a call in order: by the chance that leads of this source at this age still become a customer, times the margin of a sale."
                    + (days.map { " Within \($0) is agreed." } ?? ""),
                "Wie op een telefoontje wacht op volgorde zetten: naar de kans dat leads van die bron op die leeftijd nog klant worden, maal de marge van een verkoop."
                    + (days.map { " Binnen \($0) is afgesproken." } ?? "")),
            say(
                "Say per source what an MQL costs and brings, so that money goes where it does good. For that persons are counted, and not named.",
                "Per bron zeggen wat een MQL kost en oplevert, zodat geld gaat naar waar het iets uithaalt. Daarvoor worden personen geteld, en niet genoemd."
            ),
        ]
    }

    private var ownPurpose: String {
        open(
            "what the firm wants with this, in its own words, and what it does not use the score for",
            "wat het bedrijf hiermee wil, in eigen woorden, en waarvoor het de score niet gebruikt")
    }

    // MARK: Data

    private var uses: [(label: String, text: [String])] {
        fields.map { (say.text($0.name), $0.text(say)) }
    }

    private var others: [(label: String, text: [String])] {
        [
            (
                say("Behaviour", "Gedrag"),
                [
                    book.actions.isEmpty
                        ? say("no rule reads it", "geen regel leest het")
                        : listed(book.actions.map { name($0.key) })
                            + say(
                                ", each with its moment and page: how engaged a lead is",
                                ", elk met moment en pagina: hoe betrokken een lead is")
                ]
            ),
            (
                say("Stages and deals", "Fases en deals"),
                [
                    say(
                        "what sales did with a lead, why it turned one down, and what a sale brought: to count",
                        "wat sales met een lead deed, waarom het er een afwees, en wat een verkoop opbracht: om te tellen"
                    )
                ]
            ),
            (
                say("Not read", "Niet gelezen"),
                [
                    say(
                        "special categories of data: no rule of the program asks for them; ",
                        "bijzondere persoonsgegevens: geen regel van het programma vraagt ernaar; ")
                        + open(
                            "columns of the firm's own that its rules read, looked at one by one",
                            "eigen kolommen van het bedrijf die de regels lezen, één voor één bekeken"
                        )
                ]
            ),
        ]
    }

    private func risk(_ risk: AssessmentRisk) -> String {
        let (what, against) = (say.text(risk.risk), say.text(risk.against))
        return say(
            "Risk: \(what). Against it: \(against). ", "Risico: \(what). Ertegen: \(against). ")
            + open("how likely, how bad", "hoe waarschijnlijk, hoe erg")
    }

    private var outcome: String {
        open(
            "which risks are left, what is still to be done and by whom; whether article 35 asks for this assessment, and article 36 for asking the authority first",
            "welke risico's overblijven, wat er nog gebeurt en door wie; of artikel 35 deze beoordeling vraagt, en artikel 36 om vooraf de toezichthouder te raadplegen"
        )
    }

    // MARK: Made with

    private var madeWith: (label: String, text: [String]) {
        (
            say("Rule book", "Regelboek"),
            ["\(book.name) \(book.version) (\(book.fingerprint.description.prefix(12)))"]
        )
    }
}
