import Analysis
import ArgumentParser
import Leads
import Quantities
import Reports
import Valuation
import Workbench

struct ExplainCommand: AsyncParsableCommand, AnswersFromFacts {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: CallLanguage.said(
            "Why a lead is an MQL or not, and why it has the value it has.",
            "Waarom een lead MQL is of niet, en waarom hij de waarde heeft die hij heeft."),
        discussion: "mql explain L-0014 --data leads.csv activities.csv stages.csv"
    )

    @Argument(
        help: .said(
            "The id of the lead.",
            "Het nummer van de lead."))
    var lead: String

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let bench = try data.open(lang: output.lang)
        let asOf = bench.question.asOf
        guard let explanation = bench.pipeline.explain(lead, asOf: asOf) else {
            throw FailedVerb(.noInput, bench.whyNoLead(lead, asOf: asOf))
        }
        try output.print(of: bench) { LeadExplanation(explanation, $0) }
        try WrittenLists.keep([explanation.leadID] + explanation.otherIDs, data, output)
    }
}
