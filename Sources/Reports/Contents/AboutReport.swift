package import Analysis
internal import Funnels
package import Intake
package import Quantities
package import Valuation

/// One page for whoever takes this over: each file and where it comes from, what was answered by whom, the rule book,
/// what was decided, who may come in, and what to do on which day.
package struct AboutReport: Report {
    private let about: About
    private let figures: Figures
    private let book: RuleBook
    package let context: ReportContext

    /// What the folder has beside its figures.
    package struct About: Sendable {
        package var files: [File] = []
        /// Keys of mql.yaml with the values that were answered.
        package var answers: [(key: String, value: String)] = []
        package var decided: [DecisionOutcome] = []
        package var tokens: [Token] = []
        /// Copies of the database, the last one last; nil without a workspace.
        package var backups: [String]?
        /// Whether what was signed is what the rule book says now; nil where nobody signed.
        package var isSigned: Bool?
        /// Files of one's own that a new machine needs.
        package var ownFiles: [String] = []

        package init() {}
    }

    /// A file, or the imports of one kind.
    package struct File: Sendable {
        package let name: String
        package let vendor: String?
        package let kinds: [FactKind]
        package let rows: Int
        package let until: Day?
        /// How it is exported, in the words of who does; nil where nobody wrote that down.
        package let how: String?
        /// On how many days it was imported, and how many days lay between them as a rule.
        package let imports: Int?
        package let rhythm: Int?

        package init(
            name: String, vendor: String?, kinds: [FactKind], rows: Int, until: Day?, how: String?,
            imports: Int? = nil, rhythm: Int? = nil
        ) {
            (self.name, self.vendor, self.kinds, self.rows) = (name, vendor, kinds, rows)
            (self.until, self.how, self.imports, self.rhythm) = (until, how, imports, rhythm)
        }
    }

    /// Who may use the service.
    package struct Token: Sendable {
        let name: String
        let role: String
        let until: Day?

        package init(name: String, role: String, until: Day?) {
            (self.name, self.role, self.until) = (name, role, until)
        }
    }

    package init(
        _ about: About, _ figures: Figures, _ book: RuleBook,
        _ context: ReportContext = ReportContext()
    ) {
        (self.about, self.figures, self.book, self.context) = (about, figures, book, context)
    }

    private var usesWorkspace: Bool { about.backups != nil }

    package var document: Document {
        let firm = context.firm.map { " · \($0)" } ?? ""
        let asOf = say.asOf(figures.question.observed)
        var document = Document(
            say(
                "For whoever takes this over\(firm) · \(asOf)",
                "Voor wie dit overneemt\(firm) · \(asOf)"))
        document.saysCommands = true
        document.add(
            .paragraph(
                usesWorkspace
                    ? say(
                        "This folder tells what a marketing qualified lead costs and is worth, per source. What was "
                            + "exported is kept in mql-data, what was agreed in mql.yaml; in this folder mql report needs "
                            + "no options.",
                        "Deze map zegt wat een marketing qualified lead kost en waard is, per bron. Wat is geëxporteerd "
                            + "staat in mql-data, wat is afgesproken in mql.yaml; in deze map heeft mql report geen opties "
                            + "nodig.")
                    : say(
                        "This folder tells what a marketing qualified lead costs and is worth, per source. The exports "
                            + "below are read anew each time, what was agreed stands in mql.yaml; in this folder mql report "
                            + "needs no options.",
                        "Deze map zegt wat een marketing qualified lead kost en waard is, per bron. De exports hieronder "
                            + "worden elke keer opnieuw gelezen, wat is afgesproken staat in mql.yaml; in deze map heeft mql "
                            + "report geen opties nodig.")))
        document.section(say("What to do", "Wat te doen"), .labelled(duties))
        document.section(
            say("Files", "Bestanden"),
            .labelled(about.files.map { ($0.name.quoted, describe($0)) }),
            .lines(notSaidHow))
        document.section(
            say("What was answered", "Wat is geantwoord"), .list(answers), .lines(unsaid))
        document.section(say("Rule book", "Regelboek"), .lines(rules))
        document.section(
            say("Open decisions", "Openstaande besluiten"),
            .list(DecisionsReport.lines(about.decided, say)))
        document.section(say("Who may come in", "Wie erbij mag"), .lines(access))
        document.section(
            say("If this machine is lost", "Als deze machine verloren gaat"), .lines(restore))
        document.dataTable = Table(Self.dataFields, about.files)
        return document
    }

    // MARK: Files

    private func describe(_ file: File) -> [String] {
        var lines: [String] = []
        let product = file.vendor.map { say.export($0) }
        let kinds = file.kinds.map { say.text(Self.name($0)) }.joined(separator: ", ")
        lines.append(
            (product.map { [$0] } ?? []).joined() + (product == nil ? kinds : " (\(kinds))"))
        if let menu = file.vendor.flatMap(Self.menu) {
            lines.append(say("Where: \(say.text(menu))", "Waar: \(say.text(menu))"))
        }
        if let how = file.how { lines.append(say("How: \(how)", "Hoe: \(how)")) }
        var when: [String] = []
        if let until = file.until {
            when.append(say("goes to \(say.day(until))", "gaat tot \(say.day(until))"))
        }
        if let rhythm = file.rhythm, let imports = file.imports {
            let (days, count) = (say.count(rhythm, .day), numbers.count(imports))
            when.append(
                say(
                    "comes about every \(days) (\(count) imports)",
                    "komt ongeveer elke \(days) (\(count) keer geïmporteerd)"))
        } else if usesWorkspace {
            when.append(
                say("imported on one day so far", "tot nu toe op één dag geïmporteerd"))
        }
        if !when.isEmpty { lines.append(when.joined(separator: ", ").firstLetterCapital) }
        return lines
    }

    private var notSaidHow: [String] {
        let files = about.files.filter { $0.how == nil }.map(\.name.quoted)
        guard !files.isEmpty else { return [] }
        let list = files.joined(separator: ", ")
        return [
            say(
                "With which filter or view these are exported is not written down (how_exported in mql.yaml): \(list).",
                "Met welk filter of welke weergave deze worden geëxporteerd is niet vastgelegd (how_exported in mql.yaml): "
                    + "\(list).")
        ]
    }

    private static func name(_ kind: FactKind) -> Phrase {
        switch kind {
        case .lead: Phrase("leads")
        case .activity: Phrase(en: "what leads did", nl: "wat leads deden")
        case .stage: Phrase(en: "stages", nl: "fasen")
        case .deal: Phrase("deals")
        case .order: Phrase(en: "orders", nl: "orders")
        case .spend: Phrase(en: "spend", nl: "uitgaven")
        case .plan: Phrase("plan")
        }
    }

    /// Where in a product the export is made; nil where that is not known here.
    private static func menu(_ vendor: String) -> Phrase? {
        switch vendor {
        case "HubSpot contacts":
            Phrase("CRM > Contacts > Export, all properties, column headers in English")
        case "HubSpot deals":
            Phrase("CRM > Deals > Export, all properties, column headers in English")
        case "Salesforce leads", "Salesforce opportunities":
            Phrase("Reports > Export > Details Only")
        case "Pipedrive deals": Phrase("Deals > list view > Export filter results")
        case "Pipedrive leads": Phrase("Leads Inbox > list view > Export filter results")
        case "Mautic contacts": Phrase("Contacts > Export")
        case "Google Ads":
            Phrase("Campaigns > Segment > Time > Day, then Download > .csv")
        case "LinkedIn Campaign Manager":
            Phrase("Campaigns > Export > Campaign Performance, time breakdown Daily")
        case "Meta Ads Manager":
            Phrase("Campaigns > Breakdown > By time > Day, then Reports > Export table data")
        case "Microsoft Advertising":
            Phrase("Reports > Campaign performance, unit of time Day > Download")
        case "Business Central customer ledger entries":
            Phrase("Customer Ledger Entries > Open in Excel")
        case "Business Central sales invoices":
            Phrase("Posted Sales Invoices > Open in Excel")
        case "SAP Business One invoices": Phrase("Sales Analysis Report > Export to Excel")
        default: nil
        }
    }

    // MARK: Answers and rules

    private var answers: [String] {
        let given = figures.notes.answers
        return about.answers.map { answer in
            "\(answer.key): \(answer.value)\(say.said(given.first { $0.key == answer.key }))"
        } + AnswerNotes(figures, say).lines
    }

    /// What nobody has answered and changes most.
    private var unsaid: [String] {
        let known = Set(about.answers.map(\.key))
        let missing = ["margin", "hours_per_mql", "required_return"].filter {
            !known.contains($0)
        }
        guard !missing.isEmpty else { return [] }
        let list = missing.joined(separator: ", ")
        return [
            say(
                "Nobody has answered: \(list). mql start asks it.",
                "Niemand heeft geantwoord: \(list). mql start vraagt ernaar.")
        ]
    }

    private var rules: [String] {
        let (name, version) = (book.name, book.version)
        var lines = [
            "\(name) \(version), \(book.file.visible) "
                + "(\(String(book.fingerprint.description.prefix(12))))"
        ]
        let review = book.review
        if let on = review.on.map(say.day), !review.by.isEmpty {
            let by = review.by.joined(separator: say(" and ", " en "))
            lines.append(say("Signed by \(by) on \(on).", "Getekend door \(by) op \(on)."))
            if about.isSigned == false {
                lines.append(
                    say(
                        "It has changed since: mql rules show --diff tells what, mql rules sign signs it again.",
                        "Het is sindsdien veranderd: mql rules show --diff zegt wat, mql rules sign tekent opnieuw."
                    ))
            }
            if let days = review.againWithinDays, let day = review.on?.advanced(by: days) {
                lines.append(
                    say(
                        "To be looked at again by \(say.day(day)).",
                        "Opnieuw te bekijken voor \(say.day(day))."))
            }
        } else {
            lines.append(
                say(
                    "Signed by nobody: mql rules show, agree on it, and mql rules sign.",
                    "Door niemand getekend: mql rules show, word het erover eens, en mql rules sign."
                ))
        }
        return lines
    }

    // MARK: Access, backup

    private var access: [String] {
        guard usesWorkspace else {
            return [
                say(
                    "The files of this folder are its only door: whoever can read them can read all.",
                    "De bestanden van deze map zijn de enige deur: wie ze kan lezen, kan alles lezen."
                )
            ]
        }
        guard !about.tokens.isEmpty else {
            return [
                say(
                    "No token was made: mql serve lets in whoever starts it (mql token add).",
                    "Er is geen token gemaakt: mql serve laat toe wie het start (mql token add).")
            ]
        }
        return about.tokens.map { token in
            let until =
                token.until.map {
                    say(", until \(say.day($0))", ", tot en met \(say.day($0))")
                } ?? say(", without an end", ", zonder einde")
            return "\(token.name.visible): \(token.role)\(until)"
        }
    }

    private var restore: [String] {
        let own = about.ownFiles.map(\.visible).joined(separator: ", ")
        let files = say(
            "Copy to the new machine: \(own).", "Zet over naar de nieuwe machine: \(own).")
        guard let backups = about.backups else {
            return [
                files,
                say(
                    "The exports can be made anew; what stands in these files cannot.",
                    "De exports kunnen opnieuw worden gemaakt; wat in deze bestanden staat niet."),
            ]
        }
        let last =
            backups.last.map {
                say("The last backup is \($0.visible).", "De laatste back-up is \($0.visible).")
            }
            ?? say(
                "There is no backup yet: mql backup, and keep it on another machine.",
                "Er is nog geen back-up: mql backup, en bewaar hem op een andere machine.")
        return [
            files, last,
            say(
                "To put one back: mql restore FILE, then mql doctor.",
                "Terugzetten: mql restore BESTAND, en daarna mql doctor."),
        ]
    }

    // MARK: What to do

    private var duties: [(label: String, text: [String])] {
        let read =
            usesWorkspace
            ? say(
                "Export the files below, then: mql import FILE…",
                "Exporteer de bestanden hieronder, en dan: mql import BESTAND…")
            : say(
                "Export the files below to their names here, in the place of the old ones.",
                "Exporteer de bestanden hieronder onder hun naam hier, in plaats van de oude.")
        let look = say(
            "What is missing: mql check. What changed: mql digest.",
            "Wat ontbreekt: mql check. Wat veranderde: mql digest.")
        let calls = say(
            "For sales, whom to call first: mql leads --not-contacted",
            "Voor sales, wie eerst te bellen: mql leads --not-contacted")
        let page = say(
            "The page for management: mql justify --issue --format html --to page.html",
            "De pagina voor het management: mql justify --issue --format html --to pagina.html")
        let meeting = say(
            "The meeting of marketing and sales: mql review; what is decided there: mql decide",
            "Het overleg van marketing en sales: mql review; wat daar is besloten: mql decide")
        let month =
            usesWorkspace
            ? [page, meeting, say("A copy: mql backup", "Een kopie: mql backup")]
            : [page, meeting]
        return [
            (say("Every Monday", "Elke maandag"), [read, look, calls]),
            (say("At the end of a month", "Aan het eind van een maand"), month),
            (
                say("Each quarter", "Elk kwartaal"),
                [
                    say(
                        "The budget: mql budget --amount 15000 (the amount there is)",
                        "Het budget: mql budget --amount 15000 (het bedrag dat er is)"),
                    say(
                        "The definition: mql rules check, and mql rules sign once it is agreed",
                        "De definitie: mql rules check, en mql rules sign als het is afgesproken"),
                    say(
                        "Answers that are a year old: mql start asks them again",
                        "Antwoorden van een jaar oud: mql start vraagt ze opnieuw"),
                ]
            ),
        ]
    }

    // MARK: For programs

    private static let dataFields: [Field<File>] = [
        Field(data: "file", .text) { .text($0.name) },
        Field(data: "product", .text) { $0.vendor.map(Cell.text) ?? .blank },
        Field(data: "kinds", .text) {
            .text($0.kinds.map(\.rawValue).joined(separator: " "))
        },
        Field(data: "rows") { .count($0.rows) },
        Field(data: "until") { $0.until.map(Cell.day) ?? .blank },
        Field(data: "how", .text) { $0.how.map(Cell.text) ?? .blank },
        Field(data: "imports") { $0.imports.map(Cell.count) ?? .blank },
        Field(data: "rhythm_days") { $0.rhythm.map(Cell.count) ?? .blank },
    ]

    package var json: JSONValue {
        let english = Wording(.en)
        return .members([
            "schema": "mql.about/1", "as_of": figures.question.asOf,
            "data_until": figures.question.observed.data,
            "files": about.files.map { file in
                JSONValue.members([
                    "file": file.name, "product": file.vendor, "kinds": file.kinds.map(\.rawValue),
                    "rows": file.rows, "until": file.until, "how": file.how,
                    "imports": file.imports, "rhythm_days": file.rhythm,
                ])
            },
            "answers": about.answers.map { answer in
                let said = figures.notes.answers.first { $0.key == answer.key }?.said
                return JSONValue.members([
                    "key": answer.key, "value": answer.value, "by": said?.by, "on": said?.on,
                ])
            },
            "rule_book": JSONValue.members([
                "name": book.name, "version": book.version,
                "fingerprint": book.fingerprint.description, "signed_on": book.review.on,
                "signed_by": book.review.by, "is_as_signed": about.isSigned,
            ]),
            "decisions": about.decided.filter(\.decision.isOpen).map {
                DecisionText($0, english).json
            },
            "tokens": about.tokens.map { token in
                JSONValue.members([
                    "name": token.name, "role": token.role, "until": token.until,
                ])
            },
            "backups": about.backups, "own_files": about.ownFiles,
        ])
    }
}

extension String {
    fileprivate var firstLetterCapital: String { prefix(1).uppercased() + dropFirst() }
}
