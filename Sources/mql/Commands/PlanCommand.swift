import Analysis
import ArgumentParser
import Reports
import Workbench

struct PlanCommand: AsyncParsableCommand, AnswersFromFacts {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: CallLanguage.said(
            "Actual, plan and difference, per month and source.",
            "Realisatie, plan en verschil, per maand en bron."),
        discussion: """
            mql template plan > plan.csv
            mql plan --data leads.csv activities.csv stages.csv spend.csv plan.csv --period 2026-Q3
            """
    )

    @OptionGroup var data: DataOptions

    @Option(
        help: .said(
            "What counts as one: person or company.",
            "Wat als één telt: person (persoon) of company (bedrijf)."))
    var unit: CountedUnit = .person

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let bench = try data.open(unit: unit, lang: output.lang)
        guard let plan = await bench.plan() else {
            throw FailedVerb(
                .noInput,
                en:
                    "No plan was read. `mql template plan > plan.csv` writes one to fill in; add it to "
                    + "--data.",
                nl:
                    "Er is geen plan ingelezen. `mql template plan > plan.csv` schrijft er een om in te "
                    + "vullen; voeg het toe aan --data.")
        }
        try output.print(of: bench) { PlanReport(plan, $0) }
    }
}
