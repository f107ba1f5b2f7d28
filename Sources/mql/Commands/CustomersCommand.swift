import Analysis
import ArgumentParser
import Quantities
import Reports
import Workbench

extension CustomerFigures.Payback.Length: ExpressibleByArgument {}

struct CustomersCommand: AsyncParsableCommand, AnswersFromFacts {
    static let configuration = CommandConfiguration(
        commandName: "customers",
        abstract: CallLanguage.said(
            "What customers are worth, after how long their cost is back, and what marketing sourced or influenced.",
            "Wat klanten waard zijn, na hoe lang hun kosten terug zijn, en wat marketing aanbracht of beïnvloedde."
        ),
        discussion: """
            mql customers --data leads.csv stages.csv deals.csv orders.csv spend.csv
            mql customers --source google-ads --each month
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup(title: OptionTitle.used) var length: FullOption
    @OptionGroup(title: OptionTitle.counting) var counted: UnitOptions

    @Option(
        help: .said(
            "One source by itself, as google-ads or what it is called.",
            "Eén bron apart, zoals google-ads of hoe hij heet."))
    var source: String?

    @Option(
        help: .said(
            "By when customers became MQLs, in cohorts of a quarter or a month.",
            "Naar wanneer klanten MQL werden, in groepen van een kwartaal (quarter) of een maand (month)."
        ))
    var each: CustomerFigures.Payback.Length = .quarter

    @Option(
        name: .long, parsing: .upToNextOption,
        help: .said(
            "Sources that are not marketing's, such as referral partner. Default: outbound-sales and referral.",
            "Bronnen die niet van marketing zijn, zoals referral partner. Standaard: outbound-sales en referral."
        ))
    var notMarketing: [String] = []

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let bench = try data.open(by: .source, unit: counted.unit, lang: output.lang)
        if let wrong = notMarketing.first(where: { !bench.knowsSource($0) }) {
            throw Self.unknown(wrong, "--not-marketing", bench.sourceKeys)
        }
        guard
            let figures = try await bench.customers(
                source: source, each: each, notMarketing: notMarketing)
        else {
            let known = await bench.figures().rows.map(\.key)
            throw Self.unknown(source ?? "", "--source", known)
        }
        try output.print(of: bench, isFull: length.full) { CustomersReport(figures, $0) }
    }

    private static func unknown(_ name: String, _ option: String, _ known: [String]) -> FailedVerb {
        let list = known.joined(separator: ", ")
        return FailedVerb(
            .noInput,
            en: "\(option): no source is called \(name.quoted)."
                + Spelling.suggestion(for: name, in: known) + " There are: \(list).",
            nl: "\(option): geen bron heet \(name.quoted)."
                + Spelling.suggestion(for: name, in: known, .nl) + " Er zijn: \(list).")
    }
}
