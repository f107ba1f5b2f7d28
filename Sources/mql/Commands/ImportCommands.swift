import ArgumentParser
import Intake
import Quantities
import Reports
import Store
import Workbench

/// When a change is made and by whom: what the log of changes keeps.
struct ChangeOptions: ParsableArguments {
    @Option(
        help: .said(
            "When this is, such as 2026-10-01T09:00:00Z. Default: now.",
            "Wanneer dit is, zoals 2026-10-01T09:00:00Z. Standaard: nu."),
        transform: { text in
            guard let instant = MomentArgument.read(text) else {
                throw ValidationError(
                    en: "\(text.quoted) is not a moment. Write it as 2026-10-01T09:00:00Z.",
                    nl: "\(text.quoted) is geen moment. Schrijf het als 2026-10-01T09:00:00Z.")
            }
            return instant
        })
    var at: Instant?

    @Option(
        help: .said(
            "Who does this, for the log of changes. Default: the name you are logged in with.",
            "Wie dit doet, voor het logboek. Standaard: de naam waarmee u bent aangemeld."))
    var actor: String?

    func terms() -> ChangeTerms {
        Workspace.terms(at: at, actor: actor ?? Terminal.user)
    }
}

/// A moment as people type it, in UTC.
enum MomentArgument {
    /// The start of a day in any of the forms of days.
    private static func typed(_ text: String) -> Day? { try? TypedDay.read(text) }

    static func read(_ text: String) -> Instant? {
        let words = text.split(separator: "T", maxSplits: 1)
        guard let first = words.first, let day = Day(iso: first) ?? typed(text) else { return nil }
        let start = Int64(day.number) * 86_400
        guard words.count == 2, Day(iso: first) != nil else { return Instant(seconds: start) }
        let clock = words[1].split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 3, clock[2].hasSuffix("Z"), let hours = Int64(clock[0]),
            let minutes = Int64(clock[1]), let seconds = Int64(clock[2].dropLast()),
            (0..<24).contains(hours), (0..<60).contains(minutes), (0..<60).contains(seconds)
        else { return nil }
        return Instant(seconds: start + hours * 3600 + minutes * 60 + seconds)
    }
}

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: CallLanguage.said(
            "Make a workspace here, which keeps what you import.",
            "Maak hier een werkruimte, die bewaart wat u importeert."),
        discussion: CallLanguage.said(
            """
            mql init
            mql import contacts.csv deals.csv linkedin.csv

            It is the folder mql-data, which only you can open. Reading commands then need no --data.
            """,
            """
            mql init
            mql import contacts.csv deals.csv linkedin.csv

            Dat is de map mql-data, die alleen u kunt openen. Opdrachten die lezen hebben dan geen --data nodig.
            """)
    )

    @OptionGroup var change: ChangeOptions

    @Option(
        name: .customLong("lang"),
        help: .said(
            "en or nl.",
            "en of nl."))
    var lang: Language?

    func run() throws {
        try Workspace().create(change.terms())
        let say = Wording(lang ?? CurrentProject.language ?? .en)
        try askRetention(say)
        if let files = try? CurrentProject.project?.files, !files.isEmpty {
            Terminal.complain(
                say(
                    "From now on the workspace is read, and not the files of \(Project.fileName): import them.",
                    "Voortaan wordt de werkruimte gelezen, en niet de bestanden van \(Project.fileName): importeer ze."
                ))
        }
        Terminal.print(
            say(
                """
                \(Workspace.folderName) is ready, and only you can open it. Keep a copy of \(Workspace.folderName)/key elsewhere:
                with it those who are erased stay erased. Next: mql import FILE…

                """,
                """
                \(Workspace.folderName) is klaar, en alleen u kunt het openen. Bewaar een kopie van \(Workspace.folderName)/key elders:
                daarmee blijft wie gewist is gewist. Verder: mql import BESTAND…

                """))
    }
}

