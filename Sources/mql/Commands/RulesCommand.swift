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
            Show.self, Check.self, RulesLearnCommand.self, RulesCompareCommand.self,
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

        @Argument(help: "b2b, manufacturing, pumps, venues, or the path of a YAML file.")
        var rules = "b2b"

        @Flag(help: "As a rule book of its own, with everything that a preset gave.")
        var yaml = false

        @Option(help: "Another rule book, or an older file: what does this one say differently?")
        var diff: String?

        @OptionGroup var output: OutputOptions

        func validate() throws {
            if diff == nil, [.csv, .json].contains(output.format) {
                throw ValidationError(
                    "A rule book is shown as text, md or html; as a file with --yaml.")
            }
        }

        func run() throws {
            let book = try RuleFiles.ruleBook(rules)
            if let diff {
                let old = try RuleFiles.ruleBook(diff)
                let changes = RuleFiles.changes(from: old, to: book)
                try output.print(
                    { RuleChangeReport(changes, from: old, to: book, $0).document },
                    json: RuleChangeReport(changes, from: old, to: book).json)
                return
            }
            if yaml {
                Terminal.print(RuleFiles.text(of: book))
                return
            }
            try output.print({ RuleBookReport(book, $0).document }, json: .null)
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What cannot be meant, was not agreed, or often goes wrong.",
            discussion: """
                mql rules check ours.yaml
                Ends with exit code 1 where something cannot be meant or was not agreed.
                """
        )

        @Argument(help: "b2b, manufacturing, pumps, venues, or the path of a YAML file.")
        var rules = "b2b"

        @Option(
            help: "The day on which a review is overdue or not. Default: today.",
            transform: { try DayArgument.read($0) })
        var asOf: Day?

        @OptionGroup var output: OutputOptions

        func run() throws {
            let book = try RuleFiles.ruleBook(rules)
            let day = asOf ?? Clock.today(in: book.zone)
            let findings = RuleBookCheck.findings(book, asOf: day)
            try output.print(
                { RuleBookCheckReport(findings, book, asOf: day, $0).document },
                json: RuleBookCheckReport(findings, book, asOf: day).json)
            if findings.contains(where: { $0.severity != .advice }) { throw ExitCode(1) }
        }
    }
}
