internal import Intake
internal import Quantities
internal import Valuation

/// Where data come from, who sees them, how long they stay, and what guards them.
extension AssessmentReport {
    static let roleFields: [Field<AssessedHolding.Role>] = [
        Field("role", "Role in mql serve", "Rol in mql serve", .held, .text) { .text($0.name) },
        Field("sees", "May see", "Mag zien", .held, .text) { .phrase($0.sees) },
        Field("tokens", "Tokens now", "Tokens nu", .held) {
            $0.tokens.map(Cell.count) ?? .dash
        },
    ]

    var sources: [(label: String, text: [String])] {
        var entries: [(label: String, text: [String])] = []
        if let imports = holding.imports {
            let lines = Set(imports).map(imported).sorted()
            entries.append(
                (
                    say("Imported", "Geïmporteerd"),
                    lines.isEmpty ? [say("nothing yet", "nog niets")] : lines
                ))
        } else {
            entries.append(
                (
                    say("Read", "Gelezen"),
                    [
                        say("exports as files; ", "exports als bestanden; ")
                            + open(
                                "of which CRM, forms, website and advertising",
                                "van welk CRM, welke formulieren, website en advertenties")
                    ]
                ))
        }
        entries.append(
            (
                say("By themselves", "Uit zichzelf"),
                [listed(names(of: .inbound)).ifEmpty(say("no source", "geen bron"))]
            ))
        entries.append(
            (
                say("Not by themselves", "Niet uit zichzelf"),
                [
                    listed(names(of: .outbound)).ifEmpty(say("no source", "geen bron"))
                        + (names(of: .outbound).isEmpty
                            ? ""
                            : "; "
                                + open(
                                    "how these persons are told within a month (art. 14)",
                                    "hoe deze personen binnen een maand op de hoogte zijn (art. 14)"
                                ))
                ]
            ))
        return entries
    }

    /// The sources by who found whom, as people read them.
    func names(of direction: SourceRule.Direction) -> [String] {
        book.sources.filter { $0.direction == direction }.map { name($0.key) }
    }

    private func imported(_ one: AssessedHolding.Import) -> String {
        let kinds = one.kinds.map { say.text($0.inWords) }
        return (one.vendor ?? say("own list", "eigen lijst")) + ": " + kinds.joined(separator: ", ")
    }

    var recipients: [String] {
        [
            say(
                "Outside the firm nobody: the program sends nothing anywhere, and its pages load nothing from elsewhere.",
                "Buiten het bedrijf niemand: het programma stuurt niets weg, en zijn pagina's laden niets van elders."
            ),
            say(
                "Who has a token, until when and with which role: mql token list. On the machine itself: whoever has the account in which mql runs.",
                "Wie een token heeft, tot wanneer en met welke rol: mql token list. Op de machine zelf: wie het account heeft waarin mql draait."
            ),
            (holding.hasSellers
                ? say(
                    "Sellers have lists of their own (sellers in mql.yaml). ",
                    "Verkopers hebben eigen lijsten (sellers in mql.yaml). ") : "")
                + open(
                    "who gets lists of leads, and where those stay",
                    "wie lijsten van leads krijgt, en waar die blijven"),
        ]
    }

    var retention: [String] {
        var lines: [String] = []
        if let months = holding.retention {
            let term = say.count(months, .month)
            lines.append(
                say(
                    "With whom nothing has happened for \(term) is erased at each import (retention in mql.yaml), and so are backups and rejected rows that are older.",
                    "Met wie \(term) niets gebeurd is, wordt bij elke import gewist (retention in mql.yaml), en zo ook oudere back-ups en geweigerde rijen."
                ))
        } else if holding.imports != nil {
            lines.append(
                say(
                    "No term is set: persons stay until somebody erases them. ",
                    "Er is geen termijn gezet: personen blijven tot iemand ze wist. ")
                    + open(
                        "the term, as retention: MONTHS in mql.yaml",
                        "de termijn, als retention: MAANDEN in mql.yaml"))
        } else {
            lines.append(
                say(
                    "There is no workspace here: files are read, and nothing of persons is kept by the program. ",
                    "Er is hier geen werkruimte: bestanden worden gelezen, en het programma bewaart niets van personen. "
                )
                    + open(
                        "how long the files themselves stay", "hoe lang de bestanden zelf blijven"))
        }
        lines.append(
            say(
                "Who is older than that: mql privacy retention --months N shows it, --erase erases.",
                "Wie ouder is: mql privacy retention --months N laat het zien, --erase wist."))
        lines.append(
            say(
                "After erasing one row stays of a person, with source, month, stages and amounts, so that totals of the past stand; nothing in it says who it was.",
                "Na wissen blijft één rij van een persoon, met bron, maand, fases en bedragen, zodat totalen van vroeger kloppen; niets daarin zegt wie het was."
            ))
        return lines
    }

    var security: [String] {
        [
            say(
                "All of it stays on the machine: no cloud, no telemetry, no call to anywhere.",
                "Alles blijft op de machine: geen cloud, geen telemetrie, geen verbinding naar buiten."
            ),
            say(
                "The workspace, its backups and every list that is written can be read by one account only (0600, the folder 0700); mql doctor looks.",
                "De werkruimte, back-ups en elke geschreven lijst zijn alleen leesbaar voor één account (0600, de map 0700); mql doctor kijkt het na."
            ),
            say(
                "Names, addresses and phone numbers stand apart from what is judged and counted, and are in no report, message or log.",
                "Namen, adressen en telefoonnummers staan apart van wat beoordeeld en geteld wordt, en staan in geen rapport, melding of log."
            ),
            say(
                "Who did what and when stands in a log, without whom it was about: mql privacy log.",
                "Wie wat deed en wanneer staat in een log, zonder over wie het ging: mql privacy log."
            ),
            say(
                "mql serve listens on this machine alone unless it is started otherwise (--listen), and lets in who has a token or a link that works once; who looks at leads through it is written in the log.",
                "mql serve luistert alleen op deze machine tenzij het anders gestart wordt (--listen), en laat binnen wie een token of een eenmalige link heeft; wie daarmee leads bekijkt, komt in het log."
            ),
            say(
                "Who was erased stays erased, also when an old export or backup comes back: keyed marks that lead to nobody.",
                "Wie gewist is blijft gewist, ook als een oude export of back-up terugkomt: kenmerken met een sleutel, die naar niemand leiden."
            ),
            open(
                "encryption of the disk, who has the account, where backups go",
                "versleuteling van de schijf, wie het account heeft, waar back-ups heen gaan"),
        ]
    }
}

extension FactKind {
    /// What a table of this kind has.
    fileprivate var inWords: Phrase {
        switch self {
        case .lead: Phrase(en: "leads", nl: "leads")
        case .activity: Phrase(en: "behaviour", nl: "gedrag")
        case .stage: Phrase(en: "stages", nl: "fases")
        case .deal: Phrase(en: "deals", nl: "deals")
        case .order: Phrase(en: "orders of customers", nl: "orders van klanten")
        case .spend: Phrase(en: "spend, of nobody", nl: "uitgaven, van niemand")
        case .plan: Phrase(en: "plan, of nobody", nl: "plan, van niemand")
        }
    }
}

extension String {
    /// Other words where there are none.
    fileprivate func ifEmpty(_ other: String) -> String { isEmpty ? other : self }
}
