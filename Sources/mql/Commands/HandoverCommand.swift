import Analysis
import ArgumentParser
import Reports
import Workbench

struct HandoverCommand: AsyncParsableCommand, AnswersWithFigures {
    static let configuration = CommandConfiguration(
        commandName: "handover",
        abstract: CallLanguage.said(
            "What sales gets and what it does with it: for the meeting of both.",
            "Wat sales krijgt en wat het ermee doet: voor het overleg van beide."),
        discussion: "mql handover --data leads.csv activities.csv stages.csv --period 2026-Q3"
    )

    @OptionGroup var options: FiguresOptions

    func run() async throws {
        let bench = try options.open { $0.asksFollowUp() }
        let handover = await bench.handover()
        try options.output.print(of: bench) { HandoverReport(handover, $0) }
    }
}
