import ArgumentParser
import Reports
import Workbench

struct FunnelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "funnel",
        abstract: "What became of the leads of a period, step by step.",
        discussion: "mql funnel --data leads.csv activities.csv stages.csv --period 2026-Q1"
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var breakdown: BreakdownOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let bench = try data.open(by: breakdown.by)
        let figures = await bench.figures()
        let document = FunnelReport(figures).document
        Terminal.print(
            output.format.write(document, json: FiguresJSON(figures, bench.reading).value))
    }
}