extension InitCommand {
    /// Asks how long persons are kept, where that was not answered and somebody is there to answer.
    private func askRetention(_ say: Wording) throws {
        guard try CurrentProject.project?.retention == nil else { return }
        guard Terminal.isInteractive else {
            Terminal.complain(
                say(
                    "Persons are kept until you erase them. To have each import erase who nothing has happened "
                        + "with for so many months, say it in \(Project.fileName): retention: 36",
                    "Personen worden bewaard tot u ze wist. Zet in \(Project.fileName) retention: 36 om bij elke "
                        + "import te wissen met wie zoveel maanden niets gebeurd is."))
            return
        }
        Terminal.complain(
            say(
                "After how many months without anything is a person erased? Such as 36. Enter: never.",
                "Na hoeveel maanden zonder iets wordt iemand gewist? Zoals 36. Enter: nooit."))
        while let line = Terminal.answer(), !line.isEmpty {
            guard let months = Int(line), Project.retentions.contains(months) else {
                Terminal.complain(
                    say("Write a number from 1 to 1200.", "Schrijf een getal van 1 tot 1200."))
                continue
            }
            try Project.keep(retention: months, in: Project.fileName)
            return
        }
    }
}

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: CallLanguage.said(
            "Add exports to the workspace. The same again changes nothing.",
            "Voeg exports aan de werkruimte toe. Hetzelfde nog eens verandert niets."),
        discussion: CallLanguage.said(
            """
            mql import contacts.csv deals.csv "Campaign report.csv"
            mql import contacts.csv --exported-on 2026-09-30

            Each file is added as a whole or not at all; one that lost much is refused. Of two versions of a lead the one changed last \
            counts (updated_at), else that of the later export: the day in the file's name, the one said \
            with --exported-on, or today. Ad spend takes the place of what was there of the same days.
            """,
            """
            mql import contacts.csv deals.csv "Campaign report.csv"
            mql import contacts.csv --exported-on 2026-09-30

            Elk bestand komt er in zijn geheel bij of niet; een waarvan veel wegviel wordt geweigerd. Van twee \
            versies van een lead telt de laatst gewijzigde (updated_at), anders die van de latere export: de dag \
            in de bestandsnaam, die van --exported-on, of vandaag. Advertentie-uitgaven komen in de plaats van \
            wat er van dezelfde dagen was.
            """)
    )

    @Argument(
        help: .said(
            "Exports of your CRM and of the platforms; - reads standard input.",
            "Exports van uw CRM en van de platforms; - leest de standaardinvoer."))
    var files: [String]

    @OptionGroup var tables: TableOptions

    @Option(
        help: .said(
            "The rule book, whose fields are kept beside the usual ones. Default: that of mql.yaml, else b2b.",
            "Het regelboek, waarvan de velden naast de gewone worden bewaard. Standaard: dat van mql.yaml, of b2b."
        )
    )
    var rules: String?

    @Option(
        help: .said(
            "Of which day the files are.",
            "Van welke dag de bestanden zijn."), transform: DayArgument.read)
    var exportedOn: Day?

    @Option(
        help: .said(
            "Write rejected rows to this file, to correct and import again.",
            "Schrijf geweigerde rijen naar dit bestand, om te verbeteren en opnieuw te importeren.")
    )
    var rejects: String?

    @Flag(
        help: .said(
            "Keep what is left of a file of which much was lost, which is refused otherwise.",
            "Bewaar wat er over is van een bestand waarvan veel wegviel; anders wordt het geweigerd."
        ))
    var acceptLoss = false

    @Option(
        help: .said(
            "In how many parts to work; what is kept is the same for any number.",
            "In hoeveel delen te werken; wat bewaard wordt is bij elk aantal hetzelfde."))
    var jobs: Int = Terminal.processors

    @OptionGroup var change: ChangeOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if files.filter({ $0 == "-" }).count > 1 {
            throw ValidationError(
                en: "Standard input (-) can be read only once.",
                nl: "Standaardinvoer (-) is maar één keer te lezen.")
        }
        if jobs < 1 || jobs > 1024 {
            throw ValidationError(
                en: "--jobs is a number from 1 to 1024.",
                nl: "--jobs is een getal van 1 tot 1024.")
        }
        if tables.strict, acceptLoss {
            throw ValidationError(
                en: "--strict and --accept-loss exclude each other.",
                nl: "--strict en --accept-loss sluiten elkaar uit.")
        }
    }

    func run() throws {
        let workspace = try Workspace.needed()
        var request = Request()
        let project = try CurrentProject.project
        request.project = project
        request.data = try ChosenFiles.expanded(files)
        tables.apply(to: &request, project)
        request.rules = rules ?? project?.rules ?? request.rules
        request.jobs = jobs
        // Those that nobody wants elsewhere are kept in the workspace.
        request.rejects = rejects ?? ""
        request.loss = tables.strict ? .strict : acceptLoss ? .accepted : .refused
        request.progress = Terminal.progress(output.lang)
        let run = ImportRun()
        // The service hears by itself that it is to end.
        let guarded = Call.current.isServed ? nil : Interruption(run, output.lang)
        var receipts: [ImportReceipt] = []
        var rejected: [RejectedRow] = []
        var failure: (any Error)?
        do {
            try workspace.add(
                request, change.terms(), exportedOn: exportedOn, order: Call.current.order,
                run: run,
                mayKeep: { guarded?.isDecided() },
                refused: { file in
                    guarded?.isOver()
                    rejected += file.reading.rejected
                    tell(file)
                },
                done: { receipt in
                    guarded?.isOver()
                    receipts.append(receipt)
                    let problems = ProblemReport.text(
                        ReportContext(output.lang, reading: receipt.reading))
                    if !problems.isEmpty { Terminal.complain(problems) }
                    if rejects == nil {
                        try keep(receipt.reading.rejected, of: [receipt], workspace)
                    } else {
                        rejected += receipt.reading.rejected
                    }
                })
            if let rejects { try RejectsOption.write(rejected, to: rejects, output.lang) }
        } catch {
            // What was added before stays, and is told.
            failure = error
            if rejects != nil {
                try? keep(receipts.flatMap(\.reading.rejected), of: receipts, workspace)
            }
        }
        guarded?.isOver()
        if !receipts.isEmpty {
            do { try show(receipts) } catch { failure = failure ?? error }
        }
        if let failure = failure as? FailedVerb {
            Terminal.complain(failure.message.text(output.lang))
        }
        if failure != nil || !run.isWhole {
            for line in run.lines(output.lang) { Terminal.complain(line) }
        }
        if let failure {
            throw ExitCode((failure as? FailedVerb)?.cause.rawValue ?? 1)
        }
        if let months = project?.retention { try retain(months, workspace, request) }
        if !run.isWhole { throw ExitCode(FailedVerb.Cause.badData.rawValue) }
    }

    /// Why a file was refused.
    private func tell(_ file: RefusedFile) {
        let say = Wording(output.lang)
        if let loss = file.loss {
            Terminal.complain(LossReport.text(loss, output.lang))
        }
        let problems = ProblemReport.text(
            ReportContext(output.lang, reading: file.reading))
        if !problems.isEmpty { Terminal.complain(problems) }
        Terminal.complain(
            file.loss == nil
                ? say(
                    "--strict: a row was rejected, and nothing is kept.",
                    "--strict: een rij is geweigerd, en er wordt niets bewaard.")
                : say(
                    "Correct the file and import it again; --accept-loss keeps the rows that could be taken.",
                    "Herstel het bestand en importeer het opnieuw; --accept-loss bewaart de rijen die over te "
                        + "nemen waren."))
    }

    /// Keeps rejected rows in the workspace, to be mended.
    private func keep(
        _ rows: [RejectedRow], of receipts: [ImportReceipt], _ workspace: Workspace
    ) throws {
        guard let number = receipts.first?.record.number else { return }
        for path in try workspace.keep(ProblemReport.rejects(rows), of: number) {
            Terminal.complain(
                Phrase(
                    en: "Rejected rows are in \(path.visible), to correct and import again.",
                    nl:
                        "Geweigerde rijen staan in \(path.visible), om te herstellen en opnieuw te importeren."
                ).text(output.lang))
        }
    }

    /// Erases who is kept longer than was agreed, or says how many are where that cannot be.
    private func retain(_ months: Int, _ workspace: Workspace, _ request: Request) throws {
        let terms = change.terms()
        let report = PrivacyText(Wording(output.lang))
        let overdue = try workspace.overdue(months, request, terms)
        guard !overdue.isEmpty else { return }
        do {
            let erasure = try workspace.erase(overdue, request, terms)
            Terminal.complain(
                report.retained(overdue, months: months, erasure).joined(separator: "\n"))
        } catch let error as FailedVerb {
            Terminal.complain(report.overdue(overdue, withNames: false).joined(separator: "\n"))
            Terminal.complain(error.message.text(output.lang))
        }
    }

    private func show(_ receipts: [ImportReceipt]) throws {
        try output.print { ImportReport(receipts, $0) }
    }
}
