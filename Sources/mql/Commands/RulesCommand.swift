import Analysis
import ArgumentParser
import Quantities
import Reports
import Valuation
import Workbench

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "What a rule book says, and whether it can be meant.",
        discussion: """
            mql rules show manufacturing --lang nl
            mql rules check ours.yaml
            """,
        subcommands: [Show.self, Check.self]
    )

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The rule book that is in force, in words.",
            discussion: """
                mql rules show
                mql rules show pumps --yaml > ours.yaml
                """
        )

        @Argument(help: "b2b, manufacturing, pumps, venues, or the path of a YAML file.")
        var rules = "b2b"

        @Flag(help: "As a rule book of its own, with everything that a preset gave.")
        var yaml = false

        @Option(help: "text or md.")
        var format: Format = .text

        @Option(help: "en or nl.")
        var lang: Language = .en

        enum Format: String, CaseIterable, ExpressibleByArgument { case text, md }

        func run() throws {
            let book = try RuleFiles.ruleBook(rules)
            if yaml {
                Terminal.print(RuleFiles.text(of: book))
                return
            }
            let document = RuleBookReport(book, lang).document
            Terminal.print(
                format == .text
                    ? TextFormat(lang).write(document) : MarkdownFormat(lang).write(document))
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
