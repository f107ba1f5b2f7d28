import Analysis
import ArgumentParser
import Quantities
import Reports
import Valuation
import Workbench

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: CallLanguage.said(
            "What a rule book says, whether it can be meant, and what another would have done.",
            "Wat een regelboek zegt, of dat zo bedoeld kan zijn, en wat een ander had gedaan."),
        discussion: """
            mql rules show manufacturing --lang nl
            mql rules check ours.yaml
            mql rules compare b2b ours.yaml --data leads.csv activities.csv stages.csv
            """,
        subcommands: [
            Show.self, RulesCheckCommand.self, RulesSignCommand.self, RulesLearnCommand.self,
            RulesCompareCommand.self, RulesTryCommand.self,
        ]
    )

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: CallLanguage.said(
                "The rule book that is in force, in words.",
                "Het regelboek dat geldt, in woorden."),
            discussion: """
                mql rules show
                mql rules show pumps --yaml > ours.yaml
                mql rules show ours.yaml --diff ours-2025.yaml
                """
        )

        @Argument(
            help: .said(
                "b2b, manufacturing, pumps, venues, or the path of a YAML file. Default: that of mql.yaml, else b2b.",
                "b2b, manufacturing, pumps, venues, of het pad van een YAML-bestand. Standaard: dat van mql.yaml, of b2b."
            ))
        var rules: String?

        @Flag(
            help: .said(
                "As a rule book of its own, with everything that a preset gave.",
                "Als een eigen regelboek, met alles wat het meegeleverde gaf."))
        var yaml = false

        @Option(
            help: .said(
                "Another rule book, or an older file: what does this one say differently?",
                "Een ander regelboek, of een ouder bestand: wat zegt dit anders?"))
        var diff: String?

        @OptionGroup var output: OutputOptions

        func validate() throws {
            if diff == nil, [.csv, .json].contains(output.format) {
                throw ValidationError(
                    en: "A rule book is shown as text, md or html; as a file with --yaml.",
                    nl: "Een regelboek is te zien als text, md of html; als bestand met --yaml.")
            }
        }

        func run() throws {
            let book = try RuleFiles.ruleBook(
                rules ?? CurrentProject.project?.rules ?? "b2b")
            if let diff {
                let old = try RuleFiles.ruleBook(diff)
                let changes = RuleFiles.changes(from: old, to: book)
                try output.print { RuleChangeReport(changes, from: old, to: book, $0) }
                return
            }
            if yaml {
                Terminal.print(RuleFiles.text(of: book))
                return
            }
            try output.print { RuleBookReport(book, $0) }
        }
    }
}
