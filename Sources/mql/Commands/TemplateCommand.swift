import ArgumentParser
import Intake
import Quantities
import Workbench

struct TemplateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: CallLanguage.said(
            "A file to fill in: leads, activities, stages, deals, spend, plan, fair or rules.",
            "Een bestand om in te vullen: leads, activities, stages, deals, spend, plan, fair of rules."
        ),
        discussion: """
            mql template plan --period 2027 --sources google-ads linkedin-ads > plan.csv
            mql template spend > spend.csv
            mql template fair --lang nl > beurs.csv
            mql template rules > ours.yaml
            """
    )

    @Argument(
        help: .said(
            "leads, activities, stages, deals, spend, plan, fair or rules.",
            "leads, activities, stages, deals, spend, plan, fair of rules."))
    var name: String

    @Option(
        help: .said(
            "For a plan: its months, such as 2027 or 2027-Q1. Default: this year.",
            "Bij een plan: de maanden, zoals 2027 of 2027-Q1. Standaard: dit jaar."),
        transform: { try PeriodArgument.read($0) })
    var period: Period?

    @Option(
        parsing: .upToNextOption,
        help: .said(
            "For a plan: its sources. Default: * for all of them together.",
            "Bij een plan: de bronnen. Standaard: * voor alle samen."))
    var sources: [String] = ["*"]

    @Option(
        help: .said(
            "For rules: the preset to build on.",
            "Bij rules: het meegeleverde regelboek om op te bouwen."))
    var rules = "b2b"

    @Option(
        help: .said(
            "en or nl: the language of the columns of a fair.",
            "en of nl: de taal van de kolommen van een beurslijst."))
    var lang: Language = .en

    func run() throws {
        if name == "fair" {
            Terminal.print(Template.fair(lang))
            return
        }
        let today = Clock.today(in: .utc)
        if name == "rules" {
            guard RuleFiles.presets.contains(rules) else {
                throw ValidationError(
                    en: "\(rules.quoted) is not a preset."
                        + Spelling.suggestion(for: rules, in: RuleFiles.presets)
                        + " There is \(RuleFiles.presets.joined(separator: ", ")).",
                    nl: "\(rules.quoted) is geen regelboek van het programma."
                        + Spelling.suggestion(for: rules, in: RuleFiles.presets, .nl)
                        + " Er is \(RuleFiles.presets.joined(separator: ", ")).")
            }
            Terminal.print(Template.rules(on: rules, asOf: today))
            return
        }
        guard let kind = FactKind.allCases.first(where: { $0.tableName == name }) else {
            throw ValidationError(
                en: "There is no template \(name.quoted)."
                    + Spelling.suggestion(for: name, in: Template.names)
                    + " There is \(Template.names.joined(separator: ", ")).",
                nl: "Er is geen voorbeeldbestand \(name.quoted)."
                    + Spelling.suggestion(for: name, in: Template.names, .nl)
                    + " Er is \(Template.names.joined(separator: ", ")).")
        }
        let year = Period(String(today.description.prefix(4)))
        guard let period = period ?? year else { return }
        Terminal.print(Template.table(kind, period: period, sources: sources))
    }
}
