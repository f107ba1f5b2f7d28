import ArgumentParser
import Quantities
import Reports
import Workbench

extension PrivacyCommand {
    struct Assessment: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "dpia",
            abstract: CallLanguage.said(
                "A data protection impact assessment of the scoring, filled in as far as the program knows.",
                "Een DPIA van het scoren, ingevuld voor zover het programma het weet."),
            discussion: CallLanguage.said(
                """
                mql privacy dpia --lang nl --format html --to dpia.html
                mql privacy dpia --rules ours.yaml

                It is made of the rule book, of mql.yaml and of the workspace, where these are here. What only the \
                firm knows is marked [TO FILL IN]. How to use it stands in docs/avg.md.
                """,
                """
                mql privacy dpia --lang nl --format html --to dpia.html
                mql privacy dpia --rules ours.yaml

                Hij wordt gemaakt van het regelboek, van mql.yaml en van de werkruimte, waar die hier zijn. Wat \
                alleen het bedrijf weet is gemerkt met [IN TE VULLEN]. Hoe u hem gebruikt staat in docs/avg.md.
                """))

        @Option(
            help: .said(
                "The rule book that it is of. Default: that of mql.yaml, else b2b.",
                "Het regelboek waarover het gaat. Standaard: dat van mql.yaml, of b2b."))
        var rules: String?

        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard [.csv, .json, .xlsx].contains(output.format) else { return }
            throw ValidationError(
                en: "A DPIA is a text for people: --format text, md, html or pdf.",
                nl: "Een DPIA is een tekst voor mensen: --format text, md, html of pdf.")
        }

        func run() throws {
            let project = try CurrentProject.project
            let book = try RuleFiles.ruleBook(rules ?? project?.rules ?? "b2b")
            let holding = try AssessedHolding(Workspace.here(), project)
            try output.print { AssessmentReport(book, holding, $0) }
        }
    }
}
