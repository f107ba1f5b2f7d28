import Analysis
import ArgumentParser
import Funnels
import Quantities
import Reports
import Workbench

struct ForecastCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: CallLanguage.said(
            "What a period to come will bring: MQLs, SQLs, customers and margin by month, against the plan.",
            "Wat een komende periode brengt: MQL's, SQL's, klanten en marge per maand, naast het plan."
        ),
        discussion: """
            mql forecast --period 2027-Q1
            mql forecast --period 2027-Q1 --plan plan.csv
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup(title: OptionTitle.counting) var counted: UnitOptions
    @OptionGroup(title: OptionTitle.suppositions) var sale: MarginOptions

    @Option(
        help: .said(
            "A plan to hold it against, in place of that of the data: mql template plan gives one to fill in.",
            "Een plan om het mee te vergelijken, in plaats van dat in de gegevens: mql template plan geeft er een om in te vullen."
        ))
    var plan: String?

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let margin = try AmountArgument.read(sale.margin, "--margin")
        let bench = try data.open(by: .source, unit: counted.unit, lang: output.lang) {
            $0.margin = margin
        }
        let known = bench.question.observed.sqls
        let period = data.period ?? Period.nextQuarter(after: known)
        guard period.lastDay > known else {
            throw FailedVerb(
                .badData,
                en:
                    "The period ends on \(period.lastDay), and what came of it is known to \(known): mql report tells it. "
                    + "Ask for one to come, such as --period \(Self.name(Period.nextQuarter(after: known))).",
                nl:
                    "De periode eindigt op \(period.lastDay), en wat ervan kwam is bekend tot \(known): dat zegt mql report. "
                    + "Vraag om een die nog komt, zoals --period \(Self.name(Period.nextQuarter(after: known)))."
            )
        }
        guard known.distance(to: period.lastDay) <= Self.mostDays else {
            throw FailedVerb(
                .badData,
                en:
                    "The period ends more than two years after \(known): nothing in these data tells that.",
                nl:
                    "De periode eindigt meer dan twee jaar na \(known): niets in deze gegevens zegt dat."
            )
        }
        guard let forecast = try await bench.forecast(of: period, plan: plan) else {
            if let absence = await bench.figures().total.mqls.absence {
                throw FailedVerb(
                    .badData,
                    en: "Which leads are MQLs is not known: \(Wording(.en).why(absence)).",
                    nl: "Welke leads MQL zijn is niet bekend: \(Wording(.nl).why(absence)).")
            }
            throw FailedVerb(
                .badData,
                en:
                    "There is no full month with MQLs yet, so that nothing tells what is to come. mql check says what is missing.",
                nl:
                    "Er is nog geen volle maand met MQL's, zodat niets zegt wat er komt. mql check zegt wat er ontbreekt."
            )
        }
        try output.print(of: bench) { ForecastReport(forecast, $0) }
    }

    private static let mostDays = 731

    private static func name(_ quarter: Period) -> String {
        let civil = quarter.first.civil
        return "\(civil.year)-Q\((civil.month + 2) / 3)"
    }
}
