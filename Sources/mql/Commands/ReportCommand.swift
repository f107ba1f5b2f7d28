import ArgumentParser
import Reports

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Per source: what was spent, what came of it, and what it brought.",
        discussion: """
            mql report --data leads.csv activities.csv stages.csv deals.csv spend.csv
            mql report --data *.csv --period 2026-Q1 --by month --format json
            """
    )

    @OptionGroup var options: FiguresOptions

    func run() async throws {
        try await options.show { FiguresReport($0, $1, $2).document }
    }
}
