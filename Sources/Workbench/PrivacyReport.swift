internal import Intake
package import Quantities
package import Reports
package import Store

/// What the workspace holds of persons, why, and what was done with it, in words.
package struct PrivacyReport {
    private let say: Wording

    package init(_ language: Language = .en) {
        say = Wording(language)
    }

    /// Everything that is held of a person.
    package func document(_ files: [PersonFile]) -> Document {
        var document = Document(
            title: say("What is held of one person", "Wat van één persoon bewaard wordt"))
        for section in files.flatMap(\.sections) {
            document.blocks += blocks(section)
        }
        document.blocks.append(
            .paragraph(
                say(
                    "Purpose and term of every column: mql privacy register.",
                    "Doel en termijn van elke kolom: mql privacy register.")))
        return document
    }

    /// What tells rows apart inside the database says nothing to the person; in JSON it stands.
    private static let internals: Set<String> = [
        "seq", "identity", "is_dated", "filled", "lead", "deal", "number", "rules",
    ]

    private func blocks(_ section: PersonFile.Section) -> [Document.Block] {
        let columns = section.columns.indices.filter { column in
            !Self.internals.contains(section.columns[column])
                && section.rows.contains { $0[column] != nil && $0[column] != "" }
        }
        guard !columns.isEmpty else { return [] }
        var blocks: [Document.Block] = [.heading(name(section.table))]
        if columns.count > 6 || section.table == "person" {
            // Too wide for a page, or too long for a column: one below the other.
            for row in section.rows {
                blocks.append(
                    .labelled(
                        columns.compactMap { column in
                            row[column].flatMap { value in
                                value.isEmpty
                                    ? nil : (section.columns[column], [value.visible])
                            }
                        }))
            }
            return blocks
        }
        blocks.append(
            .table(
                Table(
                    columns: columns.map {
                        .init(section.columns[$0], key: section.columns[$0], isText: true)
                    },
                    rows: section.rows.map { row in
                        columns.map { .text(row[$0]?.visible ?? "–") }
                    })))
        return blocks
    }

    private func name(_ table: String) -> String {
        switch table {
        case "lead": say("Id", "Nummer")
        case "lead_version": say("What the CRM says", "Wat het CRM zegt")
        case "person": say("Name and addresses", "Naam en adressen")
        case "more": say("Fields of the rules", "Velden van de regels")
        case "activity": say("What was done", "Wat er gedaan is")
        case "touch": say("Where that came from", "Waar dat vandaan kwam")
        case "stage": say("Stages", "Fasen")
        case "deal": say("Deals (amounts in cents)", "Deals (bedragen in centen)")
        case "frozen": say("Not judged any more", "Niet meer beoordeeld")
        case "import": say("In these files", "In deze bestanden")
        case "backup": say("In these backups too", "Ook in deze back-ups")
        case let name where name.hasPrefix("rejected"):
            say(
                "Rows that were rejected, and kept to be mended",
                "Rijen die afgewezen zijn, en bewaard om te herstellen")
        default: table
        }
    }

    package func json(_ files: [PersonFile]) -> JSONValue {
        .object([
            (
                "persons",
                .array(
                    files.map { file in
                        .object(
                            file.sections.map { section in
                                (
                                    section.table,
                                    .array(
                                        section.rows.map { row in
                                            .object(
                                                zip(section.columns, row).map {
                                                    ($0, $1.map(JSONValue.string) ?? .null)
                                                })
                                        })
                                )
                            })
                    })
            )
        ])
    }

    /// What erasing did, and what it could not reach.
    package func erased(_ erasure: WorkspaceErasure) -> [String] {
        let (receipt, rejected, backups) = (erasure.receipt, erasure.rejected, erasure.backups)
        var lines =
            receipt.leads == 0
            ? [
                say(
                    "Erased: only rows that were rejected and kept were about them.",
                    "Gewist: alleen afgewezen rijen die bewaard waren gingen over deze persoon.")
            ]
            : [
                say(
                    "Erased: \(say.count(receipt.leads, .lead)), \(say.numbers.count(receipt.activities)) activities, "
                        + "\(say.numbers.count(receipt.deals)) contacts of deals.",
                    "Gewist: \(say.count(receipt.leads, .lead)), \(say.numbers.count(receipt.activities)) activiteiten, "
                        + "\(say.numbers.count(receipt.deals)) contacten van deals."),
                say(
                    "Of each a row is left with source, month, stages and amounts, so that totals stand.",
                    "Van elk blijft een rij met bron, maand, fasen en bedragen, zodat totalen kloppen."
                ),
                say(
                    "An old export does not bring them back: its rows about them are skipped.",
                    "Een oude export brengt ze niet terug: rijen over hen worden overgeslagen."),
            ]
        if rejected > 0 {
            let rows = say.count(rejected, .row)
            lines.append(
                say(
                    "Rejected rows that were kept: \(rows) removed.",
                    "Bewaarde afgewezen rijen: \(rows) verwijderd."))
        }
        if !receipt.isCleared {
            lines.append(
                say(
                    "Another mql is reading what was there before: run mql privacy clear when it is done.",
                    "Een ander mql leest nog wat er eerst stond: draai mql privacy clear als het klaar is."
                ))
        }
        if backups.isEmpty {
            lines.append(
                say(
                    "No backup of the workspace holds them. Exports and reports that you wrote elsewhere are yours to "
                        + "remove.",
                    "Geen back-up van de werkruimte bevat hen. Exports en rapporten die u elders schreef, verwijdert u "
                        + "zelf."))
        } else {
            lines.append(
                say(
                    "These backups still hold them; mql restore erases them again, and removing the files is up to you:",
                    "Deze back-ups bevatten hen nog; mql restore wist hen opnieuw, en de bestanden verwijdert u zelf:"
                ))
            lines += backups.map { "  \($0.path.visible)" }
            lines.append(
                say(
                    "So do copies, exports and reports that you wrote elsewhere.",
                    "Net als kopieën, exports en rapporten die u elders schreef."))
        }
        return lines
    }

    /// What is kept longer than was agreed.
    ///
    /// - Parameter withNames: whether the leads and files are named, at most twenty of each.
    package func overdue(_ overdue: Overdue, withNames: Bool) -> [String] {
        let leads = say.count(overdue.leads.count, .lead)
        var lines = [
            say(
                "\(leads): nothing has happened since \(overdue.limit).",
                "\(leads): sinds \(overdue.limit) is er niets gebeurd.")
        ]
        func some(_ texts: [String]) {
            guard withNames else { return }
            lines += texts.prefix(20).map { "  \($0)" }
            if texts.count > 20 { lines.append("  …") }
        }
        some(overdue.leads.map { Wording.lead($0) })
        let files = overdue.backups + overdue.rejects
        if !files.isEmpty {
            lines.append(
                say(
                    "\(files.count) backups and files of rejected rows are older than that:",
                    "\(files.count) back-ups en bestanden met afgewezen rijen zijn ouder:"))
            some(files.map(\.visible))
        }
        return lines
    }

    /// What an import erased because it was kept too long.
    package func retained(_ overdue: Overdue, months: Int, _ erasure: WorkspaceErasure?) -> [String]
    {
        let files = overdue.backups.count + overdue.rejects.count
        let leads = say.count(overdue.leads.count, .lead)
        var lines = [
            say(
                "Retention (\(months) months): \(leads) erased with which nothing has happened since \(overdue.limit)"
                    + (files > 0 ? ", and \(files) older backups or files of rejected rows." : "."),
                "Bewaartermijn (\(months) maanden): \(leads) gewist waarmee sinds \(overdue.limit) niets gebeurd is"
                    + (files > 0
                        ? ", en \(files) oudere back-ups of bestanden met afgewezen rijen." : "."))
        ]
        for copy in erasure?.backups ?? [] {
            lines.append(
                say(
                    "  \(copy.path.visible) still holds some of them.",
                    "  \(copy.path.visible) bevat nog enkelen van hen."))
        }
        return lines
    }

    /// The log of everything that changed the workspace.
    package func log(_ entries: [AuditEntry]) -> Document {
        var document = Document(title: say("Log of changes", "Logboek van wijzigingen"))
        document.blocks.append(
            .table(
                Table(
                    columns: [
                        .init(say("No.", "Nr."), key: "number"),
                        .init(say("Moment (UTC)", "Moment (UTC)"), key: "at", isText: true),
                        .init(say("Who", "Wie"), key: "actor", isText: true),
                        .init(say("What", "Wat"), key: "action", isText: true),
                        .init(say("How many", "Hoeveel"), key: "count"),
                        .init(say("Of what", "Waarvan"), key: "detail", isText: true),
                    ],
                    rows: entries.map { entry in
                        [
                            .count(entry.number), .text(Self.moment(entry.at)),
                            .text(entry.actor.visible), .text(entry.action), .count(entry.count),
                            .text(entry.detail.isEmpty ? "–" : entry.detail.visible),
                        ]
                    })))
        return document
    }

    private static func moment(_ at: Instant) -> String {
        let seconds = ((at.seconds % 86_400) + 86_400) % 86_400
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(TimeZoneRule.utc.day(of: at)) \(two(seconds / 3600)):\(two(seconds / 60 % 60))"
    }

    /// Every column that there is, with what it is for: the register of what is done with personal data.
    package func register(_ tables: [(table: String, columns: [String])]) -> Document {
        var document = Document(
            title: say(
                "Register of what is kept, and why", "Register van wat bewaard wordt, en waarom"))
        document.blocks.append(
            .lines([
                say(
                    "Controller: the firm that runs this workspace. Recipients: none; nothing leaves this machine.",
                    "Verantwoordelijke: het bedrijf van deze werkruimte. Ontvangers: geen; niets verlaat deze machine."
                ),
                say(
                    "Beside the database: rejected rows (rejects), copies (backups), answers, and the facts once more to be quick (kept).",
                    "Naast de database: afgewezen rijen (rejects), kopieën (backups), antwoorden, en de feiten nog eens om snel te zijn (kept)."
                ),
                say(
                    "Term: until you erase it; mql privacy retention --months N finds what is older.",
                    "Termijn: tot u het wist; mql privacy retention --months N vindt wat ouder is."),
            ]))
        document.blocks.append(
            .table(
                Table(
                    columns: [
                        .init(say("Table", "Tabel"), key: "table", isText: true),
                        .init(say("Column", "Kolom"), key: "column", isText: true),
                        .init(say("Personal", "Persoonlijk"), key: "personal", isText: true),
                        .init(say("Purpose", "Doel"), key: "purpose", isText: true),
                    ],
                    rows: tables.flatMap { table, columns in
                        columns.map { column in
                            let purpose = Purpose.of(table, column)
                            return [
                                .text(table), .text(column),
                                purpose.isPersonal
                                    ? .word(say("yes", "ja"), code: "yes")
                                    : .word(say("no", "nee"), code: "no"),
                                purpose.text.map { .text($0.text(say.language)) }
                                    ?? .absent(say("not described", "niet beschreven")),
                            ]
                        }
                    })))
        return document
    }
}

