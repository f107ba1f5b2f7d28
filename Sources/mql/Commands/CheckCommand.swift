import Analysis
import ArgumentParser
import Reports
import Workbench

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: CallLanguage.said(
            "What is missing in your data, what that does to which figure, and what puts it right.",
            "Wat er in uw gegevens ontbreekt, wat dat met welk cijfer doet, en wat het verhelpt."),
        discussion: CallLanguage.said(
            """
            mql check --data leads.csv stages.csv spend.csv
            mql check
            Spend or outcomes of some months that are not there, days of an import, a source that stops. \
            Ends with exit code 1 where something was found.
            """,
            """
            mql check --data leads.csv stages.csv spend.csv
            mql check
            Uitgaven of uitkomsten van maanden die ontbreken, dagen van een import, een bron die stopt. \
            Eindigt met code 1 als er iets is gevonden.
            """)
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let bench = try data.open(lang: output.lang)
        let figures = await bench.figures()
        try output.print(of: bench) { DataCheckReport(figures, bench.pipeline.lastDays, $0) }
        if !figures.holes.all.isEmpty { throw ExitCode(1) }
    }
}
