import ArgumentParser
import Reports

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Sources side by side, each against the figures that are known for it.",
        discussion: "mql compare --data leads.csv stages.csv --period 2026"
    )

    @OptionGroup var options: FiguresOptions

    func run() async throws {
        try await options.show { figures, _, lang in ComparisonReport(figures, lang).document }
    }
}