/// Why a column is kept.
package struct Purpose {
    package let text: Phrase?
    package let isPersonal: Bool

    /// A column that stands here under no name has no purpose: it should not be kept.
    package static func of(_ table: String, _ column: String) -> Purpose {
        for (tables, columns, isPersonal, text) in all
        where tables.contains(table) && (columns.isEmpty || columns.contains(column)) {
            return Purpose(text: text, isPersonal: isPersonal)
        }
        return Purpose(text: nil, isPersonal: true)
    }

    private static let lead = ["lead", "lead_version", "person", "more"]
    private static let told = ["activity", "touch", "stage", "stage_time", "contact", "frozen"]

    /// Tables, columns (none for all of them), whether they are of a person, and what they are for.
    private static let all: [([String], [String], Bool, Phrase)] = [
        (
            lead + told + ["deal_version", "deal_more", "spend", "plan", "deal"],
            ["number", "seq", "lead", "deal", "field", "repetition"], false,
            Phrase(en: "tells rows apart", nl: "houdt rijen uit elkaar")
        ),
        (
            lead + told + ["deal_version", "spend", "plan"], ["identity", "subject"], false,
            Phrase(
                en: "finds the same row in another export",
                nl: "vindt dezelfde rij in een andere export")
        ),
        (
            ["lead"], ["id"], true,
            Phrase(
                en: "joins what the CRM tells of one person",
                nl: "brengt samen wat het CRM van één persoon zegt")
        ),
        (
            ["lead_version", "deal_version"],
            ["created_at", "updated", "is_dated", "created_on", "closed_on"],
            true,
            Phrase(
                en: "the day to count from, and which of two versions is later",
                nl: "de dag om vanaf te tellen, en welke van twee versies later is")
        ),
        (
            ["lead_version"], ["job_title", "company", "domain"], true,
            Phrase(
                en: "the fit of a lead with the rule book, and leads of one company together",
                nl: "hoe een lead bij het regelboek past, en leads van één bedrijf samen")
        ),
        (
            ["lead_version"],
            [
                "source", "campaign", "medium", "industry", "employees", "revenue", "country",
                "region",
                "first_conversion", "self_reported_source", "filled",
            ], true,
            Phrase(
                en: "where a lead came from, and its fit with the rule book",
                nl: "waar een lead vandaan komt, en hoe hij bij het regelboek past")
        ),
        (
            ["person"], ["email", "first_name", "last_name", "phone"], true,
            Phrase(
                en: "to find a person who asks what is held or wants to be erased; in no report",
                nl:
                    "om iemand te vinden die vraagt wat bewaard wordt of gewist wil worden; in geen rapport"
            )
        ),
        (
            ["more"], ["value"], true,
            Phrase(en: "a field that the rule book names", nl: "een veld dat het regelboek noemt")
        ),
        (
            ["activity", "touch"],
            ["at", "action", "content", "seconds", "session", "source", "campaign"], true,
            Phrase(
                en: "how engaged a lead is, and what it came from",
                nl: "hoe betrokken een lead is, en waar die vandaan kwam")
        ),
        (
            ["stage", "stage_time"], ["day", "second", "stage", "reason"], true,
            Phrase(
                en: "what became of a lead, and why sales turned it down",
                nl: "wat er van een lead werd, en waarom sales hem afwees")
        ),
        (
            ["deal"], ["id"], true,
            Phrase(en: "counts each sale once", nl: "telt elke verkoop één keer")
        ),
        (
            ["deal_version"], ["status", "currency", "amount", "margin", "months", "existing"],
            false,
            Phrase(en: "what sales brought in", nl: "wat verkopen opbrachten")
        ),
        (
            ["deal_more"], ["credit_of"], true,
            Phrase(
                en: "takes a refund off the sale that it belongs to",
                nl: "haalt een terugbetaling af van de verkoop waar ze bij hoort")
        ),
        (
            ["deal_more"], ["stage"], false,
            Phrase(
                en: "the CRM's own word for where a sale stands, until somebody says what it means",
                nl: "het eigen woord van het CRM voor waar een verkoop staat, tot iemand zegt wat "
                    + "het betekent")
        ),
        (
            ["frozen"], ["reason", "day", "intent", "persona", "mql_day", "rules"], false,
            Phrase(
                en: "keeps totals as they were of who was erased or has objected",
                nl: "houdt totalen zoals ze waren van wie gewist is of bezwaar maakte")
        ),
        (
            ["erased"], [], false,
            Phrase(
                en: "a keyed mark, so that who was erased does not come back with an old export",
                nl:
                    "een versleuteld kenmerk, zodat wie gewist is niet terugkomt met een oude export"
            )
        ),
        (
            ["spend", "plan"], [], false,
            Phrase(en: "what was spent and planned", nl: "wat is uitgegeven en gepland")
        ),
        (
            ["symbol"], [], true,
            Phrase(
                en: "texts that many rows share, such as sources, companies and job titles",
                nl: "teksten die veel rijen delen, zoals bronnen, bedrijven en functies")
        ),
        (
            ["import", "import_note", "batch", "sighting", "touched", "counter", "workspace"], [],
            false,
            Phrase(
                en: "what was imported and when, to take it back and to check it",
                nl: "wat wanneer geïmporteerd is, om het terug te draaien en na te gaan")
        ),
        (
            ["audit"], [], false,
            Phrase(
                en: "who did what and when; of whom is not in it",
                nl: "wie wat wanneer deed; over wie staat er niet in")
        ),
    ]
}
