import Analysis
import ArgumentParser
import Quantities
import Reports
import Valuation
import Workbench

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract:
            "What a rule book says, whether it can be meant, and what another would have done.",
        discussion: """
            mql rules show manufacturing --lang nl
            mql rules check ours.yaml
            mql rules compare b2b ours.yaml --data leads.csv activities.csv stages.csv
            """,
        subcommands: [
            Show.self, RulesCheckCommand.self, RulesSignCommand.self, RulesLearnCommand.self,
            RulesCompareCommand.self,
        ]
    )

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The rule book that is in force, in words.",
            discussion: """
                mql rules show
                mql rules show pumps --yaml > ours.yaml
                mql rules show ours.yaml --diff ours-2025.yaml
                """
        )

        @Argument(
            help:
                "b2b, manufacturing, pumps, venues, or the path of a YAML file. Default: that of mql.yaml, else b2b."
        )
        var rules: String?

        @Flag(help: "As a rule book of its own, with everything that a preset gave.")
        var yaml = false

        @Option(help: "Another rule book, or an older file: what does this one say differently?")
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
