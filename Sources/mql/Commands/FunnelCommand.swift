import ArgumentParser
import Reports

struct FunnelCommand: AsyncParsableCommand, AnswersWithFigures {
    static let configuration = CommandConfiguration(
        commandName: "funnel",
        abstract: CallLanguage.said(
            "What became of the leads of a period, step by step.",
            "Wat er van de leads van een periode werd, stap voor stap."),
        discussion: "mql funnel --data leads.csv activities.csv stages.csv --period 2026-Q1"
    )

    @OptionGroup var options: FiguresOptions

    func run() async throws {
        try await options.show(readsParts: true) { FunnelReport($0, $1) }
    }
}
