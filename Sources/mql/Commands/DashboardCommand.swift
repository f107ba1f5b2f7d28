import Analysis
import ArgumentParser
import Quantities
import Reports
import Workbench

struct DashboardCommand: AsyncParsableCommand, AnswersWithFigures {
    static let configuration = CommandConfiguration(
        commandName: "dashboard",
        abstract: CallLanguage.said(
            "Does it pay, on one screen: four numbers with their months, the sources, what to decide, who waits.",
            "Loont het, op één scherm: vier getallen met hun maanden, de bronnen, wat te besluiten, wie wacht."
        ),
        discussion: """
            mql dashboard --format html > dashboard.html
            mql dashboard --data *.csv --period 2026-Q3
            """
    )

    @OptionGroup var options: FiguresOptions
    @OptionGroup(title: OptionTitle.counting) var books: LedgerOption
    @OptionGroup(title: OptionTitle.suppositions) var required: RequiredOption
    @OptionGroup(title: OptionTitle.suppositions) var suppositions: WhatIfOption

    func run() async throws {
        let bench = try options.open { $0.asksTests() }
        let dashboard = try await bench.dashboard(
            try .read(books, required, suppositions, bench.question.currency), TeamDecisions().open)
        try options.output.print(of: bench) { DashboardReport(dashboard, $0) }
    }
}
