import Analysis
import ArgumentParser
import Quantities
import Reports
import Workbench

struct CompareCommand: AsyncParsableCommand, AnswersWithFigures {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: CallLanguage.said(
            "Sources side by side, each against the figures that are known for it.",
            "Bronnen naast elkaar, elk tegen de cijfers die ervan bekend zijn."),
        discussion: """
            mql compare --data leads.csv stages.csv --period 2026
            mql compare --data leads.csv stages.csv --between google-ads linkedin-ads
            """
    )

    @OptionGroup var options: FiguresOptions

    @Option(
        name: .long, parsing: .upToNextOption,
        help: .said(
            "Two rows to hold against each other, such as google-ads linkedin-ads.",
            "Twee rijen om naast elkaar te leggen, zoals google-ads linkedin-ads."))
    var between: [String] = []

    func validate() throws {
        guard between.isEmpty || between.count == 2 else {
            throw ValidationError(
                en: "--between takes two rows, such as google-ads linkedin-ads.",
                nl: "--between vraagt twee rijen, zoals google-ads linkedin-ads.")
        }
    }

    func run() async throws {
        let bench = try options.open(readsParts: true)
        let figures = await bench.figures()
        bench.storeJudgements()
        let pair = try between.isEmpty ? nil : figures.pair(between[0], between[1])
        try options.output.print(of: bench) { ComparisonReport(figures, between: pair, $0) }
    }
}
