import Analysis
import ArgumentParser
import Quantities
import Reports
import Workbench

struct RulesTryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: CallLanguage.said(
            "What another threshold, or one criterion or source less, would have done to the same leads.",
            "Wat een andere drempel, of een criterium of bron minder, met dezelfde leads had gedaan."
        ),
        discussion: """
            mql rules try --points 60
            mql rules try --engagement 3 --without video
            mql rules try --without-source purchased-list --save next.yaml
            """
    )

    @Option(
        help: .said(
            "From how many points on it is an MQL, where points decide.",
            "Vanaf hoeveel punten het een MQL is, waar punten beslissen."))
    var points: Int?

    @Option(
        help: .said(
            "How many criteria of fit a high fit takes.",
            "Hoeveel criteria van fit een hoge fit vraagt."))
    var fit: Int?

    @Option(
        help: .said(
            "How many criteria of fit a medium fit takes.",
            "Hoeveel criteria van fit een middelmatige fit vraagt."))
    var fitMedium: Int?

    @Option(
        help: .said(
            "How many criteria high engagement takes.",
            "Hoeveel criteria een hoge betrokkenheid vraagt."))
    var engagement: Int?

    @Option(
        help: .said(
            "How many criteria medium engagement takes.",
            "Hoeveel criteria een middelmatige betrokkenheid vraagt."))
    var engagementMedium: Int?

    @Option(
        help: .said(
            "A criterion, or a reason to disqualify, that is left out; may be said more than once.",
            "Een criterium, of reden om uit te sluiten, die vervalt; mag vaker."))
    var without: [String] = []

    @Option(
        help: .said(
            "A source whose leads are no MQL; may be said more than once.",
            "Een bron waarvan leads geen MQL zijn; mag vaker."))
    var withoutSource: [String] = []

    @Option(
        help: .said(
            "Write the rule book to this file, signed by nobody.",
            "Schrijf het regelboek naar dit bestand, door niemand getekend."))
    var save: String?

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var trial = RuleTrial()
        (trial.points, trial.fit, trial.fitMedium) = (points, fit, fitMedium)
        (trial.engagement, trial.engagementMedium) = (engagement, engagementMedium)
        (trial.without, trial.withoutSources) = (without, withoutSource)
        let bench = try data.open(lang: output.lang)
        let (comparison, changes, text) = try await bench.tries(trial)
        if let save {
            try Outputs.file(save, for: "--save").write(
                Phrase(
                    en:
                        "# Tried on leads up to \(bench.question.asOf). Who signed it stands under reviewed.\n",
                    nl:
                        "# Geprobeerd op leads tot en met \(bench.question.asOf). Wie het tekende staat onder reviewed.\n"
                ).text(output.lang) + text)
            Terminal.complain(
                Phrase(
                    en: "Rule book written to \(save.visible)",
                    nl: "Regelboek geschreven naar \(save.visible)"
                ).text(output.lang))
        }
        try output.print(of: bench) { DefinitionComparisonReport(comparison, changes, $0) }
    }
}
