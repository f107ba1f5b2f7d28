import ArgumentParser
import Intake
import Quantities
import Reports
import Store
import Workbench

struct PrivacyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "privacy",
        abstract: CallLanguage.said(
            "What the workspace holds of a person, erasing it, and what is kept of whom.",
            "Wat de werkruimte van een persoon bewaart, dat wissen, en wat van wie bewaard wordt."),
        discussion: """
            mql privacy export anna@example.com --format html --to anna.html
            mql privacy erase anna@example.com
            mql privacy retention --months 36
            """,
        subcommands: [
            Export.self, Erase.self, Object.self, Retention.self, Register.self, Log.self,
            Clear.self, Marks.self, Assessment.self,
        ]
    )

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: CallLanguage.said(
                "Everything that is held of a person, to give to that person.",
                "Alles wat van een persoon bewaard wordt, om aan die persoon te geven."),
            discussion: "mql privacy export anna@example.com --format html --to anna.html")

        @Argument(
            help: .said(
                "An e-mail address or the id of a lead.",
                "Een e-mailadres of het nummer van een lead."))
        var who: String

        @OptionGroup var change: ChangeOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let workspace = try Workspace.needed()
            let (person, others) = try workspace.findOne(who, Request.ofProject())
            if !others.isEmpty {
                let ids = others.map(\.quoted).joined(separator: ", ")
                let say = Wording(output.lang)
                Terminal.complain(
                    say(
                        "The same address stands under others, of whom nothing is told here: \(ids).",
                        "Hetzelfde adres staat bij anderen, van wie hier niets staat: \(ids)."))
            }
            let files = try workspace.files(of: person, change.terms())
            try output.print { PersonReport(files, $0) }
        }
    }

    struct Erase: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: CallLanguage.said(
                "Erase a person for good. Totals stand, and an old export brings nobody back.",
                "Wis een persoon voorgoed. Totalen blijven, en een oude export brengt niemand terug."
            ),
            discussion: "mql privacy erase anna@example.com")

        @Argument(
            help: .said(
                "An e-mail address or the id of a lead.",
                "Een e-mailadres of het nummer van een lead."))
        var who: String

        @Option(
            help: .said(
                "The rule book by which totals are kept. Default: that of mql.yaml, else b2b.",
                "Het regelboek waarmee totalen worden bewaard. Standaard: dat van mql.yaml, of b2b."
            ))
        var rules: String?

        @OptionGroup var change: ChangeOptions
        @OptionGroup var certainty: CertaintyOptions

        @Option(
            name: .customLong("lang"),
            help: .said(
                "en or nl.",
                "en of nl."))
        var chosen: Language?

        func run() throws {
            let lang = chosen ?? CurrentProject.language ?? .en
            let say = Wording(lang)
            let workspace = try Workspace.needed()
            let (person, others) = try workspace.findOne(who, Request.ofProject(rules))
            if !others.isEmpty {
                let ids = others.map(\.quoted).joined(separator: ", ")
                Terminal.complain(
                    say(
                        "The same address stands under others, who stay: \(ids). Erase them by their ids if they are meant too.",
                        "Hetzelfde adres staat bij anderen, die blijven: \(ids). Wis hen met hun nummers als zij ook bedoeld zijn."
                    ))
            }
            let (leads, rows) = (
                say.count(person.leads.count, .lead), say.count(person.rejected, .row)
            )
            try certainty.ask(
                person.leads.isEmpty
                    ? say(
                        "This erases \(rows) that were rejected and kept, for good.",
                        "Dit wist \(rows) die geweigerd en bewaard zijn, voorgoed.")
                    : say(
                        "This erases \(leads) for good.", "Dit wist \(leads) voorgoed."),
                "erase", say)
            try PrivacyCommand.erase(person, workspace, rules, change.terms(), lang)
        }
    }

    /// Erases leads, and tells what that did.
    fileprivate static func erase(
        _ person: FoundPerson, _ workspace: Workspace, _ rules: String?, _ terms: ChangeTerms,
        _ lang: Language
    ) throws {
        let erasure = try workspace.erase(person, Request.ofProject(rules), terms)
        Terminal.print(PrivacyText(Wording(lang)).erased(erasure).map { $0 + "\n" }.joined())
    }

    struct Object: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: CallLanguage.said(
                "Stop judging a person who objects: counted, and in no list.",
                "Beoordeel niet langer wie bezwaar maakt: wel geteld, en in geen lijst."),
            discussion: "mql privacy object anna@example.com")

        @Argument(
            help: .said(
                "An e-mail address or the id of a lead.",
                "Een e-mailadres of het nummer van een lead."))
        var who: String

        @Option(
            help: .said(
                "The rule book by which totals are kept. Default: that of mql.yaml, else b2b.",
                "Het regelboek waarmee totalen worden bewaard. Standaard: dat van mql.yaml, of b2b."
            ))
        var rules: String?

        @OptionGroup var change: ChangeOptions

        @Option(
            name: .customLong("lang"),
            help: .said(
                "en or nl.",
                "en of nl."))
        var chosen: Language?

        func run() throws {
            let say = Wording(chosen ?? CurrentProject.language ?? .en)
            let workspace = try Workspace.needed()
            let (person, others) = try workspace.findOne(who, Request.ofProject(rules))
            let ids = person.leads
            if !others.isEmpty {
                let ids = others.map(\.quoted).joined(separator: ", ")
                Terminal.complain(
                    say(
                        "The same address stands under others, who have not objected: \(ids). Name them by their ids if they are meant too.",
                        "Hetzelfde adres staat bij anderen, die geen bezwaar hebben gemaakt: \(ids). Noem hen met hun nummers als zij ook bedoeld zijn."
                    ))
            }
            guard !ids.isEmpty else {
                Terminal.print(
                    say(
                        "Only rows that were rejected are about them: those are in no list and not judged. Erase "
                            + "them, or object again once they are corrected and imported.\n",
                        "Alleen geweigerde rijen gaan over deze persoon: die staan in geen lijst en zijn niet "
                            + "beoordeeld. Wis ze, of leg het bezwaar opnieuw vast als ze hersteld en geïmporteerd "
                            + "zijn.\n"))
                return
            }
            try workspace.object(ids, Request.ofProject(rules), change.terms())
            let lists = try workspace.lists(of: ids)
            defer {
                let lines = PrivacyText(Wording(chosen ?? CurrentProject.language ?? .en)).blanks(
                    lists)
                Terminal.print(lines.map { $0 + "\n" }.joined())
            }
            Terminal.print(
                say(
                    "\(say.count(ids.count, .lead)) not judged any more: counted as before, and in no list.\n",
                    "\(say.count(ids.count, .lead)) niet meer beoordeeld: geteld als eerst, en in geen lijst.\n"
                ))
        }
    }

    struct Retention: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: CallLanguage.said(
                "Find, and with --erase erase, who nothing has happened with for so long.",
                "Vind, en wis met --erase, met wie zo lang niets gebeurd is."),
            discussion: """
                mql privacy retention --months 36
                mql privacy retention --months 36 --erase
                """)

        @Option(
            help: .said(
                "After how many months without anything a lead is too old to keep.",
                "Na hoeveel maanden zonder activiteit een lead te oud is om te bewaren."))
        var months: Int

        @Flag(
            help: .said(
                "Erase them.",
                "Wis ze."))
        var erase = false

        @Option(
            help: .said(
                "The rule book by which totals are kept. Default: that of mql.yaml, else b2b.",
                "Het regelboek waarmee totalen worden bewaard. Standaard: dat van mql.yaml, of b2b."
            ))
        var rules: String?

        @OptionGroup var change: ChangeOptions
        @OptionGroup var certainty: CertaintyOptions

        @Option(
            name: .customLong("lang"),
            help: .said(
                "en or nl.",
                "en of nl."))
        var chosen: Language?

        func validate() throws {
            guard (1...1200).contains(months) else {
                throw ValidationError(
                    en: "--months is a number from 1 to 1200.",
                    nl: "--months is een getal van 1 tot 1200.")
            }
        }

        func run() throws {
            let lang = chosen ?? CurrentProject.language ?? .en
            let say = Wording(lang)
            let workspace = try Workspace.needed()
            let terms = change.terms()
            let request = try Request.ofProject(rules)
            let overdue = try workspace.overdue(months, request, terms)
            let report = PrivacyText(Wording(lang))
            Terminal.print(report.overdue(overdue, withNames: !erase).map { $0 + "\n" }.joined())
            guard erase, !overdue.isEmpty else { return }
            let leads = say.count(overdue.leads.count, .lead)
            try certainty.ask(
                say(
                    "This erases \(leads) and the old files for good.",
                    "Dit wist \(leads) en de oude bestanden voorgoed."), "erase", say)
            let erasure = try workspace.erase(overdue, request, terms)
            if let erasure { Terminal.print(report.erased(erasure).map { $0 + "\n" }.joined()) }
        }
    }

    struct Register: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: CallLanguage.said(
                "Every column that is kept, whether it is personal, and what it is for.",
                "Elke kolom die bewaard wordt, of die persoonlijk is, en waarvoor."),
            discussion: "mql privacy register --lang nl")

        @OptionGroup var output: OutputOptions

        func run() throws {
            let columns = try Workspace.needed().columns()
            let months = try CurrentProject.project?.retention
            try output.print { RegisterReport(columns, months: months, $0) }
        }
    }

    struct Log: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: CallLanguage.said(
                "Who did what and when. Of whom is not in it.",
                "Wie wat deed en wanneer. Over wie staat er niet in."),
            discussion: "mql privacy log")

        @OptionGroup var output: OutputOptions

        func run() throws {
            let entries = try Workspace.needed().auditLog()
            try output.print { AuditLogReport(entries, $0) }
        }
    }

    struct Clear: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: CallLanguage.said(
                "Clear off the disk what was erased while another mql was reading.",
                "Haal van de schijf wat gewist is terwijl een ander mql las."),
            discussion: "mql privacy clear")

        @Option(
            name: .customLong("lang"),
            help: .said(
                "en or nl.",
                "en of nl."))
        var chosen: Language?

        func run() throws {
            let say = Wording(chosen ?? CurrentProject.language ?? .en)
            guard try Workspace.needed().clear() else {
                Terminal.complain(
                    say(
                        "Another mql is still reading: close it, and do this again.",
                        "Een ander mql leest nog: sluit het, en doe dit opnieuw."))
                throw ExitCode(1)
            }
            Terminal.print(say("Cleared.\n", "Opgeruimd.\n"))
        }
    }

    struct Marks: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: CallLanguage.said(
                "The marks by which who was erased stays erased; --renew where they are damaged.",
                "De kenmerken waarmee gewist blijft wie gewist is; --renew waar ze beschadigd zijn."
            ),
            discussion: CallLanguage.said(
                """
                mql privacy marks
                mql privacy marks --renew

                They stand in the database and in mql-data/erased. Where that file is lost or damaged and there \
                is no copy of it, --renew writes it of what can be read and of what the database knows.
                """,
                """
                mql privacy marks
                mql privacy marks --renew

                Ze staan in de database en in mql-data/erased. Is dat bestand weg of beschadigd en is er geen \
                kopie van, dan schrijft --renew het van wat te lezen is en van wat de database weet.
                """))

        @Flag(
            help: .said(
                "Write them anew, of what can be read of them and of what the database knows.",
                "Schrijf ze opnieuw, van wat ervan te lezen is en van wat de database weet."))
        var renew = false

        @OptionGroup var certainty: CertaintyOptions

        @Option(
            name: .customLong("lang"),
            help: .said(
                "en or nl.",
                "en of nl."))
        var chosen: Language?

        func run() throws {
            let say = Wording(chosen ?? CurrentProject.language ?? .en)
            guard renew else {
                let count = try Workspace.needed().markCount()
                Terminal.print(
                    say(
                        "\(count) marks of ids and addresses; file and database know the same.\n",
                        "\(count) kenmerken van nummers en adressen; bestand en database weten hetzelfde.\n"
                    ))
                return
            }
            try certainty.ask(
                say(
                    "What cannot be read of the marks is lost: who it stood for can come back.",
                    "Wat van de kenmerken niet te lezen is, is weg: wie erin stond kan terugkomen."),
                "renew", say)
            let result = try Workspace().renewMarks()
            Terminal.print(
                say(
                    "\(result.marks) marks are written.\n",
                    "\(result.marks) kenmerken geschreven.\n"))
            if result.lost > 0 {
                Terminal.print(
                    say(
                        "\(result.lost) lines could not be read: erase those persons again should they come back.\n",
                        "\(result.lost) regels waren niet te lezen: wis die personen opnieuw als ze terugkomen.\n"
                    ))
            }
            if result.erased > 0 {
                Terminal.print(
                    say(
                        "\(say.count(result.erased, .lead)) that were back are erased again.\n",
                        "\(say.count(result.erased, .lead)) die terug waren zijn opnieuw gewist.\n")
                )
            }
        }
    }
}
