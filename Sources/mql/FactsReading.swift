import Analysis
import Workbench

/// A command that answers a question on the facts, and would answer it the same again.
protocol FactsReading {
    var facts: DataOptions { get }
}

extension KeptAnswers {
    /// Nil where the answer is not kept: it is written to a file, shows persons, or follows from files.
    init?(_ command: any FactsReading) {
        let words = Array(CommandLine.arguments.dropFirst())
        let others = ["--to", "--rejects", "--with-personal-data", "--rules-then", "--save"]
        guard !words.contains(where: { word in others.contains { word.hasPrefix($0) } }),
            let request = try? command.facts.request(by: .source, unit: .person)
        else { return nil }
        self.init(request, words: words, program: Terminal.program)
    }
}

extension ReportCommand: FactsReading { var facts: DataOptions { options.data } }
extension FunnelCommand: FactsReading { var facts: DataOptions { options.data } }
extension CompareCommand: FactsReading { var facts: DataOptions { options.data } }
extension JustifyCommand: FactsReading { var facts: DataOptions { options.data } }
extension BudgetCommand: FactsReading { var facts: DataOptions { data } }
extension AttributionCommand: FactsReading { var facts: DataOptions { data } }
extension HandoverCommand: FactsReading { var facts: DataOptions { options.data } }
extension ReviewCommand: FactsReading { var facts: DataOptions { options.data } }
extension PlanCommand: FactsReading { var facts: DataOptions { data } }
extension LeadsCommand: FactsReading { var facts: DataOptions { data } }
extension ExplainCommand: FactsReading { var facts: DataOptions { data } }
