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
        let fields = columns.map { Self.field(section.columns[$0], at: $0) }
        blocks.append(.table(Table(fields, section.rows)))
        return blocks
    }

    /// What a column of the workspace holds, under its own name.
    private static func field(_ name: String, at place: Int) -> Field<[String?]> {
        Field(.init(name, Phrase(name), .held, .text)) { .known($0[place]?.visible) }
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
        case "list": say("On these lists that were written", "Op deze geschreven lijsten")
        case "text":
            say(
                "Names of files and campaigns that name them",
                "Namen van bestanden en campagnes die deze persoon noemen")
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
        lines += blanks(erasure.lists)
        if !erasure.texts.isEmpty {
            lines.append(
                say(
                    "Rows of others have these campaigns or sources, which name them; they stay until the others "
                        + "are exported anew without: \(erasure.texts.map(\.quoted).joined(separator: ", "))",
                    "Rijen van anderen hebben deze campagnes of bronnen, die hen noemen; ze blijven tot de anderen "
                        + "zonder opnieuw geëxporteerd zijn: \(erasure.texts.map(\.quoted).joined(separator: ", "))"
                ))
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

    /// Where persons are to be blanked, because a list has carried them there.
    package func blanks(_ lists: [WrittenList]) -> [String] {
        guard !lists.isEmpty else { return [] }
        let title = say(
            "Lists that were written carried them; blank them where those went:",
            "Geschreven lijsten bevatten hen; maak hen leeg waar die heen gingen:")
        return [title]
            + lists.map { list in
                let day = TimeZoneRule.utc.day(of: list.at)
                let leads = list.leads.prefix(20).map { Wording.lead($0) }.joined(separator: ", ")
                return
                    "  \(day) \(list.file.visible): \(leads)\(list.leads.count > 20 ? ", …" : "")"
            }
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
        document.blocks.append(.table(Table(Self.logFields, entries)))
        return document
    }

    package static let logFields: [Field<AuditEntry>] = [
        Field("number", "No.", "Nr.", .trail) { .count($0.number) },
        Field("at", "Moment (UTC)", "Moment (UTC)", .trail, .text) { .text(moment($0.at)) },
        Field("actor", "Who", "Wie", .trail, .text) { .text($0.actor.visible) },
        Field("action", "What", "Wat", .trail, .text) { .text($0.action) },
        Field("count", "How many", "Hoeveel", .trail) { .count($0.count) },
        Field("detail", "Of what", "Waarvan", .trail, .text) {
            $0.detail.isEmpty ? .dash : .text($0.detail.visible)
        },
    ]

    private static func moment(_ at: Instant) -> String {
        let seconds = ((at.seconds % 86_400) + 86_400) % 86_400
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(TimeZoneRule.utc.day(of: at)) \(two(seconds / 3600)):\(two(seconds / 60 % 60))"
    }

    /// Every column that there is, with what it is for: the register of what is done with personal data.
    ///
    /// - Parameter months: after how many months without anything persons are erased; nil for never.
    package func register(
        _ tables: [(table: String, columns: [String])], months: Int? = nil
    ) -> Document {
        var document = Document(
            title: say(
                "Register of what is kept, and why", "Register van wat bewaard wordt, en waarom"))
        document.blocks.append(
            .lines([
                say(
                    "Controller: the firm that runs this workspace. Recipients: none; nothing leaves this machine.",
                    "Verantwoordelijke: het bedrijf van deze werkruimte. Ontvangers: geen; niets verlaat deze machine."
                ),
                months.map {
                    say(
                        "Term: each import erases with whom nothing has happened for \($0) months (retention in \(Project.fileName)).",
                        "Termijn: elke import wist met wie \($0) maanden niets gebeurd is (retention in \(Project.fileName))."
                    )
                }
                    ?? say(
                        "Term: until you erase it; retention: N in \(Project.fileName) has each import erase what is older.",
                        "Termijn: tot u het wist; met retention: N in \(Project.fileName) wist elke import wat ouder is."
                    ),
            ]))
        let columns = tables.flatMap { table, columns in
            columns.map { Held(table: table, column: $0, purpose: .of(table, $0)) }
        }
        let files = StoredFile.allCases.map {
            Held(table: "mql-data", column: $0.rawValue, purpose: $0.purpose)
        }
        document.blocks.append(.table(Table(Self.registerFields, columns + files)))
        return document
    }

    /// A column or a file that is kept, and why.
    package struct Held {
        let table: String
        let column: String
        let purpose: Purpose
    }

    package static let registerFields: [Field<Held>] = [
        Field("table", "Table", "Tabel", .held, .text) { .text($0.table) },
        Field("column", "Column", "Kolom", .held, .text) { .text($0.column) },
        Field("personal", "Personal", "Persoonlijk", .held, .text) {
            .phrase(
                $0.purpose.isPersonal
                    ? Phrase(en: "yes", nl: "ja") : Phrase(en: "no", nl: "nee"))
        },
        Field("purpose", "Purpose", "Doel", .held, .text) { described($0.purpose.text) },
        Field("ending", "When erased or too old", "Bij wissen of te oud", .held, .text) {
            described($0.purpose.ending?.phrase)
        },
    ]

    private static func described(_ phrase: Phrase?) -> Cell {
        phrase.map(Cell.phrase) ?? .absent(Phrase(en: "not described", nl: "niet beschreven"))
    }
}
