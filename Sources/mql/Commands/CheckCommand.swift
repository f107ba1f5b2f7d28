import Analysis
import ArgumentParser
import Reports
import Workbench

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract:
            "What is missing in your data, what that does to which figure, and what mends it.",
        discussion: """
            mql check --data leads.csv stages.csv spend.csv
            mql check
            Spend or outcomes of some months that are not there, days of an import, a source that stops.
            Ends with exit code 1 where something was found.
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let bench = try data.open(lang: output.lang)
        let figures = await bench.figures()
        try output.print(of: bench) { DataCheckReport(figures, $0) }
        if !figures.holes.all.isEmpty { throw ExitCode(1) }
    }
}
