import ArgumentParser
import Quantities
import Reports
import Workbench

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: CallLanguage.said(
            "Whether the workspace is whole, and only yours.",
            "Of de werkruimte heel is, en alleen van u."),
        discussion: CallLanguage.said(
            """
            mql doctor

            Every row is held against the sum that was kept when it was imported; the log against itself. \
            Ends with 1 where something is wrong.
            """,
            """
            mql doctor

            Elke rij wordt vergeleken met de som die bij het importeren is bewaard; het logboek met zichzelf. \
            Eindigt met 1 als er iets mis is.
            """)
    )

    @OptionGroup var output: OutputOptions

    func run() throws {
        let found = try Workspace.needed().checkup()
        var isSound = false
        try output.print {
            let report = CheckupReport(
                found.database, openToOthers: found.openToOthers, oddFiles: found.oddFiles, $0)
            isSound = report.isSound
            return report
        }
        if !isSound { throw ExitCode(1) }
    }
}

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: CallLanguage.said(
            "Copy the workspace's database, also while it is used.",
            "Kopieer de database van de werkruimte, ook terwijl die in gebruik is."),
        discussion: CallLanguage.said(
            """
            mql backup
            mql backup --to /media/usb/mql-2026-09.sqlite

            The key is not in it: keep a copy of mql-data/key too, elsewhere.
            """,
            """
            mql backup
            mql backup --to /media/usb/mql-2026-09.sqlite

            De sleutel zit er niet in: bewaar ook een kopie van mql-data/key, op een andere plek.
            """)
    )

    @Option(
        help: .said(
            "The file to write. Default: one by the day, in mql-data/backups.",
            "Het bestand om te schrijven. Standaard: een met de dag in de naam, in mql-data/backups."
        ))
    var to: String?

    @Flag(
        help: .said(
            "Write over a plain file that is there already.",
            "Overschrijf een gewoon bestand dat al bestaat."))
    var force = false

    @OptionGroup var change: ChangeOptions

    @Option(
        name: .customLong("lang"),
        help: .said(
            "en or nl.",
            "en of nl."))
    var chosen: Language?

    func run() throws {
        let say = Wording(chosen ?? CurrentProject.language ?? .en)
        let file = try to.map { try Outputs.file($0, for: "--to", takesPipes: false) }
        let path = try Workspace.needed().backUp(to: file, change.terms()).visible
        Terminal.print(say("Copied to \(path)\n", "Gekopieerd naar \(path)\n"))
    }
}

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: CallLanguage.said(
            "Put a backup in the place of what is in the workspace.",
            "Zet een back-up in de plaats van wat in de werkruimte staat."),
        discussion: CallLanguage.said(
            """
            mql restore mql-data/backups/2026-09-30-1790000000.sqlite --yes

            What is here is kept as a backup first. Who was erased since the backup was made is erased from \
            it before it is used.
            """,
            """
            mql restore mql-data/backups/2026-09-30-1790000000.sqlite --yes

            Wat er nu is wordt eerst als back-up bewaard. Wie sinds de back-up gewist is, wordt ook daaruit \
            gewist voordat die wordt gebruikt.
            """)
    )

    @Argument(
        help: .said(
            "The backup.",
            "De back-up."))
    var file: String

    @OptionGroup var change: ChangeOptions
    @OptionGroup var certainty: CertaintyOptions

    @Option(
        name: .customLong("lang"),
        help: .said(
            "en or nl.",
            "en of nl."))
    var chosen: Language?

    func run() throws {
        let say = Wording(chosen ?? CurrentProject.language ?? .en)
        let workspace = try Workspace.needed()
        try certainty.ask(
            say(
                "This puts \(file.visible) in the place of what is in \(Workspace.folderName).",
                "Dit zet \(file.visible) in de plaats van wat in \(Workspace.folderName) staat."),
            "restore", say)
        let result = try workspace.restore(file, try Request.ofProject(), change.terms())
        Terminal.print(
            say(
                "Restored. What was here is \(result.kept)\n",
                "Teruggezet. Wat hier was is \(result.kept)\n"))
        if result.erased > 0 {
            Terminal.print(
                say(
                    "\(say.count(result.erased, .lead)) erased since then: erased from it again.\n",
                    "\(say.count(result.erased, .lead)) sindsdien gewist: er opnieuw uit gewist.\n")
            )
        }
    }
}

/// Asked before something that cannot be taken back.
struct CertaintyOptions: ParsableArguments {
    @Flag(
        help: .said(
            "Do not ask; for scripts.",
            "Vraag niets; voor scripts."))
    var yes = false

    func ask(_ what: String, _ word: String, _ say: Wording) throws {
        guard !yes else { return }
        guard Terminal.isInteractive else {
            Terminal.complain(
                what
                    + say(
                        " Nobody is here to ask: add --yes to go on.",
                        " Er is niemand om het te vragen: voeg --yes toe om door te gaan."))
            throw ExitCode(2)
        }
        Terminal.complain(
            what + say(" Type \(word) to go on.", " Typ \(word) om door te gaan."))
        guard Terminal.answer() == word else {
            Terminal.complain(say("Nothing was changed.", "Er is niets veranderd."))
            throw ExitCode(1)
        }
    }
}

extension Request {
    /// The rules of the project of this folder.
    static func ofProject(_ rules: String? = nil) throws -> Request {
        var request = Request()
        let project = try CurrentProject.project
        request.project = project
        request.rules = rules ?? project?.rules ?? request.rules
        return request
    }
}
