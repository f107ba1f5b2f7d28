import Analysis
import ArgumentParser
import Reports
import Workbench

struct AttributionCommand: AsyncParsableCommand, AnswersFromFacts {
    static let configuration = CommandConfiguration(
        commandName: "attribution",
        abstract: CallLanguage.said(
            "Who brought the MQLs: first, last, linear and U-shape beside the own source.",
            "Wie de MQL's bracht: eerste, laatste, lineair en U-vorm naast de eigen bron."),
        discussion: "mql attribution --data leads.csv activities.csv stages.csv spend.csv"
    )

    @OptionGroup var data: DataOptions

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let bench = try data.open(lang: output.lang)
        let attribution = await bench.attribution()
        try output.print(of: bench) { AttributionReport(attribution, $0) }
    }
}
