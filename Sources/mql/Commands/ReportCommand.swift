import ArgumentParser
import Quantities
import Reports
import Workbench

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Per source: what was spent, what came of it, and what it brought.",
        discussion: """
            mql report --data leads.csv activities.csv stages.csv deals.csv spend.csv
            mql report --data *.csv --period 2026-Q1 --by month --format json
            mql report --data *.csv --period 2026-Q3 --against 2026-Q2
            """
    )

    @OptionGroup var options: FiguresOptions

    @Option(
        help: "Another period, such as 2026-Q2: why does an MQL cost more or less than then?",
        transform: { try PeriodArgument.read($0) })
    var against: Period?

    @Option(help: "The rule book of that period, where it was another one.")
    var rulesThen: String?

    func validate() throws {
        guard let against else {
            guard rulesThen == nil else {
                throw ValidationError("--rules-then goes with --against: which period is it of?")
            }
            return
        }
        guard let period = options.data.period else {
            throw ValidationError(
                "--against needs a --period to hold beside it, such as --period 2026-Q3 --against 2026-Q2."
            )
        }
        guard period.overlap(with: against) == nil else {
            throw ValidationError(
                "--period and --against share days: take two periods that do not, such as 2026-Q3 and 2026-Q2."
            )
        }
    }

    func run() async throws {
        guard let against else {
            try await options.show { FiguresReport($0, $1, $2).document }
            return
        }
        let bench = try options.open()
        let (figures, change) = try await bench.figures(against: against, rules: rulesThen)
        options.output.print(
            { FiguresReport(figures, bench.reading, $0, change: change).document },
            json: FiguresJSON(figures, bench.reading).value(change))
    }
}
