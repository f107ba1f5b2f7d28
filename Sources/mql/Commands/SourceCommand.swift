import Analysis
import ArgumentParser
import Funnels
import Quantities
import Reports
import Workbench

struct SourceCommand: AsyncParsableCommand, AnswersFromFacts {
    static let configuration = CommandConfiguration(
        commandName: "source",
        abstract: CallLanguage.said(
            "One source by itself: what came of it, how soon, by month, campaign and content.",
            "Eén bron apart: wat ervan kwam, hoe snel, per maand, campagne en inhoud."),
        discussion: "mql source google-ads --data *.csv --period 2026-Q3"
    )

    @Argument(
        help: .said(
            "The source, as google-ads or what it is called.",
            "De bron, zoals google-ads of hoe hij heet."))
    var source: String

    @OptionGroup var data: DataOptions
    @OptionGroup(title: OptionTitle.counting) var counted: UnitOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: OptionTitle.suppositions) var sale: MarginOptions
    @OptionGroup(title: OptionTitle.suppositions) var required: RequiredOption

    func run() async throws {
        let margin = try AmountArgument.read(sale.margin, "--margin")
        let bench = try data.open(by: .source, unit: counted.unit, lang: output.lang) {
            $0.margin = margin
        }
        var asked = JustificationFigures.Asked()
        asked.requiredReturn = try ReturnArgument.read(required.requiredReturn)
        guard let figures = await bench.source(source, asked) else {
            let all = await bench.figures()
            let known = all.rows.map(\.key)
            if let absence = all.total.mqls.absence, known.contains(source) {
                throw FailedVerb(
                    .badData,
                    en: "Which leads are MQLs is not known: \(Wording(.en).why(absence)).",
                    nl: "Welke leads MQL zijn is niet bekend: \(Wording(.nl).why(absence)).")
            }
            let list = known.joined(separator: ", ")
            throw FailedVerb(
                .noInput,
                en: "No lead and no spend of this period is of \(source.quoted)."
                    + Spelling.suggestion(for: source, in: known) + " There are: \(list).",
                nl: "Geen lead en geen uitgave van deze periode is van \(source.quoted)."
                    + Spelling.suggestion(for: source, in: known, .nl) + " Er zijn: \(list).")
        }
        try output.print(of: bench) { SourceReport(figures, $0) }
    }
}
