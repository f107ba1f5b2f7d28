import ArgumentParser
import Quantities
import Store
import Valuation
import Workbench

struct RulesSignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: CallLanguage.said(
            "Write down who agreed on a rule book, on which day, and on what exactly.",
            "Leg vast wie het over een regelboek eens is, op welke dag, en waarover precies."),
        discussion: CallLanguage.said(
            """
            mql rules sign ours.yaml --by marketing sales
            Writes one line into the file. mql rules check tells when the rules changed after that.
            """,
            """
            mql rules sign ours.yaml --by marketing sales
            Schrijft één regel in het bestand. mql rules check meldt het als de regels daarna veranderd zijn.
            """)
    )

    @Argument(
        help: .said(
            "The path of your rule book.",
            "Het pad van uw regelboek."))
    var rules: String

    @Option(
        parsing: .upToNextOption,
        help: .said(
            "Who agreed: marketing sales.",
            "Wie akkoord is: marketing sales."))
    var by: [String]

    @Option(
        help: .said(
            "The day on which they did. Default: today.",
            "De dag waarop. Standaard: vandaag."), transform: { try DayArgument.read($0) })
    var on: Day?

    @Option(
        help: .said(
            "en or nl.",
            "en of nl."))
    var lang: Language?

    func validate() throws {
        if by.isEmpty {
            throw ValidationError(
                en: "Who agreed? Add --by marketing sales.",
                nl: "Wie is akkoord? Geef --by marketing sales.")
        }
    }

    func run() throws {
        let day = try on ?? Clock.today(in: RuleFiles.ruleBook(rules).zone)
        let signed = try SignOff.sign(rules, by: by, on: day)
        // Who signed stands in the file; that it was signed, and what, in the log of the workspace too.
        if let workspace = Workspace.here() {
            try workspace.note(
                Workspace.terms(at: nil, actor: Terminal.user), .sign,
                "\(signed.name) \(signed.version) \(signed.of)")
        }
        let who = signed.by.joined(separator: ", ").visible
        Terminal.print(
            Phrase(
                en:
                    "\(signed.name) \(signed.version) signed by \(who) on \(signed.on) as \(signed.of).\n",
                nl:
                    "\(signed.name) \(signed.version) getekend door \(who) op \(signed.on) als \(signed.of).\n"
            ).text(lang ?? CurrentProject.language ?? .en))
    }
}
