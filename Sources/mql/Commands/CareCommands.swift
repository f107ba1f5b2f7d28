import ArgumentParser
import Quantities
import Reports
import Workbench

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Whether the workspace is whole, and only yours.",
        discussion: """
            mql doctor

            Every row is held against the sum that was kept when it was imported; the log against itself.
            Ends with 1 where something is wrong.
            """
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
        abstract: "Copy the workspace's database, also while it is used.",
        discussion: """
            mql backup
            mql backup --to /media/usb/mql-2026-09.sqlite

            The key is not in it: keep a copy of mql-data/key too, elsewhere.
            """
    )

    @Option(help: "The file to write. Default: one by the day, in mql-data/backups.")
    var to: String?

    @Flag(help: "Write over a plain file that is there already.")
    var force = false

    @OptionGroup var change: ChangeOptions

    @Option(name: .customLong("lang"), help: "en or nl.")
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
        abstract: "Put a backup in the place of what is in the workspace.",
        discussion: """
            mql restore mql-data/backups/2026-09-30-1790000000.sqlite --yes

            What is here is kept as a backup first. Who was erased since the backup was made is erased from
            it before it is used.
            """
    )

    @Argument(help: "The backup.")
    var file: String

    @OptionGroup var change: ChangeOptions
    @OptionGroup var certainty: CertaintyOptions

    @Option(name: .customLong("lang"), help: "en or nl.")
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
    @Flag(help: "Do not ask; for scripts.")
    var yes = false

    func ask(_ what: String, _ word: String, _ say: Wording) throws {
        guard !yes else { return }
        guard Terminal.isInteractive else {
            Terminal.complain(
                what
                    + say(
                        " Nobody is here to ask: add --yes to go on.",
                        " Er is niemand om het te vragen: voeg --yes toe om door te gaan."))
            Terminal.exit(2)
        }
        Terminal.complain(
            what + say(" Type \(word) to go on.", " Typ \(word) om door te gaan."))
        guard Terminal.answer() == word else {
            Terminal.complain(say("Nothing was changed.", "Er is niets veranderd."))
            Terminal.exit(1)
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
