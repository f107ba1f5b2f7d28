import Analysis
import ArgumentParser
import Quantities
import Reports
import Workbench

struct RulesCompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: CallLanguage.said(
            "What another definition of an MQL would have done to the same leads.",
            "Wat een andere definitie van een MQL met dezelfde leads had gedaan."),
        discussion: """
            mql rules compare b2b ours.yaml --data leads.csv activities.csv stages.csv
            mql rules compare ours-2025.yaml ours.yaml --period 2026-Q3 --data *.csv
            """
    )

    @Argument(
        help: .said(
            "The rule book in force: a preset, or the path of a YAML file.",
            "Het regelboek dat geldt: een meegeleverd, of het pad van een YAML-bestand."))
    var old: String

    @Argument(
        help: .said(
            "The one to hold beside it.",
            "Het regelboek om ernaast te leggen."))
    var new: String

    @OptionGroup var data: DataOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if data.rules != nil {
            throw ValidationError(
                en:
                    "--rules says nothing here: name both rule books, as in mql rules compare b2b ours.yaml.",
                nl:
                    "--rules zegt hier niets: noem beide regelboeken, zoals in mql rules compare b2b ours.yaml."
            )
        }
    }

    func run() async throws {
        let bench = try data.open(lang: output.lang) { request in
            (request.rules, request.otherRules) = (old, new)
        }
        guard let (comparison, changes) = await bench.compareDefinitions() else { return }
        try output.print(of: bench) { DefinitionComparisonReport(comparison, changes, $0) }
    }
}
