import Analysis
import ArgumentParser
import Reports
import Valuation
import Workbench

struct ReviewCommand: AsyncParsableCommand, AnswersWithFigures {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: CallLanguage.said(
            "The agenda of the monthly meeting of marketing and sales.",
            "De agenda van het maandelijkse overleg van marketing en sales."),
        discussion: """
            mql review --data *.csv --period 2026-09
            mql review --data *.csv --period 2026-09 --format html --to meeting.html
            """
    )

    @OptionGroup var options: FiguresOptions

    func run() async throws {
        let bench = try options.open {
            $0.asksFollowUp()
            $0.asksTests()
        }
        let review = try await bench.review(TeamDecisions().open)
        let names = bench.pipeline.rules.book.names
        try options.output.print(of: bench) { ReviewReport(review, names: names, $0) }
    }
}
