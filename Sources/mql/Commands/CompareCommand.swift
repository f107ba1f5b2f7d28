import ArgumentParser
import Reports
import Workbench

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Sources side by side, each against the figures that are known for it.",
        discussion: "mql compare --data leads.csv stages.csv --period 2026"
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var breakdown: BreakdownOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let bench = try data.open(by: breakdown.by)
        let figures = await bench.figures()
        let document = ComparisonReport(figures).document
        Terminal.print(
            output.format.write(document, json: FiguresJSON(figures, bench.reading).value))
    }
}
