import ArgumentParser
import Reports
import Workbench

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Per source: what was spent, what came of it, and what it brought.",
        discussion: """
            mql report --data leads.csv activities.csv stages.csv deals.csv spend.csv
            mql report --data *.csv --period 2026-Q1 --by month --format json
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var breakdown: BreakdownOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let bench = try data.open(by: breakdown.by)
        let figures = await bench.figures()
        let document = FiguresReport(figures, bench.reading).document
        Terminal.print(
            output.format.write(document, json: FiguresJSON(figures, bench.reading).value))
    }
}
