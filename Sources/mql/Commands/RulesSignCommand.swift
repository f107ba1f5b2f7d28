import ArgumentParser
import Quantities
import Store
import Valuation
import Workbench

struct RulesSignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Write down who agreed on a rule book, on which day, and on what exactly.",
        discussion: """
            mql rules sign ours.yaml --by marketing sales
            Writes one line into the file. mql rules check tells when the rules changed after that.
            """
    )

    @Argument(help: "The path of your rule book.")
    var rules: String

    @Option(parsing: .upToNextOption, help: "Who agreed: marketing sales.")
    var by: [String]

    @Option(
        help: "The day on which they did. Default: today.", transform: { try DayArgument.read($0) })
    var on: Day?

    @Option(help: "en or nl.")
    var lang: Language?

    func validate() throws {
        if by.isEmpty {
            throw ValidationError(
                en: "Who agreed? Say --by marketing sales.",
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
